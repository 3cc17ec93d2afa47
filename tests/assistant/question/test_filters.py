"""Filters: an answer keeps to the regions, years and kinds that the reader chose."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.pipeline import Assistant
from assistant.question.filters import Filters
from ingest.errors import QuestionError
from ingest.library.library import Library
from ingest.settings import Settings
from ingest.sync.run import sync

REPORT = """{region}{year}年政府工作报告
——{year}年1月6日在{region}第十八届人民代表大会第三次会议上
{region}县长 温若澜

各位代表：
现在，我代表县人民政府向大会报告工作，请予审议。

一、{before}年工作回顾
{before}年，新签约项目{signed}个，总投资136.5亿元。粮食总产量达到31.8万吨。

二、{year}年工作安排
新建续建重点项目86个，年内完成投资92亿元。
"""
NEWS = """松墩县一季度重大项目集中开工
来源：松墩县融媒体中心 发布时间：2021-03-18

3月18日上午，松墩县举行2021年一季度重大项目集中开工仪式。此次集中开工项目19个，总投资58.3亿元。
"""
SIGNED = "新签约项目多少个？"


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder = tmp_path_factory.mktemp("filtered")
    for region, year, signed in (("砚溪县", 2023, 47), ("砚溪县", 2022, 39), ("竹湾县", 2023, 52)):
        text = REPORT.format(region=region, year=year, before=year - 1, signed=signed)
        (folder / f"{region}{year}.txt").write_text(text, encoding="utf-8")
    (folder / "松墩.txt").write_text(NEWS, encoding="utf-8")
    library = Library.open(Settings(library=folder.with_name("library")), create=True)
    sync(library, [folder])
    yield Assistant(library)
    library.close()


def documents(assistant: Assistant, question: str, filters: Filters) -> set[str]:
    return {scored.passage.doc for scored in assistant.search(question, filters=filters)}


def test_only_documents_of_the_chosen_region_year_and_kind_are_searched(assistant: Assistant) -> None:
    assert documents(assistant, SIGNED, Filters(("竹湾县",))) == {"竹湾县2023.txt"}
    assert documents(assistant, SIGNED, Filters(("砚溪县", "竹湾县"), (2021,))) == {"砚溪县2022.txt"}
    assert documents(assistant, "项目多少个？", Filters(kinds=("news",))) == {"松墩.txt"}
    assert documents(assistant, SIGNED, Filters(("没有县",))) == set()


def test_a_chosen_region_and_year_answer_a_question_that_names_none(assistant: Assistant) -> None:
    for filters, told in ((Filters(("竹湾县",)), "52个"), (Filters(("砚溪县",), (2021,)), "39个")):
        answer = assistant.ask(SIGNED, filters=filters)
        assert told in answer.text.replace("*", ""), answer.text
        assert (answer.scope.regions, answer.scope.years) == (filters.regions, filters.years or ())


def test_the_scope_of_an_answer_is_what_the_question_names(assistant: Assistant) -> None:
    answer = assistant.ask("砚溪县2022年" + SIGNED)
    assert answer.scope == Filters(("砚溪县",), (2022,))


def test_a_region_that_the_question_names_can_be_taken_no_account_of(assistant: Assistant) -> None:
    question = "没城县新签约项目多少个？"
    assert assistant.ask(question).abstained
    answer = assistant.ask(question, filters=Filters(regions=()))
    assert not answer.abstained and answer.scope.regions == ()


def test_an_answer_that_is_not_there_says_that_the_search_was_narrowed(assistant: Assistant) -> None:
    answer = assistant.ask("砚溪县2022年新签约项目多少个？", filters=Filters(("松墩县",)))
    assert answer.abstained and "松墩县" in answer.text and "筛选" in answer.text


@pytest.mark.parametrize(
    "wrong", [{"years": ["2022"]}, {"regions": "砚溪县"}, {"kinds": ["诗"]}, {"years": 2022}]
)
def test_filters_that_are_none_are_refused_in_plain_words(wrong: dict[str, object]) -> None:
    with pytest.raises(QuestionError, match="筛选条件看不懂"):
        Filters.from_json(wrong)
    assert Filters.from_json({}) == Filters()
