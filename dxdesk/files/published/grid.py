"""A table as rows of cells, whatever it came in: text, workbook, Word document or clipboard."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path

from dxdesk.domain.reading import Note, Noted
from dxdesk.domain.text import typed
from dxdesk.errors import DxdeskError, Trouble
from dxdesk.files import gate
from dxdesk.files.other_books import is_old_book, refuse_other_data, refuse_other_zip
from dxdesk.files.plain_text import decoded

from .cell_notes import NO_ODDS, Odds, notes_of, odds_of
from .word import is_word, read_word

_LIMIT = 64 * 1024 * 1024
_MOST_ROWS = 200_000
_MOST_CELLS = 256
_EXPORT_MARK = b"dxdesk-export-"
# A cell that begins with a quotation mark and does not end on its line.
_OPEN_QUOTE = re.compile(r'(?:^|\t)"(?:[^"\n]|"")*$', re.MULTILINE)
_PROPERTIES = "docProps/core.xml"


@dataclass(frozen=True, slots=True)
class Row:
    """One row; `place` says where it stood in the source."""

    place: str
    cells: tuple[str, ...]

    @property
    def sheet(self) -> str:
        """The sheet of a workbook; empty for everything else."""
        return self.place.rpartition("!")[0]

    @property
    def filled(self) -> tuple[str, ...]:
        """The cells that hold something."""
        return tuple(cell for cell in self.cells if cell.strip())


@dataclass(frozen=True, slots=True)
class Grid:
    """All rows of a source.

    `flat`: line breaks inside cells were lost (text out of a PDF). `ours`: written by dxdesk,
    so that the rows of a cell that goes on in the next row are joined as they stand. `notes`
    are of what stands beside the cells, `odds` of cells that hold something else than they show.
    """

    rows: tuple[Row, ...]
    name: str
    flat: bool = False
    ours: bool = False
    notes: tuple[Note, ...] = ()
    odds: Odds = NO_ODDS


def read_grid(path: Path) -> Grid:
    """Read a text file, a workbook or a Word document, recognised by content.

    Raises:
        DxdeskError: missing, too large, a bomb, damaged, or none of the three.
    """
    data = gate.read_bytes(path, _LIMIT)
    if data.startswith(b"PK"):
        archive = gate.open_zip(data, file=path.name)
        return _word(archive) if is_word(archive) else _workbook(archive)
    if is_old_book(data):
        refuse_other_data(data, path.name)
    return grid_of_text(decoded(data, path.name), path.name)


def _word(archive: gate.Archive) -> Grid:
    rows, notes = read_word(archive)
    return Grid(tuple(Row(row.place, row.cells) for row in rows), archive.file, notes=tuple(notes))


def _workbook(archive: gate.Archive) -> Grid:
    if not gate.is_workbook(archive):
        refuse_other_zip(archive)
        raise DxdeskError(Trouble.WRONG_KIND, file=archive.file)
    sheets = gate.read_sheets(archive)
    rows = [
        Row(f"{sheet.name}!{number}", tuple(typed(cell) for cell in cells))
        for sheet in sheets
        for number, cells in enumerate(sheet.rows, 1)
    ]
    beside = (
        Note(f"{sheet.name}!{row + 1}", Noted.COMMENT, typed(text))
        for sheet in sheets
        for row, _, text in sheet.notes
    )
    told = (note for sheet in sheets for note in notes_of(sheet))
    return Grid(
        tuple(rows),
        archive.file,
        ours=_is_ours(archive),
        notes=(*beside, *told),
        odds=odds_of(sheets),
    )


def _is_ours(archive: gate.Archive) -> bool:
    return _PROPERTIES in archive.names and _EXPORT_MARK in archive.read(_PROPERTIES)


def grid_of_text(text: str, name: str) -> Grid:
    """Tab-separated lines as they come out of a PDF, one row a line, or a spreadsheet's text.

    A spreadsheet puts cells of several lines into quotation marks, and may separate by commas.
    """
    text = typed(text)
    if "\t" not in text or _OPEN_QUOTE.search(text):
        quoted = _quoted_rows(text, "\t" if "\t" in text else ",")
        if quoted:
            _limit(len(quoted), max(len(row.cells) for row in quoted), name)
            return Grid(tuple(quoted), name)
    lines = text.split("\n")
    _limit(len(lines), max((line.count("\t") for line in lines), default=0), name)
    rows = (Row(f"{n}行目", tuple(line.split("\t"))) for n, line in enumerate(lines, 1))
    return Grid(tuple(rows), name, flat=True)


def grid_of_clipboard(text: str, html: str, name: str) -> Grid:
    """What a spreadsheet or a word processor puts on the clipboard; HTML where it has a table."""
    if "<table" in html.lower():
        parser = _Tables()
        parser.feed(typed(html))
        parser.close()
        rows, notes = parser.rows, parser.notes
    else:
        notes = []
        quoted = _quoted_rows(typed(text), "\t")
        rows = [list(row.cells) for row in quoted] or [
            line.split("\t") for line in typed(text).split("\n")
        ]
    _limit(len(rows), max((len(row) for row in rows), default=0), name)
    numbered = (Row(f"{n}行目", tuple(cells)) for n, cells in enumerate(rows, 1))
    return Grid(tuple(numbered), name, notes=tuple(notes))


def _quoted_rows(text: str, separator: str) -> list[Row]:
    """Rows whose cells may stand in quotation marks; none where the marks do not match."""
    reader = csv.reader(io.StringIO(text), delimiter=separator, strict=True)
    rows: list[Row] = []
    try:
        for cells in reader:
            rows.append(Row(f"{reader.line_num}行目", tuple(cells)))
    except csv.Error:
        return []
    return rows


def _limit(rows: int, cells: int, name: str) -> None:
    if rows > _MOST_ROWS or cells > _MOST_CELLS:
        raise DxdeskError(Trouble.FILE_TOO_LARGE, file=name)


_BREAKS = {"br", "p", "div", "li", "ul", "ol"}
_SKIPPED = {"style", "script", "head", "title"}
_STRUCK = {"s", "strike", "del"}
# Classes of Excel's and Word's own style sheets.
_STRUCK_CLASS = re.compile(r"\.([\w-]{1,60})\s*\{[^{}]*line-through")
_STRIKE = re.compile(r"text-decoration[^;]{0,80}line-through")


class _Tables(HTMLParser):
    """Collect rows of tables; text between them becomes rows of one cell, struck-out text notes."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[list[str]] = []
        self._row: list[str] | None = None
        self._cell: list[str] | None = None
        self._loose: list[str] = []
        self.notes: list[Note] = []
        self._struck: list[str] = []
        self._struck_classes: set[str] = set()
        # The tag that strikes out, how many of its name are open since, and whether a cell has it.
        self._strikes, self._depth, self._is_cells = "", 0, False
        self._skip = 0
        self._span = 1
        self._down: dict[int, int] = {}
        self._height = 1

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SKIPPED:
            self._skip += 1
        elif tag == "tr":
            self._end_loose()
            self._end_row()
            self._row = []
        elif tag in ("td", "th"):
            self._end_cell()
            if self._row is None:
                self._row = []
            self._fill_from_above()
            given = dict(attrs)
            self._span = _span(given.get("colspan"))
            self._height = _span(given.get("rowspan"))
            self._cell = []
        elif tag in _BREAKS:
            self.handle_data("\n")
        self._begin_strike(tag, attrs)

    def _begin_strike(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == self._strikes:
            self._depth += 1
            return
        given = {name: value or "" for name, value in attrs}
        is_struck = tag in _STRUCK or bool(_STRIKE.search(given.get("style", "")))
        classes = given.get("class", "").split()
        if not self._strikes and (is_struck or not self._struck_classes.isdisjoint(classes)):
            self._strikes, self._depth, self._is_cells = tag, 1, self._cell is not None

    def _end_struck(self) -> None:
        """What was struck out so far becomes a note at its row."""
        text, self._struck = _lines("".join(self._struck)), []
        if text:
            self.notes.append(Note(f"{len(self.rows) + 1}行目", Noted.STRUCK, text))

    def handle_endtag(self, tag: str) -> None:
        if tag == self._strikes:
            self._depth -= 1
            if not self._depth:
                self._strikes = ""
        if tag in _SKIPPED:
            self._skip = max(self._skip - 1, 0)
        elif tag in ("td", "th"):
            self._end_cell()
        elif tag in ("tr", "table"):
            self._end_row()
        elif tag in _BREAKS:
            self.handle_data("\n")

    def handle_data(self, data: str) -> None:
        if self._skip:
            self._struck_classes.update(_STRUCK_CLASS.findall(data))
            return
        if data != "\n":
            data = re.sub(r"\s+", " ", data)
        target = self._loose if self._cell is None else self._cell
        (self._struck if self._strikes else target).append(data)

    def close(self) -> None:
        super().close()
        self._end_row()
        self._end_loose()

    def _fill_from_above(self) -> None:
        assert self._row is not None
        while self._down.get(len(self._row), 0):
            self._down[len(self._row)] -= 1
            self._row.append("")

    def _end_cell(self) -> None:
        if self._cell is None or self._row is None:
            return
        self._end_struck()
        if self._is_cells:
            self._strikes = ""
        start = len(self._row)
        self._row += [_lines("".join(self._cell)), *([""] * (self._span - 1))]
        for column in range(start, start + self._span):
            self._down[column] = self._height - 1
        self._cell = None

    def _end_row(self) -> None:
        self._end_cell()
        if self._row is not None:
            self._fill_from_above()
            self.rows.append(self._row)
        self._row = None

    def _end_loose(self) -> None:
        self._end_struck()
        for line in "".join(self._loose).split("\n"):
            if line.strip():
                self.rows.append([line.strip()])
        self._loose = []


def _span(text: str | None) -> int:
    if not text or not text.isascii() or not text.isdigit():
        return 1
    # A span longer than its digits can be counted is as long as one of 999.
    return min(max(int(text[:3]), 1), _MOST_CELLS)


def _lines(text: str) -> str:
    lines = (" ".join(line.split(" ")).strip() for line in text.split("\n"))
    return "\n".join(line for line in lines if line)
