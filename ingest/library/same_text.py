"""Whether two documents have one text: under other names, encodings and line breaks, or in other page furniture."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from ingest.library.likeness import SHINGLE, normal_form

# The share of the shingles of the smaller text that the larger has. Of 17,000 pairs of reports of counties, provinces and
# of the state council no two different ones shared more than 0.13, of the same county in successive years 0.13 too;
# the same text twice shares 1.0, also in a page with another headline (docs/measurements.md).
_SHARE = 0.8
# Notices made of one form differ in their figures.
_FIGURES = 0.9
# From here on the larger text is another one that holds the smaller: a digest, a collection. The smaller is its copy only
# where both speak for the same region, and the larger never is one of the smaller.
_OTHER = 2.0
_PIECE = re.compile(r"[^。！？；!?;\n]+[。！？；!?;]?")
_ENDED = re.compile(r"[。！？；!?;]$")
# Characters from which a piece of a sentence says something of its own, and below which a line may be a heading.
_TELLING, _LONGEST_HEADING = 6, 40


@dataclass(frozen=True)
class Text:
    """A document's text as it is compared.

    Attributes:
        text: as stored.
        title: of the document, which may be the page's own.
        region: that it speaks for.
    """

    text: str
    title: str
    region: str | None

    @cached_property
    def normal(self) -> str:
        """Return the text in its normal form."""
        return normal_form(self.text)

    @cached_property
    def shingles(self) -> NDArray[np.int64]:
        """Return the hashes of all shingles, each once, sorted."""
        title = normal_form(self.title)
        body = self.normal.removeprefix(title) if len(self.normal) > 2 * len(title) else self.normal
        return np.unique(
            np.fromiter((hash(body[at : at + SHINGLE]) for at in range(len(body) - SHINGLE + 1)), np.int64)
        )

    @cached_property
    def figures(self) -> frozenset[str]:
        """Return the numbers in the text."""
        return frozenset(re.findall(r"\d+", self.normal))

    @cached_property
    def paragraphs(self) -> int:
        """Return the number of lines that end where a sentence does."""
        return sum(bool(_ENDED.search(line)) for line in self.text.split("\n"))

    @cached_property
    def is_broken(self) -> bool:
        """Return whether most lines end within a sentence, as those of a text broken by hand do."""
        return 2 * self.paragraphs <= sum(len(line) >= 10 for line in self.text.split("\n"))


def is_same(text: Text, other: Text) -> bool:
    """Return whether `text` repeats `other`, wholly or with other furniture, or is a part of it."""
    small, large = sorted((text, other), key=lambda t: t.shingles.size)
    if not small.shingles.size:
        return False
    shared = np.intersect1d(small.shingles, large.shingles, assume_unique=True).size
    if shared < _SHARE * small.shingles.size:
        return False
    if len(small.figures & large.figures) < _FIGURES * len(small.figures):
        return False
    if large.shingles.size <= _OTHER * small.shingles.size:
        return True
    return text is small and (text.region is None or other.region is None or text.region == other.region)


def is_told(passage: str, other: Text, *, opening: bool = False) -> bool:
    """Return whether `other` tells all that `passage` does, word by word.

    Lines at either end that are no sentences may be furniture or a headline of the page; between them nothing may be new,
    and no other figure.

    Args:
        passage: a piece of another document.
        other: the text that may tell it.
        opening: whether the document begins with it, perhaps with a headline that runs into the first sentence.
    """
    pieces = [(piece, normal_form(piece)) for piece in _PIECE.findall(passage)]
    told = [(piece, key in other.normal) for piece, key in pieces if len(key) >= _TELLING]
    if opening and told and not told[0][1]:
        told[0] = (told[0][0], _ends_known(normal_form(told[0][0]), other))
    while told and not told[0][1] and _may_be_heading(told[0][0]):
        told.pop(0)
    while told and not told[-1][1] and _may_be_heading(told[-1][0]):
        told.pop()
    return bool(told) and all(known for _, known in told)


def _ends_known(key: str, other: Text) -> bool:
    """Return whether all of `key` stands in `other` but a beginning without figures, at most as long as the rest."""
    most = next((at for at, char in enumerate(key) if char.isdigit()), len(key))
    return any(key[at:] in other.normal for at in range(1, min(most, len(key) // 2, _LONGEST_HEADING) + 1))


def _may_be_heading(piece: str) -> bool:
    return len(piece) <= _LONGEST_HEADING and not _ENDED.search(piece)
