"""The sentences beside the one chosen that tell its reason."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from assistant.answer.reasons import LONGEST, opens, with_following, with_reason
from assistant.evidence.answer_types import holds
from assistant.evidence.features import FEATURES
from assistant.evidence.model import Candidate
from assistant.pipeline import Assistant
from assistant.question.understand import understand
from ingest.chinese.script import fold
from tests.assistant.passages import holding, passage


def evidence(text: str, chosen: str) -> Candidate:
    """The sentence `chosen` of a passage that holds `text`, its form measured as for a question that asks why."""
    question = understand("为什么？", holding(), now=2023)
    values = np.zeros(len(FEATURES), dtype=np.float32)
    values[FEATURES.index("fit_reason")] = holds(question, fold(chosen))
    speech = passage(text, region="青棠县", date="2022-01-12", kind="speech", year=2022)
    start = text.index(chosen)
    return Candidate(speech, start, start + len(chosen), values, 1.0, 1.0)


@pytest.mark.parametrize(
    "points_back", ["这正是我们连续下滑的原因。", "因此，全县工业用电减少。", "所以要拆围墙。"]
)
def test_what_points_back_takes_the_two_sentences_before_along(points_back: str) -> None:
    before = "企业用工短缺。订单大幅减少。"
    text = f"别的事先不说。{before}{points_back}会议到此结束。"
    assert with_reason(evidence(text, points_back)).text == before + points_back


def test_what_asks_for_its_own_reason_takes_the_sentences_after_along() -> None:
    chosen = "全县排名退了六位。"
    after = "退在哪里？一是项目少。二是企业弱。"
    assert with_reason(evidence(f"开门见山。{chosen}{after}", chosen)).text == chosen + after


@pytest.mark.parametrize(
    "reason", ["主要是用工短缺。", "由于订单减少，企业停产。", "受持续干旱影响，用水不足。"]
)
def test_a_result_takes_the_reason_that_follows_along(reason: str) -> None:
    chosen = "全县粮食产量下降三成。"
    assert with_reason(evidence(chosen + reason, chosen)).text == chosen + reason


@pytest.mark.parametrize(
    ("opening", "is_one"),
    [
        ("为什么投产快？", True),
        ("我们也要清醒地看到，工作中仍然存在一些问题。", True),
        ("营商环境更加优化。", True),
        ("营商环境更加优化，企业办事更快。", False),
        ("新增企业31家。", False),
        ("5.洪水面前挺住了。", True),
        ("（三）营商环境更加优化。", True),
        ("受订单减少影响，企业停产。", False),
        ("前面说了许多，" * 8 + "那么为什么要出台这项政策？", False),
    ],
)
def test_a_question_a_topic_and_a_lead_in_only_open_what_follows(opening: str, is_one: bool) -> None:
    assert opens(evidence(opening + "用工更稳了。", opening)) is is_one


def test_a_few_words_are_an_answer_where_a_fact_is_asked_for_unless_they_are_numbered() -> None:
    assert not opens(evidence("大桥完成主墩施工。进度很快。", "大桥完成主墩施工。"), of_fact=True)
    assert opens(evidence("5.洪水面前挺住了。无人伤亡。", "5.洪水面前挺住了。"), of_fact=True)


def test_what_opens_a_paragraph_is_told_with_the_rest_of_it_and_no_more() -> None:
    opening, rest = "为什么投产快？", "一是审批快。二是技术新。"
    assert with_following(evidence(f"开门见山。{opening}{rest}\n另起一段。", opening)).text == opening + rest
    long = "这一句很长，" * 20 + "说完了。"
    assert with_following(evidence(opening + long + long, opening)).text == opening + long


def test_a_result_that_no_reason_follows_stands_alone() -> None:
    chosen = "全县粮食产量下降三成。"
    assert with_reason(evidence(chosen + "全年造林两万亩。主要是松树。", chosen)).text == chosen


def test_a_sentence_that_gives_its_cause_itself_stands_alone() -> None:
    chosen = "由于持续干旱，全县粮食产量下降三成。"
    assert with_reason(evidence(chosen + "主要是玉米减产。", chosen)).text == chosen


def test_a_heading_is_no_reason() -> None:
    text = "三、存在的问题\n企业用工短缺。\n四、下一步工作\n这正是连续下滑的原因。"
    chosen = "这正是连续下滑的原因。"
    assert with_reason(evidence(text, chosen)).text.startswith("企业用工短缺。")
    assert not with_reason(evidence("三、存在的问题\n" + chosen, chosen)).text.startswith("三")


def test_a_reason_is_told_at_no_more_than_its_length_and_never_cut() -> None:
    chosen, point = "全县排名退了六位。", "一是" + "项目少，" * 15 + "要补上。"
    told = with_reason(evidence(chosen + point * 6, chosen)).text
    assert len(told) <= LONGEST
    assert told == chosen + point * ((LONGEST - len(chosen)) // len(point))
    back, long = "这正是连续下滑的原因。", "订单减少，" * 50 + "企业停产。"
    assert with_reason(evidence(long + back, back)).text == back


def test_why_is_answered_by_the_sentence_that_says_why_and_not_by_the_one_that_says_that(
    assistant_over: Callable[[dict[str, str]], Assistant],
) -> None:
    text = (
        "青棠县召开财税工作会议\n2022年8月3日，青棠县召开财税工作会议。上半年，一般公共预算收入6.2亿元，下降5.8%；"
        "税收占比提高。一般公共预算收入下降，主要因为减税1.1亿元。\n会议还研究了防汛工作。\n"
        "为什么投产快？一是审批快。二是技术新，设备先进。\n新能源项目投产快，是全市的样板。\n"
    )
    assistant = assistant_over({"财税.txt": text})
    assert "主要因为减税" in assistant.ask("青棠县一般公共预算收入为什么下降？").text.splitlines()[0]
    assert "审批快" in assistant.ask("青棠县为什么投产快？").text


def test_why_is_answered_with_the_reason_and_cites_it(
    assistant_over: Callable[[dict[str, str]], Assistant],
) -> None:
    reason = "龙头企业停产检修，新项目迟迟没有投产。"
    text = (
        "青棠县召开工业经济分析会\n2022年8月3日，青棠县召开工业经济分析会。"
        f"{reason}这正是全县工业排名退了六位的原因。\n会议还研究了防汛工作。\n"
    )
    answer = assistant_over({"青棠.txt": text}).ask("青棠县工业排名为什么退了？")
    assert not answer.abstained
    assert reason in answer.text
    (citation,) = answer.citations
    assert any(reason in text[start:end] for start, end in citation.exact)


def test_the_sentence_that_says_what_the_reason_is_comes_before_a_list_that_holds_it(
    assistant_over: Callable[[dict[str, str]], Assistant],
) -> None:
    told = assistant_over(
        {
            "通报.txt": "青棠县茶叶质量检查通报\n2021年6月8日\n检查组提出三点意见。一是要重新清洗茶具。检查发现的问题，根本原因在于"
            "制茶师傅没有培训、仓库没有通风。二是要补上培训。三是要改造仓库。\n"
        }
    ).ask("青棠县茶叶质量检查发现的问题，根本原因是什么？")
    assert "没有培训、仓库没有通风" in told.text
    assert "重新清洗茶具" not in told.text


def test_of_several_things_that_have_a_reason_each_only_the_one_asked_about_is_told(
    assistant_over: Callable[[dict[str, str]], Assistant],
) -> None:
    text = (
        "青棠县2022年预算执行情况\n2023年1月8日\n一、2022年支出情况\n"
        "1、茶业支出完成8.5亿元，下降2.8%。主要原因是上级补助减少。\n"
        "2、道路支出完成5.2亿元，下降30%。主要原因是修路资金改由乡镇安排。\n"
        "3、水利支出完成1.6亿元，下降82%。主要原因是水库已经完工。\n"
    )
    told = assistant_over({"预算.txt": text}).ask("青棠县2022年道路支出下降是什么原因？").text
    assert "乡镇安排" in told
    assert "水库" not in told
    assert "上级补助" not in told


def test_why_is_answered_by_the_purpose_that_stands_beside_what_was_done(
    assistant_over: Callable[[dict[str, str]], Assistant],
) -> None:
    text = (
        "青棠县柳溪小学奠基\n2022年8月3日，青棠县柳溪小学项目奠基仪式举行，副县长陈远出席。柳溪小学项目占地20亩，"
        "主要建一栋教学楼。建成后，将有效解决城东片区孩子上学远的难处。\n"
    )
    answer = assistant_over({"小学.txt": text}).ask("青棠县为什么要建柳溪小学？")
    assert "上学远" in answer.text.splitlines()[0]


def test_why_is_answered_by_what_stood_in_the_way_right_beside_what_was_done(
    assistant_over: Callable[[dict[str, str]], Assistant],
) -> None:
    text = "青棠县整治户外广告\n2022年8月3日，青棠县户外广告整治会召开，副县长陈远出席。陈远说，当前户外广告又多又乱，影响了县城面貌。\n"
    answer = assistant_over({"广告.txt": text}).ask("青棠县为啥要整治户外广告？")
    assert "又多又乱" in answer.text.splitlines()[0]


def test_a_purpose_that_points_back_takes_the_sentences_before_along() -> None:
    before, told = "茶农没有抵押，贷不到款。", "为了破解这个难题，银行推出茶农贷。"
    assert with_reason(evidence(f"开门见山说别的。{before}{told}", told)).text.endswith(before + told)
