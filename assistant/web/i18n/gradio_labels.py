"""The fixed labels of Gradio's components, which the browser translates."""

from __future__ import annotations

from functools import cache

import gradio as gr
from gradio.i18n import I18nData

from assistant.web.i18n.words import LANGUAGES, translator

LABELS = (
    "问答", "台账", "资料库", "问题", "问一个问题……", "提问", "新对话", "重新读取", "停止", "查找文档",
    "按标题、地区、类型、日期查找", "删除所选", "文件夹",
    "留意这个文件夹，有变动就自动入库", "撤销删除", "确定删除", "不删", "只看有提醒的",
)  # fmt: skip


@cache
def translations() -> gr.I18n:
    """Return all labels in all languages."""
    return gr.I18n(
        **{language: {label: translator(language)(label) for label in LABELS} for language in LANGUAGES}
    )


def i18n(label: str) -> I18nData:
    """Return one of the labels, to be translated by the browser.

    Raises:
        KeyError: `label` is not in LABELS: a programming error.
    """
    if label not in LABELS:
        raise KeyError(label)
    return translations()(label)
