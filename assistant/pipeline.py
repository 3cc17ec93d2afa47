"""The assistant: a question in, a cited answer out."""

from __future__ import annotations

import re
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from assistant.answer.citations import Sources
from assistant.answer.comparison import compared, label_of, look_up
from assistant.answer.dating import year_source
from assistant.answer.lists import items_of
from assistant.answer.next_questions import next_questions
from assistant.answer.not_found import filtered, not_found
from assistant.answer.quote import listed, quoted, said
from assistant.answer.reasons import best_reason_first, widened
from assistant.answer.speaker import asks_for_speaker, speaker_of, told_speaker
from assistant.answer.suggestions import suggestions
from assistant.answer.tables.match import told_by_rows
from assistant.answer.templates import load
from assistant.evidence import acceptance
from assistant.evidence.model import Candidate, Evidence
from assistant.evidence.select import PASSAGES, enough, reranked, select
from assistant.llm.generate import Written, write
from assistant.llm.prompt_context import build
from assistant.llm.rewrite import lookups, rewritten
from assistant.question.decompose import over_regions, sides_of
from assistant.question.filters import EVERYTHING, Filters, narrowed, scope_of
from assistant.question.followup import resolve
from assistant.question.model import Question
from assistant.question.understand import checked, understand
from assistant.schema import Answer, ScoredPassage
from assistant.search.retriever import Retriever
from ingest.chinese.script import fold, script_of, written_in
from ingest.library.library import Library
from ingest.schema import StoredPassage

if TYPE_CHECKING:
    from assistant.llm.writer import Writer

# The words of a comparison that names no two places or years for the rules to set side by side.
_COMPARES = re.compile(r"比较|对比|相比|谁更|哪个更|差距|差别|相差|变化|加上|加起来|之和")

# Answers that are kept until something is published.
MOST_KNOWN = 512


