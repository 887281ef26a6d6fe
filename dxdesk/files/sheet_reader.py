"""The XML of a workbook, read by expat one element at a time.

Every part is counted while it is read and refused when it grows too large, so that a far
cell, a huge merged range or one long text used a million times costs nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple
from xml.parsers import expat

from dxdesk.domain.text import typed
from dxdesk.errors import DxdeskError, Trouble
from dxdesk.files.archive import Archive
from dxdesk.files.cell_marks import Mark, Odd
from dxdesk.files.moments import serial_of
from dxdesk.files.number_formats import PLAIN, Format, general, read_format, show, show_text

Span = tuple[int, int, int, int]

MOST_CELLS = 2_000_000
MOST_TEXT = 60_000_000
MOST_MERGED = 100_000
MOST_TAGS = 6_000_000
MOST_MARKS = 200_000
_DEEPEST = 100
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384
_LETTERS = re.compile(r"[A-Z]{1,3}")
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
# A formula that fetches a cell and does nothing with it: of an empty one it makes 0.
_LINK = re.compile(
    r"\s*\+?(?:IFERROR\(|IFNA\()?(?:[VHX]?LOOKUP|INDEX|INDIRECT|OFFSET)\("
    r"|\s*\+?(?:'[^']{1,300}'!|[^'()+*/&,!-]{1,300}!)?\$?[A-Z]{1,3}\$?\d{1,7}\s*",
    re.IGNORECASE,
)
_LONGEST_LINK = 400


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


class Run(NamedTuple):
    """A piece of a text; whether it is struck out, None where the cell's own font says so."""

    text: str
    is_struck: bool | None


class Text(NamedTuple):
    """A text, and its runs where they have fonts of their own."""

    whole: str
    runs: tuple[Run, ...] = ()


def is_on(attributes: dict[str, str]) -> bool:
    """Whether a property that is named is switched on, as it is without a value."""
    said = next((v for k, v in attributes.items() if k.rpartition(":")[2] == "val"), "1")
    return said not in ("0", "false", "off", "none")


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
            form = read_format(_index(number) or 0, self._codes.get(number, ""))
            font = _index(attributes.get("fontId", "0"))
            is_struck = font is not None and font < len(self._fonts) and self._fonts[font]
            self.styles.append(Style(form, is_struck, form.keeps_text and not is_struck))

    def _end(self, name: str) -> None:
        if name == self._in:
            self._in = ""


def _index(said: str) -> int | None:
    return int(said) if said.isdecimal() and len(said) < 9 else None


