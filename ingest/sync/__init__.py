"""Folders and files → the library: what is new, changed or gone."""
