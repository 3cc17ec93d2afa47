"""Words of two and three characters, by which the beginning of a name is told from the end of a word before it.

They are those of jieba's dictionary (package jieba, MIT). Package rjieba holds the words, jieba's dict.txt, read as text so
that jieba is not loaded, their tags and counts.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from ingest.errors import IncompleteInstallation

HAN = "㐀-䶿一-鿿"
_SHORT = re.compile(rf"[{HAN}]{{2,3}}")


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
def _names() -> frozenset[str]:
    """Return the words of two and three characters that are names of places, persons or bodies, or other names."""
    return frozenset(re.findall(rf"\n([{HAN}]{{2,3}}) \d+ n(?:rt?|[stz])\b", _dictionary()))


def is_word(text: str) -> bool:
    """Return whether `text` is a word of two or three characters in the dictionary, names included."""
    # Its dictionary takes 0.1 s to load, which commands that read nothing need not wait for.
    import rjieba

    return bool(_SHORT.fullmatch(text)) and rjieba.has_word(text)


def is_common_word(text: str) -> bool:
    """Return whether `text` is a word of two or three characters and no name of a place or person."""
    return is_word(text) and text not in _names()


@cache
def _everyday_words() -> frozenset[str]:
    # With a count of three digits in jieba's corpus a word is met as what it means, not as the name of a county: 新建,
    # 资源, 公安.
    return frozenset(re.findall(rf"\n([{HAN}]{{2,3}}) \d{{3,}} (?!n[rstz])", _dictionary()))


def is_everyday_word(text: str) -> bool:
    """Return whether `text` is a word of two or three characters that texts often use, and no name in itself."""
    return text in _everyday_words()
