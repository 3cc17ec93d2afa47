"""Say in English what an answer says in words of its own, around what it quotes: for a question in English."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import files

from assistant.answer.model import AnswerLine, Piece
from assistant.question.english.places import known_abroad
from assistant.question.english.translate import Translation, english_names
from ingest.chinese.division_names import short_name
from ingest.chinese.quantities import find_quantities
from ingest.chinese.readings import plain_letters, romanised, spelt

_ONE_OF_MANY = re.compile(
    r"\b1 (government work report|(?:other )?document|project|place|plan|news item|speech)e?s\b"
)
_GAP = re.compile(r"\{([a-z])\}")
_HAN = re.compile(r"[㐀-鿿]")
# Stands for a piece with a figure or a source, whose words are a document's; from the private use area.
_FIRST_MARK = 0xE000
_MARKS = re.compile(r"([\ue000-\uefff])")
_RANKS = {
    "县": " County",
    "区": " District",
    "市": "",
    "省": " Province",
    "旗": " Banner",
    "州": " Prefecture",
    "镇": " Town",
}
_WIDER = r"[㐀-鿿]{1,10}?(?:省|自治区|市|州|盟|地区)"
_PLACE = rf"(?:{_WIDER})*?[㐀-鿿]{{1,14}}?(?:县|区|市|省|旗|州|盟|镇|新区)"
# 县（市、区） is one kind of place.
_BETWEEN = re.compile(r"、(?![^（]*）)")
_YEARS = r"(?:(?:19|20)\d\d年?(?:[、和至—–]|(?=[^\d]|$)))+"
_NOTES = {"预计": "expected", "目标": "target", "可比": "comparable", "增速": "growth"}
# Before the sentence that tells it.
_VERDICT = re.compile("(?:是|不是|没有)。(?=.)")
_HEAD = re.compile(r"(?P<of>.+)：")
# Gaps for a count; all others take any words.
_COUNTS, _NUMBER = "nm", r"\d+"
_BILLION, _MILLION = 10**9, 10**6


def in_english(lines: Sequence[AnswerLine]) -> tuple[AnswerLine, ...]:
    """Return lines with the answer's own words in English; what is quoted stays as it is."""
    return tuple(map(_line, lines))


def not_understood(told: Translation, example: str) -> AnswerLine:
    """Return what to say where a question in English is not understood: what in it is not, and how to ask instead.

    Args:
        told: what became of the question.
        example: a question in Chinese that the library answers.
    """
    if told.missing:
        said = f"No place called {_listed(told.missing)} is known."
    elif told.unclear:
        written, names = told.unclear[0]
        said = f"{written} may be any of {_listed(map(_place, names))}. Please name the city or province as well."
    elif told.unknown:
        said = f"I do not understand {_listed(f'“{word}”' for word in told.unknown)} in this question."
    else:
        said = "I do not understand this question in English."
    advice = f"Please ask for a place, a year and a matter, or ask in Chinese, for example: {example}"
    return AnswerLine((Piece(f"{said} {advice}"),), "not_found")


def _line(line: AnswerLine) -> AnswerLine:
    if line.form == "row":
        return replace(line, pieces=tuple(map(_cell, line.pieces)), asked=None)
    pieces = _of_its_own(line.pieces)
    if line.asked is not None and line.role == "statement":
        worth = _worth(line.text[slice(*line.asked)])
        pieces = (*pieces, Piece(f" (= {worth})")) if worth else pieces
    # The figure stands elsewhere in the line now.
    return replace(line, pieces=pieces, asked=None)


def _cell(piece: Piece) -> Piece:
    if not piece.cites:
        return replace(piece, text=english(piece.text), figures=())
    plain = re.sub(r"（预计）$", " (expected)", piece.text)
    return replace(piece, text=plain)


