"""Split a clean text into passages, each with its headings and the year and outlook that it is about."""
