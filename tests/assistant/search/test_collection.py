"""What the library holds: the year that 今年 means, and regions that are found once for each state of the library."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.pipeline import Assistant
from assistant.question.places import Gazetteer
from assistant.search import retriever
from assistant.search.collection import this_year
from assistant.search.document_region import inferred_region
from ingest.library import catalog_writer
from ingest.library.library import Library
from ingest.schema import Region, StoredDocument

CALENDAR = 2026
THIS_YEAR = date.today().year


def document(name: str, dated: str | None, reviews: int | None = None) -> StoredDocument:
    return StoredDocument(
        doc=name, title=name, region="沅澧县", place=None, date=dated, reviews_year=reviews, kind="news", source=None,
        speaker=None, format="txt", passages=1, characters=100, state="ready", reason=None, ingested_at="",
    )  # fmt: skip


def dated(*dates: str | None) -> list[StoredDocument]:
    return [document(f"{n}.txt", d) for n, d in enumerate(dates)]


OLDER = ("2018-01", "2018-05-04", "2019", "2019-03-02", "2020-01-10", "2021-01-12")


@pytest.mark.parametrize(
    ("documents", "expected"),
    [
        ([], CALENDAR),
        (dated(None, None), CALENDAR),
        (dated("2021-01-12", "2022"), 2022),
        # A plan's last year, a slip of the pen.
        (dated("2022", "2049-12-31"), 2022),
        (dated(*OLDER, "2030-01-01"), 2021),
        # One misdated file among others, though its date is past.
        (dated(*OLDER, "2025-06"), 2021),
        (dated(*OLDER, "2025-06", "2026-01"), 2026),
        (dated(*OLDER, "2023-06"), 2023),
        # A report that looks back on the year before is no slip, and two documents tell nothing of each other.
        ([*dated(*OLDER), document("报告.txt", "2025-01-08", reviews=2024)], 2025),
        (dated("2015-01", "2022-01"), 2022),
        (dated("2049-12-31"), CALENDAR),
    ],
)
def test_this_year_is_the_year_up_to_which_the_documents_tell(
    documents: list[StoredDocument], expected: int
) -> None:
    assert this_year(documents, CALENDAR) == expected


@given(st.lists(st.integers(1990, 2060), max_size=30))
def test_this_year_is_a_year_of_a_document_and_never_one_to_come(years: list[int]) -> None:
    found = this_year(dated(*map(str, years)), CALENDAR)
    past = [year for year in years if year <= CALENDAR]
    assert found in past if past else found == CALENDAR


AFFORESTATION = {
    "报告.txt": "沅澧县政府工作报告\n——2022年1月12日在沅澧县第十七届人民代表大会第一次会议上\n沅澧县人民政府县长 顾砚秋\n"
    "各位代表：\n一、2021年工作回顾\n一般公共预算收入完成6.37亿元，增长5.1%。\n"
    "二、2022年工作安排\n今年，计划新建农村公路83公里。\n",
    "讲话.txt": "在沅澧县2022年春季造林动员会上的讲话\n（2022年2月21日）\n同志们：\n今年，全县计划造林3.4万亩，其中油茶9000亩。\n",
    "规划.txt": "沅澧县公共厕所布点规划（2022—2049年）\n发布日期：2049年12月31日\n到规划期末，县城公共厕所达到127座。\n",
}  # fmt: skip


@pytest.fixture(scope="module")
def over_afforestation(assistant_over: Callable[[dict[str, str]], Assistant]) -> Assistant:
    return assistant_over(AFFORESTATION)


@pytest.mark.parametrize(
    ("question", "start", "figure"),
    [
        ("沅澧县今年计划造林多少亩？", "沅澧县2022年（目标）：", "3.4万亩"),
        ("沅澧县去年一般公共预算收入完成多少？", "沅澧县2021年：", "6.37亿元"),
        ("沅澧县今年新建农村公路多少公里？", "沅澧县2022年（目标）：", "83公里"),
    ],
)
def test_an_answer_to_a_question_about_this_year_says_which_year_and_place_it_speaks_of(
    over_afforestation: Assistant, question: str, start: str, figure: str
) -> None:
    answer = over_afforestation.ask(question)
    assert not answer.abstained
    assert answer.text.startswith(start) and figure in answer.text.replace("**", "")


def test_words_of_another_year_than_the_one_meant_bear_their_own(
    assistant_over: Callable[[dict[str, str]], Assistant],
) -> None:
    later = AFFORESTATION | {"新闻.txt": "沅澧县新闻\n2023年5月6日，沅澧县召开禁毒会议，部署禁毒工作。\n"}
    answer = assistant_over(later).ask("沅澧县今年计划造林多少亩？")
    assert "3.4万亩" in answer.text.replace("**", "")
    assert answer.text.startswith("沅澧县2022年：") and "2023" not in answer.text


def test_in_an_undated_library_this_year_is_the_calendars(
    assistant_over: Callable[[dict[str, str]], Assistant],
) -> None:
    over = assistant_over({"简介.txt": "沅澧县概况\n沅澧县地处山区，全县有水库27座。\n"})
    assert over.understand("沅澧县今年有水库多少座？").years == (THIS_YEAR,)


SPEECHES = {
    f"讲话{n}.txt": f"在第{n}次重点工作会议上的讲话\n同志们：\n要排查烟花门店{n + 20}家，澧浦人要有信心。\n"
    for n in range(12)
} | {"报告.txt": AFFORESTATION["报告.txt"], "澧浦.txt": AFFORESTATION["报告.txt"].replace("沅澧县", "澧浦县")}


@contextmanager
def threads_that_alternate_often() -> Iterator[None]:
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        yield
    finally:
        sys.setswitchinterval(interval)


def test_a_search_keeps_to_one_state_of_the_library_while_others_are_published(
    assistant_over: Callable[[dict[str, str]], Assistant],
) -> None:
    over = assistant_over(SPEECHES)
    question = over.understand("澧浦县要排查烟花门店多少家？")
    expected = {hit.passage.doc for hit in over.retriever.search(question, 20)}
    assert len(expected) >= 10

    def search(_: int) -> bool:
        return {hit.passage.doc for hit in over.retriever.search(question, 20)} == expected

    def publish(_: int) -> bool:
        with over.library.catalog.transaction() as tx:
            catalog_writer.bump_generation(tx)
        return True

    with threads_that_alternate_often(), ThreadPoolExecutor(6) as pool:
        done = [pool.submit(publish if n % 3 == 0 else search, n) for n in range(60)]
        assert all(future.result() for future in done)


def test_regions_that_were_found_belong_to_the_state_of_the_library_they_were_found_in(
    assistant_over: Callable[[dict[str, str]], Assistant],
) -> None:
    over = assistant_over(SPEECHES)
    over.search("澧浦县要排查烟花门店多少家？")
    before = over.retriever.holdings()
    found = dict(before.inferred_regions)
    assert set(found.values()) == {("澧浦县", None)}
    with over.library.catalog.transaction() as tx:
        catalog_writer.bump_generation(tx)
    after = over.retriever.holdings()
    assert (
        before.inferred_regions == found
        and after.inferred_regions == {}
        and after.generation > before.generation
    )


def test_a_region_that_was_looked_for_before_a_publication_is_looked_for_again_after_it(
    assistant_over: Callable[[dict[str, str]], Assistant], monkeypatch: pytest.MonkeyPatch
) -> None:
    over = assistant_over(SPEECHES)
    looked_for: dict[str, int] = {}

    def interrupted(library: Library, gazetteer: Gazetteer, document: StoredDocument) -> Region | None:
        first = not looked_for
        looked_for[document.doc] = library.generation
        found = inferred_region(library, gazetteer, document)
        if first:  # meanwhile something is published, and another search sees it
            with library.catalog.transaction() as tx:
                catalog_writer.bump_generation(tx)
            over.retriever.holdings()
        return found

    monkeypatch.setattr(retriever, "inferred_region", interrupted)
    over.search("澧浦县要排查烟花门店多少家？")
    held = over.retriever.holdings()
    assert held.inferred_regions and all(looked_for[doc] == held.generation for doc in held.inferred_regions)
