"""Questions over the cells of spreadsheets and delimited text, asked of a library that holds several."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.pipeline import Assistant
from ingest.library.library import Library
from ingest.settings import Settings
from ingest.sync.run import sync
from tests.ingest.read.test_workbook import xlsx

VILLAGES = [
    ["云泊县2023年村级帮扶情况"],
    ["乡镇", "村", "户数", "帮扶单位", "联系人"],
    ["城关镇", "东滩村", 152, "县水利局", "岑知远"],
    ["城关镇", "柳河村", 96, "县交通局", "祝新禾"],
    ["石泉乡", "竹溪村", 210, "县卫健局", "路遥青"],
]
RESEARCH = [["年", "广州", "深圳", "江门"], [2019, 286.24, 1049.92, 65.07], [2020, 315.11, 1157.31, 70.13]]
CITIES = "数据库：主要城市年度数据\n指标：国内生产总值(亿元)\n地区,2019年,2018年\n南京,14030.2,12820.4\n徐州,7151.4,6755.2\n苏州,19235.8,18597.5\n"
ELDERLY = (
    "指标：65岁及以上人口数(人)\n地区,2023,2022\n江苏省,15586,14910\n浙江省,9876,9512\n福建省,5120,5033\n"
)


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder = tmp_path_factory.mktemp("sheets")
    (folder / "帮扶.xlsx").write_bytes(xlsx(VILLAGES))
    (folder / "科研投入.xlsx").write_bytes(xlsx(RESEARCH))
    (folder / "城市.csv").write_bytes(CITIES.encode("gbk"))
    (folder / "老年.csv").write_text(ELDERLY, encoding="utf-8")
    library = Library.open(Settings(library=folder / ".library"), create=True)
    sync(library, [folder])
    yield Assistant(library)
    library.close()


@pytest.mark.parametrize(
    ("question", "cell", "doc"),
    [
        ("石泉乡竹溪村有多少户？", "210", "帮扶.xlsx"),
        ("柳河村的帮扶单位是哪个？", "县交通局", "帮扶.xlsx"),
        ("江门2020年科研投入是多少？", "70.13", "科研投入.xlsx"),
        ("2019年深圳的科研投入多少", "1049.92", "科研投入.xlsx"),
        ("浙江省2022年65岁及以上人口数是多少？", "9512", "老年.csv"),
        ("徐州2018年国内生产总值是多少？", "6755.2", "城市.csv"),
    ],
)
def test_a_cell_is_told_by_its_row_and_column(
    assistant: Assistant, question: str, cell: str, doc: str
) -> None:
    answer = assistant.ask(question)
    assert cell in answer.text.replace("**", "")
    assert answer.citations[0].doc == doc


def test_a_table_of_years_answers_nothing_that_its_caption_does_not_name(assistant: Assistant) -> None:
    assert "70.13" not in assistant.ask("江门2020年GDP是多少？").text
    assert "1157.31" not in assistant.ask("深圳2020年粮食产量是多少？").text
