"""The styles of cells: number formats, and fonts that strike out."""

from __future__ import annotations

from typing import NamedTuple

from dxdesk.files.number_formats import PLAIN, Format, read_format
from dxdesk.files.xml_parts import index_of, is_on, read_xml


class Style(NamedTuple):
    """How a cell shows numbers, and whether its font strikes everything out.

    `keeps_text` says that a text without fonts of its own is shown as it is.
    """

    form: Format = PLAIN
    is_struck: bool = False
    keeps_text: bool = True


class StyleTable:
    """The styles of cells."""

    def __init__(self, data: bytes, file: str) -> None:
        self.styles: list[Style] = []
        self._codes: dict[str, str] = {}
        self._fonts: list[bool] = []
        self._in = ""
        read_xml(data, file, self._start, self._end)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "numFmt":
            self._codes[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif name in ("cellXfs", "fonts"):
            self._in = name
        elif name == "font" and self._in == "fonts":
            self._fonts.append(False)
        elif name == "strike" and self._in == "fonts" and self._fonts:
            self._fonts[-1] = is_on(attributes)
        elif name == "xf" and self._in == "cellXfs":
            number = attributes.get("numFmtId", "0")
            form = read_format(index_of(number) or 0, self._codes.get(number, ""))
            font = index_of(attributes.get("fontId", "0"))
            is_struck = font is not None and font < len(self._fonts) and self._fonts[font]
            self.styles.append(Style(form, is_struck, form.keeps_text and not is_struck))

    def _end(self, name: str) -> None:
        if name == self._in:
            self._in = ""
