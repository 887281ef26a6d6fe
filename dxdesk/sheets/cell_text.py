"""Text made fit for a workbook's XML without losing what can be seen.

A workbook can hold neither control characters nor half a surrogate pair, and readers turn
`_x0041_` into A. What is not allowed is shown as its control picture, never dropped.
"""

from __future__ import annotations

import re

from dxdesk.domain.text import typed

_ILLEGAL = re.compile(r"[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
_ESCAPE_LIKE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
# What a spreadsheet would turn into a formula, a number or a date when somebody edits it.
_MISREAD = re.compile(r"[=+\-@'＝＋－＠#]|\d.{0,19}$|(?:TRUE|FALSE)$", re.IGNORECASE)
_LONGEST_HEADER = 100


def visible(text: str) -> str:
    """Replace what XML does not allow: ␀–␟ for control characters, U+FFFD for the rest.

    Line ends become a line feed, as wherever text is kept.
    """
    return _ILLEGAL.sub(_picture, typed(text)) if _ILLEGAL.search(text) else text


def _picture(found: re.Match[str]) -> str:
    code = ord(found[0])
    return chr(0x2400 + code) if code < 0x20 else "\ufffd"


def escaped(text: str) -> str:
    """Escape what a reader would take for an escaped character (_x000D_)."""
    return _ESCAPE_LIKE.sub("_x005F_", text) if "_x" in text else text


def is_misread(text: str) -> bool:
    """Whether a cell with this text needs the mark that keeps it text when it is edited."""
    return bool(_MISREAD.match(text))


def header_text(text: str) -> str:
    """A text for the page header: `&` doubled, one line, within the 255 characters allowed."""
    line = " ".join(visible(text).split())
    if len(line) > _LONGEST_HEADER:
        line = line[: _LONGEST_HEADER - 1] + "…"
    # openpyxl would make a code of &[Date], even where the sign is doubled.
    return line.replace("&[", "＆[").replace("&", "&&")
