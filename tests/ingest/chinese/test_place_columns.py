"""Names side by side in a table, and the places that they mean."""

from __future__ import annotations

from ingest.chinese.place_columns import places_meant


def meant(*names: str) -> list[str | None]:
    return [each.name if each else None for each in places_meant(names)]


def test_short_names_mean_divisions_of_one_level_in_any_script() -> None:
    assert meant("廣州", "深圳", "江門", "合计") == ["广州市", "深圳市", "江门市", None]
    assert meant("河北", "山西", "吉林") == ["河北省", "山西省", "吉林省"]


def test_a_name_of_several_is_the_one_beside_the_others() -> None:
    assert meant("鼓楼区", "玄武区", "秦淮区", "建邺区") == ["鼓楼区", "玄武区", "秦淮区", "建邺区"]
    assert places_meant(["鼓楼区", "玄武区", "秦淮区", "建邺区"])[0].parents == ("江苏省", "南京市")  # type: ignore[union-attr]


def test_what_is_no_row_of_places_means_none() -> None:
    assert meant("北环路改造", "粮食储备库", "北京", "职教园") == [None] * 4
    assert meant("北京", "上海") == [None, None]
