"""Parse a model's reply: lines, sentences, and the passages that each sentence cites."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from assistant.llm.sanitize import visible

# [2], 【2】, [2,5], [2-4], [^2], [来源2]
MARK = re.compile(
    r"[\[【［]\s*+(?:来源|资料|出处|编号|source)?+\s*+[\^:：#]?+\s*+"
    r"(\d{1,3}(?:\s*+[,，、;；\-–~]\s*+\d{1,3})*+)\s*+[\]】］]",
    re.IGNORECASE,
)
# （来源2）, (见[2]、[3])
_ROUND = re.compile(
    r"[（(]\s*+(?:信息|数据)?+(?:来源|资料|出处|编号|参见|见|source)s?+\s*+[:：#]?+\s*+"
    r"(?=[^)）]{0,80}?\d)([\d\s,，、;；\[【［\]】］]{1,80})[)）]",
    re.IGNORECASE,
)
_IMAGE = re.compile(r"!\[[^\]\n]{0,400}+\]\([^)\n]*\)?")
_LINK = re.compile(r"\[([^\]\n]{0,400}+)\]\([^)\n]*\)?")
_TAG = re.compile(r"</?[a-zA-Z!|][^>\n]{0,500}>|<\|[^>\n]{0,60}\|?>")
_ITEM = re.compile(r"^\s*(?:[-*•·–—]\s+|\d{1,2}[.、)）]\s*(?!\d)|[（(]\d{1,2}[)）]\s*)")
_OPENING = re.compile(r"^\s*(?:#{1,6}\s*|>\s*)+")
_HEADING = re.compile(r"\s*#{1,6}\s*\S|\s*\*\*[^*\n]+(?:\*\*[：:]?|[：:]\*\*)\s*$")
# The line below a table's header, and names of columns that say nothing.
_RULE = re.compile(r"(?=.*--)[\s|:-]+")
_PLAIN_NAMES = ("数值", "数据", "内容", "数额", "情况", "来源", "出处", "具体内容", "具体情况", "说明")
STOPS = "。！？!?"
CLOSING = '”’」』）)》"'
_PLAIN = str.maketrans(
    {
        "!": "！",
        "*": "",
        "`": "",
        "#": "",
        "|": "，",
        "_": "＿",
        "~": "～",
        "\\": "",
        "[": "〔",
        "]": "〕",
        "<": "＜",
        ">": "＞",
        "［": "〔",
        "］": "〕",
    }
)
# The beginning of a figure, not the middle of another.
_AFTER_NUMBER = (
    r"(?<![\d.](?=[\d.]))(?<![〇零一二三四五六七八九十百千万亿](?=[〇零一二三四五六七八九十百千]))"
)
_IMITATION = re.compile(r"〔\s*\d{1,3}\s*〕")
NOTHING_FOUND = re.compile(
    r"资料(?:库)?[中里]?(?:都|均)?(?:没有|未|无)(?:找到|提及|提到|提供|说明|查到|涉及|包含)?"
)
_LEADS = ("：", ":")
# A sentence which only states that something is missing is no longer than this.
_LONGEST_MISSING = 45


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence of the reply.

    Attributes:
        segments: its text in pieces, each with the numbers of the passages cited right after it.
    """

    segments: tuple[tuple[str, tuple[int, ...]], ...]

    @property
    def text(self) -> str:
        """Return the text without citations."""
        return "".join(text for text, _ in self.segments)

    @property
    def cited(self) -> tuple[int, ...]:
        """Return the numbers of the passages it cites, in order, each once."""
        return tuple(dict.fromkeys(n for _, cited in self.segments for n in cited))

    @property
    def leads(self) -> bool:
        """Return whether it only introduces the lines after it."""
        return self.text.rstrip().endswith(_LEADS)

    @property
    def says_nothing_found(self) -> bool:
        """Return whether it says that the passages do not hold something."""
        return len(self.text) <= _LONGEST_MISSING and NOTHING_FOUND.search(self.text) is not None

    @property
    def asks(self) -> bool:
        """Return whether it is a question, such as one quoted, and so states nothing."""
        return self.text.rstrip(CLOSING + " ").endswith(("？", "?"))

    @property
    def empty(self) -> bool:
        """Return whether it contains no word."""
        return re.search(r"\w", self.text) is None

    def citing(self, cited: tuple[int, ...]) -> Statement:
        """Return the same sentence with these citations at its end instead of its own."""
        return Statement(((self.text, cited),))

    def saying(self, changed: dict[str, str]) -> Statement:
        """Return the same sentence with some words replaced wherever they stand alone: 5亿元 does not in 15亿元."""
        longest_first = sorted(changed, key=len, reverse=True)
        words = re.compile("|".join(_AFTER_NUMBER + re.escape(word) for word in longest_first))
        return Statement(
            tuple((words.sub(lambda m: changed[m[0]], text), cited) for text, cited in self.segments)
        )


