"""One window for everything that is printed: the pages as they will be, printer and PDF."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QSize, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QButtonGroup,
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from dxdesk.errors import DxdeskError
from dxdesk.messages import sentence
from ui import theme
from ui.dialogs.files import FileDialogs, WriteFile
from ui.printing.jobs import Choices, PrintJob
from ui.printing.page_view import PageView, Zoom
from ui.printing.printer import Printers, print_pages
from ui.theme import GRID, HALF, Keys, Tone
from ui.widgets.desk_page import Notice
from ui.widgets.notice import NoticeBar
from ui.widgets.quiet_box import QuietBox


class Preview(QDialog):
    """Shown without waiting (`show`); it belongs to its parent's window until it is closed.

    `noticed` tells the desk what was printed or saved.
    """

    noticed = Signal(Notice)

    def __init__(
        self,
        choices: Choices,
        dialogs: FileDialogs,
        write: WriteFile,
        printers: Printers,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._choices = choices
        self._dialogs = dialogs
        self._write = write
        self._printers = printers
        self._job = choices[0].make()
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setWindowFlag(Qt.WindowType.WindowMinMaxButtonsHint, True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.notice = NoticeBar()
        self.view = PageView()
        self.view.page_changed.connect(self._on_page)
        self.range = QuietBox()
        self.range.setAccessibleName(self.tr("印刷する範囲"))
        self.range.setSizeAdjustPolicy(QuietBox.SizeAdjustPolicy.AdjustToContents)
        for choice in choices:
            self.range.addItem(choice.name)
        self.range.activated.connect(self._on_range)
        self.count = theme.label(bold=True)
        self.place = QLabel()
        self.print = self._button(self.tr("印刷(&P)…"), self._on_print)
        self.save = self._button(self.tr("PDFに保存(&S)…"), self._on_save)
        self.close_button = self._button(self.tr("閉じる（Esc）"), self.close)
        self.zooms = self._zoom_buttons()
        self.abreast = QCheckBox(self.tr("2ページ並べる(&D)"))
        self.abreast.clicked.connect(self._on_abreast)
        self._arrange()
        self._add_shortcuts()
        self._show_job()
        self.resize(QSize(GRID * 120, GRID * 104).boundedTo(self.screen().availableSize()))
        self.view.setFocus()

    @property
    def job(self) -> PrintJob:
        """What is shown."""
        return self._job

    def _button(self, words: str, slot: Callable[[], object]) -> QPushButton:
        made = QPushButton(words)
        made.setAutoDefault(False)
        made.clicked.connect(slot)
        return made

    def _zoom_buttons(self) -> dict[Zoom, QRadioButton]:
        words = {
            Zoom.WIDTH: self.tr("幅に合わせる(&W)"),
            Zoom.PAGE: self.tr("ページ全体(&A)"),
            Zoom.ACTUAL: self.tr("100 %(&1)"),
        }
        group, made = QButtonGroup(self), dict[Zoom, QRadioButton]()
        for zoom, text in words.items():
            made[zoom] = QRadioButton(text)
            group.addButton(made[zoom], zoom.value)
        group.idClicked.connect(lambda value: self.view.set_zoom(Zoom(value)))
        made[Zoom.WIDTH].setChecked(True)
        return made

    def _arrange(self) -> None:
        upper = QHBoxLayout()
        upper.setSpacing(GRID)
        upper.addWidget(self.count)
        if len(self._choices) > 1:
            caption = QLabel(self.tr("範囲(&R)"))
            caption.setBuddy(self.range)
            upper.addSpacing(GRID * 2)
            upper.addWidget(caption)
            upper.addWidget(self.range)
        else:
            self.range.hide()
        upper.addStretch(1)
        for button in (self.print, self.save, self.close_button):
            upper.addWidget(button)
        lower = QHBoxLayout()
        lower.setSpacing(GRID * 2)
        for button in self.zooms.values():
            lower.addWidget(button)
        lower.addSpacing(GRID)
        lower.addWidget(self.abreast)
        lower.addStretch(1)
        lower.addWidget(self.place)
        bars = QVBoxLayout()
        bars.setContentsMargins(theme.MARGIN, GRID, theme.MARGIN, GRID)
        bars.setSpacing(HALF)
        bars.addLayout(upper)
        bars.addLayout(lower)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.notice)
        column.addLayout(bars)
        column.addWidget(self.view, 1)

    def _add_shortcuts(self) -> None:
        ways: dict[QKeySequence | Qt.Key, Callable[[], object]] = {
            Keys.PRINT: self._on_print,
            Keys.SAVE: self._on_save,
            Qt.Key.Key_PageDown: lambda: self.view.step(1),
            Qt.Key.Key_PageUp: lambda: self.view.step(-1),
            Qt.Key.Key_Home: lambda: self.view.go_to(0),
            Qt.Key.Key_End: lambda: self.view.go_to(-1),
        }
        for keys, slot in ways.items():
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.activated.connect(slot)

    def _show_job(self) -> None:
        count = len(self._job.pages)
        papers = (self._job.pages.layout(n).pageSize().name() for n in range(count))
        names = "・".join(dict.fromkeys(papers))
        self.setWindowTitle(self.tr("印刷プレビュー　{}").format(self._job.title))
        self.count.setText(self.tr("{}ページ（{}）").format(count, names))
        self.view.show_pages(self._job.pages)

    def _on_range(self, index: int) -> None:
        with busy():
            self._job = self._choices[index].make()
        self._show_job()
        self.view.setFocus()

    def _on_page(self, index: int) -> None:
        self.place.setText(self.tr("{} / {} ページ").format(index + 1, len(self._job.pages)))

    def _on_abreast(self) -> None:
        self.view.set_abreast(2 if self.abreast.isChecked() else 1)

    def _on_print(self) -> None:
        if not self._printers.any():
            words = self.tr(
                "使えるプリンターが見つかりません。PDFに保存すると、ほかのパソコンでも印刷できます。"
            )
            self.notice.tell(Notice(words, Tone.WARNING, self.tr("PDFに保存…"), self._on_save))
            return
        printer = self._printers.choose(self, self._job.title, self._job.pages)
        if printer is None:
            return
        if sides := print_pages(self._job.pages, printer):
            words = self.tr("「{}」をプリンターに送りました（{}ページ）。")
            self._tell(Notice(words.format(self._job.title, sides), Tone.GOOD))
        else:
            words = self.tr(
                "プリンターが受け付けませんでした。電源と接続を確かめるか、PDFに保存してください。"
            )
            self.notice.tell(Notice(words, Tone.ERROR, self.tr("PDFに保存…"), self._on_save))

    def _on_save(self) -> None:
        title, filters = self.tr("PDFの保存先"), self.tr("PDF (*.pdf)")
        out = self._dialogs.save_file(self, title, filters, str(self._job.file))
        if out is None:
            return
        from ui.printing.pdf import render_pages

        out = out if out.suffix else out.with_suffix(".pdf")
        try:
            self._write(out, render_pages(self._job.pages, self._job.title))
        except DxdeskError as error:
            # The desk's notice bar is behind this window.
            self.notice.tell(Notice(sentence(error), Tone.ERROR))
            return
        words = self.tr("PDFに保存しました（{}ページ）：{}").format(len(self._job.pages), out.name)
        self._tell(Notice(words, Tone.GOOD, self.tr("開く"), lambda: _open(out)))

    def _tell(self, notice: Notice) -> None:
        self.notice.tell(notice)
        self.noticed.emit(notice)


@contextmanager
def busy() -> Iterator[None]:
    """Show the waiting cursor: hundreds of pages take more than a moment."""
    QApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
    try:
        yield
    finally:
        QApplication.restoreOverrideCursor()


def _open(path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
