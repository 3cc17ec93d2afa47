"""A document's outline: its sections in order, each with its main facts; and the summary that answers with it."""
