"""課ごとの対応: what departments told by telephone or paper, their deadlines, the text of a reminder."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFormLayout, QPushButton, QVBoxLayout, QWidget

from dxdesk.domain.asking import Stage
from dxdesk.domain.chasing import OWING
from dxdesk.domain.office_words import LONGEST_DEADLINE, LONGEST_NOTE
from dxdesk.office import MARKS, Carrier, Mark, Office, Standing
from dxdesk.office.letter_words import plain_text
from dxdesk.office.letters import Kind
from ui import theme
from ui.marks import Mark as Sign
from ui.office.carrier_box import CarrierBox
from ui.office.places import moment
from ui.office.state import YearState
from ui.theme import GRID, Tone
from ui.widgets.desk_page import Notice
from ui.widgets.figure_edit import LineEdit
from ui.widgets.flow_row import FlowRow
from ui.widgets.quiet_box import QuietBox
from ui.widgets.tone_label import ToneLabel

_BETWEEN = "\n" + "―" * 20 + "\n\n"


class ContactPanel(QWidget):
    """What is done here can be taken back from the notice that tells of it."""

    changed = Signal()
    noticed = Signal(Notice)

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self._state: YearState | None = None
        self._chosen: tuple[Standing, ...] = ()
        self._title = theme.label(step=1, bold=True, wrap=True)
        self._about = ToneLabel("", Tone.QUIET, wrap=True)
        self.stage = QuietBox()
        self.stage.setAccessibleName(self.tr("記録する段階"))
        for stage in MARKS:
            self.stage.addItem(stage.value, stage)
        self.note = LineEdit()
        self.note.setAccessibleName(self.tr("記録のメモ"))
        self.note.setPlaceholderText(self.tr("例：電話で確認。紙で提出あり"))
        self.note_long = ToneLabel("", Tone.ERROR, Sign.ERROR, wrap=True)
        self.deadline_long = ToneLabel("", Tone.ERROR, Sign.ERROR, wrap=True)
        self.said = ToneLabel("", Tone.HINT, Sign.NOTE, wrap=True)
        self.mark = QPushButton(self.tr("記録する(&R)"))
        self.unmark = QPushButton(self.tr("手での記録を取り消す(&X)"))
        self.deadline = LineEdit()
        self.deadline.setAccessibleName(self.tr("この課の期限"))
        self.deadline.setPlaceholderText(self.tr("例：5月15日（金）"))
        self.extend = QPushButton(self.tr("期限を変える(&E)"))
        self.carrier = CarrierBox()
        self.carrier.insertItem(0, self.tr("決めない（照会のときに選ぶ）"), None)
        self.copy = QPushButton(self.tr("督促の文をコピーする(&C)"))
        self._work = QWidget()
        self._arrange()
        self._connect()

    def show_state(self, state: YearState) -> None:
        """Show a year."""
        self._state = state
        self._show()

    def show_chosen(self, chosen: Sequence[Standing]) -> None:
        """Take over which departments are chosen in the table."""
        self._chosen = tuple(chosen)
        self._show()

    def _arrange(self) -> None:
        told = _form()
        told.addRow(self.tr("段階(&S)"), self.stage)
        told.addRow(self.tr("メモ(&T)"), self.note)
        until = _form()
        until.addRow(self.tr("期限(&D)"), self.deadline)
        kind = _form()
        kind.addRow(self.tr("形式(&K)"), self.carrier)
        marks = FlowRow()
        marks.add(self.mark)
        marks.add(self.unmark)
        inner = QVBoxLayout(self._work)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(GRID)
        for heading, parts in (
            (self.tr("電話や紙で分かったこと"), (self.said, told, self.note_long, marks)),
            (self.tr("提出期限"), (until, self.deadline_long, _left(self.extend))),
            (self.tr("照会ファイル"), (kind,)),
            (self.tr("督促"), (ToneLabel(self._copy_words(), wrap=True), _left(self.copy))),
        ):
            inner.addWidget(theme.label(heading, bold=True))
            for part in parts:
                if isinstance(part, QWidget):
                    inner.addWidget(part)
                else:
                    inner.addLayout(part)
            inner.addSpacing(GRID)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(self._title)
        column.addWidget(self._about)
        column.addWidget(self._work)
        column.addStretch(1)

    def _copy_words(self) -> str:
        return self.tr("メールに貼り付けて送れる督促の文を、クリップボードに写します。")

    def _connect(self) -> None:
        self.mark.clicked.connect(self._on_mark)
        self.unmark.clicked.connect(self._on_unmark)
        self.extend.clicked.connect(self._on_extend)
        self.carrier.activated.connect(self._on_carrier)
        self.copy.clicked.connect(self._on_copy)
        self.deadline.textChanged.connect(self._show_buttons)
        self.note.textChanged.connect(self._show_buttons)

    def _show(self) -> None:
        chosen = self._chosen
        self._work.setVisible(bool(chosen))
        names = "、".join(standing.department for standing in chosen[:3])
        if len(chosen) > 3:
            names = self.tr("{}ほか（合わせて{}課）").format(names, len(chosen))
        self._title.setText(names or self.tr("課ごとの対応"))
        self._about.set_text(
            self.tr("記録や期限の変更は、表で選んでいる課に行います。")
            if chosen
            else self.tr(
                "左の表で課を選ぶと、電話や紙で分かったことの記録、期限の変更、督促の文のコピーができます。"
            )
        )
        self._show_mark()
        self._show_carrier()
        self._show_buttons()

    def _show_mark(self) -> None:
        marked = [standing for standing in self._chosen if standing.is_by_hand]
        self.said.setVisible(bool(marked))
        self.unmark.setVisible(bool(marked))
        words = [self._mark_words(one.mark) for one in marked[:1] if one.mark]
        if len(marked) > 1:
            words = [self.tr("{}課に手での記録があります。").format(len(marked))]
        self.said.set_text("".join(words))

    def _mark_words(self, mark: Mark) -> str:
        words = self.tr("手で記録：{}　{}　{}").format(mark.stage.value, moment(mark.at), mark.by)
        return f"{words}\n{mark.note}" if mark.note else words

    def _show_carrier(self) -> None:
        carriers = self._state.plan.carriers if self._state else {}
        kinds = {carriers.get(standing.department) for standing in self._chosen}
        known = {one.value: one for one in Carrier}
        kind = known.get(kinds.pop() or "") if len(kinds) == 1 else None
        self.carrier.setCurrentIndex(self.carrier.findData(kind) if kind else 0)

    def _show_buttons(self) -> None:
        asked = bool(self._chosen) and all(standing.round for standing in self._chosen)
        # What was typed stays: an input method's text would be cut off in the middle of a word.
        short = self._tell_long(self.note_long, self.note, LONGEST_NOTE)
        self.mark.setEnabled(bool(self._chosen) and short)
        short = self._tell_long(self.deadline_long, self.deadline, LONGEST_DEADLINE)
        self.extend.setEnabled(asked and short and bool(self.deadline.text().strip()))
        self.deadline.setEnabled(asked)
        self.copy.setEnabled(any(standing.stage in OWING for standing in self._chosen))

    def _tell_long(self, label: ToneLabel, line: LineEdit, most: int) -> bool:
        """Say that a line is longer than may be kept; returns whether it is not."""
        over = len(line.text().strip()) - most
        words = self.tr("{}字以内にしてください（いま{}字多い）。").format(most, over)
        label.set_text(words if over > 0 else "")
        label.setVisible(over > 0)
        return over <= 0

    def _on_mark(self) -> None:
        assert self._state is not None
        year, before = self._state.year, self._chosen
        stage, note = Stage(self.stage.currentData()), self.note.text()
        for standing in before:
            self._office.mark(standing.department, stage, note, year)

        def undo() -> None:
            for standing in before:
                self._put_back(standing, year)
            self.changed.emit()

        self.note.set_text("")
        self._tell(self.tr("{}を「{}」と記録しました。").format(_names(before), stage.value), undo)

    def _put_back(self, standing: Standing, year: int) -> None:
        if mark := standing.mark:
            self._office.mark(standing.department, mark.stage, mark.note, year)
        else:
            self._office.unmark(standing.department, year)

    def _on_unmark(self) -> None:
        assert self._state is not None
        year = self._state.year
        before = [standing for standing in self._chosen if standing.is_by_hand]
        for standing in before:
            self._office.unmark(standing.department, year)

        def undo() -> None:
            for standing in before:
                self._put_back(standing, year)
            self.changed.emit()

        self._tell(self.tr("{}の手での記録を取り消しました。").format(_names(before)), undo)

    def _on_extend(self) -> None:
        assert self._state is not None
        year, before, until = self._state.year, self._chosen, self.deadline.text().strip()
        for standing in before:
            self._office.extend(standing.department, until, year)

        def undo() -> None:
            for standing in before:
                self._office.extend(standing.department, standing.deadline, year)
            self.changed.emit()

        self.deadline.set_text("")
        self._tell(self.tr("{}の期限を{}に変えました。").format(_names(before), until), undo)

    def _on_carrier(self) -> None:
        assert self._state is not None
        year, carriers = self._state.year, self._state.plan.carriers
        names = [standing.department for standing in self._chosen]
        kind = self.carrier.currentData()
        self._office.set_carriers(names, Carrier(kind) if kind else None, year)

        def undo() -> None:
            for name in names:
                former = carriers.get(name)
                self._office.set_carriers([name], Carrier(former) if former else None, year)
            self.changed.emit()

        words = self.tr("{}の照会ファイルの形式を「{}」にしました。次の照会から使います。")
        self._tell(words.format(_names(self._chosen), self.carrier.currentText()), undo)

    def _on_copy(self) -> None:
        assert self._state is not None
        names = [one.department for one in self._chosen if one.stage in OWING]
        letters = self._office.letters(Kind.REMINDER, None, self._state.year, names)
        QGuiApplication.clipboard().setText(_BETWEEN.join(map(plain_text, letters)))
        words = self.tr("{}課への督促の文をコピーしました。メールに貼り付けて送ってください。")
        self.noticed.emit(Notice(words.format(len(letters)), Tone.GOOD))

    def _tell(self, words: str, undo: object) -> None:
        self.noticed.emit(Notice(words, Tone.GOOD, self.tr("元に戻す"), undo))  # type: ignore[arg-type]
        self.changed.emit()


def _names(standings: Sequence[Standing]) -> str:
    names = "、".join(standing.department for standing in standings[:3])
    return names if len(standings) <= 3 else f"{names}ほか{len(standings) - 3}課"


def _form() -> QFormLayout:
    form = QFormLayout()
    form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
    form.setVerticalSpacing(GRID)
    return form


def _left(button: QPushButton) -> FlowRow:
    """A button of its own width at the left."""
    row = FlowRow()
    row.add(button)
    return row