def _of_its_own(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """Return pieces with those in English that are neither quoted nor a figure."""
    text = "".join(
        chr(_FIRST_MARK + i) if piece.cites or piece.figures else piece.text for i, piece in enumerate(pieces)
    )
    told = "\n".join(_sentences(line) for line in text.split("\n"))
    parts = [part for part in _MARKS.split(told) if part]
    return tuple(_cited(pieces[ord(p) - _FIRST_MARK]) if _MARKS.fullmatch(p) else Piece(p) for p in parts)


def _cited(piece: Piece) -> Piece:
    """Return a piece with a source, in English where it only names what the answer is of: 某县2021年[1]：……"""
    if piece.figures or (told := _framed(piece.text) or _of(piece.text)) is None:
        return piece
    return replace(piece, text=told)


def _sentences(text: str) -> str:
    """Return the sentences of the program in English; others as they are."""
    if (whole := _framed(text)) is not None:
        return whole
    if (verdict := _VERDICT.match(text)) is not None:
        return f"{english(verdict.group())} {_sentences(text[verdict.end() :])}"
    if (head := re.match(r"([^：\ue000-\uefff]+)：(?=[\ue000-\uefff]|$)", text)) is not None:
        return f"{english(head[1])}: {text[head.end() :]}"
    return " ".join(map(_sentence, [part for part in re.split(r"(?<=。)", text) if part]))


def _sentence(text: str) -> str:
    """Return a sentence of the program in English, or what stands between what it quotes."""
    if (whole := _framed(text)) is not None:
        return whole
    return "".join(part if _MARKS.fullmatch(part) else english(part) for part in _MARKS.split(text) if part)


def english(text: str) -> str:
    """Return words of the program in English; those that no frame knows as they are."""
    framed = _framed(text)
    if framed is not None:
        return framed
    of = _of(text)
    return text if of is None else of


def _framed(text: str) -> str | None:
    for pattern, frame in _frames():
        if found := pattern.fullmatch(text):
            gaps = {name: _gap(value) for name, value in found.groupdict().items()}
            told = _ONE_OF_MANY.sub(r"1 \1", frame.format(**gaps))
            return told[:1].upper() + told[1:] if _is_sentence(text) else told
    return None


def _is_sentence(text: str) -> bool:
    """Return whether words are a whole sentence, which begins with a capital letter in English."""
    return text.endswith("。")


def _gap(text: str) -> str:
    """Return what fills the gap of a frame in English: a list, an indicator of a place and year, or as it is."""
    if (told := _of(text)) is not None:
        return told
    head, of_place, what = text.partition("：")
    if of_place and (told := _of(head)) is not None:
        return f"{told}: {_gap(what)}"
    if "；" in text:
        return "; ".join(map(_gap, text.split("；")))
    if len(parts := _BETWEEN.split(text)) > 1:
        return ", ".join(map(_gap, parts))
    framed = _framed(text)
    return text if framed is None else framed


def _of(text: str) -> str | None:
    """Return 某县2021年的地区生产总值 in English: GDP of … in 2021; None where a part of it is not known."""
    if not _HAN.search(text) or (found := _of_pattern().fullmatch(text)) is None:
        return None
    places, years, what = found["place"], found["year"], (found["what"] or "").removeprefix("的")
    growth = what.endswith("增速")
    name = english_names()[what.removesuffix("增速")][0] if what else ""
    the = "the " if name and (places or years) else ""
    parts = [f"{the}{'growth of ' if growth else ''}{name}{' target' if found['aim'] else ''}".strip()]
    if places:
        parts.append(
            ("of " if parts[0] else "") + _listed(_place(each) for each in re.split("[、和]", places))
        )
    if years:
        told = years.replace("年至", "–").replace("年", "").replace("、", ", ").replace("和", " and ")
        parts.append(("in " if parts[0] and "–" not in told else "") + told.strip())
    notes = [
        _NOTES[note]
        for note in re.findall(r"（(.+?)）", text[found.start("note") if found["note"] else len(text) :])
    ]
    said = " ".join(filter(None, parts)) if parts[0] else ", ".join(filter(None, parts))
    return said + (f" ({', '.join(notes)})" if notes else "") if said else None


def _place(name: str) -> str:
    """Return the name of a place in Latin letters with its name in Chinese."""
    name = re.sub(rf"^(?:{_WIDER})+(?=[㐀-鿿]{{2}})", "", name)
    rank = next((english for end, english in _RANKS.items() if name.endswith(end)), "")
    bare = name[:-1] if len(name) == len("蠡县") else short_name(name)
    # Xiamen is one of the readings of its name, Peking none.
    known = (
        one for one, chinese in known_abroad() if chinese == name and plain_letters(one) in romanised(bare)
    )
    letters = next(known, spelt(bare))
    return name if _HAN.search(letters) else f"{letters}{rank} ({name})"


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names)


def _worth(figure: str) -> str:
    """Return an amount of money as it is said in English, 12.5亿元 as 1.25 billion yuan; "" for what needs no translation."""
    found = find_quantities(figure)
    if len(found) != 1 or found[0].kind != "money" or not found[0].value:
        return ""
    amount = float(found[0].value)
    for scale, word in ((_BILLION, "billion"), (_MILLION, "million")):
        if amount >= scale:
            return f"{amount / scale:.4g} {word} yuan"
    return f"{amount:,.0f} yuan"


@cache
def _of_pattern() -> re.Pattern[str]:
    """Return the pattern of words that say of which places, years and indicator something is."""
    names = "|".join(map(re.escape, sorted(english_names(), key=len, reverse=True)))
    return re.compile(
        rf"(?P<place>{_PLACE}(?:[、和]{_PLACE})*)?(?P<year>{_YEARS})?(?:的)?(?P<what>(?:{names})(?:增速)?)?(?P<aim>的?目标)?"
        r"(?P<note>（(?:预计|目标|可比)）)*"
    )


@cache
def _frames() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Return (pattern of words in Chinese, the same in English with their gaps), in the order in which they are tried."""
    table = files("assistant.answer").joinpath("data/english_frames.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in table.splitlines())
    return tuple((_pattern(chinese), english) for chinese, english in rows)


def _pattern(chinese: str) -> re.Pattern[str]:
    parts = _GAP.split(chinese)
    named = [
        f"(?P<{part}>{_NUMBER if part in _COUNTS else '.+?'})" if i % 2 else re.escape(part)
        for i, part in enumerate(parts)
    ]
    return re.compile("".join(named))
