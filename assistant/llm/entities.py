"""Find the names in a sentence that its sources must contain: persons, places, Latin words, web addresses."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from ingest.chinese.dictionary import is_common_word
from ingest.chinese.division_names import short_name
from ingest.chinese.divisions import names
from ingest.chinese.names import ROLE, SURNAMES
from ingest.chinese.regions import find_regions
from ingest.chinese.script import fold
from ingest.chinese.tokens import tagger

_URL = re.compile(
    r"(?:https?|ftp|data|javascript|file)\s*:\s*/{0,2}[^\s\u3000-\u303f\u4e00-\u9fff，。；）]+|www\.[\w./-]+|[\w-]+(?:\.[\w-]+)*\.(?:com|cn|net|org|gov|io|invalid|test|example)\b[\w./?=&%-]*"
)
_CLAUSE = re.compile(r"[^，,。；;、：:！!？?\n]+")
_ASKS_FOR_URL = re.compile(r"网址|网站|官网|链接|网页|邮箱|url|http")
_LATIN = re.compile(r"[a-z][a-z0-9.+&-]*[a-z0-9]|\d+[a-z]+|[a-z]\d+")
_OFFICE_BEFORE = re.compile(rf"(?:{ROLE})$")
_OFFICE_AFTER = re.compile(ROLE)
_FOREIGN = re.compile(r"[一-鿿]{1,6}(?:·[一-鿿]{1,2})+")
_SETTLEMENT = re.compile(r"[一-鿿]{2,4}?(?:镇|乡|村|街道|社区)")
_GENERIC = re.compile(
    r"(?:特色|建制|卫星|城关|各|全|本|该|每|某|这|那|新|老|城|农|山|乡|村|个|级|型|色|丽|困|政|居|然|范|点|心|小|大|中|好|善|等|的|和|与|及|在|到|是|有|为|了)$"
)
# Common abbreviations, and units in letters.
_COMMON_LATIN = frozenset("gdp km kg kw mw kwh cpi ppp ai it app".split())
# A word more frequent than this in the dictionary is hardly ever a name.
_RARE = 30
# Longest name of a person, in characters.
_LONGEST_PERSON = 4


class KnownNames:
    """The names that a sentence may use.

    Args:
        text: the cited passages with their titles, regions and headings.
        question: the reader's question, from which Latin words may be repeated.
    """

    def __init__(self, text: str, question: str = "") -> None:
        self.text = fold(text)
        # Ⅲ类 is written III类 as well.
        self._letters = unicodedata.normalize("NFKC", self.text).lower()
        self._spaceless = re.sub(r"\s+", "", self.text)
        self._clauses = {clause.strip() for clause in _CLAUSE.findall(self.text)}
        self._question = fold(question)
        self.regions = {fold(m.name) for m in find_regions(text)}

    def lacking(self, sentence: str) -> list[str]:
        """Return the names in `sentence` that do not occur here, as written."""
        plain = fold(sentence)
        if not _URL.search(plain):
            # A clause that stands here whole holds no name that does not: most of them do, and tagging takes long.
            plain = _CLAUSE.sub(lambda m: " " * len(m[0]) if m[0].strip() in self._clauses else m[0], plain)
            if not plain.strip("，,。；;、：:！!？? "):
                return []
        found = [(m.start(), m.end()) for m in _URL.finditer(plain)]
        # An address is only for those who ask for one: a document's link would take the reader where it wants.
        wanted = _ASKS_FOR_URL.search(self._question) is not None
        missing = [span for span in found if not wanted or plain[slice(*span)] not in self.text]
        for m in _LATIN.finditer(plain):
            if not _within(m.span(), found) and not self._holds_latin(m.group()):
                missing.append(m.span())
        mentions = find_regions(plain)
        missing += [(m.start, m.end) for m in mentions if not self._holds_region(fold(m.name))]
        named = [(m.start, m.end) for m in mentions]
        missing += [
            span
            for span in _persons(plain) + _places(plain)
            if not _within(span, named) and plain[slice(*span)] not in self._spaceless
        ]
        return [sentence[start:end] for start, end in sorted(set(missing))]

    def _holds_latin(self, word: str) -> bool:
        """Return whether a Latin word occurs here or in the question, or is a common one."""
        return len(word) < 2 or word in self._letters or word in self._question or word in _COMMON_LATIN

    def _holds_region(self, name: str) -> bool:
        """Return whether the region occurs, in full or by a short name that does not end another region's name."""
        # After a figure's year, 比 and the like may have been taken for the first character of a name.
        if name in self.regions or (name[0] in "比较和与跟同及" and name[1:] in self.regions):
            return True
        stem = short_name(name)
        rest = self._spaceless
        for other in sorted(self.regions, key=len, reverse=True):
            if stem in other and short_name(other) != stem:
                rest = rest.replace(other, " ").replace(short_name(other), " ")
        return len(stem) > 1 and stem in rest


