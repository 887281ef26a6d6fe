"""CSV as Excel opens it by a double click, with no cell that a spreadsheet runs as a formula."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from typing import BinaryIO

from dxdesk.sheets.cell_text import visible

BOM = b"\xef\xbb\xbf"
# A spreadsheet takes a cell that begins so for a formula (OWASP, "CSV Injection"). Apostrophes
# in front of it count as well, so that the one which is added can be taken off again: it is there
# where the rest begins so.
_FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
_NUMBER = re.compile(r"-\d[\d,]*(?:\.\d+)?[%％]?")


def write_csv(header: Sequence[str], rows: Iterable[Sequence[str]], file: BinaryIO) -> None:
    """Write a table: UTF-8 with BOM, CRLF between rows, LF within a cell."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([harmless(visible(cell)) for cell in row] for row in rows)
    file.write(BOM + text.getvalue().encode("utf-8"))


def harmless(text: str) -> str:
    """Keep a text from being read as a formula; a negative number may stay one."""
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.fullmatch(text) else text
