"""The sample reports hold what their question file says, and show the damage they are there to show."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import jieba
import pytest

from ingest.chinese.script import fold, script_of
from ingest.clean import clean
from ingest.read import read_file
from ingest.schema import CleanText

ROOT = Path(__file__).resolve().parent.parent
REPORTS = ROOT / "reports"
DATA = ROOT / "tests" / "data"
FILES = {path.name: path for path in sorted(REPORTS.rglob("*")) if path.is_file()}
TYPES = {
    "figure", "list", "person", "place", "date", "reason",
    "compare", "aggregate", "paraphrase", "script", "yesno", "unanswerable",
}  # fmt: skip
# Their gold answers are counted, compared or judged, so they need not stand in the text.
DERIVED = {"aggregate", "compare", "yesno"}
REGIONS = ("霁川县", "苇川县", "东苇川县", "澄溪区", "临棠市", "砚州市", "汀陵县")


def lines_of(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (DATA / name).read_text(encoding="utf-8").splitlines() if line]


QUESTIONS = lines_of("sample_questions.jsonl")
METADATA = lines_of("sample_metadata.jsonl")


@cache
def cleaned(name: str) -> CleanText:
    return clean(read_file(FILES[name], root=REPORTS, max_bytes=10_000_000))


def bare(text: str) -> str:
    """`text` for comparison: folded, white space gone."""
    return re.sub(r"\s+", "", fold(unicodedata.normalize("NFKC", text)))


def question_id(question: dict[str, Any]) -> str:
    return str(question["id"])


ANSWERABLE = [question for question in QUESTIONS if question["answerable"]]


@pytest.mark.parametrize("question", ANSWERABLE, ids=question_id)
def test_the_evidence_of_a_question_stands_in_its_document(question: dict[str, Any]) -> None:
    assert question["evidence"]
    for evidence in question["evidence"]:
        assert bare(evidence["contains"]) in bare(cleaned(evidence["doc"]).text), evidence


@pytest.mark.parametrize("question", [q for q in ANSWERABLE if q["type"] not in DERIVED], ids=question_id)
def test_the_gold_answer_stands_in_the_evidence_documents(question: dict[str, Any]) -> None:
    pool = "".join(bare(cleaned(evidence["doc"]).text) for evidence in question["evidence"])
    for group in question["gold"]:
        assert any(bare(answer) in pool for answer in group), group


def test_the_question_file_covers_every_type_and_enough_that_cannot_be_answered() -> None:
    kinds = Counter(question["type"] for question in QUESTIONS)
    assert set(kinds) == TYPES
    assert kinds["unanswerable"] >= 10
    assert sum("turns" in question for question in QUESTIONS) >= 4
    assert len({question["id"] for question in QUESTIONS}) == len(QUESTIONS) >= 60
    for question in QUESTIONS:
        assert ("turns" in question) != ("question" in question)
        assert question["answerable"] == bool(question["gold"]) == (question["type"] != "unanswerable")


def test_no_question_quotes_a_whole_clause_of_the_reports() -> None:
    texts = [bare(cleaned(name).text) for name in FILES]
    for question in QUESTIONS:
        for turn in question.get("turns") or [question["question"]]:
            asked = re.sub(r"[^\w%]", "", bare(turn))
            runs = {asked[i : i + 15] for i in range(len(asked) - 14)}
            assert not any(run in text for run in runs for text in texts), turn


def test_every_sample_is_described_once_in_the_metadata_file() -> None:
    assert sorted(entry["doc"] for entry in METADATA) == sorted(FILES)


@pytest.mark.parametrize("entry", METADATA, ids=lambda entry: str(entry["doc"]))
def test_the_titles_in_the_metadata_file_stand_in_the_documents(entry: dict[str, Any]) -> None:
    document = cleaned(entry["doc"])
    pool = bare(document.text + "".join(document.header.values()))
    for part in entry["title_contains"]:
        assert bare(part) in pool


@pytest.mark.parametrize("name", FILES)
def test_no_sample_keeps_page_furniture_or_damage_once_cleaned(name: str) -> None:
    text = fold(cleaned(name).text)
    for rubbish in (
        "????", "\\r\\n", "&nbsp", "&emsp", "\ufffd", "请输入验证码", "分享到", "标签云", "浏览人次",
        "浏览次数", "用户登录", "无障碍阅读", "猜你喜欢", "(qu", "(qū)", "(xiàn)", "汀陵县",
    ):  # fmt: skip
        assert rubbish not in text


def test_the_counties_are_in_no_dictionary() -> None:
    jieba.initialize()
    for region in REGIONS:
        assert not jieba.dt.FREQ.get(region)
        assert not jieba.dt.FREQ.get(region[:-1])


def test_the_samples_cover_the_formats_encodings_and_scripts() -> None:
    formats = Counter(read_file(path, root=REPORTS, max_bytes=10_000_000).format for path in FILES.values())
    assert set(formats) == {"txt", "md", "html", "docx", "pdf"}
    for name, encoding in (
        ("澄溪区2024年政府工作报告（节选）.txt", "gb18030"),
        ("县长在项目提速年动员大会上的讲话.txt", "big5"),
    ):
        raw = FILES[name].read_bytes()
        with pytest.raises(UnicodeDecodeError):
            raw.decode("utf-8")
        assert bare(raw.decode(encoding))[-40:-20] in bare(cleaned(name).text)
    assert script_of(cleaned("县长在项目提速年动员大会上的讲话.txt").text) == "traditional"
    assert len(cleaned("东苇川县政府工作报告（2019）.pdf").pages) >= 3


def test_one_sample_is_filed_under_another_county_and_year() -> None:
    text = fold(cleaned("苇川_2017_report.txt").text)
    assert "2018年1月26日在东苇川县" in text
    assert text.replace("东苇川", "").count("苇川县") == 0


def test_one_sample_breaks_off_in_mid_sentence() -> None:
    assert cleaned("澄溪区2024年政府工作报告（节选）.txt").text.endswith("引进物流总部企业")


def test_two_samples_tell_the_same_news_under_different_names() -> None:
    first, second = (
        {line for line in re.split("[。\n]", fold(cleaned(name).text)) if len(line) > 20}
        for name in ("霁川县一季度重大项目集中开工.txt", "快讯_18个项目开工.txt")
    )
    shared = {bare(line) for line in first} & {bare(line) for line in second}
    assert len(shared) >= 5
    assert len(first) > len(second)
