"""Questions over the rows of tables in Markdown, Word and web pages about invented counties."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from docx import Document

from assistant.pipeline import Assistant
from assistant.schema import Answer
from ingest.library.library import Library
from ingest.settings import Settings
from ingest.sync.run import sync

# Nine rows: more than one passage holds.
PROJECTS = """# 雾岭县2023年重点项目清单

雾岭县发展和改革局 2023年2月6日

| 序号 | 项目名称 | 建设内容 | 建设性质 | 总投资（亿元） | 牵头领导 | 责任单位 | 完工时间 |
|---|---|---|---|---|---|---|---|
| 1 | 云杉家居产业园 | 建设标准厂房18万平方米，引进家居企业20家 | 新建 | 6.5 | 路遥青 | 雾岭经济开发区 | 2023年11月底 |
| 2 | 北桥水厂 | 日供水能力3万吨，铺设管网52公里 | 续建 | 1.25 | 岑知远 | 县水利局 | 2023年6月底 |
| 3 | 苔溪河治理工程 | 治理河道14公里，新建堤防9公里 | 新建 | 2.1 | 岑知远 | 县水利局 | 2023年12月底 |
| 4 | 雾岭客运枢纽 | 占地86亩，建设客运站和公交首末站 | 续建 | 待定 | 祝新禾 | 县交通局 | 2023年9月底 |
| 5 | 竹浆纸循环利用项目 | 年产竹浆纸12万吨，配套热电联产机组 | 新建 | 9.8 | 路遥青 | 雾岭经济开发区 | 2024年5月底 |
| 6 | 第二人民医院 | 床位500张，建筑面积6万平方米 | 续建 | 4.4 | 祝新禾 | 县卫健局 | 2023年10月底 |
| 7 | 石门至柳渡公路 | 全长23公里，双向两车道 | 新建 | 3.35 | 祝新禾 | 县交通局 | 2024年8月底 |
| 8 | 智慧农业示范园 | 建设连栋大棚300亩，冷库两座 | 新建 | 1.25 | 岑知远 | 县农业农村局 | 2023年8月底 |
| | 合计 | | | 28.65 | | | |
"""
NEWS = """雾岭县调度重点项目
2023年7月3日，雾岭县召开重点项目调度会。县委书记温如玉主持会议，全县新开工亿元以上项目17个。
雾岭县今年安排民生实事12件，新建幼儿园5所，城镇新增就业3100人。
县长路遥青表示，要把项目建设作为头等大事来抓，确保年内完成投资40亿元。
"""
INDICATORS = """<html><head><title>鹤汀市2022年主要经济指标</title></head><body><h1>鹤汀市2022年主要经济指标</h1>
<p>来源：鹤汀市统计局 2023-01-30</p>
<table><tr><th>指标</th><th>单位</th><th>2022年</th><th>2021年</th><th>同比增长(%)</th></tr>
<tr><td>地区生产总值</td><td>亿元</td><td>412.6</td><td>389.3</td><td>5.2</td></tr>
<tr><td>固定资产投资</td><td>亿元</td><td>188.1</td><td>193.5</td><td>-2.8</td></tr>
<tr><td>粮食播种面积</td><td>万亩</td><td>61.4</td><td>60.9</td><td>0.8</td></tr>
<tr><td>住户存款余额</td><td>亿元</td><td>530.7</td><td>468.2</td><td>13.3</td></tr></table>
<p>注：绝对数按现价计算，增长速度按可比价计算，各项数据均为初步统计数，以年鉴为准。</p></body></html>
"""
# All of one length, in Traditional characters.
COUNTIES = """# 棠梨市2023年各縣主要指標

棠梨市統計局 2024年1月20日

