"""What the model is given to read: numbered passages in reading order, within a budget of tokens."""

from __future__ import annotations

import math
import re
import secrets
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import zip_longest
from typing import Any

from assistant.answer.citations import Citations
from assistant.answer.model import AnswerLine
from assistant.llm.block import Block, one_line
from assistant.llm.entities import Sources as Names
from assistant.llm.held_values import HeldValues
from assistant.llm.sanitize import WITHHELD, as_data, gives_orders
from assistant.markup import to_plain
from assistant.question.model import Question
from ingest.chinese.script import fold
from ingest.library.library import Library
from ingest.schema import StoredPassage

# What of a model's window the instructions, the answer, and the second draft with its faults take, in tokens.
OVERHEAD = 1300
# Less than this holds no evidence worth asking a model about.
LEAST_TOKENS = 400
# Neighbours become one passage up to this length: longer ones make poor citations.
LONGEST_BLOCK = 700
_LARGEST_GAP = 40
RECKONED_ROLES = ("computed", "verdict")
_PIECES = re.compile(r"[a-zA-Z]+|\s+|.", re.DOTALL)
_SENTENCE = re.compile(r"[^。！？]+(?:[。！？]+[”’」』）]*)?")


def tokens(text: str) -> int:
    """About how many tokens a model makes of `text`, rather too many than too few, by a rule that needs no download:
    one for each Han character, digit and mark, one for each three Latin letters, none for blanks."""
    return sum(
        math.ceil(len(piece) / 3) if piece.isascii() and piece.isalpha() else not piece.isspace()
        for piece in _PIECES.findall(text)
    )


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
    computed: HeldValues
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


def build(
    library: Library,
    question: Question,
    offline: Sequence[AnswerLine],
    citations: Citations,
    considered: Sequence[Sequence[StoredPassage]],
    window: int,
) -> Context:
    """The context for a question.

    Args:
        offline: the answer by rule.
        citations: what it cites.
        considered: the passages found by each look-up, best first.
        window: how many tokens the model reads and writes at once.
    """
    budget = max(LEAST_TOKENS, window - OVERHEAD) - tokens(to_plain(offline))
    whole, brief = _within_budget(citations.passages, _taking_turns(considered), budget)
    chosen = whole + brief
    texts = {doc: library.document(doc).text for doc in dict.fromkeys(p.doc for p in chosen)}
    hostile = {doc for doc, text in texts.items() if _hostile(text)}
    cited = {p.id for p in citations.passages}
    apart = {p.id for p in brief} | {p.id for p in chosen if p.doc in hostile}
    runs = _runs(_in_reading_order([p for p in chosen if p.doc not in hostile or p.id in cited]), apart)
    blocks = tuple(
        _block(n, run, texts[run[0].doc], citations, brief=run[0].id in apart)
        for n, run in enumerate(runs, 1)
    )
    numbers = {p.id: block.n for block in blocks for p in block.passages}
    renumbered = [numbers[p.id] for p in citations.passages]
    computed = HeldValues()
    for line in offline:
        if line.role in RECKONED_ROLES:
            computed.add(line.text)
    shown = "\n".join(_extract(offline, renumbered))
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


def _block(
    n: int, run: tuple[StoredPassage, ...], document: str, citations: Citations, *, brief: bool
) -> Block:
    offset = run[0].start
    chosen = tuple(
        (start + p.start - offset, end + p.start - offset) for p in run for start, end in citations.spans(p)
    )
    return Block(n, run, document[offset : run[-1].end], chosen, brief)


# What was found of a text stays true of it; kept for as many documents as the questions of a while draw on.
@lru_cache(maxsize=256)
def _hostile(text: str) -> bool:
    return gives_orders(text)


def _extract(offline: Sequence[AnswerLine], numbers: Sequence[int]) -> Iterator[str]:
    """Yield the sentences of the answer by rule, as data, each behind the marks of its line, renumbered."""
    every = "".join(f"[{n}]" for n in sorted(set(numbers)))
    for line in offline:
        marks = "".join(dict.fromkeys(f"[{numbers[n - 1]}]" for n in line.cites))
        if line.role in RECKONED_ROLES:
            # What is reckoned rests on all the lines beside it.
            marks = marks or every
        for sentence in _SENTENCE.findall(as_data(line.text.strip())):
            shown = one_line(sentence)
            if shown and shown != WITHHELD:
                yield f"{marks} {shown}".strip()
