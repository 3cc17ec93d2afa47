from __future__ import annotations

from dataclasses import replace

from assistant.answer.suggestions import MOST, MOST_TRIED, suggestions
from assistant.pipeline import Assistant
from ingest.schema import StoredDocument

REPORT = StoredDocument(
    doc="霁川2022.txt",
    title="霁川县2022年政府工作报告",
    region="霁川县",
    place=None,
    date="2022-01-12",
    reviews_year=2021,
    kind="work-report",
    source=None,
    speaker=None,
    format="txt",
    passages=6,
    characters=900,
    state="ready",
    reason=None,
    ingested_at="2024-01-01T00:00:00",
)
OTHER = replace(REPORT, doc="苇川2022.txt", title="苇川县2022年政府工作报告", region="苇川县")
NEWS = replace(
    REPORT,
    doc="开工.txt",
    title="澄溪区集中开工",
    region="澄溪区",
    kind="news",
    reviews_year=None,
    date="2023-03",
)


def test_every_suggestion_is_answered_by_the_library_it_is_drawn_from(assistant: Assistant) -> None:
    offered = assistant.suggestions()
    assert 2 <= len(offered) <= MOST
    assert len(set(offered)) == len(offered)
    for question in offered:
        answer = assistant.ask(question)
        assert not answer.abstained, question
        assert "没有找到" not in answer.text


def test_suggestions_are_worked_out_once_for_a_library_that_stays_the_same(assistant: Assistant) -> None:
    assert assistant.suggestions() is assistant.suggestions()


def test_only_questions_that_are_answered_are_offered() -> None:
    assert suggestions([REPORT, OTHER, NEWS], lambda question: False) == []
    offered = suggestions([REPORT, OTHER, NEWS], lambda question: "民生实事" in question)
    assert offered
    assert all("民生实事" in question for question in offered)


def test_suggestions_are_of_different_kinds_and_compare_where_there_are_two_reports() -> None:
    offered = suggestions([REPORT, OTHER, NEWS], lambda question: True)
    assert len(offered) == MOST
    assert any("霁川县" in question and "苇川县" in question for question in offered)
    assert any("多少" in question for question in offered)
    assert any("哪些" in question for question in offered)


def test_no_more_questions_are_tried_than_the_most() -> None:
    tried: list[str] = []

    def never(question: str) -> bool:
        tried.append(question)
        return False

    many = [replace(REPORT, doc=f"{n}.txt", region=f"霁{n}县", date=f"{2000 + n}-01") for n in range(20)]
    suggestions(many, never)
    assert 0 < len(tried) <= MOST_TRIED


def test_a_document_that_failed_is_never_asked_about() -> None:
    failed = replace(REPORT, state="failed", reason="空文件")
    assert suggestions([failed], lambda question: True) == []


def test_a_document_of_which_nothing_is_known_is_asked_about_by_its_title() -> None:
    plain = replace(REPORT, title="备忘", region=None, date=None, kind="other", reviews_year=None)
    found = suggestions([plain], lambda question: True)
    assert found and all("《备忘》" in question for question in found)


def test_each_further_question_is_of_another_region() -> None:
    offered = suggestions([REPORT, OTHER, NEWS], lambda question: "和" not in question)
    assert "霁川县" in offered[0] and "澄溪区" in offered[1] and "苇川县" in offered[2]


def test_figures_are_suggested_only_where_each_side_has_one(assistant: Assistant) -> None:
    for question in assistant.suggestions():
        answer = assistant.ask(question)
        if "多少" in question:
            figures = [line for line in answer.lines if line.asked or line.form == "row"]
            assert figures and "—" not in answer.text, question
