"""Lists below a line that names them, and sentences that list what is asked for."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.answer.rosters import MOST_MEMBERS
from assistant.pipeline import Assistant
from tests.assistant.answer.answer_items import items

POOLS = ("云杉湿地", "白桦湿地", "红松水库湿地")
FIRMS = ("青棠云杉茶业有限公司", "青棠白桦果业有限公司", "青棠红松菌业有限公司", "青棠县酿造厂")
DOCUMENTS = {
    "湿地.html": "<html><head><title>青棠县人民政府关于公布第一批县级湿地保护名录的通知</title></head><body>"
    "<h1>青棠县人民政府关于公布第一批县级湿地保护名录的通知</h1><p>各乡镇人民政府：</p>"
    "<p>为了加强湿地保护，经县政府研究决定，现将我县第一批湿地保护名录予以公布。湿地是重要的生态空间，各地要切实抓好保护工作。</p>"
    "<p>青棠县人民政府</p><p>2022年5月6日</p><p>附件</p><p>青棠县第一批湿地保护名录</p><table>"
    "<tr><th>序号</th><th>湿地名称</th><th>位置</th><th>面积（公顷）</th></tr>"
    + "".join(f"<tr><td>{n}</td><td>{name}</td><td>城东镇</td><td>{n}1.5</td></tr>" for n, name in enumerate(POOLS, 1))
    + "</table></body></html>",
    "龙头.txt": "青棠县人民政府关于命名青棠云杉茶业有限公司等4家企业为农业龙头企业的通知\n各乡镇人民政府：\n"
    "经研究，县政府决定命名青棠云杉茶业有限公司等4家企业为2022年青棠县农业龙头企业。希望被命名的企业再接再厉。\n"
    "青棠县人民政府\n2022年10月9日\n附件\n2022年青棠县农业龙头企业名单\n（共4家）\n"
    + "".join(f"{n}、{firm}\n" for n, firm in enumerate(FIRMS, 1)),
    "表彰.txt": "青棠县人民政府关于表彰2021年度民政工作先进集体和先进个人的通报\n各乡镇人民政府：\n"
    "为鼓励先进，县政府决定对2021年度民政工作先进集体和先进个人予以表彰，希望受表彰的单位和个人再创佳绩。\n"
    "一、先进集体\n城东镇人民政府、城西镇人民政府、云杉乡人民政府\n二、先进个人\n"
    "骆青川（城东镇人民政府）\n石映雪（县民政局）\n甘若谷（云杉乡人民政府）\n青棠县人民政府\n2022年4月26日\n",
    "安置.txt": "青棠县2023年青年见习岗位安排\n2023年6月1日，青棠县公布2023年青年见习岗位。\n2023年青棠县青年见习单位名单\n"
    + "".join(f"第{n}茶厂\n" for n in range(1, MOST_MEMBERS + 6)),
    "项目.md": "# 桐岭县2023年重点项目名单\n\n| 序号 | 项目名称 |\n| --- | --- |\n| 合计（3个） | |\n"
    "| 1 | 青河水厂工程 |\n| 2 | 城北小学改扩建 |\n| 3 | 滨湖公园 |\n",
    "报告.txt": "苇川市2023年政府工作报告\n——2023年1月14日在苇川市第九届人民代表大会第六次会议上\n苇川市人民政府市长 骆青川\n"
    "各位代表：\n现在，我代表市人民政府向大会报告工作，请予审议。\n一、2022年工作回顾\n"
    "2022年，重大项目接连落地，云杉水厂、白桦造纸、红松物流园等重点项目开工建设，全市投资增长8%，工业用电量增长5%。"
    "成功举办茶叶节、丰收节等活动，接待游客20万人次。\n二、2023年工作安排\n2023年，力争投资增长9%。\n",
}  # fmt: skip


@pytest.fixture(scope="module")
def over_rosters(assistant_over: Callable[[dict[str, str]], Assistant]) -> Assistant:
    return assistant_over(DOCUMENTS)


@pytest.mark.parametrize(
    ("question", "members"),
    [
        ("青棠县第一批县级湿地保护名录里有哪些湿地？", POOLS),
        ("青棠县2022年的农业龙头企业有哪些？", FIRMS),
        ("桐岭县2023年有哪些重点项目？", ("青河水厂工程", "城北小学改扩建", "滨湖公园")),
        (
            "青棠县2021年度民政工作先进集体是哪几个单位？",
            ("城东镇人民政府", "城西镇人民政府", "云杉乡人民政府"),
        ),
        (
            "青棠县2021年度民政工作先进个人有哪些？",
            ("骆青川（城东镇人民政府）", "石映雪（县民政局）", "甘若谷（云杉乡人民政府）"),
        ),
    ],
)
def test_members_below_a_line_that_names_them_are_items(
    over_rosters: Assistant, question: str, members: tuple[str, ...]
) -> None:
    answer = over_rosters.ask(question)
    assert items(answer.text) == list(members)
    assert all(line.cites for line in answer.lines if line.form == "item")


def test_a_long_list_says_how_many_it_has(over_rosters: Assistant) -> None:
    text = over_rosters.ask("青棠县2023年青年见习单位有哪些？").text
    assert len(items(text)) == MOST_MEMBERS
    assert f"共{MOST_MEMBERS + 5}项" in text


def test_a_list_of_another_kind_is_not_given(over_rosters: Assistant) -> None:
    text = over_rosters.ask("青棠县2022年有哪些旅游景点？").text
    assert not any(firm in text for firm in FIRMS)
