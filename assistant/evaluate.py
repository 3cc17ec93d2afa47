"""How good the answers to a file of questions are: right, grounded, silent where they should be, and how fast."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.batch import Line, question_of, read_lines
from assistant.question import checked
from assistant.records import Answer
from ingest.errors import QuestionError, XianwenError
from ingest.records import StoredPassage
from ingest.script import to_simplified

# Characters that an answer of a type may have: whoever copies out the page has not answered.
_LIMITS = {"figure": 260, "date": 260, "person": 260, "place": 320, "yesno": 320}
_LIMIT = 420
# Answers that must name more than three things may be longer, by so many characters for each further one.
_LIMIT_EACH_MORE = 60
_CUTOFFS = (1, 3, 5, 10)

_UNITS = (
    "% ‰ 亿 万 千 百 元 个 项 家 公里 亩 吨 人 户 年 月 日 平方 公顷 座 条 所 件 处 倍 度 米 辆 台 套 村 次 场".split()
)
_FIGURE = re.compile(r"\d+(?:\.\d+)?(?:" + "|".join(_UNITS) + ")?")
_MARK = re.compile(r"\[\d+\]|【\d+】")
_TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü"
_PINYIN = re.compile(rf"\((?=[^)]*[{_TONED}])[a-z{_TONED}]{{1,7}}\)")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3})")
_IGNORED = re.compile(r"[\s\u200b\ufeff*_`#]+")


@dataclass(frozen=True, slots=True)
class GoldPassage:
    """Where an answer stands: text `contains` of the document `doc`, a file name or the end of a path."""

    doc: str
    contains: str

    def is_of(self, doc: str) -> bool:
        """Whether `doc`, a path in the library, is this document."""
        path, wanted = doc.replace("\\", "/"), self.doc.replace("\\", "/")
        return path == wanted or path.endswith("/" + wanted)


@dataclass(frozen=True, slots=True)
class GoldQuestion:
    """A question with the answer that is right.

    Attributes:
        type: any word; results are told apart by it, and some types have shorter answers than others.
        turns: the earlier questions of the dialogue, oldest first.
        gold: groups of alternatives; an answer must hold one alternative of every group.
        evidence: the passages that hold the answer; one of their documents must be cited.
        answerable: False where the library does not hold the answer: then the right reply is to say so.
    """

    id: str
    type: str
    turns: tuple[str, ...]
    question: str
    gold: tuple[tuple[str, ...], ...] = ()
    evidence: tuple[GoldPassage, ...] = ()
    answerable: bool = True


@dataclass(frozen=True, slots=True)
class Share:
    """`right` of `of`."""

    right: int
    of: int

    @property
    def share(self) -> float | None:
        """right / of, None of nothing."""
        return self.right / self.of if self.of else None

    def as_json(self) -> dict[str, Any]:
        return {"right": self.right, "of": self.of, "share": _rounded(self.share)}


@dataclass(frozen=True, slots=True)
class WrongAnswer:
    """An answer that is not right, and why: one reason or more."""

    question: GoldQuestion
    answer: Answer
    reasons: tuple[str, ...]

    @property
    def invented(self) -> bool:
        """Something was answered that the library does not hold."""
        return not self.question.answerable

    def as_json(self) -> dict[str, Any]:
        return {
            "id": self.question.id,
            "type": self.question.type,
            "question": " → ".join((*self.question.turns, self.question.question)),
            "reasons": list(self.reasons),
            "answer": self.answer.text,
        }


@dataclass(frozen=True, slots=True)
class Ranking:
    """Where the evidence stands among the passages found.

    Attributes:
        hits: k → share of the answerable questions with evidence among the first k passages.
        mrr: mean reciprocal rank of the first evidence.
        of: number of answerable questions.
    """

    hits: dict[int, float | None]
    mrr: float | None
    of: int

    def as_json(self) -> dict[str, Any]:
        hits = {f"hit@{k}": _rounded(share) for k, share in self.hits.items()}
        return {**hits, "mrr": _rounded(self.mrr), "of": self.of}


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What the answers to a file of questions are worth.

    Attributes:
        types: type → right answers to the questions of that type, by name.
        answerable, abstention: right answers to questions with an answer in the library, and to those without.
        grounded: figures in the answers that stand in a passage which that answer cites.
        p50, p95: seconds an answer took, median and 95th percentile.
        wrong: the answers that are not right, invented ones first, then wrong ones, then missing ones.
    """

    types: dict[str, Share]
    all: Share
    answerable: Share
    abstention: Share
    grounded: Share
    p50: float
    p95: float
    wrong: tuple[WrongAnswer, ...]

    def as_json(self) -> dict[str, Any]:
        """All but the wrong answers."""
        return {
            "all": self.all.as_json(),
            "answerable": self.answerable.as_json(),
            "abstention": self.abstention.as_json(),
            "types": {name: share.as_json() for name, share in self.types.items()},
            "grounded_figures": self.grounded.as_json(),
            "seconds": {"p50": _rounded(self.p50), "p95": _rounded(self.p95)},
        }


