"""Choose a document's title: lines of its head and what file and page declare are candidates, and the best one wins."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.chinese.divisions import divisions_named
from ingest.chinese.script import fold
from ingest.chinese.word_table import WordTable
from ingest.describe.head_lines import HeadLine, is_bracketed, role_of

_WORDS = WordTable("ingest.describe", "title_block")
_PAPER = _WORDS.words("paper", frame=r"(?:{words})(?:\([^()]{1,16}\)|[《》”\"])*$")
_BARE = _WORDS.words("bare", frame="^(?:{words})$")
_UNFINISHED = _WORDS.words("unfinished")
_REST = _WORDS.words("rest")
_SITE = _WORDS.words("site")
# A site appends its name to the title of each of its pages, and the names of its sections before that.
_SITE_MARK = re.compile(r"\s*[-_|—–·]+\s*")
_SITE_NAME = re.compile(r"(?:网|网站|门户|政府|融媒|日报|频道|在线|首页|要闻|动态|新闻|公开)$")
_LONGEST_SITE, _SHORTEST_SECTION, _LEAST_LEFT = 24, 2, 4
_TAG = re.compile(r"^[【\[][^】\]]{1,12}[】\]]\s*(?=\S{6})")
_MARK_BEHIND = _WORDS.words("mark_behind", frame=r"(?:\s*[【\[(](?:{words})[】\])])+$")
_FOOTNOTE = re.compile(r"\s*[〔\[［（(]\d{1,2}[〕\]］）)]$|[*①②]$")
_YEAR = re.compile(r"(?:19|20)\d\d")
_WHOLE = re.compile(r"(?:上|报告|讲话|发言|致辞)$")
_MEETING_END = re.compile(r".{0,24}会议?上")
# When and where a report was given, a line that may be broken off before the meeting's name ends.
_GIVEN_AT = re.compile(r"[—\-―－–\s]+(?:19|20)\d\d\s*年[\s\d月日]*在")
# 2022年政务公开工作年度报告 says of which year it is, the office above of which place.
_OF_NOWHERE = re.compile(r"(?:19|20)\d\d年度?(?![^,。]{0,16}[省市县区州旗盟镇乡])")
_PAIRS = (("《", "》"), ("“", "”"), ("（", "）"), ("(", ")"), ("〈", "〉"))
_FILE_NAME = re.compile(r"[\s_]+")
# What a news item begins with before it says anything.
_NEWS_MARK = re.compile(r"^.{0,10}[讯訊电電]\s*(?:[（(][^）)]{2,30}[）)]|[】\])）:：])?\s*(?=\S)")
_HAN = re.compile(r"[\u3400-\u9fff]")
_LONGEST, _SHORTEST, _LINES, _CUT, _ITEM = 90, 5, 4, 40, 6
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
    given = [text for raw in declared if (text := tidy(without_site(raw)))]
    found = [_of_block(block, head, given, body) for block in _blocks(head)]
    for text in given:
        if _is_of_lines(text, head):
            continue
        agreement = 3.0 * sum(_agree(text, other) for other in given if other is not text)
        found.append(Title(text, 1.0 + agreement + _form(text, 1) + _told_in(text, body)))
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
    return re.sub(r"(?<=[^\s\d])(?:—|――|－－|--)(?=[^—])", "——", bare.replace("——", "—")).strip()


def file_title(stem: str, text: str) -> Title | None:
    """Return the title that a file's name gives, if it has the form of one and tells what the text tells."""
    named = tidy(_FILE_NAME.sub(" ", stem))
    if len(re.findall(r"[\u3400-\u9fff]", named)) < 6 or _BARE.fullmatch(fold(named)):
        return None
    return Title(named, _form(named, 1) + _told_in(named, text))


def first_words(text: str) -> str | None:
    """Return the opening words of a text without a title: its first clause that says something, cut to a line."""
    for line in text.split("\n"):
        if role_of(line) not in ("sentence", "title", "heading"):
            continue
        words = _NEWS_MARK.sub("", line.strip())
        words = re.split(r"[。！？；]", words)[0].strip(" 　,，:：")
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
            if head[end].role != "title" or any(_bare(head[end].text) == _bare(part) for part in parts):
                break
            parts.append(head[end].text)
            yield _Block(start, end + 1, tuple(parts))


