"""A rating behind the departments' own: the office's, or a committee's with its comments."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QWidget

from dxdesk.domain.fields import RATING, split_field, split_name
from dxdesk.domain.plan import Item, Plan
from ui import theme
from ui.office.field_value import StageValue
from ui.office.places import field_words
from ui.theme import GRID, HALF, Tone
from ui.widgets.rating_box import RatingBox
from ui.widgets.sections import Section
from ui.widgets.text_edit import TextEdit
from ui.widgets.tone_label import ToneLabel
from ui.widgets.writing import writes


class StageRow(Section):
    """Inputs that are always open; a text is told when its input is left."""

    written = Signal(str, str)
    history_requested = Signal(str)

    def __init__(
        self, value: StageValue, item: Item, plan: Plan, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.value = value
        self._known = dict(value.texts)
        self.inputs: dict[str, TextEdit | RatingBox] = {}
        self.column.addWidget(theme.label(value.stage.name, bold=True, wrap=True))
        self._own = ToneLabel("", Tone.QUIET, wrap=True)
        self.column.addWidget(self._own)
        grid = QGridLayout()
        grid.setHorizontalSpacing(GRID)
        grid.setVerticalSpacing(HALF)
        grid.setColumnStretch(1, 1)
        for row, (place, text) in enumerate(value.texts):
            self._add(grid, row, place, text, field_words(item, place, plan))
        self.column.addLayout(grid)
        self._say_own(value, plan)

    def renew(self, value: object) -> bool:
        if not isinstance(value, StageValue) or (value.stage, value.scale, value.own) != (
            self.value.stage,
            self.value.scale,
            self.value.own,
        ):
            return False
        self.value = value
        for place, text in value.texts:
            # What is being typed stays; it is told when its input is left.
            if self.inputs[place].text() == self._known[place]:
                if text != self._known[place]:
                    self.inputs[place].set_text(text)
                self._known[place] = text
        return True

    def settle(self) -> None:
        """Tell what was typed."""
        for place in self.inputs:
            self._tell(place)

    def take_focus(self) -> None:
        for first in self.inputs.values():
            first.setFocus()
            return

    def _add(self, grid: QGridLayout, row: int, place: str, text: str, words: str) -> None:
        is_rating = split_name(split_field(place)[1])[0] == RATING
        made = writes(RatingBox(self.value.scale) if is_rating else TextEdit(lines=1))
        made.set_text(text)
        made.setAccessibleName(words)
        name = self.value.stage.name
        caption = QLabel(self.tr("評価") if words == name else words.removeprefix(f"{name}の"))
        caption.setWordWrap(True)
        caption.setBuddy(made)
        grid.addWidget(caption, row, 0)
        grid.addWidget(made, row, 1)
        history = QPushButton(self.tr("履歴"))
        history.setAccessibleName(f"{words} {history.text()}")
        history.clicked.connect(lambda: self.history_requested.emit(place))
        grid.addWidget(history, row, 2)
        if isinstance(made, RatingBox):
            made.edited.connect(lambda _text: self._tell(place))
        else:
            made.left.connect(lambda: self._tell(place))
        self.inputs[place] = made

    def _say_own(self, value: StageValue, plan: Plan) -> None:
        if value.stage.rates:
            said = value.own or self.tr("（まだ書かれていません）")
            self._own.set_text(f"{plan.self_name}　{said}")
        self._own.setVisible(value.stage.rates)

    def _tell(self, place: str) -> None:
        text = self.inputs[place].text()
        if text != self._known[place]:
            self._known[place] = text
            self.written.emit(place, text)
