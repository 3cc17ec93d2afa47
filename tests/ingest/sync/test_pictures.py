"""What is read from pictures is kept as such, and what could not be read is read once it can."""

from __future__ import annotations

import pytest

from assistant.document_notes import notes_of
from assistant.web.documents.source_panel import render_source
from tests.ingest.read.pictures import needs_ocr, page, saved
from tests.ingest.shelf import counts, fill, ingest, opened


@needs_ocr
@pytest.mark.slow
def test_the_text_of_a_picture_is_marked_as_read_from_one_wherever_it_is_shown(tmp_path):
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "扫描.png").write_bytes(saved(page(height=560), "PNG"))
    library = opened(tmp_path)
    assert counts(ingest(library, folder)) == (1, 0, 0, 0, 0)
    found = library.document("扫描.png")
    assert "一般公共预算收入完成5.13亿元" in found.text
    assert found.document.recognised[0] > 0.95 and found.document.warnings == ()
    assert "从图片识别的，把握 9" in notes_of(found.document)[0]
    assert "从图片识别的，把握 9" in render_source(found, (0, 9))


@needs_ocr
def test_a_document_whose_pictures_were_passed_over_is_read_again_once_they_can_be(tmp_path):
    folder = fill(tmp_path / "reports")
    library = opened(tmp_path)
    ingest(library, folder)
    with library.catalog.transaction() as tx:
        tx.execute(
            "UPDATE version SET pictures_unread = 2 WHERE id = (SELECT version FROM document WHERE doc = '岚岭.txt')"
        )
    assert library.catalog.outdated() == 1
    assert counts(ingest(library, folder)) == (0, 1, 2, 0, 0)
    assert library.catalog.outdated() == 0
