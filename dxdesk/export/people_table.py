"""A table for people: a CSV file or a workbook with a row for each thing, to be filtered and sent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from dxdesk.disk import check_suffix, write_atomically
from dxdesk.export import csv_text
from dxdesk.sheets.cell_text import visible
from dxdesk.sheets.heights import FONT

_SIZE = 10


@dataclass(frozen=True, slots=True)
class PeopleTable:
    """Its rows as texts; `widths` are in characters, `page_head` stands above every page."""

    title: str
    sheet: str
    page_head: str
    header: tuple[str, ...]
    widths: tuple[float, ...]
    rows: Sequence[tuple[str, ...]]
    freeze: str = "C2"


def write_table(table: PeopleTable, out: Path) -> None:
    """Write what the name of the file asks for: .csv or .xlsx.

    Raises:
        DxdeskError: WRONG_SUFFIX, or a file that cannot be written.
    """
    writers = {".csv": write_csv, ".xlsx": write_book}
    write = writers[check_suffix(out, *writers)]
    write_atomically(out, lambda file: write(table, file))


def write_csv(table: PeopleTable, file: BinaryIO) -> None:
    """Write a CSV file as Excel opens it by a double click."""
    csv_text.write_csv(table.header, table.rows, file)


def write_book(table: PeopleTable, file: BinaryIO) -> None:
    """Write a workbook: no text cut off, the header in sight and on every page, a filter."""
    from dxdesk.export.book import write_book as write
    from dxdesk.export.document import Document, Line, Sheet
    from dxdesk.export.looks import body, head
    from dxdesk.export.pages import Page, Paper
    from dxdesk.export.rows import Text

    page = Page(Paper.A3, table.widths, table.page_head, table.freeze)
    header = Line(tuple(Text(word, head(_SIZE)) for word in table.header), with_next=True)
    lines = (Line(tuple(Text(visible(text), body(_SIZE)) for text in row)) for row in table.rows)
    sheet = Sheet(table.sheet, page, (header, *lines), (0, 1), filtered=True)
    write(Document(table.title, FONT, (sheet,)), file)
