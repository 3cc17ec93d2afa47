"""The command line: `xianwen ingest | ask | search | list | status | serve`.

stdout carries the result, under --json nothing but JSON; progress and notices go to stderr.
"""

from __future__ import annotations

import argparse
import json
import logging
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ingest.errors import XianwenError
from ingest.settings import Settings

if TYPE_CHECKING:
    from assistant.ask import Assistant
    from assistant.records import Answer, ScoredPassage
    from ingest.library import Library
    from ingest.sync import Progress

EXIT_FAILED_FILES = 1
EXIT_USER_ERROR = 2
KIND_NAMES = {"work-report": "工作报告", "news": "新闻", "speech": "讲话", "plan": "规划", "other": "其他"}


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code. A user's mistake is one line on stderr and exit 2."""
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s: %(message)s")
    args = _parser().parse_args(argv)
    try:
        return int(args.run(args, _settings(args)))
    except XianwenError as error:
        print(f"xianwen: {error}", file=sys.stderr)
        return EXIT_USER_ERROR
    except KeyboardInterrupt:
        print("xianwen: 已中断。(Interrupted.)", file=sys.stderr)
        return 130
    except BrokenPipeError:
        sys.stderr.close()
        return 0


def _parser() -> argparse.ArgumentParser:
    common = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    common.add_argument("--library", metavar="DIR", type=Path, help="资料库所在文件夹（默认 ./library 或 XIANWEN_LIBRARY）")
    common.add_argument("--json", action="store_true", help="标准输出只打印 JSON")
    parser = argparse.ArgumentParser(prog="xianwen", description="县问：问县域报告，答案句句有出处。", parents=[common])
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="COMMAND")

    def verb(name: str, run: Callable[[argparse.Namespace, Settings], int], help: str) -> argparse.ArgumentParser:
        sub = verbs.add_parser(name, help=help, description=help, parents=[common])
        sub.set_defaults(run=run)
        return sub

    ingest = verb("ingest", _ingest, "让资料库与 PATH 一致：新增、更新、移除")
    ingest.add_argument("paths", nargs="+", type=Path, metavar="PATH")
    ingest.add_argument("--keep-missing", action="store_true", help="文件夹里已不存在的文件仍保留在资料库中")
    ingest.add_argument("--if-empty", action="store_true", help="资料库里已有资料时什么也不做")
    ingest.add_argument("--re-embed", action="store_true", help="换用当前配置的向量模型，重新生成全部向量")
    ask = verb("ask", _ask, "提问，得到带出处的答案")
    ask.add_argument("question", nargs="?")
    ask.add_argument("--batch", type=Path, metavar="FILE", help="逐行读取 JSON 问题")
    search = verb("search", _search, "检索段落")
    search.add_argument("question", nargs="?")
    search.add_argument("--batch", type=Path, metavar="FILE", help="逐行读取 JSON 问题")
    search.add_argument("-k", type=_positive, default=10, help="每个问题返回的段落数（默认 10）")
    verb("list", _list, "列出资料")
    verb("status", _status, "资料库概况")
    serve = verb("serve", _serve, "启动网页")
    serve.add_argument("--host", default=argparse.SUPPRESS)
    serve.add_argument("--port", type=int, default=argparse.SUPPRESS)
    return parser


def _positive(text: str) -> int:
    if not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text} 不是正整数 (must be a positive whole number)")
    return int(text)


def _settings(args: argparse.Namespace) -> Settings:
    given = {name: getattr(args, name) for name in ("library", "host", "port") if hasattr(args, name)}
    return replace(Settings.from_environment(), **given)


def _as_json(args: argparse.Namespace) -> bool:
    return bool(getattr(args, "json", False))


def _print_json(value: Any) -> None:
    print(json.dumps(value, ensure_ascii=False), flush=True)


def _open(settings: Settings, *, create: bool = False) -> Library:
    from ingest.library import Library

    return Library.open(settings, create=create)