def load(path: Path) -> list[GoldQuestion]:
    """The questions of a file (docs/questions.md).

    Raises:
        XianwenError: it cannot be read or holds no question, or a line is not as it should be; the message names
            the line.
    """
    questions: list[GoldQuestion] = []
    lines: dict[str, int] = {}
    for line in read_lines(path):
        question = _gold_question(line)
        if question.id in lines:
            raise line.fault(f"的 id {question.id} 与第 {lines[question.id]} 行相同", "repeats an id")
        lines[question.id] = line.number
        questions.append(question)
    if not questions:
        raise XianwenError(f"问题文件 {path} 里没有问题。(The question file holds no question.)")
    return questions


def _gold_question(line: Line) -> GoldQuestion:
    asked = question_of(line)
    try:
        for turn in (*asked.turns, asked.question):
            checked(turn)
    except QuestionError as error:
        raise line.fault(f"：{str(error).rstrip('。')}", "cannot be asked") from error
    kind, answerable = line.fields.get("type", "?"), line.fields.get("answerable", True)
    if not isinstance(kind, str) or not isinstance(answerable, bool):
        raise line.fault('的 "type" 要是文字，"answerable" 要是 true 或 false', 'has a wrong "type" or "answerable"')
    gold, evidence = _gold(line), _evidence(line)
    if answerable and not (gold and evidence):
        raise line.fault(
            '缺少 "gold" 或 "evidence"；若资料里没有答案，请写 "answerable": false',
            'has no "gold" or no "evidence"; if there is no answer, say "answerable": false',
        )
    return GoldQuestion(asked.id, kind, asked.turns, asked.question, gold, evidence, answerable)


def _gold(line: Line) -> tuple[tuple[str, ...], ...]:
    groups = line.fields.get("gold") or []
    if not isinstance(groups, list) or not all(
        isinstance(group, list) and group and all(_is_text(alternative) for alternative in group) for group in groups
    ):
        raise line.fault(
            '的 "gold" 要是由组构成的列表，每组列出可以互换的写法，如 [["77个"], ["93亿元", "93亿"]]',
            'has a wrong "gold": a list of lists of texts is wanted',
        )
    return tuple(tuple(group) for group in groups)


def _evidence(line: Line) -> tuple[GoldPassage, ...]:
    found = line.fields.get("evidence") or []
    if not isinstance(found, list) or not all(
        isinstance(e, dict) and _is_text(e.get("doc")) and _is_text(e.get("contains")) for e in found
    ):
        raise line.fault(
            '的 "evidence" 要是列表，每项写明文件和其中的原文，如 [{"doc": "报告.txt", "contains": "总投资93亿元"}]',
            'has wrong "evidence": a list of {"doc", "contains"} is wanted',
        )
    return tuple(GoldPassage(e["doc"], e["contains"]) for e in found)


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(normal(value))


def normal(text: str) -> str:
    """`text` for comparison: half-width, Simplified, lower case, without the pinyin in brackets that conversion
    leaves, thousands separators, white space and Markdown marks."""
    text = _PINYIN.sub("", unicodedata.normalize("NFKC", text))
    return _IGNORED.sub("", _THOUSANDS.sub("", to_simplified(text).lower()))


