"""Train the Unigram tokenizer of the built-in embedding."""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache

import jieba
from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers, trainers

from ingest.chinese.script import fold

PIECES = 24_000
LONGEST_PIECE = 5
# Words of the dictionary that are pieces in any case occur this often in the texts that it was counted on.
LEAST_FREQUENCY = 200
UNKNOWN = "[UNK]"


def train_tokenizer(texts: Iterable[str]) -> Tokenizer:
    """Return a tokenizer trained on `texts` (folded): NFKC, lower case, no punctuation, digits kept apart.

    Every character of GB2312 is a piece of its own, so that the rare characters of place and personal names
    stay distinct although no training text contains them.
    """
    tokenizer = Tokenizer(models.Unigram())
    tokenizer.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Lowercase()])
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(Regex(r"[^\p{L}\p{N}]+"), behavior="removed"),
            pre_tokenizers.Digits(individual_digits=False),
        ]
    )
    trainer = trainers.UnigramTrainer(
        vocab_size=PIECES,
        max_piece_length=LONGEST_PIECE,
        unk_token=UNKNOWN,
        special_tokens=[UNKNOWN],
        initial_alphabet=gb2312_characters(),
        show_progress=False,
    )
    tokenizer.train_from_iterator(texts, trainer)
    return tokenizer


def with_common_words(tokenizer: Tokenizer) -> Tokenizer:
    """Return `tokenizer` with the common words of the dictionary as pieces, each as likely as it is there.

    People ask about 看病 and 打工, which reports do not say: without them such words fall apart into characters.
    """
    fields = json.loads(tokenizer.to_str())
    held = {piece for piece, _ in fields["model"]["vocab"]}
    counts = word_counts()
    total = sum(counts.values())
    fields["model"]["vocab"] += [
        [word, math.log((counts[word] + 1) / total)] for word in _common_words() if word not in held
    ]
    return Tokenizer.from_str(json.dumps(fields, ensure_ascii=False))


@cache
def word_counts() -> Counter[str]:
    """Return word, folded → how often it occurs in the texts that jieba's dictionary was counted on."""
    counts: Counter[str] = Counter()
    for word, count, _ in _dictionary():
        counts[fold(word)] += count
    return counts


def _common_words() -> list[str]:
    """Return the common words that are no personal names and short enough for a piece, the most frequent first."""
    rows = [
        (count, word)
        for word, count, tag in _dictionary()
        if count >= LEAST_FREQUENCY
        and 2 <= len(word) <= LONGEST_PIECE
        and not tag.startswith("nr")
        and fold(word) == word
    ]
    return [word for _, word in sorted(rows, key=lambda row: -row[0])]


def _dictionary() -> Iterator[tuple[str, int, str]]:
    """Yield the rows of jieba's dictionary: word, count, part of speech."""
    with jieba.get_dict_file() as lines:
        for line in lines:
            word, count, tag = line.decode("utf-8").split()
            yield word, int(count), tag


def gb2312_characters() -> list[str]:
    """Return the 6,763 Han characters of GB2312 (rows 16 to 87)."""
    codes = (bytes((row, cell)) for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF))
    found = (code.decode("gb2312", errors="ignore") for code in codes)
    return [char for char in found if char]
