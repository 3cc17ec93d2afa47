"""Judge whether words of a list are the name of a project: a logistic regression over how they are built and where they stand.

Weights are in data/project_weights.json, learned by training/train_projects.py; data/project_weights.md tells from what.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from ingest.chinese.dictionary import is_common_word, is_everyday_word
from ingest.chinese.divisions import divisions_called, divisions_folded_as
from ingest.chinese.word_table import WordTable
from ingest.facts.project_listing import Listing
from ingest.facts.project_names import Item

_WORDS = WordTable("ingest.facts", "project_names")
_WORK = _WORDS.words("work", frame=r"(?:{words})(?:[(][^)]*[)]|[a-z0-9+]+)?$")
_GENERIC = _WORDS.words("generic")
_FIRM = _WORDS.words("firm", frame="(?:{words})$")
_COUNTED = _WORDS.words("counted", frame="^(?:{words})")
_SLOGAN = _WORDS.words("slogan", frame="^(?:{words})$")
_SETTLEMENT = _WORDS.words("settlement", frame="^(?:{words})$")
_VERBAL = re.compile(r"[的了着是把被让使不就还更最很各每及其这那]|是否|通过|进行|开展|以[^岭]")
_LATIN = re.compile(r"[a-z]")
_DIGIT = re.compile(r"\d")
_QUOTE = re.compile(r"[“”《》\"]")
_PHASE = re.compile(r"[一二三四五六1-9首]期")
_PLACE = re.compile(r"^[一-鿿]{1,4}?(?:[省市县区州镇乡村]|街道|新区)(?=..)")
_CHAIN = re.compile(r"[至到—~-]")
_COUNT = re.compile(r"[\d一二三四五六七八九十百两]+(?:多|余)?[个项家]")
# Brackets and codes behind the word included.
_LONGEST_WORK = 16
_CUE_EDGES = re.compile(r"[^一-鿿]")


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The names of a list: how many there are, end like a work, have a proper name in them, a sum invested before them."""

    count: int
    works: int
    proper: int
    sums: int


def neighbours(names: Sequence[str], sums: int) -> Neighbours:
    """Return what the folded names of a list show together."""
    return Neighbours(
        len(names), sum(map(is_work, names)), sum(_loose(stem_of(name)) > 0 for name in names), sums
    )


@lru_cache(maxsize=16384)
def work_at(name: str) -> int:
    """Return where the word for a work begins with which a folded name ends (大桥, 产业园, 一期); -1 where none does."""
    from_ = max(0, len(name) - _LONGEST_WORK)
    work = _WORK.search(name, from_)
    return work.start() if work is not None else -1


def is_work(name: str) -> bool:
    """Return whether a folded name ends like that of a work."""
    return work_at(name) >= 0


def is_firm(name: str) -> bool:
    """Return whether a folded name ends like that of a firm."""
    return _FIRM.search(name) is not None


def is_proper(name: str) -> bool:
    """Return whether a folded name holds more than everyday words before the word for a work."""
    return _loose(stem_of(name)) > 0


@lru_cache(maxsize=8192)
def is_mere_kind(name: str) -> bool:
    """Return whether folded words name no single work but a kind, or count some: 重点项目, 3个项目."""
    return _COUNTED.search(name) is not None or _GENERIC.fullmatch(name) is not None


@lru_cache(maxsize=8192)
def is_place(name: str) -> bool:
    """Return whether a folded name is that of a county, town or village, or of what one wants to be: 健康某县."""
    told = (_SLOGAN.search(name), _SETTLEMENT.search(name))
    return any(told) or bool(divisions_folded_as(name) or divisions_called(name))


def features(text: str, listing: Listing, item: Item, beside: Neighbours) -> Iterator[str]:
    """Yield what tells whether an item of a listing of the folded text is a project's name."""
    yield from _of_name(text[item.start : item.end])
    yield from _of_words_around(text, listing, item)
    yield from _of_list(text[item.start : item.end], listing, item, beside)


def _of_words_around(text: str, listing: Listing, item: Item) -> Iterator[str]:
    """Yield what stands before and behind a name, and how its clause and its list begin."""
    yield f"next {text[item.end : item.end + 1]}"
    yield f"next {text[item.end : item.end + 2]}"
    yield f"before {text[max(0, item.told - 2) : item.told]}"
    yield f"told {text[item.told : min(item.start, item.told + 4)]}"
    yield f"clause {text[listing.begin : listing.begin + 2]}"
    yield f"list {text[listing.start : listing.start + 2]}"


