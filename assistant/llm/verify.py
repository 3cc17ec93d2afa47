"""Verify each sentence of a model's reply against the passages it cites."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from assistant.llm.attribution import relevant
from assistant.llm.clause_words import bare, pairs_of
from assistant.llm.held_values import YEAR, Value, values
from assistant.llm.prompt_context import Context
from assistant.llm.prompt_passage import APART, pairs
from assistant.llm.relations import misrelated
from assistant.llm.reply_parser import ReplyLine, Statement
from ingest.chinese.script import fold

# A sentence that shares a smaller part of its character pairs with its passages is about something else.
LEAST_SHARED = 0.25
# A yes or no need not occur in the passages literally.
_PLAIN_REPLIES = re.compile(
    r"(?:是的?|不是|有的?|没有|可以|不可以|能|不能|会|不会|对|否|属实|相同|不同)[。，！,.]?"
)
# After a year: the name of a document or the time of its publication, not what it is about.
_NAMES_DOCUMENT = re.compile(
    r"[^，。；：]{0,16}?(?:报告|報告|会|會|公报|公報|通报|通報|讲话|講話|发布|發布|报道|報道|消息|文件|方案|规划|規劃)"
)
# Wordings of sentences that add or compare figures.
_RECKONS = re.compile(
    r"合计|共计|总计|一共|总共|相加|之和|相差|差距|多出|多了|少了|[高低多少]\d|增加|减少|提高|下降|增长"
)
# Counts up to here may be of what the reply itself lists.
_COUNTED = 12


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault of a sentence.

    Attributes:
        kind: "mark" (no such passage), "source" (none cited), "value" or "name" (not in the passages cited), "relation"
            (they relate it otherwise), "off" (they are about something else), "aside" (irrelevant to the question).
        words: the words concerned, for "value" and "name"; for "relation" the clause that tells it.
    """

    kind: str
    words: str = ""

    def described(self, statement: Statement) -> str:
        """Return the fault in one line, for the model and for the record."""
        sentence = statement.text.strip()
        marks = "".join(f"[{n}]" for n in statement.cited)
        return {
            "mark": f"“{sentence}”：引用了没有的编号 {self.words}",
            "source": f"“{sentence}”：资料里没有说到",
            "value": f"“{sentence}”：“{self.words}”不在所引的资料 {marks} 里",
            "name": f"“{sentence}”：“{self.words}”不在所引的资料 {marks} 里",
            "off": f"“{sentence}”：所引的资料 {marks} 说的不是这件事",
            "relation": f"“{sentence}”：与资料所说不符，原文是“{self.words}”",
            "aside": f"“{sentence}”：与问题无关",
        }[self.kind]


def faults_of(
    statement: Statement, context: Context, led: tuple[int, ...] = (), listed: int = 0
) -> list[Fault]:
    """Return the faults of a sentence; empty where the passages it cites support all of it.

    Args:
        statement: the sentence.
        context: the passages and the question.
        led: for a sentence that introduces a list, the passages cited in the list.
        listed: the number of items of that list.
    """
    key = (statement, led, listed)
    found: list[Fault] | None = context.judged.get(key)
    if found is None:
        found = context.judged[key] = _judged(statement, context, led, listed)
    return found


def _judged(statement: Statement, context: Context, led: tuple[int, ...], listed: int) -> list[Fault]:
    if statement.empty:
        return []
    wrong = [n for n in statement.cited if context.passage(n) is None]
    faults = [Fault("mark", "".join(f"[{n}]" for n in wrong))] if wrong else []
    cited = tuple(n for n in statement.cited if context.passage(n) is not None)
    if not cited and statement.leads:
        cited = led
    free = statement.leads or statement.asks or statement.says_nothing_found
    if not cited and free:
        cited = tuple(passage.n for passage in context.passages)
    if not cited:
        # Marks that lead nowhere are fault enough.
        return faults or [Fault("source")]
    text = statement.text
    missing = sorted({*unheld(text, context, cited, listed), *_of_other_years(text, context, cited)})
    faults += [Fault("value", text[slice(*span)]) for span in missing]
    faults += [Fault("name", w) for w in context.names(cited).lacking(text)]
    # What the rules say themselves contradicts nothing.
    quoted = text.strip(" 。") in {line.split("] ")[-1].strip(" 。") for line in context.extract.split("\n")}
    if not (quoted or statement.leads or statement.asks or statement.says_nothing_found):
        faults += [Fault("relation", each.told) for each in misrelated(text, context.sources)]
    if not faults and not free and shared(statement, context, cited) < LEAST_SHARED:
        faults.append(Fault("off"))
    if not faults and _copies_heading(text, context, cited):
        faults.append(Fault("aside"))
    if not faults and not free and not relevant(statement, context, cited):
        faults.append(Fault("aside"))
    return faults


