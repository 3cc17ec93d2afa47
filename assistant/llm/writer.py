"""The writer of answers: a configured model and its prompts."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.llm.entities import KnownNames
from assistant.llm.model_speed import measured_for
from ingest.settings import Settings

if TYPE_CHECKING:
    from assistant.llm.client import ChatModel


@dataclass(frozen=True, slots=True)
class Writer:
    """A model and its configuration.

    Attributes:
        model: the model.
        prompts: the folder of the user's own prompts, if any.
        window: the tokens that the model can read and write at once, as `prompt_context.tokens` counts them.
    """

    model: ChatModel
    prompts: Path | None
    window: int


def configured_writer(settings: Settings) -> Writer | None:
    """Return the writer configured in `settings`, ready for its first answer; None without a model.

    Raises:
        ModelUnavailable: the model cannot be used as configured.
    """
    if not settings.llm:
        return None
    from assistant.llm.client import ChatModel

    model = ChatModel(settings)
    # The segmenter's tags load with the first sentence that is looked at.
    KnownNames("").lacking("准备")
    measured = measured_for(settings)
    share = measured.share if measured else 1.0
    return Writer(model, settings.prompts, int(settings.llm_context / share))
