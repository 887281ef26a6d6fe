"""The texts of cells: their runs, those that are struck out, and what XML cannot hold."""

from __future__ import annotations

import re
from typing import NamedTuple

from dxdesk.domain.text import typed
from dxdesk.files.xml_parts import is_on, read_xml

_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")


def unescape(text: str) -> str:
    """Undo `_x000D_` and its kind, by which workbooks write what XML cannot."""
    if "_x" in text:
        text = _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    # XML itself has made line feeds of all other line ends, and holds no half characters.
    return typed(text) if "\r" in text else text


class Run(NamedTuple):
    """A piece of a text; whether it is struck out, None where the cell's own font says so."""

    text: str
    is_struck: bool | None


class Text(NamedTuple):
    """A text, and its runs where they have fonts of their own."""

    whole: str
    runs: tuple[Run, ...] = ()


class TextReader:
    """The runs of a text joined, readings (ふりがな) left out."""

    def __init__(self) -> None:
        self._runs: list[tuple[list[str], bool | None]] = []
        self._struck: bool | None = None
        self._has_fonts = False
        self._reading = 0
        self._open = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take the start of an element of the text."""
        self._open = False
        if name == "t":
            self._open = not self._reading
            self._runs.append(([], self._struck))
        elif name == "r":
            self._struck = None
        elif name == "rPr":
            self._struck, self._has_fonts = False, True
        elif name == "strike":
            self._struck = is_on(attributes)
        elif name == "rPh":
            self._reading += 1

    def text(self, text: str) -> None:
        """Take characters."""
        if self._open:
            self._runs[-1][0].append(text)

    def end(self, name: str) -> None:
        """Take the end of an element."""
        self._open = False
        if name == "rPh":
            self._reading -= 1
        elif name == "r":
            self._struck = None

    def take(self) -> Text:
        """The text so far; the next one begins."""
        runs = [Run(unescape("".join(said)), struck) for said, struck in self._runs]
        text = Text("".join(run.text for run in runs), tuple(runs) if self._has_fonts else ())
        self._runs, self._struck, self._has_fonts = [], None, False
        return text


class StringTable:
    """The shared strings."""

    def __init__(self, data: bytes, file: str) -> None:
        self.texts: list[Text] = []
        self._reader = TextReader()
        read_xml(data, file, self._start, self._end, self._reader.text)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "si":
            self._reader.take()
        self._reader.start(name, attributes)

    def _end(self, name: str) -> None:
        self._reader.end(name)
        if name == "si":
            self.texts.append(self._reader.take())
