"""Answers written by a language model and held to the sources. LangChain is imported only where a model is configured."""
