"""Pictures of a web page that come with it → their text, in their place."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote_to_bytes

from ingest.read.pictures import Pictures
from ingest.read.text import NOT_IN_XML

_DATA = re.compile(r"data:image/[a-z.+-]{1,20}((?:;[^,;]{0,40}){0,3}),", re.IGNORECASE)
# Of a picture within a page, as it is written there.
_MOST = 30_000_000


def read_pictures(tree: Any, pictures: Pictures, beside: Mapping[str, bytes]) -> None:
    """Put the text of the pictures that come with a page in their places.

    Args:
        tree: of the page, which is changed.
        pictures: reads them.
        beside: files that lie beside the page, by the addresses under which it may name them.
    """
    from lxml import etree

    for image in list(tree.iter("img")):
        address = (image.get("src") or "").strip()
        data = beside.get(address) or _within(address)
        blocks = pictures.blocks(data) if data else []
        if not blocks or image.getparent() is None:
            continue
        # In place of the picture, which keeps what stands behind it.
        image.tag = "div"
        for name in list(image.attrib):
            del image.attrib[name]
        for block in blocks:
            for line in block.text.split("\n"):
                etree.SubElement(image, "p").text = NOT_IN_XML.sub("", line)


def _within(address: str) -> bytes | None:
    """Return the file that an address holds itself; None where it holds none."""
    found = _DATA.match(address) if len(address) <= _MOST else None
    if found is None:
        return None
    told = address[found.end() :]
    if not found[1].lower().endswith(";base64"):
        return unquote_to_bytes(told)
    try:
        return base64.b64decode(told)
    except (binascii.Error, ValueError):
        return None
