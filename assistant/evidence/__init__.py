"""Passages → the sentences that answer, scored, and whether they answer at all."""
