"""Evidence → the answer: quoted clauses, lists, comparisons, table cells, numbered citations, or why there is none."""
