"""What a web page puts around a text: header fields, counters, a repeated summary, link lists, footers."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise

from ingest.script import fold

# The name a field goes by in `CleanText.header` → the labels that pages set before it.
_FIELDS = {
    "标题": "标题 文章标题 题目",
    "发文时间": "发文时间 发文日期 成文日期 成文时间",
    "时间": "时间 日期 发布时间 发布日期 发表时间 更新时间 添加时间 录入时间 公开日期",
    "来源URL": "来源url 来源网址 原文链接 链接 网址",
    "来源": "来源 信息来源 文章来源 稿源 稿件来源",
    "作者": "作者 记者 通讯员 撰稿 文章作者",
    "编辑": "编辑 责任编辑 责编 审核 校对 监制",
    "报告人": "报告人",
    "发文单位": "发文单位 发布单位 发布机构 发文机关 公开单位",
    "索引号": "索引号",
    "文号": "文号 发文字号",
    "分类": "主题分类 信息分类 分类 所属栏目 栏目",
    "关键词": "关键词 关键字 标签",
}
# Counters and controls: of no use once the page is gone.
_COUNTERS = (
    "阅读 阅读量 阅读数 阅读次数 浏览 浏览量 浏览数 浏览次数 浏览人次 点击 点击量 点击数 点击次数 点击率 "
    "访问量 "
    "访问次数 人气 评论 评论数 字号 字体 字体大小 视力保护色 打印 收藏 点赞 转发"
)
_LABELS: dict[str, str | None] = {label: name for name, labels in _FIELDS.items() for label in labels.split()}
_LABELS |= dict.fromkeys(_COUNTERS.split())
_LABEL = "|".join(re.escape(label) for label in sorted(_LABELS, key=len, reverse=True))
_STAMP = r"(?:19|20)\d\d\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}日?(?:\s*\d{1,2}[:：]\d\d(?:[:：]\d\d)?)?"
_FIELD = re.compile(
    rf"[\s|【\[（(]*(?P<label>{_LABEL})\s*(?:[:：]\s*|(?=\s+[\d/]|\d|[(（]\d+[)）]))(?P<value>.*?)"
    rf"(?=[\s|（(【\[]+(?:{_LABEL})\s*[:：\d(（]|[\s|（(【\[]+(?:{_LABEL})\s+\d|\s{_STAMP}|$)"
    rf"|[\s|]*(?P<stamp>{_STAMP})[\s|]*"
    r"|[\s|【\[]*(?P<size>[大中小](?:[\s|]+[大中小]){2})[\s\]】|]*"
)
_STARTS_FIELD = re.compile(rf"[\s|【\[（(]*(?:(?:{_LABEL})\s*[:：]|(?:{_LABEL})\s*\d|{_STAMP})")
_COUNT = re.compile(r"[(（]?[\d,]*\s*次?[)）]?|[\d./万]+")
_SUMMARY = re.compile(r"(?:内容摘要|内容提要|内容简介|文章摘要|摘要|导语|导读|核心提示)\s*[:：]\s*(.*)")
_DISCLAIMER = re.compile(
    r"一文来源于|网友上传|不代表本(?:站|网)|原创文章可咨询|如有侵权|侵权必究|版权归(?:原作者|作者)"
    r"|转载请注明|仅供参考.{0,8}欢迎"
    r"|免责声明|欢迎参考|凡注明|本站(?:立场|为非?营利|所有文章)|若对您造成|网站?转载"
)
_GREETING = re.compile(r"(?:各位|同志们|尊敬的|女士们|主席团)")
_CRUMBS = re.compile(r"(?:您?(?:当前|现在|所在)的?位置|首页\s*[>»＞/-]|.{1,10}[>»＞].{1,10}[>»＞]?)")
_BODY_MARK = re.compile(r"正文\s*[:：]?")
# Words with which the part of a page after its text begins.
_AFTER = re.compile(
    r"(?:分享(?:到|至|给)?\s*[:：]|分享(?:到|至)|(?:【|\[)?(?:上|下)一(?:篇|条|页)|相关(?:文章|新闻|链接"
    r"|阅读|推荐|信息|稿件|附件)|延伸阅读"
    r"|本栏(?:最新|推荐|热门)|推荐(?:阅读|文章)|阅读排行|热门(?:文章|推荐|标签|排行)|最新(?:文章|发布|更新)"
    r"|猜你喜欢|标签云|友情链接"
    r"|标签\s*[:：]|免责声明|网站地图|关于我们|联系我们|版权所有|版权声明|copyright|主办(?:单位)?\s*[:：]"
    r"|承办(?:单位)?\s*[:：]|技术支持|网站标识码|.{0,3}icp备"
    r"|.{0,3}公网安备|扫一扫|扫码|返回(?:顶部|首页|列表)|(?:【|\[)?打印(?:本页|此页)?(?:】|\])?\s*(?:【"
    r"|\[)?关闭|(?:【|\[)?关闭(?:窗口|本页|页面)"
    r"|(?:【|\[)?(?:打印本页|加入收藏|我要(?:纠错|评论|分享))|请输入验证码|验证码|(?:收藏|点赞|转发|分享"
    r"|评论)(?:\s+(?:收藏|点赞|转发|分享|评论|打印))+$|发表评论|网友评论|用户评论|登录.{0,4}注册)"
)
_LINK_LIST = re.compile(r"[^。！？；：:，\d]{2,24}")
_PROMOTION = re.compile(
    r"(?<=[。！？…\s])\s*(?:详见官网|(?:更多|全文)(?:内容|信息)?(?:请|详见|见)|(?:数据|资料|本文)?来(?:源于"
    r"|自))[:：]?\s*"
    r"(?:[A-Za-z0-9./:_-]{6,60}|[^，。；\s]{2,12}(?:网|网站|平台|公众号))\s*$"
)
_ATTRIBUTION = re.compile(
    rf"[（(【\[]?\s*(?P<label>{_LABEL}|摄影|图|文)\s*[:：]\s*(?P<value>[^。！？；]{{1,40}}?)\s*[）)】\]]?"
)
_HEAD_LINES = 24
_VALUE_LENGTH = 60


@dataclass(slots=True)
class Line:
    """A line of a document and how many pages start at it."""

    text: str
    pages: int = 0


@dataclass(slots=True)
class Framed:
    """The lines of the text itself, and the header fields that stood around them."""

    lines: list[Line]
    header: dict[str, str] = field(default_factory=dict)


def _fields(line: str) -> list[tuple[str | None, str]] | None:
    """The (name, value) fields that `line` consists of, or None where it is not made of fields alone."""
    folded = fold(line)
    if not _STARTS_FIELD.match(folded):
        return None
    found: list[tuple[str | None, str]] = []
    at = 0
    while at < len(line.rstrip()):
        match = _FIELD.match(folded, at)
        if match is None or match.end() == at:
            return None
        if match["label"]:
            value = line[match.start("value") : match.end("value")].strip(" \t|")
            name = _LABELS[match["label"]]
            if match["label"].startswith(("标题", "题目", "文章标题")):
                limit_ok = len(value) <= 2 * _VALUE_LENGTH
            elif name == "来源URL":
                limit_ok = " " not in value
            else:
                value = value.rstrip("）)】]") if line[0] in "（(【[" else value
                limit_ok = len(value) <= _VALUE_LENGTH and not re.search("[。！？；，]", value)
            if not limit_ok or (name is None and not _COUNT.fullmatch(fold(value)) and len(value) > 12):
                return None
            found.append((name, value))
        elif match["stamp"]:
            found.append(("时间", match["stamp"].strip()))
        at = match.end()
    # A date alone is the one the text itself bears, set under its title.
    bare = len(found) == 1 and found[0][0] == "时间" and ":" not in folded
    return None if bare and not re.search(_LABEL, folded) else found


_PUBLISHER = re.compile(
    r"[^，。！？；：:\d]{2,14}(?:发布|融媒|融媒体中心|日报|晚报|时报|新闻|在线|传媒|网|网站|台|政府|办公室)"
)


def _parted_fields(line: str) -> list[tuple[str | None, str]] | None:
    """Like `_fields`, of a line whose parts stand between bars: date | publisher | counter."""
    parts = [part for part in re.split(r"\s*[|｜]\s*|\s{2,}", line.strip()) if part]
    if len(parts) < 2:
        return None
    found: list[tuple[str | None, str]] = []
    dated = False
    for part in parts:
        stamp = re.fullmatch(_STAMP, fold(part))
        fields = [("时间", part)] if stamp else _fields(part)
        if fields is None and _PUBLISHER.fullmatch(fold(part)):
            fields = [("来源", part)]
        if fields is None:
            return None
        dated = dated or bool(stamp)
        found += fields
    return found if dated or any(name is None for name, _ in found) else None


def _same_opening(summary: str, following: list[Line]) -> bool:
    """Whether `summary` repeats how the lines after it begin."""
    squeeze = re.compile(r"[\s?？.…—－\-―&a-z;]+")
    short = squeeze.sub("", summary)[:60]
    opening = squeeze.sub("", "".join(line.text for line in following[:8]))[: len(summary) * 2]
    return len(short) >= 12 and short[:40] in opening


def _split_head(lines: list[Line], header: dict[str, str]) -> list[Line]:
    """`lines` without the fields, counters and summary at their head, which go to `header`."""
    kept: list[Line] = []
    pending = 0
    seen_fields = False
    at = 0

    def drop(line: Line) -> None:
        nonlocal pending
        pending += line.pages

    while at < len(lines):
        line = lines[at]
        text = line.text.strip()
        rest = lines[at + 1 :]
        summary = _SUMMARY.fullmatch(fold(text))
        if not text and at < _HEAD_LINES:
            pass
        elif at >= _HEAD_LINES or _GREETING.match(fold(text)):
            break
        elif summary and (seen_fields or _DISCLAIMER.search(fold(text)) or not summary.group(1)):
            drop(line)
            inline = summary.group(1)
            if not inline:
                repeated = next((n for n, later in enumerate(rest[:3]) if later.text.strip()), None)
                if repeated is not None and _is_summary(rest[repeated].text, rest[repeated + 1 :]):
                    for later in rest[: repeated + 1]:
                        drop(later)
                    at += repeated + 1
            elif not (_DISCLAIMER.search(inline) or _is_summary(text[summary.start(1) :], rest)):
                line.text = text[summary.start(1) :]
                break
            at += 1
            continue
        elif (found := _fields(text) or _parted_fields(text)) is not None:
            seen_fields = True
            drop(line)
            at = _take_fields(found, lines, at, header, drop)
            if kept and not header.get("标题"):
                header["标题"] = _title_above(kept)
            continue
        elif seen_fields and _BODY_MARK.fullmatch(text):
            drop(line)
            at += 1
            break
        elif seen_fields and _DISCLAIMER.search(fold(text)) and len(text) < 160:
            drop(line)
            at += 1
            continue
        elif len(text) > 50 and re.search("[，。,；]", text):
            break
        kept.append(Line(line.text, line.pages + pending))
        pending = 0
        at += 1
    remaining = lines[at:]
    if remaining and pending:
        remaining[0] = Line(remaining[0].text, remaining[0].pages + pending)
    elif pending and kept:
        kept[-1].pages += pending
    return _without_crumbs(kept, seen_fields) + remaining


def _is_summary(text: str, following: list[Line]) -> bool:
    stripped = text.rstrip()
    cut = stripped.endswith(("...", "……", "…", "[详细]"))
    return _same_opening(text, following) or (cut and len(stripped) < 400 and len(following) > 2)


def _take_fields(
    found: list[tuple[str | None, str]], lines: list[Line], at: int, header: dict[str, str], drop: object
) -> int:
    """Note `found` in `header`; a value missing at the line's end is looked for on the next line."""
    assert callable(drop)
    for name, value in found:
        if name and value and fold(value) not in ("未知", "无", "不详"):
            header.setdefault(name, value)
    name, value = found[-1]
    at += 1
    if not value and at < len(lines):
        following = lines[at].text.strip()
        counted = bool(_COUNT.fullmatch(following)) and bool(following)
        if counted or (name and 0 < len(following) <= 20 and not re.search("[，。：:]", following)):
            if name:
                header.setdefault(name, following)
            drop(lines[at])
            at += 1
    return at


