"""What F1 shows over the opened file."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from ui.theme import Keys, Tone
from ui.widgets.card import Card
from ui.widgets.desk_page import Help
from ui.widgets.reading_page import ReadingPage


class HelpPage(ReadingPage):
    """Emits `closed`; F1 and Esc close it as well as the button."""

    closed = Signal()

    def __init__(self, help_: Help, parent: QWidget | None = None) -> None:
        super().__init__(help_.title, parent)
        for heading, text in help_.sections:
            card = Card(Tone.PLAIN)
            card.add_text(heading, text)
            self.column.addWidget(card)
        self.back = QPushButton(self.tr("元の画面に戻る（Esc）"))
        self.back.setAutoDefault(True)
        self.back.clicked.connect(self.closed)
        row = QHBoxLayout()
        row.addWidget(self.back)
        row.addStretch(1)
        self.column.addLayout(row)
        self.column.addStretch(1)
        escape = QShortcut(Keys.BACK, self)
        escape.activated.connect(self.closed)
