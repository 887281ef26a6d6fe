"""How the file is open, where that is not as usual: for reading alone, or as a copy."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QPushButton, QWidget

from dxdesk.errors import DxdeskError, Trouble
from dxdesk.messages import sentence
from dxdesk.office import Office
from ui import theme
from ui.office.places import moment
from ui.theme import GRID, HALF, Tone
from ui.widgets.bar_box import BarBox
from ui.widgets.desk_page import Notice
from ui.widgets.tone_label import ToneLabel

# Milliseconds; a look reads one number.
_LOOKS = 10_000


class AccessBar(QFrame):
    """Hidden where the file is open as usual.

    `opened` tells that what was open for reading can be written from now on, `changed` that the file
    is to be read again.
    """

    opened = Signal()
    changed = Signal()
    noticed = Signal(Notice)
    copy_requested = Signal()

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self._shown: object = None
        self.words = theme.label(wrap=True)
        self.words.setContentsMargins(0, HALF, 0, 0)
        self.again = QPushButton(self.tr("もう一度確かめる(&H)"))
        self.again.setToolTip(self.tr("ほかの人が閉じていれば、書き込めるように開き直します"))
        self.again.clicked.connect(self._on_again)
        self.refresh = QPushButton(self.tr("新しい内容を見る(&V)"))
        self.refresh.clicked.connect(self.changed)
        self.copy = QPushButton(self.tr("写しを作って作業する…"))
        self.copy.clicked.connect(self.copy_requested)
        self._title = ToneLabel("", Tone.WARNING, bold=True)
        box = BarBox(self)
        box.words.setSpacing(GRID * 2)
        box.words.addWidget(self._title)
        box.words.addWidget(self.words, 1)
        for button in (self.refresh, self.again, self.copy):
            box.buttons.addWidget(button)
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOKS)
        self._timer.timeout.connect(self.look)
        self.hide()

    def show_access(self) -> None:
        """Say how the file is open; called whenever it was read."""
        reading, copy = self._office.read_only, self._office.copy_of
        for button in (self.again, self.copy):
            button.setVisible(reading)
        self.refresh.hide()
        self.setVisible(reading or copy is not None)
        self._shown = self._office.state
        if reading:
            self._say(self.tr("読取り専用"), self._reading_words())
            self._timer.start()
        elif copy is not None:
            self._timer.stop()
            words = self.tr(
                "「{}」の写しです（{} {}）。作業が終わったら、元の台帳の「年度」の画面で取り込んでください。"
            )
            self._say(self.tr("写し"), words.format(copy.file, copy.by, moment(copy.at)).strip())

    def look(self) -> None:
        """See whether somebody has changed the file since it was shown."""
        try:
            changed = self._office.state != self._shown
            words = self._reading_words()
        except DxdeskError as error:
            # A share that is away comes back; what is shown stays.
            changed, words = False, sentence(error)
        if changed:
            words += self.tr("表示した後に、内容が書き換えられました。")
        self.refresh.setVisible(changed)
        self._say(self.tr("読取り専用"), words)

    def stop(self) -> None:
        """Look no more; the file is being closed."""
        self._timer.stop()

    def _say(self, title: str, words: str) -> None:
        self._title.set_text(title)
        if words != self.words.text():
            self.words.setText(words)
            self.setAccessibleName(f"{title}　{words}")

    def _reading_words(self) -> str:
        holder = self._office.holder
        if holder is None:
            return self.tr("いまは誰も開いていません。確かめると、書き込めるように開き直します。")
        if not holder.who:
            return self.tr("ほかの人が開いています。見る、印刷する、書き出すことはできます。")
        words = self.tr(
            "{}さん（{}、{}から）が開いています。見る、印刷する、書き出すことはできます。"
        )
        return words.format(holder.who, holder.where, moment(holder.since))

    def _on_again(self) -> None:
        try:
            self._office.begin_writing()
        except DxdeskError as error:
            if error.trouble is not Trouble.FILE_LOCKED:
                raise
            self.look()
            self.noticed.emit(self._still_locked(error))
            return
        self._tell_opened()

    def _still_locked(self, error: DxdeskError) -> Notice:
        left = bool(error.facts.get("left"))
        others = ((self.tr("引き継いで開く(&9)"), self._on_take_over),) if left else ()
        return Notice(sentence(error), Tone.WARNING, others=others)

    def _on_take_over(self) -> None:
        self._office.begin_writing(take_over=True)
        self._tell_opened()

    def _tell_opened(self) -> None:
        self._timer.stop()
        self.opened.emit()
        words = self.tr("書き込めるように開き直しました。")
        self.noticed.emit(Notice(words, Tone.GOOD))
        self.changed.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.ground(Tone.WARNING, self.palette()))
