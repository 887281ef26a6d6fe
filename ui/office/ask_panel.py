"""照会: which departments get a request, in what form, until when, and how the files lie."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from dxdesk.domain.asking import Stage
from dxdesk.domain.direction_questions import asked_kpis
from dxdesk.domain.plan import Plan
from dxdesk.office import Carrier, Covering, Office, Packing, Standing
from ui import theme
from ui.dialogs.files import FileDialogs
from ui.marks import Mark
from ui.office.carrier_box import CarrierBox
from ui.office.progress_strip import ProgressStrip, Step
from ui.office.state import YearState
from ui.theme import GRID, Tone
from ui.widgets.desk_page import Notice
from ui.widgets.figure_edit import LineEdit
from ui.widgets.quiet_box import QuietBox
from ui.widgets.tone_label import ToneLabel
from ui.widgets.writing import writes


class AskPanel(QWidget):
    """Writes the request files of a first round into one folder."""

    changed = Signal()
    noticed = Signal(Notice)

    def __init__(
        self,
        office: Office,
        dialogs: FileDialogs,
        strip: ProgressStrip,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._office = office
        self._strip = strip
        self._dialogs = dialogs
        self._state: YearState | None = None
        self._chosen: tuple[str, ...] = ()
        self._proposed = ""
        self.unsent = QRadioButton()
        self.selected = QRadioButton()
        self.all = QRadioButton()
        self._whom = QButtonGroup(self)
        for button in (self.unsent, self.selected, self.all):
            self._whom.addButton(button)
        self.unsent.setChecked(True)
        self._whom.buttonToggled.connect(self._show_counts)
        self.again = ToneLabel("", Tone.HINT, Mark.NOTE, wrap=True)
        self.own = ToneLabel("", Tone.QUIET, wrap=True)
        self.carrier = CarrierBox()
        self.deadline = LineEdit()
        self.deadline.setPlaceholderText(self.tr("例：6月30日（火）"))
        self.deadline.setAccessibleName(self.tr("提出期限"))
        self.packing = QuietBox()
        self.packing.setAccessibleName(self.tr("ファイルのまとめ方"))
        self.packing.addItem(self.tr("一つのフォルダーに並べる"), Packing.FLAT)
        self.packing.addItem(self.tr("課ごとのフォルダーに分ける"), Packing.FOLDERS)
        self.packing.addItem(self.tr("一つのzipにまとめる"), Packing.ZIP)
        self.covering = QCheckBox(self.tr("送り状を付ける(&T)"))
        self.covering.setToolTip(self.tr("課ごとに、テキストとPDFの送り状を一つずつ作ります。"))
        self.directions = QCheckBox()
        self.directions.setToolTip(
            self.tr(
                "増減のどちらがよいかを課に選んでもらいます。答えは提案になり、決めるのは事務局です。"
            )
        )
        self.make = writes(QPushButton(self.tr("照会ファイルを作る(&Q)…")))
        self.make.clicked.connect(self._on_make)
        self._arrange()

    def show_state(self, state: YearState) -> None:
        """Show a year; its deadline is proposed until somebody types another one."""
        self._state = state
        if self.deadline.text() == self._proposed != state.plan.deadline:
            self.deadline.set_text(state.plan.deadline)
        self._proposed = state.plan.deadline
        self._show_counts()

    def show_chosen(self, chosen: Sequence[Standing]) -> None:
        """Take over which departments are chosen in the table."""
        self._chosen = tuple(standing.department for standing in chosen)
        self._show_counts()

    def _arrange(self) -> None:
        about = self.tr(
            "課ごとに照会ファイルを一つ作ります。できたファイルを各課へ送ってください。"
            "欄ごとの記入の案内は、「計画」の「記入の案内」で書けます。"
        )
        # Above the form: a row that Qt puts below its label there gets too little height.
        whom = QVBoxLayout()
        whom.setSpacing(GRID // 2)
        whom.addWidget(QLabel(self.tr("対象の課")))
        for widget in (self.unsent, self.selected, self.all, self.again):
            whom.addWidget(widget)
        kind = QVBoxLayout()
        kind.setSpacing(GRID // 2)
        kind.addWidget(self.carrier)
        kind.addWidget(self.own)
        form = QFormLayout()
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.setVerticalSpacing(GRID)
        form.addRow(self.tr("形式(&K)"), kind)
        form.addRow(self.tr("提出期限(&D)"), self.deadline)
        form.addRow(self.tr("まとめ方(&S)"), self.packing)
        form.addRow("", self.covering)
        form.addRow("", self.directions)
        form.labelForField(kind).setBuddy(self.carrier)  # type: ignore[attr-defined]
        row = QHBoxLayout()
        row.addWidget(self.make)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(theme.label(self.tr("照会ファイルを作る"), step=1, bold=True))
        column.addWidget(ToneLabel(about, Tone.QUIET, wrap=True))
        column.addLayout(whom)
        column.addLayout(form)
        column.addLayout(row)
        column.addStretch(1)

    def _departments(self) -> tuple[str, ...]:
        if self._state is None:
            return ()
        if self.selected.isChecked():
            return self._chosen
        standings = self._state.standings
        if self.unsent.isChecked():
            standings = tuple(s for s in standings if s.stage is Stage.NOT_SENT)
        return tuple(standing.department for standing in standings)

    def _show_counts(self) -> None:
        if self._state is None:
            return
        standings = self._state.standings
        unsent = sum(standing.stage is Stage.NOT_SENT for standing in standings)
        self.unsent.setText(self.tr("まだ配布していない課（{}課）").format(unsent))
        self.selected.setText(self.tr("左の表で選んだ課（{}課）").format(len(self._chosen)))
        self.all.setText(self.tr("すべての課（{}課）").format(len(standings)))
        self.make.setEnabled(bool(self._departments()))
        self._show_again(self._state)
        self._show_open(self._state.plan)

    def _show_open(self, plan: Plan) -> None:
        """Offer to ask about indicators of which nobody knows which way is better, if there are any."""
        unknown = sum(1 for _ in asked_kpis(plan, self._departments()))
        self.directions.setVisible(bool(unknown))
        self.directions.setText(
            self.tr("指標{}件の増減のどちらがよいかも尋ねる(&W)").format(unknown)
        )

    def _show_again(self, state: YearState) -> None:
        """Say what is special about those that are chosen."""
        chosen = frozenset(self._departments())
        asked = sum(bool(s.round) for s in state.standings if s.department in chosen)
        self.again.setVisible(bool(asked))
        words = self.tr(
            "{}課には、もう照会しています。前の照会ファイルへの回答も受け取れます。"
            "両方に違う回答が届いたときは、競合として確かめます。"
        )
        self.again.set_text(words.format(asked))
        own = sum(name in state.plan.carriers for name in chosen)
        self.own.setVisible(bool(own))
        words = self.tr("{}課は、課ごとに決めた形式で作ります（「課ごとの対応」で変えられます）。")
        self.own.set_text(words.format(own))

    def _on_make(self) -> None:
        assert self._state is not None
        folder = self._dialogs.folder(self, self.tr("照会ファイルを保存するフォルダー"))
        if folder is None:
            return
        carrier, names = self.carrier.carrier, self._departments()
        packing, covering = Packing(self.packing.currentData()), self._covering()
        year, deadline = self._state.year, self.deadline.text()
        directions = self.directions.isVisibleTo(self) and self.directions.isChecked()

        def make(step: Step) -> list[Path]:
            return self._office.make_requests(
                year,
                folder,
                carrier,
                names,
                deadline,
                packing,
                covering,
                step,
                ask_directions=directions,
            )

        # Sheets are painted on the window's thread.
        run = self._strip.run if covering else self._strip.run_aside
        made = run(self.tr("照会ファイルを作っています（{}課）").format(len(names)), make)
        self.changed.emit()
        if not made:
            words = self.tr("照会ファイルを作るのを中止しました。何も作らず、記録もしていません。")
            self.noticed.emit(Notice(words, Tone.WARNING))
            return
        where = made[0].name if packing is Packing.ZIP else folder.name
        self.noticed.emit(self._made(folder, where, len(names), carrier))

    def _covering(self) -> Covering | None:
        if not self.covering.isChecked():
            return None
        from ui.printing.letter_jobs import letter_pdf

        return Covering(letter_pdf)

    def _made(self, folder: Path, where: str, count: int, carrier: Carrier) -> Notice:
        words = self.tr("照会ファイルを{}件、「{}」に作りました。各課へ送ってください。")
        if carrier is Carrier.XLSX:
            words = self.tr("Excelの照会ファイルを{}件、「{}」に作りました。各課へ送ってください。")

        def show() -> None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))

        text = words.format(count, where)
        return Notice(text, Tone.GOOD, self.tr("フォルダーを開く"), show)
