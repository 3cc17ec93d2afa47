"""Questions for what a document says as a whole: 总结一下某县2022年政府工作报告, 某县今年的报告讲了什么."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, get_args

from assistant.question.model import Question
from assistant.question.places_asked import compact
from ingest.chinese.script import fold
from ingest.chinese.word_table import WordTable

# What a question may call a document, the narrower first.
Sort = Literal[
    "budget",
    "economic_plan",
    "work_report",
    "bulletin",
    "programme",
    "news",
    "speech",
    "paper",
    "any_document",
]

_WORDS = WordTable("assistant.question", "outline_request")
_SORTS: tuple[Sort, ...] = get_args(Sort)
_NOUNS = {sort: _WORDS.words(sort) for sort in _SORTS}
_FORMS = _WORDS.words("question_forms")
_FILLER = _WORDS.words("filler")
_TITLE = re.compile(r"《([^》]{2,80})》")
_WORD = re.compile(r"[一-鿿a-z0-9]+")


@dataclass(frozen=True, slots=True)
class OutlineRequest:
    """A question for the outline of a document.

    Attributes:
        sort: what it calls the document; None where it only gives the title.
        noun: the word for it, folded; "" for none.
        title: the title that it gives, folded; "" for none.
        subject: other words of it that the title must hold, folded.
    """

    sort: Sort | None
    noun: str
    title: str
    subject: tuple[str, ...]


def outline_request(question: Question) -> OutlineRequest | None:
    """Return which document's outline a question asks for; None for a question that asks for anything else, or more."""
    folded = fold(question.text)
    titled = _TITLE.search(folded)
    if titled:
        text = compact(question, 0, titled.start()) + " " + compact(question, titled.end())
    else:
        text = compact(question)
    found = next(((sort, m) for sort in _SORTS if (m := _NOUNS[sort].search(text))), None)
    # “十四五”规划 is read as a time.
    programme = found is None and question.period is not None
    if found is None and titled is None and not programme:
        return None
    noun = found[1].group() if found else "规划" if programme else ""
    rest = text if found is None else text[: found[1].start()] + " " + text[found[1].end() :]
    bare = _FORMS.sub(" ", rest)
    named_alone = bare == rest and not _WORD.search(_FILLER.sub(" ", rest))
    if bare == rest and not (named_alone and (titled or (found and found[0] in _OF_A_YEAR))):
        return None
    subject = tuple(_WORD.findall(_FILLER.sub(" ", bare)))
    sort: Sort | None = found[0] if found else "programme" if programme else None
    return OutlineRequest(sort, noun, titled[1] if titled else "", subject)


# What is named alone with its place and year is asked for as a whole: 某县2022年政府工作报告.
_OF_A_YEAR: frozenset[Sort] = frozenset(("work_report", "budget", "economic_plan", "bulletin"))
