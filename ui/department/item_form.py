"""The form of one item: the question on top, then last year beside this year, field by field."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QVBoxLayout, QWidget

from dxdesk.domain.direction_words import ANSWERS
from dxdesk.domain.fields import RATING, RATING_NOTE, direction_name, field_of, fields_for
from dxdesk.domain.plan import Column, Grade, Guided, Item, Kpi, Plan, Slot
from ui import theme
from ui.department.desk_model import DeskModel
from ui.department.field_box import Asked, Editor, FieldBox, closed_field, remark_card
from ui.department.kpi_card import KpiCard
from ui.department.labels import slot_label, writers
from ui.department.last_year import Earlier, LastYearCard
from ui.department.pair_grid import PairGrid
from ui.department.question import ItemHeading, Question
from ui.theme import GRID, Keys, Tone
from ui.widgets.composition import commit_composition, is_composing
from ui.widgets.figure_edit import FigureEdit, LineEdit
from ui.widgets.rating_choice import RatingChoice
from ui.widgets.text_edit import TextEdit
from ui.widgets.tone_label import ToneLabel

if TYPE_CHECKING:
    from dxdesk.domain.checks import Finding
    from ui.printing.measure import PaperMeasure

_LAYOUT_PASSES = 3
# Milliseconds after the last change until the paper is measured; nobody waits for it.
_MEASURE_DELAY = 500
# Full-width characters that fit beside each other before last year goes under the answer.
_ROOM = 38


class ItemForm(QScrollArea):
    """Shows one item at a time; emits `edited` with a field and its text."""

    edited = Signal(str, str)
    confirmed = Signal(object, str)
    withdrawn = Signal(object)
    undo_asked = Signal()
    redo_asked = Signal()
    step_ended = Signal()

    def __init__(self, model: DeskModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._paper: PaperMeasure | None = None
        self._pages: ToneLabel | None = None
        self._pairs: PairGrid | None = None
        self._question: Question | None = None
        self._measuring = QTimer(self)
        self._measuring.setSingleShot(True)
        self._measuring.setInterval(_MEASURE_DELAY)
        self._measuring.timeout.connect(self._measure_paper)
        self.item: Item | None = None
        self._last = ""
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
        self._question = Question(self._model.request.plan, item, beside=self._is_wide())
        column.addWidget(self._question)
        self._pairs = PairGrid(beside=self._is_wide())
        column.addLayout(self._pairs)
        self._fill(self._pairs, item)
        self._pages = ToneLabel("", Tone.QUIET)
        column.addWidget(self._pages)
        column.addStretch(1)
        self._measuring.start()
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
            self._last = field
            # The layout of a form that was just built is known after the next event only.
            QTimer.singleShot(0, box, lambda: self._bring_into_view(box))

    def _bring_into_view(self, box: FieldBox) -> None:
        """Show the field from its name to the end of its input, of the first one all above it."""
        if next(iter(self.boxes.values()), None) is box:
            self.verticalScrollBar().setValue(0)
        self.ensureWidgetVisible(box.name, 0, GRID)
        self.ensureWidgetVisible(box.editor, 0, GRID * 6)

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

    def stop(self) -> None:
        """Measure no more; the file behind the form is about to close."""
        self._measuring.stop()

    def has_focus(self) -> bool:
        """Whether the keys go to the form."""
        return self.isAncestorOf(QApplication.focusWidget() or self)

    def last_field(self) -> str:
        """The field that the cursor is in or was in last; of a form just opened the first."""
        here = self.box_in_focus()
        if here:
            self._last = here.field
        if self._last not in self.boxes:
            self._last = next(iter(self.boxes), "")
        return self._last

    def _measure_paper(self) -> None:
        """Say how much paper the item takes; the paper is got out when it is needed first."""
        if self.item is None or self._pages is None:
            return
        if is_composing():
            self._measuring.start()
            return
        from ui.printing.sheets import sheets_of_desk

        if self._paper is None:
            from ui.printing.measure import PaperMeasure

            self._paper = PaperMeasure()
            for box in self.boxes.values():
                box.measure_again()
        (sheet,) = sheets_of_desk(self._model.desk, self.item)
        pages = self._paper.pages(sheet)
        self._pages.set_text(self.tr("この項目の確認票は{}ページです").format(pages))

    def keep_all(self) -> None:
        """End a pending conversion, here or anywhere, and tell what was typed."""
        commit_composition()
        self.flush()

    def flush(self) -> None:
        """Tell everything that was typed but not told."""
        for box in self.boxes.values():
            box.editor.flush()

    def _fill(self, grid: PairGrid, item: Item) -> None:
        last = self._model.last_year_name()
        now = self.tr("{}の回答").format(self._model.year_name())
        before = self.tr("{}（昨年度）").format(last) if last else ""
        grid.add(
            ToneLabel(before, Tone.QUIET, bold=True) if self._is_wide() else None,
            ToneLabel(now, Tone.ACCENT, bold=True, step=1),
        )
        for slot in item.slots_in(Column.RESULT):
            self._add_slot(grid, item, slot)
        for kpi in item.kpis:
            self._add_kpi(grid, item, kpi)
        for slot in item.slots_in(Column.ISSUES):
            self._add_slot(grid, item, slot)
        self._add_rating(grid, item)

    def _is_wide(self) -> bool:
        """Whether there is room for last year beside the answer."""
        return self.viewport().width() >= self.fontMetrics().horizontalAdvance("項" * _ROOM)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._pairs is not None and self._question is not None:
            beside = self._is_wide()
            self._pairs.arrange(beside=beside)
            self._question.arrange(beside=beside)

    def _add_slot(self, grid: PairGrid, item: Item, slot: Slot) -> None:
        field, label = field_of(item, slot.id), slot_label(slot, item)
        result = slot.column is Column.RESULT
        earlier = [Earlier(label, self._model.last(field), Keys.COPY_LAST)]
        if result and (promised := self._model.promised(item, slot)):
            heading = self.tr("約束したこと（昨年度の改善・拡充策、課題等）")
            earlier.append(Earlier(heading, promised, Keys.COPY_PROMISE))
        hints = self._guidance(Guided.RESULT if result else Guided.ISSUES)
        asked = self._asked(field, label, hints=hints, earlier=tuple(earlier))
        whose = "" if self._is_mine(item, field) else "、".join(writers(slot, item))
        right = self._field(asked, lambda: self._prose(4), whose=whose, measure=self._say_length)
        grid.add(self._last_card(asked), right)

    def _add_kpi(self, grid: PairGrid, item: Item, kpi: Kpi) -> None:
        field = field_of(item, kpi.id)
        label = self.tr("指標「{}」の実績").format(kpi.name)
        hints = [self.tr("目標：{}").format(kpi.target)] if kpi.target else []
        if len(item.departments) > 1 and not kpi.departments:
            hints.append(self.tr("どの担当課も記入できます（取りまとめは{}）").format(item.lead))
        earlier = Earlier(label, self._model.last(field), Keys.COPY_LAST)
        hints += self._guidance(Guided.KPI)
        asked = self._asked(field, label, hints=tuple(hints), earlier=(earlier,))
        card = KpiCard(self._model, field, kpi)
        right = self._field(
            asked,
            lambda: FigureEdit(kpi.unit, shared_undo=True),
            whose="" if self._is_mine(item, field) else "、".join(kpi.departments),
            measure=lambda text: self._say_figure(kpi, text),
        )
        if box := self.boxes.get(field):
            box.shown.connect(card.show_actual)
        grid.add(card, right)
        if kpi.asks_direction:
            self._add_direction(grid, item, kpi)

    def _add_direction(self, grid: PairGrid, item: Item, kpi: Kpi) -> None:
        """What the department thinks is better; its office decides."""
        field = field_of(item, direction_name(kpi))
        label = self.tr("指標「{}」は、増減のどちらがよいですか").format(kpi.name)
        words = self.tr(
            "課の考えを選んでください（1〜{}の数字キーでも）。決めるのは計画の事務局です。"
        )
        hints = (words.format(len(ANSWERS)),)
        asked = self._asked(field, label, hints=hints, earlier=(), optional=True)
        choices = [Grade(word, "") for word in ANSWERS]
        whose = "" if self._is_mine(item, field) else "、".join(kpi.departments)
        grid.add(None, self._field(asked, lambda: RatingChoice(choices), whose=whose))

    def _add_rating(self, grid: PairGrid, item: Item) -> None:
        plan = self._model.request.plan
        rating, note = field_of(item, RATING), field_of(item, RATING_NOTE)
        whose = "" if self._is_mine(item, rating) else item.lead
        last, last_note = self._model.last(rating), self._model.last(note)
        label = self.tr("自己評価")
        earlier = Earlier(label, wording(plan, last))
        hints = self._guidance(Guided.RATING)
        asked = self._asked(rating, label, hints=hints, earlier=(earlier,))
        shown = wording(plan, self._model.text(rating))
        right = self._field(asked, lambda: RatingChoice(plan.scale, last), whose=whose, shown=shown)
        grid.add(self._last_card(asked), right)
        asked = self._asked(
            note,
            self._note_label(self._model.text(rating)),
            hints=self._guidance(Guided.RATING_NOTE),
            optional=True,
            earlier=(Earlier(self.tr("評価に関する補足"), last_note, Keys.COPY_LAST),),
        )
        right = self._field(asked, lambda: self._prose(2), whose=whose, measure=self._say_length)
        grid.add(self._last_card(asked) if last_note else None, right)
        if rating in self.boxes and note in self.boxes:
            name = self.boxes[note].name
            self.boxes[rating].shown.connect(lambda code: name.setText(self._note_label(code)))

    def _asked(
        self,
        field: str,
        label: str,
        *,
        hints: tuple[str, ...],
        earlier: tuple[Earlier, ...],
        optional: bool = False,
    ) -> Asked:
        corrected = self._model.corrected(field)
        return Asked(field, label, self._model.remark(field), hints, optional, earlier, corrected)

    def _note_label(self, code: str) -> str:
        if code and code in self._model.request.plan.rulebook.reason_for:
            return self.tr("評価に関する補足（この評価には理由が要ります）")
        return self.tr("評価に関する補足（任意）")

    def _prose(self, lines: int) -> TextEdit:
        editor = TextEdit(lines=lines, shared_undo=True)
        editor.cursor_moved.connect(self._on_cursor)
        return editor

    def _guidance(self, kind: Guided) -> tuple[str, ...]:
        said = self._model.guidance(kind)
        return (said,) if said else ()

    def _say_length(self, text: str) -> str:
        if not text:
            return ""
        count = len(text.replace("\n", ""))
        if self._paper is None:
            return self.tr("{}字").format(count)
        return self.tr("{}字・印刷{}行").format(count, self._paper.lines(text))

    def _say_figure(self, kpi: Kpi, text: str) -> str:
        if not text:
            return ""
        from dxdesk.domain.judging import judge
        from ui.department.figure_words import read_as

        plan = self._model.request.plan
        return read_as(judge(kpi, text, plan.year, plan.years))

    def _field(
        self,
        asked: Asked,
        make: Callable[[], Editor],
        *,
        whose: str = "",
        shown: str | None = None,
        measure: Callable[[str], str] | None = None,
    ) -> QWidget:
        """The field to type in, or to be read where it is closed; `shown` is then its text."""
        field, text = asked.field, self._model.text(asked.field)
        if not self._model.is_open(field):
            note = self.tr("{}が記入").format(whose) if whose else ""
            if not note and not self._model.handed_in:
                note = self.tr("今回は変更できません")
            return closed_field(asked, text if shown is None else shown, note)
        editor = make()
        box = FieldBox(asked, editor, measure)
        box.show_text(text)
        box.edited.connect(self.edited)
        box.edited.connect(self._measuring.start)
        box.confirmed.connect(self._on_confirmed)
        box.withdrawn.connect(self.withdrawn)
        box.step_ended.connect(self.step_ended)
        box.grown.connect(self._on_grown)
        box.history_asked.connect(lambda: box.show_history(self._model.history(field)))
        line = editor.line if isinstance(editor, FigureEdit) else editor
        if isinstance(line, RatingChoice):
            line.ended.connect(lambda: self._step(field, 1))
        else:
            line.undo_asked.connect(self.undo_asked)
            line.redo_asked.connect(self.redo_asked)
        if isinstance(line, LineEdit):
            line.step_asked.connect(lambda by: self._step(field, by))
            line.returnPressed.connect(lambda: self._step(field, 1))
        self.boxes[field] = box
        return box

    def _step(self, field: str, by: int) -> None:
        """Go to the field before or behind one, as Tab would."""
        order = list(self.boxes)
        at = order.index(field) + by
        if 0 <= at < len(order):
            self.focus_field(order[at])

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

    def _last_card(self, asked: Asked) -> QWidget | None:
        if self._model.request.last_year is None:
            return None
        box = self.boxes.get(asked.field)
        card = LastYearCard(asked.earlier, may_copy=box is not None)
        if box is not None:
            card.copied.connect(box.copy)
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
