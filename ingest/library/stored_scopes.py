"""Keep the scopes of statements in a passage's row of the catalogue."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import astuple, fields

from ingest.schema import Scope

_FIELDS = [field.name for field in fields(Scope)]
# In SQL, over the rows s of json_each: the region that a scope tells of.
ABOUT = f"json_extract(s.value, '$[{_FIELDS.index('about')}]')"
ABOUT_PLACE = f"json_extract(s.value, '$[{_FIELDS.index('about_place')}]')"


def scopes_as_stored(scopes: Sequence[Scope]) -> str | None:
    """Return the JSON that stands for `scopes` in the catalogue; None for none."""
    return json.dumps([astuple(scope) for scope in scopes], ensure_ascii=False) if scopes else None


def scopes_of(stored: str | None) -> tuple[Scope, ...]:
    """Return the scopes that `scopes_as_stored` gave `stored` for."""
    return tuple(Scope(*values) for values in json.loads(stored)) if stored else ()