def _title_above(kept: list[Line]) -> str:
    """The title: the line above the fields, with the lines before it that it goes on from."""
    lines = [line.text.strip() for line in kept if line.text.strip()]
    lines = [line for n, line in enumerate(lines) if not _is_crumb(line, lines[n + 1 :])]
    return " ".join(lines[-3:])


def _is_crumb(text: str, following: list[str]) -> bool:
    if _CRUMBS.match(fold(text)):
        return True
    return bool(following) and len(text) <= 8 and text in following[0] and text != following[0]


def _without_crumbs(kept: list[Line], seen_fields: bool) -> list[Line]:
    if not seen_fields:
        return kept
    result: list[Line] = []
    pages = 0
    for at, line in enumerate(kept):
        following = [later.text.strip() for later in kept[at + 1 :] if later.text.strip()]
        if line.text.strip() and _is_crumb(line.text.strip(), following):
            pages += line.pages
            continue
        result.append(Line(line.text, line.pages + pages))
        pages = 0
    return result


def _is_body(text: str) -> bool:
    """Whether `text` reads like a paragraph, not like a link or a footer."""
    folded = fold(text)
    if _DISCLAIMER.search(folded) or _AFTER.match(folded):
        return False
    return (len(text) >= 40 and "。" in text) or len(text) >= 120


