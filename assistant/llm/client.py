"""The chat model: any that LangChain supports, with bounds on time and length."""

from __future__ import annotations

import asyncio
import logging
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import aclosing
from functools import cache
from importlib.util import find_spec
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING

from assistant.llm.errors import ModelFailure, Stopped, failure_of
from assistant.llm.reasoning import ReasoningFilter, without_reasoning
from ingest.errors import ModelUnavailable
from ingest.settings import Settings

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import BaseMessage

log = logging.getLogger(__name__)
TRIES = 2
# A whole answer may take this many times as long as its first piece.
WHOLE_ANSWER = 4
# A model that does not end by itself is stopped here: no answer is this long.
MOST_CHARACTERS = 4000
MOST_THINKING = 60_000
# Seconds between checks for a reader's stop.
GLANCE = 0.05
# Providers that an extra of this package brings, by the module that LangChain needs for them.
EXTRAS = {"ollama": "langchain_ollama", "anthropic": "langchain_anthropic"}
# The metadata fields in which providers give the reason why a model ended, and the reasons that leave a reply unfinished.
_ENDINGS = ("finish_reason", "stop_reason", "done_reason")
_UNFINISHED = {
    **dict.fromkeys(
        ("length", "max_tokens", "model_length", "model_context_window_exceeded"),
        "模型的答复超过了它的长度上限",
    ),
    **dict.fromkeys(
        ("content_filter", "safety", "sensitive", "refusal", "recitation"), "模型服务拦下了这个答复"
    ),
    **dict.fromkeys(
        ("error", "network_error", "insufficient_system_resource", "abort"), "模型服务中途停了下来"
    ),
}
_SENTENCE_ENDS = tuple("。！？!?.；;]】）)”」")


class ChatModel:
    """A configured model.

    Attributes:
        name: as configured, "provider:model".
        timeout: seconds to wait for the first piece, and between pieces.
    """

    def __init__(self, settings: Settings) -> None:
        """Prepare the model; nothing is sent yet.

        Raises:
            ModelUnavailable: the name is not valid, or its provider's package or a key is missing.
        """
        self.name = settings.llm or ""
        self.timeout = float(settings.llm_timeout)
        self._model = _built(settings)
        self._unopened = False

    def __repr__(self) -> str:
        return f"ChatModel({self.name!r})"

    def stream(
        self, messages: Sequence[BaseMessage], stopped: Callable[[], bool] = lambda: False
    ) -> Iterator[str]:
        """Yield the model's reply piece by piece, without its reasoning.

        Args:
            messages: the prompt.
            stopped: called every GLANCE seconds; True drops the request.

        Raises:
            ModelFailure: the model could not be reached, took too long, broke off, did not end or made no sense.
            Stopped: `stopped` returned True.
        """
        model = self._model
        for attempt in range(TRIES):
            # A reply that comes as a whole comes late.
            patience = self.timeout * (WHOLE_ANSWER if model.disable_streaming else 1)
            request, reasoning = (
                _Request(model, messages, patience, stopped),
                ReasoningFilter(unopened=self._unopened),
            )
            answered = False
            try:
                for piece in _bounded(reasoning.answer(request.pieces())):
                    answered = True
                    yield piece
            finally:
                request.drop()
            self._unopened = reasoning.unopened
            failure = request.failure() or (None if answered else ModelFailure("模型没有作答", 0))
            if failure is None:
                self._model = model
                return
            log.warning("%s: %s", self.name, failure)
            if answered or failure.retry_in is None or attempt + 1 == TRIES:
                raise failure
            if failure.unstreamed:
                model = model.model_copy(update={"disable_streaming": True})
            time.sleep(failure.retry_in)

    def complete(self, messages: Sequence[BaseMessage], stopped: Callable[[], bool] = lambda: False) -> str:
        """Return the whole reply at once.

        Raises:
            ModelFailure, Stopped: as `stream`.
        """
        return without_reasoning("".join(self.stream(messages, stopped)))