def _within(span: tuple[int, int], spans: list[tuple[int, int]]) -> bool:
    """Return whether `span` overlaps any of `spans`."""
    return any(start < span[1] and span[0] < end for start, end in spans)


def _persons(plain: str) -> list[tuple[int, int]]:
    """Return where folded text names persons: by form, by the dictionary's tag, or beside an office."""
    spans = [m.span() for m in _FOREIGN.finditer(plain)]
    tokens = _tagged(plain)
    for i, (word, tag, start) in enumerate(tokens):
        if not tag.startswith("nr") or word[0] not in SURNAMES:
            continue
        if len(word) == 1 and i + 1 < len(tokens):
            # 王 + 建业: the segmenter knows the given name as a word.
            word += tokens[i + 1][0]
        end = start + len(word)
        in_office = bool(_OFFICE_BEFORE.search(plain[:start]) or _OFFICE_AFTER.match(plain, end))
        if not 2 <= len(word) <= _LONGEST_PERSON or is_common_word(word):
            continue
        # 康养 and 安保 are tagged as names too: two characters alone do not show one.
        known = tag == "nrfg" or (len(word) > 2 and word == tokens[i][0] and _rarity(word) <= _RARE)
        if in_office or known:
            spans.append((start, end))
    return spans


def _places(plain: str) -> list[tuple[int, int]]:
    """Return where folded text names provinces and cities by short name, towns and villages by full name."""
    spans = []
    tokens = _tagged(plain)
    for i, (word, tag, start) in enumerate(tokens):
        end = start + len(word)
        if tag == "ns" and word in _cities():
            spans.append((start, end))
        following = tokens[i + 1][0] if i + 1 < len(tokens) else ""
        if following in ("镇", "乡", "村", "街道", "社区") and _could_name(word, tag, following):
            spans.append((start, end + len(following)))
        elif _SETTLEMENT.fullmatch(word) and tag.startswith("n") and _rarity(word) <= _RARE:
            suffix = word[-2:] if word.endswith(("街道", "社区")) else word[-1]
            if _could_name(word.removesuffix(suffix), tag, suffix):
                spans.append((start, end))
    return spans


def _could_name(stem: str, tag: str, suffix: str) -> bool:
    """Return whether `stem` before 镇, 村 and the like is a name.

    Towns are named after common words; a common word before 村 is a kind of village.
    """
    if len(stem) < 2 or tag[0] not in "nx" or _GENERIC.search(stem):
        return False
    return suffix in ("镇", "乡", "街道") or not is_common_word(stem)


@cache
def _cities() -> frozenset[str]:
    """Return the short names of provinces and cities."""
    return frozenset(short_name(name) for name in names() if name[-1] in "省市" and len(name) > 2)


# A sentence is tagged when it is shown, when it is verified and when a source is sought for it.
@lru_cache(maxsize=512)
def _tagged(plain: str) -> list[tuple[str, str, int]]:
    """Return the words of folded text with their tags and offsets."""
    found, at = [], 0
    for pair in tagger().cut(plain):
        found.append((pair.word, pair.flag, at))
        at += len(pair.word)
    return found


def _rarity(word: str) -> int:
    """Return the frequency of a word in the dictionary; 0 for an unknown word."""
    return int((tagger().dt.word_tag_tab and tagger().dt.tokenizer.FREQ.get(word)) or 0)
