"""取込み: files of the departments come in, a line for each; the last merge can be undone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QTableView, QVBoxLayout, QWidget

from dxdesk.domain.plan import Plan
from dxdesk.messages import sentence, unplaced_label
from dxdesk.office import Office, Taken, Verdict
from dxdesk.office.rejoin_words import undone_words
from ui import theme
from ui.dialogs.files import FileDialogs
from ui.marks import Mark
from ui.models.rows import Column, RowModel
from ui.office.lines_bar import LinesBar
from ui.office.places import moment
from ui.office.progress_strip import ProgressStrip
from ui.office.state import YearState
from ui.office.tables import CellIcons, arrange
from ui.office.unplaced_box import UnplacedBox
from ui.theme import GRID, Tone
from ui.widgets.desk_page import Notice
from ui.widgets.tone_label import ToneLabel
from ui.widgets.writing import writes

LOOKS = {
    Verdict.TAKEN: (Mark.DONE, Tone.GOOD),
    Verdict.UNCHANGED: (Mark.UNTOUCHED, Tone.QUIET),
    Verdict.OLDER: (Mark.RETURNED, Tone.HINT),
    Verdict.CONFLICTS: (Mark.WARNING, Tone.WARNING),
    Verdict.REFUSED: (Mark.ERROR, Tone.ERROR),
}
_URGENT = (
    *(Verdict.REFUSED, Verdict.CONFLICTS, Verdict.OLDER),
    *(Verdict.TAKEN, Verdict.UNCHANGED),
)
_NAMED = 3


def _urgency(line: Taken) -> tuple[int, bool]:
    return _URGENT.index(line.verdict), not line.unplaced


class IntakePanel(QWidget):
    """Takes files in by choice or by drop."""

    changed = Signal()
    noticed = Signal(Notice)
    conflicts_requested = Signal()

    def __init__(
        self,
        office: Office,
        dialogs: FileDialogs,
        strip: ProgressStrip,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._office = office
        self._dialogs = dialogs
        self._strip = strip
        self._icons = CellIcons(self)
        self.choose = writes(QPushButton(self.tr("ファイルを選ぶ(&M)…")))
        self.choose.clicked.connect(self._on_choose)
        self.undo = writes(QPushButton(self.tr("この取込みを取り消す(&U)")))
        self.undo.clicked.connect(self._on_undo)
        self.last = ToneLabel("", Tone.QUIET, wrap=True)
        self.words: dict[Verdict, Callable[[Taken], str]] = {
            Verdict.TAKEN: lambda line: self.tr("取込み済　{}欄").format(len(line.changed)),
            Verdict.UNCHANGED: lambda _: self.tr("変更なし"),
            Verdict.OLDER: self._older,
            Verdict.CONFLICTS: lambda line: self.tr("競合　{}件").format(len(line.collisions)),
            Verdict.REFUSED: lambda _: self.tr("受け取れません"),
        }
        self.lines = RowModel[Taken](
            (
                Column(self.tr("結果"), self._verdict, decoration=self._mark),
                Column(self.tr("課・理由"), self._detail),
            ),
            self,
        )
        self.table = self._build_table()
        self.bar = LinesBar(self.table, self.lines, dialogs)
        self.bar.noticed.connect(self.noticed)
        self.unplaced = UnplacedBox()
        self.unplaced.marked_wanted.connect(self._on_marked)
        self._plan: Plan | None = None
        self._arrange()

    def _build_table(self) -> QTableView:
        table = QTableView()
        table.setModel(self.lines)
        table.setAccessibleName(self.tr("取込みの結果"))
        arrange(table, stretch=1, least=9)
        table.selectionModel().currentRowChanged.connect(lambda *_: self._show_unplaced())
        table.setWordWrap(True)
        table.horizontalHeader().sectionResized.connect(self._fit_reasons)
        return table

    def show_state(self, state: YearState) -> None:
        """Show which merge an undo would take back."""
        self._plan = state.plan
        last = state.last_merge
        self.undo.setEnabled(last is not None)
        if last is None:
            self.last.set_text(self.tr("取り消せる取込みはありません。"))
            return
        departments = state.departments_in(last)
        names = "、".join(departments[:_NAMED])
        if len(departments) > _NAMED:
            names = self.tr("{}ほか{}課").format(names, len(departments) - _NAMED)
        words = self.tr("最後の取込み：{}　{}件　{}").format(
            moment(last.at), len(last.submissions), names
        )
        if last.is_copy:
            words = self.tr("最後の取込み：{}　写し　{}").format(moment(last.at), last.copy_by)
        self.last.set_text(words)

    def take_in(self, files: Sequence[Path]) -> None:
        """Take files in and show what became of each."""
        words = self.tr("提出ファイルを取り込んでいます（{}件）").format(len(files))
        lines = self._strip.run_aside(words, lambda step: self._office.merge(files, step))
        if self._strip.stopped and not lines:
            # One that is stopped in its last moment has been recorded, and is shown as such.
            words = self.tr("取込みを中止しました。何も取り込んでいません。")
            self.noticed.emit(Notice(words, Tone.WARNING))
            return
        self.lines.set_rows(sorted(lines, key=_urgency))
        self._fit_reasons()
        self._choose_first()
        self.changed.emit()
        self.noticed.emit(self._outcome(lines))

    def _arrange(self) -> None:
        about = self.tr(
            "課から届いた提出ファイルを選ぶか、この画面へまとめてドラッグしてください。"
            "同じファイルを二度取り込んでも内容は変わりません。"
        )
        row = QHBoxLayout()
        row.addWidget(self.choose)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(theme.label(self.tr("提出を取り込む"), step=1, bold=True))
        column.addWidget(ToneLabel(about, Tone.QUIET, wrap=True))
        column.addLayout(row)
        column.addWidget(self.bar)
        column.addWidget(self.table, 1)
        column.addWidget(self.unplaced)
        column.addWidget(self.last)
        column.addWidget(self.undo, 0, Qt.AlignmentFlag.AlignLeft)

    def _fit_reasons(self) -> None:
        """Give the lines that say why as much room as they need; the others have one line."""
        for number, line in enumerate(self.lines.rows):
            if line.error or line.is_matched or line.unplaced:
                self.table.resizeRowToContents(number)
            else:
                self.table.setRowHeight(number, self.table.verticalHeader().defaultSectionSize())

    def _choose_first(self) -> None:
        """Show what is left over of the first line that has something left over."""
        rows = [number for number, line in enumerate(self.lines.rows) if line.unplaced]
        if rows:
            self.table.selectRow(rows[0])
        self._show_unplaced()

    def _show_unplaced(self) -> None:
        self.unplaced.show_line(self.lines.row_at(self.table.currentIndex()), self._plan)

    def _verdict(self, line: Taken) -> str:
        return self.words[line.verdict](line)

    def _older(self, line: Taken) -> str:
        said = line.submission
        return self.tr("古い提出（第{}回 {}号）").format(said.round, said.number) if said else ""

    def _detail(self, line: Taken) -> str:
        said = self._who_or_why(line)
        if line.unplaced:
            label = unplaced_label(line.unplaced)
            said += self.tr("　{} {}件").format(label, len(line.unplaced))
        return said

    def _who_or_why(self, line: Taken) -> str:
        if line.error:
            return sentence(line.error)
        if line.submission is None:
            return line.path.name
        words = f"{line.submission.department}　{line.submission.by}"
        if line.gone:
            words += self.tr("　計画からなくなった欄 {}件").format(len(line.gone))
        if line.is_matched:
            words += self.tr("　（データのシートがありません。送り主に確かめてください）")
        return words

    def _mark(self, line: Taken) -> object:
        return self._icons(*LOOKS[line.verdict])

    def _outcome(self, lines: Sequence[Taken]) -> Notice:
        counts = {verdict: sum(line.verdict is verdict for line in lines) for verdict in Verdict}
        came = len(lines) - counts[Verdict.REFUSED]
        words = self.tr("{}件のファイルのうち{}件を取り込みました。").format(len(lines), came)
        if counts[Verdict.REFUSED]:
            more = self.tr("{}件は受け取れません。理由を結果の行で確かめてください。")
            words += more.format(counts[Verdict.REFUSED])
        left = [one for line in lines for one in line.unplaced]
        if left:
            more = self.tr("{}が{}件あります。結果の下で確かめてください。")
            words += more.format(unplaced_label(left), len(left))
        if any(line.collisions for line in lines):
            words += self.tr("競合があります。どの文にするか選んでください。")
            return Notice(words, Tone.WARNING, self.tr("競合を見る"), self.conflicts_requested.emit)
        doubtful = counts[Verdict.REFUSED] or left
        return Notice(words, Tone.WARNING if doubtful else Tone.GOOD)

    def _on_choose(self) -> None:
        filters = self.tr("提出ファイル (*.dxsub *.xlsx);;すべて (*)")
        files = self._dialogs.open_files(self, self.tr("提出ファイルを選ぶ"), filters)
        if files:
            self.take_in(files)

    def _on_marked(self) -> None:
        line = self.lines.row_at(self.table.currentIndex())
        folder = self._dialogs.folder(self, self.tr("印を付けた照会ファイルを保存するフォルダー"))
        if line and folder:
            path = self._office.write_marked(line, folder)
            words = self.tr("「{}」を作りました。担当課に送り、直してもらってください。")
            self.noticed.emit(Notice(words.format(path.name), Tone.GOOD))

    def _on_undo(self) -> None:
        undone = self._office.undo_merge()
        self.lines.set_rows(())
        self._show_unplaced()
        words = self.tr(
            "{}の取込み（{}件）を取り消しました。同じファイルをもう一度取り込めば元に戻ります。"
        ).format(moment(undone.at), len(undone.submissions))
        if undone.is_copy:
            words = self.tr("{}の写しの取込みを取り消しました。もう一度取り込めば元に戻ります。")
            words = words.format(moment(undone.at))
        more = undone_words(self._office.asked_by(undone))
        self.noticed.emit(Notice(words + more, Tone.WARNING) if more else Notice(words))
        self.changed.emit()
