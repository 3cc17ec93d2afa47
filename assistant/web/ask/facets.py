"""Count the documents for each filter: region, year and kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from assistant.question.filters import years_of
from assistant.question.places import Gazetteer
from assistant.web.i18n.labels import KIND_WORDS
from assistant.web.i18n.words import Translator
from ingest.schema import StoredDocument

# A province or city is offered where at least so many places in it have documents.
LEAST_MEMBERS = 2


def facets(documents: Sequence[StoredDocument], gazetteer: Gazetteer, words: Translator) -> dict[str, object]:
    """Return regions (most documents first), years (latest first) and kinds, each with its number of documents.

    A region is its name after those of the places around it, as a filter takes it, and the same as it is shown. One in
    which others lie counts their documents.
    """
    years = Counter(year for document in documents for year in years_of(document))
    kinds = Counter(document.kind for document in documents)
    return {
        "regions": _regions(documents, gazetteer),
        "years": [[year, years[year]] for year in sorted(years, reverse=True)],
        "kinds": [[kind, words(label), kinds[kind]] for kind, label in KIND_WORDS.items() if kinds[kind]],
    }


def _regions(documents: Sequence[StoredDocument], gazetteer: Gazetteer) -> list[tuple[str, str, int]]:
    """Return (name, name as shown, number of documents) of the places that documents are of, or lie in."""
    count = Counter(document.tells_of for document in documents)
    found = []
    for place in gazetteer.places:
        members = {gazetteer.place(region) for region in place.inner if count[region]}
        if any(count[region] for region in place.filed) or len(members) >= LEAST_MEMBERS:
            number = sum(count[region] for region in place.filed | place.inner)
            found.append((place.shown, " › ".join((*place.parents, place.name)), number))
    return sorted(found, key=lambda place: (-place[2], place[1]))
