"""Assemble what the model reads: numbered passages in reading order, within a budget of tokens."""

from __future__ import annotations

import math
import re
import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import zip_longest
from typing import Any

from assistant.answer.citations import Citations
from assistant.answer.model import AnswerLine
from assistant.llm.entities import KnownNames
from assistant.llm.held_values import HeldValues
from assistant.llm.prompt_passage import PromptPassage, one_line
from assistant.llm.reading_matter import Allowance, Extent, Offsets, allowance, read_of
from assistant.llm.sanitize import WITHHELD, as_data, gives_orders
from assistant.llm.told_clauses import Sources
from assistant.markup import to_plain
from assistant.question.model import Question
from ingest.chinese.script import fold
from ingest.library.library import Library
from ingest.schema import StoredPassage

# Tokens of the model's window taken by the instructions, the answer, and the second draft with its faults.
OVERHEAD = 1300
# Fewer tokens hold no evidence worth asking a model about.
LEAST_TOKENS = 400
# Neighbours become one passage up to this length: longer ones make poor citations.
LONGEST_BLOCK = 700
_LARGEST_GAP = 40
RECKONED_ROLES = ("computed", "verdict")
_PIECES = re.compile(r"[a-zA-Z]+|\s+|.", re.DOTALL)
_SENTENCE = re.compile(r"[^。！？]+(?:[。！？]+[”’」』）]*)?")


def tokens(text: str) -> int:
    """Return an estimate of the tokens in `text`, rather too high, by a rule that needs no download.

    It counts one for each Han character, digit and punctuation mark, one for three Latin letters, none for blanks.
    """
    return sum(
        math.ceil(len(piece) / 3) if piece.isascii() and piece.isalpha() else not piece.isspace()
        for piece in _PIECES.findall(text)
    )


@dataclass(frozen=True)
class Context:
    """What the model is given, and what its answer is verified against.

    Attributes:
        question: the parsed question.
        passages: the numbered passages.
        extract: the answer by rule as the prompt shows it: lines "[n] text".
        computed: the figures that the rules computed from those of the passages.
        offline: the lines of the answer by rule.
        fence: a random word in the tags around the passages, which no document can know.
        judged: cache of the faults of sentences, each of which is verified several times (assistant/llm/verify.py).
    """

    question: Question
    passages: tuple[PromptPassage, ...]
    extract: str
    computed: HeldValues
    offline: tuple[AnswerLine, ...] = ()
    fence: str = field(default_factory=lambda: secrets.token_hex(4))
    judged: dict[Any, Any] = field(default_factory=dict, repr=False)

    def passage(self, n: int) -> PromptPassage | None:
        """Return the passage numbered `n`, or None."""
        return self.passages[n - 1] if 1 <= n <= len(self.passages) else None

    def names(self, cited: tuple[int, ...]) -> KnownNames:
        """Return the names that a statement citing these passages may use."""
        if cited not in self._names:
            text = "\n".join(self.passages[n - 1].support for n in cited)
            self._names[cited] = KnownNames(text, self.question.text)
        return self._names[cited]

    @cached_property
    def _names(self) -> dict[tuple[int, ...], KnownNames]:
        return {}

    @cached_property
    def sources(self) -> Sources:
        """Return what the passages tell, clause by clause."""
        return Sources(self.question, self.passages)

    @cached_property
    def everything(self) -> str:
        """Return the support of all passages, folded and without blanks."""
        return re.sub(r"\s+", "", fold("\n".join(passage.support for passage in self.passages)))

    def shown(self) -> str:
        """Return the passages as they stand in the prompt."""
        return "\n\n".join(passage.shown() for passage in self.passages)


def build(
    library: Library,
    question: Question,
    offline: Sequence[AnswerLine],
    citations: Citations,
    considered: Sequence[Sequence[StoredPassage]],
    window: int,
    allowed: Allowance | None = None,
) -> Context:
    """Return the context for a question.

    Args:
        library: holds the documents.
        question: the parsed question.
        offline: the answer by rule.
        citations: the citations of that answer.
        considered: the passages found by each look-up, best first.
        window: the tokens that the model can read and write at once.
        allowed: how much it is to read; by default as little as the answer by rule is clear.
    """
    room = max(LEAST_TOKENS, window - OVERHEAD)
    allowed = allowed or allowance(question, offline)
    budget = min(allowed.tokens, room) - tokens(to_plain(offline))
    extents = _extents(citations, _taking_turns(considered), allowed, budget)
    chosen = [p for p, _ in extents]
    texts = {doc: library.document(doc).text for doc in dict.fromkeys(p.doc for p in chosen)}
    hostile = {doc for doc, text in texts.items() if _hostile(text)}
    cited = {p.id for p in citations.passages}
    read: dict[int, Extent] = {p.id: "chosen" if p.doc in hostile else extent for p, extent in extents}
    runs = _runs(_in_reading_order([p for p in chosen if p.doc not in hostile or p.id in cited]), read)
    blocks = tuple(
        _block(n, run, texts[run[0].doc], citations, read[run[0].id]) for n, run in enumerate(runs, 1)
    )
    numbers = {p.id: block.n for block in blocks for p in block.stored}
    renumbered = [numbers[p.id] for p in citations.passages]
    computed = HeldValues()
    for line in offline:
        if line.role in RECKONED_ROLES:
            computed.add(line.text)
    shown = "\n".join(_extract(offline, renumbered))
    return Context(question, blocks, shown or "（无）", computed, tuple(offline))


