"""What a terminal shows of an answer and its sources."""

from __future__ import annotations

from assistant.answer.citations import Citation
from assistant.answer.model import AnswerLine, Piece
from assistant.cli.output import answer_lines
from assistant.schema import Answer

HEADING = "一、2021年工作回顾"
SENTENCE = "全年造林2.4万亩"


def source(n: int, doc: str, quote: str, exact: str) -> Citation:
    """A source below the heading, of which the answer takes `exact`."""
    at = quote.index(exact)
    return Citation(
        n, doc, f"{doc}的标题", "岚屏县", "2022-01-15", 100, 100 + len(quote), quote,
        headings=(HEADING,), exact=((100 + at, 100 + at + len(exact)),),
    )  # fmt: skip


def shown(*sources: Citation) -> str:
    """What the terminal shows of an answer with these sources."""
    line = AnswerLine((Piece("岚屏县2021年：造林2.4万亩", tuple(each.n for each in sources)),))
    answer = Answer(
        id="1", question="造林多少？", lines=(line,), abstained=False, citations=sources, seconds=0.1
    )
    return "\n".join(answer_lines(answer))


def test_a_source_that_gives_a_heading_alone_is_left_out_beside_a_sentence_of_its_document() -> None:
    sentence = source(1, "岚屏.txt", f"{SENTENCE}。", SENTENCE)
    heading = source(2, "岚屏.txt", f"{HEADING}\n过去的一年不平凡。", HEADING)
    text = shown(sentence, heading)
    assert "造林2.4万亩[1]\n" in text and SENTENCE in text
    assert "[2]" not in text and "过去的一年" not in text


def test_a_heading_stays_where_nothing_else_of_its_document_does() -> None:
    sentence = source(1, "岚屏.txt", f"{SENTENCE}。", SENTENCE)
    elsewhere = source(2, "泊舟.txt", f"{HEADING}\n过去的一年不平凡。", HEADING)
    assert "[1][2]" in shown(sentence, elsewhere) and "泊舟.txt:100" in shown(sentence, elsewhere)
    assert "[2]" in shown(elsewhere)


def test_a_sentence_that_repeats_a_heading_with_more_words_is_no_heading() -> None:
    sentence = source(1, "岚屏.txt", f"{SENTENCE}。", SENTENCE)
    dated = source(2, "岚屏.txt", "2021年工作回顾之外，另述三事。", "2021年工作回顾之外，另述三事")
    assert "[1][2]" in shown(sentence, dated)


def test_of_a_long_passage_the_sentence_taken_is_shown_and_not_what_comes_before_it() -> None:
    before = "这一年我们迎难而上。" * 20
    assert f"    ……{SENTENCE}，成活率高。" in shown(
        source(1, "岚屏.txt", f"{before}{SENTENCE}，成活率高。", SENTENCE)
    )
    assert f"    这一年。{SENTENCE}。" in shown(source(1, "岚屏.txt", f"这一年。{SENTENCE}。", SENTENCE))
