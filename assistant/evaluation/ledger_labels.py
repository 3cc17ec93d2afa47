"""Labelled parts of documents, and the file that holds them (docs/ledger-labels.md)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.evaluation.question_file import JsonLine, read_lines
from ingest.errors import XianwenError

Offsets = tuple[int, int]
# What a label must tell: in a file these fields are there, though they may be null.
_FACT_FIELDS = ("value", "indicator", "year", "period", "measure", "status")


@dataclass(frozen=True, slots=True)
class Label:
    """A fact or a project as a person read it.

    Attributes:
        at: offsets of the figure with its unit, or of the project's name; None where the file leaves them to the quote.
        quote: the clause that tells it.
        fields: all that the file says of it.
        ambiguous: the fields on which two readers differ.
    """

    at: Offsets | None
    quote: str
    fields: Mapping[str, Any]
    ambiguous: frozenset[str]

    @property
    def is_optional(self) -> bool:
        """Return whether the ledger need not hold it: a period that it has no value for, a single project or firm."""
        return self.fields.get("period") == "other" or "scope" in self.fields


@dataclass(frozen=True, slots=True)
class LabelledPart:
    """A part of a document of which every fact, every project or both are labelled.

    Attributes:
        doc: the document, as a path that ends like its path in the library.
        span: offsets into the text that the labels' offsets count in; None where only `opens` tells.
        opens: how the part begins; it is found again where the text has shifted.
        facts, projects: None where they are not labelled.
        groups: offsets of sums of several projects, which are neither right nor wrong.
    """

    doc: str
    span: Offsets | None
    opens: str
    facts: tuple[Label, ...] | None
    projects: tuple[Label, ...] | None
    groups: tuple[Offsets, ...] = ()


def load_parts(path: Path) -> list[LabelledPart]:
    """Read the labelled parts of a file.

    Raises:
        XianwenError: the file cannot be read or holds no part, or a line is malformed; the message names the line.
    """
    parts = [_part(line) for line in read_lines(path)]
    if not parts:
        raise XianwenError(f"标注文件 {path} 里没有标注。(The file holds no labelled part.)")
    return parts


def _part(line: JsonLine) -> LabelledPart:
    fields = line.fields
    doc, opens = fields.get("doc"), fields.get("opens", "")
    if not isinstance(doc, str) or not isinstance(opens, str) or not doc:
        raise line.error('要有 "doc"（文字），"opens" 也要是文字', 'has no "doc", or a wrong "opens"')
    span = _offsets(line, fields.get("span"))
    if span is None and not opens:
        raise line.error('要有 "span" 或 "opens"', 'has neither "span" nor "opens"')
    facts, projects = _labels(line, "facts"), _labels(line, "projects")
    if facts is None and projects is None:
        raise line.error('要有 "facts" 或 "projects"', 'has neither "facts" nor "projects"')
    for fact in facts or ():
        if missing := [name for name in _FACT_FIELDS if name not in fact.fields]:
            raise line.error(f"有一条 facts 缺少 {'、'.join(missing)}", f"has a fact without {missing[0]}")
        if isinstance(fact.fields["value"], bool) or not isinstance(fact.fields["value"], int | float):
            raise line.error('有一条 facts 的 "value" 不是数', 'has a fact whose "value" is no number')
    for project in projects or ():
        if not isinstance(project.fields.get("name"), str) or "status" not in project.fields:
            raise line.error("有一条 projects 缺少 name 或 status", "has a project without name or status")
    groups = [_offsets(line, group.get("at")) for group in _objects(line, "groups")]
    return LabelledPart(doc, span, opens, facts, projects, tuple(at for at in groups if at))


def _labels(line: JsonLine, key: str) -> tuple[Label, ...] | None:
    return None if key not in line.fields else tuple(_label(line, found) for found in _objects(line, key))


def _label(line: JsonLine, fields: Mapping[str, Any]) -> Label:
    quote, ambiguous = fields.get("quote", ""), fields.get("ambiguous", [])
    if not isinstance(quote, str) or not isinstance(ambiguous, list):
        raise line.error('有一条标注的 "quote" 或 "ambiguous" 不对', 'has a wrong "quote" or "ambiguous"')
    return Label(_offsets(line, fields.get("at")), quote, fields, frozenset(map(str, ambiguous)))


def _objects(line: JsonLine, key: str) -> Sequence[Mapping[str, Any]]:
    found = line.fields.get(key, [])
    if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
        raise line.error(
            f'的 "{key}" 要是由对象构成的列表', f'has a wrong "{key}": a list of objects is wanted'
        )
    return found


def _offsets(line: JsonLine, found: object) -> Offsets | None:
    if found is None:
        return None
    if isinstance(found, list) and len(found) == 2:
        start, end = found
        if isinstance(start, int) and isinstance(end, int) and 0 <= start < end:
            return start, end
    raise line.error(
        '的 "span" 和 "at" 要写成 [起, 止]，如 [120, 128]', "has wrong offsets: [start, end] is wanted"
    )
