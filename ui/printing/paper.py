"""The papers that are printed on."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QMarginsF, QRectF
from PySide6.QtGui import QPageLayout, QPageSize

_SHEET_MARGINS = QMarginsF(18, 15, 15, 12)


@lru_cache(maxsize=1)
def a4() -> QPageLayout:
    """The paper of review sheets, with a wider margin where it is bound."""
    return QPageLayout(
        QPageSize(QPageSize.PageSizeId.A4),
        QPageLayout.Orientation.Portrait,
        _SHEET_MARGINS,
        QPageLayout.Unit.Millimeter,
    )


def body(layout: QPageLayout) -> QRectF:
    """What is inside the margins, in points from the corner of the paper."""
    return layout.paintRect(QPageLayout.Unit.Point)
