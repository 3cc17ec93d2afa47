"""The members of a term that counts them: 哪“三个延伸”, “四新”产业是哪四个, 打好哪十张“牌”.

What counts its members names them beside it, in numbered items after it, or in as many sentences that repeat its last
word: 港口业向高端业态延伸……旅游业向内涵发展延伸…….
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.answer.model import AnswerLine
from assistant.answer.rosters import is_of_year
from assistant.answer.topics.blocks import Statement, statements_of
from assistant.evidence.answer_types import numeral
from assistant.evidence.counted_term import CLOSE, OPEN, Term
from assistant.evidence.model import Evidence
from assistant.question.model import Question
from assistant.search.scope_match import year_agreement
from ingest.chinese.script import fold
from ingest.chinese.sentences import Span, clauses_at
from ingest.chinese.tokens import bigrams
from ingest.library.library import Library
from ingest.schema import StoredPassage

MOST_DOCUMENTS = 4
# Statements after the term among which its members stand.
REACH = 90
# As many where its members are topics, which stand far apart.
REACH_OF_TOPICS = 400
# What members that are told as topics of their own count for, in pairs of the question's characters.
TOLD_APART = 6
# What a statement that is surely of the year asked about counts for: a report tells what was promised for the last year as well.
OF_YEAR = 4
# Characters around the term that say what it counts.
AROUND = 30
# Fewer items are no list that a term leads up to.
LEAST_ITEMS = 3
# A term this near to the end of its statement leads up to what follows.
NEAR_END = 8
# Characters of one member: an item is shown to its first mark after these.
SHORTEST_MEMBER, LONGEST_MEMBER = 4, 60
_ITEM = re.compile(
    r"\s*(?:(?P<spoken>[一二三四五六七八九十]{1,2})(?:是|要|、)|第(?P<nth>[一二三四五六七八九十])[,、是]?"
    r"|\((?P<bracket>[一二三四五六七八九十\d]{1,2})\)|(?P<digit>\d{1,2})[.、](?!\d))\s*"
)
_RANKS = (
    re.compile(r"^[一二三四五六七八九十]{1,2}、|^第[一二三四五六七八九十]+(?:部分|章)"),
    re.compile(r"^\([一二三四五六七八九十]{1,2}\)"),
    re.compile(r"^\d{1,2}[.、]"),
)
_TOLD_AFTER = re.compile(
    rf"{CLOSE}?[^,:、。(]{{0,14}}?(?:[:(]|——?|,?(?:即|分别[是为]|包括|就是|指的?是|是指|主要[是有]|是|为))(?=\S)"
)
_LEADS_UP = re.compile(rf"{CLOSE}?[^,:。]{{0,16}}:")
_GOES_ON = re.compile(rf"{CLOSE}?[^,:。、]{{0,6}},")
_BEFORE = re.compile(
    r"(?<![^,:;。])(?:[^,:;、+。]{1,60}[、+])+[^,:;、+。]{1,40}?(?:等|的|均?为|都?是|被?列为|入选|获评|被评为)?$"
)
_QUOTE = re.compile(rf"{OPEN}([^”\"’'」』]{{1,14}}){CLOSE}")
_ONE_QUOTED = re.compile(rf"{OPEN}[^”\"’'」』、+]{{1,14}}{CLOSE}")
_NEXT_QUOTE = re.compile(rf"(?<={CLOSE})(?={OPEN})")
_QUOTED = rf"(?:{OPEN}[^”\"’'」』]{{1,14}}{CLOSE}[、和及与]?)"
_NAMES_BEFORE = re.compile(rf"{_QUOTED}{{2,}}[^,:;。“\"]{{0,4}}$")
_RUN = re.compile(r"[^,:;。\n]*[、+][^,:;。\n]*")
_ITEM_IN = re.compile(
    r"(?:^|(?<=[,;。:\n]))\s*(?:[一二三四五六七八九十]{1,2}是|\([一二三四五六七八九十\d]{1,2}\)|\d{1,2}[.、](?!\d))"
)
_NAMES_TOLD = re.compile(rf"{_QUOTED}+")
_STOP = re.compile(r"[,;]")
# 化粪池+沉淀池+小湿地 are as many things as 化粪池、沉淀池、小湿地.
_COMMAS = re.compile(r"[、+,;]")
_PARTS = re.compile(r"[、+,;]|(?<=[^、,;])[和及与](?=[^、,;]{2,})")


def members_of_all(
    library: Library, question: Question, terms: Sequence[Term], passages: Sequence[StoredPassage]
) -> list[Evidence]:
    """Return the members of each term that a question asks for, in its order; see `members_of`."""
    return [each for term in terms for each in members_of(library, question, term, passages)]


def members_of(
    library: Library, question: Question, term: Term, passages: Sequence[StoredPassage]
) -> list[Evidence]:
    """Return the members of the term that a question asks for, in their order; one clause where it tells all of them; empty
    where none of the documents tells as many as the term says.

    Args:
        term: see `counted_terms`.
        passages: retrieved, best first; their documents are looked through.
    """
    wanted = set(bigrams(question.focus))
    best: tuple[float, list[Evidence]] = (0.0, [])
    for rank, doc in enumerate(list(dict.fromkeys(passage.doc for passage in passages))[:MOST_DOCUMENTS]):
        statements = statements_of(library.passages_of(doc))
        for i, each in enumerate(statements):
            told = list(term.written.finditer(each.text))
            placed = bool(told) and _is_of_place(question, each.evidence)
            # A question that names no place takes what stands right beside the term, wherever that is.
            if not told or (question.places and not placed):
                continue
            if not is_of_year(question, each.evidence.statement):
                continue
            of_year = max(
                (year_agreement(question, each.evidence.statement, year) for year in question.years),
                default=0.0,
            )
            for m in told:
                # The same words may count other things elsewhere: what stands around them is that of the question.
                around = each.heading + each.text[max(0, m.start() - AROUND) : m.end() + AROUND]
                score = 1 + len(wanted.intersection(bigrams(around))) - rank + OF_YEAR * of_year
                if score + TOLD_APART <= best[0]:
                    continue
                # A run of words beside the term may be anything else; as many topics below it are its members.
                topics = (
                    (_topics(term, statements, i) if term.count else _led_up_to(statements, i, m))
                    if placed
                    else []
                )
                score += TOLD_APART if topics else 0
                if score > best[0] and (
                    found := topics
                    or ([] if not term.count else _beside(term, each, m))
                    or ([] if term.bare or not placed else _after(term, statements, i, m))
                ):
                    best = (score, found)
    return best[1]


def _is_of_place(question: Question, evidence: Evidence) -> bool:
    """Return whether some evidence may tell of a place asked about: it does, or its passage names it where the document is of
    what lies around it."""
    named = fold(evidence.passage.title + evidence.passage.text)
    return question.takes(evidence.statement.tells_of) or any(span.own in named for span in question.places)


def tells_members(term: Term, lines: Sequence[AnswerLine]) -> bool:
    """Return whether `lines` may tell the members of a term: as many lines, items, names beside each other or quoted ones."""
    if term.bare:
        return True
    told = [fold(line.text) for line in lines if line.role not in ("note", "nearest")]
    runs = [run.group() for text in told for run in _RUN.finditer(text)]
    return (
        len(told) >= term.count
        or any(len(_ITEM_IN.findall(text)) >= term.count for text in told)
        or any(_counts(run, term.count) for run in runs)
        or any(
            len(_QUOTE.findall(names.group())) >= term.count
            for t in told
            for names in _NAMES_TOLD.finditer(t)
        )
    )


def _beside(term: Term, statement: Statement, m: re.Match[str]) -> list[Evidence]:
    """Return the clauses of a statement that name all members right before or after the term; empty where they do not."""
    text = statement.text
    stop = _STOP.search(text, m.end())
    end = stop.start() if stop else len(text)
    names = _NAMES_BEFORE.search(text[: m.start()])
    if names and len(_QUOTE.findall(names.group())) == term.count:
        start = 1 + max(text.rfind(mark, 0, m.start()) for mark in ",:")
        return [_part(statement, Span(start, end))]
    ahead = text[: m.start()].rstrip("“\"‘'")
    # What stands before another term is of that one: 甲、乙“两大集群”和丙、丁、戊“三大产业”; 等 closes what comes before it, and
    # 由 opens what comes after it.
    for begin in (_own_from(ahead), 0):
        before = _BEFORE.search(ahead[begin:])
        if before and _counts(before.group(), term.count):
            return [_part(statement, Span(begin + before.start(), end))]
    lead = _TOLD_AFTER.match(text, m.end())
    if lead is None:
        behind = _GOES_ON.match(text, m.end())
        rest = text[behind.end() :] if behind else ""
        # 开展“三清理”,清缴甲,清理乙,清理丙: each clause that goes on is one.
        alike = (
            "、" not in rest
            and len(rest.split(",")) == term.count
            and len(rest) <= LONGEST_MEMBER * term.count
        )
        return [_part(statement, Span(0, len(text)))] if alike else []
    rest = text[lead.end() :]
    if _ITEM.match(rest):
        return []
    if text[lead.end() - 1] == "(":
        rest = rest.partition(")")[0]
    run = _STOP.split(rest)[0]
    for told in (run, rest):
        if _counts(told, term.count) and len(told) <= LONGEST_MEMBER * term.count:
            return [_part(statement, Span(0, lead.end() + len(told)))]
    return []


def _own_from(ahead: str) -> int:
    """Return where the run before a term begins at the earliest: after the last term or closed list before it, or after what opens it."""
    last = max(ahead.rfind("”"), ahead.rfind('"'), ahead.rfind("等", 0, -1), ahead.rfind("由"))
    return last + 1 + (1 if ahead[last + 1 : last + 2] in tuple("和及与") else 0)


def _counts(told: str, count: int) -> bool:
    """Return whether a run names as many members, whether or not 及 and 和 part two; quotation marks hold one together, and one
    beside another is another."""
    plain = _ONE_QUOTED.sub("甲乙", _NEXT_QUOTE.sub("、", told))
    numbers = {
        len([part for part in marks.split(plain) if len(part.strip()) > 1]) for marks in (_PARTS, _COMMAS)
    }
    return count in numbers


def _after(term: Term, statements: Sequence[Statement], i: int, m: re.Match[str]) -> list[Evidence]:
    """Return the members that the statements after the term tell, an item or a sentence each; empty where these are not as
    many as it says."""
    own = statements[i]
    rest = _rest_of(own, m)
    following = [*([rest] if rest else []), *_section(statements, i)]
    leads = rest is not None or own.is_topic or len(own.text) - m.end() <= NEAR_END
    items = list(_numbered(following)) if leads else []
    if len(items) == term.count:
        return items
    if leads and following and following[0].paragraph > own.paragraph and _are_all(term, following[0].text):
        # In a list of terms each one is a line above what it stands for.
        return [_part(following[0], Span(0, len(following[0].text)))]
    return _repeating(term, following)


def _topics(term: Term, statements: Sequence[Statement], i: int) -> list[Evidence]:
    """Return the topics that the statements after the term have, where they are as many as it says: those that end in its last word
    or, below a heading that names it, the first of each paragraph."""
    own = statements[i]
    topics = [each for each in _section(statements, i, REACH_OF_TOPICS) if each.is_topic]
    named = [
        each
        for each in topics
        if each.text.rstrip(" ,:。").endswith(term.head) and not term.written.search(each.text)
    ]
    first = {each.paragraph: each for each in reversed(topics)} if own.is_heading else {}
    for told in (
        named if len(term.head) > 1 else [],
        sorted(first.values(), key=lambda each: each.paragraph),
    ):
        if len(told) == term.count:
            return [_part(each, Span(_number_end(each.text), len(each.text))) for each in told]
    return []


def _led_up_to(statements: Sequence[Statement], i: int, m: re.Match[str]) -> list[Evidence]:
    """Return the items of a list that a term leads up to: numbered ones, or what stands between semicolons behind its colon; empty
    where it leads up to none."""
    own = statements[i]
    rest = _rest_of(own, m)
    following = [*([rest] if rest else []), *_section(statements, i)]
    items = list(_numbered(following)) if rest or own.is_heading or _ends_sentence(own, m) else []
    if len(items) >= LEAST_ITEMS:
        return items
    row: list[Statement] = []
    for each in following if rest else ():
        row.append(each)
        end = each.evidence.end
        if each.evidence.passage.text[end : end + 1] not in ("；", ";"):
            break
    return [_part(each, Span(0, len(each.text))) for each in row] if len(row) >= LEAST_ITEMS else []


def _ends_sentence(statement: Statement, m: re.Match[str]) -> bool:
    """Return whether a statement ends with the term or nearly so: 今年办好十件民生实事。"""
    return len(statement.text) - m.end() <= NEAR_END


def _number_end(text: str) -> int:
    """Return where the number with which an item opens ends; 0 where there is none."""
    number = _ITEM.match(text)
    return number.end() if number else 0


def _are_all(term: Term, text: str) -> bool:
    """Return whether a folded line names all members of a term and tells nothing else."""
    return ":" not in text and _counts(text, term.count) and len(text) <= LONGEST_MEMBER * term.count


def _rest_of(statement: Statement, m: re.Match[str]) -> Statement | None:
    """Return what stands after the colon that follows a term in its own statement."""
    lead = _LEADS_UP.match(statement.text, m.end())
    if lead is None or lead.end() == len(statement.text):
        return None
    evidence = replace(statement.evidence, start=statement.evidence.start + lead.end())
    return replace(statement, evidence=evidence, text=statement.text[lead.end() :])


def _section(statements: Sequence[Statement], i: int, reach: int = REACH) -> list[Statement]:
    """Return the statements after one up to the next heading of the rank that it stands under."""
    own = statements[i]
    rank = _rank(own.text) if own.is_heading else _rank(own.heading)
    found = []
    for each in statements[i + 1 : i + 1 + reach]:
        if each.is_heading and _rank(each.text) <= min(rank, len(_RANKS) - 1):
            break
        found.append(each)
    return found


def _rank(heading: str) -> int:
    """Return the rank of a heading by its number, the outermost 0; what bears none is below all."""
    return next((rank for rank, style in enumerate(_RANKS) if style.match(heading)), len(_RANKS))


def _numbered(statements: Sequence[Statement]) -> Iterator[Evidence]:
    """Yield the items of the first numbering that begins in the first statements, each to its first mark."""
    style, wanted = "", 1
    for at, each in enumerate(statements):
        m = _ITEM.match(each.text)
        if m is None:
            if not style and at > 1:
                return
            continue
        own = str(m.lastgroup)
        number = numeral(m[own]) if len(m[own]) < 2 or m[own].isdigit() else None
        if style and own != style:
            continue
        if number != wanted:
            if wanted > 1 and number == 1:
                return
            continue
        style, wanted = own, wanted + 1
        yield _part(each, Span(m.end(), _first_mark(each.text, m.end())))


def _repeating(term: Term, statements: Sequence[Statement]) -> list[Evidence]:
    """Return the clauses or quoted names that hold the last word of a term, one of a statement, if these are as many as it
    says."""
    found: dict[str, Evidence] = {}
    for each in statements:
        if term.written.search(each.text):
            continue
        for span in _holding(term.head, each.text):
            found.setdefault(each.text[span.start : span.end], _part(each, span))
            if len(term.head) > 1:
                break
    if len(term.head) == 1 and len(found) != term.count:
        return _in_a_row(term, statements)
    return list(found.values()) if len(found) == term.count else []


def _in_a_row(term: Term, statements: Sequence[Statement]) -> list[Evidence]:
    """Return the first clauses of the statements right after the term that hold its one character, where they are as many as it
    says: 聚焦成本最低, 聚焦效率最高 of “两最”."""
    row = [each.text.partition(",")[0] for each in statements[: term.count + 1]]
    held = [term.head in clause for clause in row]
    if (
        len(held) < term.count
        or not all(held[: term.count])
        or all(held[: term.count + 1]) is (len(held) > term.count)
    ):
        return []
    return [
        _part(each, Span(0, len(clause))) for each, clause in zip(statements, row[: term.count], strict=False)
    ]


def _holding(head: str, text: str) -> Iterator[Span]:
    """Yield the clauses of a statement that hold a word; of a single character the quoted names that begin or end with it."""
    if len(head) == 1:
        for m in _QUOTE.finditer(text):
            if m[1].startswith(head) or m[1].endswith(head):
                yield Span(m.start(1), m.end(1))
        return
    for part in clauses_at(text, Span(0, len(text)), ",:"):
        clause = text[part.start : part.end].rstrip(",:*")
        if head in clause:
            number = _ITEM.match(clause)
            yield Span(part.start + (number.end() if number else 0), part.start + len(clause))


def _first_mark(text: str, start: int) -> int:
    """Return where the first clause of an item ends."""
    for m in re.finditer("[,:;。]", text[start:]):
        if m.start() >= SHORTEST_MEMBER:
            return start + m.start()
    return len(text)


def _part(statement: Statement, span: Span) -> Evidence:
    """Return a part of a statement, without the marks around it."""
    text = statement.text[span.start : span.end]
    opening = len(text) - len(text.lstrip(" *—-,:"))
    closing = len(text) - len(text.rstrip(" *,:;"))
    evidence = statement.evidence
    return replace(
        evidence, start=evidence.start + span.start + opening, end=evidence.start + span.end - closing
    )
