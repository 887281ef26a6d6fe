"""Texts of a form that no field could be given: to be read, copied, and sent back with marks."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from dxdesk.domain.fields import split_field
from dxdesk.domain.plan import Plan
from dxdesk.messages import stray_sentence, unplaced_label
from dxdesk.office import Taken, Unplaced
from ui.office.places import place_words
from ui.theme import GRID, Tone
from ui.widgets.tone_label import ToneLabel

_LINES = 7


class UnplacedBox(QWidget):
    """Shows those of one line of the intake; hidden while it has none."""

    marked_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = ToneLabel("", Tone.WARNING, wrap=True, bold=True)
        self.texts = QPlainTextEdit()
        self.texts.setReadOnly(True)
        self.texts.setTabChangesFocus(True)
        self.texts.setAccessibleName(self.tr("置く欄の分からない文"))
        self.texts.setFixedHeight(self.texts.fontMetrics().lineSpacing() * _LINES + GRID * 2)
        self.mark = QPushButton(self.tr("印を付けた照会ファイルを作る(&P)…"))
        self.mark.setToolTip(
            self.tr(
                "課が書いた文を入れた、新しいExcelの照会ファイルです。直してもらう欄に色が付きます。"
            )
        )
        self.mark.clicked.connect(self.marked_wanted)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(self.title)
        column.addWidget(self.texts)
        column.addWidget(self.mark, 0, Qt.AlignmentFlag.AlignLeft)
        self.hide()

    def show_line(self, line: Taken | None, plan: Plan | None) -> None:
        """Show the texts of a line, each with where it stands and the fields that it may be for."""
        unplaced = line.unplaced if line else ()
        self.setVisible(bool(unplaced))
        if line is None or not unplaced:
            return
        words = self.tr("{}　{}件（{}）")
        advice = self.tr("取り込んでいません。必要な文は写してください")
        if any(one.why.is_taken for one in unplaced):
            advice = self.tr("取り込んだ値と取り込んでいない文があります。一つずつ確かめてください")
        self.title.set_text(words.format(unplaced_label(unplaced), len(unplaced), advice))
        self.texts.setPlainText("\n\n".join(self._words(one, plan) for one in unplaced))
        self.mark.setVisible(line.submission is not None)

    def _words(self, one: Unplaced, plan: Plan | None) -> str:
        place = self.tr("「{}」の{}{}　{}").format(
            one.sheet, one.column, one.row, stray_sentence(one.why)
        )
        known = [n for n in one.near if plan and split_field(n)[0] in plan.by_id]
        near = [place_words(plan, name) for name in known if plan]
        if near:
            # A value that was taken is in its field; a text may be for one of several.
            words = self.tr("　欄：{}") if one.why.is_taken else self.tr("　候補：{}")
            place += words.format("、".join(near))
        return f"{place}\n{one.text}"
