"""Questions that come near to what invented documents tell, and are not answered by it: each beside one that is."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.pipeline import Assistant

DOCUMENTS = {
    "竹编节一.txt": "青棠县第一届竹编节开幕\n2021年5月6日，青棠县第一届竹编节开幕，参展企业86家，签约金额3.2亿元。\n",
    "竹编节二.txt": "白桦县第二届竹编节开幕\n2022年5月6日，白桦县第二届竹编节开幕，参展企业97家。\n"
    "2022年7月8日，白桦县委书记祝新禾主持会议。白桦县固定资产投资完成31.5亿元。\n",
    "经济.txt": "青棠县2021年经济情况\n2021年，全县社会消费品零售总额完成18.6亿元，增长5.1%。招商引资到位资金22亿元。\n",
    "报告.txt": "苇川县2022年政府工作报告\n2022年1月9日在苇川县第十届人民代表大会上\n一、2021年工作回顾\n"
    "一般公共预算收入增长6%。民生支出占一般公共预算支出的81%，发放救助资金2.4亿元。新增减税1.6亿元。地区生产总值增长6.5%。\n",
    "计划.txt": "岚屏县2022年政府工作报告\n2022年1月9日在岚屏县第十届人民代表大会上\n一、2021年工作回顾\n"
    "粮食产量31万吨。\n二、2022年工作安排\n一般公共预算收入力争达到7.5亿元。\n",
    "民生.txt": "澄溪县2022年政府工作报告\n2022年1月9日在澄溪县第十届人民代表大会上\n一、2021年工作回顾\n"
    "新增公办幼儿园学位420个，改造污水管网42公里，水稻种植面积31万亩。森林火灾连续六年未发生。\n",
    "平安.txt": "澄溪县2021年政府工作报告\n2021年1月9日在澄溪县第十届人民代表大会上\n一、2020年工作回顾\n"
    "全年发生森林火灾2起。\n",
    "开工.txt": "晴溪县5月份集中开工\n晴溪县5月份集中开工茶厂扩建、溪东大桥、县医院三个项目。\n项目涉及工业、交通、卫生等。\n",
    "园区.txt": "晴溪县陶瓷产业园简介\n晴溪县陶瓷产业园总投资7.5亿元，占地1200亩。\n",
    "丰收.txt": "晴溪县2022年政府工作报告\n2022年1月9日在晴溪县第十届人民代表大会上\n一、2021年工作回顾\n"
    "大旱之年粮食稳产，达到12.6万吨。争取专项债券资金3.5亿元，居全市前列。\n二、2022年工作安排\n争取修通环城路。\n",
    "扬州.txt": "扬州市2022年政府工作报告\n2022年1月9日在扬州市第十届人民代表大会上\n扬州市市长 温知远\n一、2021年工作回顾\n"
    "高邮市茶农组长陆长庚获全国劳动模范称号。高邮市新修水渠31公里。\n二、2022年工作安排\n力争茶叶自由贸易区获批。"
    "扬州茶埠站在“五一”前投入使用。\n",
    "采访.md": "青棠县茶园走访记\n青棠县岭上村今年把茶园分成三片轮流采摘。“轮流采，是为了让茶树歇一歇，来年还有好叶子。”岭上村茶园轮流采摘管理员陈远说。\n",
    "防汛.txt": "防汛工作会议\n县委副书记、县长殷守成传达了会议精神，并要求科学防汛，我县各水库要加固。\n",
    "调研.txt": "临棠市领导到青棠县调研\n2022年3月9日，市委书记温如玉到青棠县调研工业企业。"
    "2022年6月，青棠县客运站投入使用。\n",
}  # fmt: skip


@pytest.fixture(scope="module")
def over_near_misses(assistant_over: Callable[[dict[str, str]], Assistant]) -> Assistant:
    return assistant_over(DOCUMENTS)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("青棠县第一届竹编节有多少家参展企业？", "**86家**"),
        ("白桦县第二届竹编节有多少家参展企业？", "**97家**"),
        ("青棠县2021年社零是多少？", "**18.6亿元**"),
        ("白桦县固投完成多少亿元？", "**31.5亿元**"),
        ("白桦县的县委书记是谁？", "祝新禾"),
        ("白桦县委书记是谁？", "祝新禾"),
        ("青棠县竹编节哪天开幕？", "5月6日"),
        ("澄溪县2021年水稻种了多少万亩？", "**31万亩**"),
        ("澄溪县2021年改造污水管多少公里？", "**42公里**"),
        ("澄溪县2021年发生了几起森林火灾？", "森林火灾连续六年未发生"),
        ("澄溪县2020年发生了几起森林火灾？", "**2起**"),
        ("青棠县客运站什么时候投入使用？", "2022年6月"),
        ("晴溪县陶瓷产业园总投资是多少？", "**7.5亿元**"),
        ("晴溪县5月又开工了哪些项目？", "溪东大桥"),
        ("晴溪县2021年粮食产量达到多少万吨？", "**12.6万吨**"),
        ("晴溪县2021年争取了多少专项债券资金？", "**3.5亿元**"),
        ("扬州市哪位组长获得了全国劳动模范？", "陆长庚"),
        ("扬州市的市长是谁？", "温知远"),
        ("扬州茶埠站什么时候投入使用？", "“五一”前"),
        ("青棠县岭上村的茶园为什么轮流采摘？", "让茶树歇一歇"),
        ("苇川县一般公共预算收入哪一年增长6%？", "苇川县2021年：一般公共预算收入"),
    ],
)
def test_what_is_told_under_its_own_name_number_or_day_is_answered(
    over_near_misses: Assistant, question: str, told: str
) -> None:
    answer = over_near_misses.ask(question)
    assert not answer.abstained
    assert told in answer.text


@pytest.mark.parametrize(
    "question",
    [
        "青棠县第二届竹编节有多少家参展企业？",
        "白桦县第一届竹编节有多少家参展企业？",
        "青棠县2021年固定资产投资是多少？",
        "青棠县固投完成多少亿元？",
        "青棠县的县委书记是谁？",
        "青棠县委书记是谁？",
        "青棠县客运站哪天投入使用？",
        "青棠县客运站是几月几号投入使用的？",
        "苇川县2021年一般公共预算收入是多少亿元？",
        "苇川县2021年GDP总量是多少亿元？",
        "澄溪县2021年新增养老床位多少张？",
        "澄溪县2021年改造雨水管网多少公里？",
        "澄溪县2021年蔬菜种植面积多少万亩？",
        "晴溪县6月又开工了哪些项目？",
        "晴溪县陶瓷产业园产值是多少？",
        "晴溪县陶瓷产业园交多少税？",
        "扬州市常务副市长是谁？",
        "岚屏县县长是谁？",
        "扬州市新修水渠多少公里？",
        "扬州市茶叶自由贸易区是哪一年获批的？",
    ],
    ids=[
        "first edition held",
        "second edition held",
        "other indicators held",
        "other indicators held, by its short name",
        "secretary of the city named",
        "secretary of the city named, asked in short",
        "month held",
        "month held, asked by its number",
        "its expenditure named beside another sum",
        "its growth told after another sum",
        "places of nurseries added, not beds",
        "other pipes laid",
        "another crop planted",
        "begun in another month",
        "what is invested told, not what is made",
        "what is invested told, not what is paid in taxes",
        "the office of a deputy",
        "the head of a county that is not named",
        "a figure of one of its counties",
        "the year of a plan",
    ],
)
def test_another_edition_indicator_office_or_a_month_for_a_day_is_no_answer(
    over_near_misses: Assistant, question: str
) -> None:
    answer = over_near_misses.ask(question)
    assert answer.abstained
    assert answer.text.startswith(f"资料库中没有找到{question[:2]}")


def test_an_aim_is_said_to_be_one_where_the_result_was_asked_for(over_near_misses: Assistant) -> None:
    note = "（以上为报告中提出的目标或安排，资料库中没有找到完成情况。）"
    told = over_near_misses.ask("岚屏县2022年一般公共预算收入多少？").text
    assert "**7.5亿元**" in told and told.endswith(note)
    assert note not in over_near_misses.ask("岚屏县2022年一般公共预算收入的目标是多少？").text
    assert note not in over_near_misses.ask("岚屏县2021年粮食产量多少？").text


def test_what_comes_nearest_is_offered_as_not_the_answer_and_cited(over_near_misses: Assistant) -> None:
    answer = over_near_misses.ask("青棠县第二届竹编节有多少家参展企业？")
    _, _, offered = answer.text.partition("最接近的内容（不一定是所问的）：")
    assert "第一届竹编节" in offered
    assert [c.doc for c in answer.citations] == ["竹编节一.txt"]


TOWNS = {
    "乡镇表.md": "# 竹溪坪县乡镇基础数据\n\n| 乡镇 | 面积（平方公里） | 常住人口（万人） |\n| --- | --- | --- |\n"
    "| 青石塬镇 | 287.3 | 0.72 |\n| 白石塬镇 | — | 1.36 |\n| 新岭乡 | 332.0 | 0.54 |\n| 石桥回族乡 | 92.5 | 0.31 |\n"
}


def test_the_row_of_one_town_tells_nothing_of_another(
    assistant_over: Callable[[dict[str, str]], Assistant],
) -> None:
    over_towns = assistant_over(TOWNS)
    assert "287.3平方公里" in over_towns.ask("竹溪坪县青石塬镇的面积是多少平方公里？").text
    assert "92.5平方公里" in over_towns.ask("竹溪坪县石桥乡的面积是多少平方公里？").text
    assert over_towns.ask("竹溪坪县白石塬镇的面积是多少平方公里？").abstained
    assert over_towns.ask("竹溪坪县黑石塬镇的面积是多少平方公里？").abstained


def test_a_rank_is_told_by_the_prose_where_the_table_has_no_column_of_ranks(
    assistant_over: Callable[[dict[str, str]], Assistant],
) -> None:
    over_ranks = assistant_over(
        {
            "指标.md": "# 岚屏县2022年主要指标\n\n2022年岚屏县粮食产量21.3万吨，增长2.4%，增幅居全市第3位。\n\n"
            "| 指标名称 | 单位 | 指标值 | 增速（%） |\n| --- | --- | --- | --- |\n"
            "| 粮食产量 | 万吨 | 21.3 | 2.4 |\n| 油料产量 | 万吨 | 1.7 | 3.1 |\n| 水果产量 | 万吨 | 5.2 | 6.3 |\n"
        }
    )
    assert "第3位" in over_ranks.ask("岚屏县2022年粮食产量是多少，增幅在全市排第几？").text
