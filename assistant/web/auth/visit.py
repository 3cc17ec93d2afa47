"""Who sends a request, and in which language they read; determined once per request by the middleware."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from starlette.requests import Request

from assistant.web.i18n.words import Language, Translator, translator

if TYPE_CHECKING:
    import gradio as gr


@dataclass(frozen=True, slots=True)
class Visit:
    """The visitor behind a request.

    Attributes:
        owner: the owner under whom their conversations are stored.
        name: the name they signed in with; None where nobody signs in.
        admin: whether they may change the library.
        language: the language of the page's texts.
    """

    owner: str
    name: str | None
    admin: bool
    language: Language

    @property
    def words(self) -> Translator:
        """Return the translator into the visitor's language."""
        return translator(self.language)


def owner_of_browser(mark: str) -> str:
    """Return the owner for a browser without sign-in, derived from its mark; the mark itself is not stored."""
    return f"browser:{hashlib.sha256(mark.encode('utf-8', 'replace')).hexdigest()[:32]}"


def visit_of(request: Request | gr.Request) -> Visit:
    """Return the visit that a request is part of."""
    http = request if isinstance(request, Request) else request.request
    if http is None:
        raise RuntimeError("a request that did not come over HTTP has no visitor")
    visit: Visit = http.scope["xianwen.visit"]
    return visit
