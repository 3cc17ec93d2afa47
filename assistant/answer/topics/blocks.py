"""Take a document apart into blocks: a heading or topic sentence with the statements that follow it, and what is wanting."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from assistant.answer.topics.telling import WORDS, is_lacking, is_slogan, weight
from assistant.evidence.model import Evidence
from ingest.chinese.script import fold
from ingest.chinese.sentences import HEADING, Span, is_heading
from ingest.read.table_rows import SEPARATOR
from ingest.schema import StoredPassage

OPENING = WORDS.words("wanting_opens")
_RECOGNISED = WORDS.words("wanting_recognised")
_ENDS = WORDS.words("wanting_ends")
# An opening that nothing follows says by itself what is wanting.
_SEEN = re.compile(r"看到|认识|意识|正视|深知|主要|存在的|:")
# Of the statements after what opens the part on what is wanting as many say that something is: fewer, and the opening only
# told of difficulties that were met.
LEAST_LACKING, LEAST_OF_RECOGNISED = 0.4, 0.2
_RECOGNISES = re.compile(r"(?:看|认识|意识)到|正视|深知|承认")
# So many characters after it show whether it opens what is wanting.
LOOK_AHEAD = 120
# A sentence so short that tells no figure says what the ones after it are about, where it opens a paragraph or is a
# single clause: 营商环境更加优化。
LONGEST_TOPIC, LONGEST_CLAUSE = 34, 18
# What is wanting is said in one of these words.
_WANTING = re.compile(r"问题|困难|不足|短板|挑战|差距|矛盾|薄弱|弱项|风险|不充分|不高|不强")
_STATEMENT = re.compile(r"[^。！？!?；;\n]+[。！？!?；;]*[”’」』）)]*|\n")
_DIGIT = re.compile(r"\d")
# 扎实推进教育优先工程。 heads what the sentences after it tell.
_NAMED_WORK = re.compile(
    r"(?:扎实|深入|全力|着力|大力|持续|稳步|全面|强力|加快)?(?:推进|实施|开展|抓好|推动)[一-鿿“”]{2,12}(?:工程|行动|计划|战略)"
)
ITEM = re.compile(
    r"\s*(?:[一二三四五六七八九十]{1,3}(?:是|要|、(?![一二三四五六七八九十]))|第[一二三四五六七八九十][，,、是]|[（(][一二三四五六七八九十\d]{1,3}[）)]"
    r"|\d{1,2}[.．、](?!\d)|——|--|[①-⑳])"
)
# A line of prose this long that no mark ends goes on in the next one, unless either is numbered.
PROSE = 22
_NUMBERED = re.compile(
    r"[一二三四五六七八九十]{1,3}[、是]|[（(][一二三四五六七八九十\d]|\d{1,2}[.．、]|——|第|#"
)
_BROKEN = re.compile(r"[，、,一-鿿]$")
_PROSE = re.compile(r"[，。；]")


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement of a block.

    Attributes:
        evidence: where it stands, without its end mark.
        text: it, folded.
        topic: the sentence or run-in heading that says what it and those beside it are about, folded; "" for none.
        heading: the heading above it, folded; "" for none.
        is_topic: whether it is itself such a sentence.
        is_heading: whether it is a heading, on a line of its own or at the opening of a paragraph.
        wanting: whether it says what is wanting.
        paragraph: the number of its paragraph in the document.
    """

    evidence: Evidence
    text: str
    topic: str
    heading: str
    is_topic: bool
    is_heading: bool
    wanting: bool
    paragraph: int


@dataclass
class _Place:
    """Where the reading of a document stands: under which topic sentence and heading, in what is wanting or not."""

    topic: str = ""
    heading: str = ""
    wanting: bool = False
    paragraph: int = 0
    # The mark that ended the statement before in the paragraph; "" where there is none.
    before: str = ""

    def new_paragraph(self) -> None:
        self.topic, self.before = "", ""
        self.paragraph += 1


def statements_of(passages: Sequence[StoredPassage]) -> list[Statement]:
    """Return the statements of a document in order.

    Args:
        passages: of it, in order, without some of them where these cannot matter.
    """
    found: list[Statement] = []
    place, end = _Place(), -1
    for passage in passages:
        if passage.start > end:
            place.new_paragraph()
        end = passage.end
        place.heading = fold(passage.headings[-1]) if passage.headings else ""
        text = _with_broken_lines_joined(passage.text)
        plain = fold(text)
        for span in _spans(text):
            statement = plain[span.start : span.end]
            if statement == "\n":
                place.new_paragraph()
            elif SEPARATOR in statement:
                # A row of a table tells figures, which are asked for by its row, and no deeds.
                continue
            elif is_heading(text, span) and _is_line(text, span):
                place.heading, place.topic, place.before = statement, "", ""
                place.wanting = opens_wanting(statement)
                found.append(_heading(passage, span, place))
            elif bare := statement.rstrip("。!?; "):
                following = plain[span.end : span.end + LOOK_AHEAD].partition("\n")[0]
                found.append(
                    _statement(passage, Span(span.start, span.start + len(bare)), statement, following, place)
                )
    return _without_strays(found)


def _heading(passage: StoredPassage, span: Span, place: _Place) -> Statement:
    evidence = Evidence(passage, span.start, span.end)
    return Statement(
        evidence,
        place.heading,
        topic="",
        heading=place.heading,
        is_topic=True,
        is_heading=True,
        wanting=place.wanting,
        paragraph=place.paragraph,
    )


