"""Decide what kind of document a text is: title, opening and build of the body each speak for kinds, and the sum decides."""

from __future__ import annotations

import re
from collections import defaultdict

from ingest.chinese.script import fold
from ingest.describe.date_source import day_of_name
from ingest.describe.title_block import Opening
from ingest.describe.wording import (
    DATED_LEAD,
    NEWS,
    NEWS_LEAD,
    NEWS_VERB,
    OF_A_REPORT,
    PAPER,
    PLAN,
    REPORT,
    REPORT_BY_NEWS,
    REPORT_TITLE,
    SPEECH,
    SPEECH_ITSELF,
    SPOKEN,
    WORK_TITLE,
    YEARLY_REPORT,
)
from ingest.schema import CleanText, Kind

Scores = defaultdict[Kind, float]
# What an official paper of other kinds starts from: with no evidence for another kind, a text is "other".
_PRIOR = 1.0
# With such a lead, the build of the body (which takes reading it all) does not change the outcome.
_CLEAR = 4.0
_SCANNED, _OPENING = 6000, 600
_LOOKS_BACK = re.compile(
    r"(?:^|\n)[^\n。;]{0,24}(?:回顾|总结|完成情况|执行情况|工作情况|主要工作|取得的成绩|发展成[就效])[^\n。;]{0,8}(?=$|\n)"
)
_LOOKS_AHEAD = re.compile(
    r"(?:^|\n)[^\n。;]{0,24}(?:安排|打算|计划|工作目标|目标任务|重点工作|主要任务|总体要求|预算草案|思路|建议)[^\n。;]{0,8}(?=$|\n)"
)
_ARTICLE = re.compile(r"(?:^|\n)第一[章条]")
_GREETING = re.compile(r"(?:各位(?!代表)|同志们|尊敬的|女士们|主席、|.议长、|主任、)")
# A paper of those to whom a report was given.
_ASSESSED = re.compile(r"(?:审查(?:结果)?|评估|初审)报告$")
# 大会在青棠举行 现场发布项目清单: a headline of two clauses, the first of which tells what happened.
_REPORTED = re.compile(r"(?:召开|举行|举办|启动|开幕|闭幕|揭牌|签约|通车|开工|竣工)[ ,!]+(?!的)\S{4}")
# People put the day into the names of their own files too.
_OFFICE_FILES = (".docx", ".pdf")
_DUTIES = re.compile(r"(?:主要)?(?:工作)?(?:职责|职能|业务范围|办公地址|联系电话)\s*:")
_DELEGATES = re.compile(r"各位代表[:,!]?")


def kind_of(opening: Opening, clean: CleanText, title: str, doc: str) -> Kind:
    """Return the kind of a document (see `Kind`).

    Args:
        opening: its head.
        clean: its text and header fields.
        title: the title that was chosen for it, "" where there is none.
        doc: its path; a name that bears a day is that of a page.
    """
    scores: Scores = defaultdict(float)
    scores["other"] = _PRIOR
    _add(scores, _of_title(title, opening, clean, published=_is_published(opening, clean, doc)))
    _add(scores, _of_opening(opening, clean))
    if _lead(scores) < _CLEAR:
        _add(scores, _of_body(clean))
    return max(scores, key=lambda kind: scores[kind])


def _add(scores: Scores, found: Scores) -> None:
    for kind, weight in found.items():
        scores[kind] += weight


def _lead(scores: Scores) -> float:
    """Return by how much the best kind is ahead of the next."""
    first, second = sorted([*scores.values(), 0.0], reverse=True)[:2]
    return first - second


def _of_title(title: str, opening: Opening, clean: CleanText, *, published: bool) -> Scores:
    folded = fold(title)
    found: Scores = defaultdict(float)
    # An official paper has a number, a resolution says which session passed it.
    found["other"] += 2 * any(line.role == "number" for line in opening.lines)
    found["other"] += 2 * any(line.role == "session" and "通过" in fold(line.text) for line in opening.lines)
    if OF_A_REPORT.search(folded):
        # Told of a report, explained or discussed it: not the report.
        found["other"] += 4 if PAPER.search(folded) or _ASSESSED.search(folded) else 1
        found["news"] += 2 if NEWS_VERB.search(folded) else 0
        found["news"] += 1.2 * published
    elif PLAN.search(folded):
        found["plan"] += 6
    elif YEARLY_REPORT.search(folded):
        found["work-report"] += 8
    elif WORK_TITLE.search(folded) or REPORT_TITLE.search(folded):
        found["work-report"] += 5
    elif SPEECH.search(folded):
        # 动员会举行 陈远讲话 tells of a speech; 在动员会上的讲话 is one.
        told_of = NEWS_VERB.search(folded) and not SPEECH_ITSELF.search(folded)
        found["news" if told_of else "speech"] += 5
    elif PAPER.search(folded) and not _REPORTED.search(folded):
        found["other"] += 4
    else:
        found["news"] += 2 if NEWS_VERB.search(folded) else 0
        found["news"] += 1.2 * published
        heads = fold("\n".join(filter(None, (opening.title, opening.given_title))))
        found["work-report"] += 2 if REPORT_TITLE.search(heads) or WORK_TITLE.search(heads) else 0
    return found


def _is_published(opening: Opening, clean: CleanText, doc: str) -> bool:
    """Return whether a site published the text under a day; what it then calls no paper is mostly its news.

    The day is a field of the page, stands above or right below the title, or in the file's name.
    """
    dated = any(line.role == "date" for line in opening.lines[:3]) and "headline" not in clean.warnings
    named = day_of_name(doc) is not None and not doc.lower().endswith(_OFFICE_FILES)
    return bool(clean.header.get("时间")) or dated or named


def _of_opening(opening: Opening, clean: CleanText) -> Scores:
    found: Scores = defaultdict(float)
    lead = fold(opening.body[:_OPENING])
    source = fold(clean.header.get("来源", ""))
    by_news = REPORT_BY_NEWS.search(lead)
    if REPORT.search(lead) and not by_news:
        found["work-report"] += 4
    if by_news:
        found["news"] += 3 if DATED_LEAD.match(lead) else 1
    if _DELEGATES.match(lead):
        found["work-report"] += 2
        found["speech"] += 1
    elif _GREETING.match(lead):
        found["speech"] += 3.5
    if SPOKEN.search(lead):
        found["speech"] += 2
    if _DUTIES.match(lead):
        found["other"] += 2
    if NEWS_LEAD.search(fold(clean.text[:300])):
        found["news"] += 6
    elif DATED_LEAD.match(lead):
        found["news"] += 2.5
    if NEWS.search(source):
        found["news"] += 1.5
    if any(line.role == "addressee" for line in opening.lines) or re.match(r"[^。\n]{4,60}:\n", lead):
        found["other"] += 1.5 if not _GREETING.match(lead) and not _DELEGATES.match(lead) else 0
    return found


def _of_body(clean: CleanText) -> Scores:
    text = clean.text
    found: Scores = defaultdict(float)
    folded = fold(text[:_SCANNED])
    if _LOOKS_BACK.search(folded) and _LOOKS_AHEAD.search(fold(text)):
        found["work-report"] += 2.5
    if _ARTICLE.search(folded):
        found["other"] += 3
    if re.search(r"\n[^\n]{0,20}(?:记者|通讯员|编辑|责编)[^\n。]{0,24}$", fold(text[-200:])):
        found["news"] += 1
    return found