def _copies_heading(text: str, context: Context, cited: tuple[int, ...]) -> bool:
    """Return whether a sentence is the line above a passage in the prompt, of which every word is held and that tells nothing."""
    own = pairs(text)
    return APART in text and any(own <= pairs(context.passages[n - 1].about) for n in cited)


def unheld(text: str, context: Context, cited: tuple[int, ...], listed: int = 0) -> list[tuple[int, int]]:
    """Return the spans of figures and dates that the passages `cited` neither hold nor imply."""
    found = values(text)
    held = [value for value in found if _held(value, context, cited)]
    return [
        (value.start, value.end)
        for value in found
        if value not in held and not _counts(value, text, listed) and not _follows(value, held, text)
    ]


def reckoned(text: str, context: Context, cited: tuple[int, ...]) -> list[tuple[int, int]]:
    """Return the spans of figures that occur in no passage but are the sum or difference of others beside them."""
    found = values(text)
    held = [value for value in found if _held(value, context, cited)]
    return [(v.start, v.end) for v in found if v not in held and _follows(v, held, text)]


def _held(value: Value, context: Context, cited: tuple[int, ...]) -> bool:
    return context.computed.hold(value) or any(context.passages[n - 1].values.hold(value) for n in cited)


def _follows(value: Value, held: list[Value], text: str) -> bool:
    """Return whether the sentence adds or compares, and `value` is the sum or a difference of its figures."""
    if value.number is None or not isinstance(value.amount, Decimal) or not _RECKONS.search(text):
        return False
    parts = [v.amount for v in held if v.kind == value.kind and isinstance(v.amount, Decimal) and v.number]
    wanted = {value.amount}
    if value.kind == "points":
        parts += [v.amount for v in held if v.kind == "share" and isinstance(v.amount, Decimal)]
    return len(parts) > 1 and bool(
        wanted & {sum(parts), *(abs(one - other) for one, other in combinations(parts, 2))}
    )


def _of_other_years(text: str, context: Context, cited: tuple[int, ...]) -> list[tuple[int, int]]:
    """Return the spans of years that none of the passages `cited` is about, although they may be of that year."""
    covered = frozenset[int]().union(*(context.passages[n - 1].years for n in cited))
    return [
        (value.start, value.end)
        for value in values(text)
        if value.kind == YEAR
        and value.amount not in covered
        and not _NAMES_DOCUMENT.match(text, value.end)
        and not context.computed.hold(value)
    ]


def _counts(value: Value, text: str, listed: int) -> bool:
    """Return whether a small number is the count of what the sentence, or the list after it, names."""
    number = value.number
    if (
        value.kind not in ("count", "people", "")
        or number is None
        or number != value.amount
        or number > _COUNTED
    ):
        return False
    return number in (listed, text.count("、") + 1, text.count("；") + 1)


def shared(statement: Statement, context: Context, cited: tuple[int, ...]) -> float:
    """Return the share of a sentence's character pairs that its passages, the question or the answer by rule hold, 0 to 1; figures that they
    hold, in whatever unit, aside."""
    words = statement.text
    for value in reversed(values(words)):
        if _held(value, context, cited):
            words = words[: value.start] + "，" + words[value.end :]
    own = pairs_of(bare(fold(words)))
    if not own or _PLAIN_REPLIES.fullmatch(statement.text.strip()):
        return 1.0
    held = pairs(context.question.text + context.extract).union(
        *(context.passages[n - 1].pairs for n in cited)
    )
    return len(own & held) / len(own)


def verify_reply(lines: list[ReplyLine], context: Context) -> list[tuple[Statement, list[Fault]]]:
    """Return every sentence of a reply, in order, with its faults."""
    found: list[tuple[Statement, list[Fault]]] = []
    for i, line in enumerate(lines):
        items = _items_after(lines, i)
        led = tuple(dict.fromkeys(n for item in items for s in item.statements for n in s.cited))
        led = tuple(n for n in led if context.passage(n) is not None)
        for statement in line.statements:
            listed = len(items) if statement is line.statements[-1] else 0
            found.append((statement, faults_of(statement, context, led, listed)))
    return found


def _items_after(lines: list[ReplyLine], i: int) -> list[ReplyLine]:
    """Return the items of the list that follows line `i`."""
    items: list[ReplyLine] = []
    for line in lines[i + 1 :]:
        if not line.item:
            break
        items.append(line)
    return items
