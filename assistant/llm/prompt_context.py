"""What the model is given to read: numbered passages in reading order, within a budget of tokens."""

from __future__ import annotations

import math
import re
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import zip_longest
from typing import Any

from assistant.answer.citations import Sources
from assistant.llm.entities import Sources as Names
from assistant.llm.sanitize import WITHHELD, as_data, gives_orders, without_orders
from assistant.markup import without_markup
from assistant.question.model import Question
from ingest.chinese.script import fold
from ingest.chinese.sentences import sentences
from ingest.chinese.values import Holdings, values
from ingest.library.library import Library
from ingest.schema import StoredPassage

# What of a model's window the instructions, the answer, and the second draft with its faults take, in tokens.
OVERHEAD = 1300
# Less than this holds no evidence worth asking a model about.
LEAST_TOKENS = 400
# Neighbours become one passage up to this length: longer ones make poor citations.
LONGEST_BLOCK = 700
_LARGEST_GAP = 40
_PIECES = re.compile(r"[a-zA-Z]+|\s+|.", re.DOTALL)
_MARK = re.compile(r"\[(\d{1,3})\]")
_SENTENCE = re.compile(r"[^。！？]+(?:[。！？]+[”’」』）]*)?")
# What a text of a given year calls the years around it.
_RELATIVE = (
    (re.compile(r"去年|上年|上一年"), -1),
    (re.compile(r"前年"), -2),
    (re.compile(r"明年|下一?年"), 1),
)
_THIS_YEAR = re.compile(r"今年|本年|年内|年底|截至目前")


def tokens(text: str) -> int:
    """About how many tokens a model makes of `text`, rather too many than too few, by a rule that needs no download:
    one for each Han character, digit and mark, one for each three Latin letters, none for blanks."""
    return sum(
        math.ceil(len(piece) / 3) if piece.isascii() and piece.isalpha() else not piece.isspace()
        for piece in _PIECES.findall(text)
    )


@dataclass(frozen=True, eq=False)
class Sentence:
    """A sentence of a passage.

    Attributes:
        start, end: its offsets in the passage's text.
        chosen: the rules chose it, or part of it, to answer with.
    """

    text: str
    start: int
    end: int
    chosen: bool

    @cached_property
    def values(self) -> Holdings:
        """Its figures and dates."""
        return Holdings().add(self.text)

    @cached_property
    def pairs(self) -> frozenset[str]:
        """Every two adjacent characters of it."""
        return pairs(self.text)


