"""Rank passages for a question: lexical and vector search by region, fused, adjusted for year and place."""

from __future__ import annotations

import logging
import time
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from assistant.question.model import Question
from assistant.question.official_names import official_names
from assistant.search.collection import Holdings
from assistant.search.document_region import inferred_region
from assistant.search.model import ScoredPassage
from assistant.search.scope_match import names_place, of_its_part, passage_agreement, tells_of_thing
from ingest.chinese.tokens import question_terms, terms
from ingest.library.library import Library
from ingest.schema import Region, StoredPassage

log = logging.getLogger(__name__)
# Passages of a look-up that are shown with -vv.
SHOWN = 10
# Candidates taken from each index before fusion; fewer from other regions' documents, which must name the place.
CANDIDATES = 100
CANDIDATES_ELSEWHERE = 30
# A search during which something was published is run again, this often at most.
TRIES = 3
# BM25 scaled by the query's best score and cosine, each in tenths: the fusion that lost to neither half on
# any set measured (docs/measurements.md); equal-rank fusion loses a third of what BM25 knows.
WORD_WEIGHT = 10.0
VECTOR_WEIGHT = 2.0
YEAR_WEIGHT = 6.0
# Penalty for a passage of another region's document that names the place asked about, in the same tenths.
ELSEWHERE_PENALTY = 1.0
UNPLACED_PENALTY = 3.0
# An exact synonym counts nearly as much as the word of the question; a loose one less, and all loose ones together
# no more than two terms, or a word of many meanings would outweigh the rest.
SAME_WEIGHT = 0.9
LOOSE_WEIGHT = 0.3
LOOSE_TOTAL = 2.0
# The names of what an everyday wording means are many, of which a text has one; all together count as MEANT_TOTAL terms.
MEANT_WEIGHT = 0.6
MEANT_TOTAL = 8.0
# Within the documents of a region its name discriminates little; in others it marks the passages about it.
PLACE_WEIGHT = 0.5
# A year named only relative to now (今年) counts for this share of one that is spelt out.
VAGUE_SHARE = 0.3


