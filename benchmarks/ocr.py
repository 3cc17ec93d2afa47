"""How well pages that are pictures are read: the sample reports are printed to pages and read back by OCR.

    python -m benchmarks.ocr [--pages 12]

Each page is read as printed, and as a poor copy: turned by half a degree, blurred, grainy, with the marks of a jpg. Printed are
character accuracy (1 - edit distance / length, blanks left out), certainty, seconds of a processor, and memory. Needs the
extra `ocr`, fontconfig and a Chinese font.
"""

from __future__ import annotations

import argparse
import io
import resource
import subprocess
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path
from statistics import fmean
from typing import Any

from ingest.read import read_data
from ingest.read.ocr import certainty_of, lines_in
from ingest.read.ocr_layout import page_lines
from ingest.read.picture import pixels_of

REPORTS = Path(__file__).parent.parent / "reports"
# A4 in 150 dots an inch; the size of its characters and their lines, and the margin, in pixels.
_WIDTH, _HEIGHT, _SIZE, _PITCH, _MARGIN = 1240, 1754, 33, 54, 150
_FAMILIES = ("Noto Serif CJK SC", "Noto Sans CJK SC")


@dataclass(frozen=True, slots=True)
class Page:
    """A page with the text printed on it."""

    name: str
    text: str
    picture: Any


def _as_printed(picture: Any) -> Any:
    return picture


def main() -> None:
    """Print a line for each way of copying, with the pages that were read worst."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=12, help="how many pages are read")
    pages = list(islice(_pages(), parser.parse_args().pages))
    before = _peak()
    for way, copied in (("as printed", _as_printed), ("poor copy", poor_copy)):
        accuracies, certainties = [], []
        began, worked = time.perf_counter(), time.process_time()
        for page in pages:
            pixels = pixels_of(copied(page.picture))
            seen = lines_in(pixels)
            text = "".join(line.text for line in page_lines(seen, height=pixels.shape[0])).replace(" | ", "")
            accuracies.append(accuracy(text, page.text))
            certainties.append(certainty_of(seen))
        count = len(pages)
        print(
            f"{way}: {count} pages, accuracy {fmean(accuracies):.4f} (worst {min(accuracies):.4f}), "
            f"certainty {fmean(certainties):.3f} (least {min(certainties):.3f}), "
            f"{(time.perf_counter() - began) / count:.1f} s a page, {(time.process_time() - worked) / count:.1f} s of a "
            f"processor, memory {_peak() - before} MB beyond {before} MB"
        )


def accuracy(found: str, wanted: str) -> float:
    """Return 1 - edit distance / length of `wanted`, blanks left out."""
    found, wanted = "".join(found.split()), "".join(wanted.split())
    return 1 - _distance(found, wanted) / len(wanted)


def _distance(one: str, other: str) -> int:
    row = list(range(len(other) + 1))
    for i, char in enumerate(one, 1):
        below = [i]
        for j, against in enumerate(other, 1):
            below.append(min(row[j] + 1, below[-1] + 1, row[j - 1] + (char != against)))
        row = below
    return row[-1]


def poor_copy(picture: Any) -> Any:
    """Return a picture of Pillow's as a bad scanner gives it; the same picture every time."""
    import numpy
    from PIL import Image, ImageFilter

    turned = picture.rotate(0.5, resample=Image.Resampling.BICUBIC, fillcolor="white").convert("L")
    turned = turned.filter(ImageFilter.GaussianBlur(1.2))
    grain = numpy.random.default_rng(7).normal(0, 14, (turned.height, turned.width))
    grainy = numpy.clip(numpy.asarray(turned, dtype=float) * 0.75 + 40 + grain, 0, 255)
    pressed = io.BytesIO()
    Image.fromarray(grainy.astype("uint8")).save(pressed, "JPEG", quality=45)
    return Image.open(pressed)


def printed(lines: Sequence[str], font: Any) -> Any:
    """Return a page of A4 in 150 dots an inch as picture of Pillow's, with these lines on it."""
    from PIL import Image, ImageDraw

    picture = Image.new("RGB", (_WIDTH, _HEIGHT), "white")
    pen = ImageDraw.Draw(picture)
    for number, line in enumerate(lines):
        pen.text((_MARGIN, _MARGIN + number * _PITCH), line, fill="black", font=font)
    return picture


@cache
def chinese_font(family: str, size: int = _SIZE) -> Any:
    """Return a font of Pillow's.

    Raises:
        OSError: there is none of this family.
    """
    from PIL import ImageFont

    told = subprocess.run(
        ["fc-match", "--format", "%{file}\n%{index}\n%{family}", family],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split("\n")
    if not told[2].startswith(family.rpartition(" ")[0]):
        raise OSError(f"no font {family}: apt install fonts-noto-cjk")
    return ImageFont.truetype(told[0], size, index=int(told[1]) & 0xFFFF)


def _pages() -> Iterator[Page]:
    """Yield pages of the sample reports: those of pdf as they are, others set in two fonts by turns."""
    files = sorted(
        path for path in REPORTS.rglob("*") if path.suffix in (".pdf", ".txt", ".md", ".html", ".docx")
    )
    files.sort(key=lambda path: path.suffix != ".pdf")
    for number, path in enumerate(files):
        if path.suffix == ".pdf":
            yield from _of_pdf(path)
            continue
        lines = list(_broken(read_data(path.read_bytes(), path.name).text))
        most = (_HEIGHT - 2 * _MARGIN) // _PITCH
        for at in range(0, min(len(lines), 2 * most), most):
            page = lines[at : at + most]
            font = chinese_font(_FAMILIES[number % 2])
            yield Page(f"{path.stem}-{at // most + 1}", "\n".join(page), printed(page, font))


def _of_pdf(path: Path) -> Iterator[Page]:
    import pypdfium2

    document = pypdfium2.PdfDocument(path)
    for number, page in enumerate(document):
        text = _from_above(page.get_textpage())
        yield Page(f"{path.stem}-{number + 1}", text, page.render(scale=150 / 72).to_pil())


def _from_above(layer: Any) -> str:
    """Return the text of a page with its lines ordered by where they stand: a page number may come first in the file."""
    lines: list[tuple[float, str]] = []
    at = 0
    for line in layer.get_text_range().split("\n"):
        if line.strip():
            lines.append((-layer.get_charbox(at)[1], line))
        at += len(line) + 1
    return "\n".join(line for _, line in sorted(lines, key=lambda each: each[0]))


def _broken(text: str) -> Iterator[str]:
    """Yield the lines of a text as they are set, paragraphs indented."""
    width = (_WIDTH - 2 * _MARGIN) // _SIZE
    for paragraph in text.split("\n"):
        rest = "\u3000\u3000" + paragraph.strip() if paragraph.strip() else ""
        while rest:
            yield rest[:width]
            rest = rest[width:]


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    main()
