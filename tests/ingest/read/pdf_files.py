"""Pdf files written byte by byte."""

from __future__ import annotations

Placed = tuple[float, float, float, str]  # x, y (points), size, text
Picture = tuple[float, float, float, float]  # x, y, width, height (points)
Rule = tuple[float, float, float, float]  # from x, y to x, y (points)
EM = 16
FONT = (
    b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light "
    b"/Encoding /UniGB-UTF16-H /DescendantFonts [4 0 R] >>",
    b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 "
    b"/CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> "
    b"/FontDescriptor << /Type /FontDescriptor /FontName /STSong-Light /Flags 6 "
    b"/FontBBox [-25 -254 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >> >>",
)


def pdf(
    pages: list[list[Placed]],
    *,
    title: str = "",
    encrypted: bool = False,
    pictures: list[Picture] | None = None,
    rules: list[list[Rule]] | None = None,
    turned: bool = False,
) -> bytes:
    """A pdf whose pages hold the given texts, each character as wide as it is high, black pictures and rules.

    Args:
        rules: of each page.
        turned: draw all of it sideways on pages that are shown turned by a quarter, as a table across the page is.
    """
    drawn = "".join(
        f"q {width} 0 0 {height} {x} {y} cm BI /W 1 /H 1 /CS /G /BPC 8 /F /AHx ID 00> EI Q\n"
        for x, y, width, height in pictures or []
    )
    kids = " ".join(f"{5 + 2 * i} 0 R" for i in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        *FONT,
    ]
    for i, page in enumerate(pages):
        content = (
            drawn.encode()
            + (b"q 0 1 -1 0 595 0 cm\n" if turned else b"")
            + "".join(
                f"{x0} {y0} m {x1} {y1} l S\n" for x0, y0, x1, y1 in (rules or [[]] * (i + 1))[i]
            ).encode()
            + "\n".join(
                f"BT /F1 {size} Tf 1 0 0 1 {x} {y} Tm <{text.encode('utf-16-be').hex()}> Tj ET"
                for x, y, size, text in page
            ).encode()
            + (b" Q" if turned else b"")
        )
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] "
            + (b"/Rotate 90 " if turned else b"")
            + b"/Resources << /Font << /F1 3 0 R >> >> "
            + f"/Contents {6 + 2 * i} 0 R >>".encode()
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
    objects.append(f"<< /Title <feff{title.encode('utf-16-be').hex()}> >>".encode())
    out = b"%PDF-1.6\n"
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    # A user key that no empty password gives.
    lock = b"/Encrypt << /Filter /Standard /V 1 /R 2 /O <%s> /U <%s> /P -4 >> /ID [<00><00>]" % (
        b"a5" * 32,
        b"5a" * 32,
    )
    return out + b"trailer << /Root 1 0 R /Info %d 0 R /Size %d %s >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects), len(objects) + 1, lock if encrypted else b"", table,
    )  # fmt: skip
