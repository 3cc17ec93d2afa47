"""Speeches that name no county in full, over an invented library of two counties that name their officials."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.pipeline import Assistant
from assistant.search.document_region import inferred_region
from tests.assistant.passages import holding

_OPENING = "各位代表：\n现在，我代表县人民政府向大会报告工作，请予审议。\n一、2021年工作回顾\n"
BY_OFFICIALS, BY_SHORT_NAME = "讲话/竹编.txt", "讲话/陶瓷.txt"
NAMESAKE, OF_BOTH, OF_NONE = "讲话/粮站.txt", "讲话/烟花.txt", "讲话/消防.txt"
DOCUMENTS = {
    "青棠.txt": "青棠县2022年政府工作报告\n——2022年1月14日在青棠县第九届人民代表大会第五次会议上\n"
    "青棠县人民政府县长 骆青川\n" + _OPENING + "2021年，全县新建污水处理厂3座，日处理能力6万吨。"
    "县委书记温如玉、副县长柯白帆多次到工地督导。\n",
    "岩榆.txt": "岩榆县2022年政府工作报告\n——2022年1月16日在岩榆县第七届人民代表大会第二次会议上\n"
    "岩榆县人民政府县长 石映雪\n" + _OPENING + "2021年，全县新建污水处理厂2座，日处理能力4万吨。"
    "县委书记祝新禾、副县长路遥青多次到工地督导。\n",
    BY_OFFICIALS: "在重点工作推进会上的讲话\n同志们：\n刚才，副县长柯白帆通报了情况，县委书记温如玉提了要求。\n"
    "现有竹编企业57家，从业人员9200人。\n",
    BY_SHORT_NAME: "在招商工作会议上的讲话\n同志们：\n岩榆的发展到了关键时候，岩榆人要有信心。\n"
    "全年要引进陶瓷企业19家。\n",
    NAMESAKE: "在粮食工作会议上的讲话\n同志们：\n刚才，副县长柯白帆和副县长路遥青先后发言。\n现有粮站41座。\n",
    OF_BOTH: "在安全生产会议上的讲话\n同志们：\n青棠和岩榆都要重视，青棠和岩榆要一起行动。\n要排查烟花门店23家。\n",
    OF_NONE: "在消防工作会议上的讲话\n同志们：\n大家要重视消防工作。\n现有消防栓860个。\n",
}  # fmt: skip


@pytest.fixture(scope="module")
def over_speeches(assistant_over: Callable[[dict[str, str]], Assistant]) -> Assistant:
    return assistant_over(DOCUMENTS)


def passages_of(assistant: Assistant, county: str, doc: str) -> list[str | None]:
    """The regions of the passages of `doc` found for a question about `county` in the words of that document."""
    subject = DOCUMENTS[doc].splitlines()[-1].rstrip("。")
    return [s.passage.region for s in assistant.search(f"{county}{subject}", k=20) if s.passage.doc == doc]


@pytest.mark.parametrize(
    ("doc", "region"),
    [
        (BY_OFFICIALS, "青棠县"),
        (BY_SHORT_NAME, "岩榆县"),
        (NAMESAKE, None),
        (OF_BOTH, None),
        (OF_NONE, None),
    ],
    ids=["officials", "short name", "officials of two counties", "two short names", "nothing"],
)
def test_a_speech_is_of_the_county_whose_officials_or_short_name_it_names_where_that_is_clear(
    over_speeches: Assistant, doc: str, region: str | None
) -> None:
    holdings = over_speeches.retriever.holdings()
    document = next(d for d in holdings.documents if d.doc == doc)
    assert document.region is None
    found = inferred_region(over_speeches.library, holdings.gazetteer, document)
    assert found == (region and (region, None))


@pytest.mark.parametrize(
    ("doc", "home", "other"),
    [(BY_OFFICIALS, "青棠县", "岩榆县"), (BY_SHORT_NAME, "岩榆县", "青棠县")],
)
def test_a_placed_speech_is_found_for_its_own_county_and_not_for_another(
    over_speeches: Assistant, doc: str, home: str, other: str
) -> None:
    assert passages_of(over_speeches, home, doc) == [home]
    assert passages_of(over_speeches, other, doc) == []


@pytest.mark.parametrize("doc", [NAMESAKE, OF_BOTH, OF_NONE])
@pytest.mark.parametrize("county", ["青棠县", "岩榆县"])
def test_a_speech_of_no_known_place_is_found_for_either_county(
    over_speeches: Assistant, county: str, doc: str
) -> None:
    assert passages_of(over_speeches, county, doc) == [None]


def test_a_placed_speech_answers_for_its_own_county_alone(over_speeches: Assistant) -> None:
    answer = over_speeches.ask("青棠县有多少家竹编企业？")
    assert "**57家**" in answer.text
    assert [(c.doc, c.region) for c in answer.citations] == [(BY_OFFICIALS, "青棠县")]
    assert "57" not in over_speeches.ask("岩榆县有多少家竹编企业？").text
    assert "**19家**" in over_speeches.ask("岩榆县要引进多少家陶瓷企业？").text
    assert "19" not in over_speeches.ask("青棠县要引进多少家陶瓷企业？").text


@pytest.mark.parametrize(
    ("text", "regions"),
    [
        ("青棠要发展。", ("青棠县",)),
        ("青棠要发展，青棠县要学岩榆。", ("青棠县",)),
        ("青棠要学岩榆。", ()),
        ("青棠、青棠县、岩榆县、岩榆都要学，青棠要带头。", ()),
        ("全县要发展。", ()),
        ("霁川和霁川区、霁川县。", ("霁川区", "霁川县")),
    ],
)
def test_the_place_that_a_text_names_most_stands_out_or_there_is_none(
    text: str, regions: tuple[str, ...]
) -> None:
    held = holding("青棠县", "岩榆县", "霁川区", "霁川县")
    place = held.named_most(text)
    assert (place.regions if place else ()) == regions
