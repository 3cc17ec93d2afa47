"""Format an evaluation of a ledger as lines for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from assistant.evaluation.ledger_labels import LabelledPart
from assistant.evaluation.ledger_scores import Fault, Rates, Scores
from assistant.evaluation.report import percent
from assistant.markup import excerpt

_OUTCOMES = {"wrong": "不对", "missed": "漏掉", "false": "多出"}


def ledger_lines(
    facts: Scores | None, projects: Scores | None, missing: Iterable[LabelledPart], *, show: bool, anew: bool
) -> Iterator[str]:
    """Yield the rates of facts and projects, each where it is labelled, after the faults where these are wanted.

    Args:
        missing: the parts that the library does not hold.
        anew: whether the ledger was extracted from the stored texts, and not read from the library.
    """
    for scores in (facts, projects):
        if scores is not None and show:
            yield from (line for fault in scores.faults for line in _fault_lines(fault))
    yield (
        "对照的是由存储文本重新提取的台账"
        if anew
        else "对照的是资料库里已存的台账；--anew 由存储文本重新提取"
    )
    if facts is not None:
        yield from _score_lines("指标", facts)
    if projects is not None:
        yield from _score_lines("项目", projects)
    for part in missing:
        yield f"资料库里没有：{part.doc} {part.opens or list(part.span or ())}"


def _fault_lines(fault: Fault) -> Iterator[str]:
    yield f"✗ {_OUTCOMES[fault.outcome]} {fault.words}"
    for name, (label, found) in fault.differences.items():
        yield f"    {name}：应为 {label}，得到 {found}"
    yield f"    {fault.doc}：{excerpt(fault.quote)}"


def _score_lines(name: str, scores: Scores) -> Iterator[str]:
    yield _rate_line(name, scores.all)
    if scores.canonical is not None:
        yield _rate_line("  列入名录的", scores.canonical)
    if scores.errors:
        yield f"  错在  {_counts(scores.errors)}"
    if scores.noted:
        yield f"  不计分的出入  {_counts(scores.noted)}"


def _rate_line(name: str, rates: Rates) -> str:
    return (
        f"{name}  查准 {percent(rates.precision)}（{rates.right}/{rates.found}）"
        f"  查全 {percent(rates.recall)}（{rates.right}/{rates.labelled}）"
    )


def _counts(counts: Mapping[str, int]) -> str:
    return "  ".join(f"{name} {count}" for name, count in counts.items())
