"""Word documents: everything that is said in them, in the order it is said."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from ingest.errors import UnreadableFile
from ingest.read import read_file
from ingest.schema import SourceText


def read(document: Any, folder: Path) -> SourceText:
    document.save(str(folder / "报告.docx"))
    return read_file(folder / "报告.docx", root=folder, max_bytes=10_000_000)


def repacked(data: bytes, replace: dict[str, bytes]) -> bytes:
    """A docx with some of its parts replaced or added."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in {*old.namelist(), *replace}:
            new.writestr(name, replace[name] if name in replace else old.read(name))
    return buffer.getvalue()


def saved(document: Any) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def test_paragraphs_tables_and_headings_come_in_document_order(tmp_path: Path) -> None:
    document = Document()
    document.add_heading("清溪县2021年政府工作报告", 0)
    document.add_paragraph("各位代表：")
    document.add_heading("一、主要指标", 1)
    table = document.add_table(rows=2, cols=3)
    for cell, text in zip(table._cells, ("指标", "目标", "完成", "地区生产总值", "", "320亿元"), strict=True):
        cell.text = text
    document.add_paragraph("以上指标均已完成。")
    source = read(document, tmp_path)
    assert source.format == "docx"
    assert source.text.split("\n") == [
        "清溪县2021年政府工作报告",
        "各位代表：",
        "一、主要指标",
        "指标 | 目标 | 完成",
        "指标：地区生产总值 | 完成：320亿元",
        "以上指标均已完成。",
    ]


def test_a_merged_cell_is_given_once_and_columns_stay_in_line(tmp_path: Path) -> None:
    document = Document()
    table = document.add_table(rows=3, cols=3)
    rows = (("项目", "项目", "投资"), ("化工园", "一期", "12亿元"), ("", "二期", "8亿元"))
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    table.cell(0, 1).text = ""
    table.cell(0, 0).merge(table.cell(0, 1))
    table.cell(1, 0).merge(table.cell(2, 0))
    lines = read(document, tmp_path).text.split("\n")
    assert lines == ["项目 | 投资", "化工园 | 一期 | 12亿元", " | 二期 | 8亿元"]


