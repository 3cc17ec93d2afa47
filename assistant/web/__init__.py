"""The web app: a thin face over `assistant` and `ingest`. Gradio is imported only when it is served."""

from assistant.web.server import serve

__all__ = ["serve"]
