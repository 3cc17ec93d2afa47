"""Conversations kept in the library, and their export."""
