"""Whether a stretch of text holds the kind of thing that a question asks for."""

from __future__ import annotations

import re

from assistant.question import Question
from assistant.units import UNIT

_NUMBER = r"(?:\d[\d,]*(?:\.\d+)?|[一二三四五六七八九十百千两]{1,6})"
FIGURE = re.compile(
    rf"\d[\d,]*(?:\.\d+)?(?:[-~—至]\d[\d,]*(?:\.\d+)?)?\s?(?:余|多)?(?:万亿|亿|万|千|百)?(?:余|多)?(?:{UNIT}|[/／]\w+)?(?:/\w+)?"
)
_ROLE = (
    "书记|县长|区长|市长|镇长|乡长|主任|局长|主席|常委|部长|院长|校长|院士|教授|董事长|总经理|秘书长|司令员|"
    "代表|委员|队长|所长|站长|同志|先生|女士|负责人|领导"
)
_SURNAME = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范"
    "金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤晏闻尤代路殷庞葛詹申欧童焦翟"
)
_PERSON = re.compile(
    rf"(?:{_ROLE})[:：]?[{_SURNAME}][一-鿿]{{1,2}}|[{_SURNAME}][一-鿿]{{1,2}}(?:等?[{{0-9一二三四五}}]*[名位]?(?:{_ROLE}))"
)
_DATE = re.compile(r"(?:\d{4}年)?\d{1,2}月(?:\d{1,2}[日号]|底|初|末|份)?|\d{4}年|[〇二][〇零一二三四五六七八九]{3}年|国庆|春节|年底|上半年|下半年|[一二三四]季度")
_PLACE = re.compile(r"[一-鿿]{1,8}(?:村|镇|乡|街道|社区|县|区|市|省|林场|园区|基地|广场|小镇|新城|公司|中心|馆|厂|商贸城|局|处|山|河|泉|湖|路)")
_CAUSE = re.compile(r"由于|因为|因(?!此)|为了|为(?=[加推解]\w)|原因|导致|致使|受.{1,16}影响|鉴于|通过|采取|有利于|以.{2,20}(?:为|方式|办法)|靠|依托|利用|面向|率先|荣获|考虑到|所以")
_LIST = re.compile(r"、|一是|分别|包括|即|等\d|[①②③]")


def holds(question: Question, text: str) -> float:
    """How far folded `text` holds what `question` asks for, from 0 (not at all) to 1."""
    if question.kind == "figure":
        return _figure(question, text)
    pattern = {
        "person": _PERSON, "date": _DATE, "place": _PLACE, "reason": _CAUSE, "list": _LIST,
    }.get(question.kind)
    if pattern is None:
        return 0.5
    return 1.0 if pattern.search(text) else 0.0


def figures(text: str) -> list[re.Match[str]]:
    """The figures of folded `text` that are quantities, not years, ordinals or footnote numbers."""
    return [m for m in FIGURE.finditer(text) if not re.fullmatch(r"(?:19|20)\d\d年?", m.group())]


def fits_unit(question: Question, figure: str) -> bool:
    """Whether a figure carries a unit that the question can be answered in."""
    if not question.units:
        return True
    return any(unit in figure for unit in question.units)


def _figure(question: Question, text: str) -> float:
    found = figures(text)
    if not found:
        return 0.0
    return 1.0 if any(fits_unit(question, m.group()) for m in found) else 0.3
