"""How labelled parts are found in a library, and what counts as a right fact and a right project."""

from __future__ import annotations

import json
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.cli.main import main
from assistant.evaluation.ledger_labels import load_parts
from assistant.evaluation.ledger_parts import document_of, parts_in
from assistant.evaluation.ledger_scores import Scores, score_facts, score_projects
from ingest.errors import XianwenError
from ingest.facts.model import Fact, Ledger, Project
from ingest.library.library import Library
from ingest.settings import Settings
from ingest.sync.run import sync

TEXT = "岚岭县报告\n全县地区生产总值86.3亿元，增长6.7%，进出口下降3%。\n甲项目投产，乙项目开工。\n"
BULLETIN = "岚岭县2022年国民经济和社会发展统计公报\n2022年,全县地区生产总值86.3亿元,完成各项任务。\n"
DOC = "报告/岚岭.txt"


def at(words: str, text: str = TEXT) -> tuple[int, int]:
    start = text.index(words)
    return start, start + len(words)


def fact(words: str, value: float, **fields: Any) -> Fact:
    start, end = at(words)
    sentence = at("全县地区生产总值86.3亿元，增长6.7%，进出口下降3%")
    made = Fact(
        *sentence, start, end, "岚岭县", None, 2022, "year", "地区生产总值", "地区生产总值", "level", value, "亿元",
        value, "元", "result",
    )  # fmt: skip
    return replace(made, **fields)


def growth(words: str = "6.7%", value: float = 6.7, **fields: Any) -> Fact:
    rate = {"measure": "growth", "unit": "%", "amount": value, "base_unit": "%", **fields}
    return fact(words, value, **rate)


LEVEL_LABEL = {
    "quote": "地区生产总值86.3亿元",
    "at": list(at("86.3亿元")),
    "value": 86.3,
    "unit": "亿元",
    "indicator": "地区生产总值",
    "region": "岚岭县",
    "year": 2022,
    "period": "year",
    "measure": "level",
    "status": "result",
}
GROWTH_LABEL = {
    **LEVEL_LABEL, "quote": "增长6.7%", "at": list(at("6.7%")), "value": 6.7, "unit": "%", "measure": "growth",
    "direction": "up",
}  # fmt: skip
FALL_LABEL = {
    **GROWTH_LABEL, "at": list(at("3%")), "value": 3, "indicator": "进出口总额", "direction": "down",
}  # fmt: skip


def part(**fields: Any) -> dict[str, Any]:
    return {"doc": DOC, "span": list(at("全县地区生产总值86.3亿元，增长6.7%，进出口下降3%。")), **fields}


def score(tmp_path: Path, labelled: dict[str, Any], ledger: Ledger, text: str = TEXT) -> Scores:
    path = tmp_path / "labels.jsonl"
    path.write_text(json.dumps(labelled, ensure_ascii=False), encoding="utf-8")
    parts, missing = parts_in(load_parts(path), {DOC: text}, {DOC: ledger})
    assert not missing
    return score_facts(parts) if "facts" in labelled else score_projects(parts)


def test_a_ledger_that_says_what_the_labels_say_is_right_in_everything(tmp_path: Path) -> None:
    ledger = Ledger((fact("86.3亿元", 86.3), growth()))
    scores = score(tmp_path, part(facts=[LEVEL_LABEL, GROWTH_LABEL]), ledger)
    assert (scores.all.precision, scores.all.recall) == (1, 1)
    assert not scores.faults
    assert not scores.errors


