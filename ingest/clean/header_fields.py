"""Header fields of a page: lines that consist of known labels and their values, and nothing else."""

from __future__ import annotations

import re
from functools import cache

from ingest.chinese.script import fold
from ingest.chinese.word_table import WordTable

_WORDS = WordTable("ingest.clean", "header_fields")
# By the name a field goes by in `CleanText.header`: the labels that pages set before it.
_FIELDS = {
    name: _WORDS.words(name)
    for name in (
        "标题", "发文时间", "时间", "来源URL", "来源", "作者", "编辑", "报告人", "发文单位", "索引号", "文号", "分类",
        "关键词",
    )
}  # fmt: skip
_COUNTERS = _WORDS.words("counters")
# Labels that are fields only in the index box of a page, and the field that each stands for; _UNUSED for no use.
_UNUSED = ""
_INDEX = {
    "标题": _WORDS.words("index_title"),
    "发文时间": _WORDS.words("index_date"),
    _UNUSED: _WORDS.words("index_other"),
}
_PUBLISHER = _WORDS.words("publisher", frame=r"[^，。！？；：:\d]{2,14}(?:{words})")
_CLOCK = r"\d{1,2}(?:[:：]\d\d(?:[:：]\d\d)?|时\d\d分(?:\d\d秒)?)"
_STAMP = rf"(?:19|20)\d\d\s?[-/.年]\s?\d{{1,2}}\s?[-/.月]\s?\d{{1,2}}日?(?:\s*{_CLOCK})?"
COUNT = re.compile(r"[(（]?[\d,]*\s*次?[)）]?|[\d./万]+")
_EDGE = r"[\s|【\[（(•·●▪◆]"
# What labels are put together with: 信息发布时间, 文章来源.
_OF_TEXT = "(?:信息|文章|新闻|稿件|文件)"
# Before its fields a page may name its address or itself, behind them it may have buttons: [某某局] 时间：… 【打印】【关闭】.
_BEFORE_FIELDS = re.compile(r"\s*(?:https?://\S+|[【\[][^【】\[\]:：]{2,40}[】\]])\s+(?=\S)")
_BEHIND_FIELDS = re.compile(r"(?:\s*[【\[][^【】\[\]:：\d]{1,8}(?:[】\]]|$))+\s*$")
_CELLS = " | "
_INDEX_NUMBER = r"[\da-zA-Z]{5,20}[-/][\d/-]{4,24}[\da-zA-Z]*"
_BLANKS = re.compile(r"[ \t]{2,}")
_LONG_BLANKS = re.compile(r"\s{3,}")
_TITLE_LENGTH, _VALUE_LENGTH, _COUNTER_LENGTH = 120, 60, 12
# What may stand before the first label of a line of fields, and how many of these there must be then.
_LEAD, _FEWEST_LED_IN = 48, 2
_LONGEST_LINE = 400
# With its address and buttons.
_LONGEST_WRITTEN = 800


@cache
def _index_labels() -> dict[str, str]:
    return {row.words: name for name, field in _INDEX.items() for row in field.rows}


@cache
def labels() -> dict[str, str | None]:
    """Return the name of the field that each label stands for, None for counters and controls."""
    named: dict[str, str | None] = {row.words: name for name, field in _FIELDS.items() for row in field.rows}
    return named | dict.fromkeys(row.words for row in _COUNTERS.rows)


@cache
def label() -> str:
    """Return the regular expression for any label, the longest that fits."""
    return "|".join(re.escape(known) for known in sorted(labels(), key=len, reverse=True))


@cache
def _any_label() -> str:
    """Return the expression for any label, also those of an index box; wide blanks may spread its characters."""
    known = sorted({**_index_labels(), **labels()}, key=len, reverse=True)
    spread = "|".join(r"\s{0,4}".join(map(re.escape, words)) for words in known)
    return f"{_OF_TEXT}?(?:{spread})"


def _name_of(label: str) -> str | None:
    """Return the name of the field that a label of any kind stands for, with or without blanks; None for counters.

    Raises:
        KeyError: it is no label.
    """
    written = re.sub(r"\s", "", label)
    for known in (written, re.sub(f"^{_OF_TEXT}", "", written)):
        if known in labels():
            return labels()[known]
        if known in _index_labels():
            return _index_labels()[known]
    raise KeyError(label)


@cache
def _field() -> re.Pattern[str]:
    """Return what finds a field, a date alone or a choice of letter sizes at the front of a line."""
    any_label = _any_label()
    return re.compile(
        rf"{_EDGE}*(?P<label>{any_label})\s*(?:[:：]\s*|(?=\s+[\d/]|\d|[(（]\d+[)）]))"
        r"(?P<value>.*?)"
        rf"(?=[\s|（(【\[]*(?:{any_label})\s*[:：]|[\s|（(【\[]+(?:{any_label})\s*[\d(（]|\s{_STAMP}|$)"
        rf"|[\s|]*(?P<stamp>{_STAMP})[\s|]*"
        r"|[\s|【\[]*(?P<size>[大中小](?:[\s|]+[大中小]){2})[\s\]】|]*"
    )


