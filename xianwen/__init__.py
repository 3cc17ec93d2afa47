"""The public face of 县问, for programs: `from xianwen import Assistant, Library, Settings, XianwenRetriever, facts`.

Importing it costs nothing: LangChain, Chroma and the rest are imported with the first name that needs them.
"""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant import __version__
    from assistant.langchain_retriever import XianwenRetriever
    from assistant.ledger_records import facts, projects
    from assistant.ledger_tools import facts_tool, projects_tool
    from assistant.pipeline import Assistant
    from ingest.library.library import Library
    from ingest.settings import Settings

__all__ = [
    "Assistant",
    "Library",
    "Settings",
    "XianwenRetriever",
    "__version__",
    "facts",
    "facts_tool",
    "projects",
    "projects_tool",
]

_MODULES = {
    "Assistant": "assistant.pipeline",
    "Library": "ingest.library.library",
    "Settings": "ingest.settings",
    "XianwenRetriever": "assistant.langchain_retriever",
    "__version__": "assistant",
    "facts": "assistant.ledger_records",
    "facts_tool": "assistant.ledger_tools",
    "projects": "assistant.ledger_records",
    "projects_tool": "assistant.ledger_tools",
}

# Not for type checkers, which would otherwise take any name to be here.
if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        """Return a public name, importing its module at the first use (PEP 562).

        Raises:
            AttributeError: there is no such name.
            ImportError: a file of the user's own hides one of our packages.
        """
        if name not in _MODULES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        _refuse_hidden_packages()
        value = getattr(import_module(_MODULES[name]), name)
        globals()[name] = value
        return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})


def _refuse_hidden_packages() -> None:
    """Raise an error that names the file by which `assistant` or `ingest` is not ours.

    A script's own folder comes first when Python imports, so a user's ingest.py would be taken for our package.
    """
    beside = Path(__file__).resolve().parent.parent
    for package in ("assistant", "ingest"):
        spec = find_spec(package)
        found = Path(spec.origin).resolve() if spec and spec.origin else None
        if found is None or found.parent.parent != beside:
            raise ImportError(
                f"{found or package} 挡住了县问自己的包 {package}，请给它改名。"
                f"(Your own {package!r} hides xianwen's package of that name: rename it.)"
            )
