"""Find the sources of a reply's sentences: a model need not cite, and may cite the wrong passage."""

from __future__ import annotations

from assistant.llm.held_values import YEAR, values
from assistant.llm.prompt_context import Context
from assistant.llm.prompt_passage import PromptPassage, pairs
from assistant.llm.reply_parser import ReplyLine, Statement
from assistant.llm.verify import Fault, faults_of, shared, verify_reply
from ingest.chinese.regions import find_regions

# A sentence without a source is given one only where at least this share of it occurs there.
SURELY_SHARED = 0.6
_SOME = 0.3
# What is wrong whichever passage is cited.
_OF_CONTENT = ("value", "name", "relation")


def sourced(lines: list[ReplyLine], context: Context) -> tuple[list[ReplyLine], list[str]]:
    """Return the lines with a source for each sentence that a passage supports, and the sentences that were given one.

    A sentence that cites passages which support it keeps its marks. One that none supports cites the nearest, so that what
    is wrong with it shows; where nothing in particular is, it stays without a source.
    """
    lines = attributed(lines, context)
    faults = {id(statement): found for statement, found in verify_reply(lines, context)}
    out: list[ReplyLine] = []
    given: list[str] = []
    for line in lines:
        statements = []
        for statement in line.statements:
            found = faults[id(statement)]
            source = _source_of(statement, found, context) if found else None
            if source is not None:
                given.append(statement.text.strip())
                statements.append(statement.citing(source))
            elif found and not any(context.passage(n) for n in statement.cited):
                statements.append(_nearest(statement, context))
            else:
                statements.append(statement)
        out.append(line.having(statements))
    return out, given


def _nearest(statement: Statement, context: Context) -> Statement:
    """Return a sentence that nothing supports with the passage cited in which the least is wrong with it."""
    tried = [statement.citing((passage.n,)) for passage in context.passages]
    wrong = [each for each in tried if any(f.kind in _OF_CONTENT for f in faults_of(each, context))]
    return min(wrong, key=lambda each: len(faults_of(each, context)), default=statement)


def attributed(lines: list[ReplyLine], context: Context) -> list[ReplyLine]:
    """Return the lines with a citation for each sentence that has none but shares one.

    It shares the citation at the end of its line, or in the line that introduces its list, if that supports all of
    it."""
    found: list[ReplyLine] = []
    led: tuple[int, ...] = ()
    for line in lines:
        if not line.item:
            led = line.statements[-1].cited if line.statements[-1].leads else ()
        after: tuple[int, ...] = ()
        statements: list[Statement] = []
        for statement in reversed(line.statements):
            given = statement.citing(after or led)
            free = statement.cited or statement.leads or statement.asks or statement.says_nothing_found
            if not free and given.cited and not faults_of(given, context):
                statement = given
            after = statement.cited or after
            statements.append(statement)
        found.append(line.having(statements[::-1]))
    return found


def _source_of(statement: Statement, faults: list[Fault], context: Context) -> tuple[int, ...] | None:
    """Return the numbers of the passages that support the whole sentence, or None.

    It is one passage, or one beside those cited correctly.
    """
    # A passage about another place or year, set beside one that holds the figure, would make it that place's or year's.
    misplaced = any(find_regions(f.words) or any(v.kind == YEAR for v in values(f.words)) for f in faults)
    right = tuple(n for n in statement.cited if context.passage(n))
    found = []
    for passage in context.passages:
        # Beside another passage it must say some of the sentence itself: a figure alone is met by chance.
        ways = (
            {(passage.n,), (*right, passage.n)}
            if not misplaced and _says_some(passage, statement)
            else {(passage.n,)}
        )
        for cited in ways:
            if not faults_of(statement.citing(cited), context):
                share = shared(statement, context, cited)
                if share >= SURELY_SHARED:
                    found.append((-share, len(cited), cited))
    return min(found)[2] if found else None


def _says_some(passage: PromptPassage, statement: Statement) -> bool:
    """Return whether one sentence of the passage shares enough with the statement."""
    own = pairs(statement.text)
    return any(len(own & sentence.pairs) >= _SOME * len(own) for sentence in passage.sentences)
