"""Which year a passage is about, and whether it tells what was done or what is planned, in documents of every kind."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from ingest.chinese.script import fold
from ingest.schema import CleanText, Description, Passage
from ingest.split.headings import outline
from ingest.split.outlook_features import STEPS, Setting, features, observe, pair_weight, pairs
from ingest.split.outlook_model import OutlookModel, outlook_model
from ingest.split.passages import split
from ingest.split.statements import statements
from ingest.split.time_mentions import Present, mentions
from ingest.split.timeframe import Timeline

REVIEW = "新建学校三所，完成投资2.4亿元，同比增长12.5%，受益群众达到8.6万人，被评为全省先进。"
PLAN = "要新建学校四所，力争完成投资3亿元，确保年底前交付使用，着力解决群众上学难的问题。"


def frames(text: str, description: Description) -> list[Passage]:
    return split(CleanText(text), description)


def told(text: str, description: Description, words: str) -> tuple[int | None, str | None, str | None]:
    """The year, outlook and period of the passage that holds `words`."""
    passage = next(p for p in frames(text, description) if words in text[p.start : p.end])
    return passage.year, passage.outlook, passage.period


def test_a_communique_tells_what_was_done_in_the_year_of_its_title() -> None:
    text = "青棠县2021年国民经济和社会发展统计公报\n一、综合\n全年地区生产总值86.4亿元，比上年增长6.8%。年末常住人口21.3万人。"
    title = "青棠县2021年国民经济和社会发展统计公报"
    assert told(text, Description(title, date="2022-03-18"), "86.4亿元") == (2021, "review", None)


def test_the_day_below_a_title_dates_the_document_and_not_what_it_tells() -> None:
    title = "关于2021年全县植树考核结果的通报"
    text = f"{title}\n青棠县林业局 2022年1月19日\n一、考核结果\n青棠镇完成植树6200亩，完成率104%，名列第一。"
    assert told(text, Description(title, date="2022-01-19"), "6200亩")[0] == 2021


def test_an_action_plan_is_planned_for_its_period() -> None:
    title = "青棠县茶产业三年行动方案（2021—2023年）"
    text = f"{title}\n一、主要目标\n到2023年，全县茶园达到6万亩，新增龙头企业5家。\n二、重点任务\n{PLAN}"
    description = Description(title, date="2021-05")
    assert told(text, description, "学校四所") == (None, "plan", "2021/2023")
    # What is to be reached by its last year is also of that year.
    assert told(text, description, "6万亩") == (2023, "plan", "2021/2023")


def test_a_title_with_two_years_gives_the_first_to_what_was_done_and_the_second_to_what_is_planned() -> None:
    title = "关于青棠县2022年财政预算执行情况和2023年财政预算草案的报告"
    done = "一般公共预算收入完成3.2亿元，为预算的101%，比上年增长4.4%。" * 4
    planned = "一般公共预算收入拟安排3.4亿元，力争增长5%，确保重点支出需要。" * 4
    text = f"{title}\n各位代表：\n{done}\n为编好预算，要抓好以下工作：\n{planned}"
    description = Description(title, date="2023-01-12")
    assert told(text, description, "完成3.2亿元")[:2] == (2022, "review")
    assert told(text, description, "拟安排3.4亿元")[:2] == (2023, "plan")


def test_a_circular_that_ends_with_the_next_steps_turns_there() -> None:
    text = (
        "关于一季度项目进展情况的通报\n"
        + REVIEW * 3
        + "\n下一步，各单位要压实责任，倒排工期，加快建设进度，确保实现时间过半、任务过半。"
    )
    description = Description("关于一季度项目进展情况的通报", date="2023-04-10")
    assert told(text, description, "2.4亿元")[:2] == (2023, "review")
    assert told(text, description, "下一步")[:2] == (2023, "plan")


def test_a_plan_that_begins_under_the_heading_of_the_review_is_a_plan_of_the_year_it_names() -> None:
    text = (
        f"各位代表：\n现在，我代表县人民政府向大会报告工作。\n一、2022年工作回顾\n过去一年，{REVIEW}\n"
        f"各位代表，今年是县域经济攻坚之年，全年的主要目标是：地区生产总值增长6.5%。\n{PLAN}"
    )
    description = Description("青棠县政府工作报告", date="2023-01-09", reviews_year=2022, kind="work-report")
    assert told(text, description, "2.4亿元")[:2] == (2022, "review")
    assert told(text, description, "6.5%")[:2] == (2023, "plan")
    assert told(text, description, "3亿元")[:2] == (2023, "plan")


@pytest.mark.parametrize(
    ("heading", "body", "expected"),
    [
        ("一、“十三五”时期工作回顾", REVIEW, (2020, "review", "2016/2020")),
        ("一、过去五年工作回顾", REVIEW, (2020, "review", "2016/2020")),
        ("二、“十四五”时期主要目标任务", PLAN, (None, "plan", "2021/2025")),
        ("二、今后五年主要任务", PLAN, (None, "plan", "2021/2025")),
        ("三、2021年重点工作", PLAN, (2021, "plan", None)),
    ],
)
def test_several_years_are_a_period(
    heading: str, body: str, expected: tuple[int | None, str, str | None]
) -> None:
    description = Description("青棠县政府工作报告", date="2021-01-20", reviews_year=2020, kind="work-report")
    text = f"各位代表：\n现在，我代表县人民政府报告工作。\n{heading}\n{body * 3}"
    assert told(text, description, body[:10]) == expected


def test_a_section_on_two_times_turns_where_it_says_so() -> None:
    description = Description("青棠县政府工作报告", date="2021-01-20", reviews_year=2020, kind="work-report")
    text = f"一、“十三五”时期和2020年工作回顾\n五年来，{REVIEW * 6}\n刚刚过去的2020年，我县新修公路九条。{REVIEW * 6}"
    assert told(text, description, "五年来")[2] == "2016/2020"
    assert told(text, description, "公路九条") == (2020, "review", None)


def test_a_period_named_in_passing_changes_nothing() -> None:
    description = Description("青棠县政府工作报告", date="2026-01-20", reviews_year=2025, kind="work-report")
    text = f"三、2026年重点工作\n{PLAN * 5}\n上述目标着眼“十五五”开局，要全力以赴。{PLAN * 5}\n各位代表，“十五五”蓝图已经绘就，让我们携手奋斗。{PLAN * 5}"
    assert {(p.year, p.period) for p in frames(text, description)} == {(2026, None)}


def test_figures_under_a_draft_budget_are_planned_although_they_read_like_results() -> None:
    title = "关于青棠县2025年预算执行情况和2026年预算草案的报告"
    done = "全县政府性基金预算收入31,200万元，比上年增长2.4%，加上上级补助收入，收入总计46,100万元。" * 3
    planned = "全县政府性基金预算收入33,600万元，比上年执行数增长7.7%，收入总计48,900万元。" * 3
    text = f"{title}\n各位代表：\n一、2025年预算执行情况\n{done}\n二、2026年预算草案\n（一）收入预计和支出安排\n{planned}"
    description = Description(title, date="2026-01-14")
    assert told(text, description, "31,200万元")[:2] == (2025, "review")
    assert told(text, description, "33,600万元")[:2] == (2026, "plan")


def test_work_told_without_a_subject_under_last_years_heading_was_done() -> None:
    title = "关于青棠县2025年预算执行情况和2026年预算草案的报告"
    done = (
        "持续加强就业帮扶。安排资金1.7亿元，支持茶园改造和农村公路建设。加大基层医疗投入，推动优质资源下沉。"
    )
    text = (
        f"{title}\n一、2025年预算执行情况\n（二）2025年主要财税政策落实和重点财政工作情况\n{done * 2}\n"
        f"二、2026年财政重点工作\n{PLAN * 2}"
    )
    description = Description(title, date="2026-01-14")
    assert told(text, description, "茶园改造")[:2] == (2025, "review")
    assert told(text, description, "学校四所")[:2] == (2026, "plan")


def test_a_paper_of_experience_tells_what_was_done_until_the_next_steps() -> None:
    title = "青棠县茶园管护经验交流材料"
    text = (
        f"{title}\n自2017年11月开展试点以来，我县精心组织，取得了阶段性成果。\n一、完善制度，强化机制\n"
        "我县建立了联席会议制度，每月调度一次。一是完善管护制度。要求各乡镇逐级签订责任书，按季度通报排名。\n"
        "二、创新方式，提升效能\n推行网格化管理，把茶园划成片区。早在1984年，老茶农就有轮采的习惯。\n"
        "下一步，我们将认真学习兄弟县的做法，加快建设智慧茶园，确保管护水平再上台阶。"
    )
    for words in ("联席会议", "网格化"):
        assert told(text, Description(title), words)[:2] == (None, "review")


def test_a_yearly_report_that_cites_articles_is_no_text_of_rules() -> None:
    title = "青棠县2024年政府信息公开工作年度报告"
    text = (
        f"{title}\n一、总体情况\n全年主动公开信息1260条，受理申请31件，均按时答复。优化网站栏目，组织培训4次。\n"
        "二、主动公开政府信息情况\n第二十条第（一）项\n信息内容\n第二十条第（五）项\n处理决定数量\n第二十条第（六）项\n许可"
    )
    assert told(text, Description(title, date="2025-01-20"), "1260条")[:2] == (2024, "review")


def test_the_assessment_of_a_year_asks_for_what_is_to_be_done_in_it() -> None:
    title = "青棠县2022年营商环境考评办法"
    text = (
        f"{title}\n一、政务服务（25分）\n1．加快推进高频事项一网通办，网上办理率不低于90%。（5分）\n"
        "2．建设全县统一的审批平台，推进部门数据共享。（5分）"
    )
    assert told(text, Description(title, date="2022-04-14"), "一网通办")[:2] == (2022, "plan")


def test_in_an_account_of_a_year_this_year_is_the_one_in_its_title() -> None:
    title = "青棠县2025年经济运行情况分析"
    text = f"{title}\n一、农业稳中趋优\n今年以来，全县茶叶产量3.1万吨，同比增长4.2%。\n二、工业较快增长\n{REVIEW}"
    assert told(text, Description(title, date="2026-02-28"), "3.1万吨")[:2] == (2025, "review")


def test_rules_tell_neither_what_was_done_nor_what_is_planned() -> None:
    articles = "\n".join(
        f"第{n}条 县人民政府林业主管部门负责古树名木的登记和保护，养护责任人应当按照技术规范进行养护。"
        for n in "一二三四五六"
    )
    found = frames(
        f"青棠县古树名木保护管理办法\n{articles}", Description("青棠县古树名木保护管理办法", date="2019")
    )
    assert {p.outlook for p in found} == {None}


def test_a_document_without_a_date_takes_the_year_that_its_head_names() -> None:
    text = f"县水利局半年工作总结\n2011年上半年，我局干部职工齐心协力。{REVIEW * 3}"
    assert told(text, Description("县水利局半年工作总结"), "2.4亿元")[:2] == (2011, "review")


def test_certainty_is_high_where_headings_and_words_agree_and_low_where_they_do_not() -> None:
    description = Description("青棠县政府工作报告", date="2022-01-20", reviews_year=2021, kind="work-report")

    def certainty(heading: str, body: str) -> float:
        return frames(f"各位代表：\n{heading}\n{body * 3}", description)[-1].certainty or 0.0

    assert certainty("一、2021年工作回顾", REVIEW) > 0.85
    assert certainty("二、2022年工作安排", PLAN) > 0.85
    assert certainty("二、2022年工作安排", REVIEW) < certainty("二、2022年工作安排", PLAN)


def test_a_passage_turns_with_the_first_statement_that_leans_the_other_way() -> None:
    text = (
        "青棠县举行2023年一季度重大项目集中开工活动\n2月16日，青棠县举行一季度重大项目集中开工活动。县长陈远讲话。\n"
        "陈远要求，要把每个项目抓在手上，确保年底前建成投用。要倒排工期、挂图作战，力争把耽误的时间抢回来；要加强质量监管，"
        "确保每个工程都经得起检验；要做好服务，项目专员要全程在线。\n"
        "松风茶机总经理林青代表企业发言。他说，从签约到开工只用了97天，代办人员往省、市跑了21趟，企业没跑一趟。"
        "活动结束后，陈远一行来到两家茶厂察看了生产情况，茶厂去年8月投产，日产干茶15吨。"
    )
    description = Description("青棠县举行2023年一季度重大项目集中开工活动", date="2023-02-16", kind="news")
    timeline = Timeline(text, outline(text), description)
    assert text.index("松风茶机") in timeline.turns()


def test_the_fast_sums_of_a_document_are_those_of_the_vectors_of_its_features() -> None:
    text = (
        "青棠县召开茶业推进会\n青棠网讯 6月3日，青棠县召开茶业推进会，县长陈远出席并讲话。会议指出，2023年全县新建茶园三千亩，"
        "带动茶农增收。会议要求：\n一要加强管护，确保春茶丰收。二要做好防冻。\n（记者 林青）"
    )
    folded = fold(text)
    found = statements(folded, outline(text))
    years = [mentions(statement.text, Present(2024)) for statement in found]
    seen = observe(found, Setting("青棠县召开茶业推进会", "=title:none", "news", 2024), years)
    model = outlook_model()
    for at, sums in enumerate(model.sums(seen)):
        expected = model.weights["bias"].copy()
        shown = seen.cues.shown(at)
        strengths = [
            *((pair, pair_weight(len(shown))) for pair in pairs(shown)),
            *((feature, 1.0) for part in seen.parts[at] for feature in features(part)),
        ]
        for feature, strength in strengths:
            if feature in model.rows:
                expected += strength * model.weights["vectors"][model.rows[feature]]
        assert list(sums) == pytest.approx(list(expected), abs=1e-4)


@given(st.integers(1, 9), st.integers(0, 2**32 - 1))
def test_each_statement_is_judged_with_as_many_before_as_after_it(count: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    hidden, outputs, width, steps = 2, 3, 5, len(STEPS)
    shapes = {
        "vectors": (1, 3 + hidden),
        "bias": (3 + hidden,),
        "near": (width * (hidden + 3 + steps), outputs),
        "near_bias": (outputs,),
        "far": (width * outputs, outputs),
        "far_bias": (outputs,),
        "out": (2 * outputs + hidden, 3),
        "out_bias": (3,),
    }
    weights = {name: rng.normal(size=shape) for name, shape in shapes.items()}
    sums = rng.normal(size=(count, 3 + hidden))
    taken = rng.integers(steps, size=count)
    inputs = [
        np.concatenate([np.tanh(own[3:]), np.tanh(own[:3] / 2), np.eye(steps)[step]])
        for own, step in zip(sums, taken, strict=True)
    ]

    def layer(below: list[NDArray[np.float64]], name: str) -> list[NDArray[np.float64]]:
        size, found = len(below[0]), []
        for at in range(count):
            total = weights[f"{name}_bias"].copy()
            for offset in range(-2, 3):
                if 0 <= at + offset < count:
                    total += below[at + offset] @ weights[name][(offset + 2) * size : (offset + 3) * size]
            found.append(np.maximum(total, 0.0))
        return found

    near = layer(inputs, "near")
    far = layer(near, "far")
    shares = OutlookModel(["茶园"], weights).shares(sums.astype(np.float32), [STEPS[step] for step in taken])
    for at in range(count):
        seen = np.concatenate([near[at], far[at], np.tanh(sums[at][3:])])
        odds = np.exp(sums[at][:3] + seen @ weights["out"] + weights["out_bias"])
        assert list(shares[at]) == pytest.approx(list(odds / odds.sum()), abs=1e-3)
