"""What is said to the program itself, or asked about the library as a whole: greetings, what it can do, what it holds."""

from __future__ import annotations

import re
from typing import Literal, get_args

from assistant.question.model import Question
from assistant.question.places_asked import compact
from ingest.chinese.word_table import Words, WordTable

Matter = Literal[
    "greeting", "thanks", "farewell", "identity", "ability", "documents", "places", "years", "latest"
]

_TABLE = WordTable("assistant.question", "about_library")
_PARTS = {
    "holder": _TABLE.words("holder"),
    "documents": _TABLE.words("documents_named"),
    "regions": _TABLE.words("regions_named"),
}
_MATTERS: dict[Matter, Words] = {
    matter: _TABLE.words(matter, frame="^(?:{words})$", **_PARTS) for matter in get_args(Matter)
}
# What is asked of the documents of one place, or of one year.
_OF_DOCUMENTS: tuple[Matter, ...] = ("documents", "years", "latest")
_MARKS = re.compile(r"[^\w]+")
_OPENING = re.compile(r"^(?:(?:你|您)好|请问|那么?|hello|hi|please)+(?=.)")
_CLOSING = re.compile(r"(?:[吗呢吧啊呀哈嘛哦啦]|please)+$")


def about_library(question: Question) -> Matter | None:
    """Return what a question asks about the program or its library; None for one about what documents tell."""
    text = _MARKS.sub("", compact(question))
    named = bool(question.places or question.years)
    for words in dict.fromkeys((text, _CLOSING.sub("", text), _CLOSING.sub("", _OPENING.sub("", text)))):
        for matter, wordings in _MATTERS.items():
            if wordings.fullmatch(words) is None:
                continue
            if not named or (matter in _OF_DOCUMENTS and _PARTS["documents"].search(words)):
                return matter
    return None


def names_only_places(question: Question) -> bool:
    """Return whether a question holds nothing but the names of places."""
    return (
        bool(question.places)
        and not question.years
        and not _CLOSING.sub("", _MARKS.sub("", compact(question)))
    )
