"""Evaluate the answers to a file of questions with known answers."""
