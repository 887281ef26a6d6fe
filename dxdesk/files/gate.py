"""The gate: everything from outside comes in here, counted before it is used."""

from __future__ import annotations

from dataclasses import dataclass

from dxdesk.disk import read_bytes
from dxdesk.errors import DxdeskError, Trouble
from dxdesk.files.archive import MB, WORKBOOK, Archive, Limits, open_zip
from dxdesk.files.cell_marks import Mark
from dxdesk.files.sheet_notes import Note, notes_of
from dxdesk.files.sheet_reader import Shared, SheetReader, Span
from dxdesk.files.sheet_styles import StyleTable
from dxdesk.files.sheet_texts import StringTable
from dxdesk.files.xml_parts import read_xml

__all__ = [
    "LARGEST_FILE",
    "WORKBOOK",
    "Archive",
    "Limits",
    "Sheet",
    "is_workbook",
    "open_zip",
    "read_bytes",
    "read_sheets",
]

LARGEST_FILE = 64 * MB

_CONTENT_TYPES = "[Content_Types].xml"
_WORKBOOK = "xl/workbook.xml"
_RELATIONS = "xl/_rels/workbook.xml.rels"
_MOST_SHEETS = 500


@dataclass(frozen=True, slots=True)
class Sheet:
    """The texts of one sheet from A1 on, every row equally long.

    `merged` has top, left, bottom, right of each merged range, from 0 and inclusive, cut to
    the rows and columns that hold text; ranges never overlap. `notes` are comments and the
    texts of shapes, `marks` the cells whose text does not say all of them.
    """

    name: str
    rows: list[list[str]]
    merged: list[Span]
    notes: tuple[Note, ...] = ()
    marks: tuple[Mark, ...] = ()


def is_workbook(archive: Archive) -> bool:
    """Whether a zip is an `.xlsx` (or `.xlsm`), whatever its name."""
    return archive.names >= {_CONTENT_TYPES, _WORKBOOK}


def read_sheets(archive: Archive) -> list[Sheet]:
    """Read the texts of every worksheet as Excel shows them, without what is struck out.

    A truth value is TRUE or FALSE, an error its sign (#N/A). A formula is the value that was last
    computed; one that never was is empty.

    Raises:
        DxdeskError: FILE_DAMAGED, or WRONG_KIND for anything but an `.xlsx`.
    """
    if not is_workbook(archive):
        raise DxdeskError(Trouble.WRONG_KIND, file=archive.file)
    shared = Shared(archive.file)
    parts = _Parts(archive, shared)
    # A part that is named and is not there makes the others mean something else.
    if parts.strings:
        shared.texts = StringTable(shared.part(archive, parts.strings), archive.file).texts
    if parts.styles:
        shared.styles = StyleTable(shared.part(archive, parts.styles), archive.file).styles
    return [_read_sheet(archive, name, part, shared) for name, part in parts.sheets]


def _read_sheet(archive: Archive, name: str, part: str, shared: Shared) -> Sheet:
    reader = SheetReader(shared.part(archive, part), shared)
    shared.cells_left -= reader.height * reader.width
    rows = [[""] * reader.width for _ in range(reader.height)]
    for (row, column), text in reader.cells.items():
        rows[row - 1][column - 1] = text
    merged = [
        (top - 1, left - 1, min(bottom, reader.height) - 1, min(right, reader.width) - 1)
        for top, left, bottom, right in reader.merged
        if top <= reader.height and left <= reader.width
    ]
    area = sum((bottom - top + 1) * (right - left + 1) for top, left, bottom, right in merged)
    if area > reader.height * reader.width:
        raise DxdeskError(Trouble.FILE_DAMAGED, file=archive.file)
    return Sheet(name, rows, merged, notes_of(archive, part, shared), tuple(reader.marks))


class _Parts:
    """Where the workbook says its parts are."""

    def __init__(self, archive: Archive, shared: Shared) -> None:
        self.strings = self.styles = ""
        self.sheets: list[tuple[str, str]] = []
        self._shared = shared
        self._targets: dict[str, str] = {}
        self._file = archive.file
        self._sheet_ids: list[tuple[str, str]] = []
        if _RELATIONS in archive.names:
            read_xml(shared.part(archive, _RELATIONS), archive.file, self._relation)
        read_xml(shared.part(archive, _WORKBOOK), archive.file, self._workbook)
        if len(self._sheet_ids) > _MOST_SHEETS:
            raise DxdeskError(Trouble.FILE_TOO_LARGE, file=archive.file)
        for name, identity in self._sheet_ids:
            if identity in self._targets:
                self.sheets.append((name, self._targets[identity]))
        if not self.sheets or len({part for _, part in self.sheets}) < len(self.sheets):
            raise DxdeskError(Trouble.FILE_DAMAGED, file=archive.file)

    def _relation(self, name: str, attributes: dict[str, str]) -> None:
        if name != "Relationship" or attributes.get("TargetMode") == "External":
            return
        kind = attributes.get("Type", "").rpartition("/")[2]
        target = attributes.get("Target", "").replace("\\", "/")
        part = target[1:] if target.startswith("/") else f"xl/{target}"
        if kind == "worksheet":
            self._targets[attributes.get("Id", "")] = part
        elif kind == "sharedStrings":
            self.strings = part
        elif kind == "styles":
            self.styles = part

    def _workbook(self, name: str, attributes: dict[str, str]) -> None:
        if name == "sheet":
            ids = (value for key, value in attributes.items() if key.rpartition(":")[2] == "id")
            self._sheet_ids.append((attributes.get("name", ""), next(ids, "")))
        elif name == "workbookPr":
            self._shared.since_1904 = attributes.get("date1904") in ("1", "true")
