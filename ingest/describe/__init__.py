"""Describe a clean text: title, kind, region, date, year reviewed."""
