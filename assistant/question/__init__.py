"""A question → what it asks: places, years, kind of answer, wording; follow-ups made whole, comparisons taken apart."""
