"""Indicators that are made of others: a share or a multiple of two, or a mean of which the parts may be told alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from assistant.question.asked_indicators import AskedIndicator
from assistant.question.asked_operation import Operation
from assistant.question.ledger_request import LedgerRequest

_TOWN, _COUNTRY = "城镇居民人均可支配收入", "农村居民人均可支配收入"
# Name → what is reckoned, of which two.
_DEFINED: Mapping[str, tuple[Operation, str, str]] = {
    "税收占一般公共预算收入比重": ("share", "税收收入", "一般公共预算收入"),
    "城乡居民收入比": ("ratio", _TOWN, _COUNTRY),
    # What of the general public budget is no tax.
    "非税收入": ("difference", "一般公共预算收入", "税收收入"),
}
# Name → the two of which reports tell where they do not tell it itself.
_PARTS: Mapping[str, tuple[str, str]] = {
    "居民人均可支配收入": (_TOWN, _COUNTRY),
    "城乡居民人均可支配收入": (_TOWN, _COUNTRY),
}


def related(request: LedgerRequest) -> set[str]:
    """Return the names of the indicators whose figures may answer besides those of the indicators asked for."""
    told = as_one(request)
    names = {name for indicator in told.indicators for name in _DEFINED.get(indicator.name, ())[1:]}
    return (
        names
        | {indicator.name for indicator in told.indicators}
        | {part for indicator in request.indicators for part in _PARTS.get(indicator.name, ())}
    )


def as_one(request: LedgerRequest) -> LedgerRequest:
    """Return a request for a proportion that is an indicator by itself as one for this indicator; others unchanged."""
    names = tuple(indicator.name for indicator in request.indicators)
    for name, (operation, one, other) in _DEFINED.items():
        if request.operation == operation and names == (one, other):
            whole = AskedIndicator(name, request.indicators[0].qualifiers, name)
            return replace(request, indicators=(whole,), operation="value")
    return request


def as_two(request: LedgerRequest) -> LedgerRequest | None:
    """Return the request for the two figures of which the indicator asked for is a proportion; None for any other."""
    if (
        len(request.indicators) != 1
        or request.indicators[0].name not in _DEFINED
        or request.operation != "value"
    ):
        return None
    operation, *names = _DEFINED[request.indicators[0].name]
    two = tuple(AskedIndicator(name, request.indicators[0].qualifiers, name) for name in names)
    return replace(request, indicators=two, operation=operation)


def as_parts(request: LedgerRequest) -> LedgerRequest | None:
    """Return the request for the parts of the one indicator asked for; None where it has none."""
    if (
        len(request.indicators) != 1
        or request.indicators[0].name not in _PARTS
        or request.operation != "value"
    ):
        return None
    parts = tuple(AskedIndicator(name, shown=name) for name in _PARTS[request.indicators[0].name])
    return replace(request, indicators=parts)
