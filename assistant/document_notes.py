"""What to tell people of a document beside its fields: what is doubtful, what they put right, whose copy it is.

Texts are Chinese with English in brackets, as those of errors; the page shows either, the command line the Chinese.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from statistics import fmean
from typing import Literal

from ingest.describe.warnings import named_otherwise
from ingest.ocr_extra import INSTALL
from ingest.schema import CorrectedField, StoredDocument, Warning

State = Literal["failed", "ready", "warned", "partial"]
STATES: dict[State, str] = {
    "failed": "未能读取 (Failed)",
    "ready": "可用 (Ready)",
    "warned": "可用，有提醒 (Ready, with notes)",
    "partial": "可用，可能不全 (Ready, perhaps not whole)",
}
FIELDS: dict[CorrectedField, str] = {
    "title": "标题 (Title)",
    "region": "地区 (Region)",
    "place": "上级地区 (Wider place)",
    "date": "日期 (Date)",
    "kind": "类型 (Kind)",
}
# Of warnings, as a heading of those of many documents.
NAMES: dict[Warning, str] = {
    "sliver": "只取到一小部分 (Only a small part)",
    "cut": "结尾不完整 (Cut off)",
    "unclear": "图片里的字不清楚 (Hard to read)",
    "file-name": "与文件名不符 (Not what the file is named for)",
    "region-unsure": "地区存疑 (Region unsure)",
    "date-unsure": "日期存疑 (Date unsure)",
    "headline": "标题是图片 (Headline is a picture)",
    "title-unsure": "标题存疑 (Title unsure)",
}
# Of warnings that end when a person has said what the field holds.
SETTLES: dict[Warning, CorrectedField] = {
    "file-name": "region",
    "region-unsure": "region",
    "date-unsure": "date",
    "headline": "title",
    "title-unsure": "title",
}


def state_of(document: StoredDocument) -> State:
    """Return how far a document can be used."""
    if document.state == "failed":
        return "failed"
    if {"sliver", "cut"} & set(document.warnings):
        return "partial"
    return "warned" if document.warnings else "ready"


def _text(document: StoredDocument, warning: Warning) -> str:
    """Return one of a document's warnings in a sentence."""
    match warning:
        case "sliver":
            return "正文只取到网页或文件的一小部分。(Only a small part of what the file shows was taken for its text.)"
        case "cut":
            return "正文在句子中间断了，结尾可能缺失。(The text ends in the middle: its end may be missing.)"
        case "unclear":
            return (
                f"文字是从图片识别的，把握不大（{_certainty(document)}），引用前请核对原件。"
                f"(Read from pictures in which it is hard to make out, {_certainty(document)} certain: check the original.)"
            )
        case "file-name":
            named = "、".join(named_otherwise(document.doc, document.region or "", document.place))
            return (
                f"文件名写的是{named}，内容是{document.region}。(Named for {named}, but about {document.region}.)"
                if named
                else "文件名和内容的地区不一致。(The file is named for another region than its text is about.)"
            )
        case "region-unsure":
            return (
                f"地区“{document.region}”拿不准。(The region {document.region} is a guess.)"
                if document.region
                else "没有认出是哪个地区的。(No region was found.)"
            )
        case "date-unsure":
            return (
                f"日期“{document.date}”拿不准。(The date {document.date} is a guess.)"
                if document.date
                else "没有认出日期。(No date was found.)"
            )
        case "headline":
            return "标题在文件里是图片，读不出来，这里的标题是推测的。(The headline is a picture: the title here is a guess.)"
        case "title-unsure":
            return "标题拿不准。(The title is a guess.)"


def copy_text(document: StoredDocument) -> str | None:
    """Return whose copy a document is, in a sentence; None where it is none."""
    if document.copy_of is None:
        return None
    return f"与“{document.copy_of}”内容相同，只按一份回答。(The same text as {document.copy_of}: it answers once.)"


def percentage(certainty: float) -> str:
    """Return how certain a text is as it is told: nothing that was read from a picture is quite certain."""
    return f"{min(certainty, 0.99):.0%}"


def _certainty(document: StoredDocument) -> str:
    return percentage(fmean(each for each in document.recognised if each is not None))


def recognised_text(document: StoredDocument) -> str | None:
    """Return that a document's text was read from pictures, and how certain it is, in a sentence; None where it was not, or
    a warning says so."""
    if not any(each is not None for each in document.recognised) or "unclear" in document.warnings:
        return None
    certainty = _certainty(document)
    pages = sum(each is not None for each in document.recognised)
    if pages == len(document.recognised):
        return f"文字是从图片识别的，把握 {certainty}。(Read from pictures by OCR, {certainty} certain.)"
    return f"其中 {pages} 页的文字是从图片识别的，把握 {certainty}。(On {pages} pages read from pictures by OCR, {certainty} certain.)"


def unread_text(document: StoredDocument) -> str | None:
    """Return how many pictures of a document were passed over because nothing is installed that reads them; None for none."""
    count = document.pictures_unread
    if not count:
        return None
    return (
        f"里面有 {count} 页（张）图片没有读，要由文字识别（OCR）来读，请装上它：{INSTALL}。"
        f"({count} pages or pictures in it were not read, which needs OCR: {INSTALL}.)"
    )


def outdated_text(count: int) -> str:
    """Return advice on documents that an older program read, of which there are `count`."""
    return (
        f"{count} 篇文档由旧版程序读取，或有图片没有读，重新识别可得到更准的地区、日期和表格。"
        f"({count} documents were read by an older version or without their pictures: taking them up anew improves them.)"
    )


def chinese(text: str) -> str:
    """Return the Chinese of a text that has English in brackets after it."""
    return text[: text.rindex("(")].rstrip() if text.endswith(")") else text


def warnings_of(document: StoredDocument) -> list[tuple[Warning, str]]:
    """Return a document's warnings, the gravest first, each with its sentence."""
    return [(warning, _text(document, warning)) for warning in NAMES if warning in document.warnings]


def notes_of(document: StoredDocument) -> list[str]:
    """Return all that is to be told of a document that can be used, the gravest first."""
    return [
        *(text for _, text in warnings_of(document)),
        *filter(None, [recognised_text(document), unread_text(document), copy_text(document)]),
    ]


def counted(documents: Iterable[StoredDocument]) -> dict[Warning, int]:
    """Return warning → the number of documents that bear it, the gravest first, without those that none bears."""
    counts = Counter(warning for document in documents for warning in document.warnings)
    return {warning: counts[warning] for warning in NAMES if counts[warning]}
