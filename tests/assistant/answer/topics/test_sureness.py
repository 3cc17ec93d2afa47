"""How surely a statement is of what a broad question asks."""

from __future__ import annotations

import numpy as np
import pytest

from assistant.answer.topics.blocks import Statement
from assistant.answer.topics.sureness import FEATURES, Asked, Standing, features, meanings, sureness
from assistant.evidence.model import Evidence
from tests.assistant.passages import passage

ASKED = Asked(article=False, words=False, anchored=False, across=False)


def standing(text: str, paragraph: int = 0, **held: float) -> Standing:
    """A statement that holds nothing of the matter but what is given."""
    statement = Statement(Evidence(passage(text), 0, len(text)), text, "", "", False, False, False, paragraph)
    none = dict.fromkeys(("own", "named", "topic", "heading", "opening", "near", "anchor"), 0.0)
    return Standing(statement, paragraph, **{**none, "elsewhere": 0, **held})  # type: ignore[arg-type]


def test_what_is_near_in_meaning_is_found_without_the_words_of_the_question():
    near, far = meanings(["教育"], ["新建小学三所，招聘教师四十名", "清淤河道九公里，加固堤防"])
    assert near > far


def test_a_statement_below_a_topic_sentence_of_the_matter_is_surer_than_one_that_is_not():
    texts = ["建成桥梁四座", "建成桥梁五座"]
    below, beside = sureness(
        ASKED,
        [standing(texts[0], 0, topic=1.0), standing(texts[1], 1)],
        np.array([0.2, 0.2], dtype=np.float32),
    )
    assert below > beside


def test_figures_tell_more_than_good_words():
    told, good = sureness(
        ASKED,
        [standing("新增学位1320个，惠及12个镇", 0, own=1.0), standing("坚持以人民为中心的思想", 1, own=1.0)],
        np.array([0.2, 0.2], dtype=np.float32),
    )
    assert told > good


@pytest.mark.parametrize("count", [1, 2, 40])
def test_every_statement_has_a_value_for_each_feature(count):
    some = [standing(f"建成桥梁{i}座", i // 3, own=i / count) for i in range(count)]
    found = features(ASKED, some, np.linspace(0, 1, count).astype(np.float32))
    assert found.shape == (count, len(FEATURES)) and np.isfinite(found).all()
    own = found[:, FEATURES.index("own")]
    assert (found[:, FEATURES.index("paragraph_best")] >= own).all()
