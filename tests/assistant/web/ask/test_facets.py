from dataclasses import replace

from assistant.question.places import Gazetteer
from assistant.web.ask.facets import facets
from assistant.web.i18n.words import SIMPLIFIED
from ingest.schema import StoredDocument
from tests.assistant.web.library.test_table import NEWS


def told(*regions: tuple[str, str | None]) -> list[StoredDocument]:
    return [
        replace(NEWS, doc=f"{i}.txt", region=region, place=place) for i, (region, place) in enumerate(regions)
    ]


def regions(documents: list[StoredDocument]) -> object:
    gazetteer = Gazetteer(document.tells_of for document in documents if document.tells_of)
    return facets(documents, gazetteer, SIMPLIFIED)["regions"]


def test_regions_show_where_they_lie_and_a_city_counts_what_lies_in_it() -> None:
    documents = told(
        ("易县", "河北省保定市"), ("易县", "河北省保定市"), ("涞水县", "河北省保定市"), ("鼓楼区", "江苏省南京市"),
        ("鼓楼区", "福建省福州市"), ("霁川县", None),
    )  # fmt: skip
    assert regions(documents) == [
        ("河北省", "河北省", 3),
        ("河北省保定市", "河北省 › 保定市", 3),
        ("河北省保定市易县", "河北省 › 保定市 › 易县", 2),
        ("江苏省南京市鼓楼区", "江苏省 › 南京市 › 鼓楼区", 1),
        ("河北省保定市涞水县", "河北省 › 保定市 › 涞水县", 1),
        ("福建省福州市鼓楼区", "福建省 › 福州市 › 鼓楼区", 1),
        ("霁川县", "霁川县", 1),
    ]


def test_old_and_new_names_of_one_place_are_one_region() -> None:
    assert regions(told(("徐水县", "河北省保定地区"), ("徐水区", "河北省保定市"))) == [
        ("河北省保定市徐水区", "河北省 › 保定市 › 徐水区", 2)
    ]


def test_every_region_offered_is_understood_as_a_filter() -> None:
    documents = told(
        ("鼓楼区", "江苏省南京市"), ("鼓楼区", "福建省福州市"), ("霁川县", "临棠市"), ("霁川县", "岚河市")
    )
    gazetteer = Gazetteer(document.tells_of for document in documents if document.tells_of)
    for name, _, count in regions(documents):  # type: ignore[attr-defined]
        (place,) = gazetteer.named(name)
        assert len(place.filed | place.inner) == count
