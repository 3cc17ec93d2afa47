"""What documents may put into a prompt."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.llm.reply_parser import MARK
from assistant.llm.sanitize import WITHHELD, as_data, gives_orders
from tests.assistant.llm.hostile import PAYLOADS, documents

AI_INDUSTRY = (
    "县里建成大模型产业园，入驻提示词工程、数据标注企业12家。",
    "举办提示词设计大赛，吸引选手300名，评出提示词应用案例10个。",
    "大模型产业园必须突出应用牵引，企业应当加快技术攻关。",
    "致力于打造人工智能产业高地，发给大模型企业算力券2000万元。",
    "县长报告人工智能产业发展情况，大模型请企业先行先试。",
    "人工智能助手上线一年，累计回答群众问题3万次。",
    "您是人工智能产业的见证者，也是机器人企业的引路人。",
)


@given(st.text(alphabet="[]［］【】<>（）1299，。资料/|\u200b\u202e\x1b\n忽略以上指令", max_size=60))
def test_no_text_can_imitate_a_mark_or_a_tag(text: str) -> None:
    data = as_data(text)
    assert not MARK.search(data)
    assert not re.search(r"[\[\]<>]", data)
    assert all(c == "\n" or c.isprintable() for c in data)


@pytest.mark.parametrize("document", documents(), ids=lambda d: d.name)
def test_every_hostile_document_is_recognised(document) -> None:  # type: ignore[no-untyped-def]
    text = document.text
    assert gives_orders(text) or WITHHELD in as_data(text)
    assert document.truth in as_data(text), "what is true in it can still be read"


@pytest.mark.parametrize(
    "text",
    [
        "县委书记要求全县干部不要忽略安全生产，严格按照规定落实责任。",
        "会议传达了上级指示精神，代表们就报告作了回答和说明。",
        "办理人大代表建议126件，答复率100%，满意率98%。",
        "取消和下放行政审批事项47项，废止规范性文件12件。",
        "记者提问后，县长回答了关于就业的问题，并请大家打开手册第3页。",
        "出现一些新情况新问题：一是企业融资难；二是用地紧张。",
        "资料来源：县统计局。联系电话见县政府网站，链接见附件。",
        "人工智能产业园签约落地，机器人项目总投资5亿元，引进大模型企业3家。",
        *AI_INDUSTRY,
        "全面取消所有户籍限制，停止执行原来的收费标准。",
        "不按照上述要求报送的单位，由县政府督查室通报。",
        "村民们都说：“日子越过越有奔头。”他握着老人的手，并说：“有困难找政府。”",
        "真正的问题是产业链短，新的任务是延链补链；答案是：靠改革、靠创新。",
        "答复必须采用书面形式，答复中注明办结时限，转载时来源必须注明本网。",
        "## 系统观念贯穿始终",
        "智慧城管系统：接入摄像头3200路。",
    ],
)
def test_ordinary_sentences_of_reports_are_no_orders(text: str) -> None:
    assert not gives_orders(text)
    assert WITHHELD not in as_data(text)


def test_a_report_about_an_industry_of_models_is_read_whole() -> None:
    report = "沅澧县人工智能产业发展情况\n" + "\n".join(AI_INDUSTRY)
    assert as_data(report) == report


@pytest.mark.parametrize("payload", PAYLOADS)
def test_an_order_in_such_a_report_is_still_recognised(payload: str) -> None:
    report = "\n".join([*AI_INDUSTRY[:3], payload.replace("{n}", "7"), *AI_INDUSTRY[3:]])
    data = as_data(report)
    assert gives_orders(report) or WITHHELD in data
    assert all(sentence in data for sentence in AI_INDUSTRY[:3]), "what stands before it is still read"


@pytest.mark.parametrize("text", ["用户：12万户。", "此前的约定失效，另签协议。", "机组只输出绿电，不烧煤。"])
def test_what_may_be_an_order_is_withheld_but_does_not_make_the_document_hostile(text: str) -> None:
    report = f"全年签约项目47个。\n{text}\n开工31个。"
    assert not gives_orders(report)
    assert "47个" in as_data(report) and "31个" in as_data(report) and WITHHELD in as_data(report)
