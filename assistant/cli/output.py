"""Answers, passages, documents and measurements as plain text, for a terminal."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from assistant.evaluation.metrics import Evaluation, Ranking
    from assistant.schema import Answer, ScoredPassage
    from ingest.schema import StoredDocument
    from ingest.sync.run import SyncReport

KIND_NAMES = {"work-report": "工作报告", "news": "新闻", "speech": "讲话", "plan": "规划", "other": "其他"}
_EXCERPT = 120
# What Markdown gives a meaning.
_MARKUP = re.compile(r"([*_`\\<>\[\]#|~])")
_ESCAPED = re.compile(r"\\" + _MARKUP.pattern)


def answer_lines(answer: Answer) -> Iterator[str]:
    """An answer, then its sources."""
    if answer.resolved:
        yield f"（理解为：{answer.resolved}）\n"
    yield without_markup(answer.text)
    yield from source_lines(answer)


def source_lines(answer: Answer) -> Iterator[str]:
    """The sources of an answer."""
    for c in answer.citations:
        about = "，".join(filter(None, [c.region, c.date]))
        yield f"\n[{c.n}] {c.title}" + (f"（{about}）" if about else "")
        yield f"    {c.doc}:{c.start}-{c.end}"
        yield f"    {_excerpt(c.quote)}"


def escaped(text: str) -> str:
    """`text` as Markdown that reads as it stands: a document's words are no mark, link or image."""
    return _MARKUP.sub(r"\\\1", text)


def unescaped(text: str) -> str:
    """`escaped` taken back."""
    return _ESCAPED.sub(r"\1", text)


def without_markup(text: str) -> str:
    """An answer's light Markdown as it reads: no marks of bold print, and nothing escaped."""
    return unescaped(text.replace("**", ""))


def passage_lines(found: Iterable[ScoredPassage]) -> Iterator[str]:
    """Ranked passages, best first."""
    for rank, scored in enumerate(found, 1):
        p = scored.passage
        yield f"{rank:2}. {scored.score:6.2f}  {p.title}  {p.doc}:{p.start}-{p.end}"
        yield f"    {_excerpt(p.text)}"


def document_lines(document: StoredDocument) -> Iterator[str]:
    """What is known of a document."""
    yield document.doc
    yield f"    {document.title}"
    kind = KIND_NAMES[document.kind]
    yield f"    {document.region or '—'}  {document.date or '—'}  {kind}  {document.passages} 段"
    if document.reason:
        yield f"    ! {document.reason}"


def report_lines(report: SyncReport) -> Iterator[str]:
    """What an ingest did."""
    yield (
        f"新增 {report.added}，更新 {report.changed}，未变 {report.unchanged}，移除 {report.removed}，"
        f"失败 {len(report.failed)}；共 {report.passages} 段，用时 {report.seconds:.1f} 秒"
    )
    for failure in report.failed:
        yield f"  失败 {failure.path}：{failure.reason}"


def status_lines(status: Mapping[str, Any]) -> Iterator[str]:
    """The state of a library, given what `xianwen status --json` prints."""
    yield f"资料库 {status['library']}"
    held = f"资料 {status['documents']} 份，{status['passages']} 段，涉及 {status['regions']} 个地区"
    yield f"{held}；未能入库 {status['failed']} 份"
    writes = f"大模型 {status['llm']}" if status["llm"] else "大模型 未配置，答案摘自原文"
    yield f"向量模型 {status['embedding']}；{writes}"
    if status["damaged"]:
        yield f"索引损坏：{'、'.join(status['damaged'])}。请运行 xianwen ingest --re-embed PATH 重建。"
    else:
        yield "索引完好"


def evaluation_lines(result: Evaluation, ranks: Ranking, worst: int) -> Iterator[str]:
    """The `worst` wrong answers, then the shares that are right."""
    for wrong in result.wrong[:worst]:
        fields = wrong.as_json()
        yield f"✗ {fields['id']} [{fields['type']}] {fields['question']}"
        yield f"    {'；'.join(wrong.reasons)}"
        yield f"    答：{_excerpt(wrong.answer.text)}\n"
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
    """`share` in percent, "—" where there is none."""
    return "—" if share is None else f"{100 * share:.1f}%"


def _excerpt(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _EXCERPT else line[:_EXCERPT] + "……"
