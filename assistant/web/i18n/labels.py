"""Labels of a document's fields in the reader's language: kinds, dates, counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from assistant.question.held_places import distinct_names
from assistant.web.i18n.words import SIMPLIFIED, Translator
from ingest.schema import Kind, StoredDocument

KIND_WORDS: dict[Kind, str] = {
    "work-report": "政府工作报告",
    "news": "新闻",
    "speech": "讲话",
    "plan": "规划计划",
    "other": "其他",
}
# Regions that are called by name.
MOST_NAMED = 6


def date_words(date: str | None, words: Translator = SIMPLIFIED) -> str:
    """Return an ISO date in words, as precise as it is: "2021-02" → "2021年2月"; "" for None."""
    if not date or words.language == "en":
        return date or ""
    parts = date.split("-")
    return "".join(f"{part.lstrip('0')}{unit}" for part, unit in zip(parts, "年月日", strict=False))


def holdings_line(documents: Iterable[StoredDocument], words: Translator = SIMPLIFIED) -> str:
    """Return one line on a library's content: the number of documents and regions, and the years covered."""
    count, regions, years = _held(documents, words)
    if not count:
        return words("资料库还是空的")
    counted = words("{count} 个地区", count=len(regions)) if regions else ""
    return " · ".join(filter(None, (words("{count} 篇文档", count=count), counted, years)))


def named_holdings_line(documents: Iterable[StoredDocument], words: Translator = SIMPLIFIED) -> str:
    """Return the same with the names of the regions that have the most documents."""
    count, regions, years = _held(documents, words)
    named = [region for region, _ in regions.most_common(MOST_NAMED)]
    listed = ("、" if words.language != "en" else ", ").join(named)
    if len(regions) > len(named):
        listed += words("等 {count} 个地区", count=len(regions))
    return " · ".join(filter(None, (words("{count} 篇文档", count=count), years, listed)))


def _held(documents: Iterable[StoredDocument], words: Translator) -> tuple[int, Counter[str], str]:
    """Return the number of ready documents, their number by the name of their place, and the years they cover, in words."""
    ready = [document for document in documents if document.state == "ready"]
    years = sorted({document.date[:4] for document in ready if document.date})
    if not years:
        period = ""
    else:
        period = words("{years} 年", years=years[0] if years[0] == years[-1] else f"{years[0]}–{years[-1]}")
    regions = [document.tells_of for document in ready if document.tells_of]
    names = distinct_names(regions)
    return len(ready), Counter(names[region] for region in regions), period
