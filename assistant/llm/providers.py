"""The providers of models: LangChain's model for a configured one, or what is missing for it."""

from __future__ import annotations

import logging
import os
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.errors import ModelUnavailable
from ingest.settings import Settings

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

log = logging.getLogger(__name__)
# The provider that is a file of this machine.
GGUF = "gguf"
# Providers that need an extra of this package: its name, and the module that it brings.
EXTRAS = {
    "ollama": ("ollama", "langchain_ollama"),
    "anthropic": ("anthropic", "langchain_anthropic"),
    GGUF: ("local", "xllamacpp"),
}
_MAGIC = b"GGUF"
_LIMITS = ("num_predict", "max_tokens", "max_output_tokens", "max_new_tokens")


def name_of(settings: Settings) -> str:
    """Return the configured model's name as people are shown it, "provider:model"; of a file without its folder."""
    path = file_of(settings)
    return f"{GGUF}:{path.name}" if path else settings.llm or ""


def file_of(settings: Settings) -> Path | None:
    """Return the model file that is configured; None for a model of a service."""
    provider, _, model = (settings.llm or "").partition(":")
    return Path(model).expanduser() if provider == GGUF and model else None


def checked_file(settings: Settings) -> Path:
    """Return the configured model file, which can be run as far as can be told without loading it.

    Raises:
        ModelUnavailable: it is none, or what runs it is not installed.
    """
    path = file_of(settings)
    assert path is not None
    _check_extra(settings.llm or "", GGUF)
    try:
        with path.open("rb") as file:
            begins = file.read(len(_MAGIC))
    except OSError as error:
        raise ModelUnavailable(
            f"XIANWEN_LLM={settings.llm} 读不了：请检查 gguf: 后面的路径和权限。"
            "(The model file cannot be read: check its path.)"
        ) from error
    if begins != _MAGIC:
        raise ModelUnavailable(
            f"XIANWEN_LLM={settings.llm} 不是 GGUF 格式的模型文件，或者没有下载完整。"
            "(It is no GGUF file, or incomplete.)"
        )
    return path


def model_of(settings: Settings, *, counted: bool = False) -> BaseChatModel:
    """Return LangChain's model for `settings`; nothing is sent yet.

    Args:
        settings: the model of a service.
        counted: have it say how many tokens it read and wrote, where it does so only when asked.

    Raises:
        ModelUnavailable: the name is not valid, or its provider's package or a key is missing.
    """
    from langchain.chat_models import init_chat_model

    spec = settings.llm or ""
    provider, _, model = spec.partition(":")
    if not provider or not model:
        raise ModelUnavailable(
            f"XIANWEN_LLM={spec} 要写成 提供方:模型，如 openai:gpt-5-mini、ollama:qwen3 或 gguf:文件路径。"
            "(XIANWEN_LLM must be provider:model.)"
        )
    options: dict[str, object] = {"temperature": 0, "max_retries": 0}
    if provider == "openai" and counted:
        options["stream_usage"] = True
    if provider == "openai":
        # A task for each piece that times it; `_Request` does that.
        options["stream_chunk_timeout"] = None
    if settings.llm_base_url:
        options["base_url"] = settings.llm_base_url
    if key := _key(settings, provider):
        options["api_key"] = key
    _check_extra(spec, provider)
    try:
        built: BaseChatModel = init_chat_model(model, model_provider=provider, **options)  # type: ignore[call-overload]
    except ImportError as error:
        lacking = error.__cause__ if isinstance(error.__cause__, ImportError) else error
        raise _missing(
            spec, (lacking.name or f"langchain_{provider}").split(".")[0].replace("_", "-")
        ) from error
    except Exception as error:  # noqa: BLE001 - each provider's library has errors of its own for a missing key
        # `from None`: what it says may quote the key.
        log.info("model not built: %s", type(error).__name__)
        if type(error) is ValueError:  # LangChain's own: the providers' are of types of theirs
            raise ModelUnavailable(
                f"XIANWEN_LLM={spec} 无法使用：没有叫 {provider} 的提供方。凡说 OpenAI 接口的服务都写作 openai:模型，"
                f"并用 XIANWEN_LLM_BASE_URL 给出地址。(There is no provider {provider}: for a service that speaks "
                "OpenAI's API write openai:MODEL and give its XIANWEN_LLM_BASE_URL.)"
            ) from None
        raise ModelUnavailable(
            f"XIANWEN_LLM={spec} 无法使用：多半是没有给出密钥，请设 XIANWEN_LLM_API_KEY。"
            "(It cannot be used, most likely for want of a key: set XIANWEN_LLM_API_KEY.)"
        ) from None
    return built


def limited(model: BaseChatModel, tokens: int) -> BaseChatModel:
    """Return a model that is to write so many tokens at most, under whatever name its provider has for that."""
    name = next((name for name in _LIMITS if hasattr(model, name)), None)
    if name is None:
        return model
    changed: dict[str, object] = {name: tokens}
    if getattr(model, "openai_api_base", None):
        # Servers of one's own may know the older of the two names alone, which OpenAI itself no longer takes.
        changed["extra_body"] = {**(getattr(model, "extra_body", None) or {}), "max_tokens": tokens}
    return model.model_copy(update=changed)


def _check_extra(spec: str, provider: str) -> None:
    """Raise ModelUnavailable where the extra that a provider needs is not installed."""
    extra, module = EXTRAS.get(provider, ("", ""))
    if module and find_spec(module) is None:
        raise _missing(spec, f"'xianwen[{extra}]'")


def _missing(spec: str, package: str) -> ModelUnavailable:
    return ModelUnavailable(
        f"XIANWEN_LLM={spec} 需要的包没有安装，请运行 pip install {package}。"
        f"(Its package is missing: pip install {package}.)"
    )


def _key(settings: Settings, provider: str) -> str | None:
    """Return the key to send. A local server needs none, but the client for OpenAI's API requires one."""
    if settings.llm_api_key or provider != "openai" or not settings.llm_base_url:
        return settings.llm_api_key
    return None if os.environ.get("OPENAI_API_KEY") else "none"