@dataclass(slots=True)
class Shared:
    """What the parts of one workbook have in common, and how much all may still hold."""

    file: str
    texts: list[Text] = field(default_factory=list[Text])
    styles: list[Style] = field(default_factory=list[Style])
    since_1904: bool = False
    cells_left: int = MOST_CELLS
    text_left: int = MOST_TEXT
    tags_left: int = MOST_TAGS
    marks_left: int = MOST_MARKS

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
        self.marks: list[Mark] = []
        self.height = 0
        self.width = 0
        self._shared = shared
        self._row = self._column = 0
        self._kind = self._style = ""
        self._value: list[str] = []
        self._into: list[str] | None = None
        self._formula: list[str] | None = None
        self._has_value = False
        self._rich = TextReader()
        self._links: dict[str, bool] = {}
        self._styles: dict[str, Style] = {}
        self._group = ""
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
            self._value, self._formula, self._has_value = [], None, False
        elif name == "v":
            self._into, self._has_value = self._value, True
        elif name == "f":
            self._into = self._formula = []
            self._group = attributes.get("si", "")
        elif name == "row":
            said = attributes.get("r", "")
            self._row = position(f"A{said}", self._shared.file)[0] if said else self._row + 1
            self._column = 0
        elif name == "mergeCell":
            self._merge(attributes.get("ref", ""))
        elif name == "is":
            self._rich.take()
        elif self._kind == "inlineStr":
            self._rich.start(name, attributes)

    def _text(self, text: str) -> None:
        if self._into is not None:
            self._into.append(text)
        elif self._kind == "inlineStr":
            self._rich.text(text)

    def _end(self, name: str) -> None:
        if name in ("v", "f"):
            self._into = None
        elif name == "c":
            self._read()
            self._kind = ""
        elif self._kind == "inlineStr":
            self._rich.end(name)

    def _read(self) -> None:
        """Keep what the cell shows, and mark what it does not say."""
        value, kind, shared = "".join(self._value), self._kind, self._shared
        if kind == "s" and value:
            index = _index(value.strip())
            if index is None or index >= len(shared.texts):
                raise DxdeskError(Trouble.FILE_DAMAGED, file=shared.file)
            self._take_text(shared.texts[index])
        elif kind == "inlineStr":
            self._take_text(self._rich.take())
        elif not value:
            if self._formula is not None and not (kind == "str" and self._has_value):
                self._mark(Odd.NO_VALUE, "", "=" + "".join(self._formula)[:_LONGEST_LINK])
        elif kind == "n":
            self._take_number(value.strip())
        elif kind == "b":
            self._take_text(Text("TRUE" if value.strip() in ("1", "true") else "FALSE"))
        elif kind == "d":
            serial = serial_of(value.strip(), since_1904=shared.since_1904)
            if serial is None or self._cell_style.form is PLAIN:
                self._take_text(Text(value))
            else:
                self._take_number(repr(serial))
        else:
            text = Text(unescape(value))
            if kind == "e":
                self._mark(Odd.ERROR, text.whole)
            self._take_text(text)

    @property
    def _cell_style(self) -> Style:
        """The style of the cell; one that is not there is none."""
        known = self._styles.get(self._style)
        if known is None:
            style, styles = _index(self._style) if self._style else 0, self._shared.styles
            known = styles[style] if style is not None and style < len(styles) else Style()
            self._styles[self._style] = known
        return known

    def _take_number(self, value: str) -> None:
        form, is_struck, _ = self._cell_style
        text, odd = show(value, form, since_1904=self._shared.since_1904)
        if odd is not None:
            self._mark(odd, text, general(value))
        if self._formula is not None and self._is_link() and general(value) == "0":
            self._mark(Odd.LINKED_ZERO, text, "0")
        self._finish(text, is_struck=is_struck)

    def _is_link(self) -> bool:
        """Whether the formula only fetches a cell; a filled-down one is told by the first."""
        said = "".join(self._formula or ())
        if said or self._group not in self._links:
            is_link = len(said) < _LONGEST_LINK and bool(
                _LINK.match(said) if said.rstrip().endswith(")") else _LINK.fullmatch(said)
            )
            if self._group:
                self._links[self._group] = is_link
            return is_link
        return self._links[self._group]

    def _take_text(self, text: Text) -> None:
        form, is_struck, keeps_text = self._cell_style
        if keeps_text and not text.runs:
            self._keep(text.whole)
            return
        struck = [run.text for run in text.runs if _or(run.is_struck, is_struck)]
        if text.runs and any(struck):
            live = (run.text for run in text.runs if not _or(run.is_struck, is_struck))
            self._keep_struck("".join(live), "".join(struck), text.whole)
            return
        shown, odd = show_text(text.whole, form)
        if odd is not None and text.whole.strip():
            self._mark(odd, shown, text.whole)
        self._finish(shown, is_struck=is_struck and not text.runs)

    def _finish(self, text: str, *, is_struck: bool) -> None:
        """Keep the text of a cell, unless its font strikes all of it out."""
        if is_struck and text:
            self._keep_struck("", text, text)
        else:
            self._keep(text)

    def _keep_struck(self, live: str, struck: str, whole: str) -> None:
        self._reach()
        self._count(struck)
        self._mark(Odd.STRUCK, live, struck, whole)
        self._keep(live)

    def _mark(self, odd: Odd, shown: str = "", stored: str = "", whole: str = "") -> None:
        self._shared.marks_left -= 1
        if self._shared.marks_left < 0:
            raise DxdeskError(Trouble.FILE_TOO_LARGE, file=self._shared.file)
        self.marks.append(Mark(self._row - 1, self._column - 1, odd, shown, stored, whole))

    def _keep(self, text: str) -> None:
        if text:
            if self._row > self.height or self._column > self.width:
                self._reach()
            self._count(text)
            self.cells[self._row, self._column] = text

    def _count(self, text: str) -> None:
        self._shared.text_left -= len(text)
        if self._shared.text_left < 0:
            raise DxdeskError(Trouble.FILE_TOO_LARGE, file=self._shared.file)

    def _reach(self) -> None:
        """Make the sheet as large as the cell is far."""
        self.height = max(self.height, self._row)
        self.width = max(self.width, self._column)
        if self.height * self.width > self._shared.cells_left:
            raise DxdeskError(Trouble.FILE_TOO_LARGE, file=self._shared.file)

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


def _or(said: bool | None, otherwise: bool) -> bool:
    return otherwise if said is None else said