class Assistant:
    """Answers questions from one library. Holds no conversation: each call brings the turns it builds on.

    Attributes:
        writer: the model that writes the answers; without one they are quoted from the sources.
    """

    def __init__(self, library: Library, writer: Writer | None = None) -> None:
        self.library = library
        self.writer = writer
        self.retriever = Retriever(library)
        self._suggested: tuple[int, list[str]] | None = None
        self._known: dict[Question, tuple[int, str, bool, Sources, list[list[StoredPassage]]]] = {}

    def ask(
        self,
        question: str,
        turns: Sequence[str] = (),
        *,
        id: str | None = None,
        filters: Filters = EVERYTHING,
    ) -> Answer:
        """The answer to `question`.

        Args:
            question: as the user put it.
            turns: the earlier questions of the conversation, oldest first.
            id: the answer's identifier; a new one by default.
            filters: what the answer is to keep to.

        Raises:
            QuestionError: the question cannot be asked as it stands.
        """
        *_, answer = self.stream(question, turns, id=id, filters=filters)
        assert isinstance(answer, Answer)
        return answer

    def stream(
        self,
        question: str,
        turns: Sequence[str] = (),
        *,
        id: str | None = None,
        filters: Filters = EVERYTHING,
        stopped: Callable[[], bool] = lambda: False,
    ) -> Iterator[str | Answer]:
        """The answer as it comes to be: a model's draft piece by piece, then the answer that stands.

        The draft is what the reader may see meanwhile; figures without a source already bear a mark in it. The answer
        takes its place. Without a model, or without evidence, there is no draft.

        Args:
            question, turns, id, filters: as for `ask`.
            stopped: asked now and then while the model writes; True ends it.

        Raises:
            QuestionError: the question cannot be asked as it stands.
            Stopped: `stopped` said so.
        """
        began = time.perf_counter()
        asked = checked(question)
        whole = self.whole(turns, asked)
        understand = partial(self.understand, filters=filters)
        if self.writer and whole != asked:
            whole = rewritten(self.writer, turns, asked, whole, understand, stopped)
        understood = understand(whole)
        text, abstained, sources, considered = self._answered(understood)
        if abstained and filters.chosen:
            text = f"{text}\n\n{filtered(filters)}"
        answer = Answer(
            id=id or uuid.uuid4().hex[:12],
            question=question,
            resolved=whole if whole != asked else None,
            text=text,
            abstained=abstained,
            citations=sources.citations(),
            seconds=time.perf_counter() - began,
            scope=scope_of(understood, filters),
        )
        if self.writer is None or abstained:
            yield answer
            return
        for part in self._written(self.writer, understood, text, sources, considered, stopped):
            yield part if isinstance(part, str) else _standing(answer, part, self.writer.model.name, began)

    def _written(
        self,
        writer: Writer,
        question: Question,
        text: str,
        sources: Sources,
        considered: list[list[StoredPassage]],
        stopped: Callable[[], bool],
    ) -> Iterator[str | Written]:
        """What the model makes of the evidence."""
        if _COMPARES.search(fold(question.text)) and len(sides_of(question)) == 1:
            for part in lookups(writer, question, self.understand, stopped):
                for evidence in self._evidence(part, considered)[:1]:
                    text += f"\n- {quoted(part, evidence)}{sources.cite(evidence)}"
        context = build(self.library, question, text, sources, considered, writer.window)
        yield from write(writer, context, stopped)

    def search(
        self, question: str, turns: Sequence[str] = (), k: int = 10, *, filters: Filters = EVERYTHING
    ) -> list[ScoredPassage]:
        """The `k` best passages for `question`, best first; the first ten in the order in which their sentences answer.

        Raises:
            QuestionError: the question cannot be asked as it stands.
        """
        understood = self.understand(self.whole(turns, checked(question)), filters)
        found = self.retriever.search(understood, max(k, PASSAGES))
        return reranked(found, self._selected(understood, found))[:k]

    def suggestions(self) -> list[str]:
        """Up to four example questions that this library answers; worked out anew when something was published."""
        holdings = self.retriever.holdings()
        if self._suggested is None or self._suggested[0] != holdings.generation:
            found = suggestions(list(holdings.documents), self._fully_answered)
            self._suggested = (holdings.generation, found)
        return self._suggested[1]

    def next_questions(self, answer: Answer, filters: Filters = EVERYTHING) -> list[str]:
        """Up to three questions that follow on `answer`, each of which the library answers within `filters`."""
        asked = self.understand(answer.resolved or checked(answer.question))
        return next_questions(
            asked, self.retriever.holdings().documents, partial(self._fully_answered, filters=filters)
        )

    def _fully_answered(self, question: str, filters: Filters = EVERYTHING) -> bool:
        text, abstained, *_ = self._answered(self.understand(checked(question), filters))
        return not abstained and load("side_missing").template.split("：")[-1] not in text

    def understand(self, question: str, filters: Filters = EVERYTHING) -> Question:
        """What a standalone question asks, given what the library holds and what the answer is to keep to."""
        holdings = self.retriever.holdings()
        asked = understand(question, holdings.gazetteer, now=holdings.newest_year)
        return narrowed(asked, filters, holdings.documents)

    def whole(self, turns: Sequence[str], question: str) -> str:
        """`question` made whole from the turns before it, and about all regions where it asks which one leads."""
        holdings = self.retriever.holdings()
        if turns:
            earlier = [checked(turn) for turn in turns]
            question = resolve(earlier, question, holdings.gazetteer, now=holdings.newest_year)
        return over_regions(question, self.understand, holdings.documents) or question

    def _answered(self, question: Question) -> tuple[str, bool, Sources, list[list[StoredPassage]]]:
        """As `_answer`, with the passages of each look-up; kept, for what was tried as a suggestion is asked next."""
        generation = self.library.generation
        known = self._known.get(question)
        if known is None or known[0] != generation:
            considered: list[list[StoredPassage]] = []
            text, abstained, sources = self._answer(question, considered)
            known = (generation, text, abstained, sources, considered)
            if len(self._known) >= MOST_KNOWN:
                self._known.clear()
            self._known[question] = known
        _, text, abstained, sources, considered = known
        # A model's answer goes on citing and looking up.
        return text, abstained, sources.copy(), list(considered)

    def _answer(self, question: Question, considered: list[list[StoredPassage]]) -> tuple[str, bool, Sources]:
        """The answer by rule, whether it says that there is none, and its sources.

        Args:
            considered: gets the passages of each look-up, best first.
        """
        sources = Sources()
        sides = sides_of(question)
        if len(sides) > 1:
            return self._compare(question, sides, sources, considered)
        candidates = self._candidates(question, considered)
        if candidates and asks_for_speaker(question):
            named = speaker_of(self.library, self.retriever.holdings(), question)
            named = named or told_speaker(candidates)
            if named is not None:
                return said(question, [named], sources), False, sources
        good = self._acceptable(question, candidates)
        if told := told_by_rows(self.library, question, considered[-1], candidates, good, sources):
            return self._dated(question, told[1], told[0], sources), False, sources
        if not good:
            return self._not_found(question, candidates, sources), True, sources
        if acceptance.asks_year(question) and (of_year := self._of_a_year(question, good[0], sources)):
            return of_year, False, sources
        if question.kind == "reason":
            good = best_reason_first(good)
        items = items_of(self.library, question, good[0], good)
        chosen = items or widened(question, enough(good, question))
        text = listed(question, items, sources) if items else said(question, chosen, sources)
        if acceptance.only_planned(question, chosen):
            text += "\n\n" + written_in(load("planned").substitute(), question.script)
        return self._dated(question, good[0], text, sources), False, sources

    def _of_a_year(self, question: Question, evidence: Candidate, sources: Sources) -> str | None:
        """The evidence after the year of its section; None where it names one itself or the section has none."""
        year = evidence.passage.year
        if year is None or evidence.value("fit_date"):
            return None
        return self._dated(
            replace(question, years=(year,)), evidence, said(question, [evidence], sources), sources
        )

    def _dated(self, question: Question, evidence: Evidence, text: str, sources: Sources) -> str:
        """`text` after its place and year, without which a figure or a plan is ambiguous; the year has a source of
        its own where the cited passage does not name it."""
        if len(question.years) != 1 or question.vague_year:
            return text
        told = year_source(self.library, question, evidence)
        if told is None and f"{question.years[0]}年" not in fold(evidence.passage.text):
            return text
        mark = sources.cite(told) if told else ""
        if text.startswith("- "):
            return f"{label_of(question)}{mark}：\n\n{text}"
        head, first, rest = text.partition("[1]")
        return f"{label_of(question)}：{head}{first}{mark}{rest}"

    def _compare(
        self,
        question: Question,
        sides: list[Question],
        sources: Sources,
        considered: list[list[StoredPassage]],
    ) -> tuple[str, bool, Sources]:
        dated = partial(year_source, self.library)
        evidence = partial(self._evidence, considered=considered)
        found = [look_up(self.library, side, evidence, dated) for side in sides]
        if all(side.evidence is None for side in found):
            return self._not_found(question, [], sources), True, sources
        return compared(question, found, sources), False, sources

    def _candidates(self, question: Question, considered: list[list[StoredPassage]]) -> list[Candidate]:
        passages = self.retriever.search(question, PASSAGES)
        considered.append([scored.passage for scored in passages])
        return self._selected(question, passages)

    def _selected(self, question: Question, passages: list[ScoredPassage]) -> list[Candidate]:
        year = question.years[0] if question.years else None
        return select(self.library, question, passages, year)

    def _acceptable(self, question: Question, candidates: list[Candidate]) -> list[Candidate]:
        strict = bool(question.years) and not question.vague_year
        return acceptance.acceptable(question, candidates, strict_year=strict)

    def _evidence(self, question: Question, considered: list[list[StoredPassage]]) -> list[Candidate]:
        """The evidence to answer one side of a comparison with, best first; empty where none is good enough."""
        return self._acceptable(question, self._candidates(question, considered))

    def _not_found(self, question: Question, found: list[Candidate], sources: Sources) -> str:
        best = found[0] if found else None
        text = not_found(question, self.retriever.holdings(), best)
        near = acceptance.nearest(found)
        if near is None:
            return text
        offered = load("nearest").substitute(text=quoted(question, near) + sources.cite(near))
        return text + "\n\n" + written_in(offered, question.script)


def _standing(answer: Answer, written: Written, model: str, began: float) -> Answer:
    """The answer that stands: the model's where it holds, else the one by rule with a line that says so."""
    if written.text is None:
        note = f"（{written.verified.fell_back}，以上摘自原文。）"
        text = f"{answer.text}\n\n{written_in(note, script_of(answer.question))}"
        answer = replace(answer, text=text)
    else:
        answer = replace(answer, text=written.text, citations=written.citations, mode="llm")
    return replace(answer, model=model, verified=written.verified, seconds=time.perf_counter() - began)
