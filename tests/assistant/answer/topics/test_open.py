"""Open questions over news and reports of invented counties: what was said, and what stands around the sentence that answers."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from assistant.pipeline import Assistant

DOCUMENTS = {
    "松雾走访.txt": "松雾县召开蚕桑产业现场会\n2022年5月6日\n"
    "5月5日，松雾县委书记岑望舟到梨花镇调研蚕桑产业，副县长闻人越陪同调研。\n"
    "岑望舟强调，要扩大桑园面积，年内新栽桑树2万亩。要建好烘茧车间，让蚕农卖茧不出镇。要请农技员驻村，教会每户养蚕。\n"
    "闻人越表示，县里已经备好桑苗300万株，贷款贴息资金全部到位。\n",
    "松雾古渡口.txt": "古渡口重现生机\n2022年8月9日\n"
    "松雾县古渡口修缮工程日前完工。工人们加固石阶120级，补栽柳树60棵。渡口旁建起两间茶亭，供行人歇脚。县里还添置了木船4条。\n",
    "松雾报告.txt": "松雾县2022年政府工作报告\n——2022年1月12日在松雾县第七届人民代表大会第二次会议上\n松雾县人民政府县长 乌云朗\n各位代表：\n"
    "现在，我代表县人民政府向大会报告工作，请予审议。\n一、2021年工作回顾\n2021年，造林3万亩。\n"
    "二、2022年工作安排\n2022年，全县修建水渠30公里。我们将办好以下惠民实事：为敬老院添置护理床80张；给山区小学更换旧校车9辆；"
    "打通断头巷14条。全县粮食总产稳定在11万吨。\n",
}  # fmt: skip


@pytest.fixture(scope="module")
def county(assistant_over: Callable[[dict[str, str]], Assistant]) -> Assistant:
    return assistant_over(DOCUMENTS)


def told(county: Assistant, question: str) -> str:
    return re.sub(r"\*\*|\[\d+\]", "", county.ask(question).text)


def test_what_somebody_asked_for_is_told_by_what_stands_behind_his_name(county: Assistant) -> None:
    text = told(county, "岑望舟在梨花镇调研时提了哪些要求？")
    for wanted in ("新栽桑树2万亩", "建好烘茧车间", "农技员驻村"):
        assert wanted in text
    assert "桑苗300万株" not in text


def test_what_goes_on_from_the_sentence_that_answers_is_told_beside_it(county: Assistant) -> None:
    text = told(county, "松雾县古渡口是怎么修缮的？")
    for wanted in ("石阶120级", "柳树60棵", "木船4条"):
        assert wanted in text


def test_the_parts_of_one_sentence_of_a_report_go_on_and_the_next_sentence_does_not(
    county: Assistant,
) -> None:
    text = told(county, "松雾县2022年打算办哪些惠民实事？")
    for wanted in ("护理床80张", "校车9辆", "断头巷14条"):
        assert wanted in text
    assert "11万吨" not in text


def test_every_line_of_an_open_answer_has_its_source(county: Assistant) -> None:
    answer = county.ask("岑望舟在梨花镇调研时提了哪些要求？")
    assert all(line.cites for line in answer.lines if line.form == "item")
