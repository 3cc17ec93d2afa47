"""A clean text → what the document is: title, kind, region, date, year reviewed."""
