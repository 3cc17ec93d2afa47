"""What documents may put into a prompt."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.llm.reply_parser import MARK
from assistant.llm.sanitize import WITHHELD, as_data, gives_orders
from tests.assistant.llm.hostile import documents


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
    ],
)
def test_ordinary_sentences_of_reports_are_no_orders(text: str) -> None:
    assert not gives_orders(text)
    assert WITHHELD not in as_data(text)
