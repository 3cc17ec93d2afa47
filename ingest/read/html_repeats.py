"""A page that holds its article twice: for desks and for telephones, for the old, or to be read aloud."""

from __future__ import annotations

import re

from ingest.schema import Block

# Characters from which a paragraph is long: hardly ever do two of an article say the same.
_LONG = 30
# The share of an article's long paragraphs that is said again where it was set twice. Six of 83 pages of government
# sites did so, with 0.9 to 1.0; no other had more than 0.1.
_TWICE = 0.3
# Characters of a run by which two forms of a paragraph are compared, and the share that is the same in both.
_RUN, _SAME = 12, 0.6
# Blocks between a headline and the first paragraph.
_HEAD = 8
_ODD = re.compile(r"[\W_]")


def without_repeats(blocks: list[Block]) -> list[Block]:
    """Return the blocks of a page without a second rendering of the same article, where there is one.

    Of two renderings the first stays, and rather the one in paragraphs than the one in a single line.
    """
    keys = [_ODD.sub("", block.text) for block in blocks]
    long = {key for key in keys if len(key) >= _LONG}
    whole = [at for at, key in enumerate(keys) if _is_whole(key, long)]
    lines = {
        at
        for line in whole
        for at in range(_start(keys, line), line + 1)
        if len(keys[at]) < _LONG or at == line
    }
    if lines:
        blocks = [block for at, block in enumerate(blocks) if at not in lines]
        keys = [key for at, key in enumerate(keys) if at not in lines]
    repeated = [at for at, key in enumerate(keys) if len(key) >= _LONG and key in keys[:at]]
    again = sum(len(keys[at]) for at in repeated)
    if again <= 2 * _LONG or again < _TWICE * sum(map(len, long)):
        return blocks
    first, last = _start(keys, repeated[0]), repeated[-1]
    above = {run for key in keys[:first] for run in _runs(key)}
    return [
        block
        for at, block in enumerate(blocks)
        if at < first
        or (len(keys[at]) >= _LONG and not _is_known(keys[at], above))
        or (at > last and len(keys[at]) < _LONG and keys[at] not in keys[:first])
    ]


def _start(keys: list[str], first: int) -> int:
    """Return where the second rendering starts: at its headline, or at a paragraph that was put differently above."""
    for at in range(max(first - _HEAD, 0), first):
        if keys[at] and keys[at] in keys[:at]:
            return at
    return first


def _is_known(key: str, above: set[str]) -> bool:
    runs = _runs(key)
    return sum(run in above for run in runs) >= _SAME * len(runs)


def _runs(key: str) -> list[str]:
    return [key[at : at + _RUN] for at in range(max(len(key) - _RUN + 1, 1))]


def _is_whole(key: str, long: set[str]) -> bool:
    """Return whether a line says all that several long paragraphs say."""
    others = [other for other in long if len(other) < len(key)]
    told = [other for other in others if other in key]
    return len(told) > 1 and sum(map(len, told)) >= 0.8 * sum(map(len, others))
