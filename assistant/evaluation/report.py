"""Format an evaluation as lines for a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from assistant.markup import excerpt

if TYPE_CHECKING:
    from assistant.evaluation.metrics import Evaluation, Ranking


def evaluation_lines(result: Evaluation, ranks: Ranking, worst: int) -> Iterator[str]:
    """Yield the `worst` wrong answers, then the shares of right ones."""
    for wrong in result.wrong[:worst]:
        fields = wrong.as_json()
        yield f"✗ {fields['id']} [{fields['type']}] {fields['question']}"
        yield f"    {'；'.join(wrong.reasons)}"
        yield f"    答：{excerpt(wrong.answer.text)}\n"
    rows = [
        *((f"  {name}", share) for name, share in result.types.items()),
        ("答对", result.all),
        ("  有答案的", result.answerable),
        ("  没有答案的（应不作答）", result.abstention),
        ("数字有出处", result.grounded),
    ]
    for name, share in rows:
        yield f"{percent(share.share):>6}  {share.right:4}/{share.of:<4} {name}"
    hits = "  ".join(f"hit@{k} {percent(share)}" for k, share in ranks.hits.items())
    yield f"检索  {hits}  mrr {'—' if ranks.mrr is None else f'{ranks.mrr:.3f}'}"
    yield f"用时  中位 {result.p50:.3f} 秒，95% 在 {result.p95:.3f} 秒内"


def percent(share: float | None) -> str:
    """Return `share` in percent, "—" for None."""
    return "—" if share is None else f"{100 * share:.1f}%"