class _Request:
    """One request on the models' event loop, so that dropping it closes its connection at once."""

    def __init__(
        self,
        model: BaseChatModel,
        messages: Sequence[BaseMessage],
        timeout: float,
        stopped: Callable[[], bool],
    ) -> None:
        self._received: SimpleQueue[str | None] = SimpleQueue()
        self._timeout, self._stopped = timeout, stopped
        self._ending: str | None = None
        self._late: ModelFailure | None = None
        self._last = ""
        self._pieces = 0
        self._dropped = False
        self._future = asyncio.run_coroutine_threadsafe(self._pump(model, list(messages)), _event_loop())
        self._future.add_done_callback(lambda _: self._received.put(None))

    async def _pump(self, model: BaseChatModel, messages: list[BaseMessage]) -> None:
        async with aclosing(model.astream(messages)) as chunks:  # type: ignore[type-var]
            async for chunk in chunks:
                # A cancellation gets lost where a library waits with asyncio.wait_for and its piece comes just then.
                if self._dropped:
                    return
                self._pieces += 1
                for key in _ENDINGS:
                    self._ending = chunk.response_metadata.get(key) or self._ending
                # A chunk without text, as of a model that thinks apart from its reply, is a sign of life.
                self._received.put(str(chunk.text))

    def pieces(self) -> Iterator[str]:
        """Yield the pieces until the request is done or exceeds its bounds."""
        whole = time.monotonic() + WHOLE_ANSWER * self._timeout
        length = 0
        while (piece := self._next(min(whole, time.monotonic() + self._timeout))) is not None:
            if not piece:
                continue
            length += len(piece)
            self._last = piece
            if length > MOST_THINKING:
                raise ModelFailure("模型没有写完的意思")
            yield piece

    def _next(self, deadline: float) -> str | None:
        while (left := deadline - time.monotonic()) > 0:
            if self._stopped():
                raise Stopped
            try:
                return self._received.get(timeout=min(GLANCE, left))
            except Empty:
                continue
        self._late = ModelFailure("模型没有及时回答")
        return None

    def drop(self) -> None:
        """End the request, if it has not ended."""
        self._dropped = True
        self._future.cancel()

    def failure(self) -> ModelFailure | None:
        """Return why the reply is incomplete, or None. Call it when `pieces` has ended."""
        if self._late is not None:
            return self._late
        error = self._future.exception()
        if error is not None:
            log.info("model request failed: %s", type(error).__name__)
            return failure_of(error, empty=self._pieces == 0)
        if unfinished := _UNFINISHED.get((self._ending or "").lower()):
            return ModelFailure(unfinished)
        # A server that dies can close the stream in good order; only the missing end tells.
        if self._ending is None and self._last and not self._last.rstrip().endswith(_SENTENCE_ENDS):
            return ModelFailure("模型服务中途断开")
        return None


def _bounded(pieces: Iterator[str]) -> Iterator[str]:
    """Yield the pieces.

    Raises:
        ModelFailure: they exceed MOST_CHARACTERS.
    """
    length = 0
    for piece in pieces:
        length += len(piece)
        yield piece
        if length > MOST_CHARACTERS:
            raise ModelFailure("模型没有写完的意思")


@cache
def _event_loop() -> asyncio.AbstractEventLoop:
    """Return the one loop on which all models' requests run: their connections belong to it."""
    loop = asyncio.new_event_loop()
    threading.Thread(target=loop.run_forever, name="models", daemon=True).start()
    return loop


def _built(settings: Settings) -> BaseChatModel:
    """Return LangChain's model for `settings`."""
    from langchain.chat_models import init_chat_model

    spec = settings.llm or ""
    provider, _, model = spec.partition(":")
    if not provider or not model:
        raise ModelUnavailable(
            f"XIANWEN_LLM={spec} 要写成 提供方:模型，如 openai:gpt-5-mini 或 ollama:qwen3。"
            "(XIANWEN_LLM must be provider:model.)"
        )
    options: dict[str, object] = {"temperature": 0, "max_retries": 0}
    if provider == "openai":
        # A task for each piece that times it; `_Request` does that.
        options["stream_chunk_timeout"] = None
    if settings.llm_base_url:
        options["base_url"] = settings.llm_base_url
    if key := _key(settings, provider):
        options["api_key"] = key
    if provider in EXTRAS and find_spec(EXTRAS[provider]) is None:
        raise _missing(spec, f"'xianwen[{provider}]'")
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


def _missing(spec: str, package: str) -> ModelUnavailable:
    return ModelUnavailable(
        f"XIANWEN_LLM={spec} 需要的包没有安装，请运行 pip install {package}。"
        f"(Its package is missing: pip install {package}.)"
    )


def _key(settings: Settings, provider: str) -> str | None:
    """Return the key to send. A local server needs none, but the client for OpenAI's API requires one."""
    import os

    if settings.llm_api_key or provider != "openai" or not settings.llm_base_url:
        return settings.llm_api_key
    return None if os.environ.get("OPENAI_API_KEY") else "none"
