"""The page's texts in the reader's language."""
