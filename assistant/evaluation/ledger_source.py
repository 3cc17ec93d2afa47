"""What the documents of a library tell: as its ledger holds it, or extracted anew from their stored texts."""

from __future__ import annotations

from collections.abc import Iterable

from ingest.facts.extract import extract
from ingest.facts.model import Fact, Ledger, Project
from ingest.library.library import Library
from ingest.schema import CleanText, Description, Passage, StoredDocument, StoredPassage


def stored_ledgers(library: Library) -> dict[str, Ledger]:
    """Return document → the facts and projects that the library holds of it, those that other documents repeat left out."""
    facts: dict[str, list[Fact]] = {}
    projects: dict[str, list[Project]] = {}
    for fact in library.facts():
        facts.setdefault(fact.source.doc, []).append(fact.fact)
    for project in library.projects():
        projects.setdefault(project.source.doc, []).append(project.project)
    return {
        doc: Ledger(tuple(facts.get(doc, ())), tuple(projects.get(doc, ()))) for doc in {*facts, *projects}
    }


def extracted_ledgers(library: Library, docs: Iterable[str]) -> dict[str, Ledger]:
    """Return document → the facts and projects that this program finds in its stored text today."""
    return {doc: _extracted(library, doc) for doc in docs}


def _extracted(library: Library, doc: str) -> Ledger:
    held = library.document(doc)
    text = CleanText(held.text, held.pages, tables=library.tables([doc]).get(doc, ()))
    return extract(text, _description(held.document), [_passage(p) for p in library.passages_of(doc)])


def _description(document: StoredDocument) -> Description:
    return Description(
        title=document.title,
        region=document.region,
        place=document.place,
        date=document.date,
        reviews_year=document.reviews_year,
        kind=document.kind,
        source=document.source,
        speaker=document.speaker,
        warnings=document.warnings,
    )


def _passage(passage: StoredPassage) -> Passage:
    return Passage(
        start=passage.start,
        end=passage.end,
        headings=passage.headings,
        year=passage.year,
        outlook=passage.outlook,
        period=passage.period,
        certainty=passage.certainty,
        about=passage.about,
        about_place=passage.about_place,
        scopes=passage.scopes,
    )
