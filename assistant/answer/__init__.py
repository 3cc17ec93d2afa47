"""Compose answers from evidence: quoted clauses, lists, comparisons, table cells, citations, or why to abstain."""
