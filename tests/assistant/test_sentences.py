from hypothesis import given
from hypothesis import strategies as st

from assistant.sentences import Span, clauses, enumerations, sentences

TEXT = st.text(alphabet="项目建设完成12.5亿元，；。！\n 一二三是要“”（）：、", max_size=200)


def words(text: str, spans: list[Span]) -> list[str]:
    return [text[s.start : s.end] for s in spans]


@given(TEXT)
def test_every_visible_character_is_in_exactly_one_sentence(text: str) -> None:
    spans = sentences(text)
    assert "".join("".join(words(text, spans)).split()) == "".join(text.split())
    assert all(a.end <= b.start for a, b in zip(spans, spans[1:], strict=False))


@given(TEXT)
def test_clauses_make_up_their_sentence(text: str) -> None:
    for sentence in sentences(text):
        parts = clauses(text, sentence)
        assert parts[0].start == sentence.start
        assert parts[-1].end == sentence.end


def test_a_semicolon_ends_a_sentence_and_a_quotation_mark_stays_with_it() -> None:
    text = "收入完成8亿元；投资增长5%。他说：“好！”大家鼓掌。"
    assert words(text, sentences(text)) == ["收入完成8亿元；", "投资增长5%。", "他说：“好！”", "大家鼓掌。"]


def test_a_decimal_point_or_a_figure_is_never_cut() -> None:
    text = "完成122.2亿元，增长7.8%。"
    assert words(text, clauses(text, Span(0, len(text)))) == ["完成122.2亿元，", "增长7.8%。"]


def test_an_enumeration_runs_from_its_lead_in_to_its_last_item() -> None:
    text = "会议讲了别的事。抓好三项工作：一是修路；二是建桥；三是种树。最后散会。"
    (found,) = enumerations(text, sentences(text))
    assert text[found.start : found.end] == "抓好三项工作：一是修路；二是建桥；三是种树。"


def test_an_enumeration_whose_lead_in_is_a_sentence_of_its_own_takes_it_along() -> None:
    text = "他提出三点要求。一是修路。二是建桥。散会。"
    (found,) = enumerations(text, sentences(text))
    assert text[found.start : found.end] == "他提出三点要求。一是修路。二是建桥。"
