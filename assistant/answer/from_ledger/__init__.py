"""Answers from the ledger: figures looked up as facts, reckoned with where they are alike, each with its source."""
