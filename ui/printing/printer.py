"""Pages onto a printer's paper, whatever size that is.

Imported when something is printed: Qt's printing costs time that a start should not pay.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPageLayout, QPainter, QTransform
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog, QWidget

from ui.printing.pages import Pages

# Points by which two papers of one size may differ.
_SAME = 3.0


class Printers(Protocol):
    """What there is to print on."""

    def any(self) -> bool:
        """Whether there is a printer; without one Qt would silently write a PDF."""
        ...

    def choose(self, parent: QWidget, title: str, pages: Pages) -> QPrinter | None:
        """Ask for a printer and its settings; None means "never mind"."""
        ...


class QtPrinters:
    """The system's printers and its own dialog."""

    def any(self) -> bool:
        return bool(QPrinterInfo.availablePrinterNames())

    def choose(self, parent: QWidget, title: str, pages: Pages) -> QPrinter | None:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(title)
        printer.setPageSize(pages.layout(0).pageSize())
        printer.setPageOrientation(pages.layout(0).orientation())
        dialog = QPrintDialog(printer, parent)
        dialog.setMinMax(1, len(pages))
        dialog.setFromTo(1, len(pages))
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        dialog.deleteLater()
        return printer if accepted else None


def print_pages(pages: Pages, printer: QPrinter) -> int:
    """Print the pages that the printer is set to; returns how many sides, 0 where it takes none.

    A printer that makes no copies itself is sent them.
    """
    copies = 1 if printer.supportsMultipleCopies() else printer.copyCount()
    indexes = [*_chosen(printer, len(pages))] * copies
    printer.setFullPage(True)
    painter = QPainter()
    for n, index in enumerate(indexes):
        printer.setPageOrientation(pages.layout(index).orientation())
        if not (printer.newPage() if n else painter.begin(printer)):
            break
        dots = printer.resolution() / 72
        painter.save()
        painter.scale(dots, dots)
        painter.setTransform(placed(pages.layout(index), printer.pageLayout()), combine=True)
        pages.paint(index, painter)
        painter.restore()
    else:
        painter.end()
        return len(indexes)
    if painter.isActive():
        painter.end()
    return 0


def _chosen(printer: QPrinter, count: int) -> Iterator[int]:
    """The indexes of the pages, as the person limited them."""
    first, last = 1, count
    if printer.printRange() is QPrinter.PrintRange.PageRange and printer.fromPage():
        first, last = printer.fromPage(), min(printer.toPage() or count, count)
    yield from range(first - 1, last)


def placed(page: QPageLayout, paper: QPageLayout) -> QTransform:
    """How a page is put onto a printer's paper, in points: as it is, or scaled to fit, centred.

    Nothing is cut: a page of the same size is scaled as well where the printer cannot print as
    close to the edge as the page's margins are.
    """
    whole, area = page.fullRect(QPageLayout.Unit.Point), printable(paper)
    sheet = paper.fullRect(QPageLayout.Unit.Point)
    same = _near((whole.width(), whole.height()), (sheet.width(), sheet.height()))
    if same and area.contains(page.paintRect(QPageLayout.Unit.Point)):
        return QTransform()
    scale = min(area.width() / whole.width(), area.height() / whole.height())
    left = area.left() + (area.width() - whole.width() * scale) / 2
    top = area.top() + (area.height() - whole.height() * scale) / 2
    return QTransform(scale, 0, 0, scale, left, top)


def printable(paper: QPageLayout) -> QRectF:
    """What a printer reaches of its paper, in points."""
    layout = QPageLayout(paper)
    layout.setUnits(QPageLayout.Unit.Point)
    return layout.fullRect().marginsRemoved(layout.minimumMargins())


def _near(one: Sequence[float], other: Sequence[float]) -> bool:
    return all(abs(a - b) <= _SAME for a, b in zip(one, other, strict=True))
