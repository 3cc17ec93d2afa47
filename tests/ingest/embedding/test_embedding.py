"""The embedding models: the built-in one, and those of sentence-transformers."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.chinese.script import fold
from ingest.embedding import Embedder, load_embedder
from ingest.embedding.builtin import MODEL_FOLDER, BuiltinEmbedder
from ingest.errors import ModelUnavailable

PROJECT = Path(__file__).parents[3]
TEXTS = [
    "2031年青浦岭县新建亿元以上项目32个，完成投资57.3亿元。",
    "云陵县的粮食总产量是多少？",
    "縣長在會上強調，要把園區建設擺在突出位置。",
    "ＧＤＰ增長 6.5%，No. 1！",
    "Wi-Fi 6 与 5G 基站",
    "嵙墎",
    "一" * 3000,
    "   \n\t",
    "😀 and 龘",
]


@pytest.fixture(scope="module")
def builtin() -> Embedder:
    return load_embedder("builtin")


@pytest.mark.slow
def test_the_built_in_model_gives_the_vectors_that_sentence_transformers_gives(builtin: Embedder) -> None:
    from sentence_transformers import SentenceTransformer

    reference = SentenceTransformer(str(MODEL_FOLDER), device="cpu", local_files_only=True)
    expected = reference.encode([fold(text) for text in TEXTS])
    found = builtin.encode(TEXTS)
    assert found.shape == expected.shape
    cosines = (found * expected).sum(axis=1)
    for text, cosine, row in zip(TEXTS, cosines, found, strict=True):
        assert cosine >= 0.999 or not row.any(), text
    np.testing.assert_allclose(found, expected, atol=1e-5)


def test_the_built_in_model_never_imports_torch_or_sentence_transformers() -> None:
    code = """
        import sys
        from ingest.embedding import load_embedder
        load_embedder("builtin").encode(["一个句子"])
        print(sorted({"torch", "sentence_transformers", "transformers"} & set(sys.modules)))
    """
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code)], cwd=PROJECT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("text", ["", "   ", "！？。", "😀"])
def test_a_text_of_which_nothing_is_known_gets_a_zero_vector(builtin: Embedder, text: str) -> None:
    vector = builtin.encode_query(text)
    assert vector.shape == (builtin.dimensions,)
    assert not vector.any()


def test_no_texts_give_no_vectors(builtin: Embedder) -> None:
    assert builtin.encode([]).shape == (0, builtin.dimensions)


def test_a_sentence_has_one_vector_in_traditional_and_simplified_characters(builtin: Embedder) -> None:
    pair = builtin.encode(["園區新建項目三十個，總產值達到ＡＢ億元", "园区新建项目三十个，总产值达到ab亿元"])
    np.testing.assert_array_equal(pair[0], pair[1])


def test_a_question_lies_nearer_to_its_passage_than_to_others(builtin: Embedder) -> None:
    passages = [
        "全年粮食总产量达到四十八万吨，比上年增长百分之三，蔬菜种植面积进一步扩大。",
        "新建改建农村公路一百二十公里，县城至开发区的主干道建成通车。",
        "县医院新院区投入使用，新增床位三百张，城乡居民基本医疗保险参保率稳定。",
        "引进项目二十六个，总投资九十亿元，其中十亿元以上项目三个。",
    ]
    questions = ["粮食总产量是多少？", "修了多少公里农村公路？", "医院增加了多少床位？", "引进了多少个项目？"]
    vectors = builtin.encode(passages)
    assert [int((vectors @ builtin.encode_query(q)).argmax()) for q in questions] == [0, 1, 2, 3]


@given(st.lists(st.text(max_size=60), max_size=8))
@settings(max_examples=60, deadline=None)
def test_every_vector_has_length_one_or_zero(texts: list[str]) -> None:
    vectors = _shared_builtin().encode(texts)
    assert vectors.dtype == np.float32
    assert vectors.shape == (len(texts), 256)
    for length in np.linalg.norm(vectors, axis=1):
        assert length == 0.0 or length == pytest.approx(1.0, abs=1e-5)


@given(st.lists(st.text(alphabet="县镇乡项目投资增长，。2031年x ", max_size=30), min_size=1, max_size=600))
@settings(max_examples=10, deadline=None)
def test_a_vector_does_not_depend_on_what_else_is_in_the_batch(texts: list[str]) -> None:
    model = _shared_builtin()
    together = model.encode(texts)
    for place in (0, len(texts) // 2, len(texts) - 1):
        np.testing.assert_array_equal(together[place], model.encode_query(texts[place]))


def test_the_name_tells_the_model_by_its_content(tmp_path: Path, builtin: Embedder) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(MODEL_FOLDER, copy)
    assert BuiltinEmbedder(copy).name == builtin.name
    packed = bytearray((copy / "model.safetensors").read_bytes())
    packed[-1] ^= 1
    (copy / "model.safetensors").write_bytes(packed)
    content = packed + (copy / "tokenizer.json").read_bytes()
    (copy / "sha256.txt").write_text(hashlib.sha256(content).hexdigest(), encoding="ascii")
    assert BuiltinEmbedder(copy).name != builtin.name


@pytest.mark.parametrize("file", ["model.safetensors", "tokenizer.json", "sha256.txt"])
@pytest.mark.parametrize("kept", [None, 0, 50])
def test_a_damaged_built_in_model_is_a_clear_error(tmp_path: Path, file: str, kept: int | None) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(MODEL_FOLDER, copy)
    if kept is None:
        (copy / file).unlink()
    else:
        (copy / file).write_bytes((copy / file).read_bytes()[:kept])
    with pytest.raises(ModelUnavailable, match="重新安装"):
        BuiltinEmbedder(copy)


@pytest.mark.parametrize("name", ["./no/such/folder", "/no/such/model", "C:\\models\\x", "a b", "", "名字"])
def test_a_folder_that_is_not_there_is_a_clear_error(name: str) -> None:
    with pytest.raises(ModelUnavailable, match=r"找不到向量模型文件夹.*XIANWEN_EMBEDDING"):
        load_embedder(name)


@pytest.mark.slow
def test_a_folder_that_holds_no_model_is_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(ModelUnavailable, match="无法加载向量模型"):
        load_embedder(str(tmp_path))


@pytest.mark.slow
def test_a_hub_model_that_is_not_there_is_a_clear_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)
    with pytest.raises(ModelUnavailable, match="无法加载向量模型"):
        load_embedder("no-such-owner/no-such-model")


def test_without_sentence_transformers_another_model_is_a_clear_error(tmp_path: Path) -> None:
    code = """
        import sys
        sys.modules["sentence_transformers"] = None
        from ingest.embedding import load_embedder
        from ingest.errors import ModelUnavailable
        try:
            load_embedder(sys.argv[1])
        except ModelUnavailable as error:
            print(error)
    """
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code), str(tmp_path)],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
        env={"PYTHONIOENCODING": "utf-8"},
    )
    assert "需要 sentence-transformers" in done.stdout
    assert "pip install 'xianwen[models]'" in done.stdout and "make setup MODELS=1" in done.stdout


@pytest.mark.slow
def test_a_model_in_a_folder_is_used_and_keeps_its_name_when_moved(tmp_path: Path, builtin: Embedder) -> None:
    for place in ("here", "there"):
        shutil.copytree(MODEL_FOLDER, tmp_path / place / "some-model")
    here, there = (load_embedder(str(tmp_path / place / "some-model")) for place in ("here", "there"))
    assert here.name == there.name
    assert here.name.startswith("some-model-256-")
    text = "园区新建项目三十个"
    np.testing.assert_allclose(here.encode([text])[0], builtin.encode_query(text), atol=1e-5)
    np.testing.assert_allclose(here.encode_query(text), builtin.encode_query(text), atol=1e-5)
    assert here.encode([]).shape == (0, 256)


_builtin: BuiltinEmbedder | None = None


def _shared_builtin() -> BuiltinEmbedder:
    """One model for the property tests: hypothesis does not mix with function fixtures."""
    global _builtin
    _builtin = _builtin or BuiltinEmbedder()
    return _builtin
