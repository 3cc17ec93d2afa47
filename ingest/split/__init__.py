"""A clean text → passages, with their headings and the year and outlook that each tells of."""
