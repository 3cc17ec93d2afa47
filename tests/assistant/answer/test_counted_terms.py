"""Terms that count their members, over a report of an invented county."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.pipeline import Assistant
from tests.assistant.answer.answer_items import items

REPORT = (
    "青棠县2023年政府工作报告\n——2023年1月14日在青棠县第九届人民代表大会第六次会议上\n青棠县人民政府县长 骆青川\n各位代表：\n"
    "现在，我代表县人民政府向大会报告工作，请予审议。\n一、2022年工作回顾\n"
    "（一）产业转型实现“三个跨越”\n茶业向精深加工跨越。新建茶厂3座，茶叶产值增长8%。\n造纸业向绿色低碳跨越。关停小纸厂4家。\n"
    "旅游业向全年全季跨越。接待游客20万人次。\n"
    "（二）民生福祉持续改善\n办好教育、医疗、养老、住房“四件大事”，民生支出增长7%。全面推进“五微改造”，城区面貌不断改善。\n"
    "二、2023年工作安排\n2023年，要打好“四张牌”：\n打好“茶叶牌”。新建茶园2万亩。\n打好“竹木牌”。新建竹产业园。\n"
    "打好“山水牌”。创建4A级景区。\n打好“温泉牌”。引进温泉酒店1家。\n"
    "抓好“三大工程”：一是引水工程，解决城区供水，新建水厂1座；二是通路工程，修路60公里；三是亮化工程，安装路灯900盏。\n"
    "5月，位于城南的青棠松露食品有限公司年产3000吨菌菇深加工及冷链仓储物流基地扩建项目、白桦路延伸工程项目、敬老院3个项目同日开工。\n"
    "推进“三权”改革。\n林权改革抓好确权发证，办证2000本。\n水权改革核定用水户300家。\n地权改革盘活闲置宅基地40处。\n"
    "“茶农之家”建设实现“有场所、有人员、有经费”的“三有”目标，朝着“场所好、人员好”的要求转变。\n"
    "山区农户推广“集雨水窖+砂石滤池+太阳能灯”的“三小件”改水模式。\n"
    "做强茶叶、竹木、旅游三大主导产业，培育生物医药、低空经济、储能电池三大未来产业。\n"
    "建成集采茶体验、制茶体验等游览、休憩、购物三大功能区。\n"
    "“两县三企”共建云岭水库项目开工。总投资约6亿元、由青棠水务、白桦电力与竹溪建工“两县三企”共同建设的云岭水库进展顺利。\n"
    "开展“三个专项战”。\n加快项目落地，打好“项目落地专项战”。扶持小店，打好“小店扶持专项战”，也是环境专项战。\n打好河道保护专项战。\n"
    "绿化荒山，打好“荒山绿化专项战”。\n"
    "三、实施“四大计划”，打牢长远发展的根基\n“清泉青棠”计划。疏浚河道，四乡的沟渠由县里统一管护，两年内全部清淤一遍。\n“书香青棠”计划。每个村办一间农家书屋，请退休教师轮流照看。\n"
    "“平安青棠”计划。村口路口装上路灯，巡逻队夜里定时走一遍。\n“康养青棠”计划。乡镇卫生院都开中医馆，医师每月下村坐诊。\n"
    "四、建设“两园一地”，把青棠办成茶乡门户\n建设全市有名的茶叶加工园。引进拼配、包装企业，鲜叶就地加工，统一检验。\n建设采茶体验的农旅融合园。茶园里修步道，农户开办民宿和小吃摊。\n"
    "建设山货集散的商贸基地。修好货场，给外来客商留出专门的摊位。\n"
    "五、优化服务\n落实“三最”服务要求。\n聚焦收费最低，取消十项收费。\n聚焦时间最短，一天办结。\n聚焦态度最好，设评价器。\n加强窗口管理。\n"
    "新建茶文化园、竹艺园、青棠博物馆、县档案馆、山货商城“两园两馆一城”。\n"
    "六、办好实事\n今年办好以下三方面为民实事：一是修路，铺沥青六十公里；二是通水，新建水厂两座；三是点灯，装路灯九百盏。\n"
    "健康工程包括体检筛查、建立档案、巡诊送药、培训村医4个方面内容。\n名词解释\n1.“三馆”项目\n县图书馆新馆、县档案馆、县文化馆。\n2.“两不一清”\n垃圾不落地。\n"
)  # fmt: skip


@pytest.fixture(scope="module")
def report(assistant_over: Callable[[dict[str, str]], Assistant]) -> Assistant:
    return assistant_over({"报告.txt": REPORT})


@pytest.mark.parametrize(
    ("question", "members"),
    [
        (
            "青棠县2022年的产业转型实现了哪“三个跨越”？",
            ["茶业向精深加工跨越", "造纸业向绿色低碳跨越", "旅游业向全年全季跨越"],
        ),
        ("青棠县2023年要打好哪四张“牌”？", ["茶叶牌", "竹木牌", "山水牌", "温泉牌"]),
        ("青棠县2023年要抓好的“三大工程”是哪三个？", ["引水工程", "通路工程", "亮化工程"]),
        (
            "青棠县“四大计划”都是什么？",
            ["“清泉青棠”计划", "“书香青棠”计划", "“平安青棠”计划", "“康养青棠”计划"],
        ),
        (
            "青棠县要建设的“两园一地”具体是什么？",
            ["建设全市有名的茶叶加工园", "建设采茶体验的农旅融合园", "建设山货集散的商贸基地"],
        ),
        ("青棠县的“三最”指的是哪三个方面？", ["聚焦收费最低", "聚焦时间最短", "聚焦态度最好"]),
        (
            "青棠县的三方面为民实事有哪些？",
            ["修路，铺沥青六十公里", "通水，新建水厂两座", "点灯，装路灯九百盏"],
        ),
    ],
)
def test_as_many_members_as_the_term_says_are_the_items(
    report: Assistant, question: str, members: list[str]
) -> None:
    assert items(report.ask(question).text) == members


def test_a_clause_that_names_all_members_is_quoted_alone(report: Assistant) -> None:
    text = report.ask("青棠县2022年办好的“四件大事”是哪四件？").text
    assert "办好教育、医疗、养老、住房“四件大事”" in text
    assert "五微改造" not in text


def test_deeds_that_a_report_promises_are_listed_however_many_they_are_and_of_the_year_asked_about(
    assistant_over: Callable[[dict[str, str]], Assistant],
) -> None:
    text = (
        "青棠县2023年政府工作报告\n——2023年1月14日在青棠县第九届人民代表大会第六次会议上\n一、2022年工作回顾\n"
        "全面完成了年初承诺的惠民实事：建成茶亭四座；铺设沥青路六十公里；新装路灯九百盏。\n二、2023年工作安排\n"
        "今年，我们要办好以下民生实事：为茶农提高采摘补贴每人每月三百元；新建水厂两座；改造村小学宿舍。加强督查，说到做到。\n"
    )
    over = assistant_over({"报告.txt": text})
    planned = ["为茶农提高采摘补贴每人每月三百元", "新建水厂两座", "改造村小学宿舍"]
    assert items(over.ask("青棠县2023年打算办哪些民生实事？").text) == planned
    done = ["建成茶亭四座", "铺设沥青路六十公里", "新装路灯九百盏"]
    assert items(over.ask("青棠县2022年办了哪些实事？").text) == done


def test_a_term_of_three_numbers_counts_their_sum(report: Assistant) -> None:
    text = report.ask("青棠县的“两园两馆一城”是哪些？").text
    assert "茶文化园、竹艺园、青棠博物馆、县档案馆、山货商城“两园两馆一城”" in text


def test_a_term_whose_members_are_not_told_is_refused(report: Assistant) -> None:
    assert report.ask("青棠县2022年的“五微改造”是哪五微？").abstained


def test_a_member_however_long_is_quoted_from_its_beginning(report: Assistant) -> None:
    text = report.ask("青棠县5月开工的是哪三个项目？").text
    assert "青棠松露食品有限公司年产" in text and "敬老院" in text


def test_a_term_is_explained_on_the_line_below_it(report: Assistant) -> None:
    assert "县图书馆新馆、县档案馆、县文化馆" in report.ask("青棠县的“三馆”项目指的是哪三个馆？").text


def test_so_many_sides_of_a_work_are_its_members(report: Assistant) -> None:
    text = report.ask("青棠县健康工程包括哪4个方面的内容？").text
    assert "体检筛查、建立档案、巡诊送药、培训村医" in text


def test_what_each_statement_opens_with_is_a_member_of_a_term_of_one_character(report: Assistant) -> None:
    told = items(report.ask("青棠县的“三权”改革是指哪三权？").text)
    assert [each[:4] for each in told] == ["林权改革", "水权改革", "地权改革"]


def test_members_may_stand_in_quotation_marks_together_behind_another_name(report: Assistant) -> None:
    text = report.ask("青棠县“茶农之家”建设的“三有”目标包括哪些？").text
    assert "“有场所、有人员、有经费”的“三有”目标" in text
    assert "人员好" not in text


def test_members_may_be_joined_by_plus_signs(report: Assistant) -> None:
    text = report.ask("青棠县山区农户推广的“三小件”是哪三件？").text
    assert "集雨水窖+砂石滤池+太阳能灯" in text


def test_a_document_of_the_wider_region_tells_members_where_it_names_the_place(
    assistant_over: Callable[[dict[str, str]], Assistant],
) -> None:
    documents = {
        "健康.txt": "宣城市健康扶贫工程启动\n近日，宣城市启动健康扶贫工程，宣城市医院派出医生。\n工程在绩溪县实施，项目包括重点筛查、健康建档、"
        "巡诊送药、培训村医4个方面内容。\n",
        "绩溪.txt": "绩溪县卫生工作会议\n2016年5月6日，绩溪县召开卫生工作会议，部署健康扶贫工程。\n",
    }
    text = assistant_over(documents).ask("绩溪县健康扶贫工程包括哪4个方面的内容？").text
    assert "重点筛查、健康建档、巡诊送药、培训村医" in text


def test_what_stands_before_a_closed_list_is_no_member(report: Assistant) -> None:
    text = report.ask("青棠县建成了哪三大功能区？").text
    assert "游览、休憩、购物三大功能区" in text
    assert "制茶体验" not in text


def test_who_a_term_of_two_numbers_stands_for_is_named_before_it(report: Assistant) -> None:
    text = report.ask("青棠县云岭水库的“两县三企”都有谁？").text
    assert "青棠水务、白桦电力与竹溪建工" in text
    assert "6亿元" not in text
