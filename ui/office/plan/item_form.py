"""One item of the plan: what it is, who writes it, its KPIs and its parts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dxdesk.domain.directions import direction_of
from dxdesk.domain.figures import Direction
from dxdesk.domain.plan import Item, Kpi, Plan
from dxdesk.domain.plan_editing import (
    add_kpi,
    add_part,
    assign_part,
    change_item,
    change_kpi,
    move_item,
    parts_of,
    remove_kpi,
    remove_part,
    rename_part,
    set_departments,
    shift_kpi,
)
from dxdesk.domain.plan_editing.kpis import KpiChange
from dxdesk.domain.plan_editing.parts import Part
from dxdesk.messages import DIRECTION_WORDS
from ui import theme
from ui.models.rows import Column
from ui.office.places import item_words
from ui.office.plan.fields_form import Choices, Entry, FieldsForm
from ui.office.plan.group_form import group_choices
from ui.office.plan.rows_editor import Acts, RowsEditor
from ui.office.plan.typed_lines import names_in, with_schedule, with_targets
from ui.office.plan.view import Known, PlanView
from ui.theme import GRID, Tone
from ui.widgets.tone_label import ToneLabel


class ItemForm(QWidget):
    """Emits `edited`; all texts are the plan's own, so nothing is kept here."""

    edited = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._id = ""
        self._title = theme.label(step=1, bold=True, wrap=True)
        self._again = ToneLabel("", Tone.QUIET, wrap=True)
        self.fields = FieldsForm[Item](self._entries())
        self.kpis = RowsEditor[tuple[str, Kpi]](
            self.tr("指標"),
            (
                Column(self.tr("指標"), lambda row: row[1].name),
                Column(self.tr("目標"), lambda row: row[1].target),
            ),
            self._kpi(),
            Acts(
                lambda row: (row[0], row[1].id),
                self.tr("この項目に指標はありません。"),
                lambda plan, known: add_kpi(
                    plan, self._id, self.tr("新しい指標"), taken=known.taken
                ),
                lambda plan, row, _: remove_kpi(plan, row[0], row[1].id),
                lambda plan, row, by: shift_kpi(plan, row[0], row[1].id, by),
            ),
        )
        self.parts = RowsEditor[tuple[str, Part]](
            self.tr("枝番と書く課"),
            (
                Column(self.tr("枝番"), lambda row: row[1].label or self.tr("（全体）")),
                Column(self.tr("書く課"), lambda row: "、".join(row[1].departments)),
            ),
            self._part(),
            Acts(
                lambda row: (row[0], row[1].label),
                self.tr("記入欄は、照会するときに担当課ごとに作られます。"),
                self._add_part,
                lambda plan, row, known: remove_part(
                    plan, row[0], row[1].label, written=known.written
                ),
            ),
            stretch=1,
        )
        self._captions = [theme.label(self.tr("指標"), bold=True), self._parts_caption()]
        for each in (self.fields, self.kpis, self.parts):
            each.edited.connect(self.edited)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, GRID, GRID)
        column.setSpacing(GRID)
        for widget in (
            *(self._title, self._again, self.fields),
            *(self._captions[0], self.kpis, self._captions[1], self.parts),
        ):
            column.addWidget(widget)
        column.addStretch(1)

    def show_item(self, view: PlanView, item: Item) -> None:
        """Show an item; what is being typed in it stays."""
        same = item.id == self._id
        self._id = item.id
        self._title.setText(item_words(item))
        again = view.plan.by_id.get(item.again)
        self._again.setVisible(again is not None)
        if again is not None:
            words = self.tr("「{}」の再掲です。内容と回答は、元の項目のものが載ります。")
            self._again.set_text(words.format(item_words(again)))
        self.fields.show_subject(view, item, same=same)
        for widget in (*self._captions, self.kpis, self.parts):
            widget.setVisible(again is None)
        self.kpis.show_rows(view, [(item.id, kpi) for kpi in item.kpis])
        self.parts.show_rows(view, [(item.id, part) for part in parts_of(item)])

    def settle(self) -> None:
        """Tell what was typed and not left yet."""
        for each in (self.fields, self.kpis, self.parts):
            each.settle()

    def _parts_caption(self) -> QWidget:
        return theme.label(self.tr("枝番と書く課"), bold=True)

    def _entries(self) -> tuple[Entry[Item], ...]:
        def own(item: Item) -> bool:
            return not item.again

        return (
            Entry(
                self.tr("番号"),
                lambda item: item.no,
                lambda p, item, text, _: change_item(p, item.id, no=text),
                when=own,
            ),
            Entry(
                self.tr("取組項目の名前"),
                lambda item: item.title,
                lambda p, item, text, _: change_item(p, item.id, title=text),
                when=own,
                wraps=True,
            ),
            Entry(
                self.tr("区分"),
                lambda item: item.group or "",
                lambda p, item, text, _: move_item(p, item.id, text or None),
                choices=lambda view, _: group_choices(view.plan, self.tr("（区分なし）")),
            ),
            Entry(
                self.tr("担当課"),
                lambda item: "、".join(item.departments),
                lambda p, item, text, known: set_departments(
                    p, item.id, names_in(text), written=known.written, taken=known.taken
                ),
                self.tr("「、」で区切ります。初めの課が取りまとめて、評価をつけます。"),
                when=own,
                wraps=True,
            ),
            Entry(
                self.tr("取組内容"),
                lambda item: item.content,
                lambda p, item, text, _: change_item(p, item.id, content=text),
                lines=4,
                when=own,
            ),
            Entry(
                self.tr("目標"),
                lambda item: item.goal,
                lambda p, item, text, _: change_item(p, item.id, goal=text),
                lines=2,
                when=own,
            ),
            Entry(
                self.tr("スケジュール"),
                lambda item: "\n".join(f"{one.year}：{one.label}" for one in item.schedule),
                with_schedule,
                self.tr("一行に一つずつ、「年度：すること」と書きます。例：2026：運用"),
                self.tr(
                    "一行に一つずつ、「年度：すること」と書いてください。まだ変わっていません。"
                ),
                lines=2,
                when=own,
            ),
        )

    def _kpi(self) -> tuple[Entry[tuple[str, Kpi]], ...]:
        def change(text_of: Callable[[str], KpiChange]) -> Callable[..., Plan]:
            def write(plan: Plan, row: tuple[str, Kpi], text: str, _known: Known) -> Plan:
                return change_kpi(plan, row[0], row[1].id, **text_of(text))

            return write

        return (
            Entry(
                self.tr("指標の名前"),
                lambda row: row[1].name,
                change(lambda t: {"name": t}),
                wraps=True,
            ),
            Entry(
                self.tr("今年度の目標"),
                lambda row: row[1].target,
                change(lambda t: {"target": t}),
                self.tr("公表する表のとおりに書きます。例：2026年度末:90%"),
            ),
            Entry(
                self.tr("年度ごとの目標"),
                lambda row: "\n".join(f"{one.year}：{one.text}" for one in row[1].targets),
                with_targets,
                self.tr(
                    "一行に一つずつ、「年度：目標」と書きます。年度更新のとき、その年度の目標になります。"
                ),
                self.tr(
                    "一行に一つずつ、「2026：90%」のように書いてください。まだ変わっていません。"
                ),
                lines=2,
            ),
            Entry(
                self.tr("基準値"),
                lambda row: row[1].baseline,
                change(lambda t: {"baseline": t}),
                self.tr("計画を始めたときの値です。例：2021年度:52%"),
            ),
            Entry(
                self.tr("望ましい方向の記載"),
                lambda row: row[1].aim,
                change(lambda t: {"aim": t}),
                self.tr("公表する表のとおりに書きます。例：↓、減少を目指す"),
            ),
            Entry(
                self.tr("よい向き"),
                lambda row: row[1].direction.value,
                change(lambda t: {"direction": Direction(t)}),
                choices=lambda view, row: self._directions(row[1], view.plan.year),
            ),
            Entry(
                self.tr("報告する課"),
                lambda row: "、".join(row[1].departments),
                change(lambda t: {"departments": names_in(t)}),
                self.tr("空欄のときは、担当課のどの課も書けます。"),
                wraps=True,
            ),
        )

    def _directions(self, kpi: Kpi, year: int) -> Choices:
        read = direction_of(replace(kpi, direction=Direction.NOT_SAID), year).direction
        known = self.tr("分かりません") if read is Direction.NOT_SAID else DIRECTION_WORDS[read]
        sides = (Direction.MORE, Direction.LESS, Direction.KEEP)
        return (
            (self.tr("文書から（{}）").format(known), Direction.NOT_SAID.value),
            *((DIRECTION_WORDS[side], side.value) for side in sides),
        )

    def _part(self) -> tuple[Entry[tuple[str, Part]], ...]:
        return (
            Entry(
                self.tr("枝番"),
                lambda row: row[1].label,
                lambda p, row, text, _: rename_part(p, row[0], row[1].label, text),
                self.tr("項目の全体を一つの欄に書くときは、空欄にします。例：(1)"),
            ),
            Entry(
                self.tr("書く課"),
                lambda row: "、".join(row[1].departments),
                lambda p, row, text, known: assign_part(
                    p,
                    row[0],
                    row[1].label,
                    names_in(text),
                    written=known.written,
                    taken=known.taken,
                ),
                self.tr("課ごとに記入欄ができます。回答のある欄は、課を外しても残ります。"),
                wraps=True,
            ),
        )

    def _add_part(self, plan: Plan, known: Known) -> Plan:
        item = plan.by_id[self._id]
        used = {part.label for part in parts_of(item)}
        label = next(name for name in (f"({n})" for n in range(1, 1_000)) if name not in used)
        return add_part(plan, item.id, label, item.departments, taken=known.taken)
