"""The chat model: any that LangChain supports, with bounds on time and length."""

from __future__ import annotations

import asyncio
import logging
import threading
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from functools import cache
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING

from assistant.llm.errors import CutShort, ModelFailure, Stopped, failure_of
from assistant.llm.local_model import LocalModel, Served, local_model
from assistant.llm.model_speed import WHOLE_ANSWER, patience
from assistant.llm.providers import checked_file, file_of, limited, model_of, name_of
from assistant.llm.reasoning import ReasoningFilter, without_reasoning
from ingest.settings import Settings

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import AIMessageChunk, BaseMessage

log = logging.getLogger(__name__)
TRIES = 2
# A model that does not end by itself is stopped here: no answer is this long.
MOST_CHARACTERS = 4000
MOST_THINKING = 60_000
# Seconds between checks for a reader's stop.
GLANCE = 0.05
# The metadata fields in which providers give the reason why a model ended, and the reasons that leave a reply unfinished.
_ENDINGS = ("finish_reason", "stop_reason", "done_reason")
_AT_LIMIT = ("length", "max_tokens", "model_length")
_UNFINISHED = {
    **dict.fromkeys((*_AT_LIMIT, "model_context_window_exceeded"), "模型的答复超过了它的长度上限"),
    **dict.fromkeys(
        ("content_filter", "safety", "sensitive", "refusal", "recitation"), "模型服务拦下了这个答复"
    ),
    **dict.fromkeys(
        ("error", "network_error", "insufficient_system_resource", "abort"), "模型服务中途停了下来"
    ),
}
_SENTENCE_ENDS = tuple("。！？!?.；;]】）)”」")


@dataclass(slots=True)
class Usage:
    """What some requests took.

    Attributes:
        requests: how many there were.
        read, written: tokens, as the provider counts them; 0 where it does not say.
        first: seconds until the first piece of each, together.
        seconds: seconds until the end of each, together.
    """

    requests: int = 0
    read: int = 0
    written: int = 0
    first: float = 0.0
    seconds: float = 0.0

    def add(self, other: Usage) -> None:
        """Add what others took."""
        for name in ("requests", "read", "written", "first", "seconds"):
            setattr(self, name, getattr(self, name) + getattr(other, name))


