"""Where a document says of which year a passage speaks, so that the year in an answer has a source of its own."""

from __future__ import annotations

from assistant.evidence.model import Evidence
from assistant.question.model import Question
from ingest.chinese.script import fold
from ingest.library.library import Library


def year_source(library: Library, question: Question, evidence: Evidence) -> Evidence | None:
    """The nearest words before the evidence that name its year; None where its passage does, or nothing does.

    A report's heading "一、2021年工作回顾" stands pages above the sentence that it dates.
    """
    if not question.years:
        return None
    told = f"{question.years[0]}年"
    if told in fold(evidence.passage.text):
        return None
    passages = library.passages_of(evidence.passage.doc)
    here = next((i for i, p in enumerate(passages) if p.id == evidence.passage.id), 0)
    for passage in [*reversed(passages[:here]), *passages[here + 1 :]]:
        text = fold(passage.text)
        at = text.find(told)
        if at >= 0:
            start = max(text.rfind(mark, 0, at) for mark in "\n。；") + 1
            ends = [i for i in (text.find(mark, at) for mark in "\n。；，") if i >= 0]
            return Evidence(passage, start, min(ends, default=len(text)))
    return None
