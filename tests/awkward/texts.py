"""Texts with what no text should hold: controls, odd characters and encodings, far too much of one thing."""

from __future__ import annotations

import json
from collections.abc import Iterator

from tests.awkward.case import Case, Expected
from tests.awkward.good import BODY, HTML, KEY, LINES, TITLE, docx, eml, repacked, xlsx

# Characters that must cost nobody anything.
ODD = {
    "空字符": "\0",
    "控制符": "\x02\x1b\x7f",
    "非字符": "\uffff\ufffe\ufdd0",
    "替换符": "\ufffd",
    "从右到左": "\u202e\u200f\u2067",
    "零宽": "\u200b\u200d\ufeff",
    "叠加符": "\u0301" * 500,
    "私用区": "\ue000\U000f0000",
    "表情": "👩‍👩‍👧‍👦🏴󠁧󠁢󠁥󠁮󠁧󠁿",
    "分行符": "\u2028\u2029\x85\v\f\r",
}


def texts() -> Iterator[Case]:
    """Yield the texts."""
    yield from _empty()
    yield from _odd()
    yield from _encoded()
    yield from _long()


def _empty() -> Iterator[Case]:
    for name, data in {
        "空文件.txt": b"",
        "空网页.html": b"",
        "空白.txt": b" \t\r\n" * 500,
        "全角空白.txt": "\u3000\n".encode() * 500,
        "只有标记.txt": b"\xef\xbb\xbf",
        "全是零.txt": bytes(5000),
        "全是零.pdf": bytes(5000),
        "全是零.docx": bytes(5000),
        "一个换行.txt": b"\n",
        "只有符号.txt": "——、。……".encode(),
        "空网页二.html": b"<html><head><title></title></head><body> </body></html>",
        "只有脚本.html": b"<html><body><script>var a = 1;</script><style>p {}</style></body></html>",
        "空表.csv": b",,,\n,,,\n",
        "空的列表.json": b"[]",
        "空的对象.json": b"{}",
        "只有null.json": b"null",
        "只有井号.md": b"# \n## \n---\n",
    }.items():
        yield Case(name, data, "out")
    yield Case("一个字.txt", "桥".encode)


def _odd() -> Iterator[Case]:
    for name, odd in ODD.items():
        # Between words and inside none of those that are looked for.
        body = BODY.replace("。", odd + "。").replace(TITLE, TITLE + odd)
        page = HTML.replace("。", odd + "。").replace(TITLE, TITLE + odd)
        yield Case(f"{name}.txt", body.encode("utf-8"), "in")
        yield Case(f"{name}.md", ("# " + body).encode("utf-8"), "in")
        yield Case(f"{name}.html", page.encode("utf-8"), "in")
        yield Case(
            f"{name}.csv",
            f"项目,说明\n桥{odd},{KEY}{odd}\n{','.join(LINES)}\n".encode(),
            "in",
        )
        record = [{"title": TITLE + odd, "text": body}]
        yield Case(f"{name}.json", json.dumps(record).encode(), "in")
    surrogates = BODY.replace("。", "\ud800。").encode("utf-8", "surrogatepass")
    yield Case("半个代理对.txt", surrogates, "in")
    yield Case("半个代理对.json", json.dumps([{"title": TITLE, "text": BODY + "\udc00"}]).encode(), "in")
    for name, entity in {
        "实体一": "&#1;",
        "实体二": "&#xFFFF;",
        "实体三": "&#xD800;",
        "实体四": "&#0;",
    }.items():
        yield Case(f"{name}.html", HTML.replace("。", entity + "。").encode(), "in")
        yield Case(f"{name}.docx", repacked(docx(), {"word/document.xml": _word(entity)}))
    yield Case("控制符.eml", eml().replace(b"\n\n", b"\n\n\x02\x00", 1))


def _word(entity: str) -> str:
    ns = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    return f"<w:document {ns}><w:body><w:p><w:r><w:t>{KEY}{entity}。</w:t></w:r></w:p></w:body></w:document>"


