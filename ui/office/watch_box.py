"""The folder that is watched: which one, what lies there, and choosing another one."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from dxdesk.messages import sentence
from dxdesk.office import Office, Waiting
from ui import theme
from ui.dialogs.files import FileDialogs
from ui.marks import Mark
from ui.theme import GRID, Tone
from ui.widgets.desk_page import Notice
from ui.widgets.flow_row import FlowRow
from ui.widgets.tone_label import ToneLabel
from ui.widgets.writing import writes

_TOLD = 5


class WatchBox(QWidget):
    """Emits `changed` when another folder, or none, is to be watched."""

    changed = Signal()
    noticed = Signal(Notice)

    def __init__(self, office: Office, dialogs: FileDialogs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.office = office
        self._dialogs = dialogs
        self.words = ToneLabel("", Tone.QUIET, wrap=True)
        self.choose = writes(QPushButton(self.tr("フォルダーを決める(&W)…")))
        self.choose.clicked.connect(self._on_choose)
        self.end = writes(QPushButton(self.tr("見張るのをやめる(&Z)")))
        self.end.clicked.connect(self._on_end)
        row = FlowRow()
        row.add(self.choose)
        row.add(self.end)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(theme.label(self.tr("提出の届くフォルダー"), bold=True))
        column.addWidget(self.words)
        column.addWidget(row)
        self.show_waiting(None)

    def show_waiting(self, waiting: Waiting | None) -> None:
        """Say what lies in the folder; None before it was looked at."""
        folder = self.office.watched_folder
        self.end.setVisible(folder is not None)
        if folder is None:
            words = self.tr(
                "課が提出ファイルを入れる共有フォルダーを決めておくと、届いたときにお知らせします。"
                "取り込むかどうかは、そのときに選べます。"
            )
            self.words.say(words, Tone.QUIET)
        elif waiting is None:
            self.words.say(self.tr("「{}」を調べています。").format(folder), Tone.QUIET)
        elif waiting.is_missing:
            words = self.tr(
                "「{}」が見つかりません。つながっているか確かめてください。このパソコンから見えない"
                "場所のときは、決め直してください。"
            )
            self.words.say(words.format(folder), Tone.WARNING, Mark.WARNING)
        else:
            doubtful = bool(waiting.refused or waiting.left_out)
            tone, mark = (Tone.WARNING, Mark.WARNING) if doubtful else (Tone.QUIET, None)
            self.words.say("\n".join(self._lines(waiting)), tone, mark)

    def _lines(self, waiting: Waiting) -> Iterator[str]:
        words = self.tr("「{}」を見張っています。まだ取り込んでいない提出は{}件です。")
        yield words.format(waiting.folder, len(waiting.arrivals))
        if waiting.unsettled:
            words = self.tr("書き込み中か、ほかで開かれているファイルが{}件あります。")
            yield words.format(len(waiting.unsettled))
        for one in waiting.refused[:_TOLD]:
            yield sentence(one.error)
        if len(waiting.refused) > _TOLD:
            words = self.tr("受け取れないファイルは、ほかに{}件あります。")
            yield words.format(len(waiting.refused) - _TOLD)
        if waiting.left_out:
            yield self.tr(
                "ファイルが多すぎるため、一部を調べていません。済んだものを移してください。"
            )

    def _on_choose(self) -> None:
        before = self.office.watched_folder
        title = self.tr("課が提出ファイルを入れるフォルダー")
        folder = self._dialogs.folder(self, title, str(before or ""))
        if folder is None:
            return
        self.office.watch(folder)
        words = self.tr("「{}」を見張ります。提出が届くとお知らせします。").format(folder)
        self.noticed.emit(Notice(words, Tone.GOOD))
        self.changed.emit()

    def _on_end(self) -> None:
        before = self.office.watched_folder
        self.office.watch(None)

        def undo() -> None:
            self.office.watch(before)
            self.changed.emit()

        words = self.tr("フォルダーを見張るのをやめました。")
        self.noticed.emit(Notice(words, action=self.tr("元に戻す"), act=undo))
        self.changed.emit()