def _of_block(block: _Block, head: Sequence[HeadLine], given: Sequence[str], body: str) -> Title:
    text = tidy(_without_site_name(_joined(block.parts)))
    whole = _with_issuer(block, head, _with_subtitle(text, head[block.end :]))
    bare = _bare(text)
    agreement = max(
        (3.0 if _agree(text, other) else 1.0 if _within(bare, _bare(other)) else 0.0 for other in given),
        default=0.0,
    )
    again = sum(_bare(line.text) == bare for line in head) > 1
    following = next((line for line in head[block.end :] if line.role != "furniture"), None)
    score = (
        max(_form(text, len(block.parts)), _form(whole, len(block.parts) + 1))
        + agreement
        + (1.5 if again else 0.0)
        + (0.7 if following is None or following.role != "title" else 0.0)
        + _seams(block.parts, following)
        + _told_in(text, body)
        - 0.8 * sum(line.role == "title" and not _is_item(line.text) for line in head[: block.start])
        - 0.02 * block.start
    )
    return Title(whole, score)


def _is_of_lines(text: str, head: Sequence[HeadLine]) -> bool:
    """Return whether a declared title is made of lines above the fields of a page: they are candidates themselves."""
    rest = re.sub(r"目录$", "", _bare(text))
    for line in (line for line in head if line.role != "sentence"):
        rest = rest.replace(_bare(line.text), "")
    return not rest


def _form(text: str, lines: int) -> float:
    """Return what the form of a candidate says: a kind of paper named, a plausible length, nothing left open."""
    folded = fold(text)
    if _SITE.search(folded) or role_of(text) not in ("title", "session", "sentence"):
        return -6.0
    score = 2.0 if _PAPER.search(folded) else 0.0
    score += 0.5 if "关于" in folded else 0.0
    score -= 1.0 if _BARE.fullmatch(folded) else 0.0
    # The first line of several: "某某县" of "某某县2021年统计公报".
    score -= 3.0 if divisions_named(text) else 0.0
    score -= 3.0 if len(text) < _SHORTEST else 0.0
    score -= 3.0 if len(text) > _LONGEST * lines else 0.0
    score -= 4.0 if re.search(r"[。；]|[：:]$", text) else 0.0
    return score - (3.0 if _is_open(text) else 0.0)


def _seams(parts: Sequence[str], following: HeadLine | None) -> float:
    """Return what the seams say: lines that belong together, whole titles glued to one another, a rest left behind."""
    score = 0.0
    for before, after in zip(parts, parts[1:], strict=False):
        whole = _PAPER.search(fold(before)) or _is_item(before)
        score += 0.5 if _goes_on(before, after) else -1.5 if whole else -0.6
    if following is not None and following.role == "title" and _goes_on(parts[-1], following.text):
        score -= 2.0
    return score


def _is_item(text: str) -> bool:
    """Return whether a line is as short as the items of a menu, and names neither a place nor a paper."""
    return len(text) <= _ITEM and not _PAPER.search(fold(text)) and not divisions_named(text)


def _goes_on(before: str, after: str) -> bool:
    """Return whether a line of a title goes on in the next one."""
    first, second = fold(before), fold(after)
    if _is_open(before) or _UNFINISHED.search(first):
        return True
    if divisions_named(before) and (_YEAR.match(second) or _PAPER.search(second)):
        return True
    return not _PAPER.search(first) and bool(_REST.search(second))


def _is_open(text: str) -> bool:
    return any(text.count(opening) > text.count(closing) for opening, closing in _PAIRS)


def _joined(parts: Sequence[str]) -> str:
    """Return the lines of a title as one: broken words are closed, whole clauses stay apart."""
    text = parts[0]
    for before, after in zip(parts, parts[1:], strict=False):
        broken = _goes_on(before, after) and not re.search(r"(?:强调|指出|要求|提出|表示|时)$", fold(before))
        text += after if broken else " " + after
    return text


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
        if not _HAN.search(text):
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


def _told_in(text: str, body: str) -> float:
    """Return how much of a candidate the body takes up: from 0 to 1.5, by pairs of characters."""
    bare, told = _bare(text), _bare(body[:1500])
    pairs = {bare[at : at + 2] for at in range(len(bare) - 1)}
    return 1.5 * sum(pair in told for pair in pairs) / len(pairs) if pairs and told else 0.0


def _agree(one: str, other: str) -> bool:
    first, second = _bare(one), _bare(other)
    return first == second or (min(len(first), len(second)) >= 10 and (first in second or second in first))


def _within(bare: str, other: str) -> bool:
    return len(bare) >= 5 and bare in other


def _bare(text: str) -> str:
    return re.sub(r"[\s\W_]", "", fold(text))
