"""An answer as JSON, as it is kept in a conversation, and back."""

from __future__ import annotations

import json
from dataclasses import astuple
from typing import Any

from assistant.answer.citations import Amendment, Citation
from assistant.answer.model import AnswerLine, Piece
from assistant.markup import from_markdown
from assistant.question.filters import Filters
from assistant.schema import Answer, Wording


def to_json(answer: Answer) -> str:
    """Return an answer with all that showing it again needs."""
    fields = answer.as_json()
    fields["seconds"] = answer.seconds
    fields["scope"] = answer.scope.as_json()
    fields |= _wording_fields(answer.shown)
    if answer.other:
        fields["other"] |= _wording_fields(answer.other)
    return json.dumps(fields, ensure_ascii=False)


def from_json(text: str) -> Answer:
    """Return the answer that `to_json` wrote; one that was kept before answers had lines comes from its text."""
    fields = json.loads(text)
    other = fields.get("other")
    return Answer(
        id=fields["id"],
        question=fields["question"],
        resolved=fields["resolved"],
        # Answers that were kept before they had lines are only text.
        lines=tuple(map(_line, fields["lines"])) if "lines" in fields else from_markdown(fields["answer"]),
        abstained=fields["abstained"],
        citations=tuple(_citation(c) for c in fields["citations"]),
        seconds=fields["seconds"],
        mode=fields["mode"],
        other=other and _wording(other),
        scope=Filters.from_json(fields["scope"]),
        model=fields.get("model"),
        ledger=fields.get("ledger"),
    )


def _wording_fields(wording: Wording) -> dict[str, Any]:
    return {
        "citations": [c.as_json() | {"headings": c.headings} for c in wording.citations],
        "lines": [
            {
                "role": line.role,
                "form": line.form,
                "asked": line.asked,
                "pieces": [astuple(p) for p in line.pieces],
            }
            for line in wording.lines
        ],
    }


def _wording(fields: dict[str, Any]) -> Wording:
    return Wording(
        fields["mode"],
        tuple(map(_line, fields["lines"])),
        fields["abstained"],
        tuple(map(_citation, fields["citations"])),
    )


def _citation(fields: dict[str, Any]) -> Citation:
    names = ("n", "doc", "title", "region", "date", "start", "end", "quote")
    return Citation(
        **{name: fields[name] for name in names},
        headings=tuple(fields["headings"]),
        exact=tuple((start, end) for start, end in fields["exact"]),
        place=fields.get("place"),
        amended=tuple(Amendment(**each) for each in fields.get("amended", ())),
    )


def _line(fields: dict[str, Any]) -> AnswerLine:
    pieces = tuple(
        Piece(text, tuple(cites), tuple((start, end) for start, end in figures))
        for text, cites, figures in fields["pieces"]
    )
    asked = fields["asked"]
    return AnswerLine(pieces, fields["role"], fields["form"], asked=tuple(asked) if asked else None)
