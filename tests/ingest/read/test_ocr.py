"""Pictures and scanned pages are read where OCR is installed; where it is not, the reason says what to install."""

from __future__ import annotations

import base64
import io
import socket
from email.message import EmailMessage

import pytest
from docx import Document
from docx.shared import Inches
from PIL import Image, ImageDraw

from benchmarks.ocr import accuracy, chinese_font
from ingest.clean import clean
from ingest.errors import UnreadableFile
from ingest.read import read_data
from ingest.read.pictures import BEGINS, ENDS
from tests.ingest.read.pictures import REPORT, needs_ocr, page, saved, without_ocr

TEXT = "".join("".join(line.split()) for line in REPORT)
TALE = "岚岭县今年改建石桥七座，群众出行更加方便，沿线六个村的产业也有了起色。"


@pytest.fixture(scope="module")
def report() -> Image.Image:
    return page(height=560)


@pytest.fixture
def nothing_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in without_ocr:
        monkeypatch.setattr(name, lambda: False)


@needs_ocr
@pytest.mark.slow
@pytest.mark.parametrize(
    ("form", "suffix"), [("PNG", "png"), ("JPEG", "jpg"), ("TIFF", "tif"), ("BMP", "bmp"), ("WEBP", "webp")]
)
def test_a_picture_of_a_page_is_read_with_its_figures_and_paragraphs(form, suffix, report, monkeypatch):
    def refused(*_: object, **__: object) -> None:
        raise AssertionError("nothing is fetched")

    monkeypatch.setattr(socket.socket, "connect", refused)
    source = read_data(saved(report, form), "扫描.dat")
    assert source.format == suffix and source.recognised[0] is not None and source.recognised[0] > 0.95
    assert accuracy(source.text, TEXT) >= 0.97
    kept = clean(source)
    assert "一般公共预算收入完成5.13亿元" in kept.text and kept.warnings == ()
    assert "各位代表：\n2021年，" in kept.text


@needs_ocr
@pytest.mark.slow
def test_scanned_pages_of_a_pdf_are_read_and_those_with_a_text_layer_are_left_as_they_are(report):
    scans = saved(page(), "PDF", resolution=150, save_all=True, append_images=[page(REPORT[:3])])
    source = read_data(scans, "扫描.pdf")
    assert len(source.recognised) == 2 and all(each and each > 0.95 for each in source.recognised)
    kept = clean(source)
    assert kept.text.count("2021年，全县地区生产总值完成86.4亿元") == 2 and len(kept.pages) == 2