def _ingest(args: argparse.Namespace, settings: Settings) -> int:
    from ingest.library import Library
    from ingest.sync import sync

    library = Library.open(settings, create=True, re_embed=args.re_embed)
    if args.if_empty and library.passage_count():
        library.close()
        print("资料库里已有资料，未作改动。(The library is not empty: nothing done.)", file=sys.stderr)
        return 0
    try:
        with _ProgressBar() as bar:
            report = sync(library, args.paths, keep_missing=args.keep_missing, re_embed=args.re_embed, progress=bar.show)
    finally:
        library.close()
    if _as_json(args):
        _print_json(report.as_json())
    else:
        print(
            f"新增 {report.added}，更新 {report.changed}，未变 {report.unchanged}，移除 {report.removed}，"
            f"失败 {len(report.failed)}；共 {report.passages} 段，用时 {report.seconds:.1f} 秒"
        )
        for failure in report.failed:
            print(f"  失败 {failure.path}：{failure.reason}")
    return EXIT_FAILED_FILES if report.failed else 0


class _ProgressBar:
    """A bar on stderr that appears only when there is something to wait for."""

    def __init__(self) -> None:
        self._bar: Any = None

    def __enter__(self) -> _ProgressBar:
        return self

    def show(self, progress: Progress) -> None:
        from tqdm import tqdm

        if self._bar is None:
            self._bar = tqdm(total=progress.total, unit="份", file=sys.stderr, desc="入库", leave=False, delay=0.5)
        self._bar.total = progress.total
        self._bar.set_postfix_str(progress.doc[-30:], refresh=False)
        self._bar.update(progress.done - self._bar.n)

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.close()


def _ask(args: argparse.Namespace, settings: Settings) -> int:
    from assistant.ask import Assistant

    items = _questions(args)
    library = _open(settings)
    try:
        assistant = Assistant(library)
        for id_, turns, question in items:
            answer = _answered(assistant, id_, turns, question, keep_going=args.batch is not None)
            if _as_json(args):
                _print_json(answer.as_json())
            else:
                _show_answer(answer)
    finally:
        library.close()
    return 0


def _answered(assistant: Assistant, id_: str, turns: Sequence[str], question: str, *, keep_going: bool) -> Answer:
    """The answer; in a batch a question that cannot be asked is answered by the reason."""
    from assistant.records import Answer
    from ingest.errors import QuestionError

    try:
        return assistant.ask(question, turns, id=id_)
    except QuestionError as error:
        if not keep_going:
            raise
        return Answer(id=id_, question=question, text=str(error), abstained=True, citations=(), seconds=0.0)


def _show_answer(answer: Answer) -> None:
    if answer.resolved:
        print(f"（理解为：{answer.resolved}）\n")
    print(answer.text.replace("**", ""))
    for c in answer.citations:
        about = "，".join(filter(None, [c.region, c.date]))
        print(f"\n[{c.n}] {c.title}" + (f"（{about}）" if about else "") + f"\n    {c.doc}:{c.start}-{c.end}\n    {_excerpt(c.quote)}")


def _excerpt(text: str, length: int = 120) -> str:
    line = " ".join(text.split())
    return line if len(line) <= length else line[:length] + "……"


def _search(args: argparse.Namespace, settings: Settings) -> int:
    from assistant.ask import Assistant
    from ingest.errors import QuestionError

    items = _questions(args)
    library = _open(settings)
    try:
        assistant = Assistant(library)
        for id_, turns, question in items:
            began = time.perf_counter()
            try:
                found = assistant.search(question, turns, args.k)
            except QuestionError:
                if args.batch is None:
                    raise
                found = []
            seconds = time.perf_counter() - began
            if _as_json(args):
                _print_json({"id": id_, "passages": [_passage_json(s) for s in found], "seconds": round(seconds, 4)})
            else:
                _show_passages(found)
    finally:
        library.close()
    return 0


