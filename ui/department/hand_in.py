"""Handing in: what is still missing, who hands in, in which file; and afterwards what was sent."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QFileInfo, QStandardPaths, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QButtonGroup,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from dxdesk.department import Carrier
from dxdesk.domain.file_names import safe_name
from dxdesk.domain.rulebook import Severity
from dxdesk.errors import OF_THE_PLACE, DxdeskError, Trouble
from dxdesk.messages import sentence
from dxdesk.there import Kind, seen, there
from ui.department.desk_model import DeskModel
from ui.department.finding_rows import FindingRows
from ui.dialogs.files import FileDialogs
from ui.marks import Mark
from ui.theme import GRID, HALF, Tone
from ui.widgets.card import Card, reading
from ui.widgets.desk_page import commit_composition
from ui.widgets.figure_edit import LineEdit
from ui.widgets.finding_list import FindingList
from ui.widgets.reading_page import ReadingPage
from ui.widgets.tone_label import ToneLabel

# So many lines of findings are seen at once.
_SHOWN = 14
# Counting the pages of more items would be felt: it takes 4 ms for each.
_COUNTED = 60
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
        self.next = QPushButton(self.tr("残りの1件目へ移る（Enter）"))
        self.next.setAutoDefault(True)
        self.next.clicked.connect(self._on_next)
        self._form = QWidget()
        self._unchanged = ToneLabel("", Tone.WARNING, Mark.RETURNED, wrap=True)
        self.trouble = ToneLabel("", Tone.ERROR, Mark.ERROR, wrap=True)
        self.elsewhere = QPushButton()
        self.elsewhere.clicked.connect(self._on_elsewhere)
        self._other_place: Path | None = None
        self._agreed: Path | None = None
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
        self._say_trouble("")
        if self._model.handed_in:
            self._show_after()
            return
        self._stack.setCurrentIndex(0)
        plan = self._model.request.plan
        findings = self._model.findings
        self.missing.show_rows(FindingRows(plan).rows(findings))
        self.missing.fit(_SHOWN)
        self.missing.setVisible(bool(findings))
        left = [f.severity for f in self._model.weighing]
        self._say_summary(left)
        if self._model.unsaved:
            text = self.tr("まだ保存できていない入力があります。保存されると提出できます。")
            self._summary.say(text, Tone.ERROR, Mark.ERROR)
        self._say_unchanged()
        self.next.setVisible(bool(left))
        # What the office would have to send back is not handed in; every finding that waits can
        # be put right or answered with a reason.
        ready = not left and not self._model.unsaved
        self._form.setEnabled(ready)
        self.submit.setEnabled(ready)
        last = self._model.submission()
        if last and not self.name.text():
            self.name.setText(last.by)
        self._suggest_place()

    def focus_first(self) -> None:
        """Put the cursor where the person goes on."""
        if self._model.handed_in:
            # Not on what takes the hand-in back: an Enter that was pressed too long would do it.
            self.sheets.setFocus()
        elif self.submit.isEnabled():
            self.name.setFocus()
        else:
            self.next.setFocus()

    def _say_summary(self, found: list[Severity]) -> None:
        errors = found.count(Severity.ERROR)
        if errors:
            text = self.tr(
                "入力が必要な箇所が {} 件、確かめる箇所が {} 件残っています。全部済むと提出できます。"
                "行を選ぶとその欄に移ります。書けない欄は「把握できない」などを選んでください。"
            )
            self._summary.say(text.format(errors, len(found) - errors), Tone.ERROR, Mark.ERROR)
        elif found:
            text = self.tr(
                "確かめていただきたい箇所が {} 件あります。全部済むと提出できます。"
                "行を選ぶとその欄に移ります。直すか、理由を書いて確認済みにしてください。"
            )
            self._summary.say(text.format(len(found)), Tone.WARNING, Mark.WARNING)
        else:
            text = self.tr("すべての欄に記入され、確かめる箇所は残っていません。")
            self._summary.say(text, Tone.GOOD, Mark.DONE)

    def _say_unchanged(self) -> None:
        """Remind of returned fields that are as they were; the office would ask again."""
        count = len(self._model.unchanged_remarks())
        words = self.tr(
            "差戻しの所見がある欄のうち {} 欄が、まだ書き直されていません（F8で移れます）。"
        )
        self._unchanged.set_text(words.format(count))
        self._unchanged.setVisible(bool(count))

    def _build_before(self) -> QWidget:
        self.native = QRadioButton(self.tr("提出ファイル（.dxsub、推奨）(&N)"))
        self.native.setChecked(True)
        self.xlsx = QRadioButton(self.tr("Excelファイル（.xlsx、他の形式を送れないとき）(&X)"))
        group = QButtonGroup(self)
        for button in (self.native, self.xlsx):
            group.addButton(button)
        group.buttonToggled.connect(self._on_carrier)
        self.name.setAccessibleName(self.tr("提出者の名前"))
        self.name.setMaximumWidth(GRID * 40)
        self.place.setAccessibleName(self.tr("保存先"))
        self._arrange_form()
        self.submit.setDefault(True)
        self.submit.clicked.connect(self._on_submit)
        self.name.returnPressed.connect(self._on_submit)
        last = QHBoxLayout()
        last.addWidget(self.submit)
        last.addStretch(1)
        page = ReadingPage(self.tr("提出"))
        column = page.column
        column.addWidget(self._summary)
        column.addWidget(self._unchanged)
        column.addWidget(self.missing)
        column.addWidget(self.next, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._form)
        column.addWidget(self.trouble)
        column.addWidget(self.elsewhere, 0, Qt.AlignmentFlag.AlignLeft)
        column.addLayout(last)
        column.addStretch(1)
        return page

    def _arrange_form(self) -> None:
        browse = QPushButton(self.tr("参照…(&R)"))
        browse.clicked.connect(self._on_browse)
        where = QHBoxLayout()
        where.setSpacing(GRID)
        where.addWidget(self.place, 1)
        where.addWidget(browse)
        kinds = QVBoxLayout()
        kinds.setSpacing(HALF)
        kinds.addWidget(self.native)
        kinds.addWidget(self.xlsx)
        form = QFormLayout(self._form)
        form.setContentsMargins(0, 0, 0, 0)
        form.setHorizontalSpacing(GRID * 2)
        form.setVerticalSpacing(GRID * 2)
        form.addRow(self.tr("提出者の名前(&M)"), self.name)
        form.addRow(self.tr("ファイルの種類"), kinds)
        place = QLabel(self.tr("保存先(&D)"))
        place.setBuddy(self.place)
        form.addRow(place, where)

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
                "② 提出ファイルをDX推進担当へ送ります（メール、共有フォルダーなど）。"
            ),
            Tone.PLAIN,
            wrap=True,
        )
        self.sheets = QPushButton(self.tr("確認票を印刷(&S)…"))
        self.sheets.clicked.connect(self.sheets_requested)
        self.folder = QPushButton(self.tr("フォルダーを開く(&O)"))
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
        page = ReadingPage(self.tr("提出の内容"))
        column = page.column
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
        self.sheets.setText(self._print_words())
        self._said.set_text(self.tr("提出済み（第{}回）").format(submission.number))
        file = str(self._written) if self._written else self.tr("（前回開いたときに書き出し済み）")
        by = f"{submission.by}　{submission.at.replace('T', ' ')[:16]}"
        for label, text in zip(self._fact, (file, submission.code, by), strict=True):
            label.setText(text)
        self.folder.setVisible(self._written is not None)

    def _print_words(self) -> str:
        """The button with its pages; those of a very long request are told by the preview alone."""
        if len(self._model.items) > _COUNTED:
            return self.tr("確認票を印刷(&S)…")
        from ui.printing.sheet_jobs import desk_pages

        pages = desk_pages(self._model.desk)
        return self.tr("確認票を印刷(&S)…　{}ページ").format(pages)

    def _suggest_place(self) -> None:
        current = Path(self.place.text()) if self.place.text() else None
        if current is None or seen(current) is not Kind.NOTHING:
            self.place.setText(str(self._suggestion()))
        else:
            self.place.setText(str(current.with_suffix(SUFFIXES[self.carrier])))

    def _suggestion(self) -> Path:
        request = self._model.request
        stem = f"提出_{request.plan.year}_{request.department}_第{request.round}回"
        known = self._model.submission()
        number = known.number + 1 if known and known.request == request.id else 1
        name = f"{safe_name(stem)}_{number}{SUFFIXES[self.carrier]}"
        return self._model.path.with_name(name)

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
            # The dialog has asked whether a file there may be replaced.
            self._agreed = path

    def _on_next(self) -> None:
        if left := self._model.weighing:
            self.field_chosen.emit(left[0].field)

    def _on_elsewhere(self) -> None:
        if self._other_place:
            self.place.setText(str(self._other_place))
            self._on_submit()

    def _say_trouble(self, text: str, other: Path | None = None) -> None:
        """Say why the file could not be written, and offer another place."""
        self.trouble.set_text(text)
        self.trouble.setVisible(bool(text))
        self._other_place = other
        self.elsewhere.setVisible(other is not None)
        if other is not None:
            words = self.tr("代わりに「{}」に保存する")
            self.elsewhere.setText(words.format(str(other.parent).replace("&", "&&")))

    def _on_submit(self) -> None:
        commit_composition()
        if not self.submit.isEnabled():
            return
        self._model.look_again()
        if self._model.weighing or self._model.unsaved:
            self.show_model()
            return
        self._say_trouble("")
        out = self._model.path.parent / (self.place.text().strip() or self._suggestion().name)
        try:
            self._require_new(out)
            self._model.hand_in(self.name.text(), out, self.carrier)
        except DxdeskError as error:
            other = self._elsewhere(out) if error.trouble in OF_THE_PLACE else None
            self._say_trouble(sentence(error), other)
            if error.trouble is Trouble.NAME_MISSING:
                self.name.setFocus()
            elif other:
                self.elsewhere.setFocus()
            else:
                self.place.setFocus()
            return
        self._written = out
        self.show_model()
        self.focus_first()

    def _require_new(self, out: Path) -> None:
        """See that no other document is written over, and that the name says what it is.

        Raises:
            DxdeskError: FILE_EXISTS unless the person agreed in the dialog, WRONG_SUFFIX.
        """
        if out.suffix.lower() != SUFFIXES[self.carrier]:
            allowed = SUFFIXES[self.carrier]
            raise DxdeskError(Trouble.WRONG_SUFFIX, file=out.name, allowed=allowed)
        if there(out) not in (Kind.NOTHING, Kind.FOLDER) and out != self._agreed:
            raise DxdeskError(Trouble.FILE_EXISTS, file=out.name)

    def _elsewhere(self, out: Path) -> Path | None:
        """A place that takes files and is not the one that was tried."""
        kinds = QStandardPaths.StandardLocation
        known = [self._model.path.parent]
        for kind in (kinds.DocumentsLocation, kinds.DesktopLocation, kinds.HomeLocation):
            known += [Path(place) for place in QStandardPaths.standardLocations(kind)]
        for folder in known:
            takes = seen(folder) is Kind.FOLDER and QFileInfo(str(folder)).isWritable()
            if takes and folder != out.parent:
                return folder / self._suggestion().name
        return None

    def _on_folder(self) -> None:
        if self._written:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._written.parent)))
