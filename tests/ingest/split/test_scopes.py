"""A passage's statements that belong to another time than most of it."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from ingest.schema import CleanText, Description, Passage, Scope
from ingest.split.passages import split

REVIEW = "新建学校三所，完成投资2.4亿元，同比增长12.5%，被评为全省先进。"
PLAN = "要新建学校四所，力争完成投资3亿元，确保年底前交付使用。"


def at(passages: list[Passage], offset: int) -> Passage | Scope:
    passage = next(p for p in passages if p.start <= offset < p.end)
    return next((scope for scope in passage.scopes if scope.start <= offset < scope.end), passage)


def test_a_demand_among_results_has_its_own_outlook() -> None:
    title = "青棠县教育工作简报"
    text = f"{title}\n2023年，全县{REVIEW}全县{REVIEW}下一步，{PLAN}"
    passages = split(CleanText(text), Description(title, date="2023-09-10", kind="news"))
    assert at(passages, text.index("学校三所")).outlook == "review"
    assert at(passages, text.index("学校四所")).outlook == "plan"


@given(st.lists(st.sampled_from([REVIEW, PLAN, "各位代表！", "\n", "一、2023年重点工作\n"]), max_size=30))
def test_scopes_lie_in_their_passage_in_order_and_differ_from_it(parts: list[str]) -> None:
    text = "青棠县工作报告\n" + "".join(parts)
    for passage in split(
        CleanText(text), Description("青棠县工作报告", date="2023-01-10", kind="work-report")
    ):
        bounds = [passage.start, *(at for s in passage.scopes for at in (s.start, s.end)), passage.end]
        assert bounds == sorted(bounds)
        for scope in passage.scopes:
            assert scope.start < scope.end
            assert (scope.year, scope.outlook, scope.period) != (
                passage.year,
                passage.outlook,
                passage.period,
            )
        for before, after in itertools.pairwise(passage.scopes):
            assert before.end < after.start or (before.year, before.outlook, before.period) != (
                after.year,
                after.outlook,
                after.period,
            )