def _split_tail(lines: list[Line], header: dict[str, str]) -> list[Line]:
    """`lines` without what follows the text: links, footers, attributions (these go to `header`)."""
    first_after = len(lines)
    for at in range(len(lines) - 1, -1, -1):
        text = lines[at].text.strip()
        if _is_body(text):
            break
        if _AFTER.match(fold(text)):
            first_after = at
    if first_after < len(lines):
        first_after = _before_links(lines, first_after)
    lines = lines[:first_after]
    while lines:
        text = lines[-1].text.strip()
        if not text or (_DISCLAIMER.search(fold(text)) and len(text) < 160):
            lines = lines[:-1]
            continue
        match = _ATTRIBUTION.fullmatch(fold(text))
        if match is None or _LABELS.get(match["label"]) in ("标题", "报告人", "发文单位"):
            break
        name = _LABELS.get(match["label"])
        if name:
            header.setdefault(name, text[match.start("value") : match.end("value")])
        lines = lines[:-1]
    if lines:
        last = lines[-1]
        shorter = _PROMOTION.sub("", last.text)
        if shorter != last.text:
            lines = [*lines[:-1], Line(shorter, last.pages)]
    return lines


def _before_links(lines: list[Line], first_after: int) -> int:
    """Where the run of links that ends at `first_after` begins; a run shorter than five is left as text."""
    at = first_after
    while at > 0 and _LINK_LIST.fullmatch(lines[at - 1].text.strip()):
        at -= 1
    return at if first_after - at >= 5 else first_after


