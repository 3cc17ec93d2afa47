"""Train the Unigram tokenizer of the built-in embedding."""

from __future__ import annotations

from collections.abc import Iterable

from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers, trainers

PIECES = 24_000
LONGEST_PIECE = 5
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


def gb2312_characters() -> list[str]:
    """Return the 6,763 Han characters of GB2312 (rows 16 to 87)."""
    codes = (bytes((row, cell)) for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF))
    found = (code.decode("gb2312", errors="ignore") for code in codes)
    return [char for char in found if char]
