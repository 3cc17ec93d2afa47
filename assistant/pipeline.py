"""The assistant: a question in, a cited answer out."""

from __future__ import annotations

import logging
import re
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from assistant.answer.citations import Citations
from assistant.answer.compose import Composed, compose, quoting
from assistant.answer.going_on import times_asked, told_further
from assistant.answer.in_english import in_english
from assistant.answer.model import AnswerLine, Piece
from assistant.answer.nearest_held import nearest_held
from assistant.answer.next_questions import after_refusal, next_questions
from assistant.answer.not_found import filtered
from assistant.answer.quote import cited
from assistant.answer.suggestions import suggestions
from assistant.beside import Beside
from assistant.document_notes import chinese
from assistant.evidence.finder import Finder, candidates_in
from assistant.evidence.select import PASSAGES, reranked
from assistant.llm.errors import Stopped
from assistant.llm.find import find
from assistant.llm.generate import GeneratedAnswer, fallen_back, generate
from assistant.llm.prompt_context import build
from assistant.llm.rewrite import lookups, rewritten
from assistant.question.decompose import over_regions, sides_of
from assistant.question.filters import EVERYTHING, Filters, checked, narrowed, scope_of
from assistant.question.followup import is_going_on, leans, resolve
from assistant.question.model import Question
from assistant.question.project_request import list_request
from assistant.question.understand import understand, validated
from assistant.schema import Answer, Wording
from assistant.search.legible import holds_known_word
from assistant.search.model import ScoredPassage
from assistant.search.retriever import Retriever
from ingest.chinese.script import fold, script_of, written_in
from ingest.errors import XianwenError
from ingest.library.library import Library

if TYPE_CHECKING:
    from assistant.llm.writer import Writer

log = logging.getLogger(__name__)
# The words of a comparison that names no two places or years for the rules to set side by side.
_COMPARES = re.compile(r"比较|对比|相比|谁更|哪个更|差距|差别|相差|变化|加上|加起来|之和")

