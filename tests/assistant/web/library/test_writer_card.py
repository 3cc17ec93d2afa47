"""The card of the library page that tells which model writes the answers."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.llm.model_speed import UNMEASURED_FILE, MeasuredModel, keep
from assistant.web.i18n.words import LANGUAGES, Language, Translator
from assistant.web.library.writer_card import render_writer
from ingest.settings import Settings


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_card_names_the_model_and_how_fast_it_is_but_not_where_its_file_is(
    language: Language, tmp_path: Path
) -> None:
    words = Translator(language)
    settings = Settings(library=tmp_path, llm="gguf:/models/<b>.gguf")
    card = render_writer(settings, words)
    assert "gguf:&lt;b&gt;.gguf" in card and "/models" not in card
    assert "check-model" in card and f"{UNMEASURED_FILE:.0f}" in card
    slow = MeasuredModel("gguf:/models/<b>.gguf", None, 20.4, 5.5, counted=True, on="2026-01-05")
    assert keep(slow, settings)
    card = render_writer(settings, words)
    assert all(each in card for each in ("20 ", "5.5", "2026-01-05", str(slow.timeout)))
    assert "check-model" not in card


def test_without_a_model_there_is_no_card(tmp_path: Path) -> None:
    assert render_writer(Settings(library=tmp_path), Translator("zh-CN")) == ""
