"""Count the documents for each filter: region, year and kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from assistant.question.filters import years_of
from assistant.web.i18n.labels import KIND_WORDS
from assistant.web.i18n.words import Translator
from ingest.schema import StoredDocument


def facets(documents: Sequence[StoredDocument], words: Translator) -> dict[str, object]:
    """Return regions (most documents first), years (latest first) and kinds, each with its number of documents."""
    regions = Counter(document.region for document in documents if document.region)
    years = Counter(year for document in documents for year in years_of(document))
    kinds = Counter(document.kind for document in documents)
    return {
        "regions": [
            [region, count] for region, count in sorted(regions.items(), key=lambda r: (-r[1], r[0]))
        ],
        "years": [[year, years[year]] for year in sorted(years, reverse=True)],
        "kinds": [[kind, words(label), kinds[kind]] for kind, label in KIND_WORDS.items() if kinds[kind]],
    }
