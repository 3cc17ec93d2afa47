"""The terms that the lexical index holds: words by jieba's search mode, and character bigrams.

Words alone get 0.957 / 0.923 R@1 on two reading sets, words with bigrams of folded text 0.964 / 0.949
(docs/measurements.md): bigrams find the names and new words that a dictionary does not know.
"""

from __future__ import annotations

import logging
import re
from functools import cache, lru_cache
from typing import Any

from ingest.chinese.own_cache import own_cache
from ingest.chinese.script import fold

_TOKEN = re.compile(r"[一-鿿㐀-䶿]+|[a-z]+|\d+(?:\.\d+)?")
_HAN_RUN = re.compile(r"[一-鿿㐀-䶿]+")
# Function words and the set phrases of every report: in every passage, so they tell none apart.
STOP_WORDS = frozenset(
    "的 了 和 与 及 或 在 是 有 对 把 被 将 从 到 以 为 并 等 着 也 都 就 又 还 而 之 其 这 那 该 各 个 呢 吗 吧 啊 "
    "什么 哪些 哪个 哪 几 多少 怎么 怎样 如何 为什么 请问 分别 一共 总共 是否 有没有".split()
)
_PARTICLE = re.compile("[的了是吗呢吧谁哪啥们到在从把被让给和与及对比由]")

# Questions and synonyms come again, passages do not: each is indexed once.
_LONGEST_KEPT = 60


@cache
def tagger() -> Any:
    """Return jieba's tagger of parts of speech, `jieba.posseg`, its dictionary loaded (0.6 s), quietly."""
    import jieba
    from jieba import posseg

    jieba.setLogLevel(logging.WARNING)
    # jieba keeps its dictionary in the shared temporary folder otherwise, and takes whatever lies there for it.
    jieba.dt.tmp_dir = own_cache()
    jieba.initialize()
    return posseg


def words(text: str) -> list[str]:
    """Return the words of `text` (folded), in jieba's search mode, punctuation and stop words dropped."""
    return list(_kept_words(text)) if len(text) <= _LONGEST_KEPT else _words(text)


@lru_cache(4096)
def _kept_words(text: str) -> tuple[str, ...]:
    return tuple(_words(text))


def _words(text: str) -> list[str]:
    # jieba's words (tests/ingest/chinese/test_tokens.py) in a tenth of its time; the dictionary takes 0.1 s to load.
    import rjieba

    found: list[str] = []
    for run in _TOKEN.findall(fold(text)):
        if _HAN_RUN.fullmatch(run):
            found += [w for w in rjieba.cut_for_search(run) if w not in STOP_WORDS]
        else:
            found.append(run)
    return found


def edges(text: str) -> frozenset[int]:
    """Return the offsets in `text` (folded) at which a word begins or ends.

    A word that jieba's dictionary does not know falls into characters, so every offset in it is one.
    """
    import rjieba

    found, at = {0}, 0
    for word in rjieba.cut(text, hmm=False):
        at += len(word)
        found.add(at)
    return frozenset(found)


def bigrams(text: str) -> list[str]:
    """Return every two adjacent Han characters of `text` (folded); a run of one character gives itself, unless it is
    a stop word."""
    pairs: list[str] = []
    for run in _HAN_RUN.findall(fold(text)):
        pairs += [run[i : i + 2] for i in range(len(run) - 1)] or ([] if run in STOP_WORDS else [run])
    return pairs


def share_of_bigrams(part: str, text: str) -> float:
    """Return which share of the `bigrams` of a part stand in folded `text`, 0 to 1; 0 where it has none."""
    pairs = bigrams(part)
    return sum(pair in text for pair in pairs) / len(pairs) if pairs else 0.0


def telling_bigrams(text: str) -> list[str]:
    """Return the `bigrams` of a question without those that contain a particle.

    工了 of 开工了 is in the library by accident or not at all, and would then get the highest weight.
    """
    return [pair for pair in bigrams(text) if not _PARTICLE.search(pair)]


def terms(text: str) -> list[str]:
    """Return all index terms of `text`: its words, then its bigrams marked with "_" so that the two never mix."""
    return words(text) + ["_" + pair for pair in bigrams(text)]


def question_terms(text: str) -> list[str]:
    """Return the index terms by which a question is searched for."""
    return words(text) + ["_" + pair for pair in telling_bigrams(text)]
