"""Word a question in English as the question in Chinese that asks the same, or tell what in it is not understood.

Nothing is guessed: a word that no list knows makes the question not understood."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from assistant.question.english.places import asked_about, find_places
from assistant.question.places import Gazetteer
from ingest.chinese.word_table import Words, WordTable

_HAN = re.compile(r"[㐀-鿿]")
_WORD = re.compile(r"[a-z][a-z'’\-]*")
# One name by itself goes on from a question before: Anguo?
_NAME = re.compile(r"[A-Z][a-z'’]{2,}\W*")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_TABLE = WordTable("assistant.question.english", "words")
_LISTS = {
    name: _TABLE.words(name)
    for name in (
        "growth", "whether", "fell", "target", "main_targets", "which_most", "which_least", "difference", "higher", "how_many", "invested",
        "projects", "started", "completed", "signed", "producing", "under_construction", "planned_projects", "problems",
        "next_steps", "done", "summary", "head", "secretary", "speaker", "when", "report", "why", "more",
        "against_year_before", "year_before", "year_after", "last_year", "this_year", "span", "rank", "filler",
    )
}  # fmt: skip
_STATES = {
    "producing": "投产", "under_construction": "在建", "completed": "竣工", "signed": "签约", "started": "开工",
    "planned_projects": "谋划",
}  # fmt: skip
_TOPICS: dict[str, Words] = {
    chinese: _TABLE.words(key)
    for key, chinese in (
        ("business_environment", "营商环境"), ("social_security", "社会保障"), ("education", "教育"),
        ("health", "医疗卫生"), ("ecology", "生态环保"), ("transport", "交通"), ("agriculture", "农业"), ("poverty", "扶贫"),
        ("science", "科技创新"), ("culture", "文化"), ("tourism", "旅游"), ("employment", "就业"), ("housing", "住房"),
        ("industry", "工业"), ("commerce", "商贸"), ("reform", "改革"), ("city", "城市建设"), ("water", "水利"),
        ("safety", "安全生产"),
    )
}  # fmt: skip
_ASKING = re.compile(
    r"\b(?:which|what|who|when|where|how|in|of|is|was|did|does|do|has|had|and|the|compare|tell|give|show|list|summari[sz]e)\b"
    r"(?:\s+(?:counties|county|districts?|city|cities|places?|regions?)\b)?",
    re.IGNORECASE,
)
# What a question goes on with takes nothing else.
_GOES_ON = {"why": "为什么？", "more": "还有呢？", "against_year_before": "比上一年呢？"}


@dataclass(frozen=True, slots=True)
class Translation:
    """What became of a question in English.

    Attributes:
        text: the question in Chinese; None where it is not understood.
        unknown: the words that are not understood.
        unclear: of a place that may be any of several of the library, as it is written, and which these are.
        missing: the places, as written, that are no place anyone knows.
    """

    text: str | None
    unknown: tuple[str, ...] = ()
    unclear: tuple[tuple[str, tuple[str, ...]], ...] = ()
    missing: tuple[str, ...] = ()


def is_english(text: str) -> bool:
    """Return whether a text is one in English: several words in Latin letters, or one that is known, and no Chinese."""
    words: list[str] = re.findall(r"[A-Za-z][A-Za-z'’\-]+", text)
    if _HAN.search(text) or not words:
        return False
    if _NAME.fullmatch(text.strip()) or any(_LISTS[name].search(text.lower()) for name in _GOES_ON):
        return True
    return len(words) > 1 and any(_is_known(word.lower()) for word in words)


def _is_known(word: str) -> bool:
    return any(words.search(word) for words in (*_LISTS.values(), *_TOPICS.values())) or word in _indicators()


def translated(text: str, gazetteer: Gazetteer) -> Translation:
    """Return the question in Chinese that asks what `text` asks.

    Args:
        text: a question in English.
        gazetteer: the places of the library, by which names are told.
    """
    return _Asked(text, gazetteer).translation()


class _Asked:
    """A question in English while it is taken apart: what was understood is blanked out of `rest`."""

    def __init__(self, text: str, gazetteer: Gazetteer) -> None:
        self.text, self.lower, self.rest = text, text.lower(), text
        self.indicators = self._take_indicators()
        self.years = self._take_years()
        found = list(find_places(self._without_questions(), gazetteer))
        for place in found:
            self._blank(place.start, place.end)
        self.found = asked_about(found)

    def has(self, name: str) -> bool:
        """Return whether a word of a list stands in the question."""
        return _LISTS[name].search(self.lower) is not None

    def translation(self) -> Translation:
        """Return what becomes of the question."""
        for name, chinese in _GOES_ON.items():
            if self.has(name):
                return Translation(chinese)
        missing = tuple(place.written for place in self.found if not place.names)
        unclear = tuple((place.written, place.names) for place in self.found if len(place.names) > 1)
        unknown = self._unknown()
        asked = None if missing or unclear or unknown else self._asked()
        return Translation(asked, unknown, unclear, missing)

    def _asked(self) -> str | None:
        """Return the question in Chinese; None where it asks for nothing that is understood."""
        where = "和".join(place.names[0] for place in self.found)
        when = self.years
        about = where + when
        topic = next((name for name, words in _TOPICS.items() if words.search(self.rest.lower())), None)
        field = f"{topic}方面" if topic else ""
        if self.indicators:
            return self._of_indicators(where, when)
        if self.has("projects"):
            return self._of_projects(about)
        if self.has("speaker") and self.has("report"):
            return f"{about}政府工作报告是谁作的？"
        if self.has("when") and self.has("report"):
            return f"{about}政府工作报告是什么时候作的？"
        if self.has("secretary"):
            return f"{about}{_level(where)}委书记是谁？"
        if self.has("head"):
            return f"{about}{_level(where)}长是谁？"
        if self.has("summary"):
            return f"总结一下{about}政府工作报告"
        if self.has("problems"):
            return f"{about}{field}存在哪些问题？"
        if self.has("main_targets") and not topic:
            return f"{about}的主要预期目标是什么？"
        if self.has("next_steps") and (topic or about):
            return f"{about}{field}下一步怎么做？"
        if topic or (self.has("done") and about and "do" in self.lower.split()):
            return f"{about}{field}做了什么？"
        return f"{about}呢？" if about else None

    def _of_indicators(self, where: str, when: str) -> str:
        named = "和".join(self.indicators)
        about = where + when
        if self.has("which_most") or self.has("which_least"):
            return f"{about}哪个县的{named}最{'低' if self.has('which_least') else '高'}？"
        several = len(self.found) > 1 or "和" in when or "到" in when or len(self.indicators) > 1
        if several and self.has("difference"):
            return f"{about}的{named}相差多少？"
        if len(self.found) == 2 and self.has("higher"):
            return f"{about}的{named}谁更高？"
        if self.has("target"):
            return f"{about}{named}的目标是多少？"
        if self.has("growth") and self.has("whether") and not several:
            return f"{about}{named}{'下降' if self.has('fell') else '增长'}了吗？"
        if self.has("growth"):
            return f"{about}{named}增长多少？"
        return f"{about}{named}{'各' if several else ''}是多少？"

    def _of_projects(self, about: str) -> str:
        state = next((chinese for name, chinese in _STATES.items() if self.has(name)), "")
        if self.has("how_many"):
            return (
                f"{about}{state}了多少个项目？"
                if state not in ("", "在建")
                else f"{about}有多少个{state}项目？"
            )
        if self.has("invested") and state:
            return f"{about}{state}的项目总投资多少？"
        return f"{about}{state}了哪些项目？" if state not in ("", "在建") else f"{about}有哪些{state}项目？"

    def _take_indicators(self) -> tuple[str, ...]:
        taken: list[tuple[int, str]] = []
        for english, chinese in _by_length():
            for m in re.finditer(rf"(?<![\w-]){re.escape(english)}(?![\w-])", self.rest, re.IGNORECASE):
                taken.append((m.start(), chinese))
                self._blank(m.start(), m.end())
        return tuple(dict.fromkeys(chinese for _, chinese in sorted(taken)))

    def _take_years(self) -> str:
        if m := _LISTS["span"].search(self.lower):
            told = {name: year for name, year in m.groupdict().items() if year}
            first, last = told.get("first") or told["begin"], told.get("last") or told["end"]
            self._blank(m.start(), m.end())
            # Between two years lies no third.
            joint = "和" if int(last) == int(first) + 1 else "到"
            return f"{first}年{joint}{last}年"
        years = [m.group() for m in _YEAR.finditer(self.rest)]
        for m in list(_YEAR.finditer(self.rest)):
            self._blank(m.start(), m.end())
        relative = {"last_year": "去年", "this_year": "今年", "year_before": "前一年", "year_after": "第二年"}
        words = [chinese for name, chinese in relative.items() if self.has(name)]
        return (
            "和".join((*(f"{year}年" for year in dict.fromkeys(years)), *words[:1])) if years or words else ""
        )

    def _unknown(self) -> tuple[str, ...]:
        """Return the words that no list knows."""
        rest = self.rest.lower()
        for words in (*_LISTS.values(), *_TOPICS.values()):
            rest = words.sub(lambda m: " " * len(m.group()), rest)
        rest = re.sub(r"(?<![a-z])['’]?s(?![a-z])", " ", rest)
        kept = [m for m in _WORD.finditer(rest) if len(m.group().strip("'’-")) > 0]
        return tuple(dict.fromkeys(self.text[m.start() : m.end()] for m in kept))

    def _without_questions(self) -> str:
        """Return `rest` with blanks for the words that ask, which names may follow: Which county, Did Baoding."""
        return _ASKING.sub(lambda m: " " * len(m.group()), self.rest)

    def _blank(self, start: int, end: int) -> None:
        self.rest = self.rest[:start] + " " * (end - start) + self.rest[end:]


def _level(name: str) -> Literal["县", "市", "区", "省"]:
    """Return the rank that a place's head bears."""
    last = name[-1:]
    return "市" if last == "市" else "区" if last == "区" else "省" if last == "省" else "县"


@cache
def _by_length() -> tuple[tuple[str, str], ...]:
    """Return (name in English, indicator), the longest names first."""
    return tuple(sorted(_indicators().items(), key=lambda each: -len(each[0])))


@cache
def _indicators() -> dict[str, str]:
    """Return name in English, in lower case → the indicator."""
    return {name.lower(): chinese for chinese, names in english_names().items() for name in names}


@cache
def english_names() -> dict[str, tuple[str, ...]]:
    """Return indicator → its names in English, the plain one first."""
    table = files("assistant.question.english").joinpath("data/indicators.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in table.splitlines())
    return {chinese: tuple(names.split("|")) for chinese, names in rows}
