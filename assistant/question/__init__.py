"""Understand a question: places, years, answer type and wording; resolve follow-ups and decompose comparisons."""
