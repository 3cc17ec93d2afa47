"""Quote the chosen evidence with numbered citations."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.answer.citations import Citations
from assistant.answer.model import AnswerLine, Form, Offsets, Piece
from assistant.evidence.answer_types import holds
from assistant.evidence.general import is_general
from assistant.evidence.model import Evidence
from assistant.question.model import Question
from ingest.chinese.quantities import find_quantities
from ingest.chinese.quantity import Quantity
from ingest.chinese.script import fold, script_of, to_simplified, to_traditional
from ingest.chinese.sentences import Span, clauses

# A sentence longer than this is cut to the clauses that answer, the cut marked by "……".
LONG_SENTENCE = 110
# General text answers in a few sentences in a row.
LONG_TEXT = 420
# One that answers who or when, to the clauses that tell it, which hold so much of what it holds of the question.
LONG_FACT = 45
SHARE_KEPT = 0.9
# A clause that is shown for itself holds as much of what the best one holds of the question.
SHARE_OF_BEST = 0.5
_SEVERAL = re.compile("哪些|哪几|有谁|分别|各是|都是")
# 哪个月开工什么: all that is told to happen, one clause beside the other.
_WHAT_WHEN = re.compile("(?:哪[一个]?[月天年日]|几月|什么时候|何时)[^,。?]{0,8}(?:什么|哪些|啥)")
# 局长某某介绍 opens what he says.
_SAYS = re.compile("(?:介绍|表示|告诉记者|指出|说|称)$")
# A note's own mark: beside the answer's marks it would be taken for one of them.
_NOTE_MARK = re.compile(r"^\s*[\[［〔【（(]\d{1,3}[\]］〕】）)]\s*")
_NUMBER = r"\d{1,2}(?:[.．、](?!\d)|[.．](?=(?:19|20)\d\d年))"
# The number of an item is no quantity.
_ITEM_NUMBER = re.compile(rf"(?:^|(?<=[。；;\n]))\s*(?:[（(]?\d{{1,2}}[）)]|{_NUMBER})")
# One that opens what is quoted by itself says nothing there.
_OPENING_NUMBER = re.compile(rf"{_NUMBER}\s*")
# A smaller number in words is part of the prose: 两项, 三年.
_LEAST_SPELT = 10
_TRAILING = "，,、；;：: "


def statements(question: Question, evidence: Sequence[Evidence], citations: Citations) -> list[AnswerLine]:
    """Return the evidence as paragraphs, each with its citation."""
    return [AnswerLine((_unnumbered(cited(question, e, citations)),), evidence=(e,)) for e in evidence]


def _unnumbered(piece: Piece) -> Piece:
    """Return what is quoted without the number of an item with which it opens."""
    number = _OPENING_NUMBER.match(piece.text)
    if number is None:
        return piece
    text = piece.text[number.end() :]
    return replace(piece, text=text, figures=figure_spans(text))


def listed(question: Question, items: Sequence[Evidence], citations: Citations) -> list[AnswerLine]:
    """Return the items as a list, each with its citation; a first one that ends in a colon introduces the others."""
    lines = []
    for item in items:
        leads = item is items[0] and item.text.rstrip().endswith(("：", ":", "。", "？", "?"))
        form: Form = "paragraph" if leads or len(items) == 1 else "item"
        lines.append(AnswerLine((cited(question, item, citations),), form=form, evidence=(item,)))
    return lines


def cited(question: Question, evidence: Evidence, citations: Citations) -> Piece:
    """Return the quoted evidence with its citation."""
    return replace(quoted(question, evidence), cites=(citations.cite(evidence),))


def labelled(
    label: str,
    question: Question,
    evidence: Evidence,
    citations: Citations,
    year_evidence: Evidence | None = None,
) -> AnswerLine:
    """Return the evidence as an item of a list, behind a label.

    Args:
        label: what it tells of, in the question's script.
        year_evidence: the place that gives its year, where that is cited too.
    """
    places = (evidence, year_evidence) if year_evidence else (evidence,)
    cites = tuple(citations.cite(place) for place in places)
    quotation = replace(quoted(question, evidence), cites=cites)
    return AnswerLine((Piece(f"{label}："), quotation), form="item", evidence=places)


def quoted(question: Question, evidence: Evidence) -> Piece:
    """Return the evidence in the question's script, cut to what answers."""
    text = _shortened(question, evidence)
    text = re.sub(r"\s+", " ", _NOTE_MARK.sub("", text)).strip().rstrip(_TRAILING)
    # A row as written, its cells kept apart.
    text = re.sub(r" ?\| ?", " ｜ ", text)
    if question.script != script_of(text):
        text = to_traditional(text) if question.script == "traditional" else to_simplified(text)
    return Piece(text, figures=figure_spans(text))


def figure_spans(text: str) -> tuple[Offsets, ...]:
    """Return the offsets of the quantities of `text` to emphasise, without numbers of items."""
    numbers = [(number.start(), number.end()) for number in _ITEM_NUMBER.finditer(text)]
    return tuple(
        (quantity.start, quantity.end)
        for quantity in find_quantities(text)
        if not any(start <= quantity.start < end for start, end in numbers) and _stands_out(quantity)
    )


