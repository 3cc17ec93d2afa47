"""Classify the errors of any provider's library as failures of the model."""

from __future__ import annotations

import re
from collections.abc import Iterator

# Seconds up to which a wait that the service asks for is observed; the answer by rule is ready before a longer one ends.
LONGEST_WAIT = 2.0
_WAIT = {429: 1.0, 500: 0.3, 502: 0.3, 503: 0.5, 529: 0.5}
_REASONS = {
    400: "模型服务不接受这个请求，请检查 XIANWEN_LLM 和 XIANWEN_LLM_API_KEY",
    401: "模型服务不认密钥，请检查 XIANWEN_LLM_API_KEY",
    402: "模型服务的账户余额不足",
    403: "模型服务拒绝访问，请检查 XIANWEN_LLM_API_KEY",
    404: "模型服务没有这个模型或地址，请检查 XIANWEN_LLM 和 XIANWEN_LLM_BASE_URL",
    429: "模型服务限制了调用次数",
}
# Servers word the error for a too long prompt differently, and do not all use the same status.
_REFUSALS = (400, 413, 422, 500)
_TOO_LONG = re.compile(
    r"context.{0,20}(?:length|window|size)|(?:prompt|input).{0,30}too (?:long|large)|too many tokens|最大长度|超长",
    re.IGNORECASE,
)
# Names, not classes: each provider brings an HTTP library of its own, and wraps its errors in further ones.
_REFUSED = {"ConnectError", "ConnectTimeout", "ConnectionRefusedError", "gaierror"}
_SLOW = {
    "TimeoutError",
    "ReadTimeout",
    "PoolTimeout",
    "WriteTimeout",
    "APITimeoutError",
    "StreamChunkTimeoutError",
}
_CUT = {
    "RemoteProtocolError",
    "ReadError",
    "WriteError",
    "ConnectionResetError",
    "IncompleteReadError",
    "CloseError",
}
_DOWN = {"APIConnectionError", "NetworkError"}


class Stopped(Exception):
    """The reader stopped the answer."""


class ModelFailure(Exception):
    """The model gave no usable answer; the message is the reason, in a few words of Chinese.

    It never contains the text of the provider's error, which may repeat the request and its key.

    Attributes:
        retry_in: seconds after which one more attempt makes sense; None where it does not.
        unstreamed: whether the reply failed as a stream, so that it may succeed as a whole.
    """

    def __init__(self, reason: str, retry_in: float | None = None, *, unstreamed: bool = False) -> None:
        super().__init__(reason)
        self.retry_in = retry_in
        self.unstreamed = unstreamed


class CutShort(ModelFailure):
    """The reply has reached the length that it was allowed; what came before is usable."""


def failure_of(error: BaseException, *, empty: bool = False) -> ModelFailure:
    """Return the failure that `error`, raised by any provider's library, amounts to.

    Args:
        error: the error.
        empty: whether no piece of a reply came before it.
    """
    chain = list(_chain(error))
    status = next((s for e in chain if (s := _status(e)) is not None), None)
    if status in _REFUSALS and any(_TOO_LONG.search(str(e)) for e in chain):
        return ModelFailure("问题和资料超过了模型一次能读的长度，请调小 XIANWEN_LLM_CONTEXT")
    if status is not None:
        fallback = f"模型服务出错（HTTP {status}）" if status >= 500 else f"模型服务答以 HTTP {status}"
        return ModelFailure(_REASONS.get(status, fallback), _wait(chain, status))
    names = {cls.__name__ for e in chain for cls in type(e).__mro__}
    if names & _REFUSED:
        return ModelFailure("连不上模型服务，请检查 XIANWEN_LLM_BASE_URL")
    if names & _SLOW:
        return ModelFailure("模型没有及时回答")
    if names & _CUT:
        return ModelFailure("模型服务中途断开")
    if names & _DOWN:
        return ModelFailure("连不上模型服务")
    if type(error).__name__ == "APIError":
        # It came in the place of a piece of the reply.
        return ModelFailure("模型服务中途出错")
    if empty and type(error) is ValueError:
        # What LangChain raises for a stream without a piece, as where the reply came as a whole.
        return ModelFailure("模型服务的回复读不懂", 0, unstreamed=True)
    return ModelFailure("模型服务的回复读不懂，请检查 XIANWEN_LLM_BASE_URL")


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    """Yield an error and those that led to it."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or error.__context__


def _status(error: BaseException) -> int | None:
    """Return the HTTP status of an error, if it is one of failure."""
    status = getattr(error, "status_code", None) or getattr(
        getattr(error, "response", None), "status_code", None
    )
    return status if isinstance(status, int) and status >= 400 else None


def _wait(chain: list[BaseException], status: int) -> float | None:
    """Return the seconds to wait before the one further attempt; None where the service asks for too long a wait."""
    for error in chain:
        headers = getattr(getattr(error, "response", None), "headers", None)
        asked = headers.get("retry-after", "") if headers is not None else ""
        if asked.replace(".", "", 1).isdigit():
            return float(asked) if float(asked) <= LONGEST_WAIT else None
    return _WAIT.get(status)
