"""Broad questions over reports of invented counties."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from assistant.answer.topics.filling import ROOM
from assistant.pipeline import Assistant
from assistant.question.filters import Filters

_HEAD = "{county}2023年政府工作报告\n——2023年1月14日在{county}第九届人民代表大会第六次会议上\n{county}人民政府县长 骆青川\n各位代表：\n现在，我代表县人民政府向大会报告工作，请予审议。\n"
SECTIONS = ("坚定不移深化改革", "不遗余力调整结构", "攻坚克难治理环境", "持续努力改善民生")
DOCUMENTS = {
    "白桦.txt": _HEAD.format(county="白桦县") + "一、2022年工作回顾\n2022年，造林1万亩，修路30公里。\n二、2023年工作总体要求\n"
    "2023年，地区生产总值增长6%。\n"
    + "".join(
        f"{number}、{name}\n（一）抓好第一件事\n2023年，开工建设水厂2座。\n（二）抓好第二件事\n2023年，新修公路9公里。\n"
        for number, name in zip("三四五六", SECTIONS, strict=True)
    ),
    "青棠.txt": _HEAD.format(county="青棠县") + "一、2022年工作回顾\n"
    "2022年，全县地区生产总值完成96.4亿元，增长6.8%。\n"
    "（一）产业发展提质增效。新增规上工业企业12家，白桦造纸项目建成投产。新栽茶园3.2万亩，粮食总产达到21万吨。\n"
    "（二）民生福祉持续改善。教育事业优先发展。新建公办幼儿园4所，新增学位1320个。招聘教师186名，县一中新校区投用。"
    "健康青棠建设加快。县中医院门诊楼竣工，家庭医生签约5.6万人。扎实开展主题教育，党史学习教育走深走实。\n"
    "（三）生态环境不断优化。空气优良天数达到331天，造林2.4万亩；关停采石场7家，云杉河水质稳定达标。\n"
    "各位代表，过去的一年极不平凡，成绩来之不易，这是县委正确领导的结果。\n"
    "同时，我们也清醒地看到，发展中还存在不少困难和问题，主要是：工业规模偏小，龙头企业不多；教育资源分布不均，乡镇教师短缺；"
    "河道治理欠账较多，环城路未能如期通车。对此，我们将采取措施，认真解决。\n"
    "二、2023年工作安排\n2023年，要抓好以下工作：\n"
    "（一）坚定不移壮大产业。力争新签约亿元以上项目20个，开工建设红松产业园。\n"
    "（二）用心用情办好民生。优化教育布局。改扩建乡镇小学6所，城东高中秋季招生。县医院创建三级医院。\n"
    "（三）持之以恒守护生态。完成造林1.8万亩，启动云杉河综合治理。\n",
    "红松.txt": _HEAD.format(county="红松县").replace("2023年", "2021年") + "一、“十三五”时期工作回顾\n"
    "“十三五”时期，全县面貌发生深刻变化。五年来，新建学校21所，新增学位9100个。五年来，建成公路310公里。\n"
    "二、2020年工作回顾\n2020年，新建幼儿园1所，新增学位300个。全年接待游客8万人次。\n"
    "三、2021年工作安排\n2021年，新建学校2所。\n",
    "榆岭.txt": _HEAD.format(county="榆岭县") + "一、2022年工作回顾\n2022年，造林1万亩。\n"
    "一是办好民生。扎实推进就业创业工程。新增就业3200人，零就业家庭动态清零。扎实推进教育优先工程。实施校舍供暖项目79个，边远乡镇全覆盖。"
    "补充乡村教师60人。命名5个模范单位、3个教育基地。\n二、2023年工作安排\n2023年，造林2万亩。\n",
    "杉岭.txt": _HEAD.format(county="杉岭县") + "一、2022年工作回顾\n"
    "2022年，我们强化民生保障、办好实事，发展成果普惠共享。\n工业增加值增长7%。\n"
    "各位代表，在肯定成绩的同时，我们也清醒地认识到，发展中还存在诸多困难：矿山整治欠账较多；乡镇卫生所医生短缺。\n"
    "二、2023年工作安排\n2023年，工业增加值增长8%。\n",
    "槐溪.txt": _HEAD.format(county="槐溪县") + "一、2022年工作回顾\n2022年，造林1万亩。\n"
    "同时，我们也清醒地看到，发展中还存在不少问题。一是企业融资困难。抵押物不足的企业有120家。二是财政收支矛盾突出。"
    "三是乡镇学位不足。\n二、2023年工作安排\n2023年，造林2万亩。\n",
    "桐岭.txt": _HEAD.format(county="桐岭县") + "一、2022年工作回顾\n"
    "2022年，我县经济社会发展面临多年未有的冲击和挑战，全县上下迎难而上。\n地区生产总值增长6.2%。\n"
    "受干旱影响，粮食总产量低于年初预期。新建中药材基地1.2万亩。\n中药材加工企业达到9家。\n"
    "同时，我们也看到，财政收支矛盾突出，偿债压力加大；县城停车难。\n"
    "二、2023年工作安排\n2023年，造林2万亩。\n",
    "苇川.txt": _HEAD.format(county="苇川县") + "一、2022年工作回顾\n"
    "2022年，城镇新增就业3100人。全县修建农村公路45公里。旅游收入增长8%。\n"
    "二、2023年工作安排\n2023年，新修农村公路60公里。\n",
}  # fmt: skip


@pytest.fixture(scope="module")
def reports(assistant_over: Callable[[dict[str, str]], Assistant]) -> Assistant:
    return assistant_over(DOCUMENTS)


def points(reports: Assistant, question: str) -> str:
    return re.sub(r"\*\*|\[\d+\]", "", reports.ask(question).text)


def test_a_field_is_answered_by_what_was_done_in_it_and_nothing_else(reports: Assistant) -> None:
    text = points(reports, "青棠县2022年教育方面做了什么？")
    assert "- 新建公办幼儿园4所，新增学位1320个" in text
    assert "- 招聘教师186名，县一中新校区投用" in text
    for other in ("主题教育", "党史学习教育", "中医院", "分布不均", "改扩建"):
        assert other not in text


def test_good_words_alone_are_no_point(reports: Assistant) -> None:
    assert "优先发展" not in points(reports, "青棠县2022年教育方面有哪些进展？")


def test_plans_of_a_field_are_those_of_the_year_to_come(reports: Assistant) -> None:
    text = points(reports, "青棠县2023年教育方面有什么打算？")
    assert "改扩建乡镇小学6所" in text
    assert "1320个" not in text


def test_what_is_wanting_is_never_an_achievement_and_the_other_way_round(reports: Assistant) -> None:
    wanting = points(reports, "青棠县2022年存在哪些问题？")
    assert [line for line in wanting.splitlines() if line.startswith("- ")] == [
        "- 工业规模偏小，龙头企业不多",
        "- 教育资源分布不均，乡镇教师短缺",
        "- 河道治理欠账较多，环城路未能如期通车",
    ]
    done = points(reports, "青棠县2022年取得了哪些成绩？")
    assert "空气优良天数达到331天" in done
    assert "欠账" not in done
    assert "采取措施" not in done


def test_what_is_wanting_in_one_field_is_asked_for_by_its_name(reports: Assistant) -> None:
    text = points(reports, "青棠县2022年教育方面有哪些短板？")
    assert "乡镇教师短缺" in text
    assert "河道" not in text


def test_what_is_wanting_right_after_its_opening_is_not_lost(reports: Assistant) -> None:
    text = points(reports, "杉岭县政府2023年初说自己还有哪些困难？")
    assert [line for line in text.splitlines() if line.startswith("- ")] == [
        "- 矿山整治欠账较多",
        "- 乡镇卫生所医生短缺",
    ]


def test_what_is_wanting_is_given_with_its_numbered_headings(reports: Assistant) -> None:
    text = points(reports, "槐溪县2023年初承认还有哪些问题？")
    assert [line for line in text.splitlines() if line.startswith("- ")] == [
        "- 一是企业融资困难",
        "- 抵押物不足的企业有120家",
        "- 二是财政收支矛盾突出",
        "- 三是乡镇学位不足",
    ]


def test_a_lone_sentence_of_good_words_is_no_answer(reports: Assistant) -> None:
    answer = reports.ask("杉岭县2022年民生方面办了哪些实事、效果怎样？")
    assert answer.abstained


def test_what_was_not_reached_is_asked_for_by_itself(reports: Assistant) -> None:
    text = points(reports, "青棠县2022年哪些原定的事没办成？")
    assert "环城路未能如期通车" in text
    assert "龙头企业" not in text


def test_without_a_year_the_latest_report_answers_and_says_of_which_year(reports: Assistant) -> None:
    text = points(reports, "青棠县在生态环保方面做了什么？")
    assert text.startswith("青棠县2022年")
    assert "关停采石场7家" in text


def test_a_five_year_plan_asked_for_is_answered_by_its_own_section(reports: Assistant) -> None:
    text = points(reports, "红松县“十三五”期间教育方面做了什么？")
    assert "新增学位9100个" in text
    assert "300个" not in text


def test_all_that_is_planned_is_given_by_its_headings_and_what_stands_below_them(reports: Assistant) -> None:
    text = points(reports, "青棠县2023年重点工作有哪些？")
    assert [line for line in text.splitlines() if line.startswith("- ")] == [
        "- （一）坚定不移壮大产业：力争新签约亿元以上项目20个，开工建设红松产业园",
        "- （二）用心用情办好民生：改扩建乡镇小学6所，城东高中秋季招生；县医院创建三级医院",
        "- （三）持之以恒守护生态：完成造林1.8万亩，启动云杉河综合治理",
    ]


def test_the_outermost_headings_are_given_where_they_have_headings_below_them(reports: Assistant) -> None:
    text = points(reports, "白桦县2023年有哪些打算？")
    assert [line.partition("：")[0] for line in text.splitlines() if line.startswith("- ")] == [
        f"- {number}、{name}" for number, name in zip("三四五六", SECTIONS, strict=True)
    ]


def test_points_stand_in_the_order_of_the_text_each_with_its_source(reports: Assistant) -> None:
    answer = reports.ask("青棠县2022年生态环保上干了些啥？")
    items = [line for line in answer.lines if line.form == "item"]
    assert len(items) > 1
    assert sum(len(line.text) for line in items) <= ROOM
    places = [(e.passage.start + e.start, e.passage.start + e.end) for line in items for e in line.evidence]
    assert places == sorted(places)
    assert all(line.cites for line in items)


def test_a_question_that_says_more_than_a_field_is_no_broad_one(reports: Assistant) -> None:
    assert "60公里" in points(reports, "苇川县2023年要修多少公里农村公路？")
    assert "- " not in points(reports, "青棠县2022年竣工的门诊楼是哪家医院的？")


def test_a_county_that_tells_nothing_of_a_field_gets_no_points(reports: Assistant) -> None:
    assert "- " not in points(reports, "苇川县2022年党建方面做了什么？")


def test_several_places_are_answered_each_by_itself_and_one_that_tells_nothing_is_said_to(
    reports: Assistant,
) -> None:
    text = points(reports, "青棠县和苇川县的教育方面做了什么？")
    assert text.startswith("青棠县2022年：")
    assert "新增学位1320个" in text
    assert "苇川县：资料库中没有找到" in text


def test_a_heading_is_a_broad_question_too(reports: Assistant) -> None:
    assert "新增学位1320个" in points(reports, "青棠县2022年教育工作情况")


def test_a_field_of_which_nothing_is_told_is_not_answered_with_whatever_comes_near(
    reports: Assistant,
) -> None:
    assert reports.ask("苇川县2022年党建方面做了什么？").abstained


def test_a_place_that_a_filter_chose_need_not_be_named(reports: Assistant) -> None:
    answer = reports.ask("教育方面做了什么？", filters=Filters(regions=("青棠县",)))
    assert "新增学位**1320个**" in answer.text
    assert {citation.region for citation in answer.citations} == {"青棠县"}


def test_documents_that_a_filter_leaves_out_do_not_answer(reports: Assistant) -> None:
    answer = reports.ask("青棠县教育方面做了什么？", filters=Filters(years=(2015,)))
    assert "1320" not in answer.text


def test_difficulties_that_were_met_open_no_part_on_what_is_wanting(reports: Assistant) -> None:
    assert "地区生产总值增长6.2%" in points(reports, "桐岭县2022年取得了哪些主要成绩？")
    wanting = points(reports, "桐岭县2022年工作中存在哪些问题？")
    assert "财政收支矛盾突出，偿债压力加大" in wanting
    assert "停车难" in wanting
    assert "6.2%" not in wanting


def test_what_was_not_reached_is_found_among_the_results_too(reports: Assistant) -> None:
    assert "粮食总产量低于年初预期" in points(reports, "桐岭县2022年哪些目标没有完成？")


def test_a_word_that_is_no_topic_of_the_tables_is_asked_about_as_one(reports: Assistant) -> None:
    text = points(reports, "桐岭县2022年中药材有哪些进展？")
    assert "新建中药材基地1.2万亩" in text
    assert "中药材加工企业达到9家" in text


def test_the_field_may_stand_behind_the_question_word(reports: Assistant) -> None:
    assert "新增学位1320个" in points(reports, "青棠县2022年做了哪些教育工作？")


def test_a_named_work_heads_the_sentences_after_it(reports: Assistant) -> None:
    text = reports.ask("榆岭县2022年在教育上办了哪些实事？").text
    assert "供暖项目" in text and "补充乡村教师" in text
    assert "扎实推进教育优先工程" not in text and "就业" not in text