# Earlier questions of a conversation that a further one can lean on; of longer ones the last.
MOST_TURNS = 30
# Examples offered after a greeting or a question about the library.
MOST_EXAMPLES = 3
_HAN = re.compile(r"[㐀-鿿]")
# Said under each answer while the vectors of the library cannot be read.
BY_WORDS_ALONE = "（向量索引损坏，只按词语查找，换了说法的内容可能没有找到；重建以后就好：xianwen rebuild。）"
BY_WORDS_ALONE_IN_ENGLISH = (
    "(The vector index is damaged: only words were searched. Mend it: xianwen rebuild.)"
)
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
        self.beside = Beside(self.retriever, self.suggestions)
        self._suggested: tuple[int, list[str]] | None = None
        self._known: dict[Question, tuple[int, Composed]] = {}

    def ask(
        self,
        question: str,
        turns: Sequence[str] = (),
        *,
        id: str | None = None,
        filters: Filters = EVERYTHING,
        fast: bool = False,
    ) -> Answer:
        """Return the answer to `question`.

        Args:
            question: as the user put it.
            turns: the earlier questions of the conversation, oldest first.
            id: the answer's identifier; a new one by default.
            filters: what the answer is to keep to.
            fast: quote from the sources alone, though there is a model.

        Raises:
            QuestionError: the question cannot be asked as it stands.
        """
        *_, answer = self.stream(question, turns, id=id, filters=filters, fast=fast)
        return answer

    def stream(
        self,
        question: str,
        turns: Sequence[str] = (),
        *,
        id: str | None = None,
        filters: Filters = EVERYTHING,
        fast: bool = False,
        stopped: Callable[[], bool] = lambda: False,
    ) -> Iterator[Answer]:
        """Yield the answer quoted from the sources at once and, where a model is asked, then the answer that stands.

        The first of two is `pending`. Both have one id. Of what a model writes nothing is yielded before it is checked;
        where it fails or is stopped, the quoted answer stands with a line that says so.

        Args:
            question, turns, id, filters, fast: as for `ask`.
            stopped: called now and then while the model is at work; True ends that.

        Raises:
            QuestionError: the question cannot be asked as it stands.
        """
        began = time.perf_counter()
        id = id or uuid.uuid4().hex[:12]
        turns = turns[-MOST_TURNS:]
        asked = validated(question)
        told = self.beside.translated(asked)
        beside = self.beside.reply(asked)
        if not beside and not any(map(self.beside.is_question, turns)):
            beside = self.beside.alone(self.beside.in_chinese(asked), asked)
        if beside:
            in_latin = told is not None or not _HAN.search(asked)
            beside = list(in_english(beside)) if in_latin else beside
            yield Answer(
                id=id,
                question=question,
                lines=tuple(beside),
                abstained=any(line.role == "not_found" for line in beside),
                citations=(),
                seconds=time.perf_counter() - began,
            )
            return

        def quoted(whole: str) -> tuple[Question, Composed, Answer]:
            """Return what is asked, and the answer by rule to it."""
            understood, composed = self._by_rule(turns, asked, whole, filters)
            lines = composed.lines if told is None else in_english(composed.lines)
            if self.library.without_vectors:
                note = BY_WORDS_ALONE if told is None else BY_WORDS_ALONE_IN_ENGLISH
                lines = (*lines, AnswerLine((Piece(written_in(note, script_of(asked))),), "note"))
            answer = Answer(
                id=id,
                question=question,
                resolved=whole if whole != asked or told is not None else None,
                lines=lines,
                abstained=composed.abstained,
                citations=composed.citations.listed(),
                seconds=time.perf_counter() - began,
                scope=scope_of(understood, filters),
                ledger=composed.view.address() if composed.view else None,
            )
            log.info(
                "%s with %d citations in %.0f ms",
                "abstained" if answer.abstained else "answered", len(answer.citations), 1000 * answer.seconds,
            )  # fmt: skip
            return understood, composed, answer

        whole = self.whole(turns, asked)
        asked = asked if told is None else told.text or asked
        understood, composed, answer = quoted(whole)
        leans_on_turns = whole != asked
        surely_not_held = composed.abstained and not composed.unsure and not leans_on_turns
        if self.writer is None or fast or surely_not_held:
            yield answer
            return
        yield replace(answer, pending=True)
        try:
            if leans_on_turns:
                understand = partial(self.understand, filters=filters)
                again = rewritten(self.writer, turns, asked, whole, understand, stopped)
                if again != whole and not (better := quoted(again))[1].abstained:
                    understood, composed, answer = better
            if not composed.abstained:
                written = self._written(self.writer, understood, composed, stopped)
            elif composed.unsure:
                written = self._found(self.writer, understood, composed, stopped)
                if told is not None and written.lines:
                    written = replace(written, lines=tuple(in_english(written.lines)))
            else:
                yield answer
                return
        except Stopped:
            written = fallen_back("模型已停下")
        except XianwenError as error:
            # A prompt of the user's own that cannot be used; what was found needs none.
            written = fallen_back(chinese(str(error)).rstrip("。"))
        yield _standing(answer, written, self.writer.model.name, began)

    def _by_rule(
        self, turns: Sequence[str], asked: str, whole: str, filters: Filters
    ) -> tuple[Question, Composed]:
        """Return what a whole question asks, and the answer by rule to it.

        Args:
            turns: the earlier questions of the conversation.
            asked: the question as it was asked after them, in Chinese.
            whole: the question as it is understood without them.
            filters: what the answer is to keep to.
        """
        began = time.perf_counter()
        understood = self.understand(whole, filters)
        log.info("understood %s in %.0f ms", _in_short(understood), 1000 * (time.perf_counter() - began))
        composed = self._composed(understood)
        if turns and is_going_on(asked) and whole != asked:
            times = times_asked([is_going_on(self.beside.in_chinese(turn)) for turn in turns])
            composed = told_further(self.retriever, understood, composed, times)
        if composed.abstained and filters.chosen:
            composed = replace(composed, lines=(*composed.lines, filtered(filters)))
        return understood, composed

    def _written(
        self, writer: Writer, question: Question, composed: Composed, stopped: Callable[[], bool]
    ) -> GeneratedAnswer:
        """Return what the model makes of the evidence."""
        lines, citations = list(composed.lines), composed.citations.copy()
        finder = Finder(self.retriever)
        if _COMPARES.search(fold(question.text)) and len(sides_of(question)) == 1:
            for part in lookups(writer, question, self.understand, stopped):
                for evidence in finder.evidence(part)[:1]:
                    quotation = cited(part, evidence, citations)
                    lines.append(AnswerLine((quotation,), form="item", evidence=(evidence,)))
        considered = (*composed.considered, *finder.considered)
        context = build(self.library, question, lines, citations, considered, writer.window)
        return generate(writer, context, stopped)

    def _found(
        self, writer: Writer, question: Question, composed: Composed, stopped: Callable[[], bool]
    ) -> GeneratedAnswer:
        """Return the quotation of what the model points out as the answer, where the rules were not sure of any."""
        best = sorted(composed.unsure, key=lambda each: -each.score)
        passages = list({each.passage.id: each.passage for each in best}.values())
        context = build(self.library, question, (), Citations(), [passages], writer.window)
        evidence, verified = find(writer, context, composed.unsure, stopped)
        if evidence is None:
            return GeneratedAnswer(None, (), verified)
        told = quoting(self.retriever, question, evidence)
        return GeneratedAnswer(told.lines, told.citations.listed(), verified)

    def search(
        self, question: str, turns: Sequence[str] = (), k: int = 10, *, filters: Filters = EVERYTHING
    ) -> list[ScoredPassage]:
        """Return the `k` best passages for `question`, best first; the first ten are reranked by their sentences.

        Raises:
            QuestionError: the question cannot be asked as it stands.
        """
        understood = self.understand(self.whole(turns[-MOST_TURNS:], validated(question)), filters)
        found = self.retriever.search(understood, max(k, PASSAGES))
        return reranked(found, candidates_in(self.retriever, understood, found))[:k]

    def suggestions(self) -> list[str]:
        """Return up to four example questions that this library answers, updated after each publication."""
        holdings = self.retriever.holdings()
        if self._suggested is None or self._suggested[0] != holdings.generation:
            found = suggestions(list(holdings.documents), self._clearly_answered)
            self._suggested = (holdings.generation, found)
        return self._suggested[1]

    def next_questions(self, answer: Answer, filters: Filters = EVERYTHING) -> list[str]:
        """Return up to three questions that follow on `answer`, each of which the library answers within
        `filters`: after a refusal what comes nearest, after a greeting examples."""
        if answer.about_library or (answer.abstained and self.beside.reply(validated(answer.question))):
            return self._examples(self.beside.in_chinese(validated(answer.question)))
        asked = self.understand(answer.resolved or validated(answer.question))
        holdings = self.retriever.holdings()
        answerable = partial(self._fully_answered, filters=filters)
        if answer.abstained:
            near = nearest_held(self.library, holdings, asked)
            found = after_refusal(asked, near, holdings.documents, answerable)
            return found or self._examples(asked.text)
        return next_questions(asked, holdings.documents, answerable)

    def _examples(self, question: str) -> list[str]:
        """Return example questions: over the documents of the places that a question about the library names, or over all."""
        asked, documents = self.understand(question), self.retriever.holdings().documents
        own = [document for document in documents if asked.asks_about(document.tells_of)]
        found = suggestions(own, self._clearly_answered) if own else []
        return (found or self.suggestions())[:MOST_EXAMPLES]

    def _fully_answered(self, question: str, filters: Filters = EVERYTHING) -> bool:
        return self._composed(self.understand(validated(question), filters)).whole

    def _clearly_answered(self, question: str) -> bool:
        """Return whether an answer shows what the library can do: whole, its figures known to be those asked for."""
        asked = self.understand(validated(question))
        composed = self._composed(asked)
        if list_request(asked) is not None:
            return composed.view is not None
        if not composed.whole or asked.kind != "figure" or composed.view is not None:
            return composed.whole
        told = [line for line in composed.lines if line.role == "statement"]
        of_year = all(each.statement.year in asked.years for line in told for each in line.evidence)
        planned = any(line.role == "plan" for line in composed.lines)
        return len(told) == 1 and told[0].asked is not None and of_year and not planned

    def understand(self, question: str, filters: Filters = EVERYTHING) -> Question:
        """Return a standalone question, parsed against the library's content and restricted by the filters."""
        holdings = self.retriever.holdings()
        asked = understand(question, holdings.gazetteer, now=holdings.this_year)
        return narrowed(asked, filters, holdings.gazetteer, holdings.documents, holdings.told)

    def checked(self, filters: Filters) -> Filters:
        """Return `filters`, which were written by hand and not chosen from what the library holds.

        Raises:
            QuestionError: the library tells nothing of one of the regions.
        """
        return checked(filters, self.retriever.holdings().gazetteer)

    def whole(self, turns: Sequence[str], question: str) -> str:
        """Return `question` completed from the turns before it, and with all regions if it asks which one leads."""
        holdings = self.retriever.holdings()
        question = self.beside.in_chinese(question)
        earlier = [self.beside.in_chinese(turn) for turn in turns if self.beside.is_question(turn)]
        if earlier and self._may_follow(question):
            question = resolve(
                [*map(validated, earlier)], question, holdings.gazetteer, now=holdings.this_year
            )
        spelt_out = over_regions(
            question, self.understand, holdings.gazetteer, holdings.documents, holdings.told
        )
        if spelt_out and self._composed(self.understand(question)).view is not None:
            # The ledger ranks the counties itself.
            return question
        return spelt_out or question

    def _may_follow(self, question: str) -> bool:
        """Return whether a question may take anything over from those before it: not where nothing in it is a word."""
        asked = self.understand(question)
        named = asked.places or asked.years or asked.period
        return (
            bool(named) or leans(question) or is_going_on(question) or holds_known_word(asked, self.library)
        )

    def _composed(self, question: Question) -> Composed:
        """Return the answer by rule; kept, for what was tried as a suggestion is asked next."""
        generation = self.library.generation
        known = self._known.get(question)
        if known is None or known[0] != generation:
            known = (generation, compose(self.retriever, question))
            if len(self._known) >= MOST_KNOWN:
                self._known.clear()
            self._known[question] = known
        return known[1]


def _in_short(question: Question) -> str:
    """Return what a question was understood to ask, for the log."""
    years = "、".join(map(str, question.years)) or "-"
    regions = "、".join((*question.regions, *question.unknown_places)) or "-"
    return f"as {question.kind}: regions {regions}, years {years}, focus {question.focus!r}, text {question.text!r}"


def _standing(answer: Answer, written: GeneratedAnswer, model: str, began: float) -> Answer:
    """Return the answer that stands: the model's where it holds, else the one by rule with a line that says so."""
    if written.lines is None:
        stands = "" if answer.abstained else "，答案摘自原文"
        note = f"（{written.verified.fell_back}{stands}。）"
        line = AnswerLine((Piece(written_in(note, script_of(answer.question))),), "fell_back")
        answer = replace(answer, lines=(*answer.lines, line))
    else:
        answer = answer.worded(Wording("llm", written.lines, False, written.citations))
    return replace(answer, model=model, verified=written.verified, seconds=time.perf_counter() - began)
