"""The command line: `xianwen ingest | ask | search | facts | projects | list | status | verify | rebuild | backup | restore | check-model | describe | refresh | eval | serve | user`.

stdout carries the result, under --json nothing but JSON; progress and notices go to stderr.
"""

from __future__ import annotations

import argparse
import io
import os
import sys
import time
from collections.abc import Iterable, Sequence
from contextlib import closing
from typing import TYPE_CHECKING

from assistant.cli.describe_command import describe
from assistant.cli.eval_command import evaluate
from assistant.cli.ledger_command import facts, projects
from assistant.cli.library_commands import change_users, ingest, list_documents, opened, refresh, status
from assistant.cli.logs import report
from assistant.cli.model_command import check_model
from assistant.cli.outline_command import outline
from assistant.cli.output import (
    answer_lines,
    next_lines,
    passage_lines,
    print_json,
    print_lines,
)
from assistant.cli.parser import EXIT_USER_ERROR, parser_of, wants_json
from assistant.cli.safety_commands import backup, rebuild, restore, verify
from assistant.evaluation.question_file import BatchQuestion, question_of, read_lines
from ingest.errors import XianwenError
from ingest.settings import Settings

if TYPE_CHECKING:
    from assistant.answer.model import AnswerLine
    from assistant.pipeline import Assistant
    from assistant.question.filters import Filters
    from assistant.schema import Answer


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code. A user's mistake is one line on stderr and exit 2."""
    args = parser_of(VERBS).parse_args(argv)
    report(getattr(args, "verbose", 0))
    _prepare_output(as_json=wants_json(args))
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


def _ask(args: argparse.Namespace, settings: Settings) -> int:
    items = _questions(args)  # before the slow imports: a fault is reported at once
    from assistant.llm.writer import configured_writer
    from assistant.pipeline import Assistant

    with closing(opened(settings)) as library:
        # What is quoted needs no model, nor that it is configured well.
        assistant = Assistant(library, None if args.fast else configured_writer(settings))
        filters = assistant.checked(_filters(args))
        for item in items:
            if args.batch is None and not wants_json(args):
                answer = _show(assistant.stream(item.question, item.turns, id=item.id, filters=filters))
                if answer.abstained or answer.about_library:
                    further = assistant.next_questions(answer, filters)
                    print_lines(next_lines(further, in_english=answer.in_english))
                continue
            answer = _answered(assistant, item, filters, keep_going=args.batch is not None)
            if wants_json(args):
                print_json(answer.as_json())
            else:
                print_lines(answer_lines(answer))
    return 0


def _show(answers: Iterable[Answer]) -> Answer:
    """Print what is quoted at once, then what a model made of it, and return the answer that stands."""
    quoted: Answer | None = None
    for answer in answers:
        if quoted is None:
            print_lines(answer_lines(answer))
            sys.stdout.flush()
            if answer.pending:
                print("xianwen: 模型正在写答复……（Ctrl+C 停下）(The model is writing.)", file=sys.stderr)
        elif answer.mode == "llm" or _without_note(answer) != quoted.lines:
            # A follow-up that the model completed in other words than the rules may have another quotation.
            print("\n—— 模型的答复 ——\n" if answer.mode == "llm" else "")
            print_lines(answer_lines(answer))
        elif answer.lines != quoted.lines:
            print(f"\n{answer.lines[-1].text}")
        quoted = answer
    if quoted is None:
        raise RuntimeError("the assistant gave no answer")
    return quoted


def _without_note(answer: Answer) -> tuple[AnswerLine, ...]:
    return tuple(line for line in answer.lines if line.role != "fell_back")


def _answered(assistant: Assistant, item: BatchQuestion, filters: Filters, *, keep_going: bool) -> Answer:
    """Return the answer; in a batch, a question that cannot be asked is answered with the reason."""
    from assistant.answer.model import AnswerLine, Piece
    from assistant.schema import Answer
    from ingest.errors import QuestionError

    try:
        return assistant.ask(item.question, item.turns, id=item.id, filters=filters)
    except QuestionError as error:
        if not keep_going:
            raise
        lines = (AnswerLine((Piece(str(error)),), "note"),)
        return Answer(
            id=item.id, question=item.question, lines=lines, abstained=True, citations=(), seconds=0.0
        )


def _search(args: argparse.Namespace, settings: Settings) -> int:
    items = _questions(args)  # before the slow imports: a fault is reported at once
    from assistant.pipeline import Assistant
    from ingest.errors import QuestionError

    with closing(opened(settings)) as library:
        assistant = Assistant(library)
        filters = assistant.checked(_filters(args))
        for item in items:
            began = time.perf_counter()
            try:
                found = assistant.search(item.question, item.turns, args.k, filters=filters)
            except QuestionError:
                if args.batch is None:
                    raise
                found = []
            seconds = time.perf_counter() - began
            if wants_json(args):
                print_json(
                    {
                        "id": item.id,
                        "passages": [s.as_json() for s in found],
                        "seconds": round(seconds, 4),
                    }
                )
            else:
                print_lines(passage_lines(found))
                if not found:
                    print("xianwen: 没有找到相关的段落。(No passages found.)", file=sys.stderr)
    return 0


def _filters(args: argparse.Namespace) -> Filters:
    """Return the restrictions that the command line asks for."""
    from assistant.question.filters import Filters

    regions, years = args.region, args.year
    return Filters(
        None if regions is None else tuple(dict.fromkeys(regions)),
        None if years is None else tuple(sorted(set(years))),
        tuple(args.kind or ()),
    )


def _questions(args: argparse.Namespace) -> list[BatchQuestion]:
    """Return the questions of the command line or of the batch file."""
    if (args.batch is None) == (args.question is None):
        raise XianwenError(
            '请给出一个问题，例如 xianwen ask "……"，或用 --batch FILE，二者取一。(Give a question or --batch FILE.)'
        )
    if args.batch is None:
        return [BatchQuestion("1", (), args.question)]
    return [question_of(line) for line in read_lines(args.batch)]


def _serve(args: argparse.Namespace, settings: Settings) -> int:
    from assistant.web import serve

    serve(settings)
    return 0


VERBS = {
    "ingest": ingest,
    "ask": _ask,
    "search": _search,
    "facts": facts,
    "projects": projects,
    "list": list_documents,
    "outline": outline,
    "status": status,
    "verify": verify,
    "rebuild": rebuild,
    "backup": backup,
    "restore": restore,
    "check-model": check_model,
    "describe": describe,
    "refresh": refresh,
    "eval": evaluate,
    "serve": _serve,
    "user": change_users,
}

if __name__ == "__main__":
    sys.exit(main())
