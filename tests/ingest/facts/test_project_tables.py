"""Lists of projects in tables: what each row tells, under two header rows and headed sections; accounts are none."""

from __future__ import annotations

from ingest.clean import clean
from ingest.describe.document import describe
from ingest.facts.extract import extract
from ingest.facts.model import Project
from ingest.read import read_data
from ingest.schema import CleanText
from ingest.split.passages import split

PLAN = """<html><head><title>青棠县2023年重点项目计划表</title></head><body><h1>青棠县2023年重点项目计划表</h1><p>单位：万元</p>
<table><tr><td rowspan=2>序号</td><td rowspan=2>项目名称</td><td rowspan=2>建设单位</td><td rowspan=2>建设地点</td>
<td rowspan=2>建设规模及主要建设内容</td><td colspan=2>投资</td><td colspan=2>建设年限</td></tr>
<tr><td>总投资</td><td>2023年计划投资</td><td>开工时间</td><td>竣工时间</td></tr>
<tr><td>一</td><td colspan=8>续建项目（1个）</td></tr>
<tr><td>1</td><td>恒远食品产业园项目</td><td>恒远食品有限公司</td><td>柳河镇</td><td>占地300亩，建设厂房5万平方米</td>
<td>50000</td><td>20000</td><td>2022年3月</td><td>2024年12月</td></tr>
<tr><td>二</td><td colspan=8>新开工项目</td></tr>
<tr><td>2</td><td>白塔至青山公路改建工程</td><td>县交通局</td><td>白塔镇</td><td>全长20公里</td>
<td>30000</td><td>10000</td><td>2023年4月</td><td>2025年</td></tr>
<tr><td></td><td>合计</td><td></td><td></td><td></td><td>80000</td><td>30000</td><td></td><td></td></tr>
</table></body></html>"""

PROGRESS = """# 青棠县2023年重点项目进展

| 序号 | 项目名称 | 总投资（亿元） | 形象进度 |
| --- | --- | --- | --- |
| 1 | 恒远锂电池二期 | 5.2 | 已竣工投产 |
| 2 | 青棠第三小学 | 0.8 | 主体封顶 |
| 3 | 白塔水厂 | 1.1 | 正在办理前期手续 |
"""

DEADLINES = """# 青棠县2023年十大工程一览表

| 序号 | 工程名称 | 建设内容 | 总投资（亿元） | 完成时限 |
| --- | --- | --- | --- | --- |
| 1 | 青棠大道北延工程 | 全长6.8公里 | 4.3 | 2023年12月底通车 |
| 2 | 县人民医院新院区 | 床位800张 | 7.9 | 2023年10月底启用 |
| 3 | 老城区雨污分流 | 改造管网46公里 | 3.1 | 2023年底 |
"""

ACCOUNT = """# 青棠县2023年支出预算表

| 项目 | 2022年执行数 | 2023年预算数 |
| --- | --- | --- |
| 教育支出 | 500 | 520 |
| 基本建设工程 | 300 | 310 |
"""


def listed(source: str, name: str) -> tuple[CleanText, list[Project]]:
    text = clean(read_data(source.encode(), name))
    description = describe(text, doc=name, title=None)
    return text, list(extract(text, description, split(text, description)).projects)


def test_a_row_tells_a_project_with_its_sum_site_builder_and_size() -> None:
    text, found = listed(PLAN, "plan.html")
    assert [(p.name, p.status, p.wanted) for p in found] == [
        ("恒远食品产业园项目", "under construction", None),
        ("白塔至青山公路改建工程", "planned", "started"),
    ]
    first = found[0]
    assert (first.investment, first.unit, first.amount) == (50000, "万元", 500_000_000)
    assert (first.site, first.builder, first.capacity) == ("柳河镇", "恒远食品有限公司", "300亩")
    assert (first.year, first.date, first.region) == (2023, "2022-03", "青棠县")
    assert text.text[first.name_start : first.name_end] == first.name
    assert "总投资：50000" in text.text[first.start : first.end]


def test_a_column_of_progress_tells_how_far_each_is() -> None:
    _, found = listed(PROGRESS, "progress.md")
    assert [(p.name, p.status, p.investment) for p in found] == [
        ("恒远锂电池二期", "in production", 5.2),
        ("青棠第三小学", "under construction", 0.8),
        ("白塔水厂", "planned", 1.1),
    ]


def test_a_column_of_deadlines_tells_what_is_wanted_of_each() -> None:
    _, found = listed(DEADLINES, "deadlines.md")
    assert [(p.name, p.status, p.wanted) for p in found] == [
        ("青棠大道北延工程", "planned", "completed"),
        ("县人民医院新院区", "planned", "in production"),
        ("老城区雨污分流", "planned", "completed"),
    ]


def test_an_account_lists_no_projects() -> None:
    assert listed(ACCOUNT, "account.md")[1] == []


UNDER_WAY = """# 青棠县2023年建设情况

表3 2023年末在建、拟建项目情况

| 项目名称 | 总投资（亿元） | 已投资金额（亿元） |
| --- | --- | --- |
| 在建项目： | 3.8 | 1.1 |
| 白塔污水泵站 | 1.2 | 0.3 |
| 青棠实验中学 | 2.6 | 0.8 |
| 拟建项目： | 9.0 | 0.0 |
| 青棠航空小镇 | 9.0 | 0.0 |
"""


def test_a_caption_tells_that_names_and_sums_are_of_works_and_rows_of_sums_in_which_state_they_are() -> None:
    _, found = listed(UNDER_WAY, "建设情况.md")
    assert [(project.name, project.status, project.investment) for project in found] == [
        ("白塔污水泵站", "under construction", 1.2),
        ("青棠实验中学", "under construction", 2.6),
        ("青棠航空小镇", "planned", 9.0),
    ]


def test_the_sum_of_a_work_counts_in_the_one_unit_of_money_that_the_caption_gives() -> None:
    source = """# 青棠县城投公司2025年跟踪评级报告

表9 截至2024年末主要在建项目情况（单位：万平方米、亿元）

| 项目名称 | 建筑面积 | 总投资额 | 建设期间 |
| --- | --- | --- | --- |
| 青棠科技产业园二期 | 12.5 | 6.8 | 2023～2026 |
| 白塔安置房项目 | 9.1 | 3.2 | 2022～2025 |
"""
    _, found = listed(source, "rating.md")
    assert [(project.name, project.investment, project.unit) for project in found] == [
        ("青棠科技产业园二期", 6.8, "亿元"),
        ("白塔安置房项目", 3.2, "亿元"),
    ]
