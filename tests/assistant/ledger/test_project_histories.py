"""How mentions of projects become projects with a history."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assistant.ledger.project_histories import histories
from ingest.facts.model import StoredProject
from tests.assistant.ledger.invented import mentioned


def test_a_project_of_two_years_is_one_project_with_a_history() -> None:
    later = mentioned("云脊抽水蓄能电站项目", "in production", year=2023, written="2024-01-10")
    earlier = mentioned("云脊抽水蓄能电站", "started", year=2021)
    (project,) = histories([later, earlier])
    assert project.mentions == (earlier, later)
    assert project.status == "in production" and project.years == (2021, 2023)


def test_the_phases_of_a_work_and_works_of_other_regions_are_other_projects() -> None:
    mentions = [
        mentioned("石墨新材料产业园一期"),
        mentioned("石墨新材料产业园二期"),
        mentioned("石墨新材料产业园一期", region="云溪县"),
    ]
    assert len(histories(mentions)) == 3


def test_a_project_has_the_last_state_and_sum_that_are_told() -> None:
    (project,) = histories(
        [
            mentioned("云脊抽水蓄能电站", "signed", year=2019, investment=40.0),
            mentioned("云脊抽水蓄能电站", "started", year=2021, investment=48.5, industry="能源"),
            mentioned("云脊抽水蓄能电站", None, year=2022, written="2023-01-15"),
        ]
    )
    assert project.status == "started"
    assert project.investment is not None and project.investment.project.investment == 48.5
    assert project.amount == 48.5e8 and project.industry == "能源"


def test_of_two_states_told_of_one_year_the_further_one_is_reached() -> None:
    (project,) = histories(
        [mentioned("云脊抽水蓄能电站", "completed"), mentioned("云脊抽水蓄能电站", "started", by="霞山省")]
    )
    assert project.status == "completed"


def test_a_project_of_which_little_is_told_is_kept() -> None:
    (project,) = histories([mentioned("云脊抽水蓄能电站", None, year=None, written=None)])
    assert (project.status, project.amount, project.years, project.industry) == (None, None, (), None)


def test_projects_told_of_last_come_first_then_the_larger_ones() -> None:
    found = histories(
        [
            mentioned("老粮仓改造", year=2018, investment=90.0),
            mentioned("河湾湿地公园", investment=2.0),
            mentioned("云脊抽水蓄能电站", investment=48.5),
        ]
    )
    assert [each.name for each in found] == ["云脊抽水蓄能电站", "河湾湿地公园", "老粮仓改造"]


MENTIONS = st.lists(
    st.builds(
        mentioned,
        st.sampled_from(["云脊抽水蓄能电站", "云脊抽水蓄能电站项目", "云脊抽水蓄能电站二期", "河湾湿地公园"]),
        region=st.sampled_from(["岚屏县", "云溪县", None]),
        year=st.sampled_from([2020, 2021, None]),
    ),
    max_size=10,
)


@given(MENTIONS)
def test_every_mention_is_in_one_project_and_their_order_decides_nothing(
    mentions: list[StoredProject],
) -> None:
    found = histories(mentions)
    assert sorted(m.id for each in found for m in each.mentions) == sorted(m.id for m in mentions)
    turned = histories(mentions[::-1])
    assert {frozenset(m.id for m in each.mentions) for each in found} == {
        frozenset(m.id for m in each.mentions) for each in turned
    }
