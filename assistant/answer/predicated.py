"""What something is: the sentence that says it of the very noun asked for, 主题为……, or that defines it, 所谓……即……."""

from __future__ import annotations

import re

from assistant.evidence.model import Candidate
from assistant.question.model import Question
from assistant.question.patterns import HEADING_TEXT
from ingest.chinese.script import fold

# Such a sentence holds so much of what the best candidate holds of the question.
SHARE_OF_BEST = 0.8
_QUOTES = "[“”\"'‘’「」『』《》]"
_MARKS = re.compile(rf"{_QUOTES}|[\s?。!]")
_WHAT = re.compile(r"(?P<noun>[一-鿿a-z0-9]{2,40}?)(?:指的?)?[是为叫]?(?:个|一种)?什么(?:东西|意思)?$")
_WHAT_IS = re.compile(r"什么(?:是|叫)(?P<noun>[一-鿿a-z0-9]{2,16})$")


def predicated_first(question: Question, good: list[Candidate]) -> list[Candidate]:
    """Return `good` (best first) with the first candidate moved to the front that says of the noun asked for what it is."""
    told = _told_of(question) if question.kind == "text" else None
    if told is None or told.search(fold(good[0].text)):
        return good
    least = SHARE_OF_BEST * good[0].value("own")
    for other in good[1:]:
        if other.value("own") >= least and told.search(fold(other.text)):
            return [other, *(each for each in good if each is not other)]
    return good


def _told_of(question: Question) -> re.Pattern[str] | None:
    """Return what finds that something is said of the noun that a question asks for; None where it asks for none."""
    text = _MARKS.sub(" ", fold(question.text)).strip()
    last = text.rsplit(" ", 1)[-1]
    if asked := _WHAT.search(text.replace(" ", "")) or _WHAT_IS.search(last):
        noun = asked["noun"]
    elif heading := next(filter(None, map(HEADING_TEXT.search, reversed(text.split()))), None):
        noun = heading.group()
    else:
        return None
    # The noun itself is at the end of what is named.
    whole, end = re.escape(noun.rpartition("的")[2] or noun), re.escape(noun[-2:])
    says = rf"{end}{_QUOTES}?(?:[是为叫即]|:|来自|在于|[“‘「《])"
    defines = rf"(?:所谓)?{_QUOTES}?{whole}{_QUOTES}?,?(?:是指|指的?是?|即|是一)"
    return re.compile(rf"{says}|{defines}")
