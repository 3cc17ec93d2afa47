"""Training of the built-in embedding and the ranker; not part of the installed package."""
