"""Detect a file's type from its bytes: suffixes are unreliable."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import PurePath
from typing import Literal

import filetype

from ingest.errors import UnreadableFile
from ingest.read.archive import OF_DAMAGED_ZIP
from ingest.read.bombs import refuse_bombs

Container = Literal[
    "pdf",
    "docx",
    "xlsx",
    "xls",
    "xlsb",
    "ods",
    "pptx",
    "epub",
    "ofd",
    "zip",
    "picture",
    "letter",
    "mbox",
    "doc",
    "rtf",
    "odt",
    "ppt",
    "odp",
    "text",
]
TextFormat = Literal["txt", "md", "html", "csv", "json"]

_HEAD = 20_000
PICTURES = frozenset({"png", "jpg", "tif", "bmp", "webp", "gif"})
_BEFORE_HTML = re.compile(r"^(?:\s|\ufeff|<\?xml[^>]*>|<!--.*?-->)+", re.DOTALL)
_HTML_PAGE = re.compile(r"<(?:!doctype\s+html|html|head|body|meta)\b", re.IGNORECASE)
_TAG = re.compile(r"<!--|</?[a-zA-Z][^<>]*>")
_BLOCK_TAG = re.compile(r"<(?:p|div|br|table|tr|td|li|h[1-6]|span)\b[^<>]*>", re.IGNORECASE)
_CLOSING_TAG = re.compile(r"</(?:p|div|table|tr|td|li|h[1-6]|span)>", re.IGNORECASE)

# What every binary format holds near its beginning and no text does; ESC stands in texts of ISO-2022 encodings.
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_CONTROL_WITHIN = 1024
# Suffixes under which the library `filetype` files what it recognises: what to do about the file follows from them.
_ARCHIVES = frozenset("rar 7z gz bz2 xz zst tar cab Z lz lz4 lzo br ar deb rpm zip".split())
_PROGRAMS = frozenset("exe elf wasm swf crx nes".split())
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Plain text by content, but data or code by purpose; nobody means to quote from them.
_NOT_DOCUMENTS = frozenset({
    ".xml", ".css", ".js", ".mjs", ".ts", ".py",
    ".java", ".c", ".h", ".cpp", ".go", ".rs", ".php", ".sh", ".bat", ".ps1", ".sql", ".ini",
    ".cfg", ".conf", ".toml", ".yaml", ".yml", ".log", ".svg", ".ics", ".vcf", ".lnk", ".url", ".torrent",
})  # fmt: skip
# The head of a mail (RFC 5322): fields at the beginning of lines, one of them of those that every program writes.
_LETTER = re.compile(
    rb"(?:[A-Za-z][A-Za-z0-9-]{0,60}:[ \t][^\n]{0,2000}\n(?:[ \t][^\n]{0,2000}\n)*){2,}", re.ASCII
)
# What stands before each letter of a mail folder (RFC 4155).
POSTMARK = rb"From \S[^\n]{0,500}\n"
_OF_LETTERS = re.compile(
    rb"^(?:MIME-Version|Message-ID|Received|Content-Type):", re.IGNORECASE | re.MULTILINE
)
_OPEN_DOCUMENTS: dict[str, Container] = {
    "application/vnd.oasis.opendocument.text": "odt",
    "application/vnd.oasis.opendocument.presentation": "odp",
}
_SAVE_AS_DOCX = "请用 Word 或 WPS 打开并另存为 .docx"
_SAVE_AS_DOCX_EN = "open it in Word or WPS and save it as .docx"


def container_of(data: bytes) -> Container:
    """Return what kind of container `data` is.

    Args:
        data: the whole file, not empty.

    Returns:
        The container, "text" for everything that is not known to be binary.

    Raises:
        UnreadableFile: a type that holds no text we can read; says what it is and what to do.
    """
    if _is_pdf(data):
        return "pdf"
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _of_zip(data)
    if data.startswith(_OLE):
        if _holds(data, "Workbook", "Book") and not _holds(data, "EncryptedPackage", "WordDocument"):
            return "xls"
        return _of_ole(data)
    if data.startswith(b"{\\rtf"):
        return "rtf"
    if _is_picture(data):
        return "picture"
    _refuse_known_binaries(data)
    opening = data[:_HEAD].replace(b"\r\n", b"\n").lstrip(b"\xef\xbb\xbf\n")
    postmark = re.match(POSTMARK, opening)
    head = _LETTER.match(opening, postmark.end() if postmark else 0)
    if head is None or not _OF_LETTERS.search(head[0]):
        return "text"
    return "letter" if postmark is None else "mbox"


def text_format(text: str, name: str) -> TextFormat:
    """Return which of the formats made of text `text` is.

    Args:
        text: the decoded file.
        name: the file's name: only its suffix tells Markdown, data and code from plain text.

    Raises:
        UnreadableFile: data or code, which nobody means to quote from.
    """
    suffix = PurePath(name).suffix.lower()
    head = _BEFORE_HTML.sub("", text[:_HEAD], count=1)
    if _HTML_PAGE.match(head):
        return "html"
    if suffix in (".md", ".markdown"):
        return "md"
    if suffix in (".csv", ".tsv"):
        return "csv"
    if suffix in (".json", ".jsonl", ".ndjson"):
        return "json"
    if suffix in (".html", ".htm", ".xhtml", ".shtml") and _TAG.search(text):
        return "html"
    if suffix in _NOT_DOCUMENTS:
        raise UnreadableFile(
            f"{suffix} 是数据或程序文件，不是文档；确需收录请另存为 .txt。"
            f"({suffix} is data or code, not a document; save it as .txt if it belongs in the library.)"
        )
    # A crawler's .txt may hold the page's inner HTML as it stood.
    if len(_BLOCK_TAG.findall(text[:_HEAD])) >= 3 and _CLOSING_TAG.search(text):
        return "html"
    return "txt"


def _is_pdf(data: bytes) -> bool:
    # PDF 32000-1, Annex H: readers accept a header within the first 1,024 bytes.
    at = data.find(b"%PDF-", 0, 1024)
    return at >= 0 and (not data[:at].strip(b"\xef\xbb\xbf \t\r\n\0") or b"%%EOF" in data[-2048:])


def _of_zip(data: bytes) -> Container:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            refuse_bombs(archive.infolist())
            encrypted = any(entry.flag_bits & 1 for entry in archive.infolist())
            macros = "word/vbaProject.bin" in names
            mimetype = archive.read("mimetype")[:100].decode("ascii", "replace") if _is_short(archive) else ""
    except OF_DAMAGED_ZIP as error:
        raise UnreadableFile(
            "文件已损坏或不完整（.docx 或压缩包），请重新下载或重新保存。"
            "(Damaged or incomplete .docx or archive; download or save it again.)"
        ) from error
    if encrypted:
        raise UnreadableFile("文件有密码保护，请去掉密码后再放入。(Password-protected; remove the password.)")
    if "word/document.xml" in names and not macros:
        return "docx"
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "xl/workbook.bin" in names:
        return "xlsb"
    if mimetype == "application/vnd.oasis.opendocument.spreadsheet":
        return "ods"
    if mimetype in _OPEN_DOCUMENTS:
        return _OPEN_DOCUMENTS[mimetype]
    if "ppt/presentation.xml" in names:
        return "pptx"
    if "OFD.xml" in names:
        return "ofd"
    if "META-INF/container.xml" in names and mimetype in ("application/epub+zip", ""):
        return "epub"
    kinds = (
        (macros, "带宏的 Word 文件（.docm）", "a Word file with macros"),
        (any(n.startswith("word/") for n in names), "不完整的 Word 文件", "an incomplete Word file"),
        (any(n.startswith("xl/") for n in names), "不完整的 Excel 表格", "an incomplete Excel workbook"),
        (
            any(n.startswith("ppt/") for n in names),
            "不完整的 PowerPoint 演示文稿",
            "an incomplete PowerPoint file",
        ),
        ("content.xml" in names and "mimetype" in names, "OpenDocument 文件", "an OpenDocument file"),
    )
    for is_it, chinese, english in kinds:
        if is_it:
            raise UnreadableFile(
                f"这是{chinese}，暂不支持；请把内容另存为 .docx 或 .pdf。"
                f"(This is {english}, not supported; save its content as .docx or .pdf.)"
            )
    return "zip"


def _is_short(archive: zipfile.ZipFile) -> bool:
    """Return whether an archive has the part in which an OpenDocument file names its kind."""
    return any(entry.filename == "mimetype" and entry.file_size < 200 for entry in archive.infolist())


def _holds(data: bytes, *streams: str) -> bool:
    """Return whether an OLE compound file has one of these streams ([MS-CFB] 2.6: their names are UTF-16)."""
    return any(stream.encode("utf-16-le") in data for stream in streams)


def _of_ole(data: bytes) -> Container:
    """Return the format of an OLE compound file, by the streams in it.

    Raises:
        UnreadableFile: it is protected by a password, or no document.
    """
    if _holds(data, "EncryptedPackage"):
        raise UnreadableFile(
            "文件有密码保护，请去掉密码后再放入。(Password-protected Office file; remove the password.)"
        )
    if _holds(data, "WordDocument"):
        return "doc"
    if _holds(data, "PowerPoint Document"):
        return "ppt"
    raise UnreadableFile(
        f"这是旧版 Office 文件，{_SAVE_AS_DOCX}。(This is an old Office file; {_SAVE_AS_DOCX_EN}.)"
    )


def _is_picture(data: bytes) -> bool:
    kind = filetype.guess(data) if _CONTROL.search(data, 0, _CONTROL_WITHIN) else None
    return kind is not None and kind.extension in PICTURES


def _refuse_known_binaries(data: bytes) -> None:
    if data.startswith(b"<?xml") and b"<?mso-application" in data[:400]:
        raise UnreadableFile(
            f"这是 Office XML 文件，{_SAVE_AS_DOCX}。(This is an Office XML file; {_SAVE_AS_DOCX_EN}.)"
        )
    # A text may begin with the letters of a signature: BM, ID3, GIF8.
    if _CONTROL.search(data, 0, _CONTROL_WITHIN) and (kind := filetype.guess(data)):
        raise UnreadableFile(_binary_reason(kind.mime, kind.extension))


def _binary_reason(mime: str, suffix: str) -> str:
    """Return why a file of a binary type is refused, and what to do about it."""
    name = suffix.upper()
    if mime.startswith("image/"):
        return (
            f"这是 {name} 图片，没有文字可读；请先做文字识别（OCR），另存为 .docx 或 .txt。"
            f"(This is a {name} image; run OCR and save the text as .docx or .txt.)"
        )
    if mime.startswith(("audio/", "video/")):
        return (
            f"这是 {name} 音频或视频，没有文字可读；请放入文字稿。"
            f"(This is {name} audio or video; add a transcript instead.)"
        )
    if suffix in _ARCHIVES:
        return (
            f"这是 {name} 压缩包，请解压后放入里面的文档。"
            f"(This is a {name} archive; unpack it and add the files inside.)"
        )
    if suffix in _PROGRAMS:
        return f"这是 {name} 程序文件，不是文档，请移走。(A {name} program, not a document; remove it.)"
    return f"这是 {name} 数据文件，不是文档，请移走。(A {name} data file, not a document; remove it.)"
