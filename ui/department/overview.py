"""What a request is: for whom, by when, how much, and what a newer round brought."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QPushButton, QWidget

from dxdesk.domain.fields import split_field
from dxdesk.domain.plan import Guided
from dxdesk.messages import stray_sentence, unplaced_label
from ui import theme
from ui.department.desk_model import DeskModel
from ui.department.field_box import remark_card
from ui.department.labels import field_label
from ui.department.last_year import key_name
from ui.marks import Mark
from ui.theme import GRID, Keys, Tone
from ui.widgets.card import Card, reading
from ui.widgets.reading_page import ReadingPage
from ui.widgets.tone_label import ToneLabel

_MOST_NAMED = 8


class Overview(ReadingPage):
    """A page to read before the form; emits `begun` when the person goes on."""

    begun = Signal()

    def __init__(self, model: DeskModel, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("照会の内容"), parent)
        self._model = model
        self.begin = QPushButton()
        self.begin.setDefault(True)
        self.begin.setAutoDefault(True)
        self.begin.clicked.connect(self.begun)
        self._build()

    def focus_first(self) -> None:
        """Let Enter go on."""
        self.begin.setFocus()

    def _build(self) -> None:
        model, request = self._model, self._model.request
        self.column.addLayout(self._facts())
        if model.brought.changed:
            self.column.addWidget(self._brought())
        if model.unplaced:
            self.column.addWidget(self._unplaced())
        if request.remarks:
            words = self.tr("DX推進担当から差戻しがありました。次の欄だけ書き直せます。")
            self.column.addWidget(ToneLabel(words, Tone.WARNING, bold=True, wrap=True))
            for remark in request.remarks:
                self.column.addWidget(remark_card(self._place(remark.place), remark.text))
        if request.corrections:
            names = "、".join(self._place(one.field) for one in request.corrections)
            words = self.tr(
                "事務局が直した欄があります。それぞれの欄に、もとの文を示しています：{}"
            )
            said = words.format(names)
            self.column.addWidget(ToneLabel(said, Tone.HINT, Mark.NOTE, wrap=True))
        if whole := model.guidance(Guided.WHOLE):
            card = Card(Tone.QUIET)
            card.add_text(self.tr("DX推進担当からのお願い"), whole)
            self.column.addWidget(card)
        self.column.addWidget(self._steps())
        going_on = any(not model.is_untouched(item) for item in model.items)
        self.begin.setText(
            self.tr("続きから入力する（Enter）") if going_on else self.tr("入力を始める（Enter）")
        )
        row = QHBoxLayout()
        row.addWidget(self.begin)
        row.addStretch(1)
        self.column.addLayout(row)
        self.column.addStretch(1)

    def _facts(self) -> QFormLayout:
        model, request = self._model, self._model.request
        open_items = {split_field(field)[0] for field in request.open}
        count = self.tr("{}項目（{}欄）").format(len(open_items), len(request.open))
        if len(open_items) < len(model.items):
            words = self.tr("{}項目のうち{}項目（{}欄）")
            count = words.format(len(model.items), len(open_items), len(request.open))
        form = QFormLayout()
        form.setHorizontalSpacing(GRID * 3)
        form.setVerticalSpacing(GRID)
        for heading, text in (
            (self.tr("計画"), request.plan.title),
            (self.tr("年度"), model.year_name()),
            (self.tr("回答する課"), request.department),
            (self.tr("回"), self.tr("第{}回").format(request.round)),
            (self.tr("期限"), request.deadline or self.tr("（書かれていません）")),
            (self.tr("回答する量"), count),
        ):
            value = theme.label(text, step=1, bold=heading == self.tr("期限"), wrap=True)
            value.setAccessibleName(f"{heading} {text}")
            form.addRow(ToneLabel(heading, Tone.QUIET, wrap=True, step=1), value)
        return form

    def _brought(self) -> QWidget:
        taken, kept = self._model.brought.taken, self._model.brought.kept
        card = Card(Tone.HINT)
        words = self.tr("新しい照会を、これまでの入力に取り込みました。")
        card.column.addWidget(ToneLabel(words, Tone.HINT, bold=True, wrap=True))
        if taken:
            said = self.tr("事務局の文に替わった欄（前の文は欄の「履歴」にあります）：{}")
            card.column.addWidget(reading(said.format(self._named(taken))))
        if kept:
            said = self.tr("事務局も直していて、あなたの文を残した欄：{}")
            card.column.addWidget(reading(said.format(self._named(kept))))
        return card

    def _unplaced(self) -> QWidget:
        card = Card(Tone.WARNING)
        words = self.tr("Excelの様式に、{}がありました。必要なものを欄に写すか、直してください。")
        words = words.format(unplaced_label(self._model.unplaced))
        card.column.addWidget(ToneLabel(words, Tone.WARNING, bold=True, wrap=True))
        for one in self._model.unplaced:
            place = self.tr("「{}」の{}{}").format(one.sheet, one.column, one.row)
            near = "、".join(self._place(field) for field in one.near)
            title = f"{place}　{self.tr('候補：{}').format(near)}" if near else place
            if one.why.is_taken:
                title = f"{title}　{stray_sentence(one.why)}"
            card.add_text(title, one.text)
        return card

    def _named(self, fields: Sequence[str]) -> str:
        names = "、".join(self._place(field) for field in fields[:_MOST_NAMED])
        more = len(fields) - _MOST_NAMED
        return self.tr("{}ほか{}欄").format(names, more) if more > 0 else names

    def _place(self, place: str) -> str:
        item = self._model.request.plan.by_id.get(split_field(place)[0])
        if item is None:
            return place
        name = field_label(item, place) if "/" in place else ""
        return f"{item.no}　{item.title}　{name}".strip("　")

    def _steps(self) -> QWidget:
        card = Card(Tone.PLAIN)
        words = self.tr(
            "① 左の一覧から項目を選び、右の欄に書きます。次に書く欄へは {next} で移ります。\n"
            "② 書いたものはすぐに保存されます。保存のボタンはありません。途中で閉じても続きから始められます。\n"
            "③ 残りがなくなったら「提出へ進む」（{hand_in}）で提出ファイルを作り、DX推進担当へ送ります。"
        )
        names = {"next": key_name(Keys.NEXT_FINDING), "hand_in": key_name(Keys.HAND_IN)}
        card.add_text(self.tr("進め方"), words.format(**names))
        help_ = self.tr("使い方は {} でいつでも見られます。").format(key_name(Keys.HELP))
        card.column.addWidget(ToneLabel(help_, Tone.QUIET, wrap=True))
        return card
