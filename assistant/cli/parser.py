"""The arguments of the command line, and the messages for wrong ones."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NoReturn, get_args

from assistant import __version__
from assistant.ledger.wording import FACT_STATES, MEASURES, PERIODS, PROJECT_STATES, code_of, words_for
from ingest.schema import Kind
from ingest.settings import Settings

Verb = Callable[[argparse.Namespace, Settings], int]
EXIT_USER_ERROR = 2
MAX_PASSAGES = 1000


def parser_of(verbs: Mapping[str, Verb]) -> argparse.ArgumentParser:
    """Return the parser of the command line.

    Args:
        verbs: name of a verb → what runs it; every verb of the contract is there.
    """
    common = _Parser(add_help=False, argument_default=argparse.SUPPRESS)
    common.add_argument(
        "--library", metavar="DIR", type=_path, help="资料库所在文件夹（默认 ./library 或 XIANWEN_LIBRARY）"
    )
    common.add_argument("--json", action="store_true", help="标准输出只打印 JSON")
    common.add_argument(
        "-v", "--verbose", action="count", help="在标准错误上报告各步骤和用时；-vv 报告得更细，供排查问题"
    )
    parser = _Parser(prog="xianwen", description="县问：问县域报告，答案句句有出处。", parents=[common])
    parser.add_argument("--version", action="version", version=f"xianwen {__version__}", help="打印版本")
    commands = parser.add_subparsers(dest="verb", required=True, metavar="COMMAND")

    def verb(name: str, help: str) -> argparse.ArgumentParser:
        command = commands.add_parser(name, help=help, description=help, parents=[common])
        command.set_defaults(run=verbs[name])
        return command

    ingest = verb("ingest", "让资料库与 PATH 一致：新增、更新、移除")
    ingest.add_argument(
        "paths", nargs="*", type=_path, metavar="PATH", help="文件或文件夹；只有 --re-embed 可以不给"
    )
    ingest.add_argument("--keep-missing", action="store_true", help="文件夹里已不存在的文件仍保留在资料库中")
    ingest.add_argument("--if-empty", action="store_true", help="资料库里已有资料时什么也不做")
    ingest.add_argument(
        "--re-embed", action="store_true", help="换用当前配置的向量模型，重新生成资料库里全部向量"
    )
    ask = verb("ask", "提问，得到带出处的答案")
    ask.add_argument("question", nargs="?")
    ask.add_argument("--batch", type=_path, metavar="FILE", help="逐行读取 JSON 问题")
    ask.add_argument("--fast", action="store_true", help="只要摘自原文的答案，配置了模型也不问它")
    _filter_arguments(ask)
    search = verb("search", "检索段落")
    search.add_argument("question", nargs="?")
    search.add_argument("--batch", type=_path, metavar="FILE", help="逐行读取 JSON 问题")
    search.add_argument("-k", type=_positive, default=10, help="每个问题返回的段落数（默认 10）")
    _filter_arguments(search)
    _fact_arguments(verb("facts", "资料里讲到的指标数值，每个都有出处；也可确认、更正其中一格"))
    _project_arguments(verb("projects", "资料里讲到的项目，每个都有出处"))
    listing = verb("list", "列出资料")
    listing.add_argument("--warnings", action="store_true", help="只列有提醒的")
    outline = verb("outline", "一份资料的提纲：各部分的标题和要点")
    outline.add_argument("doc", metavar="DOC", help="文档名，如 xianwen list 所列")
    verb("status", "资料库概况")
    verb("verify", "逐段查验资料库：目录、两个索引、对话；有损坏时退出码为 1")
    verb("rebuild", "由目录重建两个索引，不读文件；索引损坏时用")
    backup = verb("backup", "把资料库存成一个文件（目录、更正、对话、用户、上传的文件），正在用也可以")
    backup.add_argument("file", type=_path, metavar="FILE", help="新建的 zip 文件，或一个文件夹")
    restore = verb("restore", "从备份恢复资料库，原来的文件留在旁边")
    restore.add_argument(
        "file", nargs="?", type=_path, metavar="FILE", help="备份文件；不给，就用程序自己留的目录备份"
    )
    restore.add_argument("--replace", action="store_true", help="资料库完好也用备份代替它")
    verb("check-model", "试一试配置的大模型：读写多快、写不写出处、用不用中文，该等它多久")
    _describe_arguments(verb("describe", "一份资料是哪里的、何时的、从何而来；给出选项就更正"))
    verb("refresh", "重新识别由旧版程序读取的资料；没有变的不重新生成向量，可随时中断，下次接着做")
    evaluate = verb(
        "eval", "用带标准答案的问题文件衡量答案和检索（格式见 docs/questions.md），或用标注衡量台账"
    )
    evaluate.add_argument("file", nargs="?", type=_path, metavar="FILE")
    evaluate.add_argument(
        "--facts", type=_path, metavar="FILE", help="用标注文件衡量台账（格式见 docs/ledger-labels.md）"
    )
    evaluate.add_argument(
        "--anew", action="store_true", help="与 --facts 同用：不看已存的台账，由存储文本重新提取，改程序时用"
    )
    evaluate.add_argument("--show", action="store_true", help="与 --facts 同用：列出漏掉、不对和多出的每一条")
    evaluate.add_argument(
        "--least", type=_share, metavar="SHARE", help="答对的比例低于它（0 到 1）时退出码为 1"
    )
    evaluate.add_argument(
        "--worst", type=_count, default=10, metavar="N", help="列出多少个答错的问题（默认 10）"
    )
    serve = verb("serve", "启动网页")
    serve.add_argument("--host", default=argparse.SUPPRESS)
    serve.add_argument("--port", type=_port, default=argparse.SUPPRESS)
    serve.add_argument(
        "--without-sign-in",
        action="store_true",
        default=argparse.SUPPRESS,
        help="没有设用户也在别的地址上服务：谁连得上，谁就能用",
    )
    serve.add_argument(
        "--no-browser",
        dest="open_browser",
        action="store_false",
        default=argparse.SUPPRESS,
        help="就绪以后不打开浏览器",
    )
    user = verb("user", "管理网页的用户；设了用户，网页就要登录")
    user.add_argument("change", choices=("add", "remove"), metavar="add|remove")
    user.add_argument("name", metavar="NAME")
    user.add_argument("--admin", action="store_true", help="可以改动资料库；没有它只能提问和阅读")
    return parser


def _filter_arguments(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--region", action="append", metavar="REGION", help="只用这个地区的资料，省、市包括其中的县；可写多次"
    )
    command.add_argument(
        "--year",
        action="extend",
        type=_years,
        metavar="YEAR",
        help="只用这一年的资料，如 2022；2020-2022 是三年；可写多次",
    )
    command.add_argument(
        "--kind",
        action="append",
        choices=get_args(Kind),
        metavar="KIND",
        help=f"只用这一类资料：{'、'.join(get_args(Kind))}；可写多次",
    )


def _fact_arguments(facts: argparse.ArgumentParser) -> None:
    _record_arguments(facts)
    facts.add_argument(
        "--indicator", action="append", metavar="NAME", help="只要这个指标，如 地区生产总值、GDP；可写多次"
    )
    facts.add_argument(
        "--indicators",
        action="store_true",
        help="只列出资料里有哪些指标、各有多少条数值；可与筛选、--json 同用",
    )
    _choice(facts, "measure", MEASURES, "只要这一类")
    _choice(facts, "period", PERIODS, "只要这样的时段")
    _choice(facts, "status", FACT_STATES, "只要这样的")
    facts.add_argument("--correct", metavar="FIGURE", help="把条件所指的那一格更正为 FIGURE，如 12.5亿元")
    facts.add_argument("--confirm", action="store_true", help="确认条件所指的那一格无误")
    facts.add_argument("--undo", action="store_true", help="撤销对条件所指的那一格的上一次更正或确认")
    facts.add_argument("--note", metavar="TEXT", help="更正或确认的说明")


def _project_arguments(projects: argparse.ArgumentParser) -> None:
    _record_arguments(projects)
    _choice(projects, "status", PROJECT_STATES, "只要这样的")


def _choice(command: argparse.ArgumentParser, name: str, wording: Mapping[Any, str], help: str) -> None:
    def code(word: str) -> str:
        meant = code_of(wording, word)
        if meant is None:
            raise argparse.ArgumentTypeError(
                f"{word} 不在其中，请写 {words_for(wording)} 之一 (must be one of these)"
            )
        return str(meant)

    command.add_argument(
        f"--{name}",
        action="append",
        type=code,
        metavar=name.upper(),
        help=f"{help}，写中文或英文：{words_for(wording)}；可写多次",
    )


def _record_arguments(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--region", action="append", metavar="REGION", help="只要这个地区的，省、市包括其中的县；可写多次"
    )
    command.add_argument(
        "--year",
        action="extend",
        type=_years,
        metavar="YEAR",
        help="只要这一年的，如 2022；2019-2022 是四年；可写多次",
    )
    command.add_argument(
        "--csv",
        action="store_true",
        help="标准输出只打印 CSV（UTF-8），供程序读取：表头和取值同 --json，是不变的英文字段名",
    )
    command.add_argument(
        "-o",
        dest="output",
        type=_path,
        metavar="FILE",
        help="与 --csv 同用：写进文件，供人用 Excel 打开，表头和取值是中文",
    )
    command.add_argument("--xlsx", type=_path, metavar="FILE", help="写成 Excel 工作簿，表头和取值是中文")


def _describe_arguments(describe: argparse.ArgumentParser) -> None:
    describe.add_argument("doc", metavar="DOC", help="文档名，如 xianwen list 所列")
    for name, metavar, help in (
        ("region", "REGION", "地区全称，如 某某县；也可连同上级写：某某省某某市某某县"),
        ("place", "PLACE", "上级地区，如 某某省某某市"),
        ("date", "DATE", "日期：2021、2021-02 或 2021-02-05"),
        ("title", "TITLE", "标题"),
        ("kind", "KIND", f"类型：{'、'.join(get_args(Kind))}"),
    ):
        describe.add_argument(
            f"--{name}", metavar=metavar, help=help if name in ("title", "kind") else f'{help}；"" 表示没有'
        )
    describe.add_argument("--undo", action="store_true", help="撤销上一次更正")


def wants_json(args: argparse.Namespace) -> bool:
    """Return whether standard output is to hold JSON alone."""
    return bool(getattr(args, "json", False))


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        """Print one line instead of argparse's usage and message, and exit."""
        line = " ".join(message.split())
        self.exit(
            EXIT_USER_ERROR,
            f"xianwen: 命令有误：{line}。用法见 {self.prog} --help。(See {self.prog} --help.)\n",
        )


