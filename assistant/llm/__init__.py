"""Answers written by a language model, verified against their sources.

LangChain is imported only where a model is configured.
"""
