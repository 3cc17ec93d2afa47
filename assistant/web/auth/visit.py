"""Who asks for a page or an answer, and in which language: found out once per request, by the gate."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from starlette.requests import Request

from assistant.web.i18n.words import Language, Words, words_of

if TYPE_CHECKING:
    import gradio as gr


@dataclass(frozen=True, slots=True)
class Visit:
    """A request's visitor.

    Attributes:
        owner: by which conversations are theirs.
        name: who they signed in as; None where nobody signs in.
        admin: whether they may change the library.
        language: of the page's own words.
    """

    owner: str
    name: str | None
    admin: bool
    language: Language

    @property
    def words(self) -> Words:
        """The page's words in their language."""
        return words_of(self.language)


def owner_of_browser(mark: str) -> str:
    """The owner that a browser without a sign-in stands for, by the mark it keeps; the mark itself is not stored."""
    return f"browser:{hashlib.sha256(mark.encode('utf-8', 'replace')).hexdigest()[:32]}"


def visit_of(request: Request | gr.Request) -> Visit:
    """The visit that a request is part of."""
    http = request if isinstance(request, Request) else request.request
    if http is None:
        raise RuntimeError("a request that did not come over HTTP has no visitor")
    visit: Visit = http.scope["xianwen.visit"]
    return visit
