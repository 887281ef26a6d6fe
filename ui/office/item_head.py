"""What stands above an item's fields: what it is, what was asked, and whether it was looked over."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from ui import theme
from ui.marks import Mark
from ui.office.field_value import HeadValue
from ui.office.places import moment
from ui.office.remark_box import sent_card
from ui.office.remarked_part import RemarkedPart
from ui.theme import GRID, Tone
from ui.widgets.card import Card
from ui.widgets.tone_label import ToneLabel
from ui.widgets.writing import writes


class ItemHead(RemarkedPart):
    """`inspected` tells whether the item was looked over, or has to be again."""

    inspected = Signal(bool)

    def __init__(self, value: HeadValue, parent: QWidget | None = None) -> None:
        super().__init__(value.title, value.draft, parent)
        self.value = value
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
        self.show_draft(value.draft)
        return True

    def take_focus(self) -> None:
        self.inspect.setFocus()

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
        self.show_draft(value.draft)

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
