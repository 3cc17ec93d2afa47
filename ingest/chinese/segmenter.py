"""jieba's words of search mode in two thirds of its time; to find them is the largest part of an ingest.

jieba takes a logarithm for every word that may stand at every character, builds a list of the words that may begin there,
and passes each word through four generators. Here the weight of a word is kept once it is known, and a run of Han
characters is segmented in one go. The sums are those of jieba, in the same order, so that ties fall alike; what the
dictionary does not know goes to jieba's own model of unknown words.
"""

from __future__ import annotations

from math import log

import jieba
from jieba import finalseg

_NONE = float("-inf")


class Segmenter(jieba.Tokenizer):  # type: ignore[misc]
    """jieba's tokenizer, with a quick way to the words of search mode."""

    def __init__(self) -> None:
        """Prepare to segment; the dictionary is loaded by `initialize`."""
        super().__init__()
        self._weights: dict[str, float] = {}

    def search_words(self, run: str) -> list[str]:
        """Return what `cut_for_search` gives for a run of Han characters, and nothing else."""
        self.check_initialized()
        known = self.FREQ.get
        found: list[str] = []
        for word in self._words(run):
            length = len(word)
            if length > 2:
                found += [pair for at in range(length - 1) if known(pair := word[at : at + 2])]
            if length > 3:
                found += [three for at in range(length - 2) if known(three := word[at : at + 3])]
            found.append(word)
        return found

    def _words(self, run: str) -> list[str]:
        """Return the most probable words of a run; characters that no word holds are given to the model of unknown
        words together."""
        ends = self._most_probable(run)
        found: list[str] = []
        at, unknown = 0, 0
        while at < len(run):
            end = ends[at]
            if end - at > 1:
                if unknown < at:
                    found += self._unknown(run[unknown:at])
                found.append(run[at:end])
                unknown = end
            at = end
        return found + self._unknown(run[unknown:]) if unknown < len(run) else found

    def _unknown(self, text: str) -> list[str]:
        if len(text) == 1 or self.FREQ.get(text):
            return list(text)
        return list(finalseg.cut(text))

    def _most_probable(self, run: str) -> list[int]:
        """Return where the word that begins at each character ends, on the most probable way from there to the end."""
        weights, known = self._weights, self.FREQ.get
        total = log(self.total)
        length = len(run)
        sums = [0.0] * (length + 1)
        ends = [0] * length
        for start in range(length - 1, -1, -1):
            best, best_end = _NONE, start + 1
            end = start + 1
            count = known(run[start])
            # The dictionary holds every beginning of a word too, with the frequency 0.
            while count is not None:
                if count:
                    word = run[start:end]
                    weight = weights.get(word)
                    if weight is None:
                        weight = weights[word] = log(count) - total
                    # Of two that weigh the same the longer is taken.
                    if (sum_ := weight + sums[end]) >= best:
                        best, best_end = sum_, end
                end += 1
                if end > length:
                    break
                count = known(run[start:end])
            if best == _NONE:
                best = sums[start + 1] - total
            sums[start], ends[start] = best, best_end
        return ends
