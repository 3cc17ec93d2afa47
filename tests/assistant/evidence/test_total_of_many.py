"""What many cost together is not what one of them costs."""

from __future__ import annotations

import pytest

from assistant.evidence.model import Evidence
from assistant.evidence.total_of_many import total_of_many
from assistant.question.understand import understand
from tests.assistant.passages import holding, passage

TOLD = "本次集中开工梨花溪游船码头、古茶坊修缮、云顶观景台等11个项目，总投资54亿元"
BEFORE = "开工的22个项目，包括：梨花溪游船码头、古茶坊修缮工程、云顶观景台等，总投资69亿元"


def is_of_all(question: str, told: str) -> bool:
    evidence = passage(told)
    return total_of_many(understand(question, holding(), now=2026), Evidence(evidence, 0, len(told)))


@pytest.mark.parametrize("told", [TOLD, BEFORE])
@pytest.mark.parametrize("thing", ["梨花溪游船码头", "古茶坊修缮项目", "云顶观景台"])
def test_the_total_of_an_enumeration_is_not_the_amount_of_one_member(thing, told):
    assert is_of_all(f"{thing}总投资多少？", told)
    assert is_of_all(f"{thing}花了多少钱？", told)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("集中开工的项目总投资多少？", TOLD),
        ("梨花溪游船码头等11个项目总投资多少？", TOLD),
        ("梨花溪游船码头和古茶坊修缮一共投资多少？", TOLD),
        ("梨花溪游船码头有几个泊位？", TOLD),
        (
            "梨花溪游船码头投资多少？",
            "梨花溪游船码头总投资3亿元，古茶坊修缮、云顶观景台、茶博园等5个项目加快推进",
        ),
        ("梨花溪游船码头投资多少？", "开工梨花溪游船码头3亿元、古茶坊修缮2亿元、云顶观景台1亿元等11个项目"),
        ("梨花溪游船码头投资多少？", "梨花溪游船码头、古茶坊修缮2个项目总投资5亿元"),
    ],
)
def test_what_is_asked_of_all_or_told_of_one_is_answered(question, told):
    assert not is_of_all(question, told)
