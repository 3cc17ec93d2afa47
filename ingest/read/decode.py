"""Decode bytes: by unambiguous signs first, and by how the text reads last."""

from __future__ import annotations

import codecs
import logging
import re
import unicodedata

from ingest.chinese.script import fold

log = logging.getLogger(__name__)

# The 600 most frequent characters by the word counts of jieba's dict.txt (MIT), folded: they make up about
# four fifths of any running Chinese text, and hardly any of what a wrong encoding makes of it.
_COMMON = frozenset(
    "一是人了不在有大中国和为这上他个地年来我会以到时要出的生学说道民家子也成行下于们后就发自之对得着主长"
    "可过天作分方用多你部能市等业全里工公经本都而高政法面门动日进区事代那去心小同北定开产前其军还然起种所"
    "如现理机体表力好外与当文两实重新三么只山水关明从化平建又制南内西没此将员名手最东头者月间无安看见各城"
    "十相但已些正口通想度加第她合院物性战由位常点海意场武使次向二治因立数样身情入原问把路被并利石老教万知"
    "级量任江及应省资委务元美特期世湖回系比气汉总展电科金先声提品设或义王社很统处四首共马形己儿司太目基领"
    "队直计别女权话少流命至报米给打变果书清活几州华解议更称程今张决导术府才保交放管结师便走达族反再题色五"
    "京河接条规式县白它改风光运信受什组听布百济党指论强做干取技黄神选记斯真却职号界件花类何眼兵传带空农边"
    "据集联古广完质阳难增历史专官每住商即步台认车林必死游举线备言皇土团收考求德叫近争研非具李众连调感转笑"
    "革该持始英克士尔让拉思根格造较际亲单朝红型价校约器字段周亚深候则属功积快图火准千究往极育装许参半令吃"
    "观鱼精办像帝八复影告随远群包整构料划算象容示投势热值网夫望源息语股铁断派速怎需片爱律纪支早况病境证编"
    "越局推满且列觉服双未居除织乐企引标确初青志项率飞节球察龙响药站施均消客失轻存低甚般击曾防请离落显罗营"
    "足素视护副食创余照兴占巴虽洲村费易试星木宝黑左置跟央识采维六环底宫房音案批切斗富乡另倒若查按故突责严"
)
_PUNCTUATION = frozenset("，。、；：？！“”‘’（）《》〈〉【】—…·　％％０１２３４５６７８９「」『』")
_SAMPLE = 1 << 16
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Supersets of what pages declare: a page that says gb2312 is full of GBK, one that says big5 of HKSCS.
_SUPERSETS = {
    "gb2312": "gb18030", "gbk": "gb18030", "cp936": "gb18030", "gb18030": "gb18030", "hz": "hz",
    "big5": "big5hkscs", "big5hkscs": "big5hkscs", "cp950": "big5hkscs",
}  # fmt: skip
_UTF8_SEQUENCE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
# Characters that UTF-8 writes in three bytes or four.
_THREE_BYTES = re.compile("[\u0800-\U0010ffff]")
# Below this a reading is no Chinese text; wrong readings of it score below 0.2, right ones above 0.5.
_READS_WELL = 0.35


