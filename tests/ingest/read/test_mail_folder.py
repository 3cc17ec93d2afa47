"""A mail folder (mbox) is the letters in it."""

from __future__ import annotations

import mailbox
from email.message import EmailMessage
from pathlib import Path

import pytest

from ingest.errors import UnreadableFile
from ingest.read import mail_folder, open_data, read_data
from ingest.read.members import Several
from tests.ingest.shelf import counts, ingest, names, opened

TALES = ("岚岭县今年改建石桥七座，群众出行更加方便。", "泊舟县新建渔港码头两座，年吞吐八十万吨。")


def letter(subject: str, text: str) -> EmailMessage:
    made = EmailMessage()
    made["Subject"], made["From"], made["Date"] = subject, "a@example.com", "Mon, 6 Jun 2022 09:00:00 +0800"
    made.set_content(text)
    return made


def folder_of(path: Path, *letters: EmailMessage) -> bytes:
    """The bytes of a mail folder that the standard library wrote."""
    box = mailbox.mbox(path)
    for each in letters:
        box.add(each)
    box.close()
    return path.read_bytes()


def test_each_letter_is_a_document_named_by_its_subject(tmp_path):
    (tmp_path / "in").mkdir()
    folder_of(tmp_path / "in" / "收件箱.mbox", letter("石桥", TALES[0]), letter("渔港", TALES[1]))
    library = opened(tmp_path)
    assert counts(ingest(library, tmp_path / "in")) == (2, 0, 0, 0, 0)
    assert names(library) == ["收件箱.mbox/渔港.eml", "收件箱.mbox/石桥.eml"]
    assert "改建石桥七座" in library.document("收件箱.mbox/石桥.eml").text


def test_a_line_that_opens_with_from_is_part_of_its_letter(tmp_path):
    data = folder_of(
        tmp_path / "box", letter("石桥", f"{TALES[0]}\n\nFrom here on it goes.\n"), letter("石桥", TALES[1])
    )
    found = open_data(data, "box")
    assert isinstance(found, Several) and [each.name for each in found.members] == ["石桥.eml", "石桥~2.eml"]
    first = found.members[0].content
    assert isinstance(first, bytes) and "From here on it goes." in read_data(first, "石桥.eml").text


def test_a_text_that_only_opens_with_from_is_a_text():
    assert read_data(f"From the county\n{TALES[0]}\n".encode(), "a.txt").format == "txt"


def test_more_letters_than_anybody_reads_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(mail_folder, "MOST_LETTERS", 1)
    with pytest.raises(UnreadableFile, match="2 封邮件"):
        open_data(folder_of(tmp_path / "box", letter("石桥", TALES[0]), letter("渔港", TALES[1])), "box")
