"""Short forms of the names of divisions: 河北省 is 河北, 恩施土家族苗族自治州 is 恩施 or 恩施州, 易县 stays 易县."""

from __future__ import annotations

import re

from ingest.chinese.word_table import WordTable

WORDS = WordTable("ingest.chinese", "division_names")
_PEOPLES = WORDS.words("people", frame="(?P<stem>..+?)(?:{words})+$")
# 碑林区 and 万柏林区 are 碑林 and 万柏林, but 神农架林区 is 神农架.
_SUFFIX = re.compile(
    r"自治[县州旗区]$|(?:特别)?行政区$|地区$|(?<=..)(?:新|工?矿|特)区$|(?<=...)林区$|工农区$|联合旗$"
    r"|(?<![左右前后中])旗$|[省市县区州盟]$"
)


def short_name(name: str) -> str:
    """Return `name` without its suffix, as people say it; a one-character stem keeps the suffix.

    "某某县" → "某某", "某县" → "某县", "某某回族自治县" → "某某", "某某左旗" → "某某左旗".
    """
    suffix = _SUFFIX.search(name)
    if suffix is None:
        return name
    stem = _stem(name[: suffix.start()])
    return stem if len(stem) >= 2 else name


def short_forms(name: str) -> tuple[str, ...]:
    """Return what a division is called instead of its full name: "某某回族自治县" → 某某, 某某县."""
    forms = [short_name(name)]
    if named := re.search(r"自治([县州旗])$", name):
        forms.append(_stem(name[: named.start()]) + named[1])
    return tuple(form for form in dict.fromkeys(forms) if form != name)


def _stem(stem: str) -> str:
    """Return the stem without the peoples at its end; 鄂温克族 loses 族 alone."""
    peoples = _PEOPLES.search(stem)
    if peoples and peoples["stem"] != "内":
        return peoples["stem"]
    return stem.removesuffix("族") if len(stem) > 3 or stem == "东乡族" else stem
