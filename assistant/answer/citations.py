"""The numbered citations of one answer."""

from __future__ import annotations

from dataclasses import dataclass, field

from assistant.evidence.model import Evidence
from assistant.schema import Citation
from ingest.schema import StoredPassage


@dataclass
class Sources:
    """The citations of one answer, numbered in the order in which the answer uses them."""

    _passages: list[StoredPassage] = field(default_factory=list)
    _spans: list[list[tuple[int, int]]] = field(default_factory=list)

    def copy(self) -> Sources:
        """The same sources, to be added to apart from these."""
        return Sources(list(self._passages), [list(spans) for spans in self._spans])

    def cite(self, evidence: Evidence) -> str:
        """The mark `[n]` for `evidence`; evidence of one passage shares one number."""
        span = (evidence.passage.start + evidence.start, evidence.passage.start + evidence.end)
        for n, passage in enumerate(self._passages):
            if passage.id == evidence.passage.id:
                if span not in self._spans[n]:
                    self._spans[n].append(span)
                return f"[{n + 1}]"
        self._passages.append(evidence.passage)
        self._spans.append([span])
        return f"[{len(self._passages)}]"

    @property
    def passages(self) -> tuple[StoredPassage, ...]:
        """The passages cited so far, by number."""
        return tuple(self._passages)

    def spans(self, passage: StoredPassage) -> list[tuple[int, int]]:
        """The stretches of a passage that were cited, by offsets into its text."""
        return [
            (start - p.start, end - p.start)
            for p, cited in zip(self._passages, self._spans, strict=True)
            if p.id == passage.id
            for start, end in sorted(cited)
        ]

    def citations(self) -> tuple[Citation, ...]:
        """All citations, by number."""
        return tuple(
            Citation(
                n=n,
                doc=p.doc,
                title=p.title,
                region=p.region,
                date=p.date,
                start=p.start,
                end=p.end,
                quote=p.text,
                headings=p.headings,
                exact=tuple(sorted(spans)),
            )
            for n, (p, spans) in enumerate(zip(self._passages, self._spans, strict=True), 1)
        )
