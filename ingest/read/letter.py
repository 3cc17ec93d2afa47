"""Letters and saved pages (eml, mht) → the text, what its head declares, and the files enclosed."""

from __future__ import annotations

import base64
import email
import re
from contextlib import suppress
from dataclasses import replace
from email.errors import MessageError
from email.message import EmailMessage
from email.policy import default
from email.utils import parseaddr, parsedate_to_datetime

from ingest.errors import UnreadableFile
from ingest.read.html import read_html
from ingest.read.members import Member, Several, name_of, with_names_apart
from ingest.read.text import decoded, has_words, normalised, plain_text
from ingest.schema import SourceText

_MOST_ENCLOSURES = 500
# A saved page has a part for each of its pictures.
_MOST_PARTS = 5_000
# Letters within letters within letters: nobody reads further, and a crafted one goes on for ever.
_DEEPEST = 20
_NO_BASE64 = re.compile(r"[^A-Za-z0-9+/=]+")


def read_letter(data: bytes) -> SourceText | Several:
    """Return the text of a letter, or of a page that a browser saved as one file; with the files enclosed in it.

    Args:
        data: the whole file.

    Raises:
        UnreadableFile: there is neither a text nor an enclosed file in it.
    """
    if data.count(b"\nContent-Type:") > _MOST_PARTS:
        raise UnreadableFile(
            f"邮件里的部分太多（上限 {_MOST_PARTS}），没有读取；请把附件另存出来。(Too many parts in this mail; save them apart.)"
        )
    try:
        letter = email.message_from_bytes(data, policy=default)
        assert isinstance(letter, EmailMessage)
        parts = list(_parts(letter, _DEEPEST))
        own = _text(letter, parts)
        enclosed = with_names_apart(_enclosed(part) for part in parts if _is_enclosed(part))
    except (
        MessageError,
        LookupError,
        ValueError,
        AttributeError,
        TypeError,
        IndexError,
        RecursionError,
    ) as error:
        raise UnreadableFile(
            "邮件或网页归档文件已损坏，请重新保存。(Damaged mail or web archive; save it again.)"
        ) from error
    if own is None and not enclosed:
        raise UnreadableFile("这封邮件里没有文字，也没有附件。(Neither text nor enclosures in this mail.)")
    if own is not None and not enclosed:
        return own
    return Several(enclosed[:_MOST_ENCLOSURES], own)


def _parts(part: EmailMessage, depth: int) -> list[EmailMessage]:
    if not part.is_multipart() or depth == 0:
        return [part]
    return [
        found
        for each in part.iter_parts()
        if isinstance(each, EmailMessage)
        for found in _parts(each, depth - 1)
    ]


def _is_enclosed(part: EmailMessage) -> bool:
    return part.is_attachment() and bool(part.get_filename())


def _enclosed(part: EmailMessage) -> Member:
    name = part.get_filename() or ""
    stem, dot, suffix = name.rpartition(".")
    content = _payload(part) or "附件是空的。(An empty enclosure.)"
    return Member(f"{name_of(stem)}{dot}{name_of(suffix)}" if stem else name_of(name) or "附件", content)


def _text(letter: EmailMessage, parts: list[EmailMessage]) -> SourceText | None:
    """Return the text of a letter, from its page where it has one; None where it is blank."""
    fields = _fields(letter)
    title = _header(letter, "subject") or None
    texts = [part for part in parts if not _is_enclosed(part) and part.get_content_maintype() == "text"]
    for part in sorted(texts, key=lambda part: part.get_content_subtype() != "html"):
        payload = _payload(part)
        if not payload.strip():
            continue
        if part.get_content_subtype() == "html":
            page = read_html(_utf8(payload, part), _pictures(parts))
            if has_words(page.text):
                fields = {**page.fields, **fields}
                return replace(page, format="eml", title=title or page.title, fields=fields)
            continue
        text = decoded(payload, declared=part.get_content_charset())
        made = plain_text(normalised(text).strip(), "eml", title)
        if has_words(made.text):
            return SourceText(made.blocks, "eml", title, fields)
    return None


def _payload(part: EmailMessage) -> bytes:
    """Return the bytes of a part; of one that was cut off in transfer, what comes before the cut."""
    if str(part.get("content-transfer-encoding", "")).strip().lower() == "base64":
        packed = _NO_BASE64.sub("", str(part.get_payload()))
        return base64.b64decode(packed[: len(packed) // 4 * 4])
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _pictures(parts: list[EmailMessage]) -> dict[str, bytes]:
    """Return the pictures in a letter, by the addresses under which its page may name them (RFC 2557)."""
    found = {}
    for part in parts:
        if part.get_content_maintype() == "image" and (payload := _payload(part)):
            for address in (
                _header(part, "content-location"),
                f"cid:{_header(part, 'content-id').strip('<>')}",
            ):
                found[address] = payload
    return found


def _utf8(payload: bytes, part: EmailMessage) -> bytes:
    """Return a page in UTF-8, as its part's header names another encoding than the page itself may."""
    return decoded(payload, declared=part.get_content_charset()).encode("utf-8", "replace")


def _fields(letter: EmailMessage) -> dict[str, str]:
    fields = {}
    name, address = parseaddr(_header(letter, "from"))
    if name and "@" not in name and address:
        fields["来源"] = name
    with suppress(ValueError):
        fields["时间"] = parsedate_to_datetime(_header(letter, "date")).date().isoformat()
    if url := _header(letter, "snapshot-content-location") or _header(letter, "content-location"):
        fields["来源URL"] = url
    # A browser that saves a page names itself, and the day of saving.
    if "multipart/related" in letter.get_content_type() and not address.rpartition("@")[0]:
        fields.pop("来源", None)
        fields.pop("时间", None)
    return fields


def _header(letter: EmailMessage, name: str) -> str:
    return " ".join(str(letter.get(name, "")).split())
