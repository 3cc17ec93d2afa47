"""Synchronise a library with folders and files: what is new, changed or removed."""