def _path(text: str) -> Path:
    # Path("") is the working folder, which nobody means: an unset variable does.
    if not text:
        raise argparse.ArgumentTypeError("路径是空的 (the path is empty)")
    return Path(text)


def _count(text: str) -> int:
    if not (text.isascii() and text.isdigit()):
        raise argparse.ArgumentTypeError(f"{text} 不是自然数 (must be a whole number)")
    return int(text)


def _years(text: str) -> list[int]:
    years = re.fullmatch(r"((?:19|20)\d\d)年?(?:[-–—~～至]((?:19|20)\d\d)年?)?", text)
    if years is None:
        raise argparse.ArgumentTypeError(
            f"{text} 不是年份，请写作 2022 或 2020-2022 (must be a year or two years)"
        )
    first, last = int(years[1]), int(years[2] or years[1])
    if last < first:
        raise argparse.ArgumentTypeError(
            f"{text} 前后颠倒，请写作 {last}-{first} (the earlier year comes first)"
        )
    return list(range(first, last + 1))


def _positive(text: str) -> int:
    if not 1 <= _count(text) <= MAX_PASSAGES:
        raise argparse.ArgumentTypeError(
            f"{text} 不在 1 到 {MAX_PASSAGES} 之间 (must be from 1 to {MAX_PASSAGES})"
        )
    return int(text)


def _port(text: str) -> int:
    if _count(text) > 65535:
        raise argparse.ArgumentTypeError(f"{text} 不是端口号 (must be a port, 0 to 65535)")
    return int(text)


def _share(text: str) -> float:
    try:
        share = float(text)
    except ValueError:
        share = -1.0
    if not 0 <= share <= 1:
        raise argparse.ArgumentTypeError(f"{text} 不在 0 到 1 之间 (must be from 0 to 1)")
    return share
