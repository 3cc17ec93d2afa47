"""Say yes or no first where a question asks whether something is so and the sentence that answers surely tells it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.answer import reckoning
from assistant.answer.model import AnswerLine, Piece
from assistant.evidence.model import Candidate, Evidence
from assistant.question.asked_indicators import asked_indicators
from assistant.question.model import Question
from assistant.search.scope_match import outlook_of
from ingest.chinese.quantities import find_quantities
from ingest.chinese.quantity import Quantity
from ingest.chinese.script import fold, written_in
from ingest.chinese.tokens import bigrams, telling_bigrams
from ingest.chinese.word_table import WordTable
from ingest.facts.indicators import find_indicators

# As much of what a question is about must stand in what a clause tells of.
LEAST_SHARED = 0.7
# As much where a part of it stands in the headings, with the pairs between the two parts in neither.
LEAST_BESIDE = 0.6
_WORDS = WordTable("assistant.answer", "verdict")
UP, DOWN, _LEVEL = _WORDS.words("up"), _WORDS.words("down"), _WORDS.words("level")
_ABOVE, _BELOW, _AGAINST = _WORDS.words("above"), _WORDS.words("below"), _WORDS.words("against")
AIMED, _MISSED, _REACHED = _WORDS.words("aimed"), _WORDS.words("missed"), _WORDS.words("reached")
_PART_DONE = _WORDS.words("part_done")
_FIRST, _NOT_FIRST, _SCOPE = _WORDS.words("first"), _WORDS.words("not_first"), _WORDS.words("scope")
_HAPPENED, _DENIED = _WORDS.words("happened"), _WORDS.words("denied")
_THRESHOLD = _WORDS.words("threshold")
_NEUTRAL = _WORDS.words("neutral", frame="^(?:{words})+|(?:{words})+$")
_CLAUSE = re.compile(r"[^,;。|\n]+")
_HAN = re.compile(r"[一-鿿]")
_PARTICLES = re.compile(r"[的了吗呢嘛么是否有没还]+$|^[的了是否有没]+")
# 茶业增速高于全市: the text has 茶业增长9%，高于全市.
_RATE = re.compile(r"的?(?:增长速度|增长率|增速|增幅|涨幅)(?:的|是|有没有)*$")
_QUESTION_FORM = re.compile(r"是不是|有没有|是否|算不算")
# A second question in the sentence.
_MORE = re.compile(r"[?,;]")
# Evidence further down tells of something else more often than not.
MOST_JUDGED = 5
_WHOLE = 100


@dataclass(frozen=True, slots=True)
class _Told:
    """A clause with what it tells of: its own opening, or that of the clause before it that names anything.

    Attributes:
        subject: folded words that name what it tells of.
        text: the clause, folded.
        first: what the sentence tells of first, where the clause names nothing itself; else "".
    """

    subject: str
    text: str
    first: str = ""


def deciding(question: Question, good: Sequence[Candidate]) -> tuple[Candidate, bool] | None:
    """Return the first of the best evidence that surely tells whether what a question asks is so, and whether it is; None where
    the question asks something else or more, or none does.

    Args:
        good: acceptable evidence, best first.
    """
    if question.kind != "yesno" or _MORE.search(fold(question.text).rstrip("?。")):
        return None
    # What is only aimed at proves no result.
    told = [each for each in good[:MOST_JUDGED] if question.outlook == "plan" or not is_planned(each)]
    judged = ((each, verdict_of(question, each)) for each in told)
    return next(((each, verdict) for each, verdict in judged if verdict is not None), None)


def is_planned(evidence: Evidence) -> bool:
    """Return whether evidence tells what is to be reached, not what was."""
    return outlook_of(evidence.statement, fold(evidence.text)) == "plan"


def asks_of_aim(question: Question) -> bool:
    """Return whether a question asks whether something aimed at was reached."""
    return question.kind == "yesno" and AIMED.search(fold(question.focus)) is not None


def after_verdict(question: Question, verdict: bool, lines: Sequence[AnswerLine]) -> list[AnswerLine]:
    """Return the lines of an answer with the verdict before the first."""
    said = "是。" if verdict else "没有。" if _is_of_event(question) else "不是。"
    first, *others = lines
    return [replace(first, pieces=(Piece(written_in(said, question.script)), *first.pieces)), *others]


def verdict_of(question: Question, evidence: Evidence) -> bool | None:
    """Return whether what a question asks is so, as some evidence tells it; None where that is not sure."""
    asked = _QUESTION_FORM.sub("", re.sub(r"\s+", "", fold(question.focus)))
    text = fold(evidence.text)
    wide = fold("\n".join((evidence.passage.title, *evidence.passage.headings)))
    for judge in (_of_aim, _of_bench_mark, _of_first, _of_threshold, _of_way, _of_event):
        verdict = judge(asked, text, wide)
        if verdict is not None:
            return verdict
    return None


def _is_of_event(question: Question) -> bool:
    """Return whether a question asks what came about, which is denied by 没有, not what something is."""
    folded = fold(question.text)
    return "是不是" not in folded and not re.search(r"是[^,]*的[吗嘛]|高于|低于|第一|最", folded)


def _of_aim(asked: str, text: str, wide: str) -> bool | None:
    aim = AIMED.search(asked)
    if aim is None:
        return None
    for told in _tellings(text):
        of = _RATE.sub("", asked[: aim.start()])
        if not (
            _is_about(of, told, wide)
            or (told.first and _is_about(of, replace(told, subject=told.first), wide))
        ):
            continue
        if _MISSED.search(told.text):
            return False
        if (done := _PART_DONE.search(told.text)) is not None:
            return float(done["done"]) >= _WHOLE
        if _REACHED.search(told.text):
            return True
    return None


def _of_bench_mark(asked: str, text: str, wide: str) -> bool | None:
    above, below = _ABOVE.search(asked), _BELOW.search(asked)
    word = above or below
    if word is None or (against := _AGAINST.search(asked, word.end())) is None:
        return None
    for told in _tellings(text):
        higher, lower = _ABOVE.search(told.text), _BELOW.search(told.text)
        found = higher or lower
        if found is None or against.group() not in told.text[found.end() :]:
            continue
        if _is_about(_RATE.sub("", asked[: word.start()]), told, wide):
            return (higher is not None) is (above is not None)
    return None


def _of_first(asked: str, text: str, wide: str) -> bool | None:
    first, scope = _FIRST.search(asked), _SCOPE.search(asked)
    if first is None or scope is None:
        return None
    subject = asked[: min(scope.start(), first.start())]
    for told in _tellings(text):
        if scope.group() not in told.text or not _is_about(subject, told, wide):
            continue
        if _NOT_FIRST.search(told.text):
            return False
        if _FIRST.search(told.text):
            return True
    return None


def _of_threshold(asked: str, text: str, wide: str) -> bool | None:
    found = _THRESHOLD.search(asked)
    bounds = [q for q in find_quantities(asked) if found and q.start >= found.end() and q.value is not None]
    if found is None or len(bounds) != 1:
        return None
    for told in _tellings(text):
        if not _is_about(asked[: found.start()], told, wide):
            continue
        for quantity in find_quantities(told.text):
            if quantity.value is None or not quantity.comparable(bounds[0]):
                continue
            return is_reached(quantity, bounds[0])
    return None


def is_reached(quantity: Quantity, bound: Quantity) -> bool | None:
    """Return whether a quantity comes up to one that is comparable; None where that is open."""
    if quantity.value == bound.value:
        return quantity.bound != "under"
    return reckoning.exceeds(replace(quantity, bound=""), bound)


def _of_way(asked: str, text: str, wide: str) -> bool | None:
    up, down = UP.search(asked), DOWN.search(asked)
    word = up or down
    if word is None or (up and down):
        return None
    for told in _tellings(text):
        ways = [
            (m.start(), way)
            for way, words in ((1, UP), (-1, DOWN), (0, _LEVEL))
            for m in words.finditer(told.text)
        ]
        if not ways or not _is_about(asked[: word.start()], told, wide):
            continue
        way = min(ways)[1]
        return way != 0 and (way > 0) is (up is not None)
    return None


def _of_event(asked: str, text: str, _wide: str) -> bool | None:
    happened = _HAPPENED.search(asked)
    if happened is None:
        return None
    what = set(telling_bigrams(_bare(asked[happened.end() :]) or _bare(asked[: happened.start()])))
    for told in _tellings(text):
        denied = _DENIED.search(told.text)
        behind = set(bigrams(told.text[denied.start() :])) if denied else set()
        if what and len(what & behind) >= LEAST_SHARED * len(what):
            return False
    return None


def figures_told(of: str, evidence: Evidence) -> list[Quantity]:
    """Return the figures in the clauses of some evidence that surely tell of a folded thing; of a fall none, whose amount is no
    measure of what was reached."""
    wide = fold("\n".join((evidence.passage.title, *evidence.passage.headings)))
    tellings = (told for told in _tellings(fold(evidence.text)) if not DOWN.search(told.text))
    about = (told for told in tellings if _is_about(_RATE.sub("", of), told, wide))
    return [quantity for told in about for quantity in find_quantities(told.text)]


def _tellings(text: str) -> Iterator[_Told]:
    """Yield the clauses of folded `text`, each with what it tells of."""
    subject, first = "", ""
    for found in _CLAUSE.finditer(text):
        clause = found.group()
        if found.start() and text[found.start() - 1] in "。;\n":
            first = ""
        words = [
            m.start()
            for each in (UP, DOWN, _LEVEL, _ABOVE, _BELOW, _MISSED, _REACHED, _PART_DONE, _THRESHOLD)
            for m in each.finditer(clause)
        ]
        figures = [q.start for q in find_quantities(clause) if not q.is_article]
        named = _bare(clause[: min((*words, *figures), default=len(clause))])
        own = len(_HAN.findall(named)) > 1
        subject = named if own else subject
        first = first or subject
        yield _Told(subject, clause, "" if own else first)


def _bare(words: str) -> str:
    """Return words without those that say nothing of what is told of."""
    return _PARTICLES.sub("", _NEUTRAL.sub("", _PARTICLES.sub("", words).strip())).strip()


def _is_about(asked: str, told: _Told, wide: str = "") -> bool:
    """Return whether a clause tells of what a question asks about: of the same listed indicators, or in the same words.

    Args:
        wide: the title and headings under which it stands, folded, which may name all but the end of it.
    """
    wanted, subject = _bare(asked), told.subject
    if not wanted:
        return False
    # 经济增速 is that of the output, as people say.
    of_question, _ = asked_indicators(wanted.replace("的", ""), ())
    of_text = find_indicators(subject)
    if of_question and of_text:
        indicator = of_question[-1]
        return any(
            each.indicator.name in (indicator.name, *indicator.instead)
            and set(each.qualifiers) == set(indicator.qualifiers)
            for each in of_text
        )
    pairs = set(telling_bigrams(wanted))
    shared = [pair for pair in pairs if pair in subject]
    beside = sum(pair not in subject and pair in wide for pair in pairs)
    head = telling_bigrams(wanted)[-1:]
    least = LEAST_BESIDE if beside else LEAST_SHARED
    if not shared or len(shared) + beside < least * len(pairs) or not set(head) <= set(shared):
        return False
    first = min(subject.find(pair) for pair in shared)
    # 民间固定资产投资 is another thing than 固定资产投资.
    before = re.split(r"[、和与]", subject[:first])[-1]
    return len(_HAN.findall(before)) <= 2
