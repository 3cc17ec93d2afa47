"""How fast a model reads and writes, as `xianwen check-model` found it, and how long it is waited for.

What was found is kept in the library's folder: it holds for the machine, or the service, that the library is used with.
"""

from __future__ import annotations

import json
import logging
import math
from dataclasses import asdict, dataclass

from assistant.llm.providers import file_of
from ingest.settings import Settings

log = logging.getLogger(__name__)
MODEL_NAME = "model.json"
# Seconds to wait for a first word: where nothing was measured, of a service, and of a file that this machine runs.
UNMEASURED = 30.0
UNMEASURED_FILE = 120.0
# A long prompt and a long answer, in tokens: what must be waited for, twice over, for a machine has other work too.
LONG_PROMPT = 1500
LONG_ANSWER = 600
RESERVE = 2
LONGEST_WAIT = 600
# A whole answer may take this many times as long as its first piece.
WHOLE_ANSWER = 4
# A model that reads a prompt in less than this many seconds may be given as much as there is to give.
READING = 60
LEAST_CONTEXT, MOST_CONTEXT = 2048, 4096
# Of a window, what is not for reading (assistant/llm/prompt_context.py).
NOT_READ = 1300
_STEP = 512


@dataclass(frozen=True, slots=True)
class MeasuredModel:
    """What was found of a model.

    Attributes:
        llm, base_url: as configured.
        reads, writes: tokens a second.
        counted: whether the tokens are as the model's own tokenizer counts them, or estimated.
        share: its own count of a text, of the estimate (`prompt_context.tokens`).
        on: the day, an ISO date.
    """

    llm: str
    base_url: str | None
    reads: float
    writes: float
    counted: bool
    on: str
    share: float = 1.0

    @property
    def timeout(self) -> int:
        """Return the seconds to wait for the first word that fit its speed."""
        first = LONG_PROMPT / self.reads
        whole = (first + LONG_ANSWER / self.writes) / WHOLE_ANSWER
        seconds = max(UNMEASURED, RESERVE * first, RESERVE * whole)
        return min(LONGEST_WAIT, 10 * math.ceil(seconds / 10))

    @property
    def context(self) -> int:
        """Return the tokens to read and write at once that fit its speed."""
        tokens = READING * self.reads + NOT_READ
        return int(min(MOST_CONTEXT, max(LEAST_CONTEXT, tokens // _STEP * _STEP)))


def measured_for(settings: Settings) -> MeasuredModel | None:
    """Return what was found of the configured model; None where it was not looked at."""
    path = settings.library / MODEL_NAME
    try:
        found = MeasuredModel(**json.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, TypeError) as error:
        log.warning(
            "%s 读不了，请再运行 xianwen check-model。(Run check-model again: %s)", path, type(error).__name__
        )
        return None
    return found if (found.llm, found.base_url) == (settings.llm, settings.llm_base_url) else None


def keep(measured: MeasuredModel, settings: Settings) -> bool:
    """Keep what was found in the library's folder; return False where there is no library yet."""
    if not settings.library.is_dir():
        return False
    path = settings.library / MODEL_NAME
    written = path.with_suffix(".new")
    written.write_text(json.dumps(asdict(measured), ensure_ascii=False), encoding="utf-8")
    written.replace(path)
    return True


def patience(settings: Settings) -> float:
    """Return the seconds to wait for the model's first word, and between words: as set, else as fits its speed."""
    if settings.llm_timeout is not None:
        return float(settings.llm_timeout)
    if measured := measured_for(settings):
        return float(measured.timeout)
    return UNMEASURED_FILE if file_of(settings) else UNMEASURED
