"""The window: a start page, or the page of the file that was opened."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import shiboken6
from PySide6.QtCore import QEvent, QSettings, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import (
    QAction,
    QActionGroup,
    QCloseEvent,
    QDesktopServices,
    QDragEnterEvent,
    QDropEvent,
    QKeySequence,
)
from PySide6.QtWidgets import (
    QApplication,
    QMainWindow,
    QMenu,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from dxdesk.errors import DxdeskError
from dxdesk.messages import sentence
from dxdesk.there import Kind
from ui import theme
from ui.dialogs.files import FileDialogs
from ui.first_place import WANTED
from ui.front import come_to_front
from ui.garbage import forget_closed
from ui.looking import Looker, Seen
from ui.pausing import is_pausing
from ui.recent import Recent
from ui.theme import Keys, Mode, Tone
from ui.ways_in import WayIn
from ui.widgets.desk_page import DeskPage, Notice
from ui.widgets.notice import NoticeBar
from ui.widgets.tone_label import ToneLabel

if TYPE_CHECKING:
    from ui.help_page import HelpPage
    from ui.session import Crash
    from ui.start_page import StartPage


# Milliseconds after which is said what is waited for, and until what waits is looked for again.
_LONG, _WAIT = 500, 300


class Openers(Protocol):
    """How files become pages; the composition root knows both desks, the window neither."""

    def open(self, path: Path, way: WayIn) -> tuple[DeskPage, Path]:
        """Open a request, a desk file or an office file, recognised by its content.

        Returns the page and the file to remember.
        """
        ...

    def ways_into(self, path: Path, error: DxdeskError) -> tuple[WayIn, ...]:
        """What else can be done with a file that could not be opened to work on it."""
        ...

    def copy(self, path: Path, out: Path) -> None:
        """Make a copy to work on of an office file, whoever has it open."""
        ...

    def import_page(self, show: Callable[[DeskPage, Path], None]) -> DeskPage:
        """The page that makes an office file out of a published table; it then calls `show`."""
        ...

    def clerk_sample(self) -> tuple[DeskPage, Path]:
        """The sample plan as a department sees it."""
        ...

    def office_sample(self) -> tuple[DeskPage, Path]:
        """The sample plan as the office sees it."""
        ...


@dataclass(frozen=True, slots=True)
class _Opening:
    """A file that is to be opened once it is known to be there."""

    path: Path
    then: Callable[[], object] | None
    whatever: bool


class MainWindow(QMainWindow):
    """Hosts one page at a time; what pages tell appears in the notice bar.

    `file_opened` and `file_closed` tell which file is open, `closed` that the window goes away and
    nothing is open any more.
    """

    file_opened = Signal(object)
    file_closed = Signal()
    closed = Signal()

    def __init__(
        self,
        openers: Openers,
        dialogs: FileDialogs,
        settings: QSettings,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._openers = openers
        self._dialogs = dialogs
        self._settings = settings
        self._recent = Recent(settings)
        self._page: DeskPage | None = None
        self._file: Path | None = None
        # The name under which the file was opened; a request becomes a clerk's file.
        self._named: Path | None = None
        self._opening: _Opening | None = None
        self._asked: list[Path | None] = []
        self._looker = Looker(self)
        self._looker.seen.connect(self._on_seen)
        self._way = WayIn.TO_WORK
        self._help: HelpPage | None = None
        self._focus_before_help: QWidget | None = None
        self._abandon = False
        self._start_page: StartPage | None = None
        self.notice = NoticeBar()
        self._stack = QStackedWidget()
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.notice)
        column.addWidget(self._stack, 1)
        self.setCentralWidget(middle)
        self._status = ToneLabel("", Tone.QUIET)
        self._status.setContentsMargins(theme.GRID, 0, 0, 0)
        self.statusBar().addWidget(self._status, 1)
        self._saved = ToneLabel("", Tone.QUIET)
        self.statusBar().addPermanentWidget(self._saved)
        self.setAcceptDrops(True)
        self.resize(WANTED)
        self.setWindowTitle("dxdesk")
        self._build_menu()

    @property
    def start_page(self) -> StartPage:
        """What is shown before a file is opened; a window that opens one at once does without."""
        if self._start_page is None:
            from ui.start_page import StartPage

            self._start_page = StartPage()
            self._connect_start_page(self._start_page)
            self._stack.addWidget(self._start_page)
            self._show_recent()
        return self._start_page

    def begin(self) -> None:
        """Show the start page where no file is open."""
        if self._page is None:
            self._stack.setCurrentWidget(self.start_page)

    @property
    def page(self) -> DeskPage | None:
        """The page of the opened file, if one is open."""
        return self._page

    @property
    def status(self) -> str:
        """What the status line says."""
        return self._status.text()

    @property
    def saved(self) -> str:
        """When the work was saved last."""
        return self._saved.text()

    @property
    def help(self) -> HelpPage | None:
        """The help, while it is shown."""
        return self._help

    def tell(self, text: str, tone: Tone = Tone.HINT) -> None:
        """Show a sentence in the notice bar."""
        self.notice.tell(Notice(text, tone))

    def tell_error(self, text: str) -> None:
        """Show the sentence of an error that the user can act on."""
        self.tell(text, Tone.ERROR)

    def tell_crash(self, log: str) -> None:
        """Say calmly that we made a mistake and that the work is kept."""
        text = self.tr("予期しない不具合が起きました。保存済みの内容は失われていません。")
        if log:
            text += self.tr("記録：{}").format(log)
        self.tell(text, Tone.ERROR)

    def go_on_after(self, crash: Crash) -> None:
        """Open again what a crash left open, say that the work is there, and offer the log.

        A file over which the program crashed again when it had been opened so is offered instead:
        it would end every start.
        """
        if crash.file is not None and not crash.again and self._page is None:
            self.open_soon(crash.file, lambda: self.tell_of(crash), whatever=True)
        else:
            self.tell_of(crash)

    def tell_of(self, crash: Crash) -> None:
        """Say that the last session ended badly, and offer its log, and a file that is not opened."""
        acts: list[tuple[str, Callable[[], object]]] = []
        log, file = crash.log, crash.file
        if file is not None and crash.again and self._page is None:
            said = self.tr(
                "「{}」を開いたまま、dxdeskが続けて正常に終了しませんでした。"
                "保存された内容は失われていません。"
            ).format(file.name)
            acts.append((self.tr("もう一度開く"), lambda: self.open_soon(file)))
        else:
            said = self.tr(
                "前回、dxdeskが正常に終了しませんでした。保存されたところから続けられます。"
            )
        if log is not None:
            url = QUrl.fromLocalFile(str(log))
            acts.append((self.tr("不具合の記録を開く"), lambda: QDesktopServices.openUrl(url)))
        words, act = acts.pop(0) if acts else ("", None)
        self.notice.tell(Notice(said, Tone.HINT, words, act, tuple(acts)))

    def show_to(self, path: Path | None) -> None:
        """Come to the front and show a file; None: whatever is open.

        One that is open already stays as it is. While a dialog or a long act goes on with what is
        open, the file waits for that.
        """
        self._asked.append(path)
        self._answer_asked()

    def _answer_asked(self) -> None:
        dialog = QApplication.activeModalWidget()
        come_to_front(dialog.window() if dialog is not None else self)
        if not self._is_free(self._answer_asked):
            return
        asked, self._asked = self._asked, []
        path = asked[-1] if asked else None
        if path is not None and path not in (self._file, self._named):
            self.open_soon(path)

    def open_soon(
        self, path: Path, then: Callable[[], object] | None = None, *, whatever: bool = False
    ) -> None:
        """Open a file as soon as it is known that it can be reached.

        A share that is gone takes a minute to say so, and the window can be used meanwhile. What is
        asked next is opened instead.

        Args:
            path: what to open.
            then: called when it is open, or cannot be opened.
            whatever: do not tell of a file that is gone; `then` tells.
        """
        self._opening = opening = _Opening(path, then, whatever)
        self._looker.look(path)

        def tell() -> None:
            if self._opening is opening:
                self.begin()
                self.tell(self.tr("「{}」の場所からの返事を待っています。").format(path.name))

        QTimer.singleShot(_LONG, self, tell)

    def _on_seen(self, path: Path, seen: Seen) -> None:
        if self._start_page is not None:
            self._start_page.mark(path, seen)
        opening = self._opening
        if opening is None or opening.path != path:
            return
        if not self._is_free(lambda: self._on_seen(path, seen)):
            return
        self._opening = None
        try:
            if not opening.whatever or seen is Kind.FILE:
                self._open_seen(path, seen)
        finally:
            self.begin()
            if opening.then is not None:
                opening.then()

    def _open_seen(self, path: Path, seen: Seen) -> None:
        if isinstance(seen, DxdeskError):
            raise seen
        self.notice.hide()
        self.open_file(path)

    def _show_recent(self) -> None:
        """Show what was opened last, and look beside the window what of it is still there."""
        files = self._recent.files()
        self.start_page.show_recent(files)
        for path in files:
            self._looker.look(path)

    def open_file(self, path: Path, way: WayIn = WayIn.TO_WORK) -> None:
        """Open a file of any kind that has a page.

        The file that is open now is closed first: it may be the very one, or the one that a
        newer round goes into. When opening fails it is shown again. A file that somebody else has
        open is told of together with the ways into it.
        """
        self._opening = None
        before = self._file, self._way
        if not self._may_leave(lambda: self.open_file(path, way)):
            return
        self._leave_page()
        try:
            opened = self._openers.open(path, way)
        except DxdeskError as error:
            self._show_again(*before)
            ways = self._openers.ways_into(path, error)
            if not ways:
                raise
            self._offer(path, ways, sentence(error))
            return
        self._show_page(*opened)
        self._way, self._named = way, path

    def _show_again(self, path: Path | None, way: WayIn) -> None:
        if path is not None:
            self._show_page(*self._openers.open(path, way))
            self._way = way

    def _offer(self, path: Path, ways: Sequence[WayIn], said: str) -> None:
        """Tell why a file cannot be worked on, and what can be done instead."""
        words = {
            WayIn.TO_READ: self.tr("読取り専用で開く(&7)"),
            WayIn.ON_A_COPY: self.tr("写しを作って作業する(&8)…"),
            WayIn.BY_TAKING_OVER: self.tr("引き継いで開く(&9)"),
        }
        acts: dict[WayIn, Callable[[], object]] = {
            WayIn.TO_READ: lambda: self.open_file(path, WayIn.TO_READ),
            WayIn.ON_A_COPY: lambda: self._work_on_copy(path),
            WayIn.BY_TAKING_OVER: lambda: self.open_file(path, WayIn.BY_TAKING_OVER),
        }
        others = tuple((words[way], acts[way]) for way in ways)
        self.notice.tell(Notice(said, Tone.WARNING, others=others))

    def _work_on_copy(self, path: Path) -> None:
        suggested = str(path.with_name(self.tr("{}の写し{}").format(path.stem, path.suffix)))
        filters = self.tr("台帳 (*.dxdesk);;すべて (*)")
        out = self._dialogs.save_file(self, self.tr("写しの保存先"), filters, suggested)
        if out is not None:
            out = out if out.suffix else out.with_suffix(path.suffix or ".dxdesk")
            self._openers.copy(path, out)
            self.open_file(out)

    def close_page(self) -> None:
        """Save and close the opened file, and go back to the start page."""
        if self._may_leave(self.close_page):
            self._leave_page()

    def _may_leave(self, go_on: Callable[[], object]) -> bool:
        """Save what was typed; where the disk does not take it, ask in the notice bar."""
        if not self._is_free(go_on):
            return False
        if self._page is None or self._abandon:
            return True
        self._page.settle()
        if not self._page.unsaved():
            return True
        said = self._unsaved_words()

        def abandon() -> None:
            # The disk may take it by now.
            if self._page is not None:
                self._page.settle()
            self._abandon = True
            go_on()

        self.notice.tell(Notice(said, Tone.ERROR, self.tr("保存せずに閉じる"), abandon))
        return False

    def _is_free(self, otherwise: Callable[[], object]) -> bool:
        """Whether nothing waits that goes on with the page; `otherwise` is called later."""
        if not is_pausing() and QApplication.activeModalWidget() is None:
            return True
        QTimer.singleShot(_WAIT, self, otherwise)
        return False

    def _leave_page(self) -> None:
        if self._page is None:
            return
        page = self._page
        self._close_help()
        self._abandon = False
        self._page = self._file = self._named = None
        self._way = WayIn.TO_WORK
        if arrangement := page.arrangement():
            self._settings.setValue(f"arrangement/{type(page).__name__}", arrangement)
        self.file_closed.emit()
        self._stack.removeWidget(page)
        page.release()
        # Its children go after it, so the search waits for the next turn.
        page.destroyed.connect(lambda: QTimer.singleShot(0, forget_closed))
        page.deleteLater()
        self._status.set_text("")
        self._saved.set_text("")
        self.setWindowTitle("dxdesk")
        self._show_recent()
        self._stack.setCurrentWidget(self.start_page)
        self._close.setEnabled(False)

    def _show_page(self, page: DeskPage, path: Path | None) -> None:
        # What the person began since is not left for a file that was asked for before.
        self._opening = None
        self._close_help()
        self._leave_page()
        self.notice.hide()
        self._page, self._file = page, path
        page.noticed.connect(self.notice.tell)
        page.status_changed.connect(self._status.set_text)
        page.saved.connect(self._on_saved)
        page.title_changed.connect(self._on_title)
        page.closed.connect(self.close_page)
        page.open_requested.connect(self._on_open_requested)
        self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)
        if path is not None:
            self._recent.add(path)
        self._close.setEnabled(True)
        self._on_title(page.title())
        page.arrange_as(str(self._settings.value(f"arrangement/{type(page).__name__}", "")))
        page.start()
        if path is not None:
            self.file_opened.emit(path)

    def settle(self) -> None:
        """Save what was typed."""
        if self._page is not None:
            self._page.settle()

    def _build_menu(self) -> None:
        menu = self.menuBar().addMenu(self.tr("ファイル(&F)"))
        self._action(self.tr("開く…(&O)"), Keys.OPEN, self._on_open, menu)
        save = self._action(self.tr("保存(&S)"), Keys.SAVE, self._on_save, menu)
        save.setToolTip(self.tr("入力は自動で保存されます"))
        self._close = self._action(
            self.tr("閉じて最初の画面へ(&W)"), Keys.CLOSE, self.close_page, menu
        )
        self._close.setEnabled(False)
        menu.addSeparator()
        self._action(self.tr("終了(&X)"), Keys.QUIT, self.close, menu)
        view = self.menuBar().addMenu(self.tr("表示(&V)"))
        self._action(self.tr("文字を大きく(&L)"), Keys.LARGER, self._on_larger, view)
        self._action(self.tr("文字を小さく(&S)"), Keys.SMALLER, self._on_smaller, view)
        self._action(self.tr("文字を元の大きさに(&N)"), Keys.USUAL_SIZE, self._on_usual, view)
        view.addSeparator()
        self._add_modes(view)
        help_ = self.menuBar().addMenu(self.tr("ヘルプ(&H)"))
        self._action(self.tr("この画面の使い方(&H)"), Keys.HELP, self.toggle_help, help_)

    def _add_modes(self, menu: QMenu) -> None:
        """Light, dark, or as the system has it."""
        group = QActionGroup(self)
        words = {
            Mode.SYSTEM: self.tr("配色：システムに合わせる(&Y)"),
            Mode.LIGHT: self.tr("配色：明るい(&B)"),
            Mode.DARK: self.tr("配色：暗い(&D)"),
        }
        kept = theme.mode_of(self._settings.value("mode"))
        for mode, text in words.items():
            action = QAction(text, group)
            action.setCheckable(True)
            action.setChecked(mode is kept)
            action.triggered.connect(lambda _on=False, mode=mode: self._on_mode(mode))
            menu.addAction(action)

    def _on_mode(self, mode: Mode) -> None:
        self._settings.setValue("mode", mode.value)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        theme.put_on(app, mode)

    def toggle_help(self) -> None:
        """Show how to go on here, or go back to the work."""
        if self._close_help():
            return
        from ui.help_page import HelpPage
        from ui.start_page import start_help

        if self._page is not None:
            self._page.settle()
        shown = self._page.help() if self._page is not None else start_help()
        if not shown.sections:
            return
        self._focus_before_help = QApplication.focusWidget()
        self._help = HelpPage(shown)
        self._help.closed.connect(self._close_help)
        self._stack.addWidget(self._help)
        self._stack.setCurrentWidget(self._help)
        self._help.back.setFocus()

    def _close_help(self) -> bool:
        """Go back to where the person was; whether help was shown."""
        help_, self._help = self._help, None
        if help_ is None:
            return False
        self._stack.setCurrentWidget(self._page or self.start_page)
        self._stack.removeWidget(help_)
        help_.deleteLater()
        before, self._focus_before_help = self._focus_before_help, None
        if before is not None and shiboken6.isValid(before):
            before.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def _action(
        self,
        text: str,
        keys: QKeySequence | QKeySequence.StandardKey,
        slot: object,
        menu: QWidget,
    ) -> QAction:
        action = QAction(text, self)
        action.setShortcut(keys)
        action.triggered.connect(slot)
        menu.addAction(action)
        return action

    def _connect_start_page(self, start: StartPage) -> None:
        start.open_requested.connect(self._on_open)
        start.ledger_requested.connect(self._on_ledger)
        start.create_requested.connect(self._on_create)
        start.clerk_sample_requested.connect(self._on_clerk_sample)
        start.office_sample_requested.connect(self._on_office_sample)
        start.file_chosen.connect(self._on_file_chosen)

    def _on_saved(self, text: str) -> None:
        self._saved.set_text(text)
        asks = self.notice.isVisible() and self.notice.text == self._unsaved_words()
        if asks and self._page is not None and not self._page.unsaved():
            self.notice.hide()

    def _unsaved_words(self) -> str:
        return self.tr("入力した内容を保存できていません。空き容量や保存先を確かめてください。")

    def _on_title(self, title: str) -> None:
        self.setWindowTitle(f"{title} ― dxdesk" if title else "dxdesk")

    def _on_open(self) -> None:
        filters = self.tr(
            "照会ファイル・入力中のファイル・台帳 (*.dxreq *.xlsx *.dxdesk);;すべて (*)"
        )
        path = self._dialogs.open_file(self, self.tr("照会ファイルを開く"), filters)
        if path:
            self.open_file(path)

    def _on_ledger(self) -> None:
        filters = self.tr("台帳 (*.dxdesk);;すべて (*)")
        path = self._dialogs.open_file(self, self.tr("台帳を開く"), filters)
        if path:
            self.open_file(path)

    def _on_create(self) -> None:
        self._show_page(self._openers.import_page(self._show_page), None)

    def _on_clerk_sample(self) -> None:
        self._show_page(*self._openers.clerk_sample())

    def _on_office_sample(self) -> None:
        self._show_page(*self._openers.office_sample())

    def _on_open_requested(self, path: Path) -> None:
        # The page is still in its own handler.
        QTimer.singleShot(0, self, lambda: self.open_file(path))

    def _on_file_chosen(self, name: str) -> None:
        self.open_soon(Path(name))

    def _on_save(self) -> None:
        self.settle()

    def _on_larger(self) -> None:
        self._scale(1.1)

    def _on_smaller(self) -> None:
        self._scale(1 / 1.1)

    def _on_usual(self) -> None:
        self._scale(0.0)

    def _scale(self, factor: float) -> None:
        now = QApplication.font().pointSizeF() / theme.POINT_SIZE
        scale = min(2.0, max(1.0, now * factor))
        if self._page is not None:
            self._page.settle()
        QApplication.setFont(theme.font(scale=scale))
        self._settings.setValue("scale", scale)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        names = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if names:
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            # The other program waits until the drop is answered; opening may take a moment.
            QTimer.singleShot(0, self, lambda: self.open_soon(Path(names[0])))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        page = self._page
        if event.type() is QEvent.Type.ActivationChange and self.isActiveWindow() and page:
            # A page that was shown before its window became active may have lost its cursor.
            focus = self.focusWidget()
            if focus is None or self.notice.isAncestorOf(focus):
                QTimer.singleShot(0, page, page.take_focus)

    def closeEvent(self, event: QCloseEvent) -> None:
        # An exception on the way must not close the window over text that is not saved.
        event.ignore()
        if not self._may_leave(self.close):
            return
        self._leave_page()
        self._settings.setValue("window", self.saveGeometry())
        event.accept()
        self.closed.emit()
