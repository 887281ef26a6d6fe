"""The same data give the same bytes, on whichever system and whenever."""

from __future__ import annotations

import builtins
import os
from collections.abc import Callable
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from et_xmlfile import incremental_tree

from dxdesk.domain.asking import Carrier
from dxdesk.export.layout_files import shipped
from dxdesk.files.carriers import request_bytes
from tests.export.opened import export
from tests.export.samples import wide, written
from tests.files.samples import REQUEST

BOOKS: dict[str, Callable[[], bytes]] = {
    **{
        layout: lambda layout=layout: export(wide(), written(wide()), layout)
        for layout in shipped()
    },
    "form": lambda: request_bytes(REQUEST, Carrier.XLSX),
    "native": lambda: request_bytes(REQUEST, Carrier.NATIVE),
}
OF_ANY = pytest.mark.parametrize("book", BOOKS.values(), ids=BOOKS)


@OF_ANY
def test_bytes_do_not_depend_on_the_system_s_line_ends(
    book: Callable[[], bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    here = book()

    def opened_as_on_windows(file: Any, mode: str = "r", **how: Any) -> Any:
        return builtins.open(  # noqa: PTH123
            file, mode, newline=None if "b" in mode else "\r\n", **how
        )

    # openpyxl's sheets are written through it, as text.
    monkeypatch.setattr(incremental_tree, "open", opened_as_on_windows, raising=False)
    monkeypatch.setattr(os, "linesep", "\r\n")
    assert book() == here


@OF_ANY
def test_bytes_do_not_depend_on_the_time(book: Callable[[], bytes]) -> None:
    with ZipFile(BytesIO(book())) as archive:
        assert {entry.date_time[0] for entry in archive.infolist()} == {1980}
        # Nor on the system that made it.
        assert len({entry.create_system for entry in archive.infolist()}) == 1
        known = [name for name in archive.namelist() if name == "docProps/core.xml"]
        for name in known:
            years = {b"1980-01-01T00:00:00Z", b"2000-01-01T00:00:00Z"}
            stamps = [part.partition(b"<")[0] for part in archive.read(name).split(b'W3CDTF">')[1:]]
            assert stamps
            assert set(stamps) <= years
