"""How the keys of an overview look: a colour by what they say, a pattern each, words for the page."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush, QFontMetricsF, QPainter, QPalette, QPen

from dxdesk.domain.figure_printing import print_change
from dxdesk.domain.overview import Count, Key, Sense
from ui import theme
from ui.stack_bar import Part, boxes_of
from ui.theme import HALF, Tone

TONES = {
    Sense.BEST: Tone.GOOD,
    Sense.GOOD: Tone.ACCENT,
    Sense.WEAK: Tone.WARNING,
    Sense.BAD: Tone.ERROR,
    Sense.OTHER: Tone.PLAIN,
    Sense.NONE: Tone.QUIET,
}
_PATTERNS = (
    Qt.BrushStyle.NoBrush,
    Qt.BrushStyle.BDiagPattern,
    Qt.BrushStyle.FDiagPattern,
    Qt.BrushStyle.HorPattern,
    Qt.BrushStyle.DiagCrossPattern,
    Qt.BrushStyle.VerPattern,
    Qt.BrushStyle.CrossPattern,
    Qt.BrushStyle.Dense6Pattern,
)
_FAINT = 0.35


def paint_share(
    painter: QPainter, box: QRectF, keys: Sequence[Key], number: int, palette: QPalette
) -> None:
    """Paint the ground of one share."""
    tone = TONES[keys[number].sense]
    ink = theme.colour(tone, palette)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.ground(tone, palette))
    painter.drawRect(box)
    faint = theme.colour(tone, palette)
    faint.setAlphaF(_FAINT)
    painter.setBrush(QBrush(faint, _PATTERNS[number % len(_PATTERNS)]))
    painter.setPen(QPen(ink, 1))
    painter.drawRect(box)


def paint_bar(
    painter: QPainter, box: QRectF, keys: Sequence[Key], parts: Sequence[Part], palette: QPalette
) -> None:
    """Paint the shares of a row; each says its word and number as far as it has room."""
    metrics = QFontMetricsF(painter.font())
    for part, share in zip(parts, boxes_of(box, parts), strict=True):
        paint_share(painter, share, keys, part.key, palette)
        tone = TONES[keys[part.key].sense]
        for words in (f"{part.word} {part.count}", str(part.count)):
            width = metrics.horizontalAdvance(words) + HALF
            if width > share.width() - 2:
                continue
            ground = QRectF(share.center().x() - width / 2, share.top() + 2, width, 0)
            ground.setBottom(share.bottom() - 2)
            painter.fillRect(ground, theme.ground(tone, palette))
            painter.setPen(theme.colour(tone, palette))
            painter.drawText(share, Qt.AlignmentFlag.AlignCenter, words)
            break


def count_words(count: Count) -> str:
    """A number, and its change against last year where that is known: 12　▲1."""
    if count.change is None or not (count.count or count.change):
        return f"{count.count:,}"
    return f"{count.count:,}　{print_change(count.change)}"
