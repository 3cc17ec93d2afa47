"""One good file of each format, all of which say the same."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Sequence
from email.message import EmailMessage

import xlwt
from docx import Document
from openpyxl import Workbook
from pptx import Presentation

from tests.ingest.read.pdf_files import pdf

TITLE = "岚屏县2021年政府工作报告"
# The sentence that must be there when a file is in.
KEY = "全县新建石桥十二座"
LINES = (
    "过去的一年，岚屏县经济运行平稳，各项事业都有新的进展。",
    f"{KEY}，改造农村公路86公里，群众出行更加方便。",
    "完成造林3.2万亩，新增设施蔬菜1500亩，农民人均收入增长8.5%。",
    "新的一年，我们将继续办好民生实事，建成敬老院4所、幼儿园6所。",
)
ROWS = (
    ("项目", "数量", "说明"),
    ("石桥", "12", KEY),
    ("公路", "86", "改造农村公路"),
    ("造林", "3.2", "万亩"),
)
BODY = "\n".join((TITLE, "", *LINES)) + "\n"
HTML = (
    f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>{TITLE}</title></head><body><h1>{TITLE}</h1>"
    + "".join(f"<p>{line}</p>" for line in LINES)
    + "</body></html>"
)


def packed(files: dict[str, str | bytes], *, stored: bool = False) -> bytes:
    """The bytes of an archive."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return made.getvalue()


def repacked(data: bytes, replaced: dict[str, str | bytes]) -> bytes:
    """An archive with some of its members replaced, and others added."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        files: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    return packed(files | replaced)


def docx(title: str = TITLE, lines: Sequence[str] = LINES, rows: Sequence[Sequence[str]] = ROWS) -> bytes:
    document = Document()
    document.add_heading(title, 1)
    for line in lines:
        document.add_paragraph(line)
    table = document.add_table(len(rows), len(rows[0]))
    for y, row in enumerate(rows):
        for x, text in enumerate(row):
            table.cell(y, x).text = text
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def xlsx() -> bytes:
    book = Workbook()
    sheet = book.active
    sheet.title = "项目"
    for row in ROWS:
        sheet.append(row)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def xls(rows: Sequence[Sequence[object]] = ROWS) -> bytes:
    book = xlwt.Workbook()
    sheet = book.add_sheet("项目")
    for y, row in enumerate(rows):
        for x, text in enumerate(row):
            sheet.write(y, x, text)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def pptx() -> bytes:
    deck = Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[1])
    slide.shapes.title.text = TITLE
    slide.placeholders[1].text = "\n".join(LINES)
    made = io.BytesIO()
    deck.save(made)
    return made.getvalue()


def a_pdf(*, encrypted: bool = False) -> bytes:
    lines = [(60.0, 780.0 - 30 * n, 12.0, line) for n, line in enumerate((TITLE, *LINES))]
    return pdf([lines], title=TITLE, encrypted=encrypted)


def epub(chapter: str = HTML) -> bytes:
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/" version="3.0">'
        f"<metadata><dc:title>{TITLE}</dc:title></metadata>"
        '<manifest><item id="a" href="a.xhtml" media-type="application/xhtml+xml"/></manifest>'
        '<spine><itemref idref="a"/></spine></package>'
    )
    container = '<container><rootfiles><rootfile full-path="p.opf"/></rootfiles></container>'
    return packed(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": container,
            "p.opf": package,
            "a.xhtml": chapter,
        }
    )


def ofd(head: str = "") -> bytes:
    ns = 'xmlns:ofd="http://www.ofdspec.org/2016"'
    texts = "".join(
        f'<ofd:TextObject Boundary="10 {20 + 10 * n} 180 6" Size="4" ID="{n}"><ofd:TextCode X="0" Y="5" '
        f'DeltaX="g {len(line) - 1} 4">{line}</ofd:TextCode></ofd:TextObject>'
        for n, line in enumerate((TITLE, *LINES))
    )
    document = "<ofd:CommonData/><ofd:Pages><ofd:Page ID='1' BaseLoc='Pages/0.xml'/></ofd:Pages>"
    return packed(
        {
            "OFD.xml": f"{head}<ofd:OFD {ns}><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
            "Doc_0/Document.xml": f"<ofd:Document {ns}>{document}</ofd:Document>",
            "Doc_0/Pages/0.xml": f"<ofd:Page {ns}><ofd:Content><ofd:Layer>{texts}</ofd:Layer></ofd:Content></ofd:Page>",
        }
    )


def letter() -> EmailMessage:
    mail = EmailMessage()
    mail["From"] = "岚屏县政府办 <office@lanping.example>"
    mail["Subject"] = TITLE
    mail["Date"] = "Fri, 05 Mar 2021 09:30:00 +0800"
    mail.set_content(BODY)
    return mail


def eml() -> bytes:
    mail = letter()
    mail.add_attachment(BODY.encode("gbk"), maintype="text", subtype="plain", filename="报告.txt")
    return mail.as_bytes()


def mht() -> bytes:
    mail = EmailMessage()
    mail["From"] = "<Saved by Blink>"
    mail["Snapshot-Content-Location"] = "http://lanping.example/1.html"
    mail["Subject"] = TITLE
    mail.set_content(HTML, subtype="html")
    mail.make_related()
    mail.add_related(b"\x89PNG\r\n\x1a\n", maintype="image", subtype="png")
    return mail.as_bytes()


def rtf() -> bytes:
    # Signed 16-bit numbers, as the format has them.
    text = "".join(
        "\\par " if char == "\n" else f"\\u{(ord(char) + 0x8000) % 0x10000 - 0x8000}?" for char in BODY
    )
    return b"{\\rtf1\\ansi " + text.encode() + b"}"


RECORDS = [{"title": f"{TITLE}{n}", "date": "2021-03-05", "text": BODY} for n in range(3)]
GOOD: dict[str, Callable[[], bytes]] = {
    "txt": lambda: BODY.encode("gb18030"),
    "md": lambda: f"# {BODY}\n| 项目 | 数量 |\n| --- | --- |\n| 石桥 | 12 |\n".encode(),
    "html": HTML.encode,
    "csv": lambda: "\r\n".join(",".join(row) for row in ROWS).encode("utf-8-sig"),
    "json": lambda: json.dumps(RECORDS, ensure_ascii=False).encode(),
    "jsonl": lambda: "\n".join(json.dumps(each, ensure_ascii=False) for each in RECORDS).encode(),
    "docx": docx,
    "xlsx": xlsx,
    "xls": xls,
    "pptx": pptx,
    "pdf": a_pdf,
    "epub": epub,
    "ofd": ofd,
    "eml": eml,
    "mht": mht,
    "zip": lambda: packed(
        {"2021/报告.txt": BODY.encode("gbk"), "2021/表.csv": "\n".join(map(",".join, ROWS))}
    ),
}
