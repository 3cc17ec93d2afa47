"""What of the points of a broad answer its room holds, over invented statements."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assistant.answer.topics.blocks import statements_of
from assistant.answer.topics.filling import filled
from assistant.answer.topics.points import Point
from ingest.chinese.sentences import Span
from tests.assistant.passages import passage


def points(text: str, score: float = 1.0) -> list[Point]:
    found = statements_of([passage(text)])
    return [Point(each, Span(0, len(each.text)), score, each.topic) for each in found]


def told(text: str, room: int) -> list[str]:
    return [point.evidence.text for point in filled(points(text), "done", room)]


def test_every_point_is_told_in_part_before_any_is_told_whole() -> None:
    text = (
        "新建桥梁12座，打通断头路3条，改造老旧码头5个，群众出行条件得到进一步的改善。"
        "栽种桑树4万亩，建成蚕桑示范基地6个，培育养蚕大户90户，全县蚕农收入有了较大提高。"
    )
    assert len(told(text, 60)) == 2


def test_all_is_told_where_the_room_holds_it() -> None:
    assert told("新建桥梁12座，打通断头路3条。栽种桑树4万亩。", 80) == [
        "新建桥梁12座，打通断头路3条",
        "栽种桑树4万亩",
    ]


def test_good_words_are_told_only_between_what_tells_something() -> None:
    assert told("坚持桑蚕兴县，全县栽种桑树4万亩，质量明显提升。", 80) == ["全县栽种桑树4万亩"]


def test_a_growth_is_told_with_what_grew() -> None:
    assert told("桑蚕产值达到3.6亿元，同比增长12%。", 14) == []


def test_what_is_surely_of_what_is_asked_goes_before_what_tells_more() -> None:
    sure, other = points("蚕农学堂在各镇开班。", 3.0), points("新建桥梁12座，打通断头路3条。", 1.0)
    assert [p.text for p in filled([*other, *sure], "done", 20)] == ["蚕农学堂在各镇开班"]


SAID = st.text(alphabet="栽桑修桥，。；：持续提升12、亩座 ", max_size=160)


@given(SAID, st.integers(0, 200))
def test_what_is_told_keeps_to_the_room_the_order_and_the_words_of_the_text(text: str, room: int) -> None:
    given_points = points(text)
    kept = filled(given_points, "done", room)
    assert sum(p.span.end - p.span.start for p in kept) <= room
    places = [(p.statement.evidence.start, p.span.start) for p in kept]
    assert places == sorted(places)
    assert all(p.statement in [g.statement for g in given_points] for p in kept)
    assert all(p.text == p.statement.text[p.span.start : p.span.end] for p in kept)
