"""Choose a document's title: lines of its head and what file and page declare are candidates, and the best one wins."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.chinese.divisions import divisions_named
from ingest.chinese.script import fold
from ingest.chinese.word_table import WordTable
from ingest.describe.head_lines import HeadLine, is_bracketed, role_of
from ingest.describe.title_lines import (
    HAN,
    PAPER,
    bare_text,
    goes_on,
    is_item,
    is_open,
    joined,
    seams,
    without_year_tag,
)

_WORDS = WordTable("ingest.describe", "title_block")
_BARE = _WORDS.words("bare", frame="^(?:{words})$")
_SITE = _WORDS.words("site")
# A site appends its name to the title of each of its pages, and the names of its sections before that.
_SITE_MARK = re.compile(r"\s*[-_|—–·]+\s*")
_SITE_NAME = re.compile(r"(?:网|网站|门户|政府|融媒|日报|频道|在线|首页|要闻|动态|新闻|公开)$")
_LONGEST_SITE, _SHORTEST_SECTION, _LEAST_LEFT = 24, 2, 4
_TAG = re.compile(r"^[【\[][^】\]]{1,12}[】\]]\s*(?=\S{6})")
_MARK_BEHIND = _WORDS.words("mark_behind", frame=r"(?:\s*[【\[(](?:{words})[】\])])+$")
_FOOTNOTE = re.compile(r"\s*[〔\[［（(]\d{1,2}[〕\]］）)]$|[*①②]$")
_YEAR = re.compile(r"(?:19|20)\d\d")
_TAGS = re.compile(r"</?[a-zA-Z]{1,6}\s?/?>")
_WHOLE = re.compile(r"(?:上|报告|讲话|发言|致辞)$")
_MEETING_END = re.compile(r".{0,24}会议?上")
# When and where a report was given, a line that may be broken off before the meeting's name ends.
_GIVEN_AT = re.compile(r"[—\-―－–\s]+(?:19|20)\d\d\s*年[\s\d月日]*在")
# 2022年政务公开工作年度报告 says of which year it is, the office above of which place.
_OF_NOWHERE = re.compile(r"(?:19|20)\d\d年度?(?![^,。]{0,16}[省市县区州旗盟镇乡])")
_FILE_NAME = re.compile(r"[\s_]+")
# What a news item begins with before it says anything.
_NEWS_MARK = re.compile(r"^.{0,10}[讯訊电電]\s*(?:[（(][^）)]{2,30}[）)]|[】\])）:：])?\s*(?=\S)")
_LONGEST, _SHORTEST, _LINES, _CUT, _SAID = 90, 5, 4, 40, 6
# How much of a body is asked whether it tells what a title says.
_TOLD = 1500
# Titles of one paper's editions of two years share so many of their pairs of characters.
_SAME_NAME = 0.75
# A title with a lower score is a guess.
_CERTAIN = 1.3


@dataclass(frozen=True, slots=True)
class Title:
    """A title and how well its form, its place and the other candidates bear it out."""

    text: str
    score: float

    @property
    def certain(self) -> bool:
        """Return whether it can be shown without a warning."""
        return self.score >= _CERTAIN


@dataclass(frozen=True, slots=True)
class _Block:
    """Lines of the head from `start` to `end` that may be one title."""

    start: int
    end: int
    parts: tuple[str, ...]


def best_title(head: Sequence[HeadLine], declared: Sequence[str], body: str) -> Title | None:
    """Return the best title, or None where no candidate can be one.

    Args:
        head: the lines before the body.
        declared: titles that the file, its page or its header fields give.
        body: the text behind the head.
    """
    given = [text for raw in declared if (text := tidy(without_site(_TAGS.sub("", raw))))]
    told = _told(body)
    found = [_of_block(block, head, given, told) for block in _blocks(head)]
    for text in given:
        if _is_of_lines(text, head):
            continue
        agreement = 3.0 * sum(_agree(text, other) for other in given if other is not text)
        stale = 6.0 if any(_is_of_another_year(text, title.text) for title in found) else 0.0
        found.append(Title(text, 1.0 + agreement + _form(text, 1) + _told_in(text, told) - stale))
    return max((title for title in found if title.score > -1), key=lambda title: title.score, default=None)


def without_site(title: str) -> str:
    """Return a declared title without the site's name behind it, and without the names of sections between the two."""
    text = title.strip()
    marks = list(_SITE_MARK.finditer(text))
    if not marks or not _SITE_NAME.search(text) or len(text) - marks[-1].end() > _LONGEST_SITE:
        return text
    cut = len(text)
    for mark in reversed(marks):
        part = cut - mark.end()
        if (
            mark.start() < _LEAST_LEFT
            or part > _LONGEST_SITE
            or (cut < len(text) and part < _SHORTEST_SECTION)
        ):
            break
        cut = mark.start()
    return text[:cut]


