"""Presentations, books, letters, saved pages and ofd: their text, what they declare, and what is enclosed."""

from __future__ import annotations

import io
import zipfile
from email.message import EmailMessage

import pytest
from pptx import Presentation
from pptx.util import Inches

from ingest.clean import clean
from ingest.errors import UnreadableFile
from ingest.read import open_data, read_data
from ingest.read.members import Several

PAGE = "<html><head><title>{0}</title></head><body><h1>{0}</h1><p>{1}</p></body></html>"
BRIDGE = "岚岭县今年改建石桥七座，群众出行更加方便，沿线六个村的产业也有了起色。"
HARBOUR = "泊舟县新建渔港码头两座，年吞吐能力达到八十万吨，渔民收入明显增加。"


def presentation() -> bytes:
    deck = Presentation()
    first = deck.slides.add_slide(deck.slide_layouts[1])
    first.shapes.title.text = "岚岭县招商推介"
    first.placeholders[1].text = BRIDGE
    first.notes_slide.notes_text_frame.text = "这一页讲三分钟。"
    second = deck.slides.add_slide(deck.slide_layouts[5])
    second.shapes.title.text = "园区"
    table = second.shapes.add_table(3, 3, Inches(1), Inches(2), Inches(6), Inches(2)).table
    for y, row in enumerate(
        [["园区", "面积（亩）", "企业数"], ["东溪园区", "1200", "36"], ["南山园区", "800", "21"]]
    ):
        for x, text in enumerate(row):
            table.cell(y, x).text = text
    made = io.BytesIO()
    deck.save(made)
    return made.getvalue()


def test_the_slides_of_a_presentation_are_pages_with_titles_texts_tables_and_notes() -> None:
    source = read_data(presentation(), "推介.pptx")
    assert [block.text for block in source.blocks if block.kind == "heading"] == ["岚岭县招商推介", "\f园区"]
    assert BRIDGE in source.text and "这一页讲三分钟。" in source.text
    kept = clean(source)
    assert "园区：南山园区 | 面积：800亩 | 企业数：21" in kept.text
    assert len(kept.pages) == 2 and kept.text[kept.pages[1] :].startswith("园区")


