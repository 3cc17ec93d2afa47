"""Keep the scopes of statements in a passage's row of the catalogue."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import astuple

from ingest.schema import Scope


def scopes_as_stored(scopes: Sequence[Scope]) -> str | None:
    """Return the JSON that stands for `scopes` in the catalogue; None for none."""
    return json.dumps([astuple(scope) for scope in scopes], ensure_ascii=False) if scopes else None


def scopes_of(stored: str | None) -> tuple[Scope, ...]:
    """Return the scopes that `scopes_as_stored` gave `stored` for."""
    return tuple(Scope(*values) for values in json.loads(stored)) if stored else ()
