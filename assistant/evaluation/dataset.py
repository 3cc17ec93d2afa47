"""Questions with gold answers, and the file that holds them (docs/questions.md)."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from assistant.evaluation.question_file import JsonLine, question_of, read_lines
from assistant.question.understand import validated
from ingest.chinese.script import to_simplified
from ingest.errors import QuestionError, XianwenError

_TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü"
_PINYIN = re.compile(rf"\((?=[^)]*[{_TONED}])[a-z{_TONED}]{{1,7}}\)")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3})")
_IGNORED = re.compile(r"[\s\u200b\ufeff*_`#]+")


@dataclass(frozen=True, slots=True)
class GoldPassage:
    """A passage that holds the answer.

    Attributes:
        doc: its document, as a file name or the end of a path.
        contains: text that the passage contains.
    """

    doc: str
    contains: str

    def is_of(self, doc: str) -> bool:
        """Return whether `doc`, a path in the library, is this document."""
        path, wanted = doc.replace("\\", "/"), self.doc.replace("\\", "/")
        return path == wanted or path.endswith("/" + wanted)


@dataclass(frozen=True, slots=True)
class GoldQuestion:
    """A question with its gold answer.

    Attributes:
        id: its id in the file.
        type: any word; results are reported by type, and some types must have shorter answers than others.
        turns: the earlier questions of the dialogue, oldest first.
        question: the question to answer.
        gold: groups of alternatives; an answer must contain one alternative of every group.
        evidence: the passages that hold the answer; one of their documents must be cited.
        answerable: False where the library does not hold the answer, so that abstaining is right.
    """

    id: str
    type: str
    turns: tuple[str, ...]
    question: str
    gold: tuple[tuple[str, ...], ...] = ()
    evidence: tuple[GoldPassage, ...] = ()
    answerable: bool = True


def load_questions(path: Path) -> list[GoldQuestion]:
    """Read the questions of a file (docs/questions.md).

    Raises:
        XianwenError: the file cannot be read or holds no question, or a line is malformed; the message names the line.
    """
    questions: list[GoldQuestion] = []
    lines: dict[str, int] = {}
    for line in read_lines(path):
        question = _gold_question(line)
        if question.id in lines:
            raise line.error(f"的 id {question.id} 与第 {lines[question.id]} 行相同", "repeats an id")
        lines[question.id] = line.number
        questions.append(question)
    if not questions:
        raise XianwenError(f"问题文件 {path} 里没有问题。(The question file holds no question.)")
    return questions


def _gold_question(line: JsonLine) -> GoldQuestion:
    asked = question_of(line)
    try:
        for turn in (*asked.turns, asked.question):
            validated(turn)
    except QuestionError as error:
        raise line.error(f"：{str(error).rstrip('。')}", "cannot be asked") from error
    kind, answerable = line.fields.get("type", "?"), line.fields.get("answerable", True)
    if not isinstance(kind, str) or not isinstance(answerable, bool):
        raise line.error(
            '的 "type" 要是文字，"answerable" 要是 true 或 false', 'has a wrong "type" or "answerable"'
        )
    gold, evidence = _gold(line), _evidence(line)
    if answerable and not (gold and evidence):
        raise line.error(
            '缺少 "gold" 或 "evidence"；若资料里没有答案，请写 "answerable": false',
            'has no "gold" or no "evidence"; if there is no answer, say "answerable": false',
        )
    return GoldQuestion(asked.id, kind, asked.turns, asked.question, gold, evidence, answerable)


def _gold(line: JsonLine) -> tuple[tuple[str, ...], ...]:
    groups = line.fields.get("gold") or []
    if not isinstance(groups, list) or not all(
        isinstance(group, list) and group and all(_is_text(alternative) for alternative in group)
        for group in groups
    ):
        raise line.error(
            '的 "gold" 要是由组构成的列表，每组列出可以互换的写法，如 [["77个"], ["93亿元", "93亿"]]',
            'has a wrong "gold": a list of lists of texts is wanted',
        )
    return tuple(tuple(group) for group in groups)


def _evidence(line: JsonLine) -> tuple[GoldPassage, ...]:
    found = line.fields.get("evidence") or []
    if not isinstance(found, list) or not all(
        isinstance(e, dict) and _is_text(e.get("doc")) and _is_text(e.get("contains")) for e in found
    ):
        raise line.error(
            '的 "evidence" 要是列表，每项写明文件和其中的原文，如 [{"doc": "报告.txt", "contains": "总投资93亿元"}]',
            'has wrong "evidence": a list of {"doc", "contains"} is wanted',
        )
    return tuple(GoldPassage(e["doc"], e["contains"]) for e in found)


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(normal(value))


def normal(text: str) -> str:
    """Return `text` normalised for comparison.

    That is half-width, Simplified, lower case, without thousands separators, white space, Markdown marks, and the
    pinyin in brackets that conversion leaves."""
    text = _IGNORED.sub("", to_simplified(unicodedata.normalize("NFKC", text)).lower())
    while (bare := _PINYIN.sub("", text)) != text:
        text = bare
    return _THOUSANDS.sub("", text)
