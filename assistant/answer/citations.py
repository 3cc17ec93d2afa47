"""The numbered citations of one answer."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, replace
from typing import Any

from assistant.answer.model import Offsets
from assistant.evidence.model import Evidence
from ingest.schema import StoredPassage


@dataclass(frozen=True, slots=True)
class Amendment:
    """What a person put in the place of a figure that a cited passage tells.

    Attributes:
        figure: theirs, 105.5亿元.
        by, at: who said so, "" where nobody signs in, and when, an ISO time.
        note: why, in their words; "" where they gave none.
    """

    figure: str
    by: str = ""
    at: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Citation:
    """A source of an answer.

    Attributes:
        n: the number that `[n]` in the answer refers to, from 1; belongs to this answer only.
        doc: the document's path relative to the folder that was ingested.
        region: what the cited passage tells of, by its plain name; None where that is not known.
        start, end: offsets of the cited passage in the document's stored text.
        quote: the cited passage, text[start:end], in the document's own script.
        place: the wider places of the region, "某某省某某市".
        exact: offsets (start, end) of the very sentences that the answer rests on, inside [start, end).
        amended: the figures that the answer tells otherwise than the passage, since people put them right.
    """

    n: int
    doc: str
    title: str
    region: str | None
    date: str | None
    start: int
    end: int
    quote: str
    headings: tuple[str, ...] = ()
    exact: tuple[tuple[int, int], ...] = ()
    place: str | None = None
    amended: tuple[Amendment, ...] = ()

    @property
    def shown_region(self) -> str | None:
        """Return the region after the wider places that it lies in: 某省某市某县."""
        return None if self.region is None else f"{self.place or ''}{self.region}"

    def as_json(self) -> dict[str, Any]:
        """Return the fields of the command line's contract, plus the exact spans and what people put right, if anything."""
        amended = {"amended": [asdict(each) for each in self.amended]} if self.amended else {}
        return amended | {
            "n": self.n,
            "doc": self.doc,
            "title": self.title,
            "region": self.region,
            "place": self.place,
            "date": self.date,
            "start": self.start,
            "end": self.end,
            "quote": self.quote,
            "exact": [list(span) for span in self.exact],
        }


@dataclass
class Citations:
    """The citations of one answer, numbered in the order in which the answer uses them."""

    _passages: list[StoredPassage] = field(default_factory=list)
    _spans: list[list[tuple[int, int]]] = field(default_factory=list)
    _amended: dict[int, tuple[Amendment, ...]] = field(default_factory=dict)

    def copy(self) -> Citations:
        """Return the same citations, to be added to apart from these."""
        return Citations(list(self._passages), [list(spans) for spans in self._spans], dict(self._amended))

    def take(self, other: Citations) -> None:
        """Become the same citations as `other`, a copy that was added to."""
        self._passages, self._spans, self._amended = other._passages, other._spans, other._amended

    def cite(self, evidence: Evidence) -> int:
        """Return the number of `evidence`, from 1; evidence of one passage shares one number."""
        span = _offsets(evidence)
        for n, passage in enumerate(self._passages):
            if passage.id == evidence.passage.id:
                if span not in self._spans[n]:
                    self._spans[n].append(span)
                return n + 1
        self._passages.append(evidence.passage)
        self._spans.append([span])
        return len(self._passages)

    def narrow(self, evidence: Evidence, part: Evidence) -> None:
        """Cite a part of some evidence in its place."""
        n = self.cite(evidence) - 1
        whole, told = _offsets(evidence), _offsets(part)
        self._spans[n] = list(dict.fromkeys(told if span == whole else span for span in self._spans[n]))

    def amend(self, evidence: Evidence, amendment: Amendment) -> None:
        """Say with the citation of `evidence` that a person put another figure in the place of its own."""
        said = self._amended.get(evidence.passage.id, ())
        if amendment not in said:
            self._amended[evidence.passage.id] = (*said, amendment)

    @property
    def passages(self) -> tuple[StoredPassage, ...]:
        """Return the passages cited so far, by number."""
        return tuple(self._passages)

    def spans(self, passage: StoredPassage) -> list[tuple[int, int]]:
        """Return the spans of a passage that were cited, by offsets into its text."""
        return [
            (start - p.start, end - p.start)
            for p, cited in zip(self._passages, self._spans, strict=True)
            if p.id == passage.id
            for start, end in sorted(cited)
        ]

    def listed(self) -> tuple[Citation, ...]:
        """Return all citations, by number."""
        return tuple(
            replace(_citation(n, p, tuple(sorted(spans))), amended=self._amended.get(p.id, ()))
            for n, (p, spans) in enumerate(zip(self._passages, self._spans, strict=True), 1)
        )


def _offsets(evidence: Evidence) -> Offsets:
    """Return where evidence stands in the stored text of its document."""
    return evidence.in_document.start, evidence.in_document.end


def _citation(n: int, passage: StoredPassage, exact: tuple[Offsets, ...]) -> Citation:
    """Return the citation of a passage: of the region of what is cited in it, where that is one alone."""
    told = {passage.told_over(start, end) for start, end in exact}
    region, place = (told.pop() if len(told) == 1 else passage.tells_of) or (None, None)
    return Citation(
        n=n,
        doc=passage.doc,
        title=passage.title,
        region=region,
        place=place,
        date=passage.date,
        start=passage.start,
        end=passage.end,
        quote=passage.text,
        headings=passage.headings,
        exact=exact,
    )
