"""Tell whether what was typed holds a word at all: no answer is looked for to a slip of the keyboard."""

from __future__ import annotations

import re

from assistant.question.model import Question
from assistant.question.patterns import ASKING
from ingest.chinese.script import fold
from ingest.chinese.tokens import terms
from ingest.facts.indicators import find_indicators
from ingest.library.library import Library

_HAN = re.compile(r"[一-鿿㐀-䶿]")
_OTHER_THAN_WORDS = re.compile(r"[\W\d_]+")
_ONE_CHARACTER = re.compile(r"(.)\1+")


def is_legible(question: Question, library: Library) -> bool:
    """Return whether a question holds a word: of Chinese any that is not one character over and over, of other letters one
    that the library holds."""
    if question.places or question.years or question.period:
        return True
    letters = _OTHER_THAN_WORDS.sub("", fold(question.text))
    if not letters or _ONE_CHARACTER.fullmatch(letters):
        return False
    return bool(_HAN.search(letters)) or holds_known_word(question, library)


def holds_known_word(question: Question, library: Library) -> bool:
    """Return whether a question holds a word that asks, the name of an indicator, or a word that the library holds."""
    text = fold(question.text)
    if ASKING.search(text) or find_indicators(text):
        return True
    words = {term: 1.0 for term in terms(text) if len(term) > 1 and not term.isdigit()}
    return bool(words) and bool(library.search_words(words, 1))
