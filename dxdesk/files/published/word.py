"""The tables and paragraphs of a Word document as rows, read by expat behind the gate.

What is struck out as a tracked change is no text, what is put in is. A cell that goes on below
(`vMerge`) is empty there, and one over several columns is followed by empty ones, as in a
workbook. Footnotes and what else cannot stand in a row become notes at the row they belong to.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from dxdesk.domain.reading import Note, Noted
from dxdesk.domain.text import squeeze, typed
from dxdesk.errors import DxdeskError, Trouble
from dxdesk.files.gate import Archive
from dxdesk.files.sheet_reader import Shared, read_xml

from .word_numbers import Numbering, depth_of

_TYPES = "[Content_Types].xml"
_DOCUMENT = "word/document.xml"
_LISTS = "word/numbering.xml"
_FOOTNOTES = {"footnote": "word/footnotes.xml", "endnote": "word/endnotes.xml"}

MOST_ROWS = 200_000
MOST_COLUMNS = 256

# Struck out or moved away, the other half of a drawing, readings (ふりがな), stops of tabs.
_NO_TEXT = frozenset({"del", "moveFrom", "Fallback", "rt", "tabs", "pPrChange"})
_SIGNS = {"br": "\n", "cr": "\n", "tab": "\t", "noBreakHyphen": "\u2011"}


def is_word(archive: Archive) -> bool:
    """Whether a zip is a `.docx` (or `.docm`), whatever its name."""
    return archive.names >= {_TYPES, _DOCUMENT}


@dataclass(frozen=True, slots=True)
class WordRow:
    """A row of a table, or a paragraph outside of tables; `place` says which."""

    place: str
    cells: tuple[str, ...]


def read_word(archive: Archive) -> tuple[list[WordRow], list[Note]]:
    """Read rows in order, and notes of what does not stand in them.

    Raises:
        DxdeskError: FILE_TOO_LARGE or FILE_DAMAGED.
    """
    shared = Shared(archive.file)
    lists = shared.part(archive, _LISTS) if _LISTS in archive.names else b""
    numbering = Numbering(lists, archive.file)
    body = _Body(shared.part(archive, _DOCUMENT), shared, numbering)
    below = {
        kind: _Footnotes(shared.part(archive, part), shared).texts
        for kind, part in _FOOTNOTES.items()
        if part in archive.names
    }
    for place, kind, identity in body.references:
        # A second reference to the same note tells nothing new.
        if text := below.get(kind, {}).pop(identity, ""):
            body.notes.append(Note(place, Noted.FOOTNOTE, text))
    return body.rows, body.notes


def _value(attributes: dict[str, str], key: str = "val") -> str:
    """An attribute by its name without prefix."""
    return next((v for k, v in attributes.items() if k.rpartition(":")[2] == key), "")


@dataclass(slots=True)
class _Table:
    """An open table; `cell` is None between cells. Of a nested one the lines are collected."""

    row: list[str] = field(default_factory=list[str])
    cell: list[str] | None = None
    span: int = 1
    below: bool = False
    struck: bool = False
    count: int = 0
    lines: list[str] = field(default_factory=list[str])


class _Texts:
    """Takes the visible text of a part; what is done with it is said by `put`."""

    def __init__(self, data: bytes, shared: Shared) -> None:
        self._shared = shared
        self._hidden = 0
        self._open = False
        read_xml(data, shared.file, self._start, self._end, self._text)

    def put(self, text: str) -> None:
        """Take a piece of text."""

    def starts(self, name: str, attributes: dict[str, str]) -> None:
        """Take the start of an element that is not text."""

    def ends(self, name: str) -> None:
        """Take the end of an element that is not text."""

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if name in _NO_TEXT:
            self._hidden += 1
        elif name == "t":
            self._open = True
        elif name in _SIGNS and not self._hidden:
            self.put(_SIGNS[name])
        self.starts(name, attributes)

    def _end(self, name: str) -> None:
        if name in _NO_TEXT:
            self._hidden -= 1
        elif name == "t":
            self._open = False
        self.ends(name)

    def _text(self, text: str) -> None:
        if self._open and not self._hidden:
            self._shared.text_left -= len(text)
            if self._shared.text_left < 0:
                raise DxdeskError(Trouble.FILE_TOO_LARGE, file=self._shared.file)
            self.put(text)


class _Footnotes(_Texts):
    """The texts of footnotes or endnotes by id."""

    def __init__(self, data: bytes, shared: Shared) -> None:
        self.texts: dict[str, str] = {}
        self._id = ""
        super().__init__(data, shared)

    def starts(self, name: str, attributes: dict[str, str]) -> None:
        if name in _FOOTNOTES:
            self._id = _value(attributes, "id")

    def put(self, text: str) -> None:
        self.texts[self._id] = self.texts.get(self._id, "") + text


class _Body(_Texts):
    """The rows of the document itself."""

    def __init__(self, data: bytes, shared: Shared, numbering: Numbering) -> None:
        self._numbering = numbering
        self._list: tuple[str, int] | None = None
        self.rows: list[WordRow] = []
        self.notes: list[Note] = []
        self.references: list[tuple[str, str, str]] = []
        self._tables: list[_Table] = []
        self._loose: list[str] = []
        self._table_count = self._paragraphs = 0
        self._in_row_properties = False
        super().__init__(data, shared)
        self._end_loose()

    @property
    def _place(self) -> str:
        if self._tables:
            return f"表{self._table_count}の{self._tables[0].count}行目"
        return f"{self._paragraphs + 1}段落目"

    def put(self, text: str) -> None:
        cell = next((t.cell for t in reversed(self._tables) if t.cell is not None), None)
        (self._loose if cell is None else cell).append(text)

    def starts(self, name: str, attributes: dict[str, str]) -> None:
        if name == "tbl":
            self._begin_table()
        elif name in ("footnoteReference", "endnoteReference") and not self._hidden:
            kind = name.removesuffix("Reference")
            self.references.append((self._place, kind, _value(attributes, "id")))
        elif name == "numPr" and not self._hidden:
            self._list = ("", 0)
        elif name in ("numId", "ilvl") and self._list and not self._hidden:
            number, depth = self._list
            value = _value(attributes)
            self._list = (value, depth) if name == "numId" else (number, depth_of(value))
        elif self._tables:
            self._starts_in(self._tables[-1], name, attributes)

    def _number(self) -> None:
        """Put what Word prints before a paragraph of a list where it prints it."""
        if self._list is None:
            return
        label, self._list = self._numbering.label(*self._list), None
        if label:
            self.put(f"{label} ")
        elif label is None and not self._noted_here():
            self.notes.append(Note(self._place, Noted.AUTO_NUMBERS))

    def _noted_here(self) -> bool:
        last = self.notes[-1] if self.notes else None
        return bool(last and last.noted is Noted.AUTO_NUMBERS and last.place == self._place)

    def _begin_table(self) -> None:
        if self._tables:
            self.notes.append(Note(self._place, Noted.NESTED_TABLE))
        else:
            self._end_loose()
            self._table_count += 1
        self._tables.append(_Table())

    def _starts_in(self, table: _Table, name: str, attributes: dict[str, str]) -> None:
        if name == "tr":
            table.row, table.struck = [], False
            table.count += 1
        elif name == "tc":
            table.cell, table.span, table.below = [], 1, False
        elif name == "trPr":
            self._in_row_properties = True
        elif name == "del" and self._in_row_properties:
            table.struck = True
        elif name == "gridBefore":
            table.row += [""] * self._count(_value(attributes))
        elif name == "gridSpan":
            table.span = self._count(_value(attributes))
        elif name == "vMerge":
            table.below = _value(attributes) != "restart"

    def _count(self, text: str) -> int:
        """A number of columns; what is none is one."""
        if not (text.isascii() and text.isdigit()):
            return 1
        count = int(text[:9])
        if count > MOST_COLUMNS or len(text) > 9:
            raise DxdeskError(Trouble.FILE_TOO_LARGE, file=self._shared.file)
        return max(count, 1)

    def ends(self, name: str) -> None:
        if name == "pPr":
            self._number()
        elif name == "p":
            if self._tables:
                self.put("\n")
            else:
                self._end_loose()
        elif name == "trPr":
            self._in_row_properties = False
        elif self._tables:
            table = self._tables[-1]
            if name == "tc":
                self._end_cell(table)
            elif name == "tr":
                self._end_row(table)
            elif name == "tbl":
                self._tables.pop()
                if self._tables:
                    self.put("\n".join(table.lines) + "\n")

    def _end_cell(self, table: _Table) -> None:
        text = _lines("".join(table.cell or ()))
        if table.below and squeeze(text):
            # Word does not show what stands in the lower part of a merged cell.
            self.notes.append(Note(self._place, Noted.OUTSIDE, text))
        table.row += ["" if table.below else text, *([""] * (table.span - 1))]
        table.cell = None
        if len(table.row) > MOST_COLUMNS:
            raise DxdeskError(Trouble.FILE_TOO_LARGE, file=self._shared.file)

    def _end_row(self, table: _Table) -> None:
        if table.struck:
            return
        if len(self._tables) > 1:
            table.lines.append(" ".join(cell for cell in table.row if cell))
        else:
            self._keep(tuple(table.row))

    def _end_loose(self) -> None:
        """A paragraph is a row, its tabs end cells; line ends in it make rows of their own."""
        text, self._loose = "".join(self._loose), []
        for line in typed(text).split("\n"):
            if line.strip():
                self._keep(tuple(line.split("\t")))
                self._paragraphs += 1

    def _keep(self, cells: tuple[str, ...]) -> None:
        self._shared.cells_left -= len(cells)
        too_wide = len(cells) > MOST_COLUMNS
        if self._shared.cells_left < 0 or too_wide or len(self.rows) >= MOST_ROWS:
            raise DxdeskError(Trouble.FILE_TOO_LARGE, file=self._shared.file)
        self.rows.append(WordRow(self._place, cells))


def _lines(text: str) -> str:
    return "\n".join(_not_blank(typed(text)))


def _not_blank(text: str) -> Iterator[str]:
    return (line.rstrip() for line in text.split("\n") if line.strip())