def test_a_table_of_one_column_is_paragraphs_and_a_nested_table_is_kept(tmp_path: Path) -> None:
    document = Document()
    cell = document.add_table(rows=1, cols=1).cell(0, 0)
    cell.text = "清溪县召开会议。"
    cell.add_paragraph("会议强调安全生产。")
    inner = cell.add_table(rows=1, cols=2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "投资", "3亿元"
    assert read(document, tmp_path).text == "清溪县召开会议。\n会议强调安全生产。\n投资 | 3亿元"


def test_the_title_property_is_the_title_unless_a_program_made_it_up(tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph("正文。")
    document.core_properties.title = "云岭县2022年政府工作报告"
    assert read(document, tmp_path).title == "云岭县2022年政府工作报告"
    for made_up in ("", "文档1", "Word Document", "新建 Microsoft Word 文档", "无标题"):
        document.core_properties.title = made_up
        assert read(document, tmp_path).title is None, made_up


def test_text_in_boxes_controls_links_and_tracked_changes_is_as_shown(tmp_path: Path) -> None:
    document = Document()
    body = document.element.body
    ns = nsdecls("w")
    pieces = (
        f"<w:p {ns}><w:r><w:t>计划</w:t></w:r><w:ins w:id='1' w:author='a'><w:r><w:t>投资</w:t></w:r></w:ins>"
        f"<w:del w:id='2' w:author='a'><w:r><w:delText>删去</w:delText></w:r></w:del>"
        f"<w:hyperlink w:anchor='x'><w:r><w:t>5亿元</w:t></w:r></w:hyperlink></w:p>",
        f"<w:sdt {ns}><w:sdtPr><w:docPartObj>"
        f"<w:docPartGallery w:val='Table of Contents'/></w:docPartObj></w:sdtPr>"
        f"<w:sdtContent><w:p><w:r><w:t>目录 1</w:t></w:r></w:p></w:sdtContent></w:sdt>",
        f"<w:sdt {ns}><w:sdtContent><w:p><w:r><w:t>控件里的话</w:t></w:r></w:p></w:sdtContent></w:sdt>",
        f"<w:p {ns} xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006' "
        "xmlns:v='urn:schemas-microsoft-com:vml'><w:r><w:t>框外</w:t>"
        "<mc:AlternateContent><mc:Choice Requires='wps'>"
        "<w:txbxContent><w:p><w:r><w:t>框内</w:t></w:r></w:p></w:txbxContent></mc:Choice><mc:Fallback>"
        "<w:txbxContent><w:p><w:r><w:t>框内</w:t></w:r></w:p></w:txbxContent></mc:Fallback>"
        "</mc:AlternateContent></w:r></w:p>",
    )
    for place, piece in enumerate(pieces):
        body.insert(place, parse_xml(piece))
    assert read(document, tmp_path).text == "计划投资5亿元\n控件里的话\n框外\n框内"


def test_line_breaks_inside_a_paragraph_are_kept_and_tabs_are_not_lost(tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph("第一行\n第二行")
    document.add_paragraph("县长\t李明远")
    assert read(document, tmp_path).text == "第一行\n第二行\n县长\t李明远"


def test_footnotes_come_last(tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph("全年投资320亿元。")
    ns = nsdecls("w")
    notes = (
        f"<w:footnotes {ns}><w:footnote w:type='separator' w:id='-1'><w:p/></w:footnote>"
        "<w:footnote w:id='1'><w:p><w:r><w:t>不含农户投资。</w:t></w:r></w:p></w:footnote></w:footnotes>"
    )
    data = saved(document)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        relations = archive.read("word/_rels/document.xml.rels").decode()
        types = archive.read("[Content_Types].xml").decode()
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    relation = f'<Relationship Id="rId99" Type="{kind}" Target="footnotes.xml"/></Relationships>'
    part = (
        '<Override PartName="/word/footnotes.xml" ContentType="application/vnd.openxmlformats-officedocument.'
        'wordprocessingml.footnotes+xml"/></Types>'
    )
    data = repacked(
        data,
        {
            "word/footnotes.xml": notes.encode(),
            "word/_rels/document.xml.rels": relations.replace("</Relationships>", relation).encode(),
            "[Content_Types].xml": types.replace("</Types>", part).encode(),
        },
    )
    (tmp_path / "a.docx").write_bytes(data)
    source = read_file(tmp_path / "a.docx", root=tmp_path, max_bytes=10_000_000)
    assert source.text == "全年投资320亿元。\n不含农户投资。"


@pytest.mark.parametrize(
    "part", ["word/document.xml", "[Content_Types].xml", "_rels/.rels", "word/styles.xml"]
)
@pytest.mark.parametrize("content", [b"", b"<w:document", b"<a/>"])
def test_a_docx_with_a_broken_part_is_refused_not_crashed_on(
    tmp_path: Path, part: str, content: bytes
) -> None:
    document = Document()
    document.add_paragraph("清溪县召开会议。")
    file = tmp_path / "坏.docx"
    file.write_bytes(repacked(saved(document), {part: content}))
    with pytest.raises(UnreadableFile, match=r"损坏|没有文字"):
        read_file(file, root=tmp_path, max_bytes=10_000_000)


def test_a_docx_that_was_cut_off_is_refused(tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph("清溪县召开会议。")
    (tmp_path / "断.docx").write_bytes(saved(document)[:-300])
    with pytest.raises(UnreadableFile, match="损坏"):
        read_file(tmp_path / "断.docx", root=tmp_path, max_bytes=10_000_000)


def test_a_docx_with_flipped_bytes_is_read_or_refused_but_never_crashes(tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph("清溪县召开会议。" * 50)
    data = saved(document)
    file = tmp_path / "乱.docx"
    for place in range(40, len(data), len(data) // 40):
        file.write_bytes(data[:place] + bytes([data[place] ^ 0x55]) + data[place + 1 :])
        try:
            assert read_file(file, root=tmp_path, max_bytes=10_000_000).text
        except UnreadableFile as error:
            assert str(error)


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    bomb = repacked(saved(Document()), {"word/document.xml": b" " * 100_000_000})
    assert len(bomb) < 1_000_000
    (tmp_path / "弹.docx").write_bytes(bomb)
    with pytest.raises(UnreadableFile, match="压缩比"):
        read_file(tmp_path / "弹.docx", root=tmp_path, max_bytes=10_000_000)


def test_merged_cells_of_a_two_row_header_label_the_figures_below_them(tmp_path: Path) -> None:
    document = Document()
    document.add_heading("附表", 2)
    table = document.add_table(rows=5, cols=4)
    rows = (
        ("项目", "投资（万元）", "", "单位"),
        ("", "总投资", "年度计划", ""),
        ("一、续建", "", "", ""),
        ("石拱桥", "1260", "400", "县交通局"),
        ("便道", "90", "90", ""),
    )
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    for first, last in (
        ((0, 1), (0, 2)),
        ((0, 0), (1, 0)),
        ((0, 3), (1, 3)),
        ((2, 0), (2, 3)),
        ((3, 3), (4, 3)),
    ):
        table.cell(*first).merge(table.cell(*last))
    for cell in {id(c): c for row in table.rows for c in row.cells}.values():
        cell.text = cell.text.strip()
    source = read(document, tmp_path)
    assert [(b.kind, b.level) for b in source.blocks] == [("heading", 2), ("table", 0)]
    assert source.text.split("\n") == [
        "附表",
        "项目 | 投资（万元）·总投资 | 投资（万元）·年度计划 | 单位",
        "一、续建",
        "项目：石拱桥 | 投资·总投资：1260万元 | 投资·年度计划：400万元 | 单位：县交通局",
        "项目：便道 | 投资·总投资：90万元 | 投资·年度计划：90万元 | 单位：县交通局",
    ]
