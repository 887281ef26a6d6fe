"""What the rules need to know of a plan: reasons, shares, decimals, characters."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFormLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from dxdesk.domain.plan import Grade
from dxdesk.domain.rulebook import Rulebook, Signs
from dxdesk.domain.settings import MOST_DECIMALS
from dxdesk.domain.text import fold
from ui.marks import Mark
from ui.office.state import YearState
from ui.theme import GRID, HALF, Tone
from ui.widgets.figure_edit import LineEdit
from ui.widgets.quiet_box import QuietBox
from ui.widgets.tone_label import ToneLabel
from ui.widgets.writing import writes


class LimitsPanel(QWidget):
    """Emits `rulebook_chosen` with the changed rulebook and what was changed in words."""

    rulebook_chosen = Signal(Rulebook, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rulebook = Rulebook()
        self._scale: tuple[Grade, ...] = ()
        self.reasons: dict[str, QCheckBox] = {}
        self._reasons = QVBoxLayout()
        self.far_below = self._line(self.tr("大きく下回るとみる達成率"), GRID * 10)
        self.decimals = self._box(self.tr("割合の小数"))
        for count in range(MOST_DECIMALS + 1):
            words = self.tr("小数第{}位まで").format(count) if count else self.tr("整数")
            self.decimals.addItem(words, count)
        self.to_100 = writes(QCheckBox(self.tr("端数を調整して、割合の合計を100%にそろえる")))
        self.signs = self._box(self.tr("使える文字"))
        for signs, words in self._signs().items():
            self.signs.addItem(words, signs)
        self.allowed = self._line(self.tr("ほかに使える文字"), GRID * 60)
        self.wrong = ToneLabel("", Tone.ERROR, Mark.ERROR, wrap=True)
        self.wrong.hide()
        self._arrange()
        self._connect()

    def show_state(self, state: YearState) -> None:
        """Show a year's settings."""
        book = self._rulebook = state.plan.rulebook
        if self._scale != state.plan.scale:
            self._scale = state.plan.scale
            self._show_scale()
        for code, box in self.reasons.items():
            box.setChecked(code in book.reason_for)
        self.far_below.set_text(str(book.far_below))
        self.decimals.setCurrentIndex(book.percent_decimals)
        self.to_100.setChecked(book.percent_to_100)
        self.signs.setCurrentIndex(list(self._signs()).index(book.signs))
        self.allowed.set_text(book.signs_allowed)
        self.wrong.hide()

    def settle(self) -> None:
        """Apply what was typed."""
        self.far_below.flush()
        self._on_far_below()
        self.allowed.flush()
        self._on_allowed()

    def _signs(self) -> dict[Signs, str]:
        return {
            Signs.JIS_X_0208: self.tr("JIS X 0208（第一・第二水準の漢字まで）"),
            Signs.WINDOWS_31J: self.tr("Windows-31J（①、㈱、髙などを含む）"),
            Signs.JIS_X_0213: self.tr("JIS X 0213（第三・第四水準の漢字まで）"),
            Signs.ANY: self.tr("すべて（調べない）"),
        }

    def _line(self, name: str, width: int) -> LineEdit:
        made = writes(LineEdit())
        made.setAccessibleName(name)
        made.setMaximumWidth(width)
        return made

    def _box(self, name: str) -> QuietBox:
        made = writes(QuietBox())
        made.setAccessibleName(name)
        return made

    def _arrange(self) -> None:
        share = QHBoxLayout()
        share.setSpacing(HALF)
        share.addWidget(self.far_below)
        share.addWidget(QLabel(self.tr("% 未満")))
        share.addStretch(1)
        limit = QVBoxLayout()
        limit.setSpacing(HALF)
        limit.addLayout(share)
        limit.addWidget(self.wrong)
        self._reasons.setSpacing(HALF)
        form = QFormLayout()
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.setVerticalSpacing(GRID * 2)
        form.setHorizontalSpacing(GRID * 2)
        form.addRow(self.tr("理由を求める評価"), self._reasons)
        form.addRow(self.tr("大きく下回るとみる達成率"), limit)
        form.addRow(self.tr("集計の割合の小数"), self.decimals)
        form.addRow("", self.to_100)
        form.addRow(self.tr("庁内の機械で使える文字"), self.signs)
        form.addRow(self.tr("ほかに使える文字（外字など）"), self.allowed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, GRID, 0, 0)
        column.addLayout(form)
        column.addStretch(1)

    def _connect(self) -> None:
        for line, slot in ((self.far_below, self._on_far_below), (self.allowed, self._on_allowed)):
            line.left.connect(slot)
            line.returnPressed.connect(slot)
        self.decimals.activated.connect(self._on_decimals)
        self.to_100.clicked.connect(self._on_to_100)
        self.signs.activated.connect(self._on_signs)

    def _show_scale(self) -> None:
        for box in self.reasons.values():
            self._reasons.removeWidget(box)
            box.deleteLater()
        self.reasons = {}
        for grade in self._scale:
            words = f"{grade.code}　{grade.meaning}".strip()
            box = writes(QCheckBox(words.replace("&", "&&")))
            box.clicked.connect(self._on_reasons)
            self.reasons[grade.code] = box
            self._reasons.addWidget(box)

    def _tell(self, rulebook: Rulebook, words: str) -> None:
        if rulebook != self._rulebook:
            self._rulebook = rulebook
            self.rulebook_chosen.emit(rulebook, words)

    def _on_reasons(self) -> None:
        codes = tuple(code for code, box in self.reasons.items() if box.isChecked())
        words = self.tr("理由を求める評価　{}").format("・".join(codes) or self.tr("なし"))
        self._tell(replace(self._rulebook, reason_for=codes), words)

    def _on_far_below(self) -> None:
        text = fold(self.far_below.text()).strip().removesuffix("%").strip()
        right = text.isascii() and text.isdigit() and len(text) <= 3 and int(text) <= 100
        self.wrong.setVisible(not right)
        if not right:
            self.wrong.set_text(self.tr("0から100までの整数を入れてください。まだ変えていません。"))
            return
        words = self.tr("大きく下回るとみる達成率　{}%未満").format(int(text))
        self._tell(replace(self._rulebook, far_below=int(text)), words)

    def _on_decimals(self, count: int) -> None:
        words = self.tr("集計の割合　{}").format(self.decimals.itemText(count))
        self._tell(replace(self._rulebook, percent_decimals=count), words)

    def _on_to_100(self, checked: bool) -> None:
        words = self.tr("割合の合計　{}")
        said = self.tr("100%にそろえる") if checked else self.tr("そろえない")
        self._tell(replace(self._rulebook, percent_to_100=checked), words.format(said))

    def _on_signs(self, number: int) -> None:
        words = self.tr("使える文字　{}").format(self.signs.itemText(number))
        signs = list(self._signs())[number]
        self._tell(replace(self._rulebook, signs=signs), words)

    def _on_allowed(self) -> None:
        text = self.allowed.text()
        words = self.tr("ほかに使える文字　{}").format(text or self.tr("なし"))
        self._tell(replace(self._rulebook, signs_allowed=text), words)