def _without_site_name(line: str) -> str:
    """Return a line of the text without the site's name, where a page was saved with its window's title: 报告_某某网站.

    Only marks that no title has of its own part the two.
    """
    return without_site(line) if re.search(r"[_|]", line) else line


def tidy(text: str) -> str:
    """Return a title without marks of headings, tags of a site and footnote marks."""
    bare = _TAG.sub("", text.strip().lstrip("# ").strip())
    marked = _MARK_BEHIND.search(fold(bare))
    bare = _FOOTNOTE.sub("", bare[: marked.start()] if marked and marked.start() else bare)
    bare = without_year_tag(bare)
    return re.sub(r"(?<=[^\s\d])(?:—|――|－－|--)(?=[^—])", "——", bare.replace("——", "—")).strip()


def file_title(stem: str, text: str) -> Title | None:
    """Return the title that a file's name gives, if it has the form of one and tells what the text tells."""
    named = tidy(_FILE_NAME.sub(" ", stem))
    if len(re.findall(r"[\u3400-\u9fff]", named)) < 6 or _BARE.fullmatch(fold(named)):
        return None
    return Title(named, _form(named, 1) + _told_in(named, _told(text)))


def first_words(text: str) -> str | None:
    """Return the opening words of a text without a title: its first clause that says something, cut to a line."""
    for line in text.split("\n"):
        if role_of(line) not in ("sentence", "title", "heading"):
            continue
        words = _NEWS_MARK.sub("", line.strip())
        words = re.split(r"[。！？；]|(?:同志们|各位\w{2,6})[:：,，]", words)[0].strip(" 　,，:：")
        if words:
            return words if len(words) <= _CUT else words[:_CUT] + "…"
    return next((line.strip()[:_CUT] for line in text.split("\n") if line.strip()), None)


def _blocks(head: Sequence[HeadLine]) -> Iterator[_Block]:
    """Yield every run of lines that may be one title, from one line to `_LINES`."""
    for start, line in enumerate(head):
        if line.role != "title":
            continue
        parts: list[str] = []
        for end in range(start, min(start + _LINES, len(head))):
            text = without_year_tag(head[end].text)
            if head[end].role != "title" or _repeats(text, parts):
                break
            parts.append(text)
            yield _Block(start, end + 1, tuple(parts))


def _repeats(text: str, parts: Sequence[str]) -> bool:
    """Return whether a line says once more what one before it says, whole or in part."""
    bare = bare_text(text)
    return any(bare == bare_text(part) or (len(bare) >= _SAID and bare in bare_text(part)) for part in parts)


def _of_block(block: _Block, head: Sequence[HeadLine], given: Sequence[str], told: str) -> Title:
    text = tidy(_without_site_name(joined(block.parts, told)))
    whole = _with_issuer(block, head, _with_subtitle(text, head[block.end :]))
    bare = bare_text(text)
    agreement = max(
        (3.0 if _agree(text, other) else 1.0 if _within(bare, bare_text(other)) else 0.0 for other in given),
        default=0.0,
    )
    again = sum(bare_text(line.text) == bare for line in head) > 1
    following = next((line for line in head[block.end :] if line.role != "furniture"), None)
    score = (
        max(_form(text, len(block.parts)), _form(whole, len(block.parts) + 1))
        + agreement
        + (1.5 if again else 0.0)
        + (0.7 if following is None or following.role != "title" else 0.0)
        + seams(block.parts, following, told)
        - (2.0 if _is_second_half(block, head, told) else 0.0)
        + _told_in(text, told)
        - 0.8 * sum(line.role == "title" and not is_item(line.text) for line in head[: block.start])
        - 0.02 * block.start
    )
    return Title(whole, score)


def _is_of_lines(text: str, head: Sequence[HeadLine]) -> bool:
    """Return whether a declared title is made of lines above the fields of a page: they are candidates themselves."""
    rest = re.sub(r"目录$", "", bare_text(text))
    for line in (line for line in head if line.role != "sentence"):
        rest = rest.replace(bare_text(line.text), "")
    return not rest


