"""Short forms of the names of divisions: 河北省 is 河北, 恩施土家族苗族自治州 is 恩施 or 恩施州, 易县 stays 易县."""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from ingest.chinese.word_table import WordTable

WORDS = WordTable("ingest.chinese", "division_names")
_PEOPLES = WORDS.words("people", frame="(?P<stem>..+?)(?:{words})+$")
# 碑林区 and 万柏林区 are 碑林 and 万柏林, but 神农架林区 is 神农架.
_SUFFIX = re.compile(
    r"自治[县州旗区]$|(?:特别)?行政区$|地区$|(?<=..)(?:(?<!高)新|工?矿|特)区$|(?<=..)(?:经济|综合|改革)*[实试]验区$|(?<=...)林区$|工农区$|联合旗$"
    r"|(?<![左右前后中])旗$|[省市县州盟]$|(?<!高新)区$"
)
_AUTONOMOUS = re.compile(r"自治([县州旗区])$")
# 管城回族区 is 管城区.
_DISTRICT = re.compile(r"族(区)$")


# The divisions of the national table are 4,700.
@lru_cache(8192)
def short_name(name: str) -> str:
    """Return `name` without its suffix, as people say it; a one-character stem keeps the suffix.

    "某某县" → "某某", "某县" → "某县", "某某高新区" → "某某高新区", "某某回族自治县" → "某某", "某某左旗" → "某某左旗".
    """
    suffix = _SUFFIX.search(name)
    if suffix is None:
        return name
    stem = _stem(name[: suffix.start()])
    return stem if len(stem) >= 2 else name


@lru_cache(8192)
def short_forms(name: str) -> tuple[str, ...]:
    """Return what a division is called instead of its full name: "某某回族自治县" → 某某, 某某县, 某某自治县.

    The table contractions.toml adds what no rule gives: 喀左县 for 喀喇沁左翼蒙古族自治县.
    """
    forms = [short_name(name)]
    if named := _AUTONOMOUS.search(name):
        stem = _stem(name[: named.start()])
        # 宁夏自治区, but 宁夏区 is said by nobody.
        forms += [stem + named[0]] if named[1] == "区" else [stem + named[1], stem + named[0]]
    elif named := _DISTRICT.search(name):
        forms.append(_stem(name[: named.start(1)]) + named[1])
    forms += contractions().get(name, ())
    return tuple(form for form in dict.fromkeys(forms) if form != name)


@cache
def contractions() -> dict[str, tuple[str, ...]]:
    """Return full name of a division → what people write instead that no rule gives, from data/contractions.toml."""
    return {row["name"]: tuple(row["called"]) for row in _table()["contraction"]}


@cache
def nicknames() -> dict[str, str]:
    """Return by-name of a city → its full name, 冰城 → 哈尔滨市, from data/contractions.toml."""
    return {called: row["name"] for row in _table()["nickname"] for called in row["called"]}


@cache
def _table() -> dict[str, Any]:
    text = files("ingest.chinese").joinpath("data/contractions.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def _stem(stem: str) -> str:
    """Return the stem without the peoples at its end; 鄂温克族 loses 族 alone."""
    peoples = _PEOPLES.search(stem)
    if peoples and peoples["stem"] != "内":
        return peoples["stem"]
    return stem.removesuffix("族") if len(stem) > 3 or stem == "东乡族" else stem
