"""Extend a sentence by its context: its reasons, or the sentences that it introduces."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answer.topics.telling import is_lacking
from assistant.evidence.model import Candidate, Evidence
from assistant.question.model import Question
from ingest.chinese.script import fold
from ingest.chinese.sentences import Span, clauses_at, is_heading, sentences
from ingest.chinese.tokens import telling_bigrams
from ingest.chinese.word_table import WordTable

# As much as is read at a glance.
LONGEST = 200
# 下降的主要原因是: what stands before the word for the reason names nothing that has it.
LONGEST_OPENING_OF_REASON = 6
LONGEST_OPENING = 50
# A reason given with the sentences beside it leaves room for so many sentences of others.
REASONS = 3
SHARE_OF_REASON, SHARE_OF_ASKING = 0.9, 0.6
# What is said of a thing beside its name, or under its heading, is said of it too.
SHARE_OF_PURPOSE, SHARE_BESIDE = 0.8, 0.5
# An effect is named by so much of the question in the last clause of its sentence.
SHARE_OF_EFFECT = 0.5
_WORDS = WordTable("assistant.answer", "beside")
_OPENS = _WORDS.words("opens", frame="(?:{words})[。：:]$")
_POINTS_BACK = _WORDS.words("points_back")
_TO_PURPOSE = _WORDS.words("points_back_to_purpose")
_TELLS_PURPOSE = _WORDS.words("tells_purpose")
_TELLS_TROUBLE = _WORDS.words("tells_trouble")
_TELLS_CAUSE = _WORDS.words("tells_cause")
_ASKS_PURPOSE = _WORDS.words("asks_purpose")
_ASKS_WHY = _WORDS.words("asks_why")
_REASON = _WORDS.words("reason")
_NAMES_IT = _WORDS.words("names_reason")
# 营商环境更加优化。
_TOPIC = re.compile(
    r"(?P<number>\d{1,2}[.．、]|[（(]?[一二三四五六七八九十]{1,3}[）)、])?[^，,：:；;、\d]{4,14}。"
)


def best_reason_first(
    question: Question, good: list[Candidate], judged: Sequence[Candidate]
) -> list[Candidate]:
    """Return `good` (best first) with the first candidate moved to the front that gives a reason.

    It must cover as much of the question as the best one, or ask the question itself. The cause or the purpose itself may be
    one of `judged`, which may answer by what is known of them, where it stands in the document of the best one.
    """
    best = good[0]
    cause = _why(question, best, judged)
    if cause is not None:
        return [cause, *(e for e in good if e is not cause and e.value("own") >= cause.value("own"))]
    told = _that_names_it(question, best, good)
    if told is not None:
        # What else its paragraph tells, a list of measures above all, is no reason beside the one that is named.
        rest = [e for e in good if e is not told and e is not best]
        return [told, *(e for e in rest if e.passage.id != told.passage.id or e.value("fit_reason"))]
    if _gives_it(question, best):
        return good
    for other in good[1:]:
        asks = other.text.rstrip().endswith(("？", "?")) and opens(other)
        least = SHARE_OF_ASKING if asks else SHARE_OF_REASON
        beside = other.value("own") >= SHARE_BESIDE * best.value("own") and _about(other) >= _about(best)
        as_much = other.value("own") >= least * best.value("own") or beside
        if as_much and (asks or _gives_it(question, other)):
            return [other, *(e for e in good if e is not other)]
    return good


def _why(question: Question, best: Candidate, judged: Sequence[Candidate]) -> Candidate | None:
    """Return the candidate that tells what a question asks why of, where the best one does not: its purpose or cause, or what
    was wanting; None where none does, or the question asks for a way."""
    folded = fold(question.text)
    purpose = _ASKS_PURPOSE.search(folded) is not None
    if not (purpose or _ASKS_WHY.search(folded)):
        return None
    near = [e for e in judged if e.passage.doc == best.passage.doc and e is not best]
    closer = (e for e in near if e.value("own") > best.value("own") and not purpose)
    if (named := next((e for e in closer if _is_effect_behind(question, e)), None)) is not None:
        return named
    if _ASKS_WHY.search(fold(best.text)):
        # What asks or says why itself is not passed over: 为什么选这里？有三条理由.
        return None
    if _tells(best, purpose=purpose) or is_named_behind(best) or _is_effect_behind(question, best):
        return None
    whole = [e for e in near if _about(e) >= SHARE_OF_PURPOSE * _about(best)]
    own = SHARE_OF_ASKING * best.value("own")
    telling = (
        [e for e in whole if e.value("own") and _TELLS_PURPOSE.search(fold(e.text))]
        or [e for e in whole if e.value("own") >= own and _tells(e, purpose=purpose)]
        or [e for e in whole if not purpose and _are_beside(e, best) and _TELLS_TROUBLE.search(fold(e.text))]
    )
    return max(telling, key=_about, default=None)


def _are_beside(one: Candidate, other: Candidate) -> bool:
    """Return whether two candidates of one document stand beside each other in a paragraph."""
    if one.passage.id != other.passage.id:
        return False
    first, second = sorted((one, other), key=lambda each: each.start)
    between = first.passage.text[first.end : second.start]
    return not between.strip() and "\n" not in between


def _tells(evidence: Candidate, *, purpose: bool) -> bool:
    """Return whether evidence tells a purpose or, unless only that is asked for, a cause."""
    folded = fold(evidence.text)
    return bool(_TELLS_PURPOSE.search(folded) or (not purpose and _TELLS_CAUSE.search(folded)))


def _about(evidence: Candidate) -> float:
    """Return how much of the question stands in some evidence, beside it or above it, about 0 to 1."""
    return evidence.value("own") + evidence.value("near") + evidence.value("context")


def _is_effect_behind(question: Question, evidence: Candidate) -> bool:
    """Return whether evidence tells what is asked about in its last clause, and before that what is wanting, which brings it
    about: 人手少，产量不高."""
    text = fold(evidence.text)
    parts = clauses_at(text, Span(0, len(text)), ",")
    asked = set(telling_bigrams(question.focus))
    if len(parts) < 2 or not asked or not is_lacking(text[: parts[-1].start]):
        return False
    shared = [sum(pair in text[part.start : part.end] for pair in asked) for part in parts]
    return shared[-1] >= SHARE_OF_EFFECT * len(asked) and sum(shared[:-1]) < shared[-1]


def _gives_it(question: Question, evidence: Candidate) -> bool:
    """Return whether evidence, or the sentence right behind it, gives a reason; of several things in it that of the one asked
    about."""
    if not (evidence.value("fit_reason") or is_named_behind(evidence)):
        return False
    reason = with_reason(evidence)
    return _NAMES_IT.search(fold(reason.text)) is None or _what_has_it(question, reason) is not None


def is_named_behind(evidence: Evidence) -> bool:
    """Return whether the sentence right behind some evidence says what the reason is: 支出下降30%。主要原因是……"""
    text = evidence.passage.text
    behind = next((part for part in sentences(text) if part.start >= evidence.end), None)
    if behind is None or "\n" in text[evidence.end : behind.start]:
        return False
    named = _NAMES_IT.search(fold(text[behind.start : behind.end]))
    return named is not None and named.start() <= LONGEST_OPENING_OF_REASON


def _that_names_it(question: Question, best: Candidate, good: list[Candidate]) -> Candidate | None:
    """Return the sentence that says what the reason is: within the best candidate, or that itself; None where none does."""
    if _NAMES_IT.search(fold(best.text)) is None or _what_has_it(question, best) is None:
        return None
    within = (
        other
        for other in good[1:]
        if other.passage.id == best.passage.id
        and best.start <= other.start
        and other.end <= best.end
        and other.end - other.start < best.end - best.start
        and _NAMES_IT.search(fold(other.text))
    )
    return next(within, best)


def widened(question: Question, chosen: list[Candidate]) -> list[Evidence]:
    """Return `chosen` (best first) with the context of the first, where the question asks for more than a fact."""
    first, *others = chosen
    if question.answer_type.led_up_to and opens(first, of_fact=question.kind == "yesno"):
        return [with_following(first)]
    if question.kind != "reason":
        return [*chosen]
    reason = with_reason(first)
    if (named := _what_has_it(question, reason)) is not None and first.value("own") >= SHARE_OF_ASKING:
        # Reasons of other things add nothing to the one that is named.
        return [named]
    return [named or reason, *others][:REASONS]


def _what_has_it(question: Question, evidence: Evidence) -> Evidence | None:
    """Return the part of some evidence that names a reason, with what has it: of several that have one each, that which the
    question asks about; None where none is named."""
    asked = set(telling_bigrams(question.focus))
    text = fold(evidence.passage.text)
    parts = [s for s in sentences(text) if evidence.start <= s.start and s.end <= evidence.end]

    def shared(span: Span) -> int:
        return sum(pair in text[span.start : span.end] for pair in asked)

    found: list[tuple[int, int, Span]] = []
    for i, part in enumerate(parts):
        if (named := _NAMES_IT.search(text[part.start : part.end])) is None:
            continue
        alone = i > 0 and named.start() <= LONGEST_OPENING_OF_REASON
        span = Span(parts[i - 1].start if alone else part.start, part.end)
        found.append((shared(span), -i, span))
    if not found:
        return None
    most, _, span = max(found)
    if most < max(map(shared, parts)):
        return None
    return Evidence(evidence.passage, span.start, span.end)


def opens(evidence: Evidence, *, of_fact: bool = False) -> bool:
    """Return whether evidence only introduces what follows: a question of the text, 存在的主要问题。, or a short heading.

    Args:
        of_fact: whether a fact is asked for, which a few words can give; then only a numbered heading introduces.
    """
    text = evidence.text.strip()
    if len(text) > LONGEST_OPENING:
        return False
    if text.endswith(("？", "?")) or _OPENS.search(fold(text)):
        return True
    topic = _TOPIC.fullmatch(text)
    return topic is not None and (topic["number"] is not None or not of_fact)


def with_following(evidence: Evidence) -> Evidence:
    """Return `evidence`, which introduces a paragraph, together with the sentences after it in the paragraph."""
    text = evidence.passage.text
    stop = text.find("\n", evidence.end)
    stop = len(text) if stop < 0 else stop
    end = evidence.end
    for part in sentences(text):
        if part.start >= evidence.end and part.end <= stop:
            if part.end - evidence.end > LONGEST and end > evidence.end:
                break
            end = part.end
    return Evidence(evidence.passage, evidence.start, end)


def with_reason(evidence: Candidate) -> Evidence:
    """Return `evidence`, which states an effect, together with the sentences beside it that give the reason.

    What refers back (这正是……的原因) is explained before it; what gives no cause itself, after it.
    """
    text = evidence.passage.text
    parts = [s for s in sentences(text) if not is_heading(text, s)]
    at = next((i for i, s in enumerate(parts) if s.start <= evidence.start < s.end), None)
    if at is None:
        return evidence
    folded = fold(evidence.text)
    if _POINTS_BACK.match(folded) or _TO_PURPOSE.match(folded):
        return Evidence(evidence.passage, _first(parts[:at], evidence.end, evidence.start), evidence.end)
    if evidence.value("fit_reason"):
        return evidence
    end = evidence.end
    following = [s for s in parts[at + 1 :] if s.start >= evidence.end]
    for number, part in enumerate(following):
        sentence = text[part.start : part.end]
        if part.end - evidence.start > LONGEST or (number == 0 and not _REASON.search(fold(sentence))):
            break
        end = part.end
    return Evidence(evidence.passage, evidence.start, end)


def _first(before: list[Span], end: int, start: int) -> int:
    """Return the offset from which at most two preceding sentences fit into the length."""
    for part in reversed(before[-2:]):
        if end - part.start > LONGEST:
            break
        start = part.start
    return start