class Retriever:
    """Ranks the library's passages for a question."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self._holdings: Holdings | None = None

    def holdings(self) -> Holdings:
        """Return a snapshot of the library's content, read again only after something was published."""
        # Of threads that read it anew at once each goes on with its own.
        held = self._holdings
        if held is None or held.generation != self.library.generation:
            held = self._holdings = Holdings.of(self.library)
        return held

    def search(self, question: Question, k: int) -> list[ScoredPassage]:
        """Return the `k` best passages for `question`, best first."""
        began = time.perf_counter()
        for _ in range(TRIES):
            generation = self.library.generation
            scored = self._scored(question, self.library.embedder.encode_query(question.text))
            if self.library.generation == generation:
                break
        scored.sort(key=lambda s: (-s.score, s.passage.id))
        found = _without_repeats(scored, k)
        log.info(
            "looked up %r: %d passages of %d candidates in %.0f ms",
            question.text, len(found), len(scored), 1000 * (time.perf_counter() - began),
        )  # fmt: skip
        for place, hit in enumerate(found[:SHOWN], 1):
            log.debug(
                "passage %d: %.2f %s:%d-%d",
                place,
                hit.score,
                hit.passage.doc,
                hit.passage.start,
                hit.passage.end,
            )
        return found

    def _scored(self, question: Question, vector: NDArray[np.float32]) -> list[ScoredPassage]:
        """Return the scored candidates in documents of the regions asked about, and in others that name the place."""
        holdings = self.holdings()
        regional = holdings.docs_of(question) if holdings.speaks_for(question) else None
        within = None if question.within is None else sorted(question.within)
        docs = regional if within is None else sorted({*within}.intersection(regional or within))
        fused = self._fuse(question, vector, docs, CANDIDATES)
        passages = self._placed(holdings, question, self.library.passages(list(fused)))
        if regional is not None:
            elsewhere = self._fuse(question, vector, within, CANDIDATES_ELSEWHERE)
            others = self.library.passages([id_ for id_ in elsewhere if id_ not in fused])
            # What a copy of the region answers, its original elsewhere must not answer again.
            told = holdings.originals_of(regional)
            named = [
                p
                for p in others
                if p.doc not in told and (names_place(question, p) or tells_of_thing(question, p))
            ]
            fused |= {p.id: elsewhere[p.id] - ELSEWHERE_PENALTY for p in named}
            passages += named
        return [
            ScoredPassage(p, fused[p.id] + self._agreement(question, p) - self._doubt(question, p))
            for p in passages
        ]

    def _placed(
        self, holdings: Holdings, question: Question, passages: list[StoredPassage]
    ) -> list[StoredPassage]:
        """Return `passages` without those that tell of another place, also where that is only inferred.

        The inferred region is filled in where it is one of those asked about.
        """
        passages = [p for p in passages if _is_admitted(question, p)]
        if not question.answering:
            return passages
        kept = []
        for passage in passages:
            region = passage.tells_of
            if any(map(question.takes, passage.regions)):
                # Of a statement in it, too, such as a row of a table of places, which belongs to none of them.
                kept.append(passage)
            elif region is None:
                inferred = self._inferred_region(holdings, passage.doc)
                if inferred is None:
                    kept.append(passage)
                elif question.takes(inferred):
                    kept.append(replace(passage, region=inferred[0], place=inferred[1]))
            elif (
                of_its_part(question, passage)
                or names_place(question, passage)
                or tells_of_thing(question, passage)
            ):
                kept.append(passage)
        return kept

    def _inferred_region(self, holdings: Holdings, doc: str) -> Region | None:
        """Return the inferred region of a document that names none; it is inferred once and kept."""
        if doc not in holdings.inferred_regions:
            document = next((d for d in holdings.documents if d.doc == doc), None)
            holdings.inferred_regions[doc] = (
                inferred_region(self.library, holdings.gazetteer, document) if document else None
            )
        return holdings.inferred_regions[doc]

    def _doubt(self, question: Question, passage: StoredPassage) -> float:
        """Return the penalty for a passage of unknown region that does not name the place asked about."""
        unsure = question.answering and passage.tells_of is None and not names_place(question, passage)
        return UNPLACED_PENALTY if unsure else 0.0

    def _fuse(
        self, question: Question, vector: NDArray[np.float32], docs: list[str] | None, count: int
    ) -> dict[int, float]:
        """Return passage id → fused score, for the `count` best candidates by words and half as many by vector.

        Args:
            docs: names of the documents to search in; None searches all.
        """
        if docs is not None and not docs:
            return {}
        weights = self._weights(question, within=docs is not None)
        by_words = dict(self.library.search_words(weights, count, docs=docs)) if weights else {}
        by_vector = dict(self.library.search_vectors(vector, count // 2, docs=docs))
        missing = [id_ for id_ in by_words if id_ not in by_vector]
        by_vector |= {id_: float(np.dot(vector, v)) for id_, v in self.library.vectors(missing).items()}
        top = max(by_words.values(), default=0.0) or 1.0
        return {
            id_: WORD_WEIGHT * by_words.get(id_, 0.0) / top + VECTOR_WEIGHT * by_vector.get(id_, 0.0)
            for id_ in by_words.keys() | by_vector.keys()
        }

    def _weights(self, question: Question, *, within: bool) -> dict[str, float]:
        """Return index term → weight: the question's own terms, their other names, and lighter, loose synonyms.

        Args:
            within: whether only documents of the places asked about are searched.
        """
        # Where no place or year was taken out, the question as asked finds a little more than its focus.
        wording = question.focus if question.places or question.years else question.text
        weights = dict.fromkeys(question_terms(wording), 1.0)
        found = official_names(question).values()
        for term in {t for others in found for name in others.same for t in terms(name)}:
            weights.setdefault(term, SAME_WEIGHT)
        meant = {t for others in found for name in others.meant for t in terms(name)} - weights.keys()
        weights |= dict.fromkeys(meant, min(MEANT_WEIGHT, MEANT_TOTAL / max(1, len(meant))))
        for others in found:
            new = {t for name in others.loose for t in terms(name)} - weights.keys()
            weights |= dict.fromkeys(new, min(LOOSE_WEIGHT, LOOSE_TOTAL / max(1, len(new))))
        if not within:
            for term in terms(" ".join(span.own for span in question.places)):
                weights.setdefault(term, PLACE_WEIGHT)
        for year in question.years:
            weights[str(year)] = 1.0
        return weights

    def _agreement(self, question: Question, passage: StoredPassage) -> float:
        """Return the score that a passage gains by its agreement with the year and outlook asked about."""
        weight = YEAR_WEIGHT * (VAGUE_SHARE if question.vague_year else 1.0)
        return weight * max(passage_agreement(question, passage, year) for year in question.years or (None,))


def _is_admitted(question: Question, passage: StoredPassage) -> bool:
    """Return whether the chosen regions let a passage, or a statement in it, answer."""
    own = (passage.region, passage.place) if passage.region else None
    return question.admits(own, ()) or any(question.admits(own, (region,)) for region in passage.regions)


def _without_repeats(scored: list[ScoredPassage], k: int) -> list[ScoredPassage]:
    """Return the first `k` passages, each text once: some documents stand twice in a folder under different names."""
    seen: set[str] = set()
    kept: list[ScoredPassage] = []
    for candidate in scored:
        if candidate.passage.text not in seen:
            seen.add(candidate.passage.text)
            kept.append(candidate)
            if len(kept) == k:
                break
    return kept
