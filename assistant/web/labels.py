"""What the records are called in front of a reader: kinds, dates, states, in Chinese words."""

from __future__ import annotations

from collections.abc import Iterable

from ingest.records import Kind, StoredDocument

KIND_WORDS: dict[Kind, str] = {
    "work-report": "政府工作报告",
    "news": "新闻",
    "speech": "讲话",
    "plan": "规划计划",
    "other": "其他",
}


def date_words(date: str | None) -> str:
    """An ISO date in Chinese, as precise as it is: "2021-02" → "2021年2月"; "" for None."""
    if not date:
        return ""
    parts = date.split("-")
    return "".join(f"{part.lstrip('0')}{unit}" for part, unit in zip(parts, "年月日", strict=False))


def megabytes(size: int) -> str:
    """A size in bytes as megabytes with one decimal."""
    return f"{size / 1_000_000:.1f} MB"


def holdings(documents: Iterable[StoredDocument]) -> str:
    """One line on what a library holds: how many documents, of how many regions, from when to when."""
    ready = [document for document in documents if document.state == "ready"]
    if not ready:
        return "资料库还是空的"
    regions = {document.region for document in ready if document.region}
    years = sorted({document.date[:4] for document in ready if document.date})
    parts = [f"{len(ready)} 篇文档"]
    if regions:
        parts.append(f"{len(regions)} 个地区")
    if years:
        parts.append(f"{years[0]} 年" if years[0] == years[-1] else f"{years[0]}–{years[-1]} 年")
    return " · ".join(parts)