def packed(**files: str) -> bytes:
    """The bytes of an archive; "__" in a name stands for "/"."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as pack:
        for name, text in files.items():
            pack.writestr(name.replace("__", "/"), text)
    return made.getvalue()


OPF = """<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/" version="3.0">
<metadata><dc:title>岚岭县志</dc:title><dc:publisher>岚岭出版社</dc:publisher></metadata>
<manifest><item id="b" href="b.xhtml" media-type="application/xhtml+xml"/>
<item id="a" href="a.xhtml" media-type="application/xhtml+xml"/>
<item id="n" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/></manifest>
<spine><itemref idref="n"/><itemref idref="a"/><itemref idref="b"/></spine></package>"""


def test_the_chapters_of_a_book_come_in_the_order_of_its_spine() -> None:
    book = packed(
        mimetype="application/epub+zip",
        **{
            "META-INF__container.xml": '<container><rootfiles><rootfile full-path="o/p.opf"/></rootfiles></container>'
        },
        o__p_opf="",
        **{
            "o__p.opf": OPF,
            "o__a.xhtml": PAGE.format("第一章 桥梁", BRIDGE),
            "o__b.xhtml": PAGE.format("第二章 港口", HARBOUR),
            "o__nav.xhtml": PAGE.format("目录", "第一章"),
        },
    )
    source = read_data(book, "县志.epub")
    assert (source.title, source.fields["来源"]) == ("岚岭县志", "岚岭出版社")
    assert source.text.index("石桥七座") < source.text.index("码头两座")
    assert "目录" not in source.text


def letter() -> EmailMessage:
    mail = EmailMessage()
    mail["From"] = "岚岭县政府办 <office@lanling.example>"
    mail["Subject"] = "关于报送桥梁情况的函"
    mail["Date"] = "Fri, 05 Mar 2021 09:30:00 +0800"
    mail.set_content(BRIDGE)
    return mail


def test_a_letter_has_its_subject_sender_and_day() -> None:
    source = read_data(letter().as_bytes(), "函.eml")
    assert (source.title, source.format) == ("关于报送桥梁情况的函", "eml")
    assert source.fields == {"来源": "岚岭县政府办", "时间": "2021-03-05"}
    assert source.text == BRIDGE


def test_files_enclosed_in_a_letter_are_documents_beside_it() -> None:
    mail = letter()
    mail.add_attachment(HARBOUR.encode("gbk"), maintype="text", subtype="plain", filename="码头情况.txt")
    mail.add_attachment(presentation(), maintype="application", subtype="octet-stream", filename="推介.pptx")
    found = open_data(mail.as_bytes(), "函.eml")
    assert isinstance(found, Several) and found.own is not None and found.own.text == BRIDGE
    assert [each.name for each in found.members] == ["码头情况.txt", "推介.pptx"]
    assert found.members[0].content == HARBOUR.encode("gbk")


def test_a_page_that_was_saved_as_one_file_is_read_like_the_page() -> None:
    mail = EmailMessage()
    mail["From"] = "<Saved by Blink>"
    mail["Snapshot-Content-Location"] = "http://lanling.example/news/1.html"
    mail["Subject"] = "石桥改建完成"
    mail["Date"] = "Sat, 06 Mar 2021 10:00:00 -0000"
    mail.set_content(PAGE.format("石桥改建完成", BRIDGE), subtype="html")
    mail.make_related()
    mail.add_related(b"\x89PNG\r\n\x1a\n", maintype="image", subtype="png")
    source = read_data(mail.as_bytes(), "石桥.mht")
    assert BRIDGE in source.text
    assert source.fields["来源URL"] == "http://lanling.example/news/1.html"
    assert "时间" not in source.fields


TEXT = '<ofd:TextObject xmlns:ofd="http://www.ofdspec.org/2016" Boundary="{x} {y} 90 6" Size="5" ID="1"><ofd:TextCode X="0" Y="5" DeltaX="g {steps} 5">{text}</ofd:TextCode></ofd:TextObject>'
NS = 'xmlns:ofd="http://www.ofdspec.org/2016"'


def ofd_page(*lines: tuple[float, float, str]) -> str:
    texts = "".join(TEXT.format(x=x, y=y, text=text, steps=len(text) - 1) for x, y, text in lines)
    return f"<ofd:Page {NS}><ofd:Content><ofd:Layer>{texts}</ofd:Layer></ofd:Content></ofd:Page>"


def test_the_lines_of_ofd_pages_are_read_from_above_and_from_the_left() -> None:
    data = packed(
        **{
            "OFD.xml": f"<ofd:OFD {NS}><ofd:DocBody><ofd:DocInfo><ofd:Title>岚岭县通知</ofd:Title></ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
            "Doc_0__Document.xml": f'<ofd:Document {NS}><ofd:Pages><ofd:Page ID="1" BaseLoc="Pages/P0/C.xml"/><ofd:Page ID="2" BaseLoc="/Doc_0/Pages/P1/C.xml"/></ofd:Pages></ofd:Document>',
            "Doc_0__Pages__P0__C.xml": ofd_page(
                (20, 60, "改建石桥七座。"), (20, 20, "岚岭县通知"), (70, 60.2, "方便群众。")
            ),
            "Doc_0__Pages__P1__C.xml": ofd_page((20, 20, "新建码头两座。")),
        }
    )
    source = read_data(data, "通知.ofd")
    assert source.title == "岚岭县通知"
    assert source.text == "岚岭县通知\n改建石桥七座。 方便群众。\n\f新建码头两座。"


@pytest.mark.parametrize(
    ("data", "name", "told"),
    [
        (packed(**{"ppt__presentation.xml": "<x"}), "a.pptx", "演示文稿已损坏"),
        (packed(**{"META-INF__container.xml": "<x/>"}), "a.epub", "电子书已损坏"),
        (packed(**{"OFD.xml": "<x><DocRoot>gone.xml</DocRoot></x>"}), "a.ofd", "OFD 文件已损坏"),
        (presentation()[:-400], "a.pptx", "损坏"),
        (
            b"MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\nSubject: x\n\n \n",
            "a.eml",
            "没有文字，也没有附件",
        ),
    ],
)
def test_a_damaged_file_says_what_it_is(data: bytes, name: str, told: str) -> None:
    with pytest.raises(UnreadableFile, match=told):
        read_data(data, name)
