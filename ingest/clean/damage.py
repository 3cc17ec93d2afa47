"""Repair characters that conversion and crawling broke, without changing a figure."""

from __future__ import annotations

import re

from ingest.chinese.script import to_traditional

HAN = "㐀-䶿一-鿿豈-﫿〇"
# How Chinese editors print a character that cannot be read.
UNREADABLE = "□"
_TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹ"
_SYLLABLE = f"[a-zü]{{0,5}}[{_TONED}][a-zü]{{0,5}}"
_PINYIN = re.compile(rf"(?<=[{HAN}])(?:\({_SYLLABLE}\))+")
_GLOSSED = re.compile(rf"([{HAN}])\(({_SYLLABLE})\)")
# Unstressed syllables bear no mark; they are glosses only in a text that is full of marked ones.
_UNSTRESSED = re.compile(rf"(?<=[{HAN}])\((?:de|le|me|men|ne|ma|ba|zi|tou|ge|li)\)")
_CUT_PINYIN = re.compile(rf"([{HAN}])\?({_SYLLABLE})\)([{HAN}]{{0,6}}[@-~?]?)")

_BROKEN_ENDS = re.compile(r"\\r\\n|\\[rn](?![A-Za-z])|\r\n?|[\x0b\x1c-\x1e\x85\u2028\u2029]")
_BROKEN_TABS = re.compile(r"\\t(?![A-Za-z])")
# U+00AD was written as a hyphen where it stands between figures (2018 to 2020), and only offers a break elsewhere.
_SOFT_HYPHEN_OF_RANGE = re.compile("(?<=[0-9０-９%％‰])\u00ad(?=[0-9０-９])")
_INVISIBLE = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u00ad\x00-\x08\x0e-\x1b\x1f\x7f]")

_ENTITIES = {
    "nbsp": " ", "emsp": " ", "ensp": " ", "thinsp": " ", "ldquo": "“", "rdquo": "”", "lsquo": "‘",
    "rsquo": "’", "mdash": "—", "ndash": "–", "hellip": "…", "middot": "·", "bull": "·", "times": "×",
    "permil": "‰", "quot": '"', "apos": "'", "lt": "<", "gt": ">", "yen": "¥", "deg": "°", "plusmn": "±",
    "amp": "&",
}  # fmt: skip
_ENTITY = re.compile(
    rf"&(?:amp;)*({'|'.join(_ENTITIES)})(?:;|(?![A-Za-z;]))|&(?:amp;)*#(x[0-9A-Fa-f]{{2,5}}|[0-9]{{2,6}});"
)
# A crawler's cut can fall inside an entity; only beginnings that are no words are taken for one.
_CUT_ENTITY = re.compile(r"&(?:nb|nbs|em|ems|en|ens|ld|ldq|ldqu|rd|rdq|rdqu|mda|mdas|hel|hell)(?=[.…\s]|$)")

_WIDE = {
    code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))
}
_WIDE |= {0xFF05: "%", 0xFF0B: "+", 0xFF0D: "-", 0x3000: " ", 0xA0: " "}
_WIDE |= dict.fromkeys(range(8192, 8203), " ")
# Fonts of Founder, in which many reports are set, have their points of half width in a private plane, and their pdfs give no others.
_WIDE |= {0x1001B0: ".", 0x100170: "·"}
_WIDE_CHARACTER = re.compile(f"[{''.join(map(chr, _WIDE))}]")
_WIDE_POINT = re.compile(r"(?<=[0-9])．(?=[0-9])")

# Four blanks part cells as well as four thousand, and keep every later pattern fast.
_LONG_BLANK = re.compile(r"([ \t]{4})[ \t]+")
_SHIFTED = re.compile(rf"\?\?([{HAN}]{{0,3}}[@-~])(?=[{HAN}])")
_LOST_ZERO = re.compile(r"(?<=[二一])\ufffd+(?=[〇零一二三四五六七八九]{2}年)")
_LOST_MARK = re.compile(rf"(?<=[。；：!！])\?(?=[{HAN}])")
# What is left at the ends of lines of a table of one column that was written with commas: "召开会议。,".
_CELL_COMMA = re.compile(r"(?:(?<=[。！？])|^[ \t]*),[ \t]*$", re.MULTILINE)
_LOST_SPACES = re.compile(r"(?<![吗呢么谁何少哪嗎麼誰何])\?{2,}")