| 縣區 | 地區生產總值（億元） | 增速（%） | 簽約項目（個） |
|---|---|---|---|
| 葦塘縣 | 71.3 | 4.2 | 12 |
| 霜溪縣 | 92.8 | 6.1 | 18 |
| 澄陂縣 | 88.4 | 7.3 | 19 |
"""
SIGNED = (
    ("项目名称", "投资方", "投资额（万元）", "落户地"),
    ("柚子深加工", "青禾食品", "8600", "松坪镇"),
    ("光伏支架", "恒朗科技", "1.2亿元", "东湾工业园"),
    ("汽车线束", "捷辉电子", "23000", "东湾工业园"),
    ("陶瓷文创街区", "古窑文旅", "8600", "松坪镇"),
)
# As a page or a paper copied into plain text: rows without labels, between bars and tabs.
RANKING = """关于2023年全县招商工作考核结果的通报
苔岭县招商局 2024年1月22日
一、乡镇组排名及到位资金
名次|单位|到位资金（亿元）|目标（亿元）|完成率
1|云杉镇|9.62|8.0|120.3%
2|柳渡镇（含开发区）|6.45|6.0|107.5%
3|石门乡|0.77|1.5|51.3%
二、奖惩
对前两名给予奖励，石门乡通报批评。

三、产业指标
指标\t2020年\t2025年\t属性
脐橙产量（万吨）\t38\t60\t预期性
农膜回收率\t72%\t88%\t约束性
"""
# Labels in two rows: of the month and up to it, an amount and its growth.
MONTHLY = """<html><head><title>沙棠县2021年7月经济运行情况</title></head><body><h1>沙棠县2021年7月经济运行情况</h1>
<table><tr><td rowspan="2">指标名称</td><td rowspan="2">单位</td><td colspan="2">当月</td><td colspan="2">1—7月累计</td></tr>
<tr><td>绝对额</td><td>同比增长（%）</td><td>绝对额</td><td>同比增长（%）</td></tr>
<tr><td>工业用电量</td><td>万度</td><td>812</td><td>3.3</td><td>5530</td><td>-2.1</td></tr>
<tr><td>商品房销售额</td><td>亿元</td><td>1.4</td><td>-6.2</td><td>9.7</td><td>8.8</td></tr>
<tr><td>进出口总额</td><td>亿元</td><td>2.6</td><td>11.5</td><td>14.3</td><td>5.4</td></tr></table>
<p>注：各项数据以年报为准，增长均按可比口径计算，与上年同期相比。</p></body></html>
"""
SCHOOLS = """# 沙棠县2021年末学校情况

