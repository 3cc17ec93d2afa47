"""The one who writes answers: a model, and the prompts it is asked with."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.llm.entities import Sources
from ingest.settings import Settings

if TYPE_CHECKING:
    from assistant.llm.client import ChatModel


@dataclass(frozen=True, slots=True)
class Writer:
    """A model, and how it is asked.

    Attributes:
        prompts: the folder of the user's own prompts, if there is one.
        window: how many tokens the model reads and writes at once.
    """

    model: ChatModel
    prompts: Path | None
    window: int


def configured(settings: Settings) -> Writer | None:
    """The writer that `settings` ask for, with all loaded that its first answer would wait for; None without a model.

    Raises:
        ModelUnavailable: the model cannot be used as it is configured.
    """
    if not settings.llm:
        return None
    from assistant.llm.client import ChatModel

    model = ChatModel(settings)
    # The segmenter's tags load with the first sentence that is looked at.
    Sources("").lacking("准备")
    return Writer(model, settings.prompts, settings.llm_context)
