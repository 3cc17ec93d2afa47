"""Conversations stored in the library, and their export."""
