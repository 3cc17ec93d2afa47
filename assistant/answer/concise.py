"""Cut the sentence that holds the figure asked for to the clauses that tell it."""

from __future__ import annotations

from dataclasses import replace

from assistant.answer.model import Offsets, Piece
from assistant.evidence.model import Evidence
from assistant.evidence.term_weights import TermWeights
from assistant.question.model import Question
from ingest.chinese.quantities import find_quantities
from ingest.chinese.script import fold
from ingest.chinese.sentences import Span, clauses_at
from ingest.chinese.word_table import WordTable

_WORDS = WordTable("assistant.answer", "concise")
# A clause that says when, of what or how surely the ones after it hold.
_HOLDS_FOR = _WORDS.words("holds_for")
_NAMES = _WORDS.words("names")
_ASKS = _WORDS.words("asks")
_SEVERAL, _RANK = _WORDS.words("several"), _WORDS.words("rank")
_FROM = _WORDS.words("from", frame="(?:{words})[^,;。]{0,12}$")
# A clause that says more of the figure before it: 增长5%.
_GOES_ON = _WORDS.words("goes_on", frame="^\\s*(?:{words})")
# A quotation this short is shown whole.
SHORT = 16
# A clause this short that names a place is of what follows it.
NAMES_ALONE = 12
# As much of what the sentence holds of the question is to stand in the clauses that are shown.
SHARE_KEPT = 0.9
LONGEST = 60


def concise(question: Question, weights: TermWeights, piece: Piece, asked: Offsets) -> tuple[Piece, Offsets]:
    """Return the quoted words cut to the clauses that tell the figure asked for, which alone is emphasised, and its offsets in
    them; all of them where it is not sure that it is the one, or several are asked for.

    Args:
        question: asks for a figure.
        weights: of its terms.
        piece: quotes the sentence.
        asked: offsets of the figure in it.
    """
    text = piece.text
    if asked not in piece.figures or _asks_for_several(question) or not _is_sure(weights, fold(text), asked):
        return piece, asked
    span = _telling(question, weights, fold(text), asked)
    kept = text[span.start : span.end].rstrip("，,、；;：: ")
    figure = (asked[0] - span.start, asked[1] - span.start)
    return replace(piece, text=kept, figures=(figure,)), figure


def part_of(evidence: Evidence, quoted: str) -> Evidence | None:
    """Return the part of some evidence that `quoted` repeats, blanks and script aside; None where it repeats none."""
    raw = evidence.passage.text[evidence.start : evidence.end]
    letters = [i for i, char in enumerate(raw) if not char.isspace()]
    wanted = fold("".join(quoted.split()))
    at = fold("".join(raw[i] for i in letters)).find(wanted)
    if at < 0 or not wanted:
        return None
    last = letters[at + len(wanted) - 1]
    return replace(evidence, start=evidence.start + letters[at], end=evidence.start + last + 1)


def _telling(question: Question, weights: TermWeights, text: str, asked: Offsets) -> Span:
    """Return the clauses of a folded quotation that tell the figure asked for, with what they hold for."""
    whole = Span(0, len(text))
    if len(text) <= SHORT or "|" in text or "｜" in text:
        return whole
    parts = clauses_at(text, whole, ",")
    at = next((i for i, part in enumerate(parts) if part.start <= asked[0] < part.end), None)
    if at is None or asked[1] > parts[at].end:
        return whole
    wanted = weights.share(weights.matched(text))
    # What holds for the clause opens its sentence, or stands before it with no figure of its own.
    first = min((i for i in range(at) if _holds_for(text[parts[i].start : parts[i].end])), default=at)
    last = at
    while weights.share(weights.matched(text[parts[first].start : parts[last].end])) < SHARE_KEPT * wanted:
        if first == 0 and last == len(parts) - 1:
            break
        before = weights.matched(text[parts[first - 1].start : parts[first - 1].end]) if first else {}
        after = (
            weights.matched(text[parts[last + 1].start : parts[last + 1].end])
            if last + 1 < len(parts)
            else {}
        )
        if first and (weights.share(before) >= weights.share(after) or last + 1 == len(parts)):
            first -= 1
        else:
            last += 1
    while first and (
        _GOES_ON.match(text[parts[first].start : parts[first].end]) or not _has_subject(text, parts[first])
    ):
        first -= 1
    if last == at and last + 1 < len(parts):
        following = text[parts[last + 1].start : parts[last + 1].end]
        if _GOES_ON.match(following) and parts[last + 1].end - parts[first].start <= LONGEST:
            last += 1
    return Span(parts[first].start, parts[last].end)


def _is_sure(weights: TermWeights, text: str, asked: Offsets) -> bool:
    """Return whether no other clause of a folded text that tells a figure has more to do with the question than that of the
    figure asked for."""
    parts = clauses_at(text, Span(0, len(text)), ",;。")
    own, others = 0.0, [0.0]
    for part in parts:
        clause = text[part.start : part.end]
        share = weights.share(weights.matched(clause))
        if part.start <= asked[0] < part.end:
            own = share
        elif any(not quantity.is_article for quantity in find_quantities(clause)):
            others.append(share)
    # A change of which the beginning was taken: 由2小时，缩短为半小时.
    begins = _FROM.search(text[: asked[0]]) is not None
    return not begins and own > max(others)


def _holds_for(clause: str) -> bool:
    """Return whether a folded clause says of when, of what or how surely those after it hold."""
    named = len(clause) <= NAMES_ALONE and _NAMES.search(clause) and not find_quantities(clause)
    return bool(named) or _HOLDS_FOR.search(clause) is not None


def _has_subject(text: str, part: Span) -> bool:
    """Return whether a clause names anything before its first figure."""
    clause = text[part.start : part.end]
    first = next((quantity.start for quantity in find_quantities(clause)), len(clause))
    return len(clause[:first].strip()) >= 2 or len(clause) - first >= 12


def _asks_for_several(question: Question) -> bool:
    """Return whether a question asks for more than one figure, or for a rank, which stands beside the figure."""
    folded = fold(question.text)
    several = _SEVERAL.search(fold(question.focus)) or _RANK.search(folded)
    return sum(1 for _ in _ASKS.finditer(folded)) != 1 or several is not None
