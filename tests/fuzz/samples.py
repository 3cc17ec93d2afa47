"""A small good file of each format that is read, for the mutator to spoil."""

from __future__ import annotations

import json
from functools import cache

from tests.awkward.good import docx, xls
from tests.ingest.read.pdf_files import pdf
from tests.ingest.read.test_archive import zipped
from tests.ingest.read.test_packed_formats import NS, OPF, PAGE, letter, ofd_page, packed, presentation
from tests.ingest.read.test_workbook import LIST, xlsx

REPORT = """青棠县人民政府工作报告
——2023年1月5日在青棠县第十七届人民代表大会第二次会议上
青棠县人民政府县长 林远
各位代表：
现在，我代表县人民政府，向大会报告工作，请予审议。
一、2022年工作回顾
（一）经济运行稳中有进。地区生产总值完成125.6亿元，同比增长5.3%；一般公共预算收入7.21亿元，增长4.1%。
（二）项目建设提速。总投资12亿元的青棠粮食产业园开工建设，北环路改造、东溪水库等3个项目竣工。
二、2023年工作安排
今年的主要预期目标是：地区生产总值增长6%以上，新增城镇就业3200人。
表1 主要指标
指标 单位 2022年 增长（%）
粮食产量 万吨 32.5 1.2
棉花产量 万吨 2.1 -3.4
谢谢大家！
"""
NEWS = """青棠大桥建成通车
2022-09-03 10:20 来源：青棠县融媒体中心 作者：苏岚 阅读：1203
9月3日，青棠大桥建成通车。大桥全长1.2公里，总投资3.6亿元[1]。
上一篇：青棠县召开会议
[1] 数据来自县交通局。
"""
_HTML = """<!doctype html><html><head><meta charset="utf-8"><title>青棠大桥建成通车-青棠县人民政府</title>
<meta name="PubDate" content="2022-09-03"></head><body><div class="nav"><a href="/">首页</a> &gt; <a href="/x">要闻</a></div>
<h1>青棠大桥建成通车</h1><p>发布时间：2022-09-03&nbsp;来源：县融媒体中心</p><div id="zoom">
<p>9月3日，青棠大桥建成通车。大桥全长1.2公里，总投资3.6亿元。</p>
<table><tr><th rowspan="2">项目</th><th colspan="2">投资（万元）</th></tr><tr><th>总</th><th>完成</th></tr>
<tr><td>北环路</td><td>8200</td><td>3100</td></tr><tr><td>东溪水库</td><td>12000</td><td>500</td></tr></table>
<ul><li>一期已完工</li><li>二期在建</li></ul></div><p>版权所有 青棠县人民政府</p></body></html>"""
_MARKDOWN = """---
title: 青棠县2022年公报
date: 2023-03-01
---
# 青棠县2022年公报
正文[^1]，粮食产量**32.5**万吨。

| 指标 | 2022年 | 增长 |
| --- | ---: | ---: |
| 粮食产量（万吨） | 32.5 | 1.2% |
| 棉花产量（万吨） | 2.1 | -3.4% |

> - 引用的话
>
[^1]: 快报数。
"""
_CSV = '青棠县2023年重点项目清单\n序号,项目名称,总投资（万元）\n1,北环路改造,12500\n2,"东溪,水库",8600.5\n'
_BOX = """青棠县主要指标
┌────┬────┬────┐
│指标│2021│2022│
├────┼────┼────┤
│粮食│31.2│32.5│
│棉花│ 2.2│ 2.1│
└────┴────┴────┘
"""
_YEARS = [["指标", "2021年", "2022年"], ["粮食", "31.2", "32.5"], ["棉花", "2.2", "2.1"]]
_RECORDS = [
    {
        "title": "青棠大桥通车",
        "date": "2022-09-03",
        "url": "http://qt.example/1",
        "text": "9月3日，大桥通车，投资3.6亿元。",
    },
    {"title": "东溪水库开工", "date": "2022-10-03", "text": "10月3日，水库开工，总投资1.2亿元。"},
]


def _pdf() -> bytes:
    pages = [
        [(72.0, 760.0 - 22 * n, 12.0, line[:30]) for n, line in enumerate(text.split("\n")[:24])]
        for text in (REPORT, NEWS)
    ]
    rules = [[(72.0, 300.0, 400.0, 300.0), (72.0, 270.0, 400.0, 270.0), (72.0, 270.0, 72.0, 300.0)], []]
    return pdf(pages, title="青棠县公报", rules=rules)


def _book() -> bytes:
    container = '<container><rootfiles><rootfile full-path="o/p.opf"/></rootfiles></container>'
    return packed(
        mimetype="application/epub+zip",
        **{
            "META-INF__container.xml": container,
            "o__p.opf": OPF,
            "o__a.xhtml": PAGE.format("第一章 桥梁", NEWS),
            "o__b.xhtml": PAGE.format("第二章 水库", "东溪水库库容3200万立方米。"),
            "o__nav.xhtml": PAGE.format("目录", "第一章"),
        },
    )


def _ofd() -> bytes:
    body = "<ofd:DocBody><ofd:DocInfo><ofd:Title>青棠县通知</ofd:Title></ofd:DocInfo><ofd:DocRoot>D/D.xml</ofd:DocRoot></ofd:DocBody>"
    return packed(
        **{
            "OFD.xml": f"<ofd:OFD {NS}>{body}</ofd:OFD>",
            "D__D.xml": f'<ofd:Document {NS}><ofd:Pages><ofd:Page ID="1" BaseLoc="P/C.xml"/></ofd:Pages></ofd:Document>',
            "D__P__C.xml": ofd_page(
                (20, 20, "青棠县通知"), (20, 40, "大桥全长1.2公里。"), (20, 60, "投资3.6亿元。")
            ),
        }
    )


def _letter() -> bytes:
    mail = letter()
    mail.add_attachment(REPORT.encode("gbk"), maintype="text", subtype="plain", filename="报告.txt")
    return mail.as_bytes()


@cache
def samples() -> dict[str, tuple[str, bytes]]:
    """Return a good file of each kind: what kind it is → its name and its bytes."""
    return {
        "txt": ("报告.txt", REPORT.encode()),
        "txt, GB18030": ("新闻.txt", NEWS.encode("gb18030")),
        "txt, UTF-16": ("新闻.txt", NEWS.encode("utf-16")),
        "txt, boxes": ("指标.txt", _BOX.encode()),
        "html": ("网页.html", _HTML.encode()),
        "md": ("公报.md", _MARKDOWN.encode()),
        "csv": ("清单.csv", _CSV.encode()),
        "json": ("记录.json", json.dumps(_RECORDS, ensure_ascii=False).encode()),
        "jsonl": ("记录.jsonl", "\n".join(json.dumps(each, ensure_ascii=False) for each in _RECORDS).encode()),
        "eml": ("函.eml", _letter()),
        "zip": ("资料.zip", zipped(("报告.txt", REPORT.encode()), ("新闻.html", _HTML.encode()))),
        "docx": ("公报.docx", docx("青棠县2022年公报", REPORT.split("\n")[:12], _YEARS)),
        "xlsx": ("清单.xlsx", xlsx(LIST)),
        "xls": ("清单.xls", xls(LIST)),
        "pptx": ("推介.pptx", presentation()),
        "epub": ("县志.epub", _book()),
        "ofd": ("通知.ofd", _ofd()),
        "pdf": ("公报.pdf", _pdf()),
    }  # fmt: skip
