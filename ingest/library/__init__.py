"""What was ingested, kept: the catalogue and the two indexes derived from it."""