def _taking_turns(considered: Sequence[Sequence[StoredPassage]]) -> list[StoredPassage]:
    """Return the best of each look-up, then the second best of each, and so on."""
    return [p for rank in zip_longest(*considered) for p in rank if p is not None]


def _extents(
    citations: Citations, then: Iterable[StoredPassage], allowed: Allowance, budget: int
) -> list[tuple[StoredPassage, Extent]]:
    """Return the passages to read, those of the answer by rule first, with how much of each is read.

    Args:
        citations: those of the answer by rule.
        then: further passages, best first.
        allowed: whether passages are read whole.
        budget: in tokens; what the rules chose is read beyond it.
    """
    found: dict[int, tuple[StoredPassage, Extent]] = {}
    for p in citations.passages:
        wider: tuple[Extent, ...] = ("whole", "near") if allowed.whole else ("near",)
        spans = citations.spans(p)
        fitting = (extent for extent in wider if _cost(p, spans, extent) <= budget)
        extent: Extent = next(fitting, "chosen")
        budget -= _cost(p, spans, extent)
        found[p.id] = (p, extent)
    for p in then if allowed.whole else ():
        if p.id not in found:
            budget -= _cost(p, (), "whole")
            if budget < 0:
                break
            found[p.id] = (p, "whole")
    return list(found.values())


def _cost(p: StoredPassage, chosen: Sequence[Offsets], extent: Extent) -> int:
    """Return the tokens of a passage in the prompt, of which so much is read."""
    # Above it stand its title, headings, region and date.
    text = "".join(p.text[start:end] for start, end in read_of(p.text, chosen, extent))
    return tokens(text) + tokens(p.title) + tokens("".join(p.headings)) + 25


def _in_reading_order(chosen: list[StoredPassage]) -> list[StoredPassage]:
    """Return the passages by document, in order of first occurrence, each document from its beginning."""
    order = {doc: i for i, doc in enumerate(dict.fromkeys(p.doc for p in chosen))}
    return sorted(chosen, key=lambda p: (order[p.doc], p.start))


def _runs(ordered: list[StoredPassage], read: Mapping[int, Extent]) -> list[tuple[StoredPassage, ...]]:
    """Return neighbours under the same headings together, except those of which only what was chosen is read."""
    runs: list[list[StoredPassage]] = []
    for p in ordered:
        last = runs[-1] if runs else None
        if (
            last
            and read[p.id] == read[last[-1].id] != "chosen"
            and (last[-1].doc, last[-1].headings, last[-1].year) == (p.doc, p.headings, p.year)
            and p.start - last[-1].end <= _LARGEST_GAP
            and p.end - last[0].start <= LONGEST_BLOCK
        ):
            last.append(p)
        else:
            runs.append([p])
    return [tuple(run) for run in runs]


def _block(
    n: int, run: tuple[StoredPassage, ...], document: str, citations: Citations, extent: Extent
) -> PromptPassage:
    offset = run[0].start
    chosen = tuple(
        (start + p.start - offset, end + p.start - offset) for p in run for start, end in citations.spans(p)
    )
    return PromptPassage(n, run, document[offset : run[-1].end], chosen, extent)


# The result holds as long as the text; cached for the documents of recent questions.
@lru_cache(maxsize=256)
def _hostile(text: str) -> bool:
    return gives_orders(text)


def _extract(offline: Sequence[AnswerLine], numbers: Sequence[int]) -> Iterator[str]:
    """Yield the sentences of the answer by rule, as data, each behind the marks of its line, renumbered."""
    every = "".join(f"[{n}]" for n in sorted(set(numbers)))
    for line in offline:
        marks = "".join(dict.fromkeys(f"[{numbers[n - 1]}]" for n in line.cites))
        if line.role in RECKONED_ROLES:
            # A computed figure rests on all the lines beside it.
            marks = marks or every
        for sentence in _SENTENCE.findall(as_data(line.text.strip())):
            shown = one_line(sentence)
            if shown and shown != WITHHELD:
                yield f"{marks} {shown}".strip()
