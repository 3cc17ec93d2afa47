"""Sentences that go from one region to another are taken apart."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assistant.evidence.statement_spans import by_region, with_brackets_closed
from ingest.chinese.sentences import Span
from ingest.schema import Scope
from tests.assistant.passages import passage

TEXT = "砚溪县造林三千亩，全市造林九千亩。造林面积方面，竹湾县两千亩，松墩县四千亩。"


def test_what_a_list_says_of_a_county_follows_what_introduces_it() -> None:
    first, second = TEXT.index("竹湾县"), TEXT.index("松墩县")
    scopes = (Scope(first, second, about="竹湾县"), Scope(second, len(TEXT) - 1, about="松墩县"))
    told = passage(TEXT, region="临棠市", scopes=scopes)
    _, *parts = by_region(told, Span(TEXT.index("造林面积"), len(TEXT) - 1))
    assert [TEXT[part.start : part.end] for part in parts] == ["竹湾县两千亩，", "松墩县四千亩"]
    assert [TEXT[part.lead.start : part.lead.end] for part in parts if part.lead] == ["造林面积方面，"] * 2


def test_a_sentence_that_begins_with_a_county_introduces_nothing_with_it() -> None:
    told = passage(TEXT, region="临棠市", scopes=(Scope(0, TEXT.index("全市"), about="砚溪县"),))
    county, city = by_region(told, Span(0, TEXT.index("。")))
    assert TEXT[city.start : city.end] == "全市造林九千亩"
    assert county.lead is None and city.lead is None


def test_what_a_bracket_holds_together_is_not_taken_apart() -> None:
    text = "砚溪县是全省三个造林大县之一（竹湾县九千亩，松墩县八千亩，砚溪县七千亩）。"
    first, second = text.index("竹湾县"), text.index("松墩县")
    scopes = (Scope(first, second, about="竹湾县"), Scope(second, text.index("，砚溪县"), about="松墩县"))
    parts = by_region(passage(text, region="砚溪县", scopes=scopes), Span(0, len(text)))
    assert len(parts) > 1
    assert [text[part.start : part.end] for part in with_brackets_closed(text, parts)] == [text]


_OFFSETS = st.integers(0, len(TEXT))


@given(st.lists(st.tuples(_OFFSETS, _OFFSETS, st.sampled_from(["砚溪县", "竹湾县"])), max_size=4), _OFFSETS)
def test_parts_lie_in_their_sentence_in_order_whatever_the_scopes(
    told: list[tuple[int, int, str]], start: int
) -> None:
    scopes, at = [], 0
    for first, last, name in sorted((min(a, b), max(a, b), name) for a, b, name in told):
        if at <= first < last:
            scopes.append(Scope(first, last, about=name))
            at = last
    sentence = Span(start, len(TEXT))
    parts = by_region(passage(TEXT, region="临棠市", scopes=tuple(scopes)), sentence)
    assert all(sentence.start <= part.start <= part.end <= sentence.end for part in parts)
    assert all(part.end <= after.start for part, after in zip(parts, parts[1:], strict=False))
    assert all(part.lead.end <= part.start for part in parts if part.lead)
