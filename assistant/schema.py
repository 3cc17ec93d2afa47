"""The records that the answering stages pass to one another and to the interfaces that show them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Literal

from assistant.answer.citations import Citation
from assistant.answer.model import AnswerLine
from assistant.markup import to_markdown
from assistant.question.english.translate import is_english
from assistant.question.filters import EVERYTHING, Filters


@dataclass(frozen=True, slots=True)
class Verification:
    """What holding a model's answer to its sources found and changed.

    Attributes:
        asked: how often the model was asked for this answer; 2 where the first draft had faults.
        faults: what was wrong with the first draft, a sentence and the reason each.
        cited: sentences whose source was found for them, or put right, by the program.
        marked: values or sentences left in, with "未在来源中找到" beside them.
        cut: sentences taken out.
        fell_back: why the answer is the quoted one after all; None where the model wrote it.
        model_seconds: time spent waiting for the model.
    """

    asked: int = 0
    faults: tuple[str, ...] = ()
    cited: tuple[str, ...] = ()
    marked: tuple[str, ...] = ()
    cut: tuple[str, ...] = ()
    fell_back: str | None = None
    model_seconds: float = 0.0

    @property
    def changed(self) -> bool:
        """Return whether the answer differs from what the model wrote."""
        return bool(self.cited or self.marked or self.cut or self.fell_back)

    def as_json(self) -> dict[str, Any]:
        """Return all fields, times rounded."""
        return {
            "asked": self.asked,
            "changed": self.changed,
            "faults": list(self.faults),
            "cited": list(self.cited),
            "marked": list(self.marked),
            "cut": list(self.cut),
            "fell_back": self.fell_back,
            "model_seconds": round(self.model_seconds, 4),
        }


Mode = Literal["extractive", "llm"]


@dataclass(frozen=True, slots=True)
class Wording:
    """One of the two forms in which an answer can be shown.

    Attributes:
        mode: "extractive" (quoted from the sources) or "llm".
        lines: the answer, line by line.
        abstained: it says that the library does not hold the answer.
        citations: what its marks refer to.
    """

    mode: Mode
    lines: tuple[AnswerLine, ...]
    abstained: bool
    citations: tuple[Citation, ...]

    @property
    def text(self) -> str:
        """Return it as light Markdown (**figures**, "- " lists) with `[n]` marks."""
        return to_markdown(self.lines)

    def as_json(self) -> dict[str, Any]:
        """Return mode, answer, abstained, lines and citations."""
        return {
            "mode": self.mode,
            "answer": self.text,
            "abstained": self.abstained,
            "lines": [_line_as_json(line) for line in self.lines],
            "citations": [citation.as_json() for citation in self.citations],
        }


@dataclass(frozen=True, slots=True)
class Answer:
    """What the assistant replies.

    Attributes:
        question: as the user asked it.
        resolved: the question with what earlier turns supply filled in; None where nothing was missing.
        lines: the answer, line by line.
        abstained: the library does not hold the answer, and the lines say so.
        seconds: time taken.
        mode: "extractive" (quoted from the sources) or "llm".
        scope: the regions and years that the question was understood to be about, or was narrowed to.
        model: the model that was asked, "provider:model"; None where none was.
        verified: what holding its words to the sources changed; None where no model was asked.
        ledger: address of the ledger's view of its figures, relative to the page; None where they are not from the ledger.
        other: the other wording that a reader can have instead; None where there is one alone.
        pending: a model is still writing, and another answer of this id follows.
    """

    id: str
    question: str
    lines: tuple[AnswerLine, ...]
    abstained: bool
    citations: tuple[Citation, ...]
    seconds: float
    resolved: str | None = None
    mode: Mode = "extractive"
    scope: Filters = EVERYTHING
    model: str | None = None
    verified: Verification | None = None
    ledger: str | None = None
    other: Wording | None = None
    pending: bool = False

    @property
    def text(self) -> str:
        """Return the answer as light Markdown (**figures**, "- " lists) with `[n]` marks."""
        return to_markdown(self.lines)

    @property
    def shown(self) -> Wording:
        """Return the wording that stands as the answer."""
        return Wording(self.mode, self.lines, self.abstained, self.citations)

    @property
    def wordings(self) -> tuple[Wording, ...]:
        """Return the wording that stands, then the other one if there is one."""
        return (self.shown, self.other) if self.other else (self.shown,)

    def worded(self, wording: Wording) -> Answer:
        """Return the answer with `wording` standing as it, and what stood before in the other place."""
        return replace(
            self,
            mode=wording.mode,
            lines=wording.lines,
            abstained=wording.abstained,
            citations=wording.citations,
            other=self.shown,
        )

    def in_mode(self, mode: Mode) -> Answer:
        """Return the answer in the wording of that mode, where it has one; else as it stands."""
        return self.worded(self.other) if self.other and self.other.mode == mode else self

    @property
    def about_library(self) -> bool:
        """Return whether it replies to what was said to the program or asked about its library, so that nothing is cited."""
        return any(line.role == "library" for line in self.lines)

    @property
    def in_english(self) -> bool:
        """Return whether the question was asked in English, and so what the answer says in its own words."""
        return is_english(self.question)

    def as_json(self) -> dict[str, Any]:
        """Return the object that `xianwen ask --json` prints."""
        return {
            "id": self.id,
            "question": self.question,
            "resolved": self.resolved,
            "answer": self.text,
            "abstained": self.abstained,
            "about_library": self.about_library,
            "lines": [_line_as_json(line) for line in self.lines],
            "citations": [citation.as_json() for citation in self.citations],
            "seconds": round(self.seconds, 4),
            "mode": self.mode,
            "other": self.other.as_json() if self.other else None,
            "model": self.model,
            "verified": self.verified.as_json() if self.verified else None,
            "ledger": self.ledger,
        }


def _line_as_json(line: AnswerLine) -> dict[str, Any]:
    return {
        "role": line.role,
        "text": line.text,
        "citations": list(line.cites),
        "figure": line.text[slice(*line.asked)] if line.asked else None,
    }
