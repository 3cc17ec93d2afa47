"""Formats that only an office program reads (doc, wps, rtf, odt, ppt) → blocks, by LibreOffice where the machine has it."""

from __future__ import annotations

import logging
import os
import shutil
import signal
import subprocess
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

from ingest.errors import UnreadableFile
from ingest.read.docx import read_docx
from ingest.read.slides import read_slides
from ingest.schema import SourceText

log = logging.getLogger(__name__)
OfficeFormat = Literal["doc", "rtf", "odt", "ppt", "odp"]
_CHINESE = {
    "doc": "旧版 Word 或 WPS 文件（.doc、.wps）",
    "rtf": "RTF 文件",
    "odt": "OpenDocument 文件（.odt）",
    "ppt": "旧版 PowerPoint 演示文稿（.ppt）",
    "odp": "OpenDocument 演示文稿（.odp）",
}
_SLIDES = ("ppt", "odp")
# A report takes two seconds, and the first start of LibreOffice ten.
_SECONDS = 90
_PROGRAMS = ("soffice", "libreoffice")
_NOT_OPENED = "LibreOffice 打不开它，可能已损坏或有密码"
# What LibreOffice cannot make sense of it takes for plain text: then these are the first bytes of the format, as text.
_TAKEN_FOR_TEXT = ("\ucfd0\ue011", "\u00d0\u00cf\u0011\u00e0", "{\\rtf", "PK\x03\x04")


def read_by_office(data: bytes, form: OfficeFormat) -> SourceText:
    """Return the blocks of a document that LibreOffice converts; nothing is started where it is not installed.

    Args:
        data: the whole file.
        form: its format.

    Raises:
        UnreadableFile: LibreOffice is not installed, cannot open the file, or takes too long over it.
    """
    into = "pptx" if form in _SLIDES else "docx"
    program = next(filter(None, map(shutil.which, _PROGRAMS)), None)
    if program is None:
        raise UnreadableFile(
            f"这是{_CHINESE[form]}，要由 LibreOffice 来读，而这台机器没有装；请装上它（soffice），或用 Word、WPS 另存为 .{into}。"
            f"(A .{form} file, which needs LibreOffice: install it, or save the file as .{into}.)"
        )
    with TemporaryDirectory(prefix="xianwen-") as folder:
        converted = _converted(program, Path(folder), data, form, into)
    found = read_slides(converted) if into == "pptx" else read_docx(converted)
    if found.text.lstrip().startswith(_TAKEN_FOR_TEXT):
        raise UnreadableFile(_reason(form, into, _NOT_OPENED))
    return replace(found, format=form)


def _converted(program: str, folder: Path, data: bytes, form: OfficeFormat, into: str) -> bytes:
    """Return the file in the format `into`."""
    source = folder / f"document.{form}"
    source.write_bytes(data)
    # A profile of its own: two at once on one profile end each other, and it holds no macros that somebody allowed.
    command = [
        program, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--norestore", "--nolockcheck",
        "--convert-to", into, "--outdir", str(folder / "out"), str(source),
    ]  # fmt: skip
    with subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    ) as process:
        try:
            told, _ = process.communicate(timeout=_SECONDS)
        except subprocess.TimeoutExpired as error:
            # The program that is named starts the one that works.
            os.killpg(process.pid, signal.SIGKILL)
            raise UnreadableFile(_reason(form, into, f"转换超过 {_SECONDS} 秒")) from error
    made = folder / "out" / f"document.{into}"
    if not made.exists():
        log.info("LibreOffice: %s", told.decode("utf-8", "replace").strip()[-300:])
        raise UnreadableFile(_reason(form, into, _NOT_OPENED))
    return made.read_bytes()


def _reason(form: OfficeFormat, into: str, what: str) -> str:
    return (
        f"这是{_CHINESE[form]}，{what}；请用 Word 或 WPS 打开并另存为 .{into}。"
        f"(LibreOffice could not convert this .{form} file; save it as .{into}.)"
    )