@dataclass(frozen=True)
class Block:
    """A numbered passage of the prompt: one stored passage, or neighbours run together.

    Attributes:
        n: its number in the prompt, from 1.
        passages: the stored passages it is made of, in reading order.
        text: the document's text from the first one's start to the last one's end.
        chosen: what of it the rules chose to answer with, by offsets.
        brief: only what the rules chose of it is read: its document gives orders to models, or the window is small.
    """

    n: int
    passages: tuple[StoredPassage, ...]
    text: str
    chosen: tuple[tuple[int, int], ...] = ()
    brief: bool = False

    @property
    def first(self) -> StoredPassage:
        return self.passages[0]

    @property
    def start(self) -> int:
        return self.passages[0].start

    @property
    def end(self) -> int:
        return self.passages[-1].end

    @cached_property
    def read(self) -> str:
        """As much of the text as the model may read."""
        if not self.brief:
            return self.text
        return "\n".join(self.text[start:end] for start, end in self.chosen)

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences of the text."""
        return tuple(
            Sentence(
                self.text[s.start : s.end],
                s.start,
                s.end,
                any(s.start < end and start < s.end for start, end in self.chosen),
            )
            for s in sentences(self.text)
        )

    @cached_property
    def about(self) -> str:
        """Region, date, title and headings, as shown above the passage."""
        p = self.first
        title = f"《{p.title}》"
        year = f"讲的是{p.year}年" if p.year and (p.date or "")[:4] != str(p.year) else None
        return " · ".join(filter(None, [p.region, p.date, title, " > ".join(p.headings) or None, year]))

    @cached_property
    def support(self) -> str:
        """All that may support a statement: the passage without what gives orders, and what is known of it."""
        p = self.first
        given = int(p.date[:4]) if p.date else None
        years = [f"{y}年" for y in {p.year, p.reviews_year, given, *self._relative_years()} if y]
        return without_orders("\n".join([self.read, self.about, p.place or "", *years]))

    def _relative_years(self) -> set[int]:
        if not self.first.date:
            return set()
        given = int(self.first.date[:4])
        return {given + off for pattern, off in _RELATIVE if pattern.search(fold(self.text))}

    @cached_property
    def values(self) -> Holdings:
        """The figures and dates of `support`."""
        return Holdings().add(self.support)

    @cached_property
    def years(self) -> frozenset[int]:
        """The years that it tells of. That of its title or date is the year in which it was told, which need not be
        one of them: a report of 2022 gives the results of 2021."""
        p = self.first
        told = "\n".join([self.read, *p.headings])
        found = {int(v.amount) for v in values(told) if v.kind == "年" and not isinstance(v.amount, tuple)}
        if p.year is None:
            found |= {int(y) for y in re.findall(r"(?:19|20)\d\d", fold(self.about))}
        if p.date and (p.year in (None, int(p.date[:4])) or _THIS_YEAR.search(fold(self.text))):
            found.add(int(p.date[:4]))
        return frozenset(found | self._relative_years() | ({p.year} if p.year else set()))

    @cached_property
    def pairs(self) -> frozenset[str]:
        """Every two adjacent characters of `support`, folded, without blanks."""
        return pairs(self.support)

    def shown(self) -> str:
        """The passage as it stands in the prompt."""
        return f"[{self.n}] {_one_line(as_data(self.about))}\n{as_data(self.read).strip()}"


@dataclass(frozen=True)
class Context:
    """What the model is given, and what its answer is checked against.

    Attributes:
        extract: what the rules found, as the prompt shows it: lines "[n] text".
        computed: the figures that the rules reckoned from those of the passages.
        fence: the word in the tags around it that no document can know.
        judged: what was found of a sentence, kept because it is looked at several times (assistant/llm/verify.py).
    """

    question: Question
    blocks: tuple[Block, ...]
    extract: str
    computed: Holdings
    fence: str = field(default_factory=lambda: secrets.token_hex(6))
    judged: dict[Any, Any] = field(default_factory=dict, repr=False)

    def block(self, n: int) -> Block | None:
        """The passage numbered `n`, if there is one."""
        return self.blocks[n - 1] if 1 <= n <= len(self.blocks) else None

    def names(self, cited: tuple[int, ...]) -> Names:
        """The names that a statement which cites these passages may use."""
        if cited not in self._names:
            text = "\n".join(self.blocks[n - 1].support for n in cited)
            self._names[cited] = Names(text, self.question.text)
        return self._names[cited]

    @cached_property
    def _names(self) -> dict[tuple[int, ...], Names]:
        return {}

    @cached_property
    def everything(self) -> str:
        """All that stands in any passage, folded and without blanks."""
        return re.sub(r"\s+", "", fold("\n".join(block.support for block in self.blocks)))

    def shown(self) -> str:
        """The passages as they stand in the prompt."""
        return "\n\n".join(block.shown() for block in self.blocks)


def pairs(text: str) -> frozenset[str]:
    """Every two adjacent Han characters, letters or digits of `text`, folded."""
    plain = re.sub(r"[^\w]+", "", fold(text))
    return frozenset(plain[i : i + 2] for i in range(len(plain) - 1))


def build(
    library: Library,
    question: Question,
    offline: str,
    sources: Sources,
    considered: Sequence[Sequence[StoredPassage]],
    window: int,
) -> Context:
    """The context for a question.

    Args:
        offline: the answer by rule, with its marks `[n]`.
        sources: what these marks refer to.
        considered: the passages found by each look-up, best first.
        window: how many tokens the model reads and writes at once.
    """
    budget = max(LEAST_TOKENS, window - OVERHEAD) - tokens(offline)
    whole, brief = _within_budget(sources.passages, _taking_turns(considered), budget)
    chosen = whole + brief
    texts = {doc: library.document(doc).text for doc in dict.fromkeys(p.doc for p in chosen)}
    hostile = {doc for doc, text in texts.items() if _hostile(text)}
    cited = {p.id for p in sources.passages}
    apart = {p.id for p in brief} | {p.id for p in chosen if p.doc in hostile}
    runs = _runs(_in_reading_order([p for p in chosen if p.doc not in hostile or p.id in cited]), apart)
    blocks = tuple(
        _block(n, run, texts[run[0].doc], sources, brief=run[0].id in apart) for n, run in enumerate(runs, 1)
    )
    numbers = {p.id: block.n for block in blocks for p in block.passages}
    lines = list(_extract(offline, [numbers[p.id] for p in sources.passages]))
    computed, every = Holdings(), "".join(f"[{n}]" for n in sorted({numbers[p.id] for p in sources.passages}))
    shown_lines = []
    for marks, text in lines:
        if not marks and "没有找到" not in text:
            computed.add(text)
            # What is reckoned rests on all the lines above it.
            marks = every
        shown_lines.append(f"{marks} {text}".strip())
    shown = "\n".join(shown_lines)
    return Context(question, blocks, shown or "（无）", computed)


def _taking_turns(considered: Sequence[Sequence[StoredPassage]]) -> list[StoredPassage]:
    """The best of each look-up, then the second best of each, and so on."""
    return [p for rank in zip_longest(*considered) for p in rank if p is not None]


def _within_budget(
    first: Iterable[StoredPassage], then: Iterable[StoredPassage], budget: int
) -> tuple[list[StoredPassage], list[StoredPassage]]:
    """Those of the answer by rule, then the others as far as the budget of tokens goes; and those of the answer by rule
    for which it does not do."""
    whole: dict[int, StoredPassage] = {}
    brief: dict[int, StoredPassage] = {}
    spent = 0
    for p in first:
        spent += _cost(p)
        (whole if spent <= budget else brief)[p.id] = p
    for p in then:
        if p.id in whole or p.id in brief:
            continue
        spent += _cost(p)
        if spent > budget:
            break
        whole[p.id] = p
    return list(whole.values()), list(brief.values())


def _cost(p: StoredPassage) -> int:
    # Above it stand its title, headings, region and date.
    return tokens(p.text) + tokens(p.title) + tokens("".join(p.headings)) + 25


def _in_reading_order(chosen: list[StoredPassage]) -> list[StoredPassage]:
    """By document, in the order in which these come up first, each from its beginning on."""
    order = {doc: i for i, doc in enumerate(dict.fromkeys(p.doc for p in chosen))}
    return sorted(chosen, key=lambda p: (order[p.doc], p.start))


def _runs(ordered: list[StoredPassage], apart: set[int]) -> list[tuple[StoredPassage, ...]]:
    """Neighbours under the same headings together, except those `apart`."""
    runs: list[list[StoredPassage]] = []
    for p in ordered:
        last = runs[-1] if runs else None
        if (
            last
            and not {p.id, last[-1].id} & apart
            and (last[-1].doc, last[-1].headings, last[-1].year) == (p.doc, p.headings, p.year)
            and p.start - last[-1].end <= _LARGEST_GAP
            and p.end - last[0].start <= LONGEST_BLOCK
        ):
            last.append(p)
        else:
            runs.append([p])
    return [tuple(run) for run in runs]


def _block(n: int, run: tuple[StoredPassage, ...], document: str, sources: Sources, *, brief: bool) -> Block:
    offset = run[0].start
    chosen = tuple(
        (start + p.start - offset, end + p.start - offset) for p in run for start, end in sources.spans(p)
    )
    return Block(n, run, document[offset : run[-1].end], chosen, brief)


# What was found of a text stays true of it; kept for as many documents as the questions of a while draw on.
@lru_cache(maxsize=256)
def _hostile(text: str) -> bool:
    return gives_orders(text)


def _extract(offline: str, numbers: list[int]) -> Iterable[tuple[str, str]]:
    """The sentences of the answer by rule, as data, each with the marks of its line, renumbered."""
    for line in offline.split("\n"):
        marks = "".join(dict.fromkeys(f"[{numbers[int(n) - 1]}]" for n in _MARK.findall(line)))
        text = without_markup(_MARK.sub("", line)).strip().removeprefix("- ")
        for sentence in _SENTENCE.findall(as_data(text)):
            shown = _one_line(sentence)
            if shown and shown != WITHHELD:
                yield marks, shown


def _one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()
