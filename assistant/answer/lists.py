"""Answers that are lists: the items of an enumeration, also across passages, and parallel sentences.

Parallel sentences begin alike: 打好"甲战"……打好"乙战"…….
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.evidence.answer_types import asked_count
from assistant.evidence.model import Candidate, Evidence
from assistant.question.model import Question
from ingest.chinese.sentences import Span, continued, item_starts, sentences, series
from ingest.chinese.tokens import bigrams
from ingest.library.library import Library
from ingest.schema import StoredPassage

MOST_ITEMS = 12
# An item is shown to the end of its first sentence, a long one to a comma near here.
ITEM_CHARACTERS = 60
# Passages after the first in which an enumeration is followed.
MOST_PASSAGES = 6
SHARE_OF_WHOLE = 0.85
_ITEM_END = re.compile(r"[。；;\n]")
_COMMA = re.compile("[，,]")


def items_of(library: Library, question: Question, best: Candidate, found: list[Candidate]) -> list[Evidence]:
    """Return the items that answer a list question, in reading order; empty where the evidence is no list.

    Args:
        best: the evidence chosen.
        found: all acceptable evidence, best first; parallel sentences may be among it.
    """
    if not question.answer_type.enumerated:
        return []
    if question.kind != "list" and (one := _one_item(best, found)) is not None:
        return [one]
    return _enumerated(library, question, best) or _series(question, best) or _parallel(question, best)


def _one_item(best: Candidate, found: list[Candidate]) -> Evidence | None:
    """Return the single sentence of an enumeration that covers nearly as much of the question as the whole."""
    for other in found[1:]:
        inside = other.passage.id == best.passage.id and best.start <= other.start and other.end <= best.end
        whole = other.value("own") >= SHARE_OF_WHOLE * best.value("own")
        if inside and whole and (other.value("item") or other.value("fit_reason")):
            return other
    return None


def _enumerated(library: Library, question: Question, best: Candidate) -> list[Evidence]:
    passage, text = best.passage, best.passage.text
    starts = item_starts(text[best.start :])
    tail = text[best.end :].lstrip()
    if len(starts) < 2 and not (starts and _runs_on(library, best, starts)) and not item_starts(tail[:2]):
        return []
    first = best.start + (starts[0] if starts else text[best.start :].find(tail[:2]))
    items = [Evidence(best.passage, best.start, first)] if text[best.start : first].strip("：: \n") else []
    numbers, opening = 0, text[first:]
    for passage in _following(library, best.passage):
        offset = first if passage.id == best.passage.id else 0
        opening = opening or passage.text
        more = _items_in(passage, offset, numbers, opening)
        if not more:
            break
        items += [Evidence(passage, s.start, s.end) for s in more]
        numbers += len(more)
    if not text[best.start : first].strip("：: \n") and _about_first(question, items):
        return []
    count = asked_count(question)
    # More items than the question says are another list, such as the sections of the report.
    good = numbers >= 2 if count is None else numbers == min(count, MOST_ITEMS)
    return items[: MOST_ITEMS + 1] if good else []


def _about_first(question: Question, items: Sequence[Evidence]) -> bool:
    """Return whether the question repeats the first item and no other: then it asks about that item."""
    pairs = set(bigrams(question.focus))
    overlaps = [len(pairs.intersection(bigrams(item.text))) for item in items]
    return len(overlaps) > 1 and overlaps[0] >= 3 and max(overlaps[1:]) * 3 <= overlaps[0]


def _runs_on(library: Library, best: Candidate, starts: list[int]) -> bool:
    """Return whether the items that begin at `starts` of the evidence continue in the next passage."""
    following = _following(library, best.passage)[1:2]
    return bool(following) and bool(_items_in(following[0], 0, len(starts), best.text[starts[0] :]))


def _following(library: Library, passage: StoredPassage) -> list[StoredPassage]:
    """Return the passage and those after it in its document."""
    passages = library.passages_of(passage.doc)
    at = next((i for i, p in enumerate(passages) if p.id == passage.id), len(passages))
    return passages[at : at + MOST_PASSAGES]


def _items_in(passage: StoredPassage, offset: int, numbers: int, opening: str) -> list[Span]:
    """Return the heads of the items in a passage from `offset` on.

    They continue the `numbers` items before, the first of which is what `opening` begins with.
    """
    # The markers before are stood in for, so that the sequence goes on where it was.
    before = continued(opening, numbers) if numbers else ""
    starts = item_starts(before + passage.text[offset:])[numbers:]
    spans = []
    for start in (offset + s - len(before) for s in starts):
        stop = _ITEM_END.search(passage.text, start)
        end = stop.start() if stop else len(passage.text)
        if end - start > ITEM_CHARACTERS:
            comma = _COMMA.search(passage.text, start + ITEM_CHARACTERS // 4, end)
            end = comma.start() if comma else end
        spans.append(Span(start, end))
    return spans


def _series(question: Question, best: Candidate) -> list[Evidence]:
    """Return the parts between semicolons after a colon, after the part that introduces them."""
    colon = re.search(r"[：:]", best.text)
    if colon is None or "\n" in best.text:
        return []
    at, end, text = best.start + colon.end(), best.end, best.passage.text
    whole = next((s for s in series(text) if s.start <= best.start < s.end), None)
    if question.kind in ("list", "reason") and whole is not None and _as_many(question, text, at, whole.end):
        # What leads up to the series stands in one sentence with its first part.
        end = max(end, whole.end)
    parts = [s for s in sentences(text[:end]) if s.end > at]
    if len(parts) < 2:
        return []
    items = [Evidence(best.passage, max(at, s.start), s.end) for s in parts]
    return [Evidence(best.passage, best.start, at), *items[:MOST_ITEMS]]


def _as_many(question: Question, text: str, start: int, end: int) -> bool:
    """Return whether text[start:end] has as many parts as the question says, if it says."""
    count = asked_count(question)
    return count is None or count == len(sentences(text[start:end]))


def _parallel(question: Question, best: Candidate) -> list[Evidence]:
    """Return as many parallel sentences of the best one's passage as the question says there are items."""
    count = asked_count(question)
    text = best.passage.text
    opening = text[best.start : best.start + 2]
    if count is None or count < 2:
        return []
    alike = [s for s in sentences(text) if text.startswith(opening, s.start)]
    firsts = {_COMMA.split(text[s.start : s.end])[0] for s in alike}
    # 会上，甲…… and 会上，乙…… share when they were: what opens them alike is no item.
    if len(alike) != count or len(firsts) < count:
        return []
    return [Evidence(best.passage, s.start, _first_clause(text, s)) for s in alike]


def _first_clause(text: str, span: Span) -> int:
    comma = _COMMA.search(text, span.start, span.end)
    return comma.start() if comma and span.end - span.start > ITEM_CHARACTERS else span.end