# Without one of these there is nothing to repair, as in most lines.
_SUSPICIOUS = re.compile(
    rf"[\\&?\ufffd(,．{''.join(map(chr, _WIDE))}]|{_BROKEN_ENDS.pattern}|{_INVISIBLE.pattern}|{_LONG_BLANK.pattern}"
)


def _entity(match: re.Match[str]) -> str:
    name, number = match.groups()
    if name:
        return _ENTITIES[name]
    code = int(number[1:], 16) if number[0] in "xX" else int(number)
    return chr(code) if 32 <= code < 0x110000 and not 0xD800 <= code < 0xE000 else " "


def _realign(match: re.Match[str]) -> str:
    """Undo a shift by one byte: in GBK, "。" (A1 A3) before a character whose first byte is BF was read as
    A1 + "？" (A3 BF), both written "?", so all bytes up to the next ASCII one pair up wrongly."""
    try:
        repaired = (b"\xbf" + match.group(1).encode("gbk")).decode("gbk")
    except UnicodeError:
        return match.group()
    common = all(char == to_traditional(char) for char in repaired)
    return "。" + repaired if common and re.fullmatch(f"[{HAN}]+", repaired) else match.group()


def _remove_pinyin(text: str) -> str:
    glosses = set(_GLOSSED.findall(text)) if "?" in text else set()
    if "(" in text:
        text, count = _PINYIN.subn("", text)
        if count >= 3:
            text = _UNSTRESSED.sub("", text)
    if "?" in text:
        text = _CUT_PINYIN.sub(lambda match: _realign_gloss(match, glosses), text)
    return text


def _realign_gloss(match: re.Match[str], glosses: set[tuple[str, str]]) -> str:
    """Undo a shift that a gloss caused: the second byte of a character and the first of the next were taken
    for a character of their own and glossed. Which one it was, the text's other glosses of that sound tell;
    its second byte begins the bytes that follow."""
    before, sound, shifted = match.groups()
    try:
        tail = before.encode("gbk")[-1:]
        leads = {
            code[1:] for char, gloss in glosses if gloss == sound and (code := char.encode("gbk"))[:1] == tail
        }
        if len(leads) != 1:
            return before + shifted
        repaired = (leads.pop() + shifted.encode("gbk")).removesuffix(b"?")
        # A "?" at the end is the first byte's lost partner: that character cannot be restored.
        whole = repaired[: len(repaired) // 2 * 2].decode("gbk") + UNREADABLE * (len(repaired) % 2)
    except UnicodeError:
        return before + shifted
    return before + whole if re.fullmatch(f"[{HAN}{UNREADABLE}]+", whole) else before + shifted


def repair(text: str) -> str:
    """Return `text` with real line ends, entities decoded, invisible characters and glossed pinyin gone, lost bytes
    restored where the bytes around them tell which they were, digits and letters of half width.

    Args:
        text: decoded text of a file; page breaks (form feeds) stay.

    Returns:
        Text whose digits are those of `text`, in order; Chinese punctuation and the script are kept.
    """
    if not _SUSPICIOUS.search(text):
        return text
    if "\\" in text:
        text = _BROKEN_TABS.sub("\t", text)
    text = _BROKEN_ENDS.sub("\n", text)
    if "&" in text:
        text = _CUT_ENTITY.sub(" ", _ENTITY.sub(_entity, text))
    if "\u00ad" in text:
        text = _SOFT_HYPHEN_OF_RANGE.sub("-", text)
    text = _INVISIBLE.sub("", text)
    if _WIDE_CHARACTER.search(text):
        text = text.translate(_WIDE)
    if "．" in text:
        text = _WIDE_POINT.sub(".", text)
    text = _LONG_BLANK.sub(r"\1", text)
    if "," in text:
        text = _CELL_COMMA.sub("", text)
    text = _remove_pinyin(text)
    if "\ufffd" in text:
        text = re.sub("\ufffd+", UNREADABLE, _LOST_ZERO.sub("〇", text))
    if "?" in text:
        text = _LOST_MARK.sub("", _SHIFTED.sub(_realign, text))
        text = _LOST_SPACES.sub(" ", text)
    return text