def _encoded() -> Iterator[Case]:
    for encoding in ("gbk", "gb18030", "big5hkscs", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "hz"):
        # Of what both scripts write alike.
        body = BODY if encoding != "big5hkscs" else BODY.encode("big5hkscs", "ignore").decode("big5hkscs")
        expected: Expected = "in" if encoding not in ("hz", "utf-32", "big5hkscs") else "either"
        yield Case(f"编码-{encoding}.txt", body.encode(encoding), expected)
    mixed = BODY.encode() + BODY.encode("gbk")
    yield Case("两种编码.txt", mixed)
    yield Case("半个字.txt", BODY.encode()[:-2], "in")
    yield Case("坏了一个字节.txt", BODY.encode("gbk").replace("公".encode("gbk"), b"\xff\xff"), "in")
    lying = HTML.replace("utf-8", "shift_jis").encode("gbk")
    yield Case("编码说错了.html", lying, "in")
    yield Case("没有的编码.html", HTML.replace("utf-8", "x-nothing").encode(), "in")


def _long() -> Iterator[Case]:
    """Too much of one thing: what grows faster than its length shows here."""
    for name, data in {
        "换行.txt": lambda: b"\n" * 20_000_000,
        "换行夹空格.txt": lambda: b" \r\n" * 3_000_000,
        "一行a.txt": lambda: b"a" * 3_000_000,
        "一行一.txt": lambda: "一".encode() * 1_000_000,
        "数字.txt": lambda: b"1234567890" * 100_000,
        "左括号.txt": lambda: "（".encode() * 300_000,
        "间隔号.txt": lambda: ("某县" + "·" * 200_000).encode(),
        "年份.txt": lambda: "2020年".encode() * 100_000,
        "顿号.txt": lambda: "县、".encode() * 200_000,
        "空格.txt": lambda: ("县" + " " * 1_000_000 + "政府").encode(),
        "制表符.txt": lambda: ("县\t" * 300_000).encode(),
        "竖线.txt": lambda: ("| 县 " * 1000 + "|\n").encode() * 100,
        "短行.txt": lambda: "第一条\n".encode() * 100_000,
        "百分号.txt": lambda: "增长1%，".encode() * 50_000,
        "引号.txt": lambda: "“".encode() * 200_000,
        "嵌套引用.md": lambda: b">" * 20_000 + "县".encode(),
        "嵌套列表.md": lambda: "".join(f"{'  ' * n}- 县{n}\n" for n in range(1000)).encode(),
        "星号.md": lambda: b"*a_" * 50_000,
        "方括号.md": lambda: b"[" * 50_000,
        "嵌套.html": lambda: b"<div>" * 100_000 + "县政府".encode(),
        "嵌套表.html": lambda: b"<table><tr><td>" * 5000 + "县政府".encode(),
        "没有结束.html": lambda: b"<p><b><i><a href='x'>" * 30_000 + "县".encode(),
        "跨行.html": lambda: (
            b"<table>" + b"<tr><td rowspan=65534 colspan=1000>1</td></tr>" * 300 + b"</table>"
        ),
        "属性.html": lambda: b"<p " + b"".join(b"a%d=1 " % n for n in range(100_000)) + ">县</p>".encode(),
        "注释.html": lambda: b"<!--" * 200_000 + "县".encode(),
        "尖括号.html": lambda: b"<html>" + b"<" * 500_000,
        "一行万列.csv": lambda: b",".join(b"%d" % n for n in range(50_000)) + b"\n",
        "万行.csv": lambda: "县,2021,12\n".encode() * 100_000,
        "引号不配.csv": lambda: b'"a,b\n' * 100_000,
        "嵌套.json": lambda: b"[" * 200_000,
        "嵌套对象.json": lambda: b'{"a":' * 50_000 + b"1" + b"}" * 50_000,
        "长数字.json": lambda: b'{"a": ' + b"1" * 100_000 + b"}",
        "一个长字符串.json": lambda: b'{"text": "' + "县".encode() * 500_000 + b'"}',
    }.items():
        yield Case(f"太多-{name}", data, heavy=True)
    # Longer than any document: it goes in in parts.
    yield Case("合集.txt", lambda: BODY.encode() * 13_000, "in", heavy=True)
    yield Case("宽表.xlsx", lambda: repacked(xlsx(), {"xl/worksheets/sheet1.xml": _far()}), "in", heavy=True)


def _far() -> str:
    ns = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    cells = f"<c r='A1' t='inlineStr'><is><t>{KEY}</t></is></c>"
    last = "<c r='XFD1048576' t='inlineStr'><is><t>县</t></is></c>"
    rows = f"<row r='1'>{cells}</row><row r='1048576'>{last}</row>"
    return f"<worksheet {ns}><dimension ref='A1:XFD1048576'/><sheetData>{rows}</sheetData></worksheet>"
