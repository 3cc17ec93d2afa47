"""Questions that hold the rows of a table to a figure, or set two of its cells against each other, about invented counties."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.pipeline import Assistant
from ingest.library.library import Library
from ingest.settings import Settings
from ingest.sync.run import sync

TOWNS = """# 桐溪县2022年各乡镇基本情况

桐溪县统计局 2023年3月1日

| 乡镇 | 面积（平方公里） | 常住人口（万人） | 财政收入（万元） |
|---|---|---|---|
| 白梨镇 | 203.6 | 3.41 | 8200 |
| 野渡镇 | — | 0.94 | 1350 |
| 三槐回族乡 | 138.2 | 0.62 | 990 |
| 石埠街道 | 41.5 | 5.18 | 12600 |
"""
GOODS = """# 桐溪县2022年末每百户居民家庭耐用品拥有量

桐溪县统计局 2023年3月8日

| 品名 | 城镇（台） | 乡村（台） |
|---|---|---|
| 洗衣机 | 104 | 88 |
| 空调器 | 131 | 47 |
"""
INCOMES = """# 鹭洲市各县人口与居民收入

| 地区 | 2025年末常住人口（万人） | 居民人均可支配收入（元） | 城镇（元） | 农村（元） | 收入时期 |
|---|---|---|---|---|---|
| 溪口县 | 41.2 | 12635 | 15616 | 9786 | 2026年上半年 |
| 苇浦县 | 38.7 | 28307 | 33771 | 23321 | 2025年全年 |
"""
AGES = """# 桐溪县2022年末人口数及构成

桐溪县统计局 2023年3月9日

| 指标 | 年末数（万人） | 比重（%） |
|---|---|---|
| 年末常住人口 | 21.0 | 100.0 |
| 60岁及以上 | 4.69 | 22.3 |
| 65岁及以上 | 3.30 | 15.7 |
"""


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder: Path = tmp_path_factory.mktemp("reckoned")
    (folder / "docs").mkdir()
    (folder / "docs" / "桐溪县各乡镇.md").write_text(TOWNS, encoding="utf-8")
    (folder / "docs" / "桐溪县耐用品.md").write_text(GOODS, encoding="utf-8")
    (folder / "docs" / "鹭洲市收入.md").write_text(INCOMES, encoding="utf-8")
    (folder / "docs" / "桐溪县人口.md").write_text(AGES, encoding="utf-8")
    library = Library.open(Settings(library=folder / "library"), create=True)
    assert not sync(library, [folder / "docs"]).failed
    yield Assistant(library)
    library.close()


def test_rows_are_held_to_a_condition_on_their_figure(shelf: Assistant) -> None:
    text = shelf.ask("桐溪县2022年哪些乡镇常住人口不到1万？").text
    assert "野渡镇，常住人口：**0.94万人**" in text
    assert "三槐回族乡" in text
    assert "白梨镇" not in text


def test_a_condition_may_be_in_another_scale_than_the_column(shelf: Assistant) -> None:
    text = shelf.ask("桐溪县2022年财政收入在0.8亿元以上的乡镇有哪些？").text
    assert "白梨镇" in text
    assert "石埠街道" in text
    assert "野渡镇" not in text


def test_a_row_without_a_figure_is_left_out_of_a_comparison_and_said_to_be(shelf: Assistant) -> None:
    text = shelf.ask("桐溪县2022年哪个乡镇面积最大？").text
    assert "白梨镇，面积：**203.6平方公里**" in text
    assert "野渡镇没有可用" in text


def test_two_columns_of_a_row_are_set_against_each_other(shelf: Assistant) -> None:
    assert "相差 **84台**" in shelf.ask("桐溪县2022年末每百户城镇家庭的空调器比乡村多多少台？").text


def test_two_rows_are_set_against_each_other_at_the_scale_asked_for(shelf: Assistant) -> None:
    assert "相差 **4400万元**" in shelf.ask("桐溪县2022年石埠街道的财政收入比白梨镇多多少万元？").text


def test_places_named_without_the_word_for_their_kind_are_added_up(shelf: Assistant) -> None:
    assert "合计 **1.56万人**" in shelf.ask("桐溪县2022年野渡、三槐两个乡镇的常住人口合计多少万人？").text


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("溪口县2025年末常住人口是多少？", "溪口县，2025年末常住人口：**41.2万人**"),
        ("溪口县2026年上半年居民人均可支配收入是多少元？", "居民人均可支配收入：**12635元**"),
        ("苇浦县2025年城镇居民人均可支配收入比农村居民多多少元？", "相差 **10450元**"),
    ],
)
def test_a_row_tells_of_its_own_time_and_of_parts_below_the_whole_beside_them(
    shelf: Assistant, question: str, told: str
) -> None:
    assert told in shelf.ask(question).text


def test_a_row_of_half_a_year_answers_for_no_other_year(shelf: Assistant) -> None:
    assert shelf.ask("溪口县2025年全年居民人均可支配收入是多少元？").abstained


def test_a_bound_in_the_name_of_a_row_is_no_condition(shelf: Assistant) -> None:
    text = shelf.ask("桐溪县2022年末65岁及以上人口有多少万人？").text
    assert "**3.30万人**" in text
    assert "22.3" not in text
