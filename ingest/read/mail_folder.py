"""mbox → the letters in it, each a file of its own (RFC 4155, appendix A: "From " at the beginning of a line after an empty one)."""

from __future__ import annotations

import re
from email.errors import MessageError
from email.parser import BytesHeaderParser
from email.policy import default

from ingest.errors import UnreadableFile
from ingest.read.detect import POSTMARK
from ingest.read.members import Member, Several, name_of, with_names_apart

MOST_LETTERS = 5_000
_POSTMARK = re.compile(rb"(?:\A|(?<=\n\n)|(?<=\n\r\n))" + POSTMARK)
# A line of a letter that opens with From was marked so that it is not taken for the beginning of another.
_MARKED = re.compile(rb"^>(>*From )", re.MULTILINE)


def read_mail_folder(data: bytes) -> Several:
    """Return the letters of a mail folder, named by their subjects.

    Args:
        data: the whole file.

    Raises:
        UnreadableFile: it holds more than `MOST_LETTERS`.
    """
    letters = [_MARKED.sub(rb"\1", each) for each in _POSTMARK.split(data) if each.strip()]
    if len(letters) > MOST_LETTERS:
        raise UnreadableFile(
            f"邮箱文件里有 {len(letters)} 封邮件，超过 {MOST_LETTERS} 封，没有读取；请分成几个文件。"
            f"({len(letters)} mails in it, more than {MOST_LETTERS}; split it.)"
        )
    return Several(
        with_names_apart(Member(f"{_name(each, n)}.eml", each) for n, each in enumerate(letters, 1))
    )


def _name(letter: bytes, number: int) -> str:
    try:
        subject = str(BytesHeaderParser(policy=default).parsebytes(letter).get("subject", ""))
    except (MessageError, LookupError, ValueError, AttributeError, TypeError, IndexError):
        # The letter itself says what is wrong with it when it is read.
        subject = ""
    return name_of(subject, f"第{number}封")
