"""Tell more of what was asked before: 还有呢. What was shown is not told again."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from assistant.answer.citations import Citations
from assistant.answer.compose import Composed
from assistant.answer.dating import dated
from assistant.answer.model import AnswerLine, Piece
from assistant.answer.quote import listed, statements
from assistant.answer.topics.answer import answered_by_topic
from assistant.evidence.acceptance import acceptable
from assistant.evidence.finder import Finder
from assistant.evidence.model import Evidence
from assistant.evidence.select import enough
from assistant.question.answer_type import AnswerKind
from assistant.question.model import Question
from assistant.question.topic_request import topic_request
from assistant.search.retriever import Retriever
from ingest.chinese.script import written_in

# Of these there may be more than was told; a figure, a name or a date is told whole.
_OPEN: frozenset[AnswerKind] = frozenset(("list", "text", "reason"))
_NOTHING = "除上面所列以外，资料库中没有找到更多。"
_WHOLE = "上面所列就是资料库中找到的全部。"


def told_further(retriever: Retriever, question: Question, told: Composed, times: int) -> Composed:
    """Return what else answers a question.

    Args:
        retriever: of the library.
        question: the question asked before.
        told: its answer.
        times: how often more has been asked for, this time included.
    """
    shown = [evidence for line in told.lines for evidence in line.evidence]
    if told.abstained:
        return told
    if told.view is not None:
        return _said(_WHOLE, question)
    for _ in range(times):
        lines, citations = _more(retriever, question, shown)
        if not lines:
            return _said(_NOTHING, question)
        shown += [evidence for line in lines for evidence in line.evidence]
    return Composed(tuple(lines), False, citations, (citations.passages,))


def _more(
    retriever: Retriever, question: Question, shown: Collection[Evidence]
) -> tuple[list[AnswerLine], Citations]:
    library, holdings, citations = retriever.library, retriever.holdings(), Citations()
    broad = topic_request(question)
    if broad is not None:
        return answered_by_topic(
            library, holdings.documents, question, broad, citations, but=shown
        ), citations
    if question.kind not in _OPEN:
        return [], citations
    good = acceptable(question, Finder(retriever).candidates(question))
    rest = [
        each for each in good if not any(each.overlaps(other) or each.text == other.text for other in shown)
    ]
    if not rest:
        return [], citations
    chosen = enough(rest, question)
    written = (listed if question.kind == "list" else statements)(question, chosen, citations)
    return dated(library, question, chosen[0], written, citations), citations


def _said(text: str, question: Question) -> Composed:
    return Composed(
        (AnswerLine((Piece(written_in(text, question.script)),), "note"),), False, Citations(), ()
    )


def times_asked(turns: Sequence[bool]) -> int:
    """Return how many of the last turns only ask for more, this one included.

    Args:
        turns: of each earlier turn, oldest first, whether it does.
    """
    times = 1
    for goes_on in reversed(turns):
        if not goes_on:
            break
        times += 1
    return times
