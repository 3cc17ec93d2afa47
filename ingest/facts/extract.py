"""Extract the ledger of a document from its clean text, its tables and its passages."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.facts.clause_facts import clause_facts
from ingest.facts.model import Ledger
from ingest.facts.projects import projects
from ingest.facts.table_facts import facts_of_tables
from ingest.schema import CleanText, Description, Passage


def extract(text: CleanText, description: Description, passages: Sequence[Passage]) -> Ledger:
    """Return the facts and projects that a document tells.

    Args:
        text: as it is stored, with its tables.
        description: of the document.
        passages: with the time and region of each passage and statement.
    """
    told = list(clause_facts(text, description, passages))
    facts = [*told, *facts_of_tables(text, description, passages, told)]
    return Ledger(
        facts=tuple(sorted(facts, key=lambda fact: fact.figure_start)),
        projects=tuple(projects(text, description, passages)),
    )
