"""Word an abstention: what is missing, what was looked for, what the library does hold."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from assistant.answer.model import AnswerLine, Piece, Role
from assistant.answer.templates import load_template
from assistant.evidence.acceptance import LEAST_AGREEMENT
from assistant.evidence.model import Candidate
from assistant.question.filters import Filters
from assistant.question.held_places import Place
from assistant.question.model import Question
from assistant.question.place_span import PlaceSpan
from assistant.search.collection import Holdings
from ingest.chinese.script import written_in

# Places that are called by name.
MOST_LISTED = 12


def not_found(question: Question, holdings: Holdings, best: Candidate | None) -> list[AnswerLine]:
    """Return the abstention: what is missing, what was looked for and what the library does hold."""
    if not holdings.documents:
        return _paragraphs(load_template("empty_library").substitute(), "not_found")
    text = load_template("not_found").substitute(
        what=_missing(question, holdings, best),
        sought=_sought(question),
        holdings=held(question, holdings),
    )
    return _paragraphs(written_in(text.strip(), question.script), "not_found")


def _paragraphs(text: str, role: Role) -> list[AnswerLine]:
    return [AnswerLine((Piece(paragraph),), role) for paragraph in text.split("\n\n")]


def _places(question: Question) -> str:
    """Return the places of a question as it writes them; one chosen as a filter by its name."""
    return "、".join(question.text[p.start : p.end] or p.name for p in question.places)


def _missing(question: Question, holdings: Holdings, best: Candidate | None) -> str:
    if question.unknown_places and not question.meant:
        return "、".join(question.unknown_places) + "的资料"
    place = _places(question)
    year = "、".join(f"{y}年" for y in question.years)
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
        years = sorted({d.date[:4] for d in documents if d.date})
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
