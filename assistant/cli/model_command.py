"""`xianwen check-model`: try the configured model, and say what to set for it."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING

from assistant.cli.output import print_json, print_lines
from assistant.cli.parser import wants_json
from ingest.errors import ModelUnavailable
from ingest.settings import Settings

if TYPE_CHECKING:
    from assistant.llm.model_check import ModelReport

# Seconds to wait for a first word while its speed is not known.
PATIENT = 600
# With less it takes minutes to write an answer, tokens a second.
_TOO_SLOW = 2.0


def check_model(args: argparse.Namespace, settings: Settings) -> int:
    """Try the model and print what was found.

    Raises:
        ModelUnavailable: none is configured, it cannot be used as configured, or it does not answer.
    """
    if not settings.llm:
        raise ModelUnavailable(
            "没有配置大模型，请先设 XIANWEN_LLM，如 openai:qwen3 或 gguf:模型文件的路径。(Set XIANWEN_LLM first.)"
        )
    from assistant.llm.client import ChatModel
    from assistant.llm.errors import ModelFailure
    from assistant.llm.model_check import checked
    from assistant.llm.model_speed import keep

    patient = settings.model_copy(update={"llm_timeout": PATIENT})
    try:
        report = checked(
            ChatModel(patient, counted=True), settings, lambda doing: print(f"{doing}……", file=sys.stderr)
        )
    except ModelFailure as failure:
        raise ModelUnavailable(f"{failure}。(The model does not answer.)") from failure
    kept = keep(report.measured, settings)
    if wants_json(args):
        measured = report.measured
        print_json(
            asdict(report)
            | {"proposed": {"timeout": measured.timeout, "context": measured.context}, "kept": kept}
        )
    else:
        print_lines(_report_lines(report, settings, kept=kept))
    return 0


def _report_lines(report: ModelReport, settings: Settings, *, kept: bool) -> Iterator[str]:
    from assistant.llm.providers import name_of

    measured = report.measured
    yield f"大模型 {name_of(settings)}"
    counting = "按它自己的分词器数" if measured.counted else "它没有说，是估计的"
    yield f"每秒读 {measured.reads:.0f} token，写 {measured.writes:.1f} token（{counting}）"
    yield f"短的提示词：{report.first:.1f} 秒后出第一个字，{report.whole:.1f} 秒写完"
    chinese = "都用中文" if report.chinese == report.asked else f"用中文的只有 {report.chinese} 个"
    yield f"{report.asked} 个小问题：答对 {report.right} 个，{chinese}；{report.sentences} 句里写了出处的 {report.cited} 句"
    if report.cited < report.sentences:
        yield "没有写出处的，程序会替它找。"
    if report.ran_on:
        yield f"写个没完的 {report.ran_on} 个；到长度就截断。"
    if report.chinese < report.asked:
        yield "不用中文的答复不会显示，请换一个模型。"
    if measured.writes < _TOO_SLOW:
        yield "这台机器上它太慢，请换小一些的模型；慢的时候先看摘录的答案。"
    yield f"建议 XIANWEN_LLM_TIMEOUT={measured.timeout} XIANWEN_LLM_CONTEXT={measured.context}"
    if settings.llm_timeout is not None:
        yield f"现在设的是 XIANWEN_LLM_TIMEOUT={settings.llm_timeout}，以它为准。"
    elif kept:
        yield f"已记在资料库里：没有设 XIANWEN_LLM_TIMEOUT，就等 {measured.timeout} 秒。"
    else:
        yield "还没有资料库，所以没有记下来；先 xianwen ingest，再运行一次。"
