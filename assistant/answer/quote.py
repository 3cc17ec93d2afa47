"""From the chosen evidence to the words of the answer and its numbered citations."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answer.citations import Sources
from assistant.evidence.answer_types import figures, holds
from assistant.evidence.model import Evidence
from assistant.markup import escaped
from assistant.question.model import Question
from ingest.chinese.script import fold, script_of, to_simplified, to_traditional
from ingest.chinese.sentences import Span, clauses

# A sentence longer than this is cut to the clauses that answer, the cut marked by "……".
LONG_SENTENCE = 110
# A note's own mark: beside the answer's marks it would be taken for one of them.
_NOTE_MARK = re.compile(r"^\s*[\[［〔【（(]\d{1,3}[\]］〕】）)]\s*")
# The number of an item is no quantity.
_ITEM_NUMBER = re.compile(r"\s*(?:[（(]?\d{1,2}[）)]|\d{1,2}[.．、](?!\d))")
_CIRCLED = frozenset("①②③④⑤⑥⑦⑧⑨⑩")
_LETTER = re.compile("[A-Za-z]")
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
    for m in figures(fold(text)):
        if (number and m.start() < number.end()) or text[m.start()] in _CIRCLED or _is_of_code(text, m):
            continue
        out += [escaped(text[at : m.start()]), "**", escaped(text[m.start() : m.end()]), "**"]
        at = m.end()
    return "".join([*out, escaped(text[at:])])


def _is_of_code(text: str, figure: re.Match[str]) -> bool:
    """Whether digits are part of a name rather than a quantity: 5A级, G112, PM2.5."""
    around = text[max(0, figure.start() - 1) : figure.start()] + text[figure.end() : figure.end() + 1]
    return figure.group()[-1].isdigit() and _LETTER.search(around) is not None


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
