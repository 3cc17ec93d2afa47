"""What counts as a right answer, what a question file may hold, and that the measure agrees with its model."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answer.citations import Citation
from assistant.cli.main import main
from assistant.evaluation.dataset import GoldPassage, GoldQuestion, load_questions, normal
from assistant.evaluation.metrics import DEEPEST, Evaluation, evaluate, faults, grounded, limit, rank, ranking
from assistant.markup import from_markdown
from assistant.pipeline import Assistant
from assistant.schema import Answer
from ingest.errors import XianwenError
from ingest.library.library import Library
from ingest.settings import Settings
from ingest.sync.run import sync
from tests.assistant.passages import passage

ROOT = Path(__file__).resolve().parents[3]
SHARED = ROOT.parent / "shared"
SAMPLES = ROOT / "tests/data/sample_questions.jsonl"

ASKED = GoldQuestion(
    "1",
    "figure",
    (),
    "岚岭县竹编产业园新签了几个项目，总投资多少？",
    (("12个",), ("36亿元", "36亿")),
    (GoldPassage("岚岭.txt", "总投資36億元"),),
)
UNANSWERABLE = GoldQuestion("2", "unanswerable", (), "霜原县有几座机场？", answerable=False)


def cited(quote: str, doc: str = "报告/岚岭.txt", n: int = 1) -> Citation:
    return Citation(n, doc, "标题", "岚岭县", "2023", 0, len(quote), quote)


def answer(text: str, *citations: Citation, abstained: bool = False, seconds: float = 0.1) -> Answer:
    return Answer("1", "问", from_markdown(text), abstained, citations, seconds)


RIGHT = answer("新签项目**12个**，总投资**36亿元**。[1]", cited("新签12个项目，总投资36亿元"))


def kinds(reasons: Sequence[str]) -> list[str]:
    """The first two characters of each reason."""
    return [reason[:2] for reason in reasons]


@pytest.mark.parametrize(
    ("reply", "expected"),
    [
        (RIGHT, []),
        (replace(RIGHT, lines=from_markdown("新簽項目 12 個，總投資３６億。")), []),
        (replace(RIGHT, lines=from_markdown("新签项目1[1]2个，总投资36亿元。")), []),
        (replace(RIGHT, lines=from_markdown("新签项目12个。[1]")), ["缺少"]),
        (replace(RIGHT, lines=from_markdown("项目很多。[1]")), ["缺少"]),
        (replace(RIGHT, lines=from_markdown(RIGHT.text + "很" * 260)), ["过长"]),
        (replace(RIGHT, abstained=True), ["没有"]),
        (replace(RIGHT, citations=()), ["没有"]),
        (replace(RIGHT, citations=(cited("新签12个项目", doc="别的.txt"),)), ["没有"]),
        (replace(RIGHT, citations=(cited("新签12个项目", doc="别的岚岭.txt"),)), ["没有"]),
        (replace(RIGHT, citations=(cited("群众获得感增强"),)), ["没有"]),
        (replace(RIGHT, citations=(cited("别的"), cited("縂投资。總投資36億(yì)元", n=2))), []),
        (replace(RIGHT, citations=(cited("新签12个项目", doc="報告\\岚岭.txt"),)), []),
        (answer("项目很多。" + "很" * 260), ["缺少", "过长", "没有"]),
    ],
)
def test_an_answer_is_right_when_it_is_complete_short_and_cited(reply: Answer, expected: list[str]) -> None:
    assert kinds(faults(ASKED, reply)) == expected


def test_the_reason_names_what_is_missing_and_which_document_was_not_cited() -> None:
    reasons = faults(ASKED, answer("项目很多。"))
    assert reasons == ("缺少 12个、36亿元", "没有引用 岚岭.txt")


def test_where_there_is_no_answer_only_abstaining_is_right() -> None:
    assert faults(UNANSWERABLE, answer("资料库中没有找到。", abstained=True)) == ()
    assert faults(UNANSWERABLE, answer("两座[1]", cited("两座"))) == ("应当答“没有找到”，却作了答",)


def test_an_evidence_document_may_be_named_with_its_folders() -> None:
    inside = replace(ASKED, evidence=(GoldPassage("报告/岚岭.txt", "总投资"),))
    assert faults(inside, RIGHT) == ()
    assert faults(inside, replace(RIGHT, citations=(cited("总投资36亿元", doc="新闻/岚岭.txt"),)))


def test_an_answer_that_must_name_more_things_may_be_longer() -> None:
    groups = tuple((name,) for name in "甲乙丙丁戊")
    assert limit(replace(ASKED, type="list", gold=groups[:3])) == 420
    assert limit(replace(ASKED, type="list", gold=groups)) == 540
    assert limit(replace(ASKED, type="自拟的类型", gold=groups[:1])) == 420
    assert limit(replace(ASKED, type="yesno", gold=groups[:4])) == 380


@pytest.mark.parametrize(
    ("text", "quote", "expected"),
    [
        ("总投资36亿元，增长8.5%[1]", "总投资36亿元，增长8.5%", (2, 2)),
        ("总投资36亿元，增长9.5%[1]", "总投资36亿元，增长8.5%", (1, 2)),
        ("总投资1,200万元", "总投资1200万元", (1, 1)),
        ("总投資３６億元", "总投资36亿元", (1, 1)),
        ("共2处", "共2处", (1, 1)),
        ("第2，第3", "", (0, 0)),
        ("没有数字[12]", "", (0, 0)),
    ],
)
def test_a_figure_is_grounded_when_it_stands_in_a_cited_passage(
    text: str, quote: str, expected: tuple[int, int]
) -> None:
    share = grounded(answer(text, cited(quote)))
    assert (share.right, share.of) == expected


@given(st.text(alphabet="園园 12,三(qū)Ａa*\u200b亿亿元"))
def test_normal_text_is_normal_already(text: str) -> None:
    once = normal(text)
    assert " " not in once and "*" not in once
    assert once == once.lower()
    assert normal(once + "岚") == once + "岚"


def test_results_are_told_apart_by_type_and_the_worst_come_first() -> None:
    questions = [ASKED, replace(ASKED, id="3"), replace(ASKED, id="4", type="list"), UNANSWERABLE]
    answers = [
        replace(RIGHT, abstained=True, seconds=0.4),
        replace(RIGHT, seconds=0.1),
        replace(RIGHT, lines=from_markdown("很多。"), seconds=0.2),
        answer("两座机场，跑道3000米[1]", cited("别的"), seconds=0.3),
    ]
    result = evaluate(questions, answers)
    shares = {name: (share.right, share.of) for name, share in result.types.items()}
    assert shares == {"figure": (1, 2), "list": (0, 1), "unanswerable": (0, 1)}
    assert (result.all.right, result.all.of, result.all.share) == (1, 4, 0.25)
    assert (result.answerable.right, result.abstention.right, result.abstention.of) == (1, 0, 1)
    assert [wrong.question.id for wrong in result.wrong] == ["2", "4", "1"]
    assert (result.grounded.right, result.grounded.of) == (2, 3)
    assert (result.p50, result.p95) == (0.3, 0.4)


def test_a_share_of_nothing_is_none_and_no_error() -> None:
    result = evaluate([UNANSWERABLE], [answer("没有找到。", abstained=True)])
    assert result.answerable.share is None and result.grounded.share is None
    assert ranking([UNANSWERABLE], [[]]).as_json() == {
        "hit@1": None, "hit@3": None, "hit@5": None, "hit@10": None, "mrr": None, "of": 0,
    }  # fmt: skip


def test_the_rank_is_that_of_the_first_passage_that_holds_the_evidence() -> None:
    doc = "报告/岚岭.txt"
    evidence = passage("園區(qū)总投资 36 亿元", doc=doc)
    others = [passage("总投资36亿元", doc="别的.txt"), passage("没有", doc=doc)]
    assert rank(ASKED, [evidence, *others]) == 1
    assert rank(ASKED, [*others, evidence, evidence]) == 3
    assert rank(ASKED, others) is None
    measured = ranking([ASKED, ASKED, ASKED, UNANSWERABLE], [[evidence], [*others, evidence], others, []])
    assert measured.hits == {1: 1 / 3, 3: 2 / 3, 5: 2 / 3, 10: 2 / 3}
    assert measured.mrr == pytest.approx((1 + 1 / 3) / 3)
    assert measured.of == 3


LINE = {
    "id": "1",
    "type": "figure",
    "question": "多少？",
    "gold": [["1个"]],
    "evidence": [{"doc": "a", "contains": "b"}],
}


def written(path: Path, *lines: object) -> Path:
    text = "\n".join(
        line if isinstance(line, str) else json.dumps(line, ensure_ascii=False) for line in lines
    )
    path.write_text(text, encoding="utf-8")
    return path


def test_a_question_file_is_read_with_its_defaults(tmp_path: Path) -> None:
    dialogue = {**LINE, "id": 9, "turns": ["甲县多少？", "乙县呢？"]}
    bare = {"question": "有吗？", "answerable": False}
    path = written(tmp_path / "q.jsonl", "\ufeff" + json.dumps(LINE), "", dialogue, bare)
    first, second, third = load_questions(path)
    assert first == GoldQuestion("1", "figure", (), "多少？", (("1个",),), (GoldPassage("a", "b"),))
    assert (second.id, second.turns, second.question) == ("9", ("甲县多少？",), "乙县呢？")
    assert third == GoldQuestion("4", "?", (), "有吗？", answerable=False)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("{", "不是 JSON"),
        ("[" * 100_000, "不是 JSON"),
        ("3", "JSON 对象"),
        ({**LINE, "question": None}, '"question"'),
        ({**LINE, "turns": "多少？"}, '"turns"'),
        ({**LINE, "question": " "}, "空的"),
        ({**LINE, "question": "县" * 5000}, "5000"),
        ({**LINE, "turns": ["……", "多少？"]}, "标点"),
        ({**LINE, "type": 3}, '"type"'),
        ({**LINE, "answerable": "no"}, '"answerable"'),
        ({**LINE, "gold": []}, '"answerable": false'),
        ({**LINE, "evidence": None}, '"answerable": false'),
        ({**LINE, "gold": ["1个"]}, '"gold"'),
        ({**LINE, "gold": [[]]}, '"gold"'),
        ({**LINE, "gold": [["1个", 2]]}, '"gold"'),
        ({**LINE, "gold": [[" ** "]]}, '"gold"'),
        ({**LINE, "evidence": ["a"]}, '"evidence"'),
        ({**LINE, "evidence": [{"doc": "a"}]}, '"evidence"'),
        (LINE, "与第 1 行相同"),
    ],
)
def test_a_fault_in_a_question_file_is_told_with_its_line(tmp_path: Path, line: object, told: str) -> None:
    path = written(
        tmp_path / "q.jsonl",
        LINE,
        "",
        {**line, "id": "2"} if isinstance(line, dict) and line is not LINE else line,
    )
    with pytest.raises(XianwenError) as error:
        load_questions(path)
    assert "第 3 行" in str(error.value) and told in str(error.value)


def test_a_file_without_questions_is_refused(tmp_path: Path) -> None:
    with pytest.raises(XianwenError, match="没有问题"):
        load_questions(written(tmp_path / "q.jsonl", "", ""))
    with pytest.raises(XianwenError, match="读不了"):
        load_questions(tmp_path / "none.jsonl")


def test_the_example_in_the_documentation_is_a_question_file(tmp_path: Path) -> None:
    text = (ROOT / "docs/questions.md").read_text(encoding="utf-8")
    example = text.split("```json\n")[1].split("```")[0]
    questions = load_questions(written(tmp_path / "q.jsonl", example))
    assert [question.answerable for question in questions] == [True, True, False]
    assert questions[1].turns


# The verb, over the sample reports.


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("samples")
    library = Library.open(Settings(library=folder), create=True)
    sync(library, [ROOT / "reports"])
    library.close()
    return folder


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three of the sample questions, and one that cannot be right."""
    lines = SAMPLES.read_text(encoding="utf-8").splitlines()
    unanswerable = next(line for line in lines if '"unanswerable"' in line)
    wrong = {**json.loads(lines[0]), "id": "wrong", "gold": [["不是这样"]]}
    return written(tmp_path_factory.mktemp("few") / "q.jsonl", lines[0], lines[2], unanswerable, wrong)


