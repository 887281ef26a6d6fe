"""What a file says of itself before it is opened: requests do, others are not even read."""

from __future__ import annotations

import tracemalloc
from pathlib import Path

import pytest

from dxdesk.department import is_request
from dxdesk.domain.asking import Carrier
from dxdesk.files.carriers import request_bytes
from dxdesk.files.label import Label, request_label
from tests.store.samples import YEAR, request

LARGE = 32 << 20


def test_a_request_says_whose_it_is(tmp_path: Path) -> None:
    asked = request()
    (tmp_path / "a").write_bytes(request_bytes(asked, Carrier.NATIVE))
    assert request_label(tmp_path / "a") == Label(asked.id, asked.department, YEAR)
    (tmp_path / "a.xlsx").write_bytes(request_bytes(asked, Carrier.XLSX))
    assert not is_request(tmp_path / "a.xlsx")


@pytest.mark.parametrize("head", [b"SQLite format 3\x00", b"", b"P"], ids=["desk", "empty", "P"])
def test_of_a_large_file_that_is_none_the_first_bytes_are_read(tmp_path: Path, head: bytes) -> None:
    file = tmp_path / "large"
    with file.open("wb") as made:
        made.write(head)
        made.truncate(LARGE)
    tracemalloc.start()
    try:
        assert not is_request(file)
        assert tracemalloc.get_traced_memory()[1] < LARGE / 100
    finally:
        tracemalloc.stop()


def test_what_is_no_file_is_no_request(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "none", tmp_path / "none" / "deeper"):
        assert not is_request(path)