def faults(question: GoldQuestion, answer: Answer) -> tuple[str, ...]:
    """Why `answer` is not right; empty where it is.

    Right is an answer that holds an alternative of every gold group, is not longer than its type may be, and cites
    a document of the evidence with a passage that holds a gold alternative or the evidence's text. Where there is no
    answer, abstaining is right and nothing else.
    """
    if not question.answerable:
        return () if answer.abstained else ("应当答“没有找到”，却作了答",)
    if answer.abstained:
        return ("没有作答",)
    text = _plain(answer)
    found = []
    missing = [group[0] for group in question.gold if not any(normal(word) in text for word in group)]
    if missing:
        found.append("缺少 " + "、".join(missing))
    if len(text) > limit(question):
        found.append(f"过长（{len(text)} 字，至多 {limit(question)} 字）")
    if not _cites_evidence(question, answer):
        found.append("没有引用 " + "、".join(sorted({passage.doc for passage in question.evidence})))
    return tuple(found)


def limit(question: GoldQuestion) -> int:
    """How many characters an answer to `question` may have."""
    return _LIMITS.get(question.type, _LIMIT) + _LIMIT_EACH_MORE * max(0, len(question.gold) - 3)


def _plain(answer: Answer) -> str:
    return normal(_MARK.sub("", answer.text))


def _cites_evidence(question: GoldQuestion, answer: Answer) -> bool:
    telling = [normal(word) for group in question.gold for word in group]
    telling += [normal(passage.contains) for passage in question.evidence]
    return any(
        any(passage.is_of(citation.doc) for passage in question.evidence)
        and any(text in normal(citation.quote) for text in telling)
        for citation in answer.citations
    )


def grounded(answer: Answer) -> Share:
    """The figures of `answer`, and those of them that stand in a passage it cites. A lone digit is no figure."""
    quotes = normal("".join(citation.quote for citation in answer.citations))
    figures = [figure for figure in _FIGURE.findall(_plain(answer)) if len(figure) > 1]
    return Share(sum(figure in quotes for figure in figures), len(figures))


def evaluate(questions: Sequence[GoldQuestion], answers: Sequence[Answer]) -> Evaluation:
    """What `answers` are worth.

    Args:
        questions: at least one.
        answers: the answer to each of them, in the same order.
    """
    reasons = [faults(question, answer) for question, answer in zip(questions, answers, strict=True)]
    kept = [
        WrongAnswer(question, answer, why)
        for question, answer, why in zip(questions, answers, reasons, strict=True)
        if why
    ]
    figures = [grounded(answer) for answer in answers if not answer.abstained]
    seconds = sorted(answer.seconds for answer in answers)

    def right(wanted: Sequence[bool]) -> Share:
        return Share(sum(not why for why, one in zip(reasons, wanted, strict=True) if one), sum(wanted))

    return Evaluation(
        types={kind: right([q.type == kind for q in questions]) for kind in sorted({q.type for q in questions})},
        all=right([True] * len(questions)),
        answerable=right([q.answerable for q in questions]),
        abstention=right([not q.answerable for q in questions]),
        grounded=Share(sum(share.right for share in figures), sum(share.of for share in figures)),
        p50=seconds[len(seconds) // 2],
        p95=seconds[int(len(seconds) * 0.95)],
        wrong=tuple(sorted(kept, key=lambda wrong: (not wrong.invented, wrong.answer.abstained))),
    )


def rank(question: GoldQuestion, passages: Sequence[StoredPassage]) -> int | None:
    """The place, from 1, of the first of `passages` that is of an evidence document and holds its text."""
    for place, passage in enumerate(passages, 1):
        text = normal(passage.text)
        if any(gold.is_of(passage.doc) and normal(gold.contains) in text for gold in question.evidence):
            return place
    return None


def ranking(questions: Sequence[GoldQuestion], found: Sequence[Sequence[StoredPassage]]) -> Ranking:
    """Where the evidence of the answerable `questions` stands in what was `found` for each, best first."""
    ranks = [rank(q, passages) for q, passages in zip(questions, found, strict=True) if q.answerable]
    held = [place for place in ranks if place is not None]
    if not ranks:
        return Ranking(dict.fromkeys(_CUTOFFS), None, 0)
    hits: dict[int, float | None] = {k: sum(place <= k for place in held) / len(ranks) for k in _CUTOFFS}
    return Ranking(hits, sum(1 / place for place in held) / len(ranks), len(ranks))


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
