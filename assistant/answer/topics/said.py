"""What somebody said, as news of a meeting or a visit tells it: the clauses after 强调 and 要求, or all that a speech says."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answer.topics.blocks import Statement, statements_of
from assistant.answer.topics.overview import all_told
from assistant.answer.topics.points import SHORTEST_POINT, Point, is_address
from assistant.answer.topics.telling import WORDS
from assistant.evidence.model import Evidence
from assistant.question.topic_request import OpenRequest
from ingest.chinese.sentences import Span
from ingest.library.library import Library

_SAYS = WORDS.words("says")
_GOES_ON_SAYING = WORDS.words("goes_on_saying", frame="^\\s*(?:{words})")
_PRONOUN = WORDS.words("pronoun", frame="^(?:{words})")


def told_by_speaker(library: Library, request: OpenRequest, anchors: Sequence[Evidence]) -> list[Point]:
    """Return what was said, in the document of the first of `anchors`, by whom the question names, or by anybody where it names
    nobody who speaks there; all of it where it is a speech; empty for a document of another kind.

    Args:
        request: what the question asks for.
        anchors: sentences that answer, best first.
    """
    best = anchors[0].passage
    if best.kind in ("work-report", "plan"):
        return []
    statements = statements_of(library.passages_of(best.doc))
    told = _said(statements)
    if not told:
        return [each for each in all_told(statements) if best.kind == "speech"]
    named = [(who, point) for who, point in told if any(word in who for word in _names(request.content))]
    return [point for _, point in named or told]


def _names(content: str) -> list[str]:
    """Return what of the words of a question may be somebody's name: every run of three characters, which no title has by
    chance in common with another."""
    return [run[i : i + 3] for run in content.split() for i in range(len(run) - 2)]


def _said(statements: Sequence[Statement]) -> list[tuple[str, Point]]:
    """Return each part of what is said, with who says it."""
    found: list[tuple[str, Point]] = []
    who, speaking, paragraph = "", False, -1
    for each in statements:
        says = _SAYS.search(each.text)
        if says is not None:
            subject = each.text[: says.end()]
            who = who if _PRONOUN.match(subject) else subject
            speaking, start = True, says.end()
        else:
            goes_on = each.paragraph == paragraph or _GOES_ON_SAYING.match(each.text) is not None
            speaking, start = speaking and goes_on, 0
        paragraph = each.paragraph
        if speaking and len(each.text) - start >= SHORTEST_POINT and not is_address(each.text[start:]):
            found.append((who, Point(each, Span(start, len(each.text)), 1.0, who)))
    return found
