"""All codes of the plan's scale with their wording, one of which is chosen."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QGridLayout,
    QRadioButton,
    QWidget,
)

from dxdesk.domain.plan import Grade
from ui.theme import GRID, HALF, Tone
from ui.widgets.link_button import LinkButton
from ui.widgets.prose_label import ProseLabel
from ui.widgets.tone_label import ToneLabel

_LOWER = 2
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class RatingChoice(QWidget):
    """Tells `edited` with the code, or with "" when the choice is taken back.

    A code is chosen by its letter, by its place from above (1, 2, …), by the arrow keys or the
    space bar; Delete takes the choice back, Enter tells `ended`. The wheel does nothing. `earlier`
    is last year's code, which is marked. `clear` takes the choice back by the mouse; the form
    places it.
    """

    edited = Signal(str)
    ended = Signal()

    def __init__(
        self, scale: Iterable[Grade], earlier: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._codes: list[str] = []
        self._told = ""
        self._name = ""
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(GRID)
        self._grid.setVerticalSpacing(HALF)
        self._grid.setColumnStretch(1, 1)
        for grade in scale:
            self._add(grade, earlier=grade.code == earlier)
        self.clear = LinkButton(self.tr("未選択に戻す"))
        self.clear.setToolTip(self.tr("選んだものを取り消す（Delete）"))
        self.clear.clicked.connect(lambda: self.put(""))
        self.clear.hide()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self.setLayout(self._grid)
        self._group.buttonClicked.connect(self._on_clicked)
        self._aim_focus()

    @property
    def buttons(self) -> list[QAbstractButton]:
        """A button for each code, in the order of the scale."""
        return self._group.buttons()

    def text(self) -> str:
        """The chosen code; empty where none is."""
        chosen = self._group.checkedId()
        return self._codes[chosen] if chosen >= 0 else ""

    def set_text(self, code: str) -> None:
        """Show a code; one that the scale does not have is shown as it is."""
        if code and code not in self._codes:
            self._add(Grade(code, self.tr("（尺度にない評価）")), earlier=False)
        self._choose(code)
        self._told = code

    def put(self, code: str) -> None:
        """Choose a code as if it were clicked."""
        self._choose(code if code in self._codes else "")
        self.flush()

    def place_cursor(self, _at: int) -> None:
        """There is no cursor; the chosen button has the focus."""

    def flush(self) -> None:
        """Tell the choice if it was not told yet."""
        if self.text() != self._told:
            self._told = self.text()
            self.edited.emit(self._told)

    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        self._name = name
        for button in self.buttons:
            button.setAccessibleName(f"{name} {button.property('spoken')}")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.put("")
            return
        if event.key() in _ENTER and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self.ended.emit()
            return
        typed = event.text().upper()
        place = int(typed) - 1 if typed.isdecimal() and typed not in self._codes else -1
        wanted = next((n for n, code in enumerate(self._codes) if code.upper() == typed), place)
        if typed and 0 <= wanted < len(self._codes):
            self.put(self._codes[wanted])
            self.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        super().keyPressEvent(event)

    def _add(self, grade: Grade, *, earlier: bool) -> None:
        row = self._grid.rowCount()
        button = QRadioButton(grade.code)
        button.setProperty("spoken", f"{grade.code} {grade.meaning}".strip())
        wording = _Wording(grade.meaning, button)
        # Its line is higher than the button's by the space that prose has between lines.
        wording.setContentsMargins(0, _LOWER, 0, 0)
        self._grid.addWidget(button, row, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(wording, row, 1, Qt.AlignmentFlag.AlignTop)
        self._grid.setRowMinimumHeight(row, round(self.fontMetrics().lineSpacing() * 1.4))
        if earlier:
            mark = ToneLabel(self.tr("昨年度"), Tone.QUIET)
            self._grid.addWidget(mark, row, 2, Qt.AlignmentFlag.AlignTop)
        self._group.addButton(button, len(self._codes))
        self._codes.append(grade.code)

    def _choose(self, code: str) -> None:
        if code:
            self._group.button(self._codes.index(code)).setChecked(True)
        elif chosen := self._group.checkedButton():
            self._group.setExclusive(False)
            chosen.setChecked(False)
            self._group.setExclusive(True)
        self.clear.setVisible(bool(code))
        self._aim_focus()

    def _aim_focus(self) -> None:
        """Let Tab arrive at the chosen code, at the first where none is."""
        aim = self._group.checkedButton() or next(iter(self.buttons), None)
        if aim is not None:
            self.setFocusProxy(aim)

    def _on_clicked(self, _button: QAbstractButton) -> None:
        self.clear.show()
        self._aim_focus()
        self.flush()


class _Wording(ProseLabel):
    """What a code means; a click on it chooses the code."""

    def __init__(self, text: str, button: QRadioButton) -> None:
        super().__init__(text)
        self._button = button

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if self.rect().contains(event.position().toPoint()):
            self._button.click()
            self._button.setFocus(Qt.FocusReason.MouseFocusReason)