def _running_heads(lines: list[Line]) -> set[str]:
    """Lines that stand at the top or bottom of most pages of a paged document."""
    starts = [n for n, line in enumerate(lines) if line.pages]
    if len(starts) < 3:
        return set()
    edges: dict[str, int] = {}
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        page = [line.text.strip() for line in lines[start:end] if line.text.strip()]
        for text in {*page[:1], *page[-1:]}:
            edges[text] = edges.get(text, 0) + 1
    return {text for text, count in edges.items() if count >= max(3, len(starts) * 0.5) and len(text) <= 40}


_PAGE_NUMBER = re.compile(
    r"[-—–－\s·]*(?:第\s*)?\d{1,4}(?:\s*[页頁])?(?:\s*[/／共]\s*\d{1,4}\s*[页頁]?)?[-—–－\s·]*"
)


def strip_pages(lines: list[Line]) -> list[Line]:
    """`lines` without page numbers and running heads, where the document has pages."""
    if sum(line.pages for line in lines) < 1:
        return lines
    heads = _running_heads(lines)
    starts = {n for n, line in enumerate(lines) if line.pages} | {0, len(lines)}
    kept: list[Line] = []
    pending = 0
    filled = [n for n, line in enumerate(lines) if line.text.strip()]
    edge = _page_edges(filled, sorted(starts))
    for n, line in enumerate(lines):
        text = line.text.strip()
        if text and (text in heads or (n in edge and _PAGE_NUMBER.fullmatch(text))):
            pending += line.pages
            continue
        kept.append(Line(line.text, line.pages + pending))
        pending = 0
    if pending:
        kept.append(Line("", pending))
    return kept


def _page_edges(filled: list[int], starts: list[int]) -> set[int]:
    """The first and last non-blank line of each page."""
    edges: set[int] = set()
    for start, end in pairwise(starts):
        page = [n for n in filled if start <= n < end]
        edges |= {*page[:1], *page[-1:]}
    return edges


def unframe(lines: list[Line]) -> Framed:
    """The text's own lines and the fields around them.

    Only known labels, repetition and runs of short lines after a word that ends a page's text are taken for
    furniture; a sentence that mentions a source or an author stays.
    """
    header: dict[str, str] = {}
    pages = sum(line.pages for line in lines)
    body = _split_tail(_split_head(lines, header), header)
    lost = pages - sum(line.pages for line in body)
    if lost > 0:
        body.append(Line("", lost))
    return Framed(body, header)
