"""Answer who gave a report, from its opening lines, which match little else of a question."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answer.citations import Citations
from assistant.answer.dating import label_of
from assistant.answer.model import AnswerLine
from assistant.answer.quote import labelled
from assistant.answer.templates import pieces
from assistant.evidence.acceptance import of_place_and_year
from assistant.evidence.model import Candidate, Evidence
from assistant.question.model import Question
from assistant.search.collection import Holdings
from ingest.chinese.script import fold
from ingest.chinese.word_table import WordTable
from ingest.library.library import Library
from ingest.schema import StoredDocument

_WORDS = WordTable("assistant.answer", "speaker")
_GIVES_REPORT = _WORDS.words("gives_report")
_GAVE = _WORDS.words("gave")
_HEADS_GOVERNMENT = re.compile(r"\s*+的?+\s*+(?:(?:人民)?政府)?代?(?:县|市|区|旗|州)长\s*+[是叫]?\s*+")


def asks_for_speaker(question: Question) -> bool:
    """Return whether the question asks who gave a report, or who heads the government, which is the same person."""
    text = fold(question.text)
    if question.kind != "person":
        return False
    return _GIVES_REPORT.search(text) is not None or _HEADS_GOVERNMENT.fullmatch(question.focus) is not None


def speaker_of(library: Library, holdings: Holdings, question: Question) -> Evidence | None:
    """Return the opening line that names who gave the report of the place and year asked about, if it is held."""
    for document in holdings.documents:
        if question.within is not None and document.doc not in question.within:
            continue
        if document.speaker and question.asks_about(document.tells_of) and _of_year(document, question):
            name = fold(document.speaker)
            for passage in library.passages_of(document.doc):
                at = fold(passage.text).find(name)
                if at >= 0:
                    start = passage.text.rfind("\n", 0, at) + 1
                    stop = passage.text.find("\n", at)
                    end = len(passage.text) if stop < 0 else stop
                    return Evidence(passage, start, min(end, at + len(name) + 20))
    return None


def speakers_of(
    library: Library, holdings: Holdings, question: Question, sides: Sequence[Question], citations: Citations
) -> list[AnswerLine]:
    """Return who gave each of several reports that a question asks about, a line each; nothing where it asks for none or no
    opening names one."""
    if not asks_for_speaker(question):
        return []
    found = [(side, speaker_of(library, holdings, side)) for side in sides]
    if all(named is None for _, named in found):
        return []
    return [
        labelled(label_of(side), question, named, citations)
        if named is not None
        else AnswerLine(pieces("side_missing", question.script, label=label_of(side)), "missing", "item")
        for side, named in found
    ]


def named_speaker(found: list[Candidate]) -> Candidate | None:
    """Return the best of `found` that names who gave a report, for documents whose opening does not."""
    return next(
        (
            e
            for e in found
            if e.value("fit_person") == 1.0 and _GAVE.search(fold(e.text)) and of_place_and_year(e)
        ),
        None,
    )


def _of_year(document: StoredDocument, question: Question) -> bool:
    given = document.date[:4] if document.date else None
    asked = question.report_year or (question.years[0] if question.years else None)
    return asked is None or given == str(asked)
