"""The ruling lines of a page of a pdf: strokes and thin filled boxes along its axes."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

# A filled box no thicker than this is a rule; in points.
_THICKEST = 3.0
_SHORTEST = 4.0
# A table is drawn with lines and boxes: a path of more segments is a picture or a letter.
_MOST_SEGMENTS = 400
_MOST_OBJECTS = 20_000
_DEEPEST = 3

Matrix = tuple[float, float, float, float, float, float]
Turn = Callable[[float, float], tuple[float, float]]
_IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line along an axis of the page as it is shown.

    Attributes:
        at: its place on the other axis, in points: height of a horizontal one, distance from the left of a vertical one.
        start, end: its extent, start < end.
    """

    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of a page: across it, and down it."""

    across: tuple[Rule, ...]
    down: tuple[Rule, ...]


def rules_of(page: Any, turn: Turn) -> Rules:
    """Return the rules of an open page.

    Args:
        turn: from coordinates of the page to those of the page as it is shown, see `turn_of`.
    """
    from pypdfium2.raw import FPDFPage_CountObjects, FPDFPage_GetObject

    across: list[Rule] = []
    down: list[Rule] = []
    count = min(FPDFPage_CountObjects(page), _MOST_OBJECTS)
    objects = (FPDFPage_GetObject(page, i) for i in range(count))
    for (x0, y0), (x1, y1) in _lines(objects, _IDENTITY, 0):
        (left, bottom), (right, top) = turn(x0, y0), turn(x1, y1)
        left, right = sorted((left, right))
        bottom, top = sorted((bottom, top))
        if right - left >= _SHORTEST and top - bottom < 1:
            across.append(Rule((bottom + top) / 2, left, right))
        elif top - bottom >= _SHORTEST and right - left < 1:
            down.append(Rule((left + right) / 2, bottom, top))
    return Rules(tuple(across), tuple(down))


def turn_of(page: Any) -> Turn:
    """Return the way from coordinates of a page to those of the page as it is shown, which may be turned."""
    from pypdfium2.raw import FPDFPage_GetRotation

    turns: int = FPDFPage_GetRotation(page) % 4
    width, height = page.get_size()
    if turns % 2:
        width, height = height, width
    ways: list[Turn] = [
        lambda x, y: (x, y),
        lambda x, y: (y, width - x),
        lambda x, y: (width - x, height - y),
        lambda x, y: (height - y, x),
    ]
    return ways[turns]


def _lines(
    objects: Iterator[Any], matrix: Matrix, depth: int
) -> Iterator[tuple[tuple[float, float], tuple[float, float]]]:
    """Return the lines that objects of a page or of a form on it draw, in coordinates of the page."""
    from pypdfium2.raw import (
        FPDF_PAGEOBJ_FORM,
        FPDF_PAGEOBJ_PATH,
        FPDFFormObj_CountObjects,
        FPDFFormObj_GetObject,
        FPDFPageObj_GetType,
    )

    for each in objects:
        kind = FPDFPageObj_GetType(each)
        if kind == FPDF_PAGEOBJ_PATH:
            yield from _path_lines(each, _product(_matrix(each), matrix))
        elif kind == FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
            count = min(FPDFFormObj_CountObjects(each), _MOST_OBJECTS)
            inner = (FPDFFormObj_GetObject(each, i) for i in range(count))
            yield from _lines(inner, _product(_matrix(each), matrix), depth + 1)


def _path_lines(path: Any, matrix: Matrix) -> Iterator[tuple[tuple[float, float], tuple[float, float]]]:
    from pypdfium2.raw import FPDFPath_CountSegments, FPDFPath_GetDrawMode

    count = FPDFPath_CountSegments(path)
    if not 2 <= count <= _MOST_SEGMENTS:
        return
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    FPDFPath_GetDrawMode(path, ctypes.byref(fill), ctypes.byref(stroke))
    if not (fill.value or stroke.value):
        return
    for points in _outlines(path, count, matrix):
        if stroke.value:
            yield from pairwise(points)
        else:
            yield from _thin_box(points)


def _outlines(path: Any, count: int, matrix: Matrix) -> Iterator[list[tuple[float, float]]]:
    """Return the corners of each part of a path; a curve, which bounds no cell, ends a part."""
    from pypdfium2.raw import (
        FPDF_SEGMENT_BEZIERTO,
        FPDF_SEGMENT_MOVETO,
        FPDFPath_GetPathSegment,
        FPDFPathSegment_GetClose,
        FPDFPathSegment_GetPoint,
        FPDFPathSegment_GetType,
    )

    a, b, c, d, e, f = matrix
    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[tuple[float, float]] = []
    for i in range(count):
        segment = FPDFPath_GetPathSegment(path, i)
        kind = FPDFPathSegment_GetType(segment)
        FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        point = a * x.value + c * y.value + e, b * x.value + d * y.value + f
        if kind in (FPDF_SEGMENT_MOVETO, FPDF_SEGMENT_BEZIERTO):
            if len(points) > 1:
                yield points
            points = []
        points.append(point)
        if FPDFPathSegment_GetClose(segment) and len(points) > 1:
            points.append(points[0])
    if len(points) > 1:
        yield points


def _thin_box(
    points: list[tuple[float, float]],
) -> Iterator[tuple[tuple[float, float], tuple[float, float]]]:
    """Return the middle line of a filled box that is as thin as a line."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    left, right, bottom, top = min(xs), max(xs), min(ys), max(ys)
    middle_x, middle_y = (left + right) / 2, (bottom + top) / 2
    if top - bottom <= _THICKEST < right - left:
        yield (left, middle_y), (right, middle_y)
    elif right - left <= _THICKEST < top - bottom:
        yield (middle_x, bottom), (middle_x, top)


def _matrix(each: Any) -> Matrix:
    from pypdfium2.raw import FS_MATRIX, FPDFPageObj_GetMatrix

    found = FS_MATRIX()
    if not FPDFPageObj_GetMatrix(each, ctypes.byref(found)):
        return _IDENTITY
    return found.a, found.b, found.c, found.d, found.e, found.f


def _product(first: Matrix, second: Matrix) -> Matrix:
    """Return the matrix that does `first`, then `second`."""
    a, b, c, d, e, f = first
    p, q, r, s, t, u = second
    return (
        a * p + b * r,
        a * q + b * s,
        c * p + d * r,
        c * q + d * s,
        e * p + f * r + t,
        e * q + f * s + u,
    )
