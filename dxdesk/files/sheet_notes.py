"""What stands on a sheet and in no cell: comments (メモ) and the texts of shapes."""

from __future__ import annotations

from posixpath import basename, dirname, join, normpath

from dxdesk.files.archive import Archive
from dxdesk.files.sheet_reader import Shared, position
from dxdesk.files.sheet_texts import unescape
from dxdesk.files.xml_parts import read_xml

Note = tuple[int, int, str]
_KINDS = ("comments", "drawing")


def notes_of(archive: Archive, part: str, shared: Shared) -> tuple[Note, ...]:
    """The notes of a sheet: row and column of the cell where each stands, from 0, and its text."""
    relations = join(dirname(part), "_rels", f"{basename(part)}.rels")
    if relations not in archive.names:
        return ()
    targets: list[str] = []

    def relation(name: str, attributes: dict[str, str]) -> None:
        kind = attributes.get("Type", "").rpartition("/")[2]
        if name == "Relationship" and kind in _KINDS:
            target = attributes.get("Target", "").replace("\\", "/")
            targets.append(normpath(join("/", dirname(part), target)).lstrip("/"))

    read_xml(shared.part(archive, relations), archive.file, relation)
    known = (target for target in dict.fromkeys(targets) if target in archive.names)
    return tuple(note for target in known for note in _Reader(archive, target, shared).notes)


class _Reader:
    """The comments of one part, or the shapes of one; each is read as its own paragraphs."""

    def __init__(self, archive: Archive, part: str, shared: Shared) -> None:
        self.notes: list[Note] = []
        self._file = archive.file
        self._place = [0, 0]
        self._lines: list[str] = []
        self._said = ""
        self._open = ""
        self._reading = 0
        self._in_corner = False
        read_xml(shared.part(archive, part), archive.file, self._start, self._end, self._text)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "comment":
            row, column = position(attributes.get("ref", ""), self._file)
            self._place = [row - 1, column - 1]
        elif name == "from":
            self._in_corner = True
        elif name == "rPh":
            self._reading += 1
        elif (name == "t" and not self._reading) or (name in ("row", "col") and self._in_corner):
            self._open = name

    def _text(self, text: str) -> None:
        if self._open == "t":
            self._said += text
        elif self._open and text.strip().isdecimal() and len(text) < 9:
            self._place[self._open == "col"] = int(text)

    def _end(self, name: str) -> None:
        self._open = ""
        if name == "from":
            self._in_corner = False
        elif name == "rPh":
            self._reading -= 1
        elif name == "p":
            self._lines.append(self._said)
            self._said = ""
        elif name in ("comment", "txBody"):
            text = unescape("\n".join([*self._lines, self._said])).strip()
            if text:
                self.notes.append((self._place[0], self._place[1], text))
            self._lines, self._said = [], ""
