"""A quiet bar with one sentence, in place of message boxes."""

from __future__ import annotations

from collections.abc import Callable

import shiboken6
from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QPushButton, QWidget

from ui import theme
from ui.marks import Mark, pixmap
from ui.theme import Tone
from ui.widgets.bar_box import BarBox
from ui.widgets.desk_page import Notice
from ui.widgets.prose_label import ProseLabel

_MARKS = {
    Tone.ERROR: Mark.ERROR,
    Tone.WARNING: Mark.WARNING,
    Tone.GOOD: Mark.DONE,
}


class NoticeBar(QFrame):
    """Hidden until told something; what it says is also read out by screen readers.

    When it goes away under the cursor, the cursor is put back to where it came from: Qt would put
    it on what comes next in the window, where the next key does something that nobody meant.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._notice = Notice("")
        # Where the cursor was before it came here.
        self._before: QWidget | None = None
        self._mark = QLabel()
        self._text = ProseLabel(selectable=True)
        self._action = QPushButton()
        self._action.clicked.connect(self._on_action)
        self.others: list[QPushButton] = []
        self._close = QPushButton(self.tr("閉じる"))
        self._close.setFlat(True)
        self._close.clicked.connect(self._leave)
        self._box = box = BarBox(self)
        box.words.addWidget(self._mark)
        box.words.addWidget(self._text, 1)
        box.buttons.addWidget(self._action)
        box.buttons.addWidget(self._close)
        escape = QShortcut(theme.Keys.BACK, self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self._leave)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._on_focus)
        self.hide()

    @property
    def text(self) -> str:
        """The sentence that is shown, or shown last."""
        return self._notice.text

    def tell(self, notice: Notice) -> None:
        """Show a sentence until it is closed or another one comes."""
        self._notice = notice
        self._text.setText(notice.text)
        self._action.setText(notice.action)
        self._action.setVisible(bool(notice.action))
        self._show_others()
        self.setAccessibleName(notice.text)
        self._show_mark()
        # Its ground may have another colour than before.
        self.update()
        self.show()

    def _show_others(self) -> None:
        for old in self.others:
            # It may be the one that was clicked.
            old.hide()
            old.deleteLater()
        self.others = [QPushButton(words) for words, _ in self._notice.others]
        for button, (_, act) in zip(self.others, self._notice.others, strict=True):
            button.clicked.connect(lambda _=False, act=act: self._do(act))
            self._box.buttons.insertWidget(self._box.buttons.indexOf(self._close), button)

    def _do(self, act: Callable[[], object]) -> None:
        self._leave()
        act()

    def _leave(self) -> None:
        """Go away, and give the cursor back."""
        before = self._before
        if self._has(QApplication.focusWidget()) and before and shiboken6.isValid(before):
            before.setFocus()
        self.hide()

    def _on_focus(self, before: QWidget | None, now: QWidget | None) -> None:
        if self._has(now) and before is not None and not self._has(before):
            self._before = before

    def _has(self, widget: QWidget | None) -> bool:
        return widget is not None and self.isAncestorOf(widget)

    def _show_mark(self) -> None:
        mark = _MARKS.get(self._notice.tone, Mark.NOTE)
        colour = theme.colour(self._notice.tone, self.palette())
        side = theme.mark_side(self)
        self._mark.setPixmap(pixmap(mark, colour, QSize(side, side), self))

    def _on_action(self) -> None:
        act = self._notice.act
        self._leave()
        if act:
            act()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.ground(self._notice.tone, self.palette()))
        painter.setPen(theme.border(self.palette()))
        painter.drawLine(self.rect().bottomLeft(), self.rect().bottomRight())

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.PaletteChange:
            self._show_mark()
        super().changeEvent(event)
