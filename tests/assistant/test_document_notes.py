"""What people are told of a document: every warning has words, the gravest comes first, and a sliver is not plainly usable."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

import pytest

from assistant.document_notes import NAMES, STATES, chinese, counted, notes_of, state_of
from assistant.web.i18n.words import translator
from ingest.schema import StoredDocument, TextWarning, Warning
from tests.assistant.web.library.test_table import BROKEN, REPORT

ALL: tuple[Warning, ...] = (*get_args(TextWarning), *(w for w in NAMES if w not in get_args(TextWarning)))


@pytest.mark.parametrize("warning", ALL)
@pytest.mark.parametrize("document", [REPORT, replace(REPORT, region=None, place=None, date=None)])
def test_every_warning_is_a_sentence_in_both_languages(document: StoredDocument, warning: Warning) -> None:
    recognised = (0.8,) if warning == "unclear" else ()
    (note,) = notes_of(replace(document, warnings=(warning,), recognised=recognised))
    assert chinese(note).endswith("。") and "(" not in chinese(note)
    assert translator("en").note(note).isascii() or document.region in translator("en").note(note)
    assert translator("zh-CN").note(note) == chinese(note)


def test_the_gravest_warning_comes_first_and_a_copy_last() -> None:
    document = replace(REPORT, warnings=("title-unsure", "date-unsure", "sliver"), copy_of="报告/另一份.pdf")
    notes = notes_of(document)
    assert "一小部分" in notes[0] and "标题" in notes[2] and "“报告/另一份.pdf”内容相同" in notes[3]


def test_a_document_that_is_not_whole_or_doubtful_is_never_plainly_usable() -> None:
    told = [state_of(replace(REPORT, warnings=(warning,))) for warning in ("sliver", "cut", "date-unsure")]
    assert told == ["partial", "partial", "warned"]
    assert (state_of(REPORT), state_of(BROKEN)) == ("ready", "failed")
    assert len({chinese(text) for text in STATES.values()}) == len(STATES)


def test_warnings_are_counted_document_by_document() -> None:
    documents = [
        REPORT,
        replace(REPORT, warnings=("cut", "date-unsure")),
        replace(REPORT, warnings=("date-unsure",)),
    ]
    assert counted(documents) == {"cut": 1, "date-unsure": 2}
