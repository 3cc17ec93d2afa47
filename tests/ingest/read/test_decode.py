"""Bytes become the characters that were meant, in every encoding that Chinese documents come in."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.chinese.script import to_traditional
from ingest.errors import UnreadableFile
from ingest.read import read_file
from ingest.read.decode import decode

SIMPLIFIED = (
    "清溪县人民政府近日召开重点项目推进会，今年全县计划实施项目八十六个。",
    "2月20日，云岭县委书记赴开发区走访调研。",
    "全年完成投资320亿元，同比增长12.5%，新签约项目45个。",
    "会议指出，要抓好春耕生产，确保粮食丰收。",
    "东篱镇农民人均纯收入达到一万二千元",
    "——在清溪县第十六届人民代表大会第一次会议上",
    "（三）坚持生态优先，城乡面貌焕然一新。\n新建污水处理厂2座，改造老旧小区31个，惠及群众2.3万人。",
    "县长　李明远",
    "一、2021年工作回顾\r\n过去一年，面对复杂形势，我们攻坚克难。\r\n",
)
TRADITIONAL = tuple(to_traditional(text) for text in SIMPLIFIED)
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030")
CASES = [(text, encoding) for text in (*SIMPLIFIED, *TRADITIONAL) for encoding in ENCODINGS]
CASES += [(text, "gbk") for text in SIMPLIFIED] + [(text, "big5") for text in TRADITIONAL]


@pytest.mark.parametrize(("text", "encoding"), CASES)
def test_a_short_text_is_read_right_in_every_encoding(text: str, encoding: str) -> None:
    try:
        data = text.encode(encoding)
    except UnicodeEncodeError:
        # 汙 and the like are not in Big5; there the bytes cannot exist.
        data = text.encode(encoding, "ignore")
        text = data.decode(encoding)
    assert decode(data) == text


@settings(max_examples=150, deadline=None)
@given(
    pieces=st.lists(st.sampled_from(["。", "，", "2021年", "亿元", *SIMPLIFIED]), min_size=2, max_size=8),
    encoding=st.sampled_from(ENCODINGS),
)
def test_any_mixture_of_report_sentences_survives_its_encoding(pieces: list[str], encoding: str) -> None:
    text = "".join(pieces) + SIMPLIFIED[0]
    assert decode(text.encode(encoding)) == text


def test_utf8_with_a_few_damaged_bytes_stays_utf8() -> None:
    data = (SIMPLIFIED[0] * 3).encode()
    damaged = data[:31] + data[32:100] + b"\xff" + data[100:]
    text = decode(damaged)
    assert text is not None
    assert text.endswith("八十六个。")
    assert "\ufffd" in text
    assert text.startswith("清溪县人民政府")


def test_utf8_cut_off_inside_a_character_stays_utf8() -> None:
    text = decode(SIMPLIFIED[1].encode()[:-2])
    assert text == SIMPLIFIED[1][:-1] + "\ufffd"


def test_gb18030_with_a_damaged_byte_stays_gb18030() -> None:
    data = SIMPLIFIED[0].encode("gb18030")
    text = decode(data[:10] + b"\xff" + data[10:])
    assert text is not None
    assert text.startswith("清溪县人民") and text.endswith("八十六个。")


def test_big5_with_a_cut_off_last_character_stays_big5() -> None:
    text = decode(TRADITIONAL[0].encode("big5")[:-1])
    assert text is not None
    assert text[:-1] == TRADITIONAL[0][:-1]


def test_a_rare_character_of_gb18030s_four_bytes_is_kept() -> None:
    text = "清溪县㙟村委会主任王䶮介绍，今年种植面积三百亩。"
    assert decode(text.encode("gb18030")) == text


def test_letters_with_accents_are_read_without_chinese_in_them() -> None:
    text = "Le comté a signé un accord à Genève; la délégation était présente à la cérémonie d'été."
    assert decode(text.encode()) == text
    assert "signé un accord" in (decode(text.encode("cp1252")) or "")


def test_english_in_utf16_without_a_mark_is_read() -> None:
    text = "The county signed 12 projects in 2021."
    assert decode(text.encode("utf-16-le")) == text
    assert decode(text.encode("utf-16-be")) == text


def test_a_gbk_word_that_happens_to_be_utf8_is_read_as_chinese() -> None:
    data = "全省专员".encode("gbk")
    assert data.decode("utf-8")  # the trap: these bytes are valid UTF-8 as well
    assert decode(data) == "全省专员"


@pytest.mark.parametrize("seed", range(5))
def test_random_bytes_named_txt_are_refused_as_binary(tmp_path: Path, seed: int) -> None:
    import random

    file = tmp_path / "报告.txt"
    file.write_bytes(random.Random(seed).randbytes(3000))
    with pytest.raises(UnreadableFile, match="不是文字"):
        read_file(file, root=tmp_path, max_bytes=10_000)


def test_numbers_packed_as_binary_are_refused(tmp_path: Path) -> None:
    import struct

    file = tmp_path / "数据.txt"
    file.write_bytes(struct.pack("<500I", *range(500)) + struct.pack("<200d", *(i / 7 for i in range(200))))
    with pytest.raises(UnreadableFile, match="不是文字"):
        read_file(file, root=tmp_path, max_bytes=10_000)


def test_line_ends_are_one_kind_and_control_characters_gone(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes("清溪县\r\n第二行\r第三行\x00\x07\x0c第四行\u2028第五行".encode())
    source = read_file(file, root=tmp_path, max_bytes=10_000)
    assert source.text == "清溪县\n第二行\n第三行\n第四行\n第五行"
    assert source.format == "txt"
