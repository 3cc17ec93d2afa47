"""Files that are more than they seem, that are locked, or that are no documents at all."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator

from tests.awkward.case import Case
from tests.awkward.good import (
    BODY,
    KEY,
    LINES,
    a_pdf,
    docx,
    epub,
    letter,
    ofd,
    packed,
    pptx,
    repacked,
    xlsx,
)

LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "哈哈哈哈哈哈哈哈哈哈">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    + "]>"
)
SECRET = '<!DOCTYPE x [<!ENTITY s SYSTEM "file:///etc/passwd">]>'
_WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def hostile() -> Iterator[Case]:
    """Yield them."""
    yield from _bombs()
    yield from _archives()
    yield from _pdfs()
    yield from _locked()
    yield from _others()


def _word(inside: str, head: str = "") -> bytes:
    return repacked(
        docx(), {"word/document.xml": f"{head}<w:document {_WORD}><w:body>{inside}</w:body></w:document>"}
    )


def _bombs() -> Iterator[Case]:
    paragraph = f"<w:p><w:r><w:t>{LINES[0]}</w:t></w:r></w:p>"
    ratio = "压缩比"
    yield Case("炸弹-零.zip", lambda: packed({"a.txt": bytes(200_000_000)}), "out", ratio, heavy=True)
    yield Case("炸弹-正文.docx", lambda: _word(paragraph * 900_000), "out", "过大", heavy=True)
    mixed = "".join(f"<w:p><w:r><w:t>{n * 7919 % 1000003}县</w:t></w:r></w:p>" for n in range(200_000))
    yield Case("炸弹-段落.docx", lambda: _word(mixed * 8), "out", heavy=True)
    picture: dict[str, str | bytes] = {"word/media/image1.png": bytes(900_000_000)}
    yield Case("炸弹-图片.docx", lambda: repacked(docx(), picture), "out", ratio, heavy=True)
    yield Case(
        "炸弹-图片.pptx",
        lambda: repacked(pptx(), {"ppt/media/image1.png": bytes(300_000_000)}),
        "out",
        ratio,
        heavy=True,
    )
    yield Case(
        "炸弹-表.xlsx",
        lambda: repacked(xlsx(), {"xl/sharedStrings.xml": b" " * 150_000_000}),
        "out",
        ratio,
        heavy=True,
    )
    yield Case("炸弹-章.epub", lambda: epub("<p>县</p>" * 9_000_000), "out", ratio, heavy=True)
    yield Case("炸弹-实体.docx", lambda: _word("<w:p><w:r><w:t>&i;</w:t></w:r></w:p>", LAUGHS))
    yield Case("炸弹-实体.ofd", lambda: ofd(LAUGHS.replace("x [", "ofd:OFD [")))
    yield Case(
        "炸弹-实体.html", lambda: (LAUGHS + f"<html><body><p>&i;</p><p>{KEY}。</p></body></html>").encode()
    )
    yield Case("外部实体.docx", lambda: _word("<w:p><w:r><w:t>县&s;</w:t></w:r></w:p>", SECRET))
    deep = (
        "<w:tbl><w:tr><w:tc>" * 400
        + f"<w:p><w:r><w:t>{KEY}</w:t></w:r></w:p>"
        + "</w:tc></w:tr></w:tbl>" * 400
    )
    yield Case("嵌套表.docx", lambda: _word(deep))


def _archives() -> Iterator[Case]:
    def nested(depth: int) -> bytes:
        data = packed({"报告.txt": BODY})
        for n in range(depth):
            data = packed({f"内{n}.zip": data})
        return data

    yield Case("套两层.zip", lambda: nested(2), "in")
    yield Case("套九层.zip", lambda: nested(9), "out", "套得太深")
    yield Case("万个文件.zip", lambda: packed({f"{n}.txt": "县" for n in range(10_000)}), "out", "太大")
    yield Case("空包.zip", lambda: packed({}), "out", "没有文件")
    yield Case("只有文件夹.zip", lambda: packed({"甲/": b"", "乙/": b""}), "out", "没有文件")
    yield Case("走出去.zip", lambda: packed({"../../报告.txt": BODY, "/etc/报告.txt": BODY}), "in")
    yield Case("盘符.zip", lambda: packed({"C:\\报告\\a.txt": BODY}), "in")
    yield Case("长名.zip", lambda: packed({"县" * 3000 + ".txt": BODY}), "in")
    yield Case("同名.zip", _twice, "in")
    yield Case("国标名.zip", _gbk_names, "in")
    yield Case("说小了.zip", _lying)
    yield Case("名有控制符.zip", lambda: packed({"报\x01告\n.txt": BODY}), "in")
    yield Case(
        "好坏都有.zip",
        lambda: packed({"a.txt": BODY, "b.pdf": b"%PDF-1.4 torn", "c.exe": b"MZ" + bytes(99)}),
        "in",
    )


def _twice() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for text in (BODY, BODY + "又。"):
            archive.writestr(zipfile.ZipInfo("报告.txt"), text)
    return made.getvalue()


def _gbk_names() -> bytes:
    # Written in ASCII of the same length, then overwritten: zipfile itself would write UTF-8.
    name = "报告.txt".encode("gbk")
    return packed({"X" * len(name): BODY}).replace(b"X" * len(name), name)


def _lying() -> bytes:
    data = bytearray(packed({"a.txt": BODY * 50}))
    at = data.rindex(b"PK\x01\x02")
    struct.pack_into("<I", data, at + 24, 10)
    return bytes(data)


def _pdfs() -> Iterator[Case]:
    yield Case("炸弹.pdf", lambda: _stream(zlib.compress(b"q Q " * 120_000_000, 9)), "out", heavy=True)
    yield Case(
        "炸弹-两层.pdf",
        lambda: _stream(zlib.compress(zlib.compress(b" " * 900_000_000, 9), 9), 2),
        heavy=True,
    )
    yield Case("自己的下级.pdf", lambda: _kids(b"2 0 R"), "out")
    yield Case("万页.pdf", lambda: _kids(b" ".join([b"3 0 R"] * 20_000)), heavy=True)
    yield Case("巨页.pdf", lambda: a_pdf().replace(b"[0 0 595 842]", b"[0 0 9e9 9e9]"))
    yield Case("没有页.pdf", lambda: _kids(b""), "out")
    yield Case("只有头.pdf", lambda: b"%PDF-1.7\n", "out")
    yield Case(
        "字很多.pdf", lambda: _stream(zlib.compress(b"BT /F1 9 Tf (abc) Tj ET " * 500_000)), heavy=True
    )


def _pdf(*objects: bytes) -> bytes:
    made, places = bytearray(b"%PDF-1.7\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(made)
    made += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    made += b"".join(b"%010d 00000 n \n" % place for place in places)
    made += b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, start)
    return bytes(made)


def _kids(kids: bytes) -> bytes:
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>"
    tree = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, max(1, kids.count(b"R")))
    return _pdf(b"<< /Type /Catalog /Pages 2 0 R >>", tree, page)


def _stream(data: bytes, filters: int = 1) -> bytes:
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>"
    names = b"/FlateDecode " * filters
    content = b"<< /Length %d /Filter [%s] >>\nstream\n%s\nendstream" % (len(data), names, data)
    tree = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
    return _pdf(b"<< /Type /Catalog /Pages 2 0 R >>", tree, page, content, font)


def _locked() -> Iterator[Case]:
    yield Case("有密码.pdf", lambda: a_pdf(encrypted=True), "out", "密码")
    package = _OLE + bytes(500) + "EncryptedPackage".encode("utf-16-le") + bytes(500)
    yield Case("有密码.docx", lambda: package, "out", "密码")
    yield Case("有密码.xlsx", lambda: package, "out", "密码")
    yield Case("有密码.zip", _encrypted, "out", "密码")
    macros: dict[str, str | bytes] = {"word/vbaProject.bin": _OLE}
    yield Case("带宏.docm", lambda: repacked(docx(), macros), "out", "宏")
    yield Case("带宏.xlsm", lambda: repacked(xlsx(), {"xl/vbaProject.bin": _OLE}), "in")
    yield Case("旧.doc", lambda: _OLE + bytes(5000), "out", "Office")
    yield Case(
        "不是文档.doc", lambda: _OLE + "WordDocument".encode("utf-16-le") + bytes(9000), "out", heavy=True
    )


def _encrypted() -> bytes:
    data = bytearray(packed({"a.txt": BODY}))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + offset] |= 1
    return bytes(data)


def _others() -> Iterator[Case]:
    for name, head in {
        "图.png": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
        "图.jpg": b"\xff\xd8\xff\xe0\0\x10JFIF\0",
        "图.gif": b"GIF89a\x01\0\x01\0",
        "图.bmp": b"BM\x36\0\0\0\0\0\0\0",
        "图.webp": b"RIFF\x24\0\0\0WEBPVP8 ",
        "音.mp3": b"ID3\x04\0\0\0\0\0\0",
        "像.mp4": b"\0\0\0\x18ftypmp42\0\0\0\0",
        "程序.exe": b"MZ\x90\0\x03\0\0\0",
        "程序.so": b"\x7fELF\x02\x01\x01\0",
        "包.rar": b"Rar!\x1a\x07\x01\0",
        "包.7z": b"7z\xbc\xaf\x27\x1c\0\x04",
        "包.gz": b"\x1f\x8b\x08\0\0\0\0\0",
        "包.bz2": b"BZh91AY&SY\0\0",
        "包.xz": b"\xfd7zXZ\0\0\x04",
        "库.sqlite": b"SQLite format 3\0\x10\0",
        "字体.ttf": b"\0\x01\0\0\0\x0f\0\x80",
        "类.class": b"\xca\xfe\xba\xbe\0\0\0\x37",
        "腌菜.pkl": b"\x80\x05\x95\x10\0\0\0\0",
    }.items():
        yield Case(name, head + bytes(range(256)) * 20, "out")
    for name, text in {
        "样式.css": "p { color: red }",
        "程序.py": "print('县')",
        "数据.xml": "<a>县</a>",
        "快捷方式.url": "[InternetShortcut]\nURL=http://lanping.example/",
    }.items():
        yield Case(name, text.encode, "out", "不是文档")
    yield Case("图.svg", lambda: b"<svg xmlns='http://www.w3.org/2000/svg'/>", "out")
    yield Case("许多附件.eml", _many_enclosures, "in", heavy=True)
    yield Case("套信.eml", _letters_in_letters)


def _many_enclosures() -> bytes:
    mail = letter()
    for n in range(300):
        mail.add_attachment(b"%d" % n, maintype="text", subtype="plain", filename=f"{n}.txt")
    return mail.as_bytes()


def _letters_in_letters() -> bytes:
    mail = letter()
    for _ in range(60):
        outer = letter()
        outer.add_attachment(mail)
        mail = outer
    return mail.as_bytes()
