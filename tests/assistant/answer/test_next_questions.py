"""Questions offered after an answer: another year, another place, plan against result; never one without an answer."""

from __future__ import annotations

from assistant.answer.next_questions import MOST_TRIED, next_questions
from assistant.question.model import Question
from assistant.question.understand import understand
from ingest.schema import StoredDocument
from tests.assistant.passages import holding

REGIONS = ("砚溪县", "竹湾县", "松墩县")


def document(region: str, year: int) -> StoredDocument:
    return StoredDocument(
        f"{region}{year}.txt", region, region, None, f"{year}-01", year - 1, "work-report", None, None, "txt", 3, 900,
        "ready", None, "2024-01-01",
    )  # fmt: skip


DOCUMENTS = [document("松墩县", 2019), document("竹湾县", 2023), document("砚溪县", 2023)]


def asked(text: str) -> Question:
    return understand(text, holding(*REGIONS), now=2023)


def offered(text: str) -> list[str]:
    return next_questions(asked(text), DOCUMENTS, lambda _: True)


def test_another_year_another_place_and_the_target_are_offered() -> None:
    assert offered("砚溪县2022年新签约项目多少个？") == [
        "砚溪县2023年新签约项目多少个？",
        "竹湾县2022年新签约项目多少个？",
        "砚溪县2022年新签约项目的目标是多少？",
    ]


def test_after_a_target_what_was_reached_is_offered() -> None:
    assert "砚溪县2023年地区生产总值增长实际完成了多少？" in offered(
        "砚溪县2023年地区生产总值增长目标是多少？"
    )


def test_a_question_without_an_answer_is_not_offered() -> None:
    found = next_questions(asked("砚溪县2022年新签约项目多少个？"), DOCUMENTS, lambda q: "2021年" in q)
    assert found == ["砚溪县2021年新签约项目多少个？"]


def test_only_few_are_tried_however_many_regions_there_are() -> None:
    tried: list[str] = []
    many = [document(f"第{n}县", 2022) for n in range(500)]
    assert (
        next_questions(asked("砚溪县2022年新签约项目多少个？"), many, lambda q: bool(tried.append(q))) == []
    )
    assert len(tried) <= MOST_TRIED


def test_a_question_in_traditional_characters_is_followed_by_such() -> None:
    assert offered("硯溪縣2022年新簽約項目多少個？")[0] == "硯溪縣2023年新簽約項目多少個？"


def test_nothing_follows_a_question_without_place_and_year() -> None:
    assert offered("主要讲了什么？") == []


def test_no_place_is_put_before_a_question_which_county_leads() -> None:
    assert offered("2022年哪个县固定资产投资最多？") == ["2023年哪个县固定资产投资最多？"]
    assert offered("砚溪县2022年GDP，各县的排名") == ["砚溪县2023年GDP，各县的排名"]