@dataclass(frozen=True, slots=True)
class ReplyLine:
    """A line of the reply.

    Attributes:
        statements: its sentences.
        item: whether it is an item of a list.
        apart: whether an empty line precedes it.
    """

    statements: tuple[Statement, ...]
    item: bool
    apart: bool

    def having(self, statements: list[Statement]) -> ReplyLine:
        """Return the same line with other sentences."""
        return replace(self, statements=tuple(statements))


def parsed(reply: str) -> list[ReplyLine]:
    """Return the lines of a model's reply without empty ones, Markdown, links, images and tags."""
    lines: list[ReplyLine] = []
    apart = False
    for raw in without_tables(plain(reply)).split("\n"):
        bare = _OPENING.sub("", raw)
        if heads(raw):
            # A heading only leads to what is below it.
            bare = bare.rstrip("*#：: ") + "："
        item = _ITEM.match(bare)
        found = [s for s in _sentences(bare[item.end() :] if item else bare) if not s.empty or s.cited]
        if found:
            lines.append(ReplyLine(tuple(found), item is not None, apart and bool(lines)))
        apart = not found
    return lines


def plain(reply: str) -> str:
    """Return a reply without images, link targets, tags and hidden characters; marks `[n]` are kept."""
    text = _ROUND.sub(lambda m: f"[{','.join(re.findall(r'[0-9]+', m[1]))}]", _TAG.sub("", visible(reply)))
    return _LINK.sub(
        lambda m: m[0][: m.end(1) - m.start() + 1] if MARK.fullmatch(f"[{m[1]}]") else m[1],
        _IMAGE.sub("", text),
    )


def heads(line: str) -> bool:
    """Return whether a line is a heading: marked as one, or all bold, without a citation or the end of a sentence."""
    if MARK.search(line) or line.rstrip(" *#").endswith(tuple(STOPS)):
        return False
    return _HEADING.match(line) is not None


def without_tables(reply: str) -> str:
    """Return a reply with the rows of its tables as list items: "- first cell：heading cell，heading cell"."""
    out: list[str] = []
    names: list[str] = []
    lines = reply.split("\n")
    for line, below in zip(lines, [*lines[1:], ""], strict=True):
        if not line.lstrip().startswith("|"):
            out.append(line)
            names = []
        elif _RULE.fullmatch(below):
            names = _cells(line)
        elif not _RULE.fullmatch(line):
            first, *rest = _cells(line) or [""]
            named = [
                (names[i] if i < len(names) and names[i] not in _PLAIN_NAMES else "") + cell
                for i, cell in enumerate(rest, 1)
                if MARK.sub("", cell).strip()
            ]
            marks = "".join(cell for cell in rest if cell and not MARK.sub("", cell).strip())
            out.append(f"- {first}：{'，'.join(named)}{marks}")
    return "\n".join(out)


def _cells(row: str) -> list[str]:
    """Return the cells of a table's row."""
    return [
        re.sub(rf"\s+(?={MARK.pattern})", "", cell.strip(), flags=re.IGNORECASE)
        for cell in row.strip().strip("|").split("|")
    ]


def numbers(mark: re.Match[str]) -> tuple[int, ...]:
    """Return the numbers of a mark: [2,5] → 2, 5; [2-4] → 2, 3, 4."""
    found: list[int] = []
    for part in re.split(r"[,，、;；]", mark[1]):
        ends = [int(n) for n in re.findall(r"\d+", part)]
        found += range(ends[0], ends[-1] + 1) if 0 <= ends[-1] - ends[0] <= 9 else ends
    return tuple(dict.fromkeys(found))


def without_markup(text: str) -> str:
    """Return `text` without what Markdown would read as markup, and without imitated citations."""
    return _IMITATION.sub("", text.translate(_PLAIN))


def _sentences(line: str) -> list[Statement]:
    """Return the sentences of a line; marks after a full stop belong to the sentence before it."""
    found: list[Statement] = []
    segments: list[tuple[str, tuple[int, ...]]] = []
    start, at, ended = 0, 0, False

    def close() -> None:
        nonlocal start, ended
        if start < at:
            segments.append((without_markup(line[start:at]), ()))
        if segments:
            found.append(Statement(tuple(segments)))
        segments.clear()
        start, ended = at, False

    while at < len(line):
        mark = MARK.match(line, at)
        if mark:
            segments.append((without_markup(line[start:at]), numbers(mark)))
            start = at = mark.end()
            continue
        char = line[at]
        if ended and not char.isspace() and char not in STOPS + CLOSING:
            close()
        ended = ended or char in STOPS
        at += 1
    close()
    return found
