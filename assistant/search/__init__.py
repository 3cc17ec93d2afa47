"""Retrieval: an understood question in, ranked passages of the library out."""