def _statement(
    passage: StoredPassage, bare: Span, statement: str, following: str, place: _Place
) -> Statement:
    """Return a statement, and let `place` go on past it.

    Args:
        bare: its offsets in the passage, without its end mark.
        statement: it, folded, with its end mark.
        following: the text right after it in its paragraph, folded.
    """
    if place.wanting and (_ENDS.search(statement) or passage.outlook == "plan"):
        place.wanting = False
    elif passage.outlook != "plan" and (
        opens_wanting(statement) or (_RECOGNISED.search(statement) and _WANTING.search(following))
    ):
        place.wanting = True
    ended = statement[-1] in "。!?"
    is_topic = ended and place.before in ("", "。") and _is_topic(statement, first=not place.before)
    if is_topic:
        place.topic = statement
    place.before = "。" if ended else statement[-1]
    return Statement(
        Evidence(passage, bare.start, bare.end),
        statement[: bare.end - bare.start],
        topic=place.topic,
        heading=place.heading,
        is_topic=is_topic,
        is_heading=is_topic and ITEM.match(statement) is not None,
        wanting=place.wanting,
        paragraph=place.paragraph,
    )


def _without_strays(found: list[Statement]) -> list[Statement]:
    """Return `found` with topics that head nothing taken for statements, and what is wanting kept to what says so."""
    kept = []
    for i, each in enumerate(found):
        heads = (
            i + 1 < len(found)
            and found[i + 1].topic == each.topic
            and found[i + 1].paragraph == each.paragraph
        )
        kept.append(
            replace(each, is_topic=False) if each.is_topic and not each.is_heading and not heads else each
        )
    runs: list[list[int]] = []
    for i, each in enumerate(kept):
        opens_anew = _RECOGNISES.search(each.text) is not None and opens_wanting(each.text)
        if each.wanting and runs and runs[-1][-1] == i - 1 and not opens_anew:
            runs[-1].append(i)
        elif each.wanting:
            runs.append([i])
    wanting = {i for run in runs for i in _truly_wanting(kept, run)}
    return [
        replace(each, wanting=False) if each.wanting and i not in wanting else each
        for i, each in enumerate(kept)
    ]


def _truly_wanting(found: Sequence[Statement], run: Sequence[int]) -> list[int]:
    """Return the numbers of the statements of a run that say what is wanting; empty where its opening only seemed one.

    What stands in another paragraph than the opening is of it where the opening stands by itself or the statement is
    numbered, as long as it says that something is not as it should be.

    Args:
        run: the numbers of statements that follow each other, the opening first.
    """
    opened = found[run[0]].paragraph
    alone = len(run) < 2 or found[run[1]].paragraph != opened
    kept: list[int] = [run[0]]
    for i in run[1:]:
        each = found[i]
        belongs = each.paragraph == opened or alone or ITEM.match(each.text) is not None
        if each.paragraph != opened and belongs and not (is_lacking(each.text) or _tells_more(found, i)):
            break
        if belongs:
            kept.append(i)
    said = [i for i in kept[1:] if not found[i].is_heading]
    if not said and not _SEEN.search(found[run[0]].text):
        return []
    lacking = sum(1 for i in said if is_lacking(found[i].text))
    least = LEAST_OF_RECOGNISED if _RECOGNISES.search(found[run[0]].text) else LEAST_LACKING
    return kept if lacking >= least * len(said) else []


def _tells_more(found: Sequence[Statement], i: int) -> bool:
    """Return whether a statement is a heading or topic sentence that one follows which says what is wanting."""
    return found[i].is_topic and i + 1 < len(found) and is_lacking(found[i + 1].text)


def _spans(text: str) -> list[Span]:
    """Return the statements of a passage, blanks before them left out; a line break is one of its own."""
    spans = []
    for m in _STATEMENT.finditer(text):
        if m.group() == "\n":
            spans.append(Span(m.start(), m.end()))
            continue
        piece = m.group()
        start = m.start() + len(piece) - len(piece.lstrip())
        if text[start : m.end()].strip():
            spans.append(Span(start, m.end()))
    return spans


def _with_broken_lines_joined(text: str) -> str:
    """Return a text of the same length, line breaks inside sentences blank."""
    lines = text.split("\n")
    joined = lines[0]
    for line, following in pairwise(lines):
        goes_on = len(line) >= PROSE and _BROKEN.search(line) and _PROSE.search(line)
        numbered = _NUMBERED.match(line) or _NUMBERED.match(following)
        joined += (" " if goes_on and not numbered else "\n") + following
    return joined


def _is_line(text: str, span: Span) -> bool:
    """Return whether a span is a line of its own that more follows."""
    begins = span.start == 0 or text[span.start - 1] == "\n"
    return begins and span.end < len(text) and text[span.end] == "\n" and span.end - span.start <= HEADING


def _is_topic(statement: str, *, first: bool) -> bool:
    """Return whether a folded sentence only says what the ones after it are about.

    Args:
        first: whether it opens its paragraph.
    """
    number = ITEM.match(statement)
    bare = statement[number.end() :] if number else statement
    if len(bare) > LONGEST_TOPIC or _DIGIT.search(bare):
        return False
    if first or number:
        return bare.count(",") <= 2
    said = bare.rstrip("。!?")
    empty = is_slogan(said) or weight(bare) <= 0 or _NAMED_WORK.fullmatch(said) is not None
    return len(bare) <= LONGEST_CLAUSE and "," not in bare and empty


def opens_wanting(statement: str) -> bool:
    """Return whether a folded statement opens what is wanting."""
    return _WANTING.search(statement) is not None and OPENING.search(statement) is not None