def _passage_json(scored: ScoredPassage) -> dict[str, Any]:
    p = scored.passage
    return {
        "doc": p.doc,
        "title": p.title,
        "region": p.region,
        "date": p.date,
        "start": p.start,
        "end": p.end,
        "score": round(scored.score, 4),
        "text": p.text,
    }


def _show_passages(found: Iterable[ScoredPassage]) -> None:
    for rank, scored in enumerate(found, 1):
        p = scored.passage
        print(f"{rank:2}. {scored.score:6.2f}  {p.title}  {p.doc}:{p.start}-{p.end}\n    {_excerpt(p.text)}")


def _questions(args: argparse.Namespace) -> list[tuple[str, list[str], str]]:
    """(id, earlier turns, question) for each question of the command line or of the batch file."""
    if args.batch is None:
        if args.question is None:
            raise XianwenError('请给出问题，例如 xianwen ask "……"，或用 --batch FILE。(Give a question or --batch FILE.)')
        return [("1", [], args.question)]
    try:
        lines = args.batch.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise XianwenError(f"读不了问题文件 {args.batch}：{error}。(Cannot read the batch file.)") from error
    return list(_batch_lines(args.batch, lines))


def _batch_lines(path: Path, lines: Sequence[str]) -> Iterator[tuple[str, list[str], str]]:
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            item = json.loads(line)
        except json.JSONDecodeError as error:
            raise XianwenError(f"{path} 第 {number} 行不是 JSON：{error.msg}。(Line {number} is not JSON.)") from error
        turns = item.get("turns") if isinstance(item, dict) else None
        turns = turns or ([item["question"]] if isinstance(item, dict) and "question" in item else None)
        if not turns or not all(isinstance(turn, str) for turn in turns):
            raise XianwenError(f'{path} 第 {number} 行要有 "question" 或 "turns"。(Line {number} has no question.)')
        yield str(item.get("id", number)), turns[:-1], turns[-1]


def _list(args: argparse.Namespace, settings: Settings) -> int:
    library = _open(settings)
    documents = library.documents()
    library.close()
    if _as_json(args):
        fields = ("doc", "title", "region", "date", "kind", "passages", "state", "reason")
        _print_json({"documents": [{name: getattr(d, name) for name in fields} for d in documents]})
        return 0
    for d in documents:
        about = f"{d.region or '—'}  {d.date or '—'}  {KIND_NAMES[d.kind]}  {d.passages} 段"
        print(f"{d.doc}\n    {d.title}\n    {about}" + (f"\n    ! {d.reason}" if d.reason else ""))
    print(f"共 {len(documents)} 份")
    return 0


def _status(args: argparse.Namespace, settings: Settings) -> int:
    library = _open(settings)
    documents = library.documents()
    ready = [d for d in documents if d.state == "ready"]
    damage = library.damage()
    status = {
        "library": str(settings.library.resolve()),
        "documents": len(ready),
        "failed": len(documents) - len(ready),
        "passages": library.passage_count(),
        "regions": len({d.region for d in ready if d.region}),
        "embedding": library.embedder.name,
        "llm": None,
        "healthy": not damage,
        "damaged": damage,
    }
    library.close()
    if _as_json(args):
        _print_json(status)
        return 0
    print(f"资料库 {status['library']}")
    print(f"资料 {status['documents']} 份，{status['passages']} 段，涉及 {status['regions']} 个地区；未能入库 {status['failed']} 份")
    print(f"向量模型 {status['embedding']}；大模型 未配置，答案摘自原文")
    print(f"索引损坏：{'、'.join(damage)}。请运行 xianwen ingest --re-embed PATH 重建。" if damage else "索引完好")
    return 0


def _serve(args: argparse.Namespace, settings: Settings) -> int:
    from assistant.web import serve

    serve(settings)
    return 0


if __name__ == "__main__":
    sys.exit(main())
