"""Which files are taken, which are refused, and what the user is told."""

from __future__ import annotations

import io
import os
import socket
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from docx import Document

from ingest.errors import UnreadableFile
from ingest.read import discover, printable, read_file

TEXT = "清溪县人民政府召开项目推进会，全年完成投资320亿元。"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def reason(path: Path, root: Path | None = None, max_bytes: int = 1_000_000) -> str:
    """Why `path` is refused."""
    with pytest.raises(UnreadableFile) as caught:
        read_file(path, root=root or path.parent, max_bytes=max_bytes)
    message = str(caught.value)
    assert "\n" not in message
    assert any("一" <= char <= "鿿" for char in message) and message.endswith(".)"), message
    return message


def zipped(**entries: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name.replace("__", "/"), content)
    return buffer.getvalue()


@contextmanager
def as_ordinary_user() -> Iterator[None]:
    """Root may read everything; the tests of permissions must not be root."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "PNG"),
        (b"\xff\xd8\xff\xe0" + bytes(50), "JPG"),
        (b"GIF89a" + bytes(50), "GIF"),
        (b"RIFF\x10\0\0\0WEBPVP8 ", "WEBP"),
        (b"Rar!\x1a\x07\x01\0" + bytes(20), "解压"),
        (b"7z\xbc\xaf\x27\x1c" + bytes(20), "解压"),
        (b"\x1f\x8b\x08" + bytes(20), "解压"),
        (zipped(**{"__MACOSX__.DS_Store": "x"}), "压缩包里没有文件"),
        (zipped(**{"xl__workbook.xml": "<x/>"}), "Excel"),
        (zipped(**{"ppt__presentation.xml": "<x/>"}), "PowerPoint"),
        (zipped(**{"OFD.xml": "<x/>"}), "OFD"),
        (
            zipped(**{"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<x/>"}),
            "OpenDocument",
        ),
        (zipped(**{"word__document.xml": "<x/>", "word__vbaProject.bin": "x"}), ".docm"),
        (b"PK\x03\x04 cut off", "损坏"),
        (OLE + "WordDocument".encode("utf-16-le"), "另存为 .docx"),
        (OLE + "Workbook".encode("utf-16-le"), "Excel"),
        (OLE + "PowerPoint Document".encode("utf-16-le"), "PowerPoint"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "密码"),
        (b"MZ\x90\0" + bytes(50), "程序"),
        (b"SQLite format 3\0" + bytes(50), "SQLITE"),
        (b"MM\0*" + bytes(50), "TIF"),
        (b"\x7fELF\x02\x01" + bytes(50), "程序"),
        (bytes(257) + b"ustar\x0000" + bytes(50), "TAR"),
        (b"#!AMR\n" + bytes(50), "音频"),
        (b"\0\1\0\0\0\x0f\0\x80" + bytes(50), "TTF"),
        (b"\0\0\0\x20ftypisom" + bytes(50), "视频"),
        (b"ID3\x03" + bytes(50), "音频"),
    ],
)
@pytest.mark.parametrize("suffix", [".txt", ".docx"])
def test_a_file_that_holds_no_text_is_refused_whatever_its_suffix(
    tmp_path: Path, data: bytes, told: str, suffix: str
) -> None:
    file = tmp_path / f"报告{suffix}"
    file.write_bytes(data)
    assert told in reason(file)


@pytest.mark.parametrize("beginning", ["BM", "MZ", "ID3", "GIF8", "8BPS", "OggS", "BZh", "fLaC", "CWS", "%!"])
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "big5"])
def test_a_text_that_begins_with_the_letters_of_a_signature_is_read(
    tmp_path: Path, beginning: str, encoding: str
) -> None:
    file = tmp_path / "报告.txt"
    file.write_bytes((beginning + "產業園：" + "清溪縣全年完成投資320億元。" * 5).encode(encoding))
    assert read_file(file, root=tmp_path, max_bytes=10_000).text.startswith(beginning)


@pytest.mark.parametrize("suffix", [".ini", ".yaml", ".py", ".XML"])
def test_data_and_code_are_refused_with_advice(tmp_path: Path, suffix: str) -> None:
    file = tmp_path / f"数据{suffix}"
    file.write_text(TEXT, encoding="utf-8")
    assert ".txt" in reason(file)


@pytest.mark.parametrize("name", ["报告", "报告.text", "2021.12.3工作报告", "报告.doc"])
def test_plain_text_is_read_under_any_other_name(tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    file.write_text(TEXT, encoding="utf-8")
    source = read_file(file, root=tmp_path, max_bytes=1000)
    assert (source.text, source.format) == (TEXT, "txt")


def test_a_docx_named_txt_is_read_as_docx(tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph(TEXT)
    document.save(str(tmp_path / "报告.txt"))
    source = read_file(tmp_path / "报告.txt", root=tmp_path, max_bytes=1_000_000)
    assert (source.text, source.format) == (TEXT, "docx")


def test_a_page_named_doc_is_read_as_html(tmp_path: Path) -> None:
    file = tmp_path / "报告.doc"
    file.write_text(f"<html><body><p>{TEXT}</p></body></html>", encoding="utf-8")
    source = read_file(file, root=tmp_path, max_bytes=1000)
    assert (source.text, source.format) == (TEXT, "html")


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "空.txt").touch()
    assert "0 字节" in reason(tmp_path / "空.txt")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.txt", " \n\t　\r\n"),
        ("a.txt", "\ufeff"),
        ("a.txt", "----------\n。。。\n"),
        (
            "a.html",
            "<html><head><script>var 县 = 1;</script></head><body><p></p><img src='a.png'></body></html>",
        ),
        ("a.html", "<!-- 只有注释 -->"),
        ("a.txt", "<div></div><p>&nbsp;</p><br><div> </div>"),
        ("a.md", "# \n\n![图](a.png)\n"),
    ],
)
def test_a_file_without_words_is_refused(tmp_path: Path, name: str, content: str) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    assert "没有文字" in reason(tmp_path / name)


def test_a_docx_without_words_is_refused(tmp_path: Path) -> None:
    Document().save(str(tmp_path / "空.docx"))
    assert "没有文字" in reason(tmp_path / "空.docx")


def test_a_file_of_just_the_limit_is_read_and_one_byte_more_is_not(tmp_path: Path) -> None:
    file = tmp_path / "大.txt"
    file.write_text(TEXT, encoding="utf-8")
    size = file.stat().st_size
    assert read_file(file, root=tmp_path, max_bytes=size).text == TEXT
    assert "太大" in reason(file, max_bytes=size - 1)


def test_a_file_that_may_not_be_read_is_refused() -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        root.chmod(0o755)
        file = root / "密.txt"
        file.write_text(TEXT, encoding="utf-8")
        file.chmod(0)
        with as_ordinary_user():
            assert "权限" in reason(file)


def test_a_folder_that_may_not_be_entered_is_reported() -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        root.chmod(0o755)
        (root / "公开.txt").write_text(TEXT, encoding="utf-8")
        closed = root / "内部"
        closed.mkdir(mode=0o700)
        (closed / "报告.txt").write_text(TEXT, encoding="utf-8")
        closed.chmod(0)
        try:
            with as_ordinary_user():
                assert set(discover(root)) == {root / "公开.txt", closed}
                assert "权限" in reason(closed, root)
        finally:
            closed.chmod(0o700)


def test_a_folder_a_pipe_a_socket_and_a_device_are_refused_without_waiting(tmp_path: Path) -> None:
    (tmp_path / "子目录").mkdir()
    assert "文件夹" in reason(tmp_path / "子目录")
    os.mkfifo(tmp_path / "管道.txt")
    assert "管道" in reason(tmp_path / "管道.txt")
    assert "设备" in reason(Path("/dev/zero"))
    with socket.socket(socket.AF_UNIX) as listener:
        here = Path.cwd()
        os.chdir(tmp_path)  # the path of a socket may not be long
        try:
            listener.bind("s.txt")
        finally:
            os.chdir(here)
        reason(tmp_path / "s.txt")


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    assert "不存在" in reason(tmp_path / "没有.txt")


def test_links_inside_the_folder_work_and_links_out_of_it_do_not(tmp_path: Path) -> None:
    root = tmp_path / "资料"
    root.mkdir()
    (root / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "外.txt").write_text(TEXT, encoding="utf-8")
    (root / "内链.txt").symlink_to(root / "a.txt")
    (root / "外链.txt").symlink_to(tmp_path / "外.txt")
    (root / "断链.txt").symlink_to(root / "没有.txt")
    (root / "环.txt").symlink_to(root / "环.txt")
    assert read_file(root / "内链.txt", root=root, max_bytes=1000).text == TEXT
    assert "之外" in reason(root / "外链.txt")
    assert "失效" in reason(root / "断链.txt")
    assert reason(root / "环.txt")


def test_a_folder_with_the_same_beginning_of_its_name_is_outside(tmp_path: Path) -> None:
    (tmp_path / "资料").mkdir()
    (tmp_path / "资料库").mkdir()
    (tmp_path / "资料库" / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "资料" / "链.txt").symlink_to(tmp_path / "资料库" / "a.txt")
    assert "之外" in reason(tmp_path / "资料" / "链.txt")


def test_a_single_file_can_be_its_own_root(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text(TEXT, encoding="utf-8")
    assert list(discover(file)) == [file]
    assert read_file(file, root=file, max_bytes=1000).text == TEXT


def test_a_root_that_is_itself_a_link_is_followed(tmp_path: Path) -> None:
    (tmp_path / "真").mkdir()
    (tmp_path / "真" / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "链").symlink_to(tmp_path / "真")
    [file] = discover(tmp_path / "链")
    assert file == tmp_path / "链" / "a.txt"
    assert read_file(file, root=tmp_path / "链", max_bytes=1000).text == TEXT


def test_hidden_files_system_files_and_leftovers_are_skipped_and_everything_else_is_given(
    tmp_path: Path,
) -> None:
    for name in (
        ".DS_Store", "Thumbs.db", "desktop.ini", "~$报告.docx", ".报告.txt.swp", "报告.txt~", "报告.txt.swp",
        "报告.tmp", ".git/config", "__MACOSX/._a.txt", ".~lock.报告.docx#", "页面_files/a.css",
        "页面_files/logo.png",
    ):  # fmt: skip
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_text("x", encoding="utf-8")
    given = ["a.md", "b/图.png", "b/旧.doc", "b/表.xlsx", "c.txt", "d", "别页_files/b.txt", "页面.html"]
    for name in given:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x", encoding="utf-8")
    assert [file.relative_to(tmp_path).as_posix() for file in discover(tmp_path)] == given


def test_files_come_in_one_stable_order(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.txt", "a.txt", "a/b/c.txt", "A.txt", "a-1/x.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x", encoding="utf-8")
    found = list(discover(tmp_path))
    assert found == sorted(found)
    assert len(found) == 6


def test_a_link_to_a_file_of_the_folder_is_not_a_second_document(tmp_path: Path) -> None:
    (tmp_path / "z.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "a.txt").symlink_to(tmp_path / "z.txt")
    (tmp_path / "b.txt").symlink_to("a.txt")
    assert list(discover(tmp_path)) == [tmp_path / "z.txt"]


def test_links_to_a_hidden_file_of_the_folder_are_one_document(tmp_path: Path) -> None:
    (tmp_path / ".store").mkdir()
    (tmp_path / ".store" / "1").write_text(TEXT, encoding="utf-8")
    (tmp_path / "报告.txt").symlink_to(".store/1")
    (tmp_path / "报告二.txt").symlink_to(".store/1")
    assert list(discover(tmp_path)) == [tmp_path / "报告.txt"]


def test_linked_folders_neither_loop_nor_lead_out(tmp_path: Path) -> None:
    root = tmp_path / "资料"
    (root / "sub").mkdir(parents=True)
    (root / "sub" / "a.txt").write_text(TEXT, encoding="utf-8")
    (root / "sub" / "回").symlink_to(root)
    (root / "again").symlink_to(root / "sub")
    (tmp_path / "外").mkdir()
    (tmp_path / "外" / "b.txt").write_text(TEXT, encoding="utf-8")
    (root / "外链").symlink_to(tmp_path / "外")
    assert list(discover(root)) == [root / "sub" / "a.txt", root / "外链"]
    assert "之外" in reason(root / "外链", root)


def test_a_path_that_is_not_there_is_an_error_with_its_name(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="没有这里"):
        list(discover(tmp_path / "没有这里"))


def test_a_name_that_is_not_utf8_is_shown_readably_and_refused(tmp_path: Path) -> None:
    raw = os.fsencode(tmp_path) + b"/" + "清溪县报告.txt".encode("gbk")
    with open(raw, "wb") as file:  # noqa: PTH123 - the name is bytes
        file.write(TEXT.encode())
    [found] = discover(tmp_path)
    assert printable(found).endswith("/清溪县报告.txt")
    assert "重命名" in reason(found)
    printable(found).encode("utf-8")


def test_every_name_is_printable() -> None:
    odd = Path(os.fsdecode(b"a\xff\nb\x80.txt"))
    shown = printable(odd)
    shown.encode("utf-8")
    assert "\n" not in shown and shown.endswith(".txt")
    assert printable(Path("资料/报告.txt")) == "资料/报告.txt"


def test_importing_the_readers_loads_no_parser() -> None:
    code = (
        "import sys, ingest.read\n"
        "heavy = {'docx', 'trafilatura',"
        " 'pypdfium2', 'lxml', 'markdown_it', 'charset_normalizer'} & set(sys.modules)\n"
        "sys.exit(', '.join(heavy) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
