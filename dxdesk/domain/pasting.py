"""What comes from the clipboard, made fit for a field of a form: plain text, tables included."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dxdesk.errors import DxdeskError, Trouble

MOST_PASTED = 200_000
"""Characters; whoever pastes more has something else on the clipboard than an answer."""

_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
# Soft hyphens, zero-width spaces and joiners of words, byte-order marks, marks of Word's cells.
# U+200D stays: emoji and some scripts are made with it.
_UNSEEN = re.compile("[\x00-\x08\x0e-\x1b\x1f\x7f\xad\u200b\u200e\u200f\u202a-\u202e\u2060\ufeff]")
# Word's bullets; those of its symbol fonts come as private characters or as the letter behind them.
_BULLET = re.compile(
    r"^[ \t]*(?:[•·▪▫◦‣⁃\uf06c\uf0b7\uf0d8\uf0a7]|[lnuØ§](?=\t))[ \t]*", re.MULTILINE
)
_NUMBER = re.compile(
    r"^[ \t]*([0-9０-９]{1,2}[.．)）]|[(（][0-9０-９]{1,2}[)）]|[①-⑳])\t[ \t]*", re.MULTILINE
)
# Spreadsheets put a cell into quotes, and double its own, where it has line ends or tabs; in every
# other cell a quote is a quote.
_CELL = re.compile(
    r'(?:"(?P<quoted>(?:[^"]|"")*+)"(?=[\t\n]|\Z)|[^\t\n]*)'
    r"(?P<end>\t|\n|\Z)"
)
_MANY_BLANKS = re.compile(r"\n{3,}")


def pasted(text: str, html: str = "") -> str:
    """Plain text for prose.

    `html` is the clipboard's other form, which only says whether a table was copied: a row
    becomes a line, its cells with a full-width space between them. Characters that nobody sees
    go, bullets become ・, spaces at line ends and blank lines beyond one go.

    Raises:
        DxdeskError: PASTE_TOO_LONG.
    """
    if len(text) > MOST_PASTED:
        raise DxdeskError(Trouble.PASTE_TOO_LONG, most=f"{MOST_PASTED:,}")
    text = _UNSEEN.sub("", _BREAKS.sub("\n", text)).replace("\xa0", " ")
    if _is_table(text, html):
        text = "\n".join("　".join(row) for row in _rows(text) if row)
    else:
        text = _NUMBER.sub(r"\1", _BULLET.sub("・", text))
    lines = (line.rstrip(" 　") for line in text.replace("\t", "　").split("\n"))
    return _MANY_BLANKS.sub("\n\n", "\n".join(lines)).strip("\n")


def pasted_line(text: str, html: str = "") -> str:
    """The same for a field of one line: lines and cells with a space between them.

    Raises:
        DxdeskError: PASTE_TOO_LONG.
    """
    return " ".join(pasted(text, html).replace("　", " ").split("\n")).strip()


def _is_table(text: str, html: str) -> bool:
    """Whether cells were copied; a single cell with line ends comes in quotes."""
    return "<table" in html.lower() and ("\t" in text or text.startswith('"'))


def cells_of_table(text: str) -> Iterator[list[str]]:
    """The rows of a copied table with all their cells; line ends inside a cell stay."""
    row: list[str] = []
    clean = _UNSEEN.sub("", _BREAKS.sub("\n", text)).replace("\xa0", " ")
    for found in _CELL.finditer(clean):
        quoted = found["quoted"] or ""
        cell = found[0].rstrip("\t\n")
        if "\n" in quoted or "\t" in quoted:
            cell = quoted.replace('""', '"')
        row.append(cell.strip())
        if found["end"] != "\t":
            yield row
            row = []


def _rows(text: str) -> Iterator[list[str]]:
    """The cells of each row that hold something."""
    return ([cell for cell in row if cell] for row in cells_of_table(text))
