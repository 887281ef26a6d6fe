"""The sheets of a workbook, read one element at a time.

Every part is counted while it is read and refused when it grows too large, so that a far
cell, a huge merged range or one long text used a million times costs nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from dxdesk.errors import DxdeskError, Trouble
from dxdesk.files.archive import Archive
from dxdesk.files.cell_marks import Mark, Odd
from dxdesk.files.moments import serial_of
from dxdesk.files.number_formats import PLAIN, general, show, show_text
from dxdesk.files.sheet_styles import Style
from dxdesk.files.sheet_texts import Text, TextReader, unescape
from dxdesk.files.xml_parts import index_of, read_xml

Span = tuple[int, int, int, int]

MOST_CELLS = 2_000_000
MOST_TEXT = 60_000_000
MOST_MERGED = 100_000
MOST_TAGS = 6_000_000
MOST_MARKS = 200_000
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384
_LETTERS = re.compile(r"[A-Z]{1,3}")
# A formula that fetches a cell and does nothing with it: of an empty one it makes 0.
_LINK = re.compile(
    r"\s*\+?(?:IFERROR\(|IFNA\()?(?:[VHX]?LOOKUP|INDEX|INDIRECT|OFFSET)\("
    r"|\s*\+?(?:'[^']{1,300}'!|[^'()+*/&,!-]{1,300}!)?\$?[A-Z]{1,3}\$?\d{1,7}\s*",
    re.IGNORECASE,
)
_LONGEST_LINK = 400


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
        self._hides_zeros = False
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
        elif name == "sheetView":
            self._hides_zeros = attributes.get("showZeros", "1") in ("0", "false")
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
            index = index_of(value.strip())
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
            style, styles = index_of(self._style) if self._style else 0, self._shared.styles
            known = styles[style] if style is not None and style < len(styles) else Style()
            self._styles[self._style] = known
        return known

    def _take_number(self, value: str) -> None:
        form, is_struck, _ = self._cell_style
        text, odd = show(value, form, since_1904=self._shared.since_1904)
        is_zero = value[:1] in "-0" and general(value) == "0"
        if is_zero and self._hides_zeros:
            text, odd = "", Odd.DIFFERENT
        if odd is not None:
            self._mark(odd, text, general(value))
        if is_zero and text and self._formula is not None and self._is_link():
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
