"""The tables and paragraphs of a Word document as rows, read by expat behind the gate.

What is struck out, by a line or as a tracked change, is no text but a note; what is put in is. A cell that goes on below
(`vMerge`) is empty there, and one over several columns is followed by empty ones, as in a
workbook. Footnotes and what else cannot stand in a row become notes at the row they belong to.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from dxdesk.domain.reading import Note, Noted
from dxdesk.domain.text import squeeze, typed
from dxdesk.errors import DxdeskError, Trouble
from dxdesk.files.gate import Archive
from dxdesk.files.sheet_reader import Shared
from dxdesk.files.xml_parts import is_on, read_xml

from .word_numbers import Numbering, depth_of
from .word_symbols import NOT_KNOWN, sign_of

_TYPES = "[Content_Types].xml"
_DOCUMENT = "word/document.xml"
_LISTS = "word/numbering.xml"
_STYLES = "word/styles.xml"
_FOOTNOTES = {"footnote": "word/footnotes.xml", "endnote": "word/endnotes.xml"}

MOST_ROWS = 200_000
MOST_COLUMNS = 256

# Moved away, the other half of a drawing, readings (ふりがな), stops of tabs, former properties.
_NO_TEXT = frozenset({"moveFrom", "Fallback", "rt", "tabs", "pPrChange", "rPrChange"})
_STRIKES = ("strike", "dstrike")
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
    styles = shared.part(archive, _STYLES) if _STYLES in archive.names else b""
    struck = _StruckStyles(styles, archive.file).names
    body = _Body(shared.part(archive, _DOCUMENT), shared, numbering, struck)
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


class _StruckStyles:
    """The styles of characters that strike out."""

    def __init__(self, data: bytes, file: str) -> None:
        self.names: set[str] = set()
        self._name = ""
        if data:
            read_xml(data, file, self._start)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "style":
            is_of_runs = _value(attributes, "type") == "character"
            self._name = _value(attributes, "styleId") if is_of_runs else ""
        elif name in _STRIKES and self._name and is_on(attributes):
            self.names.add(self._name)


class _Texts:
    """Takes the visible text of a part; what is done with it is said by `put`."""

    def __init__(
        self, data: bytes, shared: Shared, struck_styles: Collection[str] = frozenset()
    ) -> None:
        self._shared = shared
        self._struck_styles = struck_styles
        self._hidden = self._deleted = self._of_paragraph = 0
        self._open = False
        # Whether each of the runs that are open is struck out; a reading's base is in one of its own.
        self._runs: list[bool] = []
        read_xml(data, shared.file, self._start, self._end, self._text)

    def put(self, text: str) -> None:
        """Take a piece of text."""

    def put_struck(self, text: str) -> None:
        """Take a piece of text that is struck out."""

    def puzzle(self) -> None:
        """Hear of a sign that is not known."""

    def starts(self, name: str, attributes: dict[str, str]) -> None:
        """Take the start of an element that is not text."""

    def ends(self, name: str) -> None:
        """Take the end of an element that is not text."""

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if name in _NO_TEXT:
            self._hidden += 1
        elif name in ("t", "delText"):
            self._open = True
        elif name in _SIGNS:
            self._take(_SIGNS[name])
        elif name == "sym":
            self._take_sign(attributes)
        elif name == "r":
            self._runs.append(False)
        elif name == "pPr":
            self._of_paragraph += 1
        elif name == "del":
            self._deleted += 1
        elif self._runs and not self._of_paragraph and not self._hidden:
            if name in _STRIKES:
                self._runs[-1] = is_on(attributes)
            elif name == "rStyle":
                self._runs[-1] = _value(attributes) in self._struck_styles
        self.starts(name, attributes)

    def _end(self, name: str) -> None:
        if name in _NO_TEXT:
            self._hidden -= 1
        elif name in ("t", "delText"):
            self._open = False
        elif name == "r" and self._runs:
            self._runs.pop()
        elif name == "pPr":
            self._of_paragraph -= 1
        elif name == "del":
            self._deleted -= 1
        self.ends(name)

    def _text(self, text: str) -> None:
        if self._open:
            self._shared.text_left -= len(text)
            if self._shared.text_left < 0:
                raise DxdeskError(Trouble.FILE_TOO_LARGE, file=self._shared.file)
            self._take(text)

    @property
    def _is_gone(self) -> bool:
        """Whether what stands here is not shown."""
        return bool(self._hidden or self._deleted or (self._runs and self._runs[-1]))

    def _take(self, text: str) -> None:
        if self._hidden:
            return
        if self._is_gone:
            self.put_struck(text)
        else:
            self.put(text)

    def _take_sign(self, attributes: dict[str, str]) -> None:
        sign = sign_of(_value(attributes, "font"), _value(attributes, "char"))
        if not sign and not self._hidden:
            self.puzzle()
        self._take(sign or NOT_KNOWN)


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

    def __init__(
        self,
        data: bytes,
        shared: Shared,
        numbering: Numbering,
        struck_styles: Collection[str],
    ) -> None:
        self._numbering = numbering
        self._struck: list[str] = []
        self._list: tuple[str, int] | None = None
        self.rows: list[WordRow] = []
        self.notes: list[Note] = []
        self.references: list[tuple[str, str, str]] = []
        self._tables: list[_Table] = []
        self._loose: list[str] = []
        self._table_count = self._paragraphs = 0
        self._in_row_properties = False
        super().__init__(data, shared, struck_styles)
        self._end_loose()

    @property
    def _place(self) -> str:
        if self._tables:
            return f"表{self._table_count}の{self._tables[0].count}行目"
        return f"{self._paragraphs + 1}段落目"

    def put(self, text: str) -> None:
        cell = next((t.cell for t in reversed(self._tables) if t.cell is not None), None)
        (self._loose if cell is None else cell).append(text)

    def put_struck(self, text: str) -> None:
        self._struck.append(text)

    def puzzle(self) -> None:
        self.notes.append(Note(self._place, Noted.SYMBOL))

    def starts(self, name: str, attributes: dict[str, str]) -> None:
        if name == "tbl":
            self._begin_table()
        elif name in ("footnoteReference", "endnoteReference") and not self._is_gone:
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
            self._end_struck()
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

    def _end_struck(self) -> None:
        """What was struck out in a paragraph becomes a note where it stood."""
        text, self._struck = "".join(self._struck), []
        if squeeze(text):
            self.notes.append(Note(self._place, Noted.STRUCK, typed(text)))

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
            self.put_struck(" ".join(filter(None, table.row)))
            self._end_struck()
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
