"""Word an abstention: what is missing, what was looked for, what the library does hold."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from assistant.answer.model import AnswerLine, Piece, Role
from assistant.answer.nearest_held import NearestHeld, work_reports
from assistant.answer.templates import load_template
from assistant.evidence.model import Candidate
from assistant.question.filters import Filters
from assistant.question.held_places import Place
from assistant.question.model import Question
from assistant.question.place_span import PlaceSpan
from assistant.search.collection import Holdings
from assistant.search.scope_match import LEAST_AGREEMENT
from ingest.chinese.script import written_in

# Places that are called by name.
MOST_LISTED = 12


def not_found(
    question: Question, holdings: Holdings, near: NearestHeld, best: Candidate | None
) -> list[AnswerLine]:
    """Return the abstention: what is missing, which document would tell it, what was looked for unless the first says it, what
    the library holds.

    Args:
        question: what is asked.
        holdings: the library's content.
        near: what comes nearest to the question in it.
        best: the best of the sentences that were found; None for none.
    """
    if not holdings.documents:
        return _paragraphs(load_template("empty_library").substitute(), "not_found")
    hints = [hint for hint in (told_elsewhere(question, holdings, near), told_nearby(near)) if hint]
    text = load_template("not_found").substitute(
        what=_missing(question, near, best),
        hints="\n".join(hints),
        sought="" if near.indicator else f"查找的是：{_sought(question)}。",
        holdings=held(question, holdings),
    )
    return _paragraphs(written_in(text, question.script), "not_found")


def told_elsewhere(question: Question, holdings: Holdings, near: NearestHeld) -> str:
    """Return which document would tell what is asked of a place and year, and whether it is held; "" where none is sure to."""
    if near.place is None:
        return ""
    name = near.place.label
    if question.report_year is not None:
        given = {d.date[:4] for d in work_reports(holdings, question) if d.date}
        known = str(question.report_year) in given
        return "" if known else f"资料库中没有{name}{question.report_year}年的政府工作报告。"
    if near.year is None or question.vague_year:
        return ""
    if near.report:
        return f"{name}{near.year}年的情况主要见《{near.report}》，其中没有找到所问的内容。"
    if near.beside:
        return f"{name}{near.year}年的情况见《{near.beside}》等，其中没有找到所问的内容。"
    if near.year > holdings.this_year:
        # A document without a date may be of any year.
        undated = any(d.date is None for d in holdings.documents if question.asks_about(d.tells_of))
        return "" if undated else f"资料库中最新的资料是{holdings.this_year}年的。"
    if question.outlook == "plan":
        return f"{name}{near.year}年的目标和安排一般见{near.year}年年初的政府工作报告，资料库中没有这份报告。"
    return f"{name}{near.year}年的完成情况一般见{near.year + 1}年年初的政府工作报告，资料库中没有这份报告。"


def told_nearby(near: NearestHeld) -> str:
    """Return what the library has instead: other years of the indicator, its figures elsewhere, or others like it."""
    if near.place is not None and near.indicator and near.years:
        years = "、".join(f"{years}年" for years in runs_of_years(near.years))
        return f"{near.place.label}的{near.indicator}，资料库中有{years}的。"
    if near.place is not None and near.indicators:
        return f"{near.place.label}{near.year}年讲到的相近指标有{'、'.join(near.indicators)}。"
    if near.place is None and near.places:
        return f"{near.year}年的{near.indicator}，资料库中有{'、'.join(near.places)}的。"
    return f"名称相近的，资料库有{'、'.join(near.alike)}的资料。" if near.alike else ""


def runs_of_years(years: Iterable[int]) -> list[str]:
    """Return years in order, three and more in a row as "2016–2021"."""
    runs: list[list[int]] = []
    for year in sorted(set(years)):
        if runs and year == runs[-1][-1] + 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    return [text for run in runs for text in ([f"{run[0]}–{run[-1]}"] if len(run) > 2 else map(str, run))]


def _paragraphs(text: str, role: Role) -> list[AnswerLine]:
    return [AnswerLine((Piece(each.strip()),), role) for each in text.split("\n\n") if each.strip()]


def _places(question: Question) -> str:
    """Return the places of a question as it writes them; one chosen as a filter by its name."""
    return "、".join(question.text[p.start : p.end] or p.name for p in question.places)


def _missing(question: Question, near: NearestHeld, best: Candidate | None) -> str:
    if question.unknown_places and not question.meant:
        return "、".join(question.unknown_places) + "的资料"
    place = _places(question)
    year = "、".join(f"{y}年" for y in question.years)
    if near.indicator and question.kind == "figure":
        aimed = "目标" if question.outlook == "plan" else ""
        return f"{place}{year}的{near.indicator}{aimed}" if place or year else near.indicator
    if best is not None and question.years and best.value("agreement") < LEAST_AGREEMENT:
        return f"{place}{year}的相应内容"
    return f"{place}{year}这一问的答案"


# What a question leaves around its content words once place, year and question word are gone.
_PADDING = re.compile(r"^(?:[的在有是和与]|\s)+|(?:[的是有叫了要]|\s)+$")


def _sought(question: Question) -> str:
    parts = []
    if question.places:
        parts.append("地区 " + _places(question))
    if question.years:
        parts.append("年份 " + "、".join(map(str, question.years)))
    if question.focus:
        # The name of a place that is not held is looked for in the texts, but said above.
        unknown = "|".join(map(re.escape, question.unknown_places))
        content = re.sub(unknown, " ", question.focus) if unknown else question.focus
        parts.append("内容 " + _PADDING.sub("", re.sub(r"\s+", " ", content)))
    return "；".join(parts) or question.text


def held(question: Question, holdings: Holdings) -> str:
    """Return what the library holds of the places of a question, or beside them."""
    told = {d.doc: d for d in holdings.documents if question.asks_about(d.tells_of)}
    documents = [d for d in told.values() if d.copy_of not in told]
    if documents:
        names = "、".join(place.shown for place in question.meant if place.filed)
        years = runs_of_years({int(d.date[:4]) for d in documents if d.date})
        period = f"，时间为 {'、'.join(years)} 年" if years else ""
        return f"资料库现有{names}的资料 {len(documents)} 份{period}。"
    for span in question.places:
        if near := _near(span, holdings):
            return near
    places = Counter(holdings.gazetteer.place(d.tells_of) for d in holdings.documents)
    listed = _listed([place.label for place, _ in places.most_common() if place is not None])
    return f"资料库现有 {len(holdings.documents)} 份资料" + (f"，涉及{listed}。" if listed else "。")


def _near(span: PlaceSpan, holdings: Holdings) -> str:
    """Return what is held of what lies in a place, or beside it in the same city or province; "" for nothing."""
    for place in span.places:
        if place.filed:
            return f"资料库没有{place.shown}自己的资料，只有别处的资料中讲到它的段落。"
        return f"资料库没有{place.shown}整体的资料，其中有{_listed(_names_in(place, holdings))}的资料。"
    wider = [place for place in holdings.gazetteer.places if place.inner and place.names & span.around]
    nearest = max(wider, key=lambda place: len(place.parents), default=None)
    if nearest is None:
        return ""
    return f"同在{nearest.name}的，资料库有{_listed(_names_in(nearest, holdings))}的资料。"


def _names_in(wider: Place, holdings: Holdings) -> list[str]:
    """Return the names of the held places that lie in `wider`, those of most documents first; of those that only passages tell
    of where none has documents."""
    held = [place for place in holdings.gazetteer.places if place.filed & wider.inner]
    count = Counter(document.tells_of for document in holdings.documents)
    number = {place: sum(count[region] for region in place.filed) for place in held}
    documented = [place for place in held if number[place]]
    return [place.label for place in sorted(documented or held, key=lambda place: -number[place])]


def _listed(names: Sequence[str]) -> str:
    return "、".join(names[:MOST_LISTED]) + ("等" if len(names) > MOST_LISTED else "")


def filtered(filters: Filters) -> AnswerLine:
    """Return one line on the filters, for an answer that found nothing within them."""
    parts = [*(filters.regions or ()), *(f"{year}年" for year in filters.years or ())]
    return AnswerLine(
        (Piece(load_template("filtered").substitute(scope="、".join(parts) or "文档类型")),), "note"
    )
