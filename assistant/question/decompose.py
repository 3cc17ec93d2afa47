"""Questions that ask which region leads: made questions about every region of which the library can tell."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from assistant.question.understand import Question
from ingest.chinese.script import fold
from ingest.schema import StoredDocument

# More regions than this are no list that anyone reads.
MOST_REGIONS = 24
_WHICH = re.compile(
    r"(?:在|全市|各[县区市]{1,3})?(?:中|里|当中)?哪(?:一)?[个些](?:县区|区县|县市区|县|区|市|地区|地方)的?|各[县区市]{1,3}的?(?:中|里)?谁的?|哪[县区]的?"
)


def over_regions(
    question: str, understand: Callable[[str], Question], documents: Sequence[StoredDocument]
) -> str | None:
    """`question` with the regions that it asks about in place of 哪个县; None where it does not ask which region has
    the most or least of something, names a region itself, or the library holds fewer than two or too many.

    Args:
        understand: gives what a question asks.
        documents: the library's ready documents.
    """
    which = _WHICH.search(fold(question))
    if which is None:
        return None
    asked = understand(question)
    if not asked.extreme or asked.places or len(asked.years) != 1:
        return None
    year = asked.years[0]
    wider = {document.place for document in documents if document.place}
    regions = sorted(
        {
            d.region
            for d in documents
            if d.region and _tells_of(d, year)
            # A city is no rival of its own counties.
            if not any(place.endswith(d.region) for place in wider)
        }
    )
    if not 2 <= len(regions) <= MOST_REGIONS:
        return None
    return "、".join(regions) + question[: which.start()] + question[which.end() :]


def _tells_of(document: StoredDocument, year: int) -> bool:
    """Whether a document can tell what became of `year`: a report that looks back on it, other papers of then."""
    if document.kind in ("work-report", "plan"):
        return document.reviews_year == year
    return document.date is not None and int(document.date[:4]) in (year, year + 1)
