"""Columns as a spreadsheet names them."""

from __future__ import annotations


def letters(column: int) -> str:
    """The letters of a column that is counted from 0: A, Z, AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name