class ChatModel:
    """A configured model.

    Attributes:
        name: as configured, "provider:model".
        timeout: seconds to wait for the first piece, and between pieces.
    """

    def __init__(self, settings: Settings, *, counted: bool = False) -> None:
        """Prepare the model; nothing is sent yet, but a model file begins to load.

        Args:
            settings: which model, and its bounds.
            counted: have it say how many tokens it read and wrote, where it does so only when asked.

        Raises:
            ModelUnavailable: the name is not valid, or its provider's package or a key is missing.
        """
        self.name = name_of(settings)
        self.timeout = patience(settings)
        self._unopened = self._thinks = False
        self._settings = settings
        self._served: Served | None = None
        self._model: BaseChatModel | None = None
        self._local: LocalModel | None = None
        self._file = file_of(settings)
        if self._file:
            self._local = local_model(checked_file(settings), settings.llm_context)
            self._local.start()
        else:
            self._model = model_of(settings, counted=counted)

    def __repr__(self) -> str:
        return f"ChatModel({self.name!r})"

    def stream(
        self,
        messages: Sequence[BaseMessage],
        stopped: Callable[[], bool] = lambda: False,
        usage: Usage | None = None,
        limit: int | None = None,
    ) -> Generator[str, None, None]:
        """Yield the model's reply piece by piece, without its reasoning.

        Args:
            messages: the prompt.
            stopped: called every GLANCE seconds; True drops the request.
            usage: what was read and written, and the time, are added to it.
            limit: the most tokens that it is to write; not sent to a model that is known to think first, which would count.

        Raises:
            CutShort: the reply has reached `limit`.
            ModelFailure: the model could not be reached, took too long, broke off, did not end or made no sense.
            Stopped: `stopped` returned True.
        """
        model = self._ready(stopped)
        for attempt in range(TRIES):
            # A reply that comes as a whole comes late.
            patience = self.timeout * (WHOLE_ANSWER if model.disable_streaming else 1)
            bounded = limit is not None and not self._thinks
            request, reasoning = (
                _Request(limited(model, limit) if limit and bounded else model, messages, patience, stopped),
                ReasoningFilter(unopened=self._unopened),
            )
            answered = False
            try:
                for piece in _bounded(reasoning.answer(request.pieces())):
                    answered = True
                    yield piece
            finally:
                request.drop()
                if usage is not None:
                    usage.add(request.usage)
            self._unopened = reasoning.unopened
            failure = request.failure() or (None if answered else ModelFailure("模型没有作答", 0))
            if failure is None:
                self._model = model
                return
            if bounded and request.reached_limit:
                if answered:
                    raise CutShort(str(failure))
                # It was still thinking.
                self._thinks = True
                if attempt + 1 < TRIES:
                    continue
            log.warning("%s: %s", self.name, failure)
            if answered or failure.retry_in is None or attempt + 1 == TRIES:
                raise failure
            if failure.unstreamed:
                model = model.model_copy(update={"disable_streaming": True})
            time.sleep(failure.retry_in)

    def _ready(self, stopped: Callable[[], bool]) -> BaseChatModel:
        """Return LangChain's model; where a file is run, once it is loaded, and at its address of now.

        Raises:
            ModelFailure, Stopped: as `stream`.
        """
        if self._file and self._local and (served := self._local.served(stopped)) != self._served:
            own = {
                "llm": f"openai:{self._file.stem}",
                "llm_base_url": served.url,
                "llm_api_key": served.key,
            }
            self._model = model_of(self._settings.model_copy(update=own), counted=True)
            self._served = served
        assert self._model is not None
        return self._model

    def complete(
        self,
        messages: Sequence[BaseMessage],
        stopped: Callable[[], bool] = lambda: False,
        usage: Usage | None = None,
    ) -> str:
        """Return the whole reply at once; arguments as for `stream`.

        Raises:
            ModelFailure, Stopped: as `stream`.
        """
        return without_reasoning("".join(self.stream(messages, stopped, usage=usage)))


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
        self._began = time.monotonic()
        self.usage = Usage(requests=1)
        self._future = asyncio.run_coroutine_threadsafe(self._pump(model, list(messages)), _event_loop())
        self._future.add_done_callback(lambda _: self._received.put(None))

    async def _pump(self, model: BaseChatModel, messages: list[BaseMessage]) -> None:
        async with aclosing(model.astream(messages)) as chunks:  # type: ignore[type-var]
            async for chunk in chunks:
                # A cancellation gets lost where a library waits with asyncio.wait_for and its piece comes just then.
                if self._dropped:
                    return
                self._count(chunk)
                for key in _ENDINGS:
                    self._ending = chunk.response_metadata.get(key) or self._ending
                # A chunk without text, as of a model that thinks apart from its reply, is a sign of life.
                self._received.put(str(chunk.text))

    def _count(self, chunk: AIMessageChunk) -> None:
        """Note the time of a piece, and the tokens that it says were read and written."""
        self._pieces += 1
        self.usage.seconds = time.monotonic() - self._began
        if chunk.text and not self.usage.first:
            self.usage.first = self.usage.seconds
        if told := chunk.usage_metadata:
            # A provider may say it in several pieces: in one what was read, in another what was written.
            self.usage.read = max(self.usage.read, told["input_tokens"])
            self.usage.written = max(self.usage.written, told["output_tokens"])

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

    @property
    def reached_limit(self) -> bool:
        """Return whether the reply ended at the tokens that it was allowed."""
        return (self._ending or "").lower() in _AT_LIMIT

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
