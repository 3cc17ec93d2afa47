"""The model's prompts: ours from prompts/, or the user's own instead.

After its comment lines a prompt consists of messages, each opened by a line "=== system" or "=== user", with {names}
that LangChain fills in.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.answer.templates import read, without_header
from ingest.errors import XianwenError

if TYPE_CHECKING:
    from langchain_core.messages import BaseMessage
    from langchain_core.prompts import ChatPromptTemplate

_MESSAGE = re.compile(r"^=== (system|user)\n", re.MULTILINE)


def messages(name: str, folder: Path | None = None, **values: str) -> list[BaseMessage]:
    """Return the messages of the prompt <name>.txt with `values` filled in.

    Args:
        name: the prompt's name.
        folder: the user's own prompts; a file of that name there replaces ours.
        values: the variables that the prompt's header lists. They are data: braces in them mean nothing.

    Raises:
        XianwenError: the user's file cannot be read, or is not a valid prompt.
    """
    template = _prompt(name, folder)
    unknown = sorted(set(template.input_variables) - set(values))
    if unknown:
        raise XianwenError(
            f"提示词 {name}.txt 用了没有的名字 {'、'.join(unknown)}，可用的是 {'、'.join(sorted(values))}；"
            "其他花括号请写成 {{ }}。(Unknown names in the prompt; write other braces twice.)"
        )
    return template.format_messages(**values)


@cache
def _prompt(name: str, folder: Path | None) -> ChatPromptTemplate:
    from langchain_core.prompts import ChatPromptTemplate

    parts = _MESSAGE.split(without_header(_users(name, folder) or read(name)))[1:]
    if not parts:
        raise XianwenError(
            f"提示词 {name}.txt 里没有 === system 或 === user 这样的一行，请参照自带的 prompts/{name}.txt。"
            '(The prompt has no "=== system" or "=== user" line.)'
        )
    try:
        return ChatPromptTemplate.from_messages(
            [(role, text.strip()) for role, text in zip(parts[::2], parts[1::2], strict=True)]
        )
    except ValueError as error:
        raise XianwenError(
            f"提示词 {name}.txt 里的花括号不成对，单独的花括号请写成 {{{{ 或 }}}}。"
            "(Unbalanced braces in the prompt; write a lone one twice.)"
        ) from error


def _users(name: str, folder: Path | None) -> str | None:
    """Return the user's own version of a prompt; None where there is none."""
    if folder is None:
        return None
    if not folder.is_dir():
        raise XianwenError(
            f"XIANWEN_PROMPTS={folder} 不是文件夹，请检查路径。(XIANWEN_PROMPTS is no folder: check the path.)"
        )
    path = folder / f"{name}.txt"
    if not path.is_file():
        return None
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise XianwenError(
            f"读不了提示词 {path}：请存为 UTF-8，并检查权限。(Cannot read the prompt: save it as UTF-8, check permissions.)"
        ) from error
