"""Infer the region of a document that names none in full, from other documents that name the same officials."""

from __future__ import annotations

from collections import Counter

from assistant.question.held_places import Place
from assistant.question.places import Gazetteer
from ingest.chinese.names import SURNAMES
from ingest.chinese.script import fold
from ingest.chinese.tokens import bigrams
from ingest.chinese.word_table import WordTable
from ingest.library.library import Library
from ingest.schema import Region, StoredDocument

# Passages looked at for each name; an official stands in many of the own county, in hardly any of others.
MOST_PASSAGES = 30
MOST_NAMES = 30
# One name may be a namesake; whoever gives the speech counts twice.
LEAST_POINTING = 2
_WORDS = WordTable("assistant.search", "local_offices")
_NAMED = _WORDS.words(
    "office", frame=r"(?<!省委)(?<!中央)(?:{words})、?([{surname}][一-鿿]{1,2})", surname=SURNAMES
)


def inferred_region(library: Library, gazetteer: Gazetteer, document: StoredDocument) -> Region | None:
    """Return the inferred region of `document`, or None where the evidence is not clear.

    It is the region whose documents alone name the officials that `document` names, or failing that, the region that
    `document` mentions most by its short name.
    """
    passages = library.passages_of(document.doc)
    names = Counter(m[1] for p in passages for m in _NAMED.finditer(fold(p.text)))
    speaker = fold(document.speaker) if document.speaker else None
    if speaker:
        names[speaker] += 1
    pointing: Counter[Place] = Counter()
    for name, _ in names.most_common(MOST_NAMES):
        places = _places_naming(library, gazetteer, name, apart_from=document.doc)
        if len(places) == 1:
            pointing[places.pop()] += 2 if name == speaker else 1
    ranked = pointing.most_common(2)
    clear = ranked and ranked[0][1] >= LEAST_POINTING and (len(ranked) < 2 or ranked[1][1] * 2 < ranked[0][1])
    if clear:
        return _filed_under(ranked[0][0])
    named = gazetteer.named_most("\n".join((document.title, *(p.text for p in passages))))
    return _filed_under(named) if named else None


def _filed_under(place: Place) -> Region:
    return min(place.filed, key=lambda region: (region[0], region[1] or ""))


def _places_naming(library: Library, gazetteer: Gazetteer, name: str, *, apart_from: str) -> set[Place]:
    """Return the places of the passages, outside document `apart_from`, that contain `name`."""
    hits = library.search_words({f"_{pair}": 1.0 for pair in bigrams(name)}, MOST_PASSAGES)
    passages = library.passages([id_ for id_, _ in hits])
    found = (gazetteer.place(p.tells_of) for p in passages if p.doc != apart_from and name in fold(p.text))
    return {place for place in found if place is not None}
