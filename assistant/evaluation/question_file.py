"""Read files of questions: JSON lines with "id" and "question", or "turns" of a dialogue."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ingest.errors import XianwenError


@dataclass(frozen=True, slots=True)
class BatchQuestion:
    """A question of a file.

    Attributes:
        id: its id, or the line's number where it has none.
        turns: the earlier questions of the dialogue, oldest first.
        question: the question to answer.
    """

    id: str
    turns: tuple[str, ...]
    question: str


@dataclass(frozen=True, slots=True)
class JsonLine:
    """A line of a file of JSON objects.

    Attributes:
        path: the file.
        number: the line's number, from 1.
        fields: the object.
    """

    path: Path
    number: int
    fields: Mapping[str, Any]

    def error(self, chinese: str, english: str) -> XianwenError:
        """Return the error to raise for a fault of this line."""
        return XianwenError(f"{self.path} 第 {self.number} 行{chinese}。(Line {self.number} {english}.)")


def read_lines(path: Path) -> list[JsonLine]:
    """Return the JSON objects of a file, one a line; empty lines are skipped.

    Raises:
        XianwenError: the file cannot be read, or a line is not a JSON object.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise XianwenError(
            f"问题文件 {path} 不是 UTF-8 编码，请另存为 UTF-8。(The question file is not UTF-8: save it as UTF-8.)"
        ) from error
    except OSError as error:
        raise XianwenError(
            f"读不了问题文件 {path}：{error.strerror}。请检查路径和权限。"
            "(Cannot read the question file: check path and permissions.)"
        ) from error
    # Not splitlines(): it also breaks at characters that a JSON string may hold, such as U+2028.
    return [_line(path, number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip()]


def _line(path: Path, number: int, text: str) -> JsonLine:
    bare = JsonLine(path, number, {})
    try:
        fields = json.loads(text)
    except (json.JSONDecodeError, RecursionError) as error:
        raise bare.error(f"不是 JSON：{getattr(error, 'msg', '嵌套太深')}", "is not JSON") from error
    if not isinstance(fields, dict):
        raise bare.error('要是一个 JSON 对象，如 {"id": "1", "question": "……"}', "is not a JSON object")
    return JsonLine(path, number, fields)


def question_of(line: JsonLine) -> BatchQuestion:
    """Return the question that a line asks.

    Raises:
        XianwenError: it asks none.
    """
    turns = line.fields.get("turns") or [line.fields.get("question")]
    if not isinstance(turns, list) or not all(isinstance(turn, str) for turn in turns):
        raise line.error('要有 "question"（文字）或 "turns"（文字的列表）', "has no question")
    id_ = line.fields.get("id")
    return BatchQuestion(str(line.number if id_ is None else id_), tuple(turns[:-1]), turns[-1])
