"""Pictures of text → the lines seen in them, by RapidOCR where the extra `ocr` is installed.

Its models come with its package: they are named by their files, so that nothing is ever fetched."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from statistics import fmean
from typing import Any

import numpy as np

from ingest.errors import UnreadableFile
from ingest.read.allowance import more

# A page of A4 in 300 dots an inch has 9 million; a photograph of a telephone up to 50.
MOST_PIXELS = 60_000_000
# A picture that is larger is made smaller: the longest side, in pixels. A page of A4 has 1,754 in 150 dots an inch.
LONGEST_SIDE = 2_400
# What is less certain is no text: the grain of paper, a stamp, a face.
_LEAST_CERTAIN = 0.5
# Lines of so many characters tell which side of a page is up, by how certain they are together.
_LONG, _READS_WELL = 4, 0.75
# Lines are looked for in a picture no larger than this, which bounds memory, and then read in the full one.
_LOOKED_FOR_IN = 1_152
# What a full page takes at most on a core of a laptop, tried on all four sides; and the models, with what they work in, in bytes.
SECONDS_A_PICTURE = 30.0
MODELS = 500_000_000
# Files are read by a process for each core.
_THREADS = 2
_MODELS = {
    "Det": "PP-OCRv6_det_small.onnx",
    "Rec": "PP-OCRv6_rec_small.onnx",
}
# One picture at a time: two at once would take the memory twice.
_ENGINE = threading.Lock()


@dataclass(frozen=True, slots=True)
class SeenLine:
    """A line of text in a picture, or a piece of one.

    Attributes:
        text: not empty, no white space at either end.
        certainty: from 0 to 1, that it reads so.
        left, top, right, bottom: of the box around it, in pixels from the upper left corner.
    """

    text: str
    certainty: float
    left: float
    top: float
    right: float
    bottom: float


def lines_in(picture: Any) -> list[SeenLine]:
    """Return the lines of text in a picture, as they are found; where it lies on its side or its head, as they stand upright.

    Args:
        picture: an array of shape (height, width, 3), bytes, colours in the order blue, green, red.

    Raises:
        UnreadableFile: it has more pixels than `MOST_PIXELS`.
    """
    height, width = picture.shape[:2]
    check_size(width, height)
    more(seconds=SECONDS_A_PICTURE)
    best: list[SeenLine] = []
    # Half a turn comes first: sheets are laid in wrongly more often than on their side.
    for quarters in (0, 2, 1, 3):
        seen = _seen(np.ascontiguousarray(np.rot90(picture, quarters)))
        if _weight(seen) > _weight(best):
            best = seen
        if _is_upright(seen):
            break
    return [line for line in best if line.certainty >= _LEAST_CERTAIN]


def _seen(picture: Any) -> list[SeenLine]:
    with _ENGINE:
        found = _engine()(picture)
    if found.boxes is None or found.txts is None:
        return []
    lines = []
    for box, text, score in zip(found.boxes, found.txts, found.scores, strict=True):
        if text.strip():
            xs, ys = [float(x) for x, _ in box], [float(y) for _, y in box]
            lines.append(SeenLine(text.strip(), float(score), min(xs), min(ys), max(xs), max(ys)))
    return lines


def _is_upright(seen: Sequence[SeenLine]) -> bool:
    """Return whether there is nothing to read, or something that reads well and lies flat: of a page that lies on its head
    a few short lines are seen, of signs that it does not have."""
    long = [line for line in seen if len(line.text) >= _LONG]
    if not long:
        return not seen
    flat = sum(line.right - line.left > line.bottom - line.top for line in long)
    return flat > len(long) / 2 and certainty_of(long) > _READS_WELL


def _weight(seen: Sequence[SeenLine]) -> float:
    """Return how much of what was seen is text; upright lines before others that read as well."""
    return sum(
        len(line.text) * line.certainty**2 * (1 if line.right - line.left > line.bottom - line.top else 0.5)
        for line in seen
    )


def check_size(width: int, height: int) -> None:
    """Refuse a picture that is larger than any page.

    Raises:
        UnreadableFile: it has more pixels than `MOST_PIXELS`.
    """
    if width * height > MOST_PIXELS:
        raise UnreadableFile(
            f"图片太大（{width}×{height}，上限 {MOST_PIXELS // 1_000_000} 百万像素），没有读取；请缩小后再放入。"
            f"(Too large a picture, {width} by {height} pixels; make it smaller.)"
        )


def certainty_of(lines: Sequence[SeenLine]) -> float:
    """Return how certain lines are together, each counted by its length; 1 where there are none."""
    weights = [len(line.text) for line in lines]
    return fmean((line.certainty for line in lines), weights) if lines else 1.0


@cache
def _engine() -> Any:
    import rapidocr

    more(memory=MODELS)
    models = Path(rapidocr.__file__).parent / "models"
    return rapidocr.RapidOCR(
        params={
            **{f"{part}.model_path": str(models / name) for part, name in _MODELS.items()},
            "Global.log_level": "critical",
            "Global.text_score": 0.0,
            "Global.max_side_len": LONGEST_SIDE,
            # It turns lines round that stand upright, and what is read of them then is nothing.
            "Global.use_cls": False,
            # A little wider than usual, or the stop at the end of a line is cut off.
            "Det.unclip_ratio": 2.0,
            "Det.limit_type": "max",
            "Det.limit_side_len": _LOOKED_FOR_IN,
            "Rec.rec_batch_num": 1,
            "EngineConfig.onnxruntime.intra_op_num_threads": _THREADS,
        }
    )
