"""What poppler reads in a PDF."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

from dxdesk.domain.text import squeeze
from tests.tools import run_tool

_PAGE = re.compile(r'<page width="([\d.]+)" height="([\d.]+)">')
_WORD = re.compile(r'<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">')


def pages_of(pdf: bytes, folder: Path) -> list[str]:
    """The text of each page, without white space."""
    return [squeeze(page) for page in _run(pdf, folder, "-raw").split("\f")[:-1]]


def text_of(pdf: bytes, folder: Path) -> str:
    """The whole text without white space."""
    return "".join(pages_of(pdf, folder))


def outside(pdf: bytes, folder: Path) -> list[str]:
    """The words that stand over the edge of their page."""
    found: list[str] = []
    width = height = 0.0
    for line in _run(pdf, folder, "-bbox").splitlines():
        if page := _PAGE.search(line):
            width, height = float(page[1]), float(page[2])
        elif word := _WORD.search(line):
            left, top, right, bottom = map(float, word.groups())
            if left < 0 or top < 0 or right > width or bottom > height:
                found.append(line)
    return found


def composed(text: str) -> str:
    """A text as two are compared: without white space, and in NFC.

    A kana and its mark that were typed as two characters have one glyph.
    """
    return unicodedata.normalize("NFC", squeeze(text))


def _run(pdf: bytes, folder: Path, *options: str) -> str:
    path = folder / "read.pdf"
    path.write_bytes(pdf)
    return run_tool("pdftotext", *options, str(path), "-").decode("utf-8")
