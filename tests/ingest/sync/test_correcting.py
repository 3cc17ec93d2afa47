"""What a person puts right in a description stays right, can be undone, and costs no more than it must."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.describe.correction import checked
from ingest.errors import CorrectionError, LibraryError
from ingest.library.library import Library
from ingest.library.upkeep import remove
from ingest.sync.correcting import correct, known, undo
from tests.ingest.shelf import (
    counting,
    fill,
    found_by_vectors,
    found_by_words,
    ingest,
    names,
    opened,
    put,
    report,
)

REPORT = """雁坪县政府工作报告
——在雁坪县第九届人民代表大会第三次会议上
雁坪县人民政府县长 卢青峦

各位代表：
现在，我代表县人民政府向大会报告工作，请予审议。

一、去年工作回顾
去年，全县新修农村公路四十二公里，造林一万九千亩，粮食总产量二十一万吨。

二、今年工作安排
今年，力争新开工项目二十五个，改造老旧小区十八个。
"""


@pytest.fixture
def library(tmp_path: Path) -> Library:
    library = opened(tmp_path)
    ingest(library, fill(tmp_path / "reports"))
    return library


def held(library: Library, doc: str):
    return next(document for document in library.documents() if document.doc == doc)


def passages(library: Library, doc: str):
    return [(p.text, p.year, p.outlook) for p in library.passages_of(doc)]


def test_a_corrected_region_is_listed_found_and_marked_as_corrected(library: Library) -> None:
    assert correct(library, "岚岭.txt", {"region": "雁坪县", "place": "云泽省"}) != ()
    document = held(library, "岚岭.txt")
    assert (document.region, document.place, document.corrected) == ("雁坪县", "云泽省", ("region", "place"))
    assert any("竹编" in text for text in found_by_words(library, "雁坪县"))
    assert "竹编" in found_by_vectors(library, "云泽省雁坪县的竹编产业园")[0]
    assert library.damage() == []


def test_passages_follow_a_corrected_region_unless_they_tell_of_a_listed_one(
    library: Library, tmp_path: Path
) -> None:
    put(
        tmp_path / "reports",
        "报告.txt",
        REPORT + "绥江县建成水厂三座，日供水能力达到五万吨，群众喝上放心水。\n",
    )
    ingest(library, tmp_path / "reports")
    correct(library, "报告.txt", {"region": "霜原县"})
    assert {passage.about for passage in library.passages_of("报告.txt")} <= {None, "绥江县"}


def test_the_years_of_sections_follow_a_corrected_date(library: Library, tmp_path: Path) -> None:
    put(tmp_path / "reports", "报告.txt", REPORT)
    ingest(library, tmp_path / "reports")
    assert {year for _, year, _ in passages(library, "报告.txt")} == {None}
    correct(library, "报告.txt", {"date": "2019-01-12"})
    assert held(library, "报告.txt").reviews_year == 2018
    told = {outlook: year for _, year, outlook in passages(library, "报告.txt") if outlook}
    assert told == {"review": 2018, "plan": 2019}


def test_a_correction_outlasts_a_changed_a_renamed_and_a_removed_file(
    library: Library, tmp_path: Path
) -> None:
    folder = tmp_path / "reports"
    correct(library, "岚岭.txt", {"region": "雁坪县"})
    put(folder, "岚岭.txt", report("岚岭县", "岚岭县今年改建石桥七座。"))
    ingest(library, folder)
    assert held(library, "岚岭.txt").region == "雁坪县"
    (folder / "岚岭.txt").rename(folder / "桥.txt")
    ingest(library, folder)
    assert (held(library, "桥.txt").region, held(library, "桥.txt").corrected) == ("雁坪县", ("region",))
    remove(library, ["桥.txt"])
    ingest(library, folder)
    assert (held(library, "桥.txt").region, held(library, "桥.txt").corrected) == ("雁坪县", ("region",))


def test_corrections_add_up_and_are_undone_one_after_the_other(library: Library) -> None:
    before = library.documents()
    correct(library, "岚岭.txt", {"region": "雁坪县"})
    correct(library, "岚岭.txt", {"date": "2020", "title": "竹编", "kind": "speech"})
    document = held(library, "岚岭.txt")
    assert (document.region, document.date, document.title, document.kind) == (
        "雁坪县", "2020", "竹编", "speech",
    )  # fmt: skip
    undo(library, "岚岭.txt")
    assert (held(library, "岚岭.txt").region, held(library, "岚岭.txt").date) == ("雁坪县", None)
    undo(library, "岚岭.txt")
    assert library.documents() == before
    with pytest.raises(CorrectionError, match="没有可以撤销"):
        undo(library, "岚岭.txt")


def test_what_the_program_finds_by_itself_is_told_beside_the_correction(library: Library) -> None:
    correct(library, "岚岭.txt", {"region": "雁坪县"})
    told = known(library, "岚岭.txt")
    assert told.automatic is not None
    assert (told.document.region, told.automatic.region) == ("雁坪县", "岚岭县")
    assert (told.made.fields, told.made.count) == ({"region": "雁坪县"}, 1)
    assert told.origin.file.name == "岚岭.txt"


def test_only_passages_whose_indexed_text_changed_are_embedded(library: Library, tmp_path: Path) -> None:
    put(tmp_path / "reports", "报告.txt", REPORT)
    ingest(library, tmp_path / "reports")
    embedder = counting(library)
    correct(library, "报告.txt", {"kind": "other"})
    assert embedder.texts == 0
    correct(library, "报告.txt", {"region": "岚岭县"})
    assert embedder.texts == len(library.passages_of("报告.txt"))


def test_putting_the_same_value_in_confirms_it_and_ends_its_warning(library: Library, tmp_path: Path) -> None:
    dated = "岚岭县竹编产业园总投资三十六亿元，2020年3月8日建成投产。"
    put(tmp_path / "reports", "泊舟县纪事.txt", report("岚岭县", dated))
    ingest(library, tmp_path / "reports")
    assert {"file-name", "date-unsure"} <= set(held(library, "泊舟县纪事.txt").warnings)
    correct(library, "泊舟县纪事.txt", {"region": "岚岭县", "title": "岚岭县纪事"})
    assert held(library, "泊舟县纪事.txt").warnings == ("date-unsure",)
    correct(library, "泊舟县纪事.txt", {"date": ""})
    assert (held(library, "泊舟县纪事.txt").warnings, held(library, "泊舟县纪事.txt").date) == ((), None)


def test_a_document_that_is_not_held_or_could_not_be_read_is_not_corrected(
    library: Library, tmp_path: Path
) -> None:
    put(tmp_path / "reports", "空.txt", " ")
    ingest(library, tmp_path / "reports")
    for doc in ("没有.txt", "空.txt"):
        with pytest.raises(LibraryError, match=doc):
            correct(library, doc, {"region": "岚岭县"})
    assert known(library, "空.txt").automatic is None
    assert "空.txt" in names(library)


def test_a_failure_of_the_newest_file_stays_known_after_a_correction(
    library: Library, tmp_path: Path
) -> None:
    put(tmp_path / "reports", "岚岭.txt", " ")
    ingest(library, tmp_path / "reports")
    correct(library, "岚岭.txt", {"region": "雁坪县"})
    document = held(library, "岚岭.txt")
    assert document.reason and (document.state, document.region) == ("ready", "雁坪县")


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("date", "2021年2月", "不是日期"),
        ("date", "2021-2-5", "不是日期"),
        ("date", "2021-02-30", "不是日期"),
        ("date", "0021", "不是日期"),
        ("kind", "report", "没有“report”这个类型"),
        ("title", "  ", "标题不能是空的"),
        ("region", "县" * 31, "太长"),
        ("title", "a\x07b", "不可显示"),
    ],
)
def test_a_value_that_cannot_stand_in_its_field_is_refused(field, value, told) -> None:
    with pytest.raises(CorrectionError, match=told):
        checked({field: value})


def test_a_region_with_its_wider_places_gives_both_and_is_kept_in_simplified() -> None:
    assert checked({"region": "四川省宜宾市高县"}) == {"region": "高县", "place": "四川省宜宾市"}
    assert checked({"region": "岚嶺縣", "date": ""}) == {"region": "岚岭县", "date": None}


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("喀左县", "喀喇沁左翼蒙古族自治县"),
        ("恩施州", "恩施土家族苗族自治州"),
        ("保定", "保定市"),
        # Former names and what several bear stay as they are written.
        ("清苑县", "清苑县"),
        ("鼓楼", "鼓楼"),
        ("岚岭", "岚岭"),
    ],
)
def test_a_region_put_in_by_a_short_name_is_kept_in_full(written: str, kept: str) -> None:
    assert checked({"region": written}) == {"region": kept}


def test_figures_told_under_a_mistaken_name_are_the_corrected_regions(tmp_path: Path) -> None:
    library = opened(tmp_path)
    text = "岚岭县2021年工作总结\n2021年，岚岭县粮食总产量达到12.5万吨，增长3.1%。全县投资2亿元的竹编产业园开工建设。\n"
    ingest(library, put(tmp_path / "files", "总结.txt", text).parent)
    assert {each.fact.region for each in library.facts()} == {"岚岭县"}
    told = len(library.facts()), len(library.projects())
    correct(library, "总结.txt", {"region": "泊舟县", "place": "云泽省"})
    assert {(each.fact.region, each.fact.place) for each in library.facts()} == {("泊舟县", "云泽省")}
    assert {each.project.region for each in library.projects()} <= {"泊舟县"}
    assert (len(library.facts()), len(library.projects())) == told
    undo(library, "总结.txt")
    assert {each.fact.region for each in library.facts()} == {"岚岭县"}
