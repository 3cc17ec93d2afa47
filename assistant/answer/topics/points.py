"""Cut a statement to the clauses that are of a topic and tell something."""

from __future__ import annotations

from assistant.answer.topics.telling import WORDS, weight
from assistant.question.topics import Topic, strongest_other, words_of
from ingest.chinese.sentences import Span, clauses_at

_ADDRESS = WORDS.words("address")
_LEAD = WORDS.words("wanting_lead")
_FAILED = WORDS.words("failed")
_TAKEN_BACK = WORDS.words("taken_back")
# What parts the clauses of folded text.
_MARKS = ",:"
# As much of a statement as one point shows.
LONGEST_POINT = 130
SHORTEST_POINT = 8


def is_address(statement: str) -> bool:
    """Return whether a folded statement speaks to those present or praises, and tells nothing."""
    return _ADDRESS.search(statement) is not None


def is_failure(statement: str) -> bool:
    """Return whether a folded statement tells what was not reached."""
    return _FAILED.search(statement) is not None


def is_taken_back(statement: str) -> bool:
    """Return whether a folded statement tells a result only to say what is still wanting in it."""
    return _TAKEN_BACK.search(statement) is not None


def without_lead(text: str) -> Span:
    """Return what a folded statement says is wanting, after what only leads up to it."""
    lead = _LEAD.match(text)
    return Span(lead.end() if lead and len(text) - lead.end() >= SHORTEST_POINT else 0, len(text))


def of_topics(text: str, topics: tuple[Topic, ...]) -> Span | None:
    """Return the clauses of a folded statement that are of `topics`: from the first that holds a word of them to the
    last before one of another topic; None where no clause holds any."""
    parts = clauses_at(text, Span(0, len(text)), _MARKS)
    first = last = None
    for i, part in enumerate(parts):
        clause = text[part.start : part.end]
        own = max((words_of(topic.key, clause) for topic in topics), default=0)
        other = strongest_other(topics, clause)
        if own and (own >= other or any(topic.names.search(clause) for topic in topics)):
            first = i if first is None else first
            last = i
        elif first is not None and other > own:
            break
        elif first is not None:
            last = i
    return None if first is None or last is None else Span(parts[first].start, parts[last].end)


def told_by(text: str, span: Span, longest: int = LONGEST_POINT) -> Span:
    """Return the clauses of text[span] from the first to the last that tells something, within `longest` characters."""
    parts = clauses_at(text, span, _MARKS)
    weights = [weight(text[part.start : part.end]) for part in parts]
    kept = [i for i, w in enumerate(weights) if w >= 0]
    if kept and parts[kept[-1]].end - parts[kept[0]].start <= longest:
        return Span(parts[kept[0]].start, parts[kept[-1]].end)
    if not any(w > 0 for w in weights):
        weights = [1.0 if w == 0 else w for w in weights]
    telling = [i for i, w in enumerate(weights) if w > 0]
    if not telling:
        return span
    best = (0.0, 0, 0)
    for i in telling:
        total = 0.0
        for j in range(i, len(parts)):
            total += max(weights[j], 0.0)
            if parts[j].end - parts[i].start > longest and j > i:
                break
            if j in telling and total > best[0]:
                best = (total, i, j)
    _, first, last = best
    return Span(parts[first].start, parts[last].end)