def decode(data: bytes, *, declared: str | None = None) -> str | None:
    """Return the text that `data` holds, without its byte-order mark.

    Args:
        data: the whole file.
        declared: the encoding that the file itself names (a page's meta), believed only if it reads well.

    Returns:
        The text, undecodable bytes as U+FFFD; None where no encoding makes text of `data`.
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return data[len(bom) :].decode(encoding, errors="replace")
    encoding = _encoding_of(data, declared) or ""
    if not encoding:
        return None
    text = data.decode(encoding, errors="replace")
    log.debug("decoded as %s, %d characters, %d damaged", encoding, len(text), text.count("\ufffd"))
    return text


def oddity(text: str) -> float:
    """Return the share (0 to 1) of characters that no written text has: control, private, unassigned, U+FFFD."""
    sample = text[:_SAMPLE]
    odd = sum(
        sample.count(char)
        for char in set(sample)
        if char == "\ufffd"
        or (unicodedata.category(char) in ("Cc", "Cn", "Co", "Cs") and char not in "\t\n\r\f\v\x85")
    )
    return odd / max(len(sample), 1)


def reads_like_chinese(text: str) -> float:
    """Return how far `text` reads like Chinese: 1 if all its non-ASCII is common characters, below 0 for rubbish."""
    foreign = [char for char in text if ord(char) > 127]
    score = 0.0
    for char, folded in zip(foreign, fold("".join(foreign)), strict=True):
        if folded in _COMMON or char in _PUNCTUATION:
            score += 1
        elif not ("\u4e00" <= char <= "\u9fff"):
            score -= 2 if char == "\ufffd" else 1
    return score / len(foreign) if foreign else 0.0


def _encoding_of(data: bytes, declared: str | None) -> str | None:
    if _is_utf8(data):
        return "utf-8"
    sample = data[:_SAMPLE]
    candidates = ["gb18030", "big5hkscs"]
    if len(data) > 1:
        candidates += ["utf-16-le", "utf-16-be"]
    scores = {name: _score(sample, name) for name in candidates}
    named = _codec(declared)
    if named is not None and named not in scores:
        scores[named] = _score(sample, named)
    best = max(scores, key=lambda name: scores[name])
    # A declaration decides between readings that are about as good, never against a clearly better one.
    if named is not None and scores[named] > scores[best] - 0.1:
        best = named
    if scores[best] >= _READS_WELL:
        return best
    return _latin_utf16(sample) or _guess(sample)


def _is_utf8(data: bytes) -> bool:
    """Return whether `data` is UTF-8, allowing for a few damaged or cut bytes."""
    if data.count(0) > len(data) // 10:
        return False
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        sequences = _UTF8_SEQUENCE.findall(data)
        rest = _UTF8_SEQUENCE.sub(b"", data)
        damaged = len(rest) - len(rest.translate(None, bytes(range(128, 256))))
        return len(sequences) > 4 * damaged
    if text.isascii() or _THREE_BYTES.search(text):
        return True
    # Two-byte sequences alone can be GBK by chance (全省专员 is Arabic then): the better reading wins.
    return _score(data[:_SAMPLE], "gb18030") < 0.5


def _score(sample: bytes, encoding: str) -> float:
    """Return how well `sample` reads in `encoding`; a character cut off at the sample's end does not count."""
    decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
    text = decoder.decode(sample, final=False)
    if encoding.startswith("utf-16") and oddity(text) > 0.02:
        return -1.0
    return reads_like_chinese(text)


def _codec(declared: str | None) -> str | None:
    try:
        name = codecs.lookup((declared or "").strip().strip("\"';")).name
    except (LookupError, ValueError):
        return None
    # Not text encodings (base64, zip …), or already known not to fit.
    if not codecs.lookup(name)._is_text_encoding or name.startswith(("utf-8", "utf-7", "idna", "punycode")):
        return None
    return _SUPERSETS.get(name, name)


def _latin_utf16(sample: bytes) -> str | None:
    """Return the encoding of UTF-16 of mostly Latin text, in which every other byte is NUL, or None."""
    half = len(sample) // 2
    if half and sample[1::2].count(0) > 0.7 * half and sample[0::2].count(0) < 0.1 * half:
        return "utf-16-le"
    if half and sample[0::2].count(0) > 0.7 * half and sample[1::2].count(0) < 0.1 * half:
        return "utf-16-be"
    return None


def _guess(sample: bytes) -> str | None:
    """Return charset-normalizer's guess, for the rare file that is in none of the encodings of Chinese."""
    if b"\0" in sample:
        return None
    from charset_normalizer import from_bytes

    best = from_bytes(sample).best()
    return best.encoding if best is not None else None
