"""pdf: the text layer as paragraphs, page by page. The files are written here, byte by byte."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ingest.clean import clean
from ingest.errors import UnreadableFile
from ingest.read import read_file
from ingest.read.pdf import read_pdf
from ingest.schema import SourceText
from tests.ingest.read.pdf_files import EM, Picture, Placed, Rule, pdf


def set_in_lines(paragraphs: list[str], *, width: int = 27, indent: int = 2) -> list[tuple[float, str]]:
    """(x, text) of the lines of `paragraphs`, `width` characters a line, the first of each indented."""
    lines: list[tuple[float, str]] = []
    for paragraph in paragraphs:
        lines.append((72 + indent * EM, paragraph[: width - indent]))
        rest = paragraph[width - indent :]
        lines += [(72, rest[i : i + width]) for i in range(0, len(rest), width)]
    return lines


def on_pages(lines: list[tuple[float, str]], per_page: int, *, header: str = "", footer: str = "") -> bytes:
    pages: list[list[Placed]] = []
    for first in range(0, len(lines), per_page):
        page: list[Placed] = [
            (x, 750 - 26 * i, EM, text) for i, (x, text) in enumerate(lines[first : first + per_page])
        ]
        number = len(pages) + 1
        if header:
            page.insert(0, (72, 800, 9, header))
        if footer:
            page.append((290, 40, 9, footer.format(number)))
        pages.append(page)
    return pdf(pages)


def read(folder: Path, data: bytes, name: str = "报告.pdf") -> SourceText:
    (folder / name).write_bytes(data)
    return read_file(folder / name, root=folder, max_bytes=10_000_000)


PARAGRAPHS = [
    "过去一年，全县上下齐心协力，完成地区生产总值三百二十亿元，同比增长百分之八点五，"
    "固定资产投资增长百分之十二，"
    "规模以上工业增加值增长百分之九点三。城乡居民收入稳步提高，人均超过三万元。",
    "一、项目建设",
    "全年实施重点项目86个，总投资320亿元。其中化工园区新开工项目12个，电子信息项目9个，文化旅游项目7个，"
    "完成投资105亿元，占年度计划的110%。",
    "（一）招商引资成效明显。引进项目四十五个。",
]


@pytest.mark.parametrize("indent", [0, 2])
def test_lines_are_joined_into_the_paragraphs_they_were(tmp_path: Path, indent: int) -> None:
    source = read(tmp_path, on_pages(set_in_lines(PARAGRAPHS * 2, indent=indent), 30))
    assert source.format == "pdf"
    assert source.text.split("\n") == PARAGRAPHS * 2


@settings(max_examples=25, deadline=None)
@given(
    lengths=st.lists(st.integers(3, 120), min_size=3, max_size=8),
    per_page=st.integers(4, 20),
    width=st.integers(18, 27),
)
@example(lengths=[3, 53, 89], per_page=5, width=18)
def test_no_character_is_lost_and_each_page_has_its_break(
    lengths: list[int], per_page: int, width: int
) -> None:
    said = "清溪县全年实施重点项目完成投资同比增长城乡居民收入稳步提高各项事业全面进步"
    paragraphs = [(said * 4)[n % 30 :][:length] + "。" for n, length in enumerate(lengths)]
    lines = set_in_lines(paragraphs, width=width)
    text = read_pdf(on_pages(lines, per_page)).text
    assert text.replace("\f", "").replace("\n", "") == "".join(paragraphs)
    assert text.count("\f") == (len(lines) - 1) // per_page


def test_a_paragraph_that_runs_over_a_page_stays_one_with_the_break_inside(tmp_path: Path) -> None:
    text = read(tmp_path, on_pages(set_in_lines(PARAGRAPHS[:1]), 2)).text
    assert text.replace("\f", "") == PARAGRAPHS[0]
    assert "\n" not in text and text.count("\f") == 1


def test_a_page_that_ends_with_its_paragraph_breaks_between_the_lines(tmp_path: Path) -> None:
    text = read(tmp_path, on_pages(set_in_lines(PARAGRAPHS[1:2] + PARAGRAPHS[3:]), 1)).text
    assert text == "一、项目建设\n\f（一）招商引资成效明显。引进项目四十五个。"


@pytest.mark.parametrize("footer", ["{}", "- {} -", "第{}页", "第 {} 页 共 4 页"])
def test_running_headers_and_page_numbers_are_gone(tmp_path: Path, footer: str) -> None:
    data = on_pages(set_in_lines(PARAGRAPHS * 4), 14, header="清溪县人民政府公报 2021年第3期", footer=footer)
    text = read(tmp_path, data).text
    assert text.replace("\f", "").split("\n") == PARAGRAPHS * 4


def test_figures_at_the_edge_of_a_page_are_not_taken_for_page_numbers(tmp_path: Path) -> None:
    pages: list[list[Placed]] = [
        [(72, 750, EM, "产值（亿元）"), (72, 724, EM, "320")],
        [(72, 750, EM, "投资的情况如下"), (72, 724, EM, "增长较快")],
        [(72, 750, EM, "人口（万人）"), (72, 724, EM, "完成")],
    ]
    assert "320" in read(tmp_path, pdf(pages)).text


def test_cells_that_stand_apart_are_rows_and_rows_are_not_joined(tmp_path: Path) -> None:
    rows = (("南区：化工园", "12亿元"), ("北区：电子信息产业园", "9亿元"))
    page: list[Placed] = [(72, 750, EM, "附表")]
    for i, row in enumerate(rows):
        page += [(x, 720 - 26 * i, EM, cell) for x, cell in zip((72, 300), row, strict=True)]
    assert read(tmp_path, pdf([page])).text.split("\n") == ["附表", *(" | ".join(row) for row in rows)]


def laid_out(*rows: dict[int, str], top: int = 720) -> list[Placed]:
    """Lines of a table: on each, cells by where they begin."""
    return [(x, top - 26 * i, EM, cell) for i, row in enumerate(rows) for x, cell in row.items()]


def test_rows_that_stand_in_columns_below_labels_are_a_table_also_with_empty_cells(tmp_path: Path) -> None:
    rows: list[dict[int, str]] = [
        {72: "项目", 250: "投资（亿元）", 420: "开工"},
        {72: "化工园", 250: "12", 420: "2021年"},
        {72: "电子产业园", 420: "2020年"},
        {72: "水厂", 250: "9", 420: "2020年"},
    ]
    source = read(tmp_path, pdf([[(72, 750, EM, "附表"), *laid_out(*rows)]]))
    assert [block.kind for block in source.blocks] == ["paragraph", "table"]
    assert source.text.split("\n")[2:] == [
        "项目：化工园 | 投资：12亿元 | 开工：2021年",
        "项目：电子产业园 | 开工：2020年",
        "项目：水厂 | 投资：9亿元 | 开工：2020年",
    ]


def test_a_label_over_two_columns_goes_before_those_below_it(tmp_path: Path) -> None:
    rows: list[dict[int, str]] = [
        {72: "项目", 250: "投资（万元）", 450: "完工"},
        {210: "总额", 340: "今年"},
        {72: "化工园", 210: "1200", 340: "300", 450: "明年"},
        {72: "水厂", 210: "900", 340: "500", 450: "今年"},
    ]
    text = read(tmp_path, pdf([laid_out(*rows)])).text
    assert text.split("\n")[1] == "项目：化工园 | 投资·总额：1200万元 | 投资·今年：300万元 | 完工：明年"


def test_labels_that_stand_closer_than_cells_are_told_apart_by_the_columns_below_them(tmp_path: Path) -> None:
    header: list[Placed] = [
        (x, 720, 10, label)
        for x, label in (
            (60, "区域"),
            (150, "生产总值"),
            (200, "增速"),
            (230, "人均产值（元）"),
            (400, "财政收入"),
        )
    ]
    rows = (("清溪市", "320.5", "6.1%", "70000", "21.4"), ("白塔县", "98.0", "-0.7%", "51000", "8.6"))
    body: list[Placed] = [
        (x, 700 - 20 * i, 10, cell)
        for i, row in enumerate((*rows, ("青山县", "77.2", "5.0%", "49000", "7.5")))
        for x, cell in zip((60, 130, 200, 270, 400), row, strict=True)
    ]
    text = read(tmp_path, pdf([[*header, *body]])).text.split("\n")
    assert text[0] == "区域 | 生产总值 | 增速 | 人均产值（元） | 财政收入"
    assert text[1] == "区域：清溪市 | 生产总值：320.5 | 增速：6.1% | 人均产值：70000元 | 财政收入：21.4"


def test_the_first_half_of_a_name_goes_with_the_row_right_below_it(tmp_path: Path) -> None:
    page: list[Placed] = laid_out(
        {72: "项目名称", 280: "总投资", 420: "已投资"}, {72: "水厂", 280: "9", 420: "3"}
    )
    page += [
        (72, 658, EM, "经济开发区标准厂房"),
        (72, 640, EM, "二期工程"),
        (280, 640, EM, "12"),
        (420, 640, EM, "5"),
    ]
    page += [(72, 600, EM, "化工园"), (280, 600, EM, "7"), (420, 600, EM, "1")]
    text = read(tmp_path, pdf([page])).text
    assert text.split("\n")[2] == "项目名称：经济开发区标准厂房二期工程 | 总投资：12 | 已投资：5"


def test_rows_without_rules_go_with_the_ruled_header_above_them(tmp_path: Path) -> None:
    edges = (60, 150, 240, 330, 420, 510)
    rules: list[Rule] = [(60, y, 510, y) for y in (740, 700)] + [(150, 720, 510, 720)]
    rules += [(x, 740 if x not in (240, 420) else 720, x, 700) for x in edges]
    page: list[Placed] = [(80, 715, 10, "地区"), (230, 726, 10, "产值"), (410, 726, 10, "收入")]
    page += [
        (x, 706, 10, label)
        for x, label in zip((160, 270, 340, 450), ("金额（亿元）", "排名") * 2, strict=True)
    ]
    for i, row in enumerate((("清溪市", "320.5", "1", "21.4", "2"), ("白塔县", "98.0", "2", "8.6", "3"))):
        page += [(x, 685 - 16 * i, 10, cell) for x, cell in zip((80, 170, 280, 350, 460), row, strict=True)]
    text = read(tmp_path, pdf([page], rules=[rules])).text
    assert "地区：白塔县 | 产值·金额：98.0亿元 | 产值·排名：2 | 收入·金额：8.6亿元 | 收入·排名：3" in text


def test_pages_are_counted_where_a_table_begins_and_ends_them(tmp_path: Path) -> None:
    rows = laid_out({72: "项目", 250: "投资", 420: "开工"}, *[{72: "水厂", 250: "9亿元", 420: "2020年"}] * 2)
    said = [(72, 750, EM, "清溪县全年重点项目情况如下。")]
    source = read(tmp_path, pdf([said, rows, [*rows, (72, 500, EM, "以上。")], rows]))
    assert source.text.count("\f") == 3
    found = clean(source)
    assert [found.text[at : at + 2] for at in found.pages] == ["清溪", "项目", "项目", "项目"]
    assert len(found.tables) == 3


def test_a_larger_title_stands_apart_from_the_text_below_it(tmp_path: Path) -> None:
    page: list[Placed] = [(72, 780, 22, "清溪县二〇二一年政府工作报告的情况说明")]
    page += [(x, 740 - 26 * i, EM, text) for i, (x, text) in enumerate(set_in_lines(PARAGRAPHS[:1]))]
    assert read(tmp_path, pdf([page])).text.split("\n") == [
        "清溪县二〇二一年政府工作报告的情况说明",
        PARAGRAPHS[0],
    ]


def test_english_words_keep_their_spaces_and_split_words_are_whole(tmp_path: Path) -> None:
    page: list[Placed] = [
        (72, 750, EM, "The county has signed devel-"),
        (72, 726, EM, "opment plans with twelve new"),
        (72, 702, EM, "partners."),
    ]
    assert (
        read(tmp_path, pdf([page])).text
        == "The county has signed development plans with twelve new partners."
    )


def test_pages_without_text_between_others_still_count(tmp_path: Path) -> None:
    pages: list[list[Placed]] = [[], [(72, 750, EM, "清溪县第二页")], [], [(72, 750, EM, "清溪县第四页")], []]
    assert read(tmp_path, pdf(pages)).text == "\f清溪县第二页\n\f\f清溪县第四页\f"


def test_the_title_property_is_the_title(tmp_path: Path) -> None:
    pages: list[list[Placed]] = [[(72, 750, EM, "各位代表")]]
    assert read(tmp_path, pdf(pages, title="清溪县工作报告")).title == "清溪县工作报告"
    assert read(tmp_path, pdf(pages, title="Microsoft Word - 清溪县工作报告.doc")).title == "清溪县工作报告"
    assert read(tmp_path, pdf(pages)).title is None


def test_a_pdf_named_txt_is_read_as_pdf(tmp_path: Path) -> None:
    assert read(tmp_path, pdf([[(72, 750, EM, "各位代表")]]), "报告.txt").format == "pdf"


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (pdf([[]]), "扫描"),
        (pdf([[(290, 40, 9, "- 1 -")], [(290, 40, 9, "- 2 -")]]), "扫描"),
        (pdf([[(72, 750, EM, "各位代表")]], encrypted=True), "密码"),
        (b"%PDF-1.7\nnothing of the kind", "损坏"),
        (pdf([[(72, 750, EM, "各位代表")]])[:200], "损坏"),
        (pdf([]), "扫描|损坏"),
        (pdf([[(72, 750, EM, "\ue001\ue002\ue003\ue004县")]]), "乱码|扫描"),
    ],
)
def test_a_pdf_without_readable_text_is_refused_with_the_reason(
    tmp_path: Path, data: bytes, told: str
) -> None:
    with pytest.raises(UnreadableFile, match=told):
        read(tmp_path, data)


def test_many_threads_may_read_pdfs_at_once() -> None:
    data = on_pages(set_in_lines(PARAGRAPHS * 3), 10)
    expected = read_pdf(data)
    with ThreadPoolExecutor(8) as pool:
        assert all(result == expected for result in pool.map(read_pdf, [data] * 24))


@pytest.mark.parametrize(
    ("pictures", "warned"),
    [
        ([(180, 740, 230, 26), (150, 710, 110, 26), (260, 710, 190, 26)], True),
        ([], False),
        ([(270, 740, 26, 26)], False),  # an emblem
        ([(80, 730, 430, 80)], False),  # the red head of an office's paper
        ([(80, 735, 430, 2)], False),  # a rule
        ([(80, 100, 230, 26)], False),  # below the text
        ([(150, 690, 200, 26)], False),  # behind the office's name
    ],
)
def test_a_headline_of_pictures_is_told_of(pictures: list[Picture], warned: bool) -> None:
    lines = [(200.0, 695.0, EM, "云岭县统计局"), (180.0, 670.0, EM, "二〇二四年五月七日")]
    body = [
        (80.0, 640.0 - 28 * i, EM, "全县上下迎难而上，经济社会发展取得实效，民生持续改善，") for i in range(5)
    ]
    source = read_pdf(pdf([[*lines, *body]], pictures=pictures))
    assert ("headline" in clean(source).warnings) == warned


def test_a_title_that_is_no_text_costs_only_the_title(tmp_path: Path) -> None:
    good = pdf([[(72.0, 700.0, 16, "大桥全长1.2公里。")]], title="青棠")
    spoiled = good.replace(b"<feff9752", b"<feffd800")
    assert spoiled != good
    source = read(tmp_path, spoiled)
    assert (source.title, source.text) == (None, "大桥全长1.2公里。")
