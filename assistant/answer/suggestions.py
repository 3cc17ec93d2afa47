"""Suggest example questions from the library's content, each tried before it is offered."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import combinations, islice

from ingest.schema import StoredDocument

MOST = 4
# Questions tried at most, a few hundredths of a second each.
MOST_TRIED = 40
_FIGURES = (
    "一般公共预算收入完成多少？",
    "地区生产总值是多少？",
    "新增了多少家高新技术企业？",
    "农村居民人均可支配收入是多少？",
    "空气质量优良天数是多少？",
)
_LISTS = ("开工了哪些项目？", "有哪些项目竣工投产？", "签约了哪些项目？")
_PLANS = ("的主要预期目标是什么？", "要办好哪些民生实事？")
_NEWS = ("有哪些项目集中开工？", "签约了多少个项目，总投资多少？", "是谁陪同调研的？", "参加的领导有哪些？")


def suggestions(documents: list[StoredDocument], answerable: Callable[[str], bool]) -> list[str]:
    """Return up to four questions that the library answers, of different kinds and places if possible.

    Args:
        documents: the library's documents.
        answerable: whether a question gets a whole and clear answer.
    """
    ready = sorted(
        (d for d in documents if d.state == "ready"), key=lambda d: (d.date or "", d.doc), reverse=True
    )
    chosen: list[str] = []
    tried = 0
    for kind in (
        _comparisons,
        _figures,
        _of_projects,
        _of_plans,
        _of_titles,
    ):
        for question in islice(kind(_others_first(ready, chosen)), MOST_TRIED // 4):
            tried += 1
            if answerable(question):
                chosen.append(question)
                break
        if len(chosen) == MOST or tried >= MOST_TRIED:
            break
    return chosen


def _others_first(documents: list[StoredDocument], chosen: list[str]) -> list[StoredDocument]:
    """Return the documents, those of regions first that no chosen question names."""
    return sorted(documents, key=lambda d: any(d.region is not None and d.region in q for q in chosen))


def _reports(documents: list[StoredDocument]) -> list[StoredDocument]:
    return [d for d in documents if d.kind == "work-report" and d.region and d.reviews_year]


def _comparisons(documents: list[StoredDocument]) -> Iterator[str]:
    for a, b in combinations(_reports(documents), 2):
        if a.region != b.region and a.reviews_year == b.reviews_year:
            yield f"{a.reviews_year}年{a.region}和{b.region}的一般公共预算收入各是多少？"
        elif a.region == b.region and a.reviews_year != b.reviews_year:
            yield f"{a.region}{b.reviews_year}年和{a.reviews_year}年的一般公共预算收入各是多少？"


def _figures(documents: list[StoredDocument]) -> Iterator[str]:
    for document in _reports(documents):
        for ending in _FIGURES:
            yield f"{document.region}{document.reviews_year}年{ending}"


def _of_projects(documents: list[StoredDocument]) -> Iterator[str]:
    for document in documents:
        if document.region and document.date:
            for ending in _NEWS if document.kind in ("news", "speech") else _LISTS:
                yield f"{document.region}{document.date[:4]}年{ending}"


def _of_plans(documents: list[StoredDocument]) -> Iterator[str]:
    for document in _reports(documents):
        if document.date:
            for ending in _PLANS:
                yield f"{document.region}{document.date[:4]}年{ending}"


def _of_titles(documents: list[StoredDocument]) -> Iterator[str]:
    for document in documents:
        yield f"《{document.title}》提到了哪些项目？"
        yield f"《{document.title}》主要讲了什么？"
