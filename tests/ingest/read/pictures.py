"""Pictures of text, made for the tests."""

from __future__ import annotations

import io
from collections.abc import Sequence
from importlib.util import find_spec
from typing import Any

import pytest

from benchmarks.ocr import chinese_font, printed

needs_ocr = pytest.mark.skipif(find_spec("rapidocr") is None, reason="needs the extra ocr")
without_ocr = (
    "ingest.read.picture.is_installed",
    "ingest.read.pdf.is_installed",
    "ingest.read.pictures.is_installed",
)
REPORT = (
    "石桥县政府工作报告",
    "各位代表：",
    "　　2021年，全县地区生产总值完成86.4亿元，增长7.2%，一般公",
    "共预算收入完成5.13亿元，新建石桥七座，改建公路128公里。",
    "　　2022年，我们要抓好三件大事，新建渔港码头两座。",
)


def page(lines: Sequence[str] = REPORT, height: int | None = None) -> Any:
    """A page with these lines on it, cut off below them where a height is given."""
    whole = printed(lines, chinese_font("Noto Serif CJK SC"))
    return whole.crop((0, 0, whole.width, height)) if height else whole


def saved(picture: Any, form: str, **options: Any) -> bytes:
    """The bytes of a picture's file."""
    made = io.BytesIO()
    picture.save(made, form, **options)
    return made.getvalue()