def _stands_out(quantity: Quantity) -> bool:
    """Return whether a quantity is emphasised: words such as 两项 and 十年 are not."""
    if not quantity.spelt or quantity.kind == "share":
        return True
    # 千亿级 and 十年 are read past as well.
    return quantity.kind not in ("", "years", "months", "days") and quantity.upper >= _LEAST_SPELT


def _shortened(question: Question, evidence: Evidence) -> str:
    """Return the evidence or, for a single fact in a long sentence, the clauses around the fact."""
    text = evidence.text
    general = is_general(question, evidence.passage)
    named = question.answer_type.named and not general and not _SEVERAL.search(fold(question.text))
    longest = LONG_TEXT if general else LONG_FACT if named else LONG_SENTENCE
    if len(text) <= longest or question.answer_type.several:
        return text
    parts = _in_order_kept(text, clauses(text, Span(0, len(text))))
    focus = [t for t in re.split(r"\s+", question.focus) if t]
    if named and (told := _telling(question, focus, text, parts)) is not None:
        return told
    scores = [_clause_score(question, focus, text[part.start : part.end]) for part in parts]
    return _joined(text, parts, _best_clauses(parts, scores))


def _best_clauses(parts: Sequence[Span], scores: Sequence[float]) -> set[int]:
    """Return which clauses of a sentence are shown, within LONG_SENTENCE characters: those with most of the question, and what
    stands beside them as far as there is room."""
    shown: set[int] = set()
    room = LONG_SENTENCE
    for i in sorted(range(len(parts)), key=lambda i: -scores[i]):
        long = parts[i].end - parts[i].start
        if not shown or (long <= room and scores[i] >= SHARE_OF_BEST * max(scores)):
            shown.add(i)
            room -= long
    while fitting := [
        i
        for i in range(len(parts))
        if i not in shown and {i - 1, i + 1} & shown and parts[i].end - parts[i].start <= room
    ]:
        # What names the thing stands before its figure.
        nearest = max(fitting, key=lambda i: (scores[i], i + 1 in shown))
        shown.add(nearest)
        room -= parts[nearest].end - parts[nearest].start
    return shown


def _joined(text: str, parts: Sequence[Span], shown: set[int]) -> str:
    """Return the shown clauses of a text in their order, with "……" in place of the others."""
    written = ""
    for i in sorted(shown):
        if i and i - 1 not in shown:
            written = written.rstrip(_TRAILING) + "……"
        written += text[parts[i].start : parts[i].end]
    return written.strip(_TRAILING) + ("……" if len(parts) - 1 not in shown else "")


def _in_order_kept(text: str, parts: Sequence[Span]) -> list[Span]:
    """Return the clauses of a sentence, those put together that a list mark parts where 分别 pairs two lists: cut apart, 2014年、
    2019年跨越300亿元、400亿元 would tell the wrong pair."""
    found: list[Span] = []
    for part in parts:
        listed = bool(found) and text[part.start - 1] == "、"
        if listed and "分别" in text[found[-1].start : part.end]:
            found[-1] = Span(found[-1].start, part.end)
        else:
            found.append(part)
    return found


def _telling(question: Question, focus: list[str], text: str, parts: Sequence[Span]) -> str | None:
    """Return the clauses of a sentence that name who or when, with those beside them that hold what is asked of it; None
    where none names it."""
    named = [i for i, part in enumerate(parts) if holds(question, fold(text[part.start : part.end])) == 1.0]
    if not named:
        return None
    first = last = max(
        named, key=lambda i: _clause_score(question, focus, text[parts[i].start : parts[i].end])
    )
    if _WHAT_WHEN.search(fold(question.text)):
        while first - 1 in named:
            first -= 1
        while last + 1 in named:
            last += 1
    # 副县长、开发区书记陈远 holds two offices.
    while first and text[parts[first].start - 1] == "、" and first - 1 not in named:
        first -= 1
    wanted = SHARE_KEPT * _shared(focus, text)
    while _shared(focus, text[parts[first].start : parts[last].end]) < wanted:
        before = _shared(focus, text[parts[first - 1].start : parts[last].end]) if first else -1.0
        after = (
            _shared(focus, text[parts[first].start : parts[last + 1].end]) if last + 1 < len(parts) else -1.0
        )
        first, last = (first - 1, last) if before >= after else (first, last + 1)
    return _SAYS.sub("", text[parts[first].start : parts[last].end].strip(_TRAILING))


def _clause_score(question: Question, focus: list[str], clause: str) -> float:
    return _shared(focus, clause) + 0.5 * holds(question, fold(clause))


def _shared(focus: Sequence[str], clause: str) -> float:
    """Return what share of the pairs of characters of a question's focus stands in a clause."""
    folded = fold(clause)
    pairs = {run[i : i + 2] for run in focus for i in range(len(run) - 1)}
    return sum(pair in folded for pair in pairs) / (len(pairs) or 1)
