"""Answers to broad questions: all that a document tells of one field, or altogether."""
