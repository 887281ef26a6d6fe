"""A label in the colour of a tone, perhaps with a mark; it follows a change of palette."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import theme
from ui.marks import Mark, pixmap
from ui.theme import HALF, Tone
from ui.widgets.prose_label import ProseLabel


class ToneLabel(ProseLabel):
    """One sentence; the mark before it says the tone to those who do not see the colour.

    The mark is painted into the left margin: a form has so many of these that a widget more for
    each would be felt.
    """

    def __init__(
        self,
        text: str = "",
        tone: Tone = Tone.QUIET,
        mark: Mark | None = None,
        parent: QWidget | None = None,
        *,
        wrap: bool = False,
        step: float = 0.0,
        bold: bool = False,
    ) -> None:
        self._tone = tone
        self._kind = mark
        self._shift = 0
        super().__init__(text, parent, wrap=wrap)
        if not wrap:
            self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        if step or bold:
            theme.enlarge(self, step, bold=bold)
        self._dress()

    def set_text(self, text: str) -> None:
        """Say something else in the same tone."""
        self.setText(text)

    def say(self, text: str, tone: Tone, mark: Mark | None = None) -> None:
        """Say something in another tone."""
        self._tone, self._kind = tone, mark
        self.setText(text)
        self._dress()

    def _dress(self) -> None:
        """Take the tone's colour, and make room for the mark."""
        role = theme.ROLES.get(self._tone)
        wanted = role or QPalette.ColorRole.WindowText
        # Setting it tells of a change of palette, even of none.
        if self.foregroundRole() != wanted:
            self.setForegroundRole(wanted)
        if role is None:
            colour, palette = theme.colour(self._tone, self.palette()), self.palette()
            if palette.color(QPalette.ColorRole.WindowText) != colour:
                palette.setColor(QPalette.ColorRole.WindowText, colour)
                self.setPalette(palette)
        shift = theme.mark_side(self) + HALF if self._kind else 0
        if shift != self._shift:
            margins = self.contentsMargins()
            margins.setLeft(margins.left() - self._shift + shift)
            self._shift = shift
            self.setContentsMargins(margins)
        self.update()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.contentsMargins().left() < self._shift:
            # The style sheet of the dark look takes margins away from what was hidden in a layout.
            self._shift = 0
            self._dress()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._kind is None:
            return
        side = theme.mark_side(self)
        colour = theme.colour(self._tone, self.palette())
        top = 0 if self.wordWrap() else max(0, (self.height() - side) // 2)
        at = self.contentsRect().left() - self._shift
        painter = QPainter(self)
        painter.drawPixmap(at, top, pixmap(self._kind, colour, QSize(side, side), self))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        changed = event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange)
        if changed and (self._kind or self._tone not in theme.ROLES):
            self._dress()
