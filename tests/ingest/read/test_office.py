"""Old Word and WPS files, RTF and OpenDocument: read by LibreOffice where the machine has it, and told plainly where not."""

from __future__ import annotations

import io
import os
import shutil
import stat
from pathlib import Path

import pytest
from docx import Document

from ingest.errors import UnreadableFile
from ingest.read import office, read_data

SENTENCE = "岚岭县今年改建石桥七座，群众出行更加方便。"
RTF = (r"{\rtf1\ansi " + "".join(f"\\u{ord(char)}?" for char in SENTENCE) + "}").encode()


def docx() -> bytes:
    document = Document()
    document.add_paragraph(SENTENCE)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def on_path(folder: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    """Put a program called soffice on an otherwise empty path."""
    program = folder / "soffice"
    program.write_text(f"#!/bin/sh\nPATH=/usr/bin:/bin\n{script}\n", encoding="utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", str(folder))


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_rtf_is_read_by_libreoffice() -> None:
    source = read_data(RTF, "通知.rtf")
    assert (source.text, source.format) == (SENTENCE, "rtf")


@pytest.mark.skipif(os.name == "nt", reason="a shell script stands for the program")
def test_what_the_program_converts_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "made.docx").write_bytes(docx())
    # Its arguments end with --outdir FOLDER FILE.
    on_path(
        tmp_path,
        monkeypatch,
        f'while [ "$1" != --outdir ]; do shift; done; mkdir "$2"; cp {tmp_path}/made.docx "$2/document.docx"',
    )
    assert read_data(RTF, "通知.rtf").text == SENTENCE


def test_without_the_program_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(UnreadableFile, match=r"RTF 文件，要由 LibreOffice 来读.*另存为 \.docx"):
        read_data(RTF, "通知.rtf")


@pytest.mark.skipif(os.name == "nt", reason="a shell script stands for the program")
def test_a_file_that_the_program_cannot_open_or_takes_too_long_over_is_its_own_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    on_path(tmp_path, monkeypatch, "exit 1")
    with pytest.raises(UnreadableFile, match="LibreOffice 打不开它"):
        read_data(RTF, "通知.rtf")
    on_path(tmp_path, monkeypatch, "sleep 60")
    monkeypatch.setattr(office, "_SECONDS", 0.5)
    with pytest.raises(UnreadableFile, match="转换超过"):
        read_data(RTF, "通知.rtf")
