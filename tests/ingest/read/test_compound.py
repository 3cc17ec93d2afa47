"""A damaged compound file whose chains of sectors lead in a circle is told before anybody follows them."""

from __future__ import annotations

import struct

import pytest

from ingest.errors import UnreadableFile
from ingest.read import read_data
from ingest.read.compound import leads_in_a_circle
from tests.fuzz.samples import samples

SECTOR = 512


def workbook() -> bytearray:
    return bytearray(samples()["xls"][1])


def table_of_sectors(data: bytes) -> int:
    """Return where the table begins that tells which sector follows which."""
    (number,) = struct.unpack_from("<I", data, 76)
    return (int(number) + 1) * SECTOR


def test_the_chains_of_a_good_workbook_end() -> None:
    assert not leads_in_a_circle(bytes(workbook()))


@pytest.mark.parametrize("length", [1, 2, 5])
def test_a_chain_that_leads_back_is_a_circle(length: int) -> None:
    data = workbook()
    at = table_of_sectors(data)
    for number in range(length):
        struct.pack_into("<I", data, at + 4 * number, (number + 1) % length)
    assert leads_in_a_circle(bytes(data))
    # Followed without end, it once took all memory there was.
    with pytest.raises(UnreadableFile, match="表格文件已损坏"):
        read_data(bytes(data), "清单.xls")


def test_a_list_of_tables_that_leads_back_to_itself_is_a_circle() -> None:
    data = workbook()
    struct.pack_into("<I", data, 68, 0)  # the first further list is in sector 0,
    struct.pack_into("<I", data, SECTOR + SECTOR - 4, 0)  # which names itself as the next
    assert leads_in_a_circle(bytes(data))


@pytest.mark.parametrize("cut", [0, 100, 511])
def test_what_is_shorter_than_a_header_is_no_compound_file(cut: int) -> None:
    assert leads_in_a_circle(bytes(workbook()[:cut]))


@pytest.mark.parametrize("cut", range(600, 5_600, 167))
def test_a_workbook_cut_off_anywhere_is_read_or_told_to_be_damaged(cut: int) -> None:
    """The library panics over some of these, with an exception that is none of Python's own."""
    try:
        read_data(bytes(workbook()[:cut]), "清单.xls")
    except UnreadableFile as error:
        assert "Damaged" in str(error) or "旧版" in str(error)
