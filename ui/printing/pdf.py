"""Pages as PDF bytes; whoever asked for them writes them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QPageLayout, QPainter, QPdfWriter

from ui.printing.outline import add_outline, text_string
from ui.printing.pages import MarkedPages, Pages
from ui.printing.painter import paginate
from ui.printing.pdf_objects import PdfObjects
from ui.printing.rows import UNITS, Setting
from ui.printing.sheets import Sheet, title_of
from ui.printing.to_unicode import repair

# One unit of a layout is one dot, so that figures in the PDF are short and exact.
_DPI = 72 * UNITS


def render_sheets(sheets: Sequence[Sheet]) -> tuple[bytes, int]:
    """Paint review sheets on A4; returns the PDF and its number of pages."""
    pages = paginate(sheets)
    return render_pages(pages, title_of(sheets)), len(pages)


def render_pages(pages: MarkedPages, title: str) -> bytes:
    """Paint pages, with their fonts and bookmarks; equal pages give equal bytes."""
    pdf = PdfObjects(_painted(pages))
    repair(pdf, pages.typed, Setting().font(10))
    catalog = b"<< /Type /Catalog /Pages %d 0 R /Lang (ja-JP)" % pdf.tree
    catalog += b" /ViewerPreferences << /DisplayDocTitle true >>"
    if pages.marks:
        outline = add_outline(pdf, pages.marks)
        catalog += b" /Outlines %d 0 R /PageMode /UseOutlines" % outline
    pdf[pdf.root] = catalog + b" >>"
    return pdf.written(b"<< /Title %s /Creator (dxdesk) >>" % text_string(title))


def _painted(pages: Pages) -> bytes:
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(_DPI)
    writer.setPageLayout(_whole(pages.layout(0)))
    painter = QPainter(writer)
    for index in range(len(pages)):
        if index:
            writer.setPageLayout(_whole(pages.layout(index)))
            writer.newPage()
        painter.save()
        painter.scale(UNITS, UNITS)
        pages.paint(index, painter)
        painter.restore()
    painter.end()
    del writer
    buffer.close()
    return bytes(data.data())


def _whole(layout: QPageLayout) -> QPageLayout:
    """The same paper without margins, since pages are painted from its corner."""
    whole = QPageLayout(layout)
    whole.setMode(QPageLayout.Mode.FullPageMode)
    return whole
