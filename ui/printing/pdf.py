"""Review sheets as PDF bytes; whoever asked for them writes them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF
from PySide6.QtGui import QPageLayout, QPageSize, QPdfWriter

from ui.printing.painter import paginate, paint_pages
from ui.printing.sheets import Sheet

_DPI = 600
_MARGINS = QMarginsF(18, 15, 15, 12)


def render(sheets: Sequence[Sheet]) -> tuple[bytes, int]:
    """Paint the sheets on A4; returns the PDF and its number of pages."""
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(_DPI)
    writer.setPageLayout(a4())
    writer.setTitle(_title(sheets))
    writer.setCreator("dxdesk")
    pages = paginate(sheets, writer)
    paint_pages(pages, writer)
    del writer
    buffer.close()
    return bytes(data.data()), len(pages)


def a4() -> QPageLayout:
    """The paper, with a wider margin where it is bound."""
    return QPageLayout(
        QPageSize(QPageSize.PageSizeId.A4),
        QPageLayout.Orientation.Portrait,
        _MARGINS,
        QPageLayout.Unit.Millimeter,
    )


def _title(sheets: Sequence[Sheet]) -> str:
    if not sheets:
        return "確認票"
    names = list(dict.fromkeys(sheet.department for sheet in sheets))
    who = names[0] if len(names) == 1 else "全担当課"
    return f"確認票 {sheets[0].year} {who} {sheets[0].plan}"
