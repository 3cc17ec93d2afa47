"""Clean: the text of a file as it is stored and cited, without damage and page furniture."""

from __future__ import annotations

from ingest.clean.boilerplate import unframe
from ingest.clean.damage import repair
from ingest.clean.footnotes import unmark
from ingest.clean.lines import Line
from ingest.clean.paging import strip_pages
from ingest.clean.spacing import tidy
from ingest.clean.wrapping import rejoin
from ingest.schema import PAGE_BREAK, CleanText, SourceText

__all__ = ["clean"]

# Taking one thing away can bare another (a footer behind a footer); real pages settle in two rounds.
_ROUNDS = 6


def clean(source: SourceText) -> CleanText:
    """The text of `source` with damage repaired and furniture gone.

    The digits of the result are those of the source, in order, less removed footnote marks and furniture;
    the script is kept; cleaning what is clean changes nothing.

    Args:
        source: decoded text, pages parted by PAGE_BREAK.

    Returns:
        The stored text (paragraphs parted by one "\\n"), the offsets at which pages start, and the fields
        that stood in the furniture.
    """
    paged = PAGE_BREAK in source.text
    lines = _lines(repair(source.text))
    header: dict[str, str] = {}
    for _ in range(_ROUNDS):
        before = [line.text for line in lines]
        lines, fields = _round(lines)
        lines = [piece for line in lines for piece in _again(line)]
        header = {**fields, **header}
        if [line.text for line in lines] == before:
            break
    text, pages = _write(lines)
    return CleanText(text=text, pages=pages if paged else (), header=header)


def _lines(text: str) -> list[Line]:
    """The lines of `text`; a page break starts a line."""
    lines: list[Line] = []
    for number, page in enumerate(text.split(PAGE_BREAK)):
        for at, line in enumerate(page.split("\n")):
            lines.append(Line(line, 1 if number and at == 0 else 0))
    return lines


def _round(lines: list[Line]) -> tuple[list[Line], dict[str, str]]:
    own, header = unframe(strip_pages(lines))
    joined = [_join(group) for group in rejoin(own)]
    return [piece for line in joined for piece in _repaired(line)], header


def _again(line: Line) -> list[Line]:
    """`line` once more without damage: a mark taken out can bring the two halves of some damage together."""
    first, *others = repair(line.text).split("\n")
    return [Line(first, line.pages), *(Line(other) for other in others)]


def _join(group: list[Line]) -> Line:
    return Line("".join(line.text.strip() for line in group), sum(line.pages for line in group))


def _repaired(line: Line) -> list[Line]:
    """`line` with its spaces and footnote marks put right; nothing where it is blank and starts no page."""
    parts = [text for part in unmark(tidy(line.text)) if (text := tidy(part))]
    if not parts:
        return [Line("", line.pages)] if line.pages else []
    return [Line(parts[0], line.pages), *(Line(part) for part in parts[1:])]


def _write(lines: list[Line]) -> tuple[str, tuple[int, ...]]:
    """The text, and the offset of each page in it; the first page starts at 0."""
    pages = [0]
    offset = 0
    written: list[str] = []
    for line in lines:
        pages += [offset] * line.pages
        if line.text:
            written.append(line.text)
            offset += len(line.text) + 1
    text = "\n".join(written)
    return text, tuple(min(page, len(text)) for page in pages)