def test_eval_prints_a_table_and_the_worst_cases(
    samples: Path, few: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--library", str(samples), "eval", str(few)]) == 0
    out = capsys.readouterr().out
    assert "✗ wrong [figure]" in out and "缺少 不是这样" in out and "答：" in out
    assert "75.0%     3/4    答对" in out
    assert "hit@1" in out and "mrr" in out
    assert main(["--library", str(samples), "eval", str(few), "--worst", "0"]) == 0
    assert "✗" not in capsys.readouterr().out


def test_eval_fails_when_too_few_answers_are_right(
    samples: Path, few: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["--library", str(samples), "eval", str(few), "--json", "--least"]
    assert main([*command, "0.75"]) == 0
    result = json.loads(capsys.readouterr().out)
    assert result["all"] == {"right": 3, "of": 4, "share": 0.75}
    assert result["worst"][0]["id"] == "wrong" and result["worst"][0]["reasons"] == ["缺少 不是这样"]
    assert result["retrieval"]["of"] == 3
    assert main([*command, "0.76"]) == 1
    captured = capsys.readouterr()
    assert json.loads(captured.out) and "75.0%" in captured.err and "76.0%" in captured.err


# Against the measure that this one restates.


def scored(questions: Path, replies: Path, *flags: str) -> Any:
    command = [sys.executable, str(SHARED / "eval/score.py"), str(questions), str(replies), *flags]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True).stdout


def as_scored(result: Evaluation) -> dict[str, Any]:
    """`result` in the fields of score.py."""
    shares = {
        **result.types,
        "ALL": result.all,
        "answerable": result.answerable,
        "abstain": result.abstention,
    }
    figures = result.grounded.as_json()
    return {
        **{name: share.as_json() for name, share in shares.items() if share.of},
        "grounded_figures": {"in_quotes": figures["right"], "of": figures["of"], "share": figures["share"]},
        "seconds": result.as_json()["seconds"],
    }


@pytest.mark.slow
@pytest.mark.shared
@pytest.mark.skipif(not (SHARED / "eval/score.py").is_file(), reason="../shared/eval is not here")
def test_the_measure_agrees_with_the_one_it_restates(samples: Path, tmp_path: Path) -> None:
    questions = load_questions(SAMPLES)
    library = Library.open(Settings(library=samples))
    assistant = Assistant(library)
    answers = [assistant.ask(q.question, q.turns, id=q.id) for q in questions]
    found = [[s.passage for s in assistant.search(q.question, q.turns, DEEPEST)] for q in questions]
    library.close()
    replies = written(tmp_path / "answers.jsonl", *(a.as_json() for a in answers))
    lists = [
        {"id": q.id, "passages": [{"doc": p.doc, "text": p.text} for p in passages]}
        for q, passages in zip(questions, found, strict=True)
    ]
    ranked = written(tmp_path / "ranked.jsonl", *lists)

    result = evaluate(questions, answers)
    assert result.wrong, "a comparison without a wrong answer shows little"
    assert as_scored(result) == json.loads(scored(SAMPLES, replies, "--json"))
    assert ranking(questions, found).as_json() == json.loads(scored(SAMPLES, ranked, "--retrieval", "--json"))
    told = scored(SAMPLES, replies, "--worst", "1000").splitlines()
    reasons = {
        head.split()[1]: why.count("; ") + 1
        for head, why in zip(told, told[1:], strict=False)
        if head.startswith("- ")
    }
    assert {wrong.question.id: len(wrong.reasons) for wrong in result.wrong} == reasons
