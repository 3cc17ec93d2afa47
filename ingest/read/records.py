"""Records of one document each, as tables and JSON keep them: which of their fields is the text, the title, the day."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from statistics import median

from ingest.read.html import read_html
from ingest.read.members import Member, Several, name_of, with_names_apart
from ingest.read.text import declared_title, has_words, normalised, plain_text
from ingest.schema import SourceText

Record = Mapping[str, str]
# Characters of a text. A column called 内容 holds what projects consist of as often as whole texts, which are longer; the
# keys of JSON were chosen by who keeps texts.
_LEAST_TEXT, _LEAST_IN_JSON = 150, 20
# Rows by which a table is known.
_LOOKED_AT = 200
_MARKUP = re.compile(r"<(?:p|br|div|span|table|h[1-6])\b[^<>]*>", re.IGNORECASE)
_NO_LETTER = re.compile(r"[\s_\-（）()：:]+")
_FIELDS = {"date": "时间", "source": "来源", "author": "作者", "url": "来源URL"}


def documents_in(records: Sequence[Record], form: str) -> Several | None:
    """Return the documents in `records`, one each; None where they are no documents but data.

    A record without a text is left out. A document is called as its title is, with the place and year of its record
    where the title does not tell them.

    Args:
        records: name of a field → its text.
        form: the format of the file, see `SourceText`.
    """
    roles = roles_in(records, _LEAST_IN_JSON if form == "json" else _LEAST_TEXT)
    if "text" not in roles:
        return None
    members = []
    for number, record in enumerate(records, 1):
        told = {role: record.get(name, "").strip() for role, name in roles.items()}
        if has_words(told["text"]):
            members.append(Member(_name(told) or f"第{number}条", source_of(told, form)))
    return Several(with_names_apart(members)) if members else None


def roles_in(records: Sequence[Record], least: int) -> dict[str, str]:
    """Return role → the field that has it; without "text" where no field holds texts of `least` characters."""
    looked_at = records[:_LOOKED_AT]
    names = {_plain(name): name for record in reversed(looked_at) for name in record}
    found: dict[str, str] = {}
    for role, known in _names().items():
        for name in known:
            if name in names and (role != "text" or _holds_texts(looked_at, names[name], least)):
                found[role] = names[name]
                break
    return found


def source_of(told: Mapping[str, str], form: str) -> SourceText:
    """Return the text of a record and what it says of it; `told` is role → value."""
    text, title = told["text"], declared_title(told.get("title"))
    fields = {_FIELDS[role]: told[role] for role in _FIELDS if told.get(role)}
    if place := _place(told):
        fields["地区"] = place
    if len(_MARKUP.findall(text)) > 1:
        page = read_html(text.encode())
        return SourceText(page.blocks, form, title, fields)
    made = plain_text(normalised(text), form, title)
    return SourceText(made.blocks, form, title, fields)


def _name(told: Mapping[str, str]) -> str:
    title, place, year = told.get("title", ""), _place(told), told.get("year", "")
    before = place if place and not any(part in title for part in _parts(told)) else ""
    if re.fullmatch(r"(?:19|20)\d\d(?:\.0)?年?", year) and year[:4] not in title:
        before += f"{year[:4]}年"
    return name_of(before + title, told.get("url", "").rstrip("/").rsplit("/", 1)[-1])


def _parts(told: Mapping[str, str]) -> list[str]:
    return [told[role] for role in ("county", "city", "province") if told.get(role)]


def _place(told: Mapping[str, str]) -> str:
    """Return the places of a record, from the widest: 某某省某某市某某县."""
    place = ""
    for part in reversed(_parts(told)):
        place = part if part.startswith(place) else place + part
    return place


def _holds_texts(records: Sequence[Record], name: str, least: int) -> bool:
    lengths = [len(text) for record in records if (text := record.get(name, "").strip())]
    return bool(lengths) and median(lengths) >= least


def as_records(labels: Sequence[str], rows: Iterable[Sequence[str]]) -> list[Record]:
    """Return the rows of a table as records under the labels of its columns."""
    return [dict(zip(labels, row, strict=False)) for row in rows]


def _plain(name: str) -> str:
    return _NO_LETTER.sub("", name).lower()


@cache
def _names() -> dict[str, list[str]]:
    table = files("ingest.read") / "data" / "record_fields.toml"
    return tomllib.loads(table.read_text("utf-8"))