def test_a_fact_that_is_not_found_costs_recall_and_one_too_many_costs_precision(tmp_path: Path) -> None:
    labelled = part(facts=[LEVEL_LABEL, GROWTH_LABEL])
    missed = score(tmp_path, labelled, Ledger((growth(),)))
    assert (missed.all.precision, missed.all.recall) == (1, 0.5)
    assert [fault.outcome for fault in missed.faults] == ["missed"]
    twice = score(tmp_path, labelled, Ledger((fact("86.3亿元", 86.3), growth(), growth())))
    assert (twice.all.right, twice.all.found, twice.all.labelled) == (2, 3, 2)
    assert [fault.outcome for fault in twice.faults] == ["false"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("indicator", "财政收入"), ("year", 2021), ("period", "h1"), ("measure", "change"), ("status", "target"),
        ("region", None), ("amount", -6.7),
    ],
)  # fmt: skip
def test_a_found_fact_with_a_wrong_field_is_wrong_and_the_field_is_counted(
    tmp_path: Path, field: str, value: object
) -> None:
    scores = score(tmp_path, part(facts=[GROWTH_LABEL]), Ledger((growth(**{field: value}),)))
    assert scores.all.right == 0
    assert list(scores.errors) == ["sign" if field == "amount" else field]
    assert scores.faults[0].outcome == "wrong"


@pytest.mark.parametrize(
    ("label", "is_right"), [("岚江市高新区", True), ("泊江市高新区", False), ("新区", False)]
)
def test_a_region_may_be_labelled_with_those_around_it(tmp_path: Path, label: str, is_right: bool) -> None:
    found = growth(region="高新区", place="某省岚江市")
    scores = score(tmp_path, part(facts=[{**GROWTH_LABEL, "region": label}]), Ledger((found,)))
    assert scores.all.right == is_right


def test_a_field_on_which_readers_differ_costs_nothing(tmp_path: Path) -> None:
    label = {**GROWTH_LABEL, "ambiguous": ["status"]}
    assert score(tmp_path, part(facts=[label]), Ledger((growth(status="estimate"),))).all.precision == 1


def test_a_unit_or_qualifier_that_differs_is_noted_and_costs_nothing(tmp_path: Path) -> None:
    label = {**LEVEL_LABEL, "qualifiers": ["人均"]}
    scores = score(tmp_path, part(facts=[label]), Ledger((fact("86.3亿元", 86.3, unit="亿"),)))
    assert scores.all.precision == 1
    assert dict(scores.noted) == {"unit": 1, "qualifiers": 1}


def test_a_fall_is_right_with_its_sign_though_the_number_is_written_without_it(tmp_path: Path) -> None:
    fallen = growth("3%", 3, amount=-3, indicator="进出口总额")
    assert score(tmp_path, part(facts=[FALL_LABEL]), Ledger((fallen,))).all.precision == 1


def test_a_rate_may_be_called_a_level_or_a_share_and_an_amount_may_not(tmp_path: Path) -> None:
    label = {**GROWTH_LABEL, "measure": "share"}
    assert score(tmp_path, part(facts=[label]), Ledger((growth(measure="level"),))).all.right == 1
    assert (
        score(
            tmp_path, part(facts=[LEVEL_LABEL]), Ledger((fact("86.3亿元", 86.3, measure="share"),))
        ).all.right
        == 0
    )


def test_figures_of_one_firm_and_of_other_periods_may_be_left_out_and_are_wrong_with_a_wrong_field(
    tmp_path: Path,
) -> None:
    for label in ({**GROWTH_LABEL, "scope": "enterprise"}, {**GROWTH_LABEL, "period": "other"}):
        left_out = score(tmp_path, part(facts=[label]), Ledger())
        assert left_out.all.recall is None
        assert not left_out.faults
        wrong = score(tmp_path, part(facts=[label]), Ledger((growth(year=1999),)))
        assert (wrong.all.right, wrong.all.found) == (0, 1)


def test_only_listed_indicators_count_as_canonical(tmp_path: Path) -> None:
    unlisted = {**GROWTH_LABEL, "indicator": None}
    ledger = Ledger((fact("86.3亿元", 86.3), growth(indicator=None)))
    canonical = score(tmp_path, part(facts=[LEVEL_LABEL, unlisted]), ledger).canonical
    assert canonical is not None
    assert (canonical.right, canonical.found, canonical.labelled) == (1, 1, 1)


