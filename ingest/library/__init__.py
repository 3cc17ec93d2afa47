"""The library on disk: the catalogue and the two indexes derived from it."""
