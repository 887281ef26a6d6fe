"""Handing in: what is still missing, who hands in, in which file; and afterwards what was sent."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QButtonGroup,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from dxdesk.department import Carrier
from dxdesk.domain.checks import Severity
from dxdesk.errors import DxdeskError
from dxdesk.messages import sentence
from ui import theme
from ui.department.desk_model import DeskModel
from ui.department.finding_rows import finding_rows
from ui.dialogs.files import FileDialogs
from ui.marks import Mark
from ui.theme import GRID, HALF, Tone
from ui.widgets.card import Card, reading
from ui.widgets.desk_page import commit_composition
from ui.widgets.figure_edit import LineEdit
from ui.widgets.finding_list import FindingList
from ui.widgets.tone_label import ToneLabel

# So many lines of findings are seen at once.
_SHOWN = 14
SUFFIXES = {Carrier.NATIVE: ".dxsub", Carrier.XLSX: ".xlsx"}


class HandInPage(QWidget):
    """A page, not a dialog: everything on it can be left and come back to."""

    field_chosen = Signal(str)
    sheets_requested = Signal()
    reopen_requested = Signal()

    def __init__(
        self, model: DeskModel, dialogs: FileDialogs, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._model = model
        self._dialogs = dialogs
        self._written: Path | None = None
        self.missing = FindingList()
        self.missing.field_chosen.connect(self.field_chosen)
        self.name = LineEdit()
        self.place = QLineEdit()
        self.submit = QPushButton(self.tr("提出ファイルを書き出す(&W)"))
        self.trouble = ToneLabel("", Tone.ERROR, Mark.ERROR, wrap=True)
        self._summary = ToneLabel("", Tone.GOOD, Mark.DONE, wrap=True, bold=True)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._build_before())
        self._stack.addWidget(self._build_after())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)

    @property
    def carrier(self) -> Carrier:
        """The chosen carrier."""
        return Carrier.XLSX if self.xlsx.isChecked() else Carrier.NATIVE

    def show_model(self) -> None:
        """Show what is missing, or what was handed in."""
        self.trouble.hide()
        if self._model.handed_in:
            self._show_after()
            return
        self._stack.setCurrentIndex(0)
        plan = self._model.request.plan
        findings = self._model.findings
        self.missing.show_rows(finding_rows(plan, findings))
        self.missing.fit(_SHOWN)
        self.missing.setVisible(bool(findings))
        self._say_summary([f.severity for f in self._model.weighing])
        last = self._model.submission()
        if last and not self.name.text():
            self.name.setText(last.by)
        self._suggest_place()

    def focus_first(self) -> None:
        """Put the cursor where the person goes on."""
        if self._model.handed_in:
            self.again.setFocus()
        else:
            self.name.setFocus()

    def _say_summary(self, found: list[Severity]) -> None:
        errors = found.count(Severity.ERROR)
        if errors:
            text = self.tr(
                "入力が必要な箇所が {} 件残っています。行を選ぶとその欄に移ります。"
                "このままでも提出できますが、差し戻されることがあります。"
            )
            self._summary.say(text.format(errors), Tone.ERROR, Mark.ERROR)
        elif found:
            text = self.tr(
                "確かめていただきたい箇所が {} 件あります。行を選ぶとその欄に移ります。"
                "直すか、理由を書いて確認済みにしてください。"
            )
            self._summary.say(text.format(len(found)), Tone.WARNING, Mark.WARNING)
        else:
            text = self.tr("すべての欄に記入され、確かめる箇所は残っていません。")
            self._summary.say(text, Tone.GOOD, Mark.DONE)

    def _build_before(self) -> QWidget:
        self.native = QRadioButton(self.tr("提出ファイル（.dxsub、推奨）(&N)"))
        self.native.setChecked(True)
        self.xlsx = QRadioButton(self.tr("Excelファイル（.xlsx、他の形式を送れないとき）(&X)"))
        group = QButtonGroup(self)
        for button in (self.native, self.xlsx):
            group.addButton(button)
        group.buttonToggled.connect(self._on_carrier)
        browse = QPushButton(self.tr("参照…(&R)"))
        browse.clicked.connect(self._on_browse)
        self.name.setAccessibleName(self.tr("提出者の名前"))
        self.name.setMaximumWidth(GRID * 40)
        self.place.setAccessibleName(self.tr("保存先"))
        where = QHBoxLayout()
        where.setSpacing(GRID)
        where.addWidget(self.place, 1)
        where.addWidget(browse)
        kinds = QVBoxLayout()
        kinds.setSpacing(HALF)
        kinds.addWidget(self.native)
        kinds.addWidget(self.xlsx)
        form = QFormLayout()
        form.setHorizontalSpacing(GRID * 2)
        form.setVerticalSpacing(GRID * 2)
        form.addRow(self.tr("提出者の名前(&M)"), self.name)
        form.addRow(self.tr("ファイルの種類"), kinds)
        place = QLabel(self.tr("保存先(&D)"))
        place.setBuddy(self.place)
        form.addRow(place, where)
        self.submit.setDefault(True)
        self.submit.clicked.connect(self._on_submit)
        self.name.returnPressed.connect(self._on_submit)
        last = QHBoxLayout()
        last.addWidget(self.submit)
        last.addStretch(1)
        page, column = _page(self.tr("提出"))
        column.addWidget(self._summary)
        column.addWidget(self.missing)
        column.addLayout(form)
        column.addWidget(self.trouble)
        column.addLayout(last)
        column.addStretch(1)
        return page

    def _build_after(self) -> QWidget:
        self._said = ToneLabel("", Tone.GOOD, Mark.DONE, wrap=True, bold=True, step=2)
        self._facts = Card(Tone.QUIET)
        self._fact: list[QLabel] = []
        for heading in (
            self.tr("提出ファイル"),
            self.tr("照合コード（確認票に印刷されます）"),
            self.tr("提出者・日時"),
        ):
            self._facts.column.addWidget(ToneLabel(heading, Tone.QUIET, bold=True))
            self._fact.append(reading(""))
            self._facts.column.addWidget(self._fact[-1])
        steps = ToneLabel(
            self.tr(
                "次にすること\n"
                "① 確認票を印刷して、課内の決裁を受けます。\n"
                "② 提出ファイルをDX推進担当へ送ります（メール、共有フォルダなど）。"
            ),
            Tone.PLAIN,
            wrap=True,
        )
        self.sheets = QPushButton(self.tr("確認票をPDFで保存(&S)"))
        self.sheets.clicked.connect(self.sheets_requested)
        self.folder = QPushButton(self.tr("フォルダを開く(&O)"))
        self.folder.clicked.connect(self._on_folder)
        self.again = QPushButton(self.tr("回答を直す（再開）(&A)"))
        self.again.clicked.connect(self.reopen_requested)
        row = QHBoxLayout()
        row.setSpacing(GRID)
        for button in (self.sheets, self.folder, self.again):
            row.addWidget(button)
        row.addStretch(1)
        note = self.tr(
            "再開して提出し直すと、提出の番号が1つ進みます。前の提出ファイルはそのまま残ります。"
        )
        page, column = _page(self.tr("提出の内容"))
        for widget in (self._said, self._facts, steps):
            column.addWidget(widget)
        column.addLayout(row)
        column.addWidget(ToneLabel(note, Tone.QUIET, wrap=True))
        column.addStretch(1)
        return page

    def _show_after(self) -> None:
        submission = self._model.submission()
        if submission is None:
            return
        self._stack.setCurrentIndex(1)
        self._said.set_text(self.tr("提出済み（第{}回）").format(submission.number))
        file = str(self._written) if self._written else self.tr("（前回開いたときに書き出し済み）")
        by = f"{submission.by}　{submission.at.replace('T', ' ')[:16]}"
        for label, text in zip(self._fact, (file, submission.code, by), strict=True):
            label.setText(text)
        self.folder.setVisible(self._written is not None)

    def _suggest_place(self) -> None:
        current = Path(self.place.text()) if self.place.text() else None
        if current is None or current.exists():
            self.place.setText(str(self._suggestion()))
        else:
            self.place.setText(str(current.with_suffix(SUFFIXES[self.carrier])))

    def _suggestion(self) -> Path:
        request = self._model.request
        stem = f"提出_{request.plan.year}_{request.department}_第{request.round}回"
        known = self._model.submission()
        number = known.number + 1 if known and known.request == request.id else 1
        name = f"{stem}_{number}{SUFFIXES[self.carrier]}"
        return self._model.path.with_name("".join("_" if c in '<>:"/\\|?*' else c for c in name))

    def _on_carrier(self) -> None:
        self._suggest_place()

    def _on_browse(self) -> None:
        kinds = {
            Carrier.NATIVE: self.tr("提出ファイル (*.dxsub)"),
            Carrier.XLSX: self.tr("Excelファイル (*.xlsx)"),
        }
        title = self.tr("提出ファイルの保存先")
        path = self._dialogs.save_file(self, title, kinds[self.carrier], self.place.text())
        if path:
            self.place.setText(str(path))

    def _on_submit(self) -> None:
        commit_composition()
        self.trouble.hide()
        out = Path(self.place.text().strip() or str(self._suggestion()))
        try:
            self._model.hand_in(self.name.text(), out, self.carrier)
        except DxdeskError as error:
            self.trouble.set_text(sentence(error))
            self.trouble.show()
            self.name.setFocus()
            return
        self._written = out
        self.show_model()
        self.focus_first()

    def _on_folder(self) -> None:
        if self._written:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._written.parent)))


def _page(title: str) -> tuple[QScrollArea, QVBoxLayout]:
    """A scrolling page of limited width."""
    inner = QWidget()
    column = QVBoxLayout(inner)
    column.setContentsMargins(GRID * 4, GRID * 3, GRID * 4, GRID * 4)
    column.setSpacing(GRID * 2)
    column.addWidget(theme.label(title, step=5, bold=True))
    inner.setMaximumWidth(GRID * 120)
    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setWidget(inner)
    return area, column
