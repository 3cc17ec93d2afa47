"""The command line: `xianwen ingest | ask | search | list | status | eval | serve | user`.

stdout carries the result, under --json nothing but JSON; progress and notices go to stderr.
"""

from __future__ import annotations

import argparse
import io
import json
import logging
import os
import re
import sys
import time
from collections.abc import Iterable, Sequence
from contextlib import closing
from typing import TYPE_CHECKING, Any

from assistant.cli.output import (
    advice_lines,
    answer_lines,
    document_lines,
    passage_lines,
    report_lines,
    source_lines,
    status_lines,
)
from assistant.cli.parser import EXIT_USER_ERROR, parser_of
from assistant.evaluation.question_file import BatchQuestion, question_of, read_lines
from assistant.evaluation.report import evaluation_lines, percent
from assistant.markup import to_plain
from ingest.errors import XianwenError
from ingest.settings import Settings

if TYPE_CHECKING:
    from assistant.pipeline import Assistant
    from assistant.schema import Answer
    from ingest.library.library import Library

EXIT_FAILED_FILES = 1
EXIT_TOO_FEW_RIGHT = 1
# JSON allows them in a string, but many a reader of lines takes them for line ends.
_LINE_ENDS = {ord(char): f"\\u{ord(char):04x}" for char in "\x85\u2028\u2029"}


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code. A user's mistake is one line on stderr and exit 2."""
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s: %(message)s")
    args = parser_of(VERBS).parse_args(argv)
    _prepare_output(as_json=_as_json(args))
    try:
        code = int(args.run(args, _settings(args)))
        sys.stdout.flush()
        return code
    except XianwenError as error:
        print(f"xianwen: {' '.join(str(error).split())}", file=sys.stderr)
        return EXIT_USER_ERROR
    except KeyboardInterrupt:
        print("xianwen: 已中断。(Interrupted.)", file=sys.stderr)
        return 130
    except BrokenPipeError:
        # Whoever read has seen enough. Python flushes once more at exit and must not fail then.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _prepare_output(*, as_json: bool) -> None:
    """Let nothing that is printed fail: a file name or an argument may hold bytes that are no text."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    if as_json and isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")


def _settings(args: argparse.Namespace) -> Settings:
    given = {
        name: getattr(args, name)
        for name in ("library", "host", "port", "without_sign_in", "open_browser")
        if hasattr(args, name)
    }
    return Settings.from_environment(**given)


def _as_json(args: argparse.Namespace) -> bool:
    return bool(getattr(args, "json", False))


def _print_json(value: Any) -> None:
    print(json.dumps(value, ensure_ascii=False).translate(_LINE_ENDS), flush=True)


def _print_lines(lines: Iterable[str]) -> None:
    for line in lines:
        print(line)


def _open(settings: Settings) -> Library:
    from ingest.library.library import Library

    return Library.open(settings)


def _ingest(args: argparse.Namespace, settings: Settings) -> int:
    from assistant.cli.progress import IngestBar
    from ingest.library.library import Library
    from ingest.sync.run import SyncReport, sync
    from ingest.sync.sources import canonical

    paths = canonical(args.paths)  # a mistyped path makes no library
    with (
        closing(Library.open(settings, create=True, re_embed=args.re_embed)) as library,
        IngestBar() as bar,
    ):
        if args.if_empty and library.passage_count():
            print("资料库里已有资料，未作改动。(The library is not empty: nothing done.)", file=sys.stderr)
            report = SyncReport(0, 0, 0, 0, (), library.passage_count(), 0.0)
        else:
            report = sync(
                library, paths, keep_missing=args.keep_missing, re_embed=args.re_embed, progress=bar.show
            )
    if _as_json(args):
        _print_json(report.as_json())
    else:
        _print_lines(report_lines(report))
    return EXIT_FAILED_FILES if report.failed else 0


def _ask(args: argparse.Namespace, settings: Settings) -> int:
    items = _questions(args)  # before the slow imports: a fault is told at once
    from assistant.llm.writer import configured
    from assistant.pipeline import Assistant

    with closing(_open(settings)) as library:
        assistant = Assistant(library, configured(settings))
        for item in items:
            if args.batch is None and not _as_json(args):
                _show(assistant.stream(item.question, item.turns, id=item.id))
                continue
            answer = _answered(assistant, item, keep_going=args.batch is not None)
            if _as_json(args):
                _print_json(answer.as_json())
            else:
                _print_lines(answer_lines(answer))
    return 0


def _show(parts: Iterable[str | Answer]) -> None:
    """Print an answer as it comes: a model's draft word by word, then, where it was changed, the answer that stands."""
    draft = ""
    for part in parts:
        if isinstance(part, str):
            draft += part
            print(part, end="", flush=True)
            continue
        if draft:
            print()
        if draft and _words_of(draft) != _words_of(to_plain(part.lines)):
            print("\n—— 核对来源之后 ——\n")
            _print_lines(answer_lines(part))
        else:
            _print_lines(source_lines(part) if draft else answer_lines(part))


def _words_of(text: str) -> str:
    """`text` without blanks and list dashes, to see whether two say the same."""
    return re.sub(r"^\s*[-*•] |\s+", "", text, flags=re.MULTILINE)


