"""The one settings object. Every value has a default that works; the environment overrides it."""

from __future__ import annotations

import logging
import os
from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any

from pydantic import AfterValidator, Field, ModelWrapValidatorHandler, ValidationError, model_validator
from pydantic_core import PydanticCustomError
from pydantic_settings import BaseSettings, SettingsConfigDict

from ingest.errors import XianwenError

log = logging.getLogger(__name__)
BUILTIN_EMBEDDING = "builtin"
_PREFIX = "XIANWEN_"
# How alike a variable's name must be to a setting's to be taken for a slip of the keyboard.
_ALIKE = 0.8
_MOST_SHOWN = 60
_WHOLE_NUMBER = ("不是整数，请改为数字", "must be a whole number")
# Type of pydantic's error → what is wrong and what to do, in Chinese and in English.
_FAULTS = {
    "int_parsing": _WHOLE_NUMBER,
    "int_from_float": _WHOLE_NUMBER,
    "int_parsing_size": _WHOLE_NUMBER,
    "greater_than_equal": ("太小，请改为不小于 {ge} 的数", "must be at least {ge}"),
    "less_than_equal": ("太大，请改为不大于 {le} 的数", "must be at most {le}"),
    "no_home": ("里的主目录不存在，请写出完整路径", "names no home folder that exists: give the whole path"),
    "string_pattern_mismatch": (
        "不是网址，请写作 http://主机 或 http://主机:端口",
        "must be an address: http://host or http://host:port",
    ),
    "bool_parsing": (
        "不是开关，请改为 1 或 0（true、false、yes、no、on、off 也可以）",
        "must be 1 or 0, true or false, yes or no, on or off",
    ),
}


def _expanded(folder: Path) -> Path:
    try:
        return folder.expanduser()
    except RuntimeError as error:
        raise PydanticCustomError("no_home", "no such home folder") from error


Folder = Annotated[Path, AfterValidator(_expanded)]
Positive = Annotated[int, Field(ge=1)]


class Settings(BaseSettings):
    """What can be configured: by an argument, else by the environment variable XIANWEN_ and the name in capitals.

    Attributes:
        library: folder that holds the catalogue and both indexes (XIANWEN_LIBRARY).
        embedding: "builtin", or a sentence-transformers model by hub name or folder (XIANWEN_EMBEDDING).
        host: address the web app listens on (XIANWEN_HOST).
        port: port the web app listens on; 0 for any that is free (XIANWEN_PORT).
        without_sign_in: serve on an address that others can reach although nobody has to sign in
            (XIANWEN_WITHOUT_SIGN_IN).
        address: what people open, where it is not simply host and port: behind a container's port or a proxy
            (XIANWEN_ADDRESS).
        open_browser: show the page once it is ready, where there is a browser to be seen (XIANWEN_OPEN_BROWSER).
        max_upload_mb: largest file accepted, in MB, by upload and by ingest (XIANWEN_MAX_UPLOAD_MB).
        upload_quota_mb: how much all uploaded files together may take, in MB (XIANWEN_UPLOAD_QUOTA_MB).
        workers: processes that read documents at the same time during an ingest; every core without it
            (XIANWEN_WORKERS).
        reading_seconds: seconds of a processor's work that reading one file of up to 100 MB may take; more in proportion
            for a larger one, as with the next two (XIANWEN_READING_SECONDS).
        reading_memory_mb: memory that it may take beyond what a reading process holds at rest, in MB
            (XIANWEN_READING_MEMORY_MB).
        reading_output_mb: how much text, tables and files may come out of it, in MB (XIANWEN_READING_OUTPUT_MB).
        llm: the chat model that writes answers, "provider:model", or "gguf:" and a file; None quotes the sources
            (XIANWEN_LLM).
        llm_base_url: where an endpoint other than the provider's own is (XIANWEN_LLM_BASE_URL).
        llm_api_key: its key; the provider's own variable is read without it (XIANWEN_LLM_API_KEY).
        llm_timeout: seconds to wait for the model's first word, and between words; as fits its speed without it
            (XIANWEN_LLM_TIMEOUT).
        llm_context: how many tokens the model reads and writes at once (XIANWEN_LLM_CONTEXT).
        prompts: folder of prompts that replace the ones in prompts/, by file name (XIANWEN_PROMPTS).

    Raises:
        XianwenError: a value cannot be what it is meant to be; the message names the variable.
    """

    model_config = SettingsConfigDict(env_prefix=_PREFIX, frozen=True)

    library: Folder = Path("library")
    embedding: str = BUILTIN_EMBEDDING
    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=0, le=65535)] = 7860
    without_sign_in: bool = False
    address: Annotated[str | None, Field(pattern=r"^https?://[^/\s]+/?$")] = None
    open_browser: bool = True
    max_upload_mb: Positive = 100
    upload_quota_mb: Positive = 20_000
    workers: Positive | None = None
    reading_seconds: Positive = 60
    reading_memory_mb: Positive = 600
    # What an archive may hold unpacked, and some more.
    reading_output_mb: Positive = 400
    llm: str | None = None
    llm_base_url: str | None = None
    # Not in repr(): settings are logged and shown in errors, a key never is.
    llm_api_key: Annotated[str | None, Field(repr=False)] = None
    llm_timeout: Positive | None = None
    # What small local servers allow by default.
    llm_context: Positive = 4096
    prompts: Folder | None = None

    @classmethod
    def from_environment(cls, **given: Any) -> Settings:
        """Return the settings of the environment with `given` in their place, and warn of variables with a slip.

        Raises:
            XianwenError: a value cannot be what it is meant to be.
        """
        for name, meant in _misspelt(os.environ).items():
            log.warning(
                "没有 %s 这个设置，已忽略；是否应为 %s？(Ignored: did you mean %s?)", name, meant, meant
            )
        return cls(**given)

    @model_validator(mode="wrap")
    @classmethod
    def _validated(cls, values: Mapping[str, Any], validate: ModelWrapValidatorHandler[Settings]) -> Settings:
        """Return the settings; a blank value stands for the default."""
        trimmed = {name: v.strip() if isinstance(v, str) else v for name, v in values.items()}
        try:
            return validate({name: value for name, value in trimmed.items() if value != ""})
        except ValidationError as error:
            # `from None`: pydantic's message quotes all that it was given, a key among it.
            raise XianwenError(_explained(error)) from None


def _explained(error: ValidationError) -> str:
    """Return in one line what the first faulty value is and what it must be."""
    fault = error.errors(include_url=False)[0]
    name = _PREFIX + "_".join(map(str, fault["loc"])).upper()
    chinese, english = _FAULTS.get(
        fault["type"], (f"不能用，请改正：{fault['msg']}", f"cannot be used: {fault['msg']}")
    )
    bounds = fault.get("ctx", {})
    value = "" if name.endswith("_KEY") else f"={str(fault['input'])[:_MOST_SHOWN]}"
    return f"{name}{value} {chinese.format(**bounds)}。({name} {english.format(**bounds)}.)"


def _misspelt(environment: Mapping[str, str]) -> dict[str, str]:
    """Return each variable that is nearly named like a setting, with the setting's variable."""
    known = [_PREFIX + name.upper() for name in Settings.model_fields]
    strange = [name for name in environment if name.upper().startswith(_PREFIX) and name.upper() not in known]
    return {name: near[0] for name in strange if (near := get_close_matches(name.upper(), known, 1, _ALIKE))}
