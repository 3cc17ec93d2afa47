"""The web app, a thin interface over `assistant` and `ingest`. Gradio is imported only when the app is served."""

from assistant.web.server import serve

__all__ = ["serve"]
