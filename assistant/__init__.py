"""Question to cited answer, over a library that `ingest` built: understand, retrieve, answer, verify, show."""

__version__ = "0.2.0"