def _of_list(name: str, listing: Listing, item: Item, beside: Neighbours) -> Iterator[str]:
    """Yield what the list and the words around it show."""
    side = "<" if listing.before else ">"
    cue = _CUE_EDGES.sub("", listing.cue)
    yield f"state {listing.state} {side}"
    yield f"cue {side}{cue[-2:]}"
    yield f"verb {side}{cue}"
    yield f"anchor {listing.anchor} {listing.counted}"
    work = is_work(name)
    yield f"anchor {listing.anchor} work {work}"
    yield f"list {min(beside.count, 4)} works {_share(beside.works, beside.count)}"
    yield f"proper {_share(beside.proper, beside.count)} of {min(beside.count, 3)}"
    loose = min(_loose(stem_of(name)), 2)
    kind = f"work {work} loose {loose}"
    yield f"{kind} state {listing.state} {side}"
    yield f"{kind} anchor {listing.anchor} {listing.counted}"
    yield f"{kind} list {min(beside.count, 3)}"
    yield f"loose {bool(loose)} verb {side}{cue[-2:]}"
    if listing.group:
        yield f"group {_COUNT.sub('', listing.group)[-4:]}"
    if item.sum_start >= 0:
        yield "sum before"
    if item.of:
        yield "of"


def _share(some: int, of: int) -> str:
    share = some / of if of else 0.0
    return "all" if share == 1 else "half" if share >= 0.5 else "few" if share else "none"


def stem_of(name: str) -> str:
    """Return a folded name without the word for a work at its end."""
    at = work_at(name)
    return name[:at] if at >= 0 else name


def _of_name(name: str) -> tuple[str, ...]:
    stem = stem_of(name)
    work = name[len(stem) :] or None
    found = [
        f"ends {name[-1]}",
        f"ends {name[-2:]}",
        f"ends {name[-3:]}",
        f"begins {name[0]}",
        f"begins {name[:2]}",
    ]
    found.append(f"work {work}")
    found.append(f"length {min(len(name) // 2, 12)}")
    loose = _loose(stem)
    found.append(f"loose {min(loose, 4)}")
    found.append(f"loose {min(loose, 3)} of {min(len(stem) // 2, 5)}")
    found.append(f"stem {min(len(stem), 6)}")
    found.append(f"stem ends {stem[-1:]}")
    found.append(f"stem ends {stem[-2:]}")
    found.append(f"loose {bool(loose)} work {work}")
    head = "word" if is_everyday_word(name[:2]) else "common" if is_common_word(name[:2]) else "other"
    third = is_everyday_word(name[:3])
    found.append(f"opens {head} {third}")
    for mark, pattern in _MARKS:
        if pattern.search(name):
            found.append(mark)
    # In the order of the name, so that their weights are always added alike.
    found += dict.fromkeys(f"pair {name[i : i + 2]}" for i in range(len(name) - 1))
    return tuple(found)


_MARKS = (
    ("verbal", _VERBAL),
    ("latin", _LATIN),
    ("digit", _DIGIT),
    ("quote", _QUOTE),
    ("phase", _PHASE),
    ("place", _PLACE),
    ("from to", _CHAIN),
)


@lru_cache(maxsize=8192)
def _loose(stem: str) -> int:
    """Return how many characters of a stem belong to no everyday word: proper names have them."""
    at = loose = 0
    while at < len(stem):
        if is_everyday_word(stem[at : at + 3]):
            at += 3
        elif is_everyday_word(stem[at : at + 2]):
            at += 2
        else:
            at += 1
            loose += 1
    return loose


@cache
def _weights() -> tuple[float, dict[str, float]]:
    data = json.loads(files("ingest.facts").joinpath("data/project_weights.json").read_text(encoding="utf-8"))
    scale = data["scale"]
    return data["bias"], {name: weight / scale for name, weight in data["weights"].items()}


@lru_cache(maxsize=8192)
def weight_of_name(name: str) -> float:
    """Return what a name itself weighs; the same works are named in many documents and readings."""
    weights = _weights()[1]
    return sum(weights.get(feature, 0.0) for feature in _of_name(name))


def probability(text: str, listing: Listing, item: Item, beside: Neighbours) -> float:
    """Return how likely an item of a listing of the folded text is the name of a project, from 0 to 1."""
    bias, weights = _weights()
    name = text[item.start : item.end]
    total = bias + weight_of_name(name)
    total += sum(weights.get(feature, 0.0) for feature in _of_list(name, listing, item, beside))
    total += sum(weights.get(feature, 0.0) for feature in _of_words_around(text, listing, item))
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))
