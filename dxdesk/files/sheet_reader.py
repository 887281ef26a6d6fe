"""The XML of a workbook, read by expat one element at a time.

Every part is counted while it is read and refused when it grows too large, so that a far
cell, a huge merged range or one long text used a million times costs nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from xml.parsers import expat

from dxdesk.domain.text import typed
from dxdesk.errors import DxdeskError, Trouble
from dxdesk.files.archive import Archive
from dxdesk.files.number_formats import PLAIN, Format, read_format, text_of

Span = tuple[int, int, int, int]

MOST_CELLS = 2_000_000
MOST_TEXT = 60_000_000
MOST_MERGED = 100_000
MOST_TAGS = 6_000_000
_DEEPEST = 100
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384
_LETTERS = re.compile(r"[A-Z]{1,3}")
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")


class _PlainNames(dict[str, str]):
    """Names without their prefix, each cut once."""

    def __missing__(self, name: str) -> str:
        self[name] = plain = name.rpartition(":")[2]
        return plain


def read_xml(
    data: bytes,
    file: str,
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
) -> None:
    """Run handlers over a part; names come without their prefix.

    Raises:
        DxdeskError: FILE_DAMAGED when it is not well formed or brings entities of its own.
    """
    parser = expat.ParserCreate()
    parser.buffer_text = True
    plain = _PlainNames()
    depth = 0

    def on_start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > _DEEPEST:
            raise DxdeskError(Trouble.FILE_DAMAGED, file=file)
        start(plain[name], attributes)

    def on_end(name: str) -> None:
        nonlocal depth
        depth -= 1
        if end:
            end(plain[name])

    def on_doctype(*_: object) -> None:
        raise DxdeskError(Trouble.FILE_DAMAGED, file=file)

    parser.StartElementHandler = on_start
    parser.EndElementHandler = on_end
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = on_doctype
    try:
        parser.Parse(data, True)
    # ValueError and LookupError: a declared encoding that Python does not have.
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise DxdeskError(Trouble.FILE_DAMAGED, file=file) from error


def unescape(text: str) -> str:
    """Undo `_x000D_` and its kind, by which workbooks write what XML cannot."""
    if "_x" in text:
        text = _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    # XML itself has made line feeds of all other line ends, and holds no half characters.
    return typed(text) if "\r" in text else text


@lru_cache(maxsize=_LAST_COLUMN)
def _column(letters: str) -> int:
    """The column of A to XFD from 1; 0 for anything else."""
    if not _LETTERS.fullmatch(letters):
        return 0
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return column if column <= _LAST_COLUMN else 0


def position(reference: str, file: str) -> tuple[int, int]:
    """Row and column of `B7`, from 1."""
    letters = reference.rstrip("0123456789")
    digits = reference[len(letters) :]
    column = _column(letters.replace("$", ""))
    if column and 0 < len(digits) < 8 and 0 < int(digits) <= _LAST_ROW:
        return int(digits), column
    raise DxdeskError(Trouble.FILE_DAMAGED, file=file)


class StringTable:
    """The shared strings: text runs joined, readings (ふりがな) left out."""

    def __init__(self, data: bytes, file: str) -> None:
        self.texts: list[str] = []
        self._parts: list[str] = []
        self._open = False
        self._reading = 0
        read_xml(data, file, self._start, self._end, self._text)

    def _start(self, name: str, _: dict[str, str]) -> None:
        if name == "si":
            self._parts = []
        elif name == "rPh":
            self._reading += 1
        self._open = name == "t" and not self._reading

    def _end(self, name: str) -> None:
        self._open = False
        if name == "si":
            self.texts.append(unescape("".join(self._parts)))
        elif name == "rPh":
            self._reading -= 1

    def _text(self, text: str) -> None:
        if self._open:
            self._parts.append(text)


class StyleTable:
    """How each cell style shows numbers."""

    def __init__(self, data: bytes, file: str) -> None:
        self.formats: list[Format] = []
        self._file = file
        self._codes: dict[str, str] = {}
        self._in_cells = False
        read_xml(data, file, self._start, self._end)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "numFmt":
            self._codes[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif name == "cellXfs":
            self._in_cells = True
        elif name == "xf" and self._in_cells:
            number = attributes.get("numFmtId", "0")
            known = int(number) if number.isdecimal() and len(number) < 9 else 0
            self.formats.append(read_format(known, self._codes.get(number, "")))

    def _end(self, name: str) -> None:
        if name == "cellXfs":
            self._in_cells = False


@dataclass(slots=True)
class Shared:
    """What the parts of one workbook have in common, and how much all may still hold."""

    file: str
    texts: list[str] = field(default_factory=list[str])
    formats: list[Format] = field(default_factory=list[Format])
    since_1904: bool = False
    cells_left: int = MOST_CELLS
    text_left: int = MOST_TEXT
    tags_left: int = MOST_TAGS

    def part(self, archive: Archive, name: str) -> bytes:
        """Unpack one part, unless reading it would take minutes."""
        data = archive.read(name)
        self.tags_left -= data.count(b"<")
        if self.tags_left < 0:
            raise DxdeskError(Trouble.FILE_TOO_LARGE, file=self.file)
        return data


class SheetReader:
    """One sheet: the cells that hold something, by row and column from 1, and merged ranges.

    The handlers run millions of times; what they do is written out in them.
    """

    def __init__(self, data: bytes, shared: Shared) -> None:
        self.cells: dict[tuple[int, int], str] = {}
        self.merged: list[Span] = []
        self.height = 0
        self.width = 0
        self._shared = shared
        self._row = self._column = 0
        self._kind = self._style = ""
        self._value: list[str] = []
        self._open = False
        self._reading = 0
        read_xml(data, shared.file, self._start, self._end, self._text)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "c":
            reference = attributes.get("r")
            if reference:
                self._row, self._column = position(reference, self._shared.file)
            else:
                self._column += 1
            self._kind = attributes.get("t", "n")
            self._style = attributes.get("s", "")
            self._value = []
        elif name in ("v", "t"):
            self._open = not self._reading
        elif name == "row":
            said = attributes.get("r", "")
            self._row = position(f"A{said}", self._shared.file)[0] if said else self._row + 1
            self._column = 0
        elif name == "rPh":
            self._reading += 1
        elif name == "mergeCell":
            self._merge(attributes.get("ref", ""))

    def _text(self, text: str) -> None:
        if self._open:
            self._value.append(text)

    def _end(self, name: str) -> None:
        if name in ("v", "t"):
            self._open = False
        elif name == "c":
            if self._value:
                self._keep(self._read("".join(self._value)))
                self._value = []
        elif name == "rPh":
            self._reading -= 1

    def _read(self, value: str) -> str:
        shared = self._shared
        if self._kind == "inlineStr":
            return unescape(value)
        if self._kind == "n":
            style = int(self._style) if self._style.isdecimal() and len(self._style) < 9 else 0
            form = shared.formats[style] if style < len(shared.formats) else PLAIN
            return text_of(value.strip(), form, since_1904=shared.since_1904)
        if self._kind == "s":
            index = int(value) if value.strip().isdecimal() and len(value) < 10 else -1
            if not 0 <= index < len(shared.texts):
                raise DxdeskError(Trouble.FILE_DAMAGED, file=shared.file)
            return shared.texts[index]
        if self._kind == "b":
            return "TRUE" if value.strip() in ("1", "true") else "FALSE"
        return unescape(value)

    def _keep(self, text: str) -> None:
        if not text:
            return
        row, column, shared = self._row, self._column, self._shared
        if row > self.height or column > self.width:
            self.height = max(self.height, row)
            self.width = max(self.width, column)
            if self.height * self.width > shared.cells_left:
                raise DxdeskError(Trouble.FILE_TOO_LARGE, file=shared.file)
        shared.text_left -= len(text)
        if shared.text_left < 0:
            raise DxdeskError(Trouble.FILE_TOO_LARGE, file=shared.file)
        self.cells[row, column] = text

    def _merge(self, reference: str) -> None:
        first, _, last = reference.partition(":")
        top, left = position(first, self._shared.file)
        bottom, right = position(last or first, self._shared.file)
        if bottom < top or right < left:
            raise DxdeskError(Trouble.FILE_DAMAGED, file=self._shared.file)
        area = (bottom - top + 1) * (right - left + 1)
        if area > MOST_CELLS or len(self.merged) >= MOST_MERGED:
            raise DxdeskError(Trouble.FILE_TOO_LARGE, file=self._shared.file)
        self.merged.append((top, left, bottom, right))