@cache
def _starts_field() -> re.Pattern[str]:
    return re.compile(rf"{_EDGE}*(?:(?:{_any_label()})\s*[:：]|(?:{label()})\s*\d|{_STAMP})")


Field = tuple[str | None, str]


def read_fields(line: str, *, boxed: bool = False) -> list[Field] | None:
    """Return the (name, value) fields that `line` consists of, or None where it holds anything else.

    Args:
        line: one line; "来源：某某网 时间：2021-12-09 阅读：12", "2021-12-09 | 某某发布 | 浏览 12".
        boxed: it stands in the index box of a page, as the lines above it show.

    Returns:
        Names as in `CleanText.header`, None for counters, "" for what is of no use; an empty value stands on the next
        line.
    """
    line = _LONG_BLANKS.sub("  ", line)
    if len(line) > _LONGEST_WRITTEN:
        return None
    line = _BEFORE_FIELDS.sub("", _BEHIND_FIELDS.sub("", line), count=1)
    spaced = _BLANKS.sub(" ", line)
    if len(spaced) > _LONGEST_LINE:
        return None
    return _labelled(spaced, boxed) or _parted(line) or _led_in(spaced)


def _led_in(line: str) -> list[Field] | None:
    """Return the fields of a line that begins with something else, such as the name of the site: two at least."""
    folded = fold(line)
    first = _label_within().search(folded, 0, _LEAD + _TITLE_LENGTH)
    if first is None or first.start() > _LEAD or re.search("[,。;!?]", folded[: first.start()]):
        return None
    found = _labelled(line[first.start() :].strip()) or []
    names = [name for name, _ in found]
    if len(found) < _FEWEST_LED_IN or not {"时间", "来源"} & set(names):
        return None
    stamp = re.search(_STAMP, folded[: first.start()])
    return [*found, ("时间", stamp[0])] if stamp and "时间" not in names else found


@cache
def _label_within() -> re.Pattern[str]:
    return re.compile(rf"(?<=\s)(?:{_any_label()})\s*:")


def read_cells(row: str) -> list[Field]:
    """Return the fields in a row of an index box that was set as a table: "发布机构 | 某某局 | 发布日期 | 2021-03-05".

    Every other cell must be a label; those without a value are left out.
    """
    cells = [cell.strip() for cell in row.split(_CELLS)]
    found: list[Field] = []
    for label, value in zip(cells[::2], [*cells[1::2], ""], strict=False):
        try:
            name = _name_of(fold(label).rstrip(": "))
        except KeyError:
            return []
        if value and name and _is_value(name, value) and ("时间" not in name or re.search(r"\d", value)):
            found.append((name, value))
    return found


def _labelled(line: str, boxed: bool = False) -> list[Field] | None:
    folded = fold(line)
    if not _starts_field().match(folded):
        return None
    found: list[Field] = []
    known = boxed
    at = 0
    while at < len(line.rstrip()):
        match = _field().match(folded, at)
        if match is None or match.end() == at:
            return None
        if match["label"]:
            value = line[match.start("value") : match.end("value")].strip(" \t|")
            if line[0] in "（(【[":
                value = value.rstrip("）)】]")
            name = _name_of(match["label"])
            known = known or re.sub(r"\s", "", match["label"]) not in _index_labels()
            if not _is_value(name, value):
                return None
            found.append((name, value))
        elif match["stamp"]:
            found.append(("时间", match["stamp"].strip()))
        at = match.end()
    if not known and not any(name == "时间" for name, _ in found):
        return None
    # A date alone is the one the text itself bears, set under its title.
    bare = len(found) == 1 and found[0][0] == "时间" and not re.search(_CLOCK + "|:", folded)
    return None if bare and not re.search(label(), folded) else found


def _is_value(name: str | None, value: str) -> bool:
    """Return whether `value` can be that of a field: a sentence after a label is text."""
    if name == "标题":
        return len(value) <= _TITLE_LENGTH
    if name == "来源URL":
        return " " not in value
    if name is None and not COUNT.fullmatch(fold(value)) and len(value) > _COUNTER_LENGTH:
        return False
    return len(value) <= _VALUE_LENGTH and not re.search("[。！？；，]", value)


def is_index_value(folded: str) -> bool:
    """Return whether a line can only be the value of a label above it: a day with its time, a state, a number of an index."""
    return bool(
        re.fullmatch(
            rf"{_STAMP}|有效|失效|废止|现行有效|主动公开|长期(?:有效)?|依申请公开|{_INDEX_NUMBER}", folded
        )
    )


def _parted(line: str) -> list[Field] | None:
    """Return the fields of a line whose parts stand between bars: date | publisher | counter."""
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
        dated = dated or bool(stamp) or any(name == "时间" for name, _ in fields)
        found += fields
    return found if dated or any(name is None for name, _ in found) else None