def _answered(assistant: Assistant, item: BatchQuestion, *, keep_going: bool) -> Answer:
    """The answer; in a batch a question that cannot be asked is answered by the reason."""
    from assistant.answer.model import AnswerLine, Piece
    from assistant.schema import Answer
    from ingest.errors import QuestionError

    try:
        return assistant.ask(item.question, item.turns, id=item.id)
    except QuestionError as error:
        if not keep_going:
            raise
        lines = (AnswerLine((Piece(str(error)),), "note"),)
        return Answer(
            id=item.id, question=item.question, lines=lines, abstained=True, citations=(), seconds=0.0
        )


def _search(args: argparse.Namespace, settings: Settings) -> int:
    items = _questions(args)  # before the slow imports: a fault is told at once
    from assistant.pipeline import Assistant
    from ingest.errors import QuestionError

    with closing(_open(settings)) as library:
        assistant = Assistant(library)
        for item in items:
            began = time.perf_counter()
            try:
                found = assistant.search(item.question, item.turns, args.k)
            except QuestionError:
                if args.batch is None:
                    raise
                found = []
            seconds = time.perf_counter() - began
            if _as_json(args):
                _print_json(
                    {
                        "id": item.id,
                        "passages": [s.as_json() for s in found],
                        "seconds": round(seconds, 4),
                    }
                )
            else:
                _print_lines(passage_lines(found))
    return 0


def _questions(args: argparse.Namespace) -> list[BatchQuestion]:
    """The questions of the command line or of the batch file."""
    if (args.batch is None) == (args.question is None):
        raise XianwenError(
            '请给出一个问题，例如 xianwen ask "……"，或用 --batch FILE，二者取一。(Give a question or --batch FILE.)'
        )
    if args.batch is None:
        return [BatchQuestion("1", (), args.question)]
    return [question_of(line) for line in read_lines(args.batch)]


def _list(args: argparse.Namespace, settings: Settings) -> int:
    with closing(_open(settings)) as library:
        documents = library.documents()
        to_read_again = library.catalog.read_without_tables()
    if _as_json(args):
        fields = ("doc", "title", "region", "date", "kind", "passages", "state", "reason")
        _print_json({"documents": [{name: getattr(d, name) for name in fields} for d in documents]})
        return 0
    for d in documents:
        _print_lines(document_lines(d))
    print(f"共 {len(documents)} 份")
    _print_lines(advice_lines(to_read_again))
    return 0


def _status(args: argparse.Namespace, settings: Settings) -> int:
    with closing(_open(settings)) as library:
        documents = library.documents()
        damage = library.damage()
        passages, embedding = library.passage_count(), library.embedder.name
        to_read_again = library.catalog.read_without_tables()
    ready = [d for d in documents if d.state == "ready"]
    status = {
        "library": str(settings.library.resolve()),
        "documents": len(ready),
        "failed": len(documents) - len(ready),
        "passages": passages,
        "to_read_again": to_read_again,
        "regions": len({d.region for d in ready if d.region}),
        "embedding": embedding,
        "llm": settings.llm,
        "healthy": not damage,
        "damaged": damage,
    }
    if _as_json(args):
        _print_json(status)
    else:
        _print_lines(status_lines(status))
    return 0


def _eval(args: argparse.Namespace, settings: Settings) -> int:
    from assistant.cli.progress import counted
    from assistant.evaluation.dataset import load
    from assistant.evaluation.metrics import DEEPEST, evaluate, ranking
    from assistant.llm.writer import configured
    from assistant.pipeline import Assistant

    questions = load(args.file)
    with closing(_open(settings)) as library:
        assistant = Assistant(library, configured(settings))
        answers, found = [], []
        for q in counted(questions, "提问", "问"):
            answers.append(assistant.ask(q.question, q.turns, id=q.id))
            found.append([scored.passage for scored in assistant.search(q.question, q.turns, DEEPEST)])
    result, ranks = evaluate(questions, answers), ranking(questions, found)
    if _as_json(args):
        worst = [wrong.as_json() for wrong in result.wrong[: args.worst]]
        _print_json({**result.as_json(), "retrieval": ranks.as_json(), "worst": worst})
    else:
        _print_lines(evaluation_lines(result, ranks, args.worst))
    if args.least is None or result.all.right >= args.least * result.all.of:
        return 0
    print(
        f"xianwen: 答对的比例 {percent(result.all.share)} 低于要求的 {percent(args.least)}。(Too few answers are right.)",
        file=sys.stderr,
    )
    return EXIT_TOO_FEW_RIGHT


def _serve(args: argparse.Namespace, settings: Settings) -> int:
    from assistant.web import serve

    serve(settings)
    return 0


def _user(args: argparse.Namespace, settings: Settings) -> int:
    from assistant.users import USERS_NAME, UserStore

    people = UserStore(settings.library / USERS_NAME)
    if args.change == "remove":
        people.remove(args.name)
    else:
        people.add(args.name, _password(), admin=args.admin)
    names = people.names
    told = f"用户 {'、'.join(names)}；网页要登录" if names else "没有用户了；网页不要登录，只在本机可用"
    print(f"{told}。（{people.path}）", file=sys.stderr)
    if _as_json(args):
        _print_json({"users": names})
    return 0


def _password() -> str:
    """The password typed twice at the terminal, or else the first line of standard input."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    from getpass import getpass

    password = getpass("密码：")
    if getpass("再输一遍：") != password:
        raise XianwenError("两次输入的密码不一样，没有改动。(The passwords differ; nothing was changed.)")
    return password


VERBS = {
    "ingest": _ingest,
    "ask": _ask,
    "search": _search,
    "list": _list,
    "status": _status,
    "eval": _eval,
    "serve": _serve,
    "user": _user,
}

if __name__ == "__main__":
    sys.exit(main())
