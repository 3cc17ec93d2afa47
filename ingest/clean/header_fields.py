"""Header fields of a page: lines that consist of known labels and their values, and nothing else."""

from __future__ import annotations

import re

from ingest.chinese.script import fold

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
    "访问量 访问次数 人气 评论 评论数 字号 字体 字体大小 视力保护色 打印 收藏 点赞 转发"
)
LABELS: dict[str, str | None] = {label: name for name, labels in _FIELDS.items() for label in labels.split()}
LABELS |= dict.fromkeys(_COUNTERS.split())
LABEL = "|".join(re.escape(label) for label in sorted(LABELS, key=len, reverse=True))
_STAMP = r"(?:19|20)\d\d\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}日?(?:\s*\d{1,2}[:：]\d\d(?:[:：]\d\d)?)?"
_FIELD = re.compile(
    rf"[\s|【\[（(]*(?P<label>{LABEL})\s*(?:[:：]\s*|(?=\s+[\d/]|\d|[(（]\d+[)）]))(?P<value>.*?)"
    rf"(?=[\s|（(【\[]+(?:{LABEL})\s*[:：\d(（]|[\s|（(【\[]+(?:{LABEL})\s+\d|\s{_STAMP}|$)"
    rf"|[\s|]*(?P<stamp>{_STAMP})[\s|]*"
    r"|[\s|【\[]*(?P<size>[大中小](?:[\s|]+[大中小]){2})[\s\]】|]*"
)
_STARTS_FIELD = re.compile(rf"[\s|【\[（(]*(?:(?:{LABEL})\s*[:：]|(?:{LABEL})\s*\d|{_STAMP})")
COUNT = re.compile(r"[(（]?[\d,]*\s*次?[)）]?|[\d./万]+")
_TITLE_LENGTH, _VALUE_LENGTH, _COUNTER_LENGTH = 120, 60, 12
_PUBLISHER = re.compile(
    r"[^，。！？；：:\d]{2,14}(?:发布|融媒|融媒体中心|日报|晚报|时报|新闻|在线|传媒|网|网站|台|政府|办公室)"
)

Field = tuple[str | None, str]


def read_fields(line: str) -> list[Field] | None:
    """The (name, value) fields that `line` consists of, or None where it holds anything else.

    Args:
        line: one line; "来源：某某网 时间：2021-12-09 阅读：12", "2021-12-09 | 某某发布 | 浏览 12".

    Returns:
        Names as in `CleanText.header`, None for counters; an empty value stands on the next line.
    """
    return _labelled(line) or _parted(line)


def _labelled(line: str) -> list[Field] | None:
    folded = fold(line)
    if not _STARTS_FIELD.match(folded):
        return None
    found: list[Field] = []
    at = 0
    while at < len(line.rstrip()):
        match = _FIELD.match(folded, at)
        if match is None or match.end() == at:
            return None
        if match["label"]:
            value = line[match.start("value") : match.end("value")].strip(" \t|")
            if line[0] in "（(【[":
                value = value.rstrip("）)】]")
            name = LABELS[match["label"]]
            if not _is_value(name, value):
                return None
            found.append((name, value))
        elif match["stamp"]:
            found.append(("时间", match["stamp"].strip()))
        at = match.end()
    # A date alone is the one the text itself bears, set under its title.
    bare = len(found) == 1 and found[0][0] == "时间" and ":" not in folded
    return None if bare and not re.search(LABEL, folded) else found


def _is_value(name: str | None, value: str) -> bool:
    """Whether `value` can be that of a field: a sentence after a label is text."""
    if name == "标题":
        return len(value) <= _TITLE_LENGTH
    if name == "来源URL":
        return " " not in value
    if name is None and not COUNT.fullmatch(fold(value)) and len(value) > _COUNTER_LENGTH:
        return False
    return len(value) <= _VALUE_LENGTH and not re.search("[。！？；，]", value)


def _parted(line: str) -> list[Field] | None:
    """The fields of a line whose parts stand between bars: date | publisher | counter."""
    parts = [part for part in re.split(r"\s*[|｜]\s*|\s{2,}", line.strip()) if part]
    if len(parts) < 2:
        return None
    found: list[Field] = []
    dated = False
    for part in parts:
        stamp = re.fullmatch(_STAMP, fold(part))
        fields: list[Field] | None = [("时间", part)] if stamp else _labelled(part)
        if fields is None and _PUBLISHER.fullmatch(fold(part)):
            fields = [("来源", part)]
        if fields is None:
            return None
        dated = dated or bool(stamp)
        found += fields
    return found if dated or any(name is None for name, _ in found) else None
