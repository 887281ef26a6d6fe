"""What was written a year ago, beside the field, with a button that takes it over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from ui.theme import GRID, HALF, Tone
from ui.widgets.card import Card, whole_reading
from ui.widgets.link_button import LinkButton
from ui.widgets.tone_label import ToneLabel


@dataclass(frozen=True, slots=True)
class Earlier:
    """A text of last year; `keys` take it over, and what is taken over counts as a copy."""

    heading: str
    text: str
    keys: QKeySequence | None = None


class LastYearCard(Card):
    """Some texts of last year; emits `copied` with the one to take over."""

    copied = Signal(str)

    def __init__(
        self, texts: Sequence[Earlier], *, may_copy: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(Tone.QUIET, parent)
        for n, earlier in enumerate(texts):
            if n:
                self.column.addSpacing(GRID)
            head = QHBoxLayout()
            head.setSpacing(HALF)
            head.addWidget(ToneLabel(earlier.heading, Tone.QUIET, bold=True, wrap=True), 1)
            if may_copy and earlier.text and earlier.keys is not None:
                top = Qt.AlignmentFlag.AlignTop
                head.addWidget(self._copy_button(earlier, earlier.keys), 0, top)
            self.column.addLayout(head)
            if earlier.text:
                body = whole_reading(earlier.text)
                body.setAccessibleName(earlier.heading)
                self.column.addWidget(body)
            else:
                self.column.addWidget(ToneLabel(self.tr("（記載なし）"), Tone.QUIET))

    def _copy_button(self, earlier: Earlier, keys: QKeySequence) -> QToolButton:
        made = LinkButton(self.tr("写す"))
        made.setAccessibleName(self.tr("{}を写す").format(earlier.heading))
        words = self.tr("右の欄に写します（{}）。書き直すまで「写し」と表示します")
        made.setToolTip(words.format(key_name(keys)))
        made.clicked.connect(lambda: self.copied.emit(earlier.text))
        return made


def key_name(keys: QKeySequence) -> str:
    """Keys as the keyboard prints them."""
    return keys.toString(QKeySequence.SequenceFormat.NativeText).replace("Return", "Enter")
