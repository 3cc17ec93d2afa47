"""Words of two and three characters, by which the beginning of a name is told from the end of a word before it.

They are those of jieba's dictionary (package jieba, MIT), read as text so that jieba is not loaded.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from ingest.errors import IncompleteInstallation

HAN = "㐀-䶿一-鿿"


@cache
def _dictionary() -> str:
    """Return jieba's dictionary.

    Raises:
        IncompleteInstallation: it is not there; without it names would be taken out of the middle of words.
    """
    spec = find_spec("jieba")
    for folder in (spec.submodule_search_locations or []) if spec else []:
        path = Path(folder) / "dict.txt"
        if path.is_file():
            return "\n" + path.read_text(encoding="utf-8")
    raise IncompleteInstallation(
        "找不到 jieba 的词典 dict.txt，没有它认不准地名。请重新安装：pip install --force-reinstall jieba。"
        "(jieba's dictionary dict.txt is missing, without which places are not recognised: reinstall jieba.)"
    )


@cache
def _words() -> tuple[frozenset[str], frozenset[str]]:
    """Return the words of two and three characters; those of them that are no names."""
    listed = re.findall(rf"\n([{HAN}]{{2,3}}) \d+ (\w+)", _dictionary())
    return frozenset(word for word, _ in listed), frozenset(
        word for word, tag in listed if tag not in ("ns", "nr", "nrt", "nz", "nt")
    )


def is_word(text: str) -> bool:
    """Return whether `text` is a word of two or three characters in the dictionary, names included."""
    return text in _words()[0]


def is_common_word(text: str) -> bool:
    """Return whether `text` is a word of two or three characters and no name of a place or person."""
    return text in _words()[1]


# As often as this in jieba's corpus a word is met as what it means, not as the name of a county: 新建, 资源, 公安.
_EVERYDAY = 100


@cache
def _everyday_words() -> frozenset[str]:
    listed = re.findall(rf"\n([{HAN}]{{2,3}}) (\d+) (?!ns|nr|nz|nt)\w+", _dictionary())
    return frozenset(word for word, count in listed if int(count) >= _EVERYDAY)


def is_everyday_word(text: str) -> bool:
    """Return whether `text` is a word of two or three characters that texts often use, and no name in itself."""
    return text in _everyday_words()