def test_facts_outside_the_labelled_part_count_for_nothing(tmp_path: Path) -> None:
    outside = fact("甲项目", 86.3)
    assert score(tmp_path, part(facts=[]), Ledger((outside,))).all.found == 0


def test_a_part_is_found_again_by_its_opening_where_the_text_has_shifted(tmp_path: Path) -> None:
    moved = "又加一行\n" + TEXT
    shift = len("又加一行\n")
    found = fact("86.3亿元", 86.3)
    found = replace(found, figure_start=found.figure_start + shift, figure_end=found.figure_end + shift)
    labelled = part(facts=[LEVEL_LABEL], opens="全县地区生产总值")
    assert score(tmp_path, labelled, Ledger((found,)), moved).all.right == 1


def test_without_offsets_a_fact_is_looked_for_in_its_quote(tmp_path: Path) -> None:
    label = {name: value for name, value in LEVEL_LABEL.items() if name != "at"}
    labelled = {"doc": DOC, "opens": "全县地区生产总值", "facts": [label]}
    assert score(tmp_path, labelled, Ledger((fact("86.3亿元", 86.3),))).all.right == 1


def project(name: str, **fields: Any) -> Project:
    return replace(
        Project(*at("甲项目投产，乙项目开工"), *at(name), name, "岚岭县", None, "in production"), **fields
    )


def project_part(**fields: Any) -> dict[str, Any]:
    return {"doc": DOC, "span": list(at("甲项目投产，乙项目开工。")), **fields}


def test_a_project_is_right_with_its_status_and_with_its_investment_where_one_is_labelled(
    tmp_path: Path,
) -> None:
    label = {"name": "甲项目", "at": list(at("甲项目")), "status": "in production", "investment": None}
    invested = {**label, "investment": 3, "unit": "亿元"}
    found = project("甲项目")
    assert score(tmp_path, project_part(projects=[label]), Ledger(projects=(found,))).all.right == 1
    assert score(tmp_path, project_part(projects=[invested]), Ledger(projects=(found,))).all.right == 0
    paid = replace(found, investment=3, unit="亿元")
    assert score(tmp_path, project_part(projects=[invested]), Ledger(projects=(paid,))).all.right == 1
    started = replace(found, status="started")
    assert score(tmp_path, project_part(projects=[label]), Ledger(projects=(started,))).errors == {
        "status": 1
    }


def test_a_sum_of_several_projects_is_neither_right_nor_wrong(tmp_path: Path) -> None:
    labelled = project_part(projects=[], groups=[{"at": list(at("乙项目"))}])
    assert score(tmp_path, labelled, Ledger(projects=(project("乙项目"),))).all.found == 0
    assert score(tmp_path, labelled, Ledger(projects=(project("甲项目"),))).all.found == 1


@given(st.lists(st.sampled_from([86.3, 6.7, 3.0])), st.lists(st.sampled_from([86.3, 6.7, 3.0])))
def test_never_more_is_right_than_is_found_or_labelled(labels: list[float], found: list[float]) -> None:
    words = {86.3: "86.3亿元", 6.7: "6.7%", 3.0: "3%"}
    told = {86.3: LEVEL_LABEL, 6.7: GROWTH_LABEL, 3.0: FALL_LABEL}
    ledger = Ledger(tuple(growth(words[value], value) for value in found))
    with TemporaryDirectory() as folder:
        rates = score(Path(folder), part(facts=[told[value] for value in labels]), ledger).all
    assert rates.right <= min(rates.found, rates.labelled)
    assert (rates.found, rates.labelled) == (len(found), len(labels))


