"""What stands above an item's fields: what it is, what was asked, and whether it was looked over."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from ui import theme
from ui.marks import Mark
from ui.office.field_value import HeadValue
from ui.office.places import moment
from ui.office.remark_box import RemarkBox, sent_card
from ui.theme import GRID, Tone
from ui.widgets.card import Card
from ui.widgets.sections import Section
from ui.widgets.tone_label import ToneLabel
from ui.widgets.writing import writes


class ItemHead(Section):
    """`inspected` tells whether the item was looked over, or has to be again."""

    inspected = Signal(bool)
    remarked = Signal(str, str, str)

    def __init__(self, value: HeadValue, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.value = value
        self.remark: RemarkBox | None = None
        words = (
            self.tr("点検済みを取り消す(&G)") if value.inspected else self.tr("点検済みにする(&G)")
        )
        self.inspect = writes(QPushButton(words))
        self.inspect.setToolTip(self.tr("文が変わると、また未点検になります"))
        self.inspect.clicked.connect(lambda: self.inspected.emit(not value.inspected))
        self.to_remark = writes(QPushButton(self.tr("項目への所見(&O)")))
        self.to_remark.clicked.connect(self.open_remark)
        self._arrange()

    def renew(self, value: object) -> bool:
        if value != self.value:
            return False
        assert isinstance(value, HeadValue)
        self.value = value
        self.show_draft()
        return True

    def settle(self) -> None:
        if self.remark:
            self.remark.settle()

    def take_focus(self) -> None:
        self.inspect.setFocus()

    def open_remark(self) -> None:
        """Let a remark on the whole item be written."""
        if self.remark is None:
            self._add_remark()
        if self.remark:
            self.remark.text.setFocus()

    def show_draft(self) -> None:
        """Show a remark that is being written; none where there is none."""
        draft = self.value.draft
        if draft is None:
            return
        if self.remark is not None:
            self.remark.show_draft(draft)
        elif draft.text:
            self._add_remark()

    def _add_remark(self) -> None:
        assert self.value.draft is not None
        self.remark = RemarkBox(self.value.draft, self.value.title)
        self.remark.remarked.connect(self.remarked)
        self.column.addWidget(self.remark)

    def _arrange(self) -> None:
        value, column = self.value, self.column
        column.addWidget(theme.label(value.title, step=3, bold=True, wrap=True))
        if value.groups:
            column.addWidget(ToneLabel(value.groups, Tone.QUIET, wrap=True))
        column.addWidget(theme.label(self._departments(), wrap=True))
        if value.repeats:
            words = self.tr("再掲の項目です。照会も集計もせず、「{}」の内容で印刷します。")
            said = words.format(value.repeats)
            column.addWidget(ToneLabel(said, Tone.HINT, Mark.NOTE, wrap=True))
        else:
            column.addLayout(self._acts())
            self._add_findings()
        column.addLayout(self._asked())
        if value.item.schedule:
            phases = "　".join(f"{phase.year}：{phase.label}" for phase in value.item.schedule)
            card = Card()
            card.add_text(self.tr("スケジュール"), phases)
            column.addWidget(card)
        if value.guidance:
            column.addWidget(ToneLabel(value.guidance, Tone.QUIET, wrap=True))
        for answer in value.remarks:
            column.addWidget(sent_card(answer, value.item))
        self.show_draft()

    def _departments(self) -> str:
        if not self.value.departments:
            return self.tr("担当課：（記載なし）")
        names = (f"{name}（{stage.value}）" for name, stage in self.value.departments)
        words = self.tr("担当課：{}").format("、".join(names))
        if len(self.value.departments) > 1:
            words += self.tr("　取りまとめは{}").format(self.value.item.lead)
        return words

    def _acts(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addWidget(self.inspect, 0, Qt.AlignmentFlag.AlignTop)
        if self.value.departments:
            row.addWidget(self.to_remark, 0, Qt.AlignmentFlag.AlignTop)
        if self.value.inspected:
            by, _, at = self.value.inspected.partition("　")
            words = self.tr("点検済み（{}　{}）").format(by, moment(at))
            row.addWidget(ToneLabel(words, Tone.GOOD, Mark.DONE, wrap=True), 1)
        elif self.value.stale:
            words = self.tr("点検した後に文が変わりました。")
            row.addWidget(ToneLabel(words, Tone.WARNING, Mark.WARNING, wrap=True), 1)
        else:
            row.addStretch(1)
        return row

    def _add_findings(self) -> None:
        found, others = self.value.findings, self.value.settled
        rest = self.tr("（ほかに参考・確認済み{}件）").format(others) if others else ""
        if found:
            words = self.tr("未対応の指摘が{}件あります{}。それぞれの欄に示しています。")
            said = words.format(found, rest)
            self.column.addWidget(ToneLabel(said, Tone.WARNING, Mark.WARNING, wrap=True))
        elif others:
            words = self.tr("参考・確認済みの指摘が{}件あります。それぞれの欄に示しています。")
            said = words.format(others)
            self.column.addWidget(ToneLabel(said, Tone.QUIET, Mark.NOTE, wrap=True))

    def _asked(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(GRID)
        item = self.value.item
        for heading, text in ((self.tr("取組内容"), item.content), (self.tr("目標"), item.goal)):
            card = Card()
            card.add_text(heading, text or self.tr("（記載なし）"))
            card.column.addStretch(1)
            row.addWidget(card, 1)
        return row
