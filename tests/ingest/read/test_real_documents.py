"""The real documents, where they are at hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.chinese.script import to_simplified, to_traditional
from ingest.read import discover, read_file
from ingest.read.decode import decode

REPORTS = Path(__file__).parents[4] / "shared" / "reports"
pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not REPORTS.is_dir(), reason="the real documents are not in ../shared/reports"),
]


def test_every_real_document_is_read_and_none_of_its_text_is_lost() -> None:
    files = list(discover(REPORTS))
    assert len(files) > 50
    for file in files:
        source = read_file(file, root=REPORTS, max_bytes=100_000_000)
        assert source.format == "txt"
        original = file.read_bytes().decode("utf-8", errors="replace")
        assert "".join(source.text.split()) == "".join(original.replace("\ufeff", "").split())


@pytest.mark.parametrize("length", [40, 200])
def test_a_piece_of_a_real_document_is_read_right_in_every_encoding(length: int) -> None:
    files = list(discover(REPORTS))
    assert len(files) > 50
    for file in files:
        text = file.read_text(encoding="utf-8").replace("\ufffd", "")
        piece = text[len(text) // 3 :][:length]
        simplified, traditional = to_simplified(piece), to_traditional(piece)
        # Big5HKSCS: Python's plain big5 puts ① and its like where no other program does.
        for encoding, said in (
            ("utf-8", piece), ("utf-16-le", piece), ("utf-16-be", piece), ("gb18030", simplified),
            ("gb18030", traditional), ("big5hkscs", traditional),
        ):  # fmt: skip
            data = said.encode(encoding, "ignore")
            assert decode(data) == data.decode(encoding), f"{file.name} in {encoding}"
