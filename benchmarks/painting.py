"""The published table as a PDF, against the same lines painted without any layout, and LibreOffice.

The floor draws every line of text at the place that our layout found, on as many pages of the
same paper, and nothing else: no breaking, no rules, no bookmarks. LibreOffice turns the workbook of
the same year and layout into a PDF.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks import sample
from benchmarks.timing import Contender, Rounds, faster, side_by_side, versus
from dxdesk.office import Office

if TYPE_CHECKING:
    from dxdesk.export.document import Document
    from ui.printing.table import TablePages

PUBLISHED_PLAN = (
    Path(__file__).resolve().parent.parent.parent / "shared" / "plans" / "tokushima-r6.txt"
)
LAYOUT = "three-column"
SMALL, LARGE = 37, 1_000
_LARGE_REPEATS = 2

# A text and where it stands, in the units of our layout.
Drawn = list[tuple[float, float, str, float, bool]]


def report(folder: Path, rounds: Rounds) -> Iterator[str]:
    """A published plan or one as large, then a thousand items."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    app = QApplication.instance() or QApplication(["dxdesk"])
    known = PUBLISHED_PLAN.is_file()
    small = PUBLISHED_PLAN if known else _table(folder, SMALL)
    yield from _compare(small, folder, rounds, ("aim: at most 3", "aim: at least 3"))
    large = _table(folder, rounds.size(LARGE))
    yield from _compare(large, folder, replace(rounds, repeats=min(rounds.repeats, _LARGE_REPEATS)))
    del app


def _table(folder: Path, items: int) -> Path:
    return sample.write_table(folder / f"{items}.txt", items, answered=True)


def _compare(
    table: Path, folder: Path, rounds: Rounds, aims: tuple[str, str] = ("", "")
) -> Iterator[str]:
    from ui.printing.table import paginate_document

    office, _ = Office.create(table, folder / f"{table.stem}.dxdesk", clock=sample.clock)
    with office:
        document = office.document(office.year, LAYOUT)
        book = folder / f"{table.stem}.xlsx"
        office.export(office.year, LAYOUT, book)
        items = len(office.plan(office.year).items)
    pages = paginate_document(document)
    drawn = [list(_texts(pages, index)) for index in range(len(pages))]
    contenders = {"ours": _ours(document), "floor": _floor(pages, drawn)}
    # It takes seconds to start, which a quick run has not.
    has_office = shutil.which("soffice") is not None
    if has_office and rounds.shrink == 1:
        contenders["office"] = _libreoffice(book, folder)
    times = side_by_side(contenders, rounds.repeats)
    name = f"PDF, {items:,} items on {len(pages):,} pages"
    yield versus(name, times["ours"], "the same lines, nothing laid out", times["floor"], aims[0])
    if "office" in times:
        yield faster(name, times["ours"], "LibreOffice, the workbook", times["office"], aims[1])
    elif not has_office:
        yield "LibreOffice is not installed: not compared"


def _texts(pages: TablePages, index: int) -> Iterator[tuple[float, float, str, float, bool]]:
    """Every line of text on a page: where its base line begins, its size and weight."""
    from ui.printing.boxes import text_corner
    from ui.printing.paper import body
    from ui.printing.rows import UNITS
    from ui.printing.table import boxes_of

    inside = body(pages.layout(index))
    for box in boxes_of(pages.pages[index]):
        laid, look = box.cell.laid, box.cell.cell.look
        at = text_corner(box, UNITS)
        text = laid.layout.text()
        for n in range(laid.first, laid.last):
            line = laid.layout.lineAt(n)
            x = inside.left() * UNITS + at.x() + line.x()
            y = inside.top() * UNITS + at.y() + line.y() - laid.first * laid.pitch + line.ascent()
            shown = text[line.textStart() : line.textStart() + line.textLength()]
            yield x, y, shown.rstrip("\u2028"), look.size, look.bold


def _ours(document: Document) -> Contender:
    from ui.printing.pdf import render_pages
    from ui.printing.table import paginate_document

    @contextmanager
    def contender() -> Iterator[Callable[[], object]]:
        yield lambda: render_pages(paginate_document(document), document.title)

    return contender


def _floor(pages: TablePages, drawn: list[Drawn]) -> Contender:
    from PySide6.QtCore import QBuffer, QPointF
    from PySide6.QtGui import QPainter, QPdfWriter

    from ui.printing.rows import UNITS, Setting

    def work() -> None:
        buffer = QBuffer()
        buffer.open(QBuffer.OpenModeFlag.WriteOnly)
        writer, setting = QPdfWriter(buffer), Setting()
        writer.setResolution(72 * UNITS)
        writer.setPageLayout(pages.layout(0))
        painter = QPainter(writer)
        for index, texts in enumerate(drawn):
            if index:
                writer.setPageLayout(pages.layout(index))
                writer.newPage()
            for x, y, text, size, bold in texts:
                painter.setFont(setting.font(size, bold=bold))
                painter.drawText(QPointF(x, y), text)
        painter.end()

    @contextmanager
    def contender() -> Iterator[Callable[[], object]]:
        yield work

    return contender


def _libreoffice(book: Path, folder: Path) -> Contender:
    profile = (folder / "profile").as_uri()
    command = ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf"]

    def convert() -> None:
        subprocess.run(
            [*command, "--outdir", str(folder / "office"), str(book)],
            check=True,
            capture_output=True,
            timeout=900,
        )

    @contextmanager
    def contender() -> Iterator[Callable[[], object]]:
        # Its first start makes the profile, which is not counted.
        if not (folder / "profile").exists():
            convert()
        yield convert

    return contender
