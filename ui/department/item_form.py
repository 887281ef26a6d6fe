"""The form of one item: the question on top, then last year beside this year, field by field."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QEvent, QRect, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from dxdesk.domain.checks import Finding
from dxdesk.domain.fields import RATING, RATING_NOTE, field_of, fields_for
from dxdesk.domain.plan import Column, Item, Kpi, Plan, Slot
from ui import theme
from ui.department.desk_model import DeskModel
from ui.department.field_box import Editor, FieldBox, closed_field, remark_card
from ui.department.labels import slot_label, writers
from ui.department.question import ItemHeading, Question
from ui.theme import GRID, Tone
from ui.widgets.card import Card
from ui.widgets.figure_edit import FigureEdit
from ui.widgets.rating_box import RatingBox
from ui.widgets.text_edit import TextEdit
from ui.widgets.tone_label import ToneLabel

_LAYOUT_PASSES = 3


class ItemForm(QScrollArea):
    """Shows one item at a time; emits `edited` with a field and its text."""

    edited = Signal(str, str)
    confirmed = Signal(object, str)
    withdrawn = Signal(object)

    def __init__(self, model: DeskModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.item: Item | None = None
        self.boxes: dict[str, FieldBox] = {}
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(self.tr("回答欄"))

    def show_item(self, item: Item) -> None:
        """Build the form of an item; what was typed in the one before is told first."""
        self.flush()
        self.item = item
        self.boxes = {}
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(GRID * 3, GRID * 2, GRID * 3, GRID * 3)
        column.setSpacing(GRID * 2)
        column.addWidget(ItemHeading(self._model.request.plan, item))
        remark = self._model.remark(item.id)
        if remark:
            column.addWidget(remark_card(self.tr("DX推進担当から（この項目について）"), remark))
        column.addWidget(Question(self._model.request.plan, item))
        column.addLayout(self._grid(item))
        column.addStretch(1)
        self.show_findings(self._model.findings)
        self.setWidget(page)
        self.verticalScrollBar().setValue(0)
        _settle_layout()

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Show each field's findings under it."""
        places: dict[str, list[Finding]] = {}
        for finding in findings:
            places.setdefault(finding.field, []).append(finding)
        calm = self.item is not None and self._model.is_untouched(self.item)
        note = field_of(self.item, RATING_NOTE) if self.item else ""
        free = note in self.boxes and not self._model.text(note)
        for field, box in self.boxes.items():
            box.show_findings(places.get(field, ()), calm=calm, note_is_free=free)

    def focus_field(self, field: str) -> None:
        """Put the cursor into a field and bring it into view."""
        box = self.boxes.get(field)
        if box:
            box.editor.setFocus(Qt.FocusReason.OtherFocusReason)
            # The layout of a form that was just built is known after the next event only.
            QTimer.singleShot(0, box, lambda: self.ensureWidgetVisible(box, 0, GRID * 4))

    def focus_first(self) -> None:
        """Put the cursor into the first field that can be typed in."""
        for field in self.boxes:
            self.focus_field(field)
            return
        self.setFocus()

    def box_in_focus(self) -> FieldBox | None:
        """The field that the cursor is in, or its findings."""
        focus = QApplication.focusWidget()
        return next((box for box in self.boxes.values() if focus and box.isAncestorOf(focus)), None)

    def flush(self) -> None:
        """Tell everything that was typed but not told."""
        for box in self.boxes.values():
            box.editor.flush()

    def _grid(self, item: Item) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(GRID * 2)
        grid.setVerticalSpacing(GRID * 2)
        grid.setColumnStretch(0, 2)
        grid.setColumnStretch(1, 3)
        last = self._model.last_year_name()
        self._row(
            grid,
            ToneLabel(self.tr("{}（昨年度）").format(last) if last else "", Tone.QUIET, bold=True),
            ToneLabel(
                self.tr("{}の回答").format(self._model.year_name()), Tone.ACCENT, bold=True, step=1
            ),
        )
        for slot in item.slots_in(Column.RESULT):
            self._add_slot(grid, item, slot)
        for kpi in item.kpis:
            self._add_kpi(grid, item, kpi)
        for slot in item.slots_in(Column.ISSUES):
            self._add_slot(grid, item, slot)
        self._add_rating(grid, item)
        return grid

    def _row(self, grid: QGridLayout, left: QWidget, right: QWidget) -> None:
        row = grid.rowCount()
        top = Qt.AlignmentFlag.AlignTop
        grid.addWidget(left, row, 0, top)
        grid.addWidget(right, row, 1)

    def _add_slot(self, grid: QGridLayout, item: Item, slot: Slot) -> None:
        field, label = field_of(item, slot.id), slot_label(slot, item)
        editor = TextEdit(lines=4)
        editor.cursor_moved.connect(self._on_cursor)
        others = "" if self._is_mine(item, field) else "、".join(writers(slot, item))
        right = self._field(field, label, editor, whose=others)
        self._row(grid, self._last_card(label, self._model.last(field)), right)

    def _add_kpi(self, grid: QGridLayout, item: Item, kpi: Kpi) -> None:
        field = field_of(item, kpi.id)
        label = self.tr("指標「{}」の実績").format(kpi.name)
        hints = [self.tr("目標：{}").format(kpi.target)] if kpi.target else []
        if len(item.departments) > 1 and not kpi.departments:
            hints.append(self.tr("どの担当課も記入できます（取りまとめは{}）").format(item.lead))
        others = "" if self._is_mine(item, field) else "、".join(kpi.departments)
        right = self._field(field, label, FigureEdit(kpi.unit), whose=others, hint="　".join(hints))
        self._row(grid, self._last_card(label, self._model.last(field)), right)

    def _add_rating(self, grid: QGridLayout, item: Item) -> None:
        plan = self._model.request.plan
        rating, note = field_of(item, RATING), field_of(item, RATING_NOTE)
        others = "" if self._is_mine(item, rating) else item.lead
        right = self._field(
            rating,
            self.tr("自己評価"),
            RatingBox(plan.scale),
            whose=others,
            shown=wording(plan, self._model.text(rating)),
        )
        last = wording(plan, self._model.last(rating))
        self._row(grid, self._last_card(self.tr("自己評価"), last), right)
        right = self._field(
            note,
            self.tr("評価に関する補足（任意）"),
            TextEdit(lines=2),
            whose=others,
            optional=True,
        )
        last_note = self._model.last(note)
        left = self._last_card(self.tr("評価に関する補足"), last_note) if last_note else QWidget()
        self._row(grid, left, right)

    def _field(
        self,
        field: str,
        label: str,
        editor: Editor,
        *,
        whose: str = "",
        hint: str = "",
        shown: str | None = None,
        optional: bool = False,
    ) -> QWidget:
        text, remark = self._model.text(field), self._model.remark(field)
        if not self._model.is_open(field):
            note = self.tr("{}が記入").format(whose) if whose else ""
            if not note and not self._model.handed_in:
                note = self.tr("今回は変更できません")
            return closed_field(label, text if shown is None else shown, note, remark)
        box = FieldBox(field, label, editor, remark=remark, hint=hint, may_be_empty=optional)
        editor.set_text(text)
        box.edited.connect(self.edited)
        box.confirmed.connect(self._on_confirmed)
        box.withdrawn.connect(self.withdrawn)
        box.grown.connect(self._on_grown)
        self.boxes[field] = box
        return box

    def _on_grown(self, box: QWidget) -> None:
        """Bring what opened into view, once the layout knows how high it is."""

        def show() -> None:
            _settle_layout()
            self.ensureWidgetVisible(box, 0, GRID)

        QTimer.singleShot(0, box, show)

    def _on_confirmed(self, finding: Finding, reason: str, also_note: bool) -> None:
        """Pass a reason on; it goes into the note first where it shall be printed."""
        note = self.boxes.get(field_of(self.item, RATING_NOTE)) if self.item else None
        if also_note and note and not note.editor.text():
            note.editor.put(reason)
        self.confirmed.emit(finding, reason)

    def _is_mine(self, item: Item, field: str) -> bool:
        return field in fields_for(item, self._model.request.department)

    def _last_card(self, label: str, text: str) -> QWidget:
        if self._model.request.last_year is None:
            return QWidget()
        card = Card(Tone.QUIET)
        if text:
            card.add_text(label, text)
        else:
            card.column.addWidget(ToneLabel(label, Tone.QUIET, bold=True, wrap=True))
            card.column.addWidget(ToneLabel(self.tr("（記載なし）"), Tone.QUIET))
        return card

    def _on_cursor(self, cursor: QRect) -> None:
        editor, page = self.sender(), self.widget()
        if isinstance(editor, TextEdit) and page is not None and page.isAncestorOf(editor):
            spot = editor.viewport().mapTo(page, cursor.center())
            self.ensureVisible(spot.x(), spot.y(), 0, theme.MARGIN * 2)


def _settle_layout() -> None:
    """Heights follow from widths; without this they would be known some events later."""
    for _ in range(_LAYOUT_PASSES):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)


def wording(plan: Plan, code: str) -> str:
    """A code of the scale with its wording."""
    for grade in plan.scale:
        if grade.code == code:
            return f"{code}　{grade.meaning}".strip()
    return code
