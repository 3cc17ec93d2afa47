"""The one settings object. Every value has a default that works; the environment overrides it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

BUILTIN_EMBEDDING = "builtin"


@dataclass(frozen=True, slots=True)
class Settings:
    """What can be configured.

    Attributes:
        library: folder that holds the catalogue and both indexes (XIANWEN_LIBRARY).
        embedding: "builtin", or a sentence-transformers model by hub name or folder (XIANWEN_EMBEDDING).
        host: address the web app listens on (XIANWEN_HOST).
        port: port the web app listens on (XIANWEN_PORT).
        without_sign_in: serve on an address that others can reach although nobody has to sign in
            (XIANWEN_WITHOUT_SIGN_IN=1).
        max_upload_mb: largest file accepted, in MB, by upload and by ingest (XIANWEN_MAX_UPLOAD_MB).
        llm: the chat model that writes answers, "provider:model"; None quotes the sources (XIANWEN_LLM).
        llm_base_url: where an endpoint other than the provider's own is (XIANWEN_LLM_BASE_URL).
        llm_api_key: its key; the provider's own variable is read without it (XIANWEN_LLM_API_KEY).
        llm_timeout: seconds to wait for the model's first word, and between words (XIANWEN_LLM_TIMEOUT).
        llm_context: how many tokens the model reads and writes at once (XIANWEN_LLM_CONTEXT).
        prompts: folder of prompts that replace the ones in prompts/, by file name (XIANWEN_PROMPTS).
    """

    library: Path = field(default_factory=lambda: Path("library"))
    embedding: str = BUILTIN_EMBEDDING
    host: str = "127.0.0.1"
    port: int = 7860
    without_sign_in: bool = False
    max_upload_mb: int = 100
    llm: str | None = None
    llm_base_url: str | None = None
    # Not in repr(): settings are logged and shown in errors, a key never is.
    llm_api_key: str | None = field(default=None, repr=False)
    llm_timeout: int = 30
    # What small local servers allow by default.
    llm_context: int = 4096
    prompts: Path | None = None

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Settings:
        """Settings with the defaults replaced by what XIANWEN_* variables say.

        Raises:
            XianwenError: a number is not one.
        """
        from ingest.errors import XianwenError

        env = os.environ if environment is None else environment
        defaults = cls()

        def number(name: str, default: int) -> int:
            raw = env.get(name, "").strip()
            if not raw:
                return default
            if not raw.isdigit():
                raise XianwenError(f"{name}={raw} 不是整数，请改为数字。({name} must be a whole number.)")
            return int(raw)

        def text(name: str) -> str | None:
            return env.get(name, "").strip() or None

        prompts = text("XIANWEN_PROMPTS")
        return cls(
            library=Path(env.get("XIANWEN_LIBRARY", "").strip() or defaults.library).expanduser(),
            embedding=env.get("XIANWEN_EMBEDDING", "").strip() or defaults.embedding,
            host=env.get("XIANWEN_HOST", "").strip() or defaults.host,
            port=number("XIANWEN_PORT", defaults.port),
            without_sign_in=env.get("XIANWEN_WITHOUT_SIGN_IN", "").strip() == "1",
            max_upload_mb=number("XIANWEN_MAX_UPLOAD_MB", defaults.max_upload_mb),
            llm=text("XIANWEN_LLM"),
            llm_base_url=text("XIANWEN_LLM_BASE_URL"),
            llm_api_key=text("XIANWEN_LLM_API_KEY"),
            llm_timeout=max(1, number("XIANWEN_LLM_TIMEOUT", defaults.llm_timeout)),
            llm_context=number("XIANWEN_LLM_CONTEXT", defaults.llm_context),
            prompts=Path(prompts).expanduser() if prompts else None,
        )