| | 学校（所） | 学生（人） | 男 | 女 | |
| 全县 | 41 | 18230 | 9402 | 8828 | |
| 雨坪镇 | 12 | 7011 | 3600 | 3411 | |
| 松隐乡 | 6 | 1893 | 970 | 923 | |
| 盐井乡 | 5 | 1540 | 801 | 739 | |
"""
BUDGET = """<html><head><title>沙棠县2020年支出决算</title></head><body><h1>沙棠县2020年支出决算</h1><p>单位：万元</p>
<table><tr><th rowspan="2">科目</th><th colspan="3">一般公共预算</th></tr>
<tr><th>预算数</th><th>决算数</th><th>同比增长（%）</th></tr>
<tr><th>城乡社区</th><td>7,310</td><td>6,905</td><td>3.7</td></tr>
<tr><th>交通运输</th><td>12,400</td><td>13,018</td><td>-5.5</td></tr>
<tr><th>总计</th><td>19,710</td><td>19,923</td><td>-2.2</td></tr></table>
<p>注：决算数以县人大常委会批准的为准，同比增长按可比口径计算，不含上级专项。</p></body></html>
"""


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """An assistant over nine documents, all but one with tables."""
    folder = tmp_path_factory.mktemp("tables")
    files = folder / "files"
    files.mkdir()
    (files / "雾岭重点项目.md").write_text(PROJECTS, encoding="utf-8")
    (files / "雾岭调度会.txt").write_text(NEWS, encoding="utf-8")
    (files / "鹤汀指标.html").write_text(INDICATORS, encoding="utf-8")
    (files / "棠梨指標.md").write_text(COUNTIES, encoding="utf-8")
    (files / "苔岭通报.txt").write_text(RANKING, encoding="utf-8")
    (files / "沙棠运行.html").write_text(MONTHLY, encoding="utf-8")
    (files / "沙棠学校.md").write_text(SCHOOLS, encoding="utf-8")
    (files / "沙棠决算.html").write_text(BUDGET, encoding="utf-8")
    _signed(files / "稻浦签约.docx")
    library = Library.open(Settings(library=folder / "library"), create=True)
    assert not sync(library, [files]).failed
    yield Assistant(library)
    library.close()


def _signed(path: Path) -> None:
    document = Document()
    document.add_heading("稻浦县2023年春季签约项目表（部分）", 0)
    document.add_paragraph("稻浦县招商局 2023年3月20日")
    table = document.add_table(rows=len(SIGNED), cols=len(SIGNED[0]))
    for row, cells in zip(table.rows, SIGNED, strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    document.save(str(path))


def lines(answer: Answer) -> list[str]:
    """What the answer lists, without citation marks."""
    found = [line for line in answer.text.split("\n") if line.startswith("- ")]
    return [line.removeprefix("- ").split("[")[0] for line in found]


def test_rows_that_a_person_heads_are_counted_and_named(shelf: Assistant) -> None:
    answer = shelf.ask("雾岭县岑知远牵头的项目有几个？")
    assert "共 **3个**（按表中8行计算）" in answer.text
    assert lines(answer) == ["北桥水厂", "苔溪河治理工程", "智慧农业示范园"]


def test_every_counted_row_is_cited_at_its_own_place(shelf: Assistant) -> None:
    answer = shelf.ask("雾岭县岑知远牵头的项目有几个？")
    text = shelf.library.document(answer.citations[0].doc).text
    cited = [text[a:b] for c in answer.citations for a, b in c.exact]
    rows = [row for row in cited if row[:1].isdigit()]
    assert [row.split(" | ")[1] for row in rows] == [
        "项目名称：北桥水厂",
        "项目名称：苔溪河治理工程",
        "项目名称：智慧农业示范园",
    ]


def test_rows_in_passages_that_were_not_the_best_ones_are_listed_too(shelf: Assistant) -> None:
    answer = shelf.ask("雾岭县2023年重点项目清单里新建的有哪些？")
    assert lines(answer) == [
        "云杉家居产业园",
        "苔溪河治理工程",
        "竹浆纸循环利用项目",
        "石门至柳渡公路",
        "智慧农业示范园",
    ]


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("路遥青牵头了哪些项目？", ["云杉家居产业园", "竹浆纸循环利用项目"]),
        ("水利局负责的项目有哪些？", ["北桥水厂", "苔溪河治理工程"]),
        ("稻浦县签约项目里落在东湾工业园的两个项目是哪些？", ["光伏支架", "汽车线束"]),
    ],
)
def test_rows_are_listed_by_what_a_cell_says(shelf: Assistant, question: str, names: list[str]) -> None:
    assert lines(shelf.ask(question)) == names


def test_a_column_is_added_up_over_the_rows_meant_with_its_inputs(shelf: Assistant) -> None:
    answer = shelf.ask("雾岭县岑知远牵头的项目总投资一共多少？")
    assert "合计 **4.6亿元**（按以上数字计算：1.25亿元＋2.1亿元＋1.25亿元）。" in answer.text


def test_number_and_sum_asked_together_are_told_together(shelf: Assistant) -> None:
    answer = shelf.ask("雾岭县岑知远牵头的项目有几个，总投资多少？")
    assert "共 **3个**" in answer.text
    assert "合计 **4.6亿元**" in answer.text


def test_figures_of_different_scales_add_up(shelf: Assistant) -> None:
    answer = shelf.ask("稻浦县签约项目表里4个项目投资额合计多少？")
    assert "合计 **5.22亿元**（按以上数字计算：8600万元＋1.2亿元＋23000万元＋8600万元）" in answer.text
    assert "（原表注明只列出一部分。）" in answer.text


def test_a_row_without_a_figure_is_named_beside_the_sum(shelf: Assistant) -> None:
    answer = shelf.ask("雾岭县祝新禾牵头的项目总投资一共多少？")
    assert "合计 **7.75亿元**" in answer.text
    assert "其中雾岭客运枢纽没有可用的“总投资”数字，未计入。" in answer.text


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("雾岭县重点项目清单里投资最大的是哪个？", ["竹浆纸循环利用项目，总投资：**9.8亿元**"]),
        ("雾岭县重点项目清单里投资最小的是哪个？", ["北桥水厂，总投资：**1.25亿元**", "智慧农业示范园，总投资：**1.25亿元**"]),
        ("雾岭县祝新禾牵头的项目里投资最大的是哪个？", ["第二人民医院，总投资：**4.4亿元**"]),
        ("鹤汀市2022年主要经济指标里同比增长最快的是哪个？", ["住户存款余额，同比增长：**13.3%**"]),
        ("棠梨市各县指标表里地区生产总值最高的是哪个？", ["霜溪县，地区生产总值：**92.8亿元**"]),
        ("鹤汀市2022年主要经济指标里同比增长最慢的是哪个？", ["固定资产投资，同比增长：-**2.8**%"]),
    ],
)  # fmt: skip
def test_the_largest_and_the_smallest_of_a_column_are_named(
    shelf: Assistant, question: str, told: list[str]
) -> None:
    answer = shelf.ask(question)
    assert [line for line in told if line not in answer.text] == []
    assert ("最低" if "最小" in question or "最慢" in question else "最高") in answer.text


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("雾岭县苔溪河治理工程的牵头领导是谁？", "苔溪河治理工程，牵头领导：岑知远[1]"),
        ("第二人民医院什么时候完工？", "第二人民医院，完工时间：2023年10月底[1]"),
        ("石门至柳渡公路的责任单位是哪个？", "石门至柳渡公路，责任单位：县交通局[1]"),
        ("雾岭县竹浆纸项目总投资多少？", "竹浆纸循环利用项目，总投资：**9.8亿元**[1]"),
        ("稻浦县汽车线束项目落户哪里？", "汽车线束，落户地：东湾工业园[1]"),
        ("恒朗科技在稻浦县投资多少？", "光伏支架，投资方：恒朗科技，投资额：**1.2亿元**[1]"),
        ("棠梨市霜溪縣2023年地區生產總值是多少？", "霜溪縣，地區生產總值：**92.8億元**[1]"),
        ("鹤汀市2021年住户存款余额是多少？", "鹤汀市2021年住户存款余额：**468.2亿元**[1]"),
        ("鹤汀市2022年固定资产投资增长多少？", "鹤汀市2022年固定资产投资增速：**-2.8%**[1]"),
        ("苔岭县2023年柳渡镇的完成率是多少？", "柳渡镇（含开发区），完成率：**107.5%**[1]"),
        ("苔岭县2020年脐橙产量是多少？", "苔岭县2020年脐橙产量：**38万吨**[1]"),
    ],
)
def test_of_a_row_only_the_cell_asked_for_is_given(shelf: Assistant, question: str, told: str) -> None:
    assert told in shelf.ask(question).text


def test_a_cell_of_each_of_several_rows_is_given(shelf: Assistant) -> None:
    answer = shelf.ask("路遥青牵头的两个项目分别什么时候完工？")
    assert lines(answer) == [
        "云杉家居产业园，完工时间：2023年11月底",
        "竹浆纸循环利用项目，完工时间：2024年5月底",
    ]


def test_a_question_in_traditional_characters_is_answered_in_them(shelf: Assistant) -> None:
    assert "共 **3個**（按表中8行計算）" in shelf.ask("霧嶺縣岑知遠牽頭的項目有幾個？").text
    assert "苔溪河治理工程，牽頭領導：岑知遠" in shelf.ask("霧嶺縣苔溪河治理工程的牽頭領導是誰？").text


@pytest.mark.parametrize(
    "question",
    [
        "雾岭县新建了几所幼儿园？",
        "雾岭县安排了几件民生实事？",
        "雾岭县新开工了多少个项目？",
        "雾岭县岑知远牵头的项目投资不是2亿元的有几个？",
        "雾岭县除岑知远牵头以外的项目有几个？",
        "雾岭县岑知远牵头的五个项目是哪些？",
        "雾岭县岑知远牵头的项目带动就业多少人？",
        "雾岭县岑知远牵头的项目征地拆迁有哪些困难？",
        "雾岭县重点项目调度会是谁主持的？",
        "雾岭县第二人民医院为什么延期？",
        "栖梧县岑知远牵头的项目有几个？",
    ],
)
def test_what_the_rows_do_not_tell_is_not_reckoned_from_them(shelf: Assistant, question: str) -> None:
    text = shelf.ask(question).text
    assert "行计算" not in text
    assert "按以上数字计算" not in text
    assert "，总投资：" not in text


def test_what_prose_tells_of_the_same_words_stays_the_answer(shelf: Assistant) -> None:
    assert "**17个**" in shelf.ask("雾岭县新开工亿元以上项目多少个？").text


def test_the_rows_that_a_question_compares_are_told_with_the_highest(shelf: Assistant) -> None:
    answer = shelf.ask("苔岭县云杉镇和石门乡2023年完成率哪个高，各多少？")
    assert lines(answer) == ["云杉镇，完成率：**120.3%**", "石门乡，完成率：**51.3%**"]
    assert answer.text.endswith("其中最高的是云杉镇。")


def test_shares_are_told_and_not_added_up(shelf: Assistant) -> None:
    answer = shelf.ask("苔岭县云杉镇和石门乡2023年完成率各是多少？")
    assert "合计" not in answer.text and len(lines(answer)) == 2


def test_the_years_of_a_circular_are_those_of_its_title(shelf: Assistant) -> None:
    assert shelf.ask("苔岭县2024年柳渡镇的完成率是多少？").abstained


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("沙棠县2021年1-7月工业用电量累计完成多少？", "工业用电量，1—7月累计·绝对额：**5530**万度"),
        ("沙棠县2021年1—7月商品房销售额增长多少？", "商品房销售额，1—7月累计·同比增长：**8.8%**"),
        ("沙棠县2021年7月当月商品房销售额增长多少？", "商品房销售额，当月·同比增长：-**6.2**%"),
        ("沙棠县2021年7月当月进出口总额是多少？", "进出口总额，当月·绝对额：**2.6**亿元"),
        ("沙棠县2021年1-7月哪项指标增长最快？", "商品房销售额，1—7月累计·同比增长：**8.8%**"),
        ("沙棠县2021年末全县女学生有多少人？", "全县，女：**8828**"),
        ("沙棠县2021年末松隐乡有多少所学校？", "松隐乡，学校：**6所**"),
        ("沙棠县哪个乡镇学生最多？", "雨坪镇，学生：**7011人**"),
        ("沙棠县2020年城乡社区支出决算数是多少？", "城乡社区，一般公共预算·决算数：**6,905**万元"),
        ("沙棠县2020年交通运输支出决算数同比增长多少？", "交通运输，一般公共预算·同比增长：-**5.5**%"),
        ("沙棠县2020年一般公共预算支出决算总计多少？", "总计，一般公共预算·决算数：**19,923**万元"),
        (
            "沙棠县2020年交通运输支出预算数和决算数分别是多少？",
            "交通运输，一般公共预算·预算数：**12,400**万元，一般公共预算·决算数：**13,018**万元",
        ),
    ],
)
def test_row_and_column_decide_under_labels_in_two_rows_and_an_empty_corner(
    shelf: Assistant, question: str, told: str
) -> None:
    assert told in shelf.ask(question).text


def test_a_row_that_adds_up_the_others_is_none_of_them(shelf: Assistant) -> None:
    text = shelf.ask("沙棠县哪个乡镇学生最多？").text
    assert "全县" not in text
    assert "按表中3行" in text


def test_a_column_of_other_months_is_not_given(shelf: Assistant) -> None:
    text = shelf.ask("沙棠县2021年1-5月商品房销售额增长多少？").text
    assert "8.8" not in text.split("最接近")[0]
    assert "6.2" not in text.split("最接近")[0]
