"""Check the chains of an OLE compound file (xls, doc, ppt): a damaged one can lead in a circle.

What reads such a file gathers the sectors of a chain until it ends ([MS-CFB] 2.3); in a circle it gathers for ever.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence

_HEADER = struct.Struct("<24x2xHHHH6xII4x4x4xIIII109I")
_LAST = 0xFFFFFFFA  # numbers above are no sectors: an end, or what a sector is for
_SHORTEST = 512
_SHIFTS = (9, 12)


def leads_in_a_circle(data: bytes) -> bool:
    """Return whether a chain of sectors of a compound file never ends, or its header is not that of one.

    Args:
        data: the whole file.
    """
    if len(data) < _SHORTEST:
        return True
    _, _, shift, _, _, _, small, _, more, _, *listed = _HEADER.unpack_from(data)
    if shift not in _SHIFTS:
        return True
    size = 1 << shift

    def sector(number: int) -> Sequence[int]:
        start = (number + 1) << shift
        held = data[start : start + size]
        return struct.unpack(f"<{len(held) // 4}I", held[: len(held) // 4 * 4])

    tables, seen = [number for number in listed if number <= _LAST], set()
    while more <= _LAST:
        if more in seen or not (held := sector(more)):
            return more in seen
        seen.add(more)
        tables += [number for number in held[:-1] if number <= _LAST]
        more = held[-1]
    most = (len(data) >> shift) + 1
    following = [each for number in dict.fromkeys(tables[:most]) for each in sector(number)][:most]
    if _has_circle(following):
        return True
    smaller: list[int] = []
    while small < len(following):
        smaller += sector(small)
        small = following[small]
    return _has_circle(smaller)


def _has_circle(following: Sequence[int]) -> bool:
    """Return whether to go on from some number to the one that follows it never ends."""
    known = bytearray(
        len(following)
    )  # the round in which a number was come by, or 255 where all behind it ends
    for start in range(len(following)):
        walked = []
        at = start
        while at < len(following) and not known[at]:
            known[at] = 1
            walked.append(at)
            at = following[at]
        if at < len(following) and known[at] == 1:
            return True
        for each in walked:
            known[each] = 255
    return False
