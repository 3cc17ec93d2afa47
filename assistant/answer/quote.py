"""From the chosen evidence to the words of the answer and its numbered citations."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answer.citations import Sources
from assistant.evidence.answer_types import holds
from assistant.evidence.model import Evidence
from assistant.markup import escaped
from assistant.question.model import Question
from ingest.chinese.quantities import find_quantities
from ingest.chinese.quantity import Quantity
from ingest.chinese.script import fold, script_of, to_simplified, to_traditional
from ingest.chinese.sentences import Span, clauses

# A sentence longer than this is cut to the clauses that answer, the cut marked by "……".
LONG_SENTENCE = 110
# A note's own mark: beside the answer's marks it would be taken for one of them.
_NOTE_MARK = re.compile(r"^\s*[\[［〔【（(]\d{1,3}[\]］〕】）)]\s*")
# The number of an item is no quantity.
_ITEM_NUMBER = re.compile(r"\s*(?:[（(]?\d{1,2}[）)]|\d{1,2}[.．、](?!\d))")
# A smaller number in words is part of the prose: 两项, 三年.
_LEAST_SPELT = 10
_TRAILING = "，,、；;：: "


def said(question: Question, evidence: Sequence[Evidence], sources: Sources) -> str:
    """The evidence as paragraphs, each with its mark."""
    return "\n\n".join(f"{quoted(question, e)}{sources.cite(e)}" for e in evidence)


def listed(question: Question, items: Sequence[Evidence], sources: Sources) -> str:
    """The items as a list, each with its mark; a first one that ends in a colon leads up to the others."""
    lines = []
    for item in items:
        text = quoted(question, item) + sources.cite(item)
        leads = item is items[0] and item.passage.text[item.start : item.end].rstrip().endswith(
            ("：", ":", "。", "？", "?")
        )
        lines.append(text if len(items) == 1 else text + "\n" if leads else f"- {text}")
    return "\n".join(lines)


def quoted(question: Question, evidence: Evidence) -> str:
    """The evidence in the question's script, cut to what answers, with its figures in bold."""
    text = _shortened(question, evidence)
    text = re.sub(r"\s+", " ", _NOTE_MARK.sub("", text)).strip().rstrip(_TRAILING)
    # A row as written, its cells told apart: Markdown would make a table of bars, or show an escape.
    text = re.sub(r" ?\| ?", " ｜ ", text)
    if question.script != script_of(text):
        text = to_traditional(text) if question.script == "traditional" else to_simplified(text)
    return bold_figures(text)


def bold_figures(text: str) -> str:
    """`text` with each quantity between ** marks, and with what Markdown would read as a mark escaped."""
    out, at = [], 0
    number = _ITEM_NUMBER.match(text)
    for quantity in find_quantities(text):
        if (number and quantity.start < number.end()) or not _stands_out(quantity):
            continue
        figure = text[quantity.start : quantity.end]
        out += [escaped(text[at : quantity.start]), "**", escaped(figure), "**"]
        at = quantity.end
    return "".join([*out, escaped(text[at:])])


def _stands_out(quantity: Quantity) -> bool:
    """Whether a quantity is shown in bold: words such as 两项 and 十年 are read past."""
    if not quantity.spelt or quantity.kind == "share":
        return True
    # 千亿级 and 十年 are read past as well.
    return quantity.kind not in ("", "years", "months", "days") and quantity.upper >= _LEAST_SPELT


def _shortened(question: Question, evidence: Evidence) -> str:
    """The evidence, or of a long sentence asked for a single fact the window of clauses that hold it."""
    text = evidence.text
    if len(text) <= LONG_SENTENCE or question.kind in ("list", "reason", "text"):
        return text
    parts = clauses(text, Span(0, len(text)))
    focus = [t for t in re.split(r"\s+", question.focus) if t]
    best = max(
        range(len(parts)), key=lambda i: _clause_score(question, focus, text[parts[i].start : parts[i].end])
    )
    first = last = best
    while True:
        wider = [(first - 1, last), (first, last + 1)]
        fitting = [
            (a, b)
            for a, b in wider
            if a >= 0 and b < len(parts) and parts[b].end - parts[a].start <= LONG_SENTENCE
        ]
        if not fitting:
            break
        first, last = fitting[0]
    cut = text[parts[first].start : parts[last].end].strip(_TRAILING)
    return ("……" if first else "") + cut + ("……" if last + 1 < len(parts) else "")


def _clause_score(question: Question, focus: list[str], clause: str) -> float:
    folded = fold(clause)
    pairs = {run[i : i + 2] for run in focus for i in range(len(run) - 1)}
    shared = sum(pair in folded for pair in pairs) / (len(pairs) or 1)
    return shared + 0.5 * holds(question, folded)