def test_a_document_is_known_by_the_end_of_its_path_and_the_longest_end_counts() -> None:
    docs = ["a/岚岭.txt", "岚岭.txt", "b/泊舟.txt", "c/泊舟.txt"]
    assert document_of("/x/a/岚岭.txt", docs) == "a/岚岭.txt"
    assert document_of("/x/y/岚岭.txt", docs) == "岚岭.txt"
    assert document_of("/x/霜原.txt", docs) is None
    assert document_of("泊舟.txt", docs) is None


@pytest.mark.parametrize(
    "line",
    [
        {"span": [0, 3], "facts": []},
        {"doc": DOC, "facts": []},
        {"doc": DOC, "span": [3, 3], "facts": []},
        {"doc": DOC, "span": [0, 3]},
        {"doc": DOC, "span": [0, 3], "facts": [{"value": 3}]},
        {"doc": DOC, "span": [0, 3], "facts": [{**LEVEL_LABEL, "value": "86.3"}]},
        {"doc": DOC, "span": [0, 3], "projects": [{"name": "甲项目"}]},
    ],
)
def test_a_malformed_line_is_named(tmp_path: Path, line: dict[str, Any]) -> None:
    path = tmp_path / "labels.jsonl"
    path.write_text(json.dumps(line, ensure_ascii=False), encoding="utf-8")
    with pytest.raises(XianwenError, match="第 1 行"):
        load_parts(path)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("ledger")
    report = folder / "files/岚岭.txt"
    report.parent.mkdir()
    report.write_text(BULLETIN, encoding="utf-8")
    with closing(Library.open(Settings(library=folder / "library"), create=True)) as opened:
        sync(opened, [report.parent])
    return folder / "library"


def test_the_command_prints_rates_and_says_which_parts_the_library_does_not_hold(
    library: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = [
        {
            "doc": "岚岭.txt",
            "opens": "2022年,全县",
            "span": list(at("2022年,全县地区生产总值86.3亿元", BULLETIN)),
            "facts": [LEVEL_LABEL | {"at": list(at("86.3亿元", BULLETIN))}],
        },
        {"doc": "霜原.txt", "opens": "霜原县", "facts": []},
    ]
    path = tmp_path / "labels.jsonl"
    path.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    given = ["--library", str(library), "eval", "--facts", str(path), "--show"]
    stored, anew = [], []
    for results, options in ((stored, []), (anew, ["--anew"])):
        assert main([*given, "--json", *options]) == 0
        results.append(json.loads(capsys.readouterr().out))
    assert stored == anew
    told = stored[0]
    assert told["facts"]["all"]["precision"] == told["facts"]["all"]["recall"] == 1
    assert told["missing"] == [{"doc": "霜原.txt", "opens": "霜原县"}]
    assert main(given) == 0
    assert "资料库里没有：霜原.txt" in capsys.readouterr().out


def test_a_copy_is_held_to_its_labels_only_anew(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = tmp_path / "files"
    files.mkdir()
    for name in ("岚岭.txt", "副本.txt"):
        (files / name).write_text(BULLETIN, encoding="utf-8")
    with closing(Library.open(Settings(library=tmp_path / "library"), create=True)) as opened:
        sync(opened, [files])
        copies = [document.doc for document in opened.documents() if document.copy_of]
    assert len(copies) == 1
    path = tmp_path / "labels.jsonl"
    path.write_text(json.dumps({"doc": copies[0], "opens": "2022年,全县", "facts": []}), encoding="utf-8")
    given = ["--library", str(tmp_path / "library"), "eval", "--facts", str(path), "--json"]
    assert main(given) == 0
    assert json.loads(capsys.readouterr().out)["parts"] == 0
    assert main([*given, "--anew"]) == 0
    assert json.loads(capsys.readouterr().out)["parts"] == 1


def test_labels_and_questions_are_not_given_at_once(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["eval"]) == 2
    assert main(["eval", "a.jsonl", "--facts", "b.jsonl"]) == 2
    assert "二者取一" in capsys.readouterr().err
