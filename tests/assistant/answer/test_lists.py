"""Questions for lists over invented documents that list in all the ways that reports do."""

from __future__ import annotations

import re
from collections.abc import Callable

import numpy as np
import pytest

from assistant.answer.lists import items_of
from assistant.evidence.features import FEATURES
from assistant.evidence.model import Candidate
from assistant.pipeline import Assistant
from tests.assistant.answer.answer_items import items

_OPENING = "各位代表：\n现在，我代表县人民政府向大会报告工作，请予审议。\n"
_PACE = (
    "工程分批推进，倒排工期，挂图作战，每月公布进展，完工后由居民代表参加验收，合格后方可交付使用，"
    "质量问题一律返工，经费使用情况在公示栏里逐项公开。"
)
WORKS = ("改造老旧小区12个", "新建公办幼儿园2所", "开通城乡公交9条", "建成养老服务中心7处")
BATTLES = ("项目招引", "园区提升", "城市更新", "乡村振兴", "污染防治", "民生改善")
SECTIONS = ("推动工业转型", "推动农业增效", "推动城乡融合")
DOCUMENTS = {
    "签约.txt": "青棠县举行签约仪式\n2022年5月6日，青棠县举行签约仪式，共签约3个项目，其中："
    "云杉家具项目投资2亿元；白桦饮料项目投资3亿元；红松造纸项目投资4亿元。\n随后举行了座谈。\n",
    "就业.txt": "白桦县就业工作会议\n2022年6月6日，白桦县召开就业工作会议，提出三条措施："
    "①开办夜校培训技工。②设立零工驿站。③发放求职补贴。\n会后调研了企业。\n",
    "实事.txt": "苇川县2023年民生实事\n2023年1月20日，苇川县公布2023年要办的民生实事：\n"
    + "".join(f"{n}.{work}。{_PACE}\n" for n, work in enumerate(WORKS, 1)),
    "攻坚.txt": "霁川县2023年政府工作报告\n——2023年1月14日在霁川县第九届人民代表大会第六次会议上\n"
    "霁川县人民政府县长 骆青川\n" + _OPENING + "2023年工作安排\n2023年，重点打好六场攻坚战。\n"
    + "".join(f"（{n}）打好{name}攻坚战\n{_PACE}{_PACE}\n" for n, name in zip("一二三四五六", BATTLES, strict=True)),
    "联盟.txt": "竹溪县成立茶业联盟\n2023年3月6日，竹溪县茶业联盟的成员包括茶厂、合作社、茶商，以及茶艺学校，来宾到场祝贺。\n",
    "考察.txt": "梅溪县长赴外地招商考察\n6月，梅溪县长带队赴外地招商考察。\n考察中，梅溪县长介绍了县里的营商环境。\n"
    "考察中，一行出席了云帆造纸公司、白鹭茶业公司两家企业与梅溪县的签约仪式。\n",
    "调研.txt": "县长姜云舟到柳泉茶园等地调研\n5月6日，蓼原县县长姜云舟带队到茶园、云台镇等地调研，要求高标准推进各项工作。\n"
    "姜云舟一行先后到柳泉茶园、云台镇竹坪村、自来水厂和粮库等地，实地了解春茶采收、供水和储粮情况。\n",
    "分节.txt": "岚屏县2023年政府工作报告\n——2023年1月14日在岚屏县第九届人民代表大会第六次会议上\n"
    "岚屏县人民政府县长 石映雪\n" + _OPENING + "2023年工作安排\n2023年，抓好以下工作：\n"
    + "".join(f"{n}、{name}\n{_PACE}续建竹浆纸项目和冷链项目。\n" for n, name in zip("一二三", SECTIONS, strict=True)),
}  # fmt: skip


@pytest.fixture(scope="module")
def over_lists(assistant_over: Callable[[dict[str, str]], Assistant]) -> Assistant:
    return assistant_over(DOCUMENTS)


@pytest.mark.parametrize("which", ["哪些", "哪三个"])
def test_what_semicolons_part_after_a_colon_is_a_list_behind_its_lead_in(
    over_lists: Assistant, which: str
) -> None:
    text = over_lists.ask(f"青棠县2022年签约了{which}项目？").text
    assert "共签约**3个**项目，其中[1]\n" in text
    assert items(text) == ["云杉家具项目投资2亿元", "白桦饮料项目投资3亿元", "红松造纸项目投资4亿元。"]


def test_a_series_of_another_count_than_asked_is_not_the_list(over_lists: Assistant) -> None:
    assert items(over_lists.ask("青棠县2022年签约了哪五个项目？").text) == []


@pytest.mark.parametrize("which", ["哪些", "哪三条"])
def test_items_behind_circled_numbers_are_a_list_and_the_numbers_are_no_figures(
    over_lists: Assistant, which: str
) -> None:
    text = over_lists.ask(f"白桦县提出了{which}就业措施？").text
    assert items(text) == ["①开办夜校培训技工", "②设立零工驿站", "③发放求职补贴"]
    assert "**" not in text


def test_numbered_items_are_followed_into_the_next_passages(over_lists: Assistant) -> None:
    answer = over_lists.ask("苇川县2023年要办哪些民生实事？")
    assert items(answer.text) == [*WORKS]
    assert "- 改造老旧小区**12个**" in answer.text
    assert len(answer.citations) > 1


def test_what_a_section_tells_is_answered_without_the_other_sections(over_lists: Assistant) -> None:
    text = over_lists.ask("岚屏县2023年续建哪些项目？").text
    assert "竹浆纸项目和冷链项目" in text
    assert not any(name in text for name in SECTIONS)


@pytest.mark.parametrize(("share", "found"), [(0.9, 1), (0.3, 4)])
def test_one_item_that_says_nearly_all_that_the_whole_does_answers_alone(
    over_lists: Assistant, share: float, found: int
) -> None:
    passage = next(p for p in over_lists.library.passages_of("就业.txt") if "①" in p.text)
    start, end = passage.text.index("2022年"), passage.text.index("③发放求职补贴。") + len("③发放求职补贴。")
    at = passage.text.index("②")

    def evidence(start: int, end: int, own: float, item: float) -> Candidate:
        values = np.zeros(len(FEATURES), dtype=np.float32)
        values[FEATURES.index("own")], values[FEATURES.index("item")] = own, item
        return Candidate(passage, start, end, values, own, 0.5)

    whole = evidence(start, end, 1.0, 0.0)
    one = evidence(at, at + len("②设立零工驿站。"), share, 1.0)
    question = over_lists.understand("白桦县为什么设立零工驿站？")
    items = items_of(over_lists.library, question, whole, [whole, one])
    assert len(items) == found
    assert items[0].text == (
        "②设立零工驿站。" if found == 1 else passage.text[start : passage.text.index("①")]
    )


def test_a_question_about_one_item_is_not_answered_by_the_others(over_lists: Assistant) -> None:
    text = over_lists.ask("苇川县2023年老旧小区怎么改造？").text
    assert "老旧小区" in text
    assert not any(work in re.sub(r"\*", "", text) for work in WORKS[1:])


def test_what_opens_sentences_alike_is_no_item_of_a_list(over_lists: Assistant) -> None:
    text = over_lists.ask("梅溪县招商考察中签约的两家企业是哪两家？").text
    assert "云帆造纸公司、白鹭茶业公司" in text
    assert "考察中" not in items(text)