@needs_ocr
@pytest.mark.slow
def test_a_text_that_is_hard_to_make_out_is_marked_as_doubtful(report):
    blurred = report.resize((report.width // 6, report.height // 6)).resize(report.size)
    source = read_data(saved(blurred, "PNG"), "传真.png")
    assert "unclear" in clean(source).warnings


@needs_ocr
@pytest.mark.slow
@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_a_page_that_lies_on_its_side_or_its_head_is_read_upright(report, degrees):
    source = read_data(saved(report.rotate(degrees, expand=True), "PNG"), "倒放.png")
    assert accuracy(source.text, TEXT) >= 0.95


@needs_ocr
@pytest.mark.slow
def test_two_columns_are_read_one_after_the_other_below_their_headline():
    picture = Image.new("RGB", (1240, 760), "white")
    pen, font = ImageDraw.Draw(picture), chinese_font("Noto Serif CJK SC")
    pen.text((330, 60), "石桥县二〇二一年工作情况的通报", fill="black", font=font)
    left = [
        "全县新建石桥七座方便群众出",
        "行沿线六个村的产业也有了起",
        "色群众收入明显增加生活更好",
        "村里办起了竹编合作社二十家",
    ]
    right = [
        "泊舟乡新建渔港码头两座年吞",
        "吐能力达到八十万吨渔民收入",
        "明显增加全乡种植中药材三千",
        "亩带动农户五百户户均增收多",
    ]
    for x, column in ((150, left), (680, right)):
        for n, line in enumerate(column):
            pen.text((x, 180 + 60 * n), line, fill="black", font=font)
    text = "".join(read_data(saved(picture, "PNG"), "通报.png").text.split())
    assert text.index("通报") < text.index("竹编合作社") < text.index("泊舟乡") < text.index("户均增收")


@needs_ocr
@pytest.mark.slow
def test_the_cells_of_a_table_stay_together_in_their_rows():
    picture = Image.new("RGB", (1240, 620), "white")
    pen, font = ImageDraw.Draw(picture), chinese_font("Noto Serif CJK SC")
    rows = [
        ("项目", "投资（万元）", "状态"),
        ("东溪石桥", "1200", "已开工"),
        ("泊舟码头", "8600", "已竣工"),
        ("南山水厂", "3450", "前期"),
    ]
    for n, row in enumerate(rows):
        for x, cell in zip((150, 520, 900), row, strict=True):
            pen.text((x, 100 + 80 * n), cell, fill="black", font=font)
    kept = clean(read_data(saved(picture, "PNG"), "项目.png"))
    assert "项目：泊舟码头 | 投资：8600万元 | 状态：已竣工" in kept.text


@needs_ocr
@pytest.mark.slow
def test_the_text_of_pictures_in_a_word_file_stands_between_marks_and_icons_are_passed_over(report):
    document = Document()
    document.add_paragraph(TALE)
    document.add_picture(io.BytesIO(saved(report, "PNG")), width=Inches(6))
    document.add_picture(io.BytesIO(saved(report.resize((60, 30)), "PNG")))
    document.add_paragraph("以上情况，特此报告。")
    made = io.BytesIO()
    document.save(made)
    source = read_data(made.getvalue(), "报告.docx")
    before, inside, after = (source.text.index(each) for each in (BEGINS, "5.13亿元", ENDS))
    assert source.text.index(TALE) < before < inside < after < source.text.index("特此报告")
    assert source.text.count(BEGINS) == 1 and len(source.recognised) == 1
    assert BEGINS in clean(source).text


@needs_ocr
@pytest.mark.slow
def test_a_word_file_of_nothing_but_pictures_reads_like_a_scan_without_marks(report):
    document = Document()
    document.add_picture(io.BytesIO(saved(report, "PNG")), width=Inches(6))
    made = io.BytesIO()
    document.save(made)
    source = read_data(made.getvalue(), "扫描.docx")
    assert BEGINS not in source.text and "5.13亿元" in source.text


@needs_ocr
@pytest.mark.slow
def test_pictures_that_come_with_a_web_page_are_read_in_their_places(report):
    coded = base64.b64encode(saved(report, "PNG")).decode()
    markup = (
        f"<html><body><h1>公告</h1><p>{TALE}</p><p><img src='{{}}'>图注</p><p>特此公告。</p></body></html>"
    )
    within = read_data(markup.format(f"data:image/png;base64,{coded}").encode(), "公告.html")
    mail = EmailMessage()
    mail["From"] = "<Saved by Blink>"
    mail["Subject"] = "公告"
    mail.set_content(markup.format("http://lanling.example/1.png"), subtype="html")
    mail.add_related(
        saved(report, "PNG"),
        maintype="image",
        subtype="png",
        headers=["Content-Location: http://lanling.example/1.png"],
    )
    beside = read_data(mail.as_bytes(), "公告.mht")
    for source in (within, beside):
        assert source.text.index(TALE) < source.text.index(BEGINS) < source.text.index("5.13亿元")
        assert "图注" in source.text and len(source.recognised) == 1


@pytest.mark.usefixtures("nothing_installed")
def test_without_ocr_the_reason_says_what_to_install(report):
    for data in (saved(report, "PNG"), saved(report, "PDF")):
        with pytest.raises(UnreadableFile, match=r"这台机器没有装；请装上它（pip install 'xianwen\[ocr\]'）"):
            read_data(data, "扫描")


@pytest.mark.usefixtures("nothing_installed")
def test_without_ocr_a_document_is_read_and_tells_of_the_pictures_that_were_passed_over(report):
    document = Document()
    document.add_paragraph(TALE)
    document.add_picture(io.BytesIO(saved(report, "PNG")), width=Inches(6))
    made = io.BytesIO()
    document.save(made)
    kept = clean(read_data(made.getvalue(), "报告.docx"))
    assert (kept.text, kept.recognised, kept.pictures_unread) == (TALE, (), 1)


@needs_ocr
def test_a_picture_beyond_all_pages_and_a_damaged_one_have_their_reasons():
    huge = saved(Image.new("1", (9_000, 9_000)), "PNG")
    with pytest.raises(UnreadableFile, match="图片太大"):
        read_data(huge, "海报.png")
    with pytest.raises(UnreadableFile, match="图片已损坏或不完整"):
        read_data(saved(Image.new("RGB", (300, 300), "white"), "PNG")[:200], "半张.png")


@needs_ocr
@pytest.mark.slow
def test_a_picture_without_text_has_its_reason():
    with pytest.raises(UnreadableFile, match="没有认出文字"):
        read_data(saved(Image.new("RGB", (300, 300), "white"), "PNG"), "白.png")
