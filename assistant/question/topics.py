"""The topics of county reports (教育, 医疗卫生, 生态环保 …) and the words that belong to each."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

from ingest.chinese.word_table import Words, WordTable

_NAMES = WordTable("assistant.question", "topic_names")
_WORDS = WordTable("assistant.question", "topic_words")
KEYS = (
    "education health ecology transport agriculture poverty science business_environment culture tourism sports"
    " employment social_security housing safety public_order finance banking investment projects industry commerce"
    " opening reform digital party city water energy sea talent elderly grain private_business debt epidemic livelihood"
).split()
# These lie across others: what is of another topic may be of them too.
ACROSS = frozenset(
    (
        "talent",
        "elderly",
        "grain",
        "private_business",
        "livelihood",
        "epidemic",
        "debt",
        "projects",
        "reform",
        "city",
    )
)


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic.

    Attributes:
        key: of its lists in the tables.
        names: what it is called where all of it is asked for.
        words: what sentences that belong to it hold.
    """

    key: str
    names: Words
    words: Words


TOPICS = tuple(Topic(key, _NAMES.words(key), _WORDS.words(key)) for key in KEYS)


@dataclass(frozen=True, slots=True)
class Named:
    """A topic, or a word of it, that stands in a text.

    Attributes:
        topics: the topics that it may belong to.
        text: as it is written, folded.
        start, end: its offsets.
        whole: whether it names the whole topic.
    """

    topics: tuple[Topic, ...]
    text: str
    start: int
    end: int
    whole: bool


def named_in(text: str) -> list[Named]:
    """Return the topics that a folded text names, else the words of topics in it: the longest first, none overlapping,
    left to right."""
    found: list[Named] = []
    for whole in (True, False):
        spans: dict[tuple[int, int], list[Topic]] = {}
        for topic in TOPICS:
            for m in (topic.names if whole else topic.words).finditer(text):
                spans.setdefault(m.span(), []).append(topic)
        for (start, end), topics in sorted(
            spans.items(), key=lambda each: (each[0][0] - each[0][1], each[0])
        ):
            if end > start and all(end <= other.start or other.end <= start for other in found):
                found.append(Named(tuple(topics), text[start:end], start, end, whole))
    return sorted(found, key=lambda each: each.start)


@lru_cache(8192)
def words_of(topic_key: str, text: str) -> int:
    """Return how many different words of a topic stand in a folded text."""
    return len({m.group() for m in _by_key()[topic_key].words.finditer(text)})


@cache
def _by_key() -> dict[str, Topic]:
    return {topic.key: topic for topic in TOPICS}


def strongest_other(topics: tuple[Topic, ...], text: str) -> int:
    """Return how many words in a text any topic has that is not among `topics` and does not lie across others."""
    own = {topic.key for topic in topics}
    return max((words_of(t.key, text) for t in TOPICS if t.key not in own and t.key not in ACROSS), default=0)