def _form(text: str, lines: int) -> float:
    """Return what the form of a candidate says: a kind of paper named, a plausible length, nothing left open."""
    folded = fold(text)
    if text.isdigit() or _SITE.search(folded) or role_of(text) not in ("title", "session", "sentence"):
        return -6.0
    score = 2.0 if PAPER.search(folded) else 0.0
    score += 0.5 if "关于" in folded else 0.0
    score -= 1.0 if _BARE.fullmatch(folded) else 0.0
    # The first line of several: "某某县" of "某某县2021年统计公报".
    score -= 3.0 if divisions_named(text) else 0.0
    score -= 3.0 if len(text) < _SHORTEST else 0.0
    score -= 3.0 if len(text) > _LONGEST * lines else 0.0
    score -= 4.0 if re.search(r"[。；]|[：:]$", text) else 0.0
    return score - (3.0 if is_open(text) else 0.0)


def _is_second_half(block: _Block, head: Sequence[HeadLine], told: str) -> bool:
    """Return whether a block begins in the middle of a title."""
    above = head[block.start - 1] if block.start else None
    return above is not None and above.role == "title" and goes_on(above.text, block.parts[0], told)


def _with_subtitle(text: str, below: Sequence[HeadLine]) -> str:
    """Return a title with the line in brackets or behind a dash that follows it."""
    bare = bool(_BARE.fullmatch(fold(text)))
    for at, line in enumerate(below[:3]):
        if line.role == "furniture":
            continue
        if line.role == "subtitle" and is_bracketed(line.text):
            return text + line.text
        if line.role == "session" and is_bracketed(line.text):
            return text + line.text if bare else text
        named = _YEAR.search(fold(text)) and (line.role == "session" or _GIVEN_AT.match(fold(line.text)))
        if line.role not in ("session", "subtitle") or line.text[0] not in "—-―－–" or named:
            return text
        subtitle = re.sub(r"^[—\-―－–]+\s*", "", line.text)
        if not HAN.search(text):
            return subtitle
        rest = below[at + 1].text if at + 1 < len(below) else ""
        if not _WHOLE.search(fold(subtitle)) and _MEETING_END.fullmatch(fold(rest)):
            subtitle += rest
        return f"{text}——{subtitle}"
    return text


def _with_issuer(block: _Block, head: Sequence[HeadLine], text: str) -> str:
    """Return a title with the issuer whose name stands above it, as the official title has it."""
    above = [line for line in head[: block.start] if line.role not in ("furniture", "number")]
    folded = fold(text)
    if not above or above[-1].role != "issuer" or above[-1].text in text:
        return text
    if re.match(r"关于|印发|转发|批转", folded) or _OF_NOWHERE.match(folded):
        return above[-1].text + text
    if _BARE.fullmatch(folded) and len(above) <= 3:
        year = above[-2].text if len(above) > 1 and re.fullmatch(r"\d{4}年度?", fold(above[-2].text)) else ""
        return year + above[-1].text + text
    return text


def _told(body: str) -> str:
    """Return the bare text of the first lines of a body, a line for each of them."""
    return "\n".join(map(bare_text, body[:_TOLD].split("\n")))


def _told_in(text: str, told: str) -> float:
    """Return how much of a candidate the bare text `told` takes up: from 0 to 1.5, by pairs of characters."""
    bare = bare_text(text)
    pairs = {bare[at : at + 2] for at in range(len(bare) - 1)}
    return 1.5 * sum(pair in told for pair in pairs) / len(pairs) if pairs and told else 0.0


def _agree(one: str, other: str) -> bool:
    first, second = bare_text(one), bare_text(other)
    return first == second or (min(len(first), len(second)) >= 10 and (first in second or second in first))


def _is_of_another_year(declared: str, shown: str) -> bool:
    """Return whether a declared title is the shown one but for its year: whoever made the file began with last year's."""
    years, others = (set(_YEAR.findall(fold(each))) for each in (declared, shown))
    if not years or not others or years & others:
        return False
    bare = _YEAR.sub("", bare_text(declared))
    pairs = {bare[at : at + 2] for at in range(len(bare) - 1)}
    other = bare_text(shown)
    return bool(pairs) and sum(pair in other for pair in pairs) >= _SAME_NAME * len(pairs)


def _within(bare: str, other: str) -> bool:
    return len(bare) >= 5 and bare in other
