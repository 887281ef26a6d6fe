"""The clerk's window: items and findings at the left, the form at the right."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from dxdesk.department import Desk
from dxdesk.domain.checks import Finding
from dxdesk.domain.fields import split_field
from dxdesk.errors import DxdeskError
from dxdesk.messages import sentence
from ui.department.desk_model import DeskModel, ItemState
from ui.department.finding_rows import finding_rows
from ui.department.hand_in import HandInPage
from ui.department.header import Header
from ui.department.item_form import ItemForm
from ui.department.item_list import ItemList
from ui.department.severity_filter import SeverityFilter
from ui.dialogs.files import FileDialogs, WriteFile
from ui.printing.saving import SheetSaving
from ui.theme import GRID, HALF, Keys, Tone
from ui.widgets.desk_page import DeskPage, Notice, commit_composition
from ui.widgets.finding_list import FindingList
from ui.widgets.tone_label import ToneLabel


class DepartmentPage(DeskPage):
    """One department's answer to one request."""

    def __init__(
        self,
        desk: Desk,
        dialogs: FileDialogs,
        write: WriteFile,
        clock: Callable[[], datetime] = datetime.now,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.model = DeskModel(desk, clock, self)
        self.header = Header(self.model)
        self.items = ItemList()
        self.findings = FindingList()
        self.filter = SeverityFilter()
        self.form = ItemForm(self.model)
        self.hand_in = HandInPage(self.model, dialogs)
        self.sheets = SheetSaving(dialogs, write, self)
        self._count = ToneLabel("", Tone.QUIET, bold=True)
        self._form_view = self._build_form_view()
        self.views = QStackedWidget()
        self.views.addWidget(self._form_view)
        self.views.addWidget(self.hand_in)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self.views, 1)
        self._connect()
        self._add_shortcuts()

    def title(self) -> str:
        request = self.model.request
        return f"{self.model.year_name()} {request.plan.title} ― {request.department}"

    def start(self) -> None:
        self._show_lists()
        self.header.show_model()
        self._share_width()
        rows = self.items.rows.rows
        if rows:
            self.items.choose(rows[0].id)
        self.items.setFocus()
        self.status_changed.emit(self.tr("入力した内容は自動で保存されます"))

    def settle(self) -> None:
        commit_composition()
        self.form.flush()
        self.model.save()

    def unsaved(self) -> bool:
        return self.model.unsaved

    def release(self) -> None:
        self.model.close()

    def show_form(self) -> None:
        """Go back from the hand-in page to the form."""
        self.views.setCurrentWidget(self._form_view)
        self.header.show_view(handing_in=False)
        if self.form.item:
            self.form.focus_first()

    def show_hand_in(self) -> None:
        """Go to the hand-in page."""
        self.settle()
        self.hand_in.show_model()
        self.views.setCurrentWidget(self.hand_in)
        self.header.show_view(handing_in=True)
        self.hand_in.focus_first()

    def go_to(self, field: str) -> None:
        """Open the item of a field and put the cursor there."""
        if self.views.currentWidget() is not self._form_view:
            self.views.setCurrentWidget(self._form_view)
            self.header.show_view(handing_in=False)
        self.items.choose(split_field(field)[0])
        self.form.focus_field(field)

    def _build_form_view(self) -> QSplitter:
        left = QSplitter(Qt.Orientation.Vertical)
        left.setChildrenCollapsible(False)
        left.addWidget(_headed(ToneLabel(self.tr("取組項目"), Tone.QUIET, bold=True), self.items))
        left.addWidget(_headed(self._findings_head(), self.findings))
        left.setStretchFactor(0, 3)
        left.setStretchFactor(1, 2)
        view = QSplitter(Qt.Orientation.Horizontal)
        view.setChildrenCollapsible(False)
        view.addWidget(left)
        view.addWidget(self.form)
        view.setStretchFactor(0, 0)
        view.setStretchFactor(1, 1)
        return view

    def _findings_head(self) -> QWidget:
        head = QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        row.addWidget(self._count, 1)
        row.addWidget(self.filter)
        return head

    def _share_width(self) -> None:
        """Give the lists room for most titles, but never more than a third of the window."""
        wide = self._form_view.width()
        left = min(self.fontMetrics().horizontalAdvance("項" * 28), wide // 3)
        self._form_view.setSizes([left, wide - left])

    def _connect(self) -> None:
        self.items.item_chosen.connect(self._on_item)
        self.items.activated.connect(self._on_item_activated)
        self.findings.field_chosen.connect(self.go_to)
        self.filter.changed.connect(self._show_lists)
        self.form.edited.connect(self.model.type)
        self.form.confirmed.connect(self._on_confirmed)
        self.form.withdrawn.connect(self._on_withdrawn)
        self.model.saved.connect(self._on_saved)
        self.model.save_failed.connect(self._on_save_failed)
        self.model.findings_changed.connect(self._on_findings)
        self.model.locked_changed.connect(self._on_locked)
        self.header.hand_in_requested.connect(self.show_hand_in)
        self.header.form_requested.connect(self.show_form)
        self.header.sheets_requested.connect(self._on_sheets)
        self.header.reopen_requested.connect(self._on_reopen)
        self.hand_in.field_chosen.connect(self.go_to)
        self.hand_in.sheets_requested.connect(self._on_sheets)
        self.hand_in.reopen_requested.connect(self._on_reopen)
        self.sheets.noticed.connect(self.noticed)

    def _add_shortcuts(self) -> None:
        self._shortcut(Keys.NEXT_ITEM, lambda: self._step(1))
        self._shortcut(Keys.PREVIOUS_ITEM, lambda: self._step(-1))
        self._shortcut(Keys.SWITCH_PANE, self._on_switch_pane)
        self._shortcut(Keys.NEXT_FINDING, self._on_next_finding)
        self._shortcut(Keys.HAND_IN, self.show_hand_in)
        self._shortcut(Keys.PRINT, self._on_sheets)
        self._shortcut(Keys.FIX, self._on_fix)
        self._shortcut(Keys.CONFIRM, self._on_ask_reason)

    def _shortcut(self, keys: QKeySequence, slot: Callable[[], object]) -> None:
        shortcut = QShortcut(keys, self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(slot)

    def _step(self, by: int) -> None:
        in_form = self.form.isAncestorOf(QApplication.focusWidget() or self)
        self.items.step(by)
        if in_form:
            self.form.focus_first()

    def _on_item(self, item: str) -> None:
        self.settle()
        shown = self.model.request.plan.by_id[item]
        if self.form.item is not shown:
            self.form.show_item(shown)

    def _on_item_activated(self) -> None:
        self.form.focus_first()

    def _on_switch_pane(self) -> None:
        if self.form.isAncestorOf(QApplication.focusWidget() or self):
            self.settle()
            self.items.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self.form.focus_first()

    def _on_next_finding(self) -> None:
        self.settle()
        fields = [finding.field for finding in self.model.weighing]
        if not fields:
            return
        here = next((f for f, box in self.form.boxes.items() if box.editor.hasFocus()), "")
        order = list(dict.fromkeys(fields))
        at = order.index(here) + 1 if here in order else self._after(order, here)
        self.go_to(order[at % len(order)])

    def _after(self, order: list[str], here: str) -> int:
        """The place of the first finding behind the present item or field."""
        every = list(self.model.request.open)
        now = every.index(here) if here in every else 0
        if not here and self.form.item:
            mine = [n for n, f in enumerate(every) if split_field(f)[0] == self.form.item.id]
            now = mine[0] if mine else 0
        behind = (n for n, field in enumerate(order) if every.index(field) >= now)
        return next(behind, 0)

    def _on_confirmed(self, finding: Finding, reason: str) -> None:
        try:
            self.model.confirm(finding, reason)
        except DxdeskError as error:
            self.noticed.emit(Notice(sentence(error), Tone.ERROR))
            return
        self.status_changed.emit(self.tr("理由を記録しました。内容が変わると、また出ます"))
        self.form.focus_field(finding.field)

    def _on_withdrawn(self, finding: Finding) -> None:
        try:
            self.model.withdraw(finding)
        except DxdeskError as error:
            self.noticed.emit(Notice(sentence(error), Tone.ERROR))
            return
        self.form.focus_field(finding.field)

    def _on_fix(self) -> None:
        """Make the first fix at the cursor's field, or else of the item."""
        here = self.form.box_in_focus()
        if here and here.fix_first():
            self.status_changed.emit(self.tr("直しました（Ctrl+Zで元に戻せます）"))
            return
        for box in self.form.boxes.values():
            if box is not here and box.fix_first():
                self.status_changed.emit(self.tr("直しました（Ctrl+Zで元に戻せます）"))
                return
        self.status_changed.emit(self.tr("この項目に、直し方の決まった指摘はありません"))

    def _on_ask_reason(self) -> None:
        here = self.form.box_in_focus()
        boxes = [here] if here else []
        boxes += [box for box in self.form.boxes.values() if box is not here]
        if not any(box.ask_first_reason() for box in boxes):
            self.status_changed.emit(self.tr("この項目に、理由を書いて済ませる指摘はありません"))

    def _on_saved(self, when: str) -> None:
        self.status_changed.emit(self.tr("保存済み {}").format(when))

    def _on_save_failed(self, why: str) -> None:
        self.status_changed.emit(self.tr("まだ保存できていません（自動でやり直します）"))
        self.noticed.emit(Notice(why, Tone.ERROR))

    def _on_findings(self) -> None:
        self._show_lists()
        self.header.show_model()
        self.form.show_findings(self.model.findings)

    def _on_locked(self) -> None:
        self._show_lists()
        self.header.show_model()
        if self.form.item:
            self.form.show_item(self.form.item)

    def _on_reopen(self) -> None:
        self.model.reopen()
        self.show_form()

    def _on_sheets(self) -> None:
        self.settle()
        from ui.printing.sheets import sheets_of_desk

        request = self.model.request
        name = f"確認票_{request.plan.year}_{request.department}.pdf"
        suggested = str(self.model.path.with_name(name))
        self.sheets.save_pdf(suggested, lambda: sheets_of_desk(self.model.desk))

    def _show_lists(self) -> None:
        items, plan = self.model.rows(), self.model.request.plan
        untouched = {row.id for row in items if row.state is ItemState.UNTOUCHED}
        self.items.show_rows(items)
        self.filter.show_counts(self.model.findings)
        chosen = [finding for finding in self.model.findings if self.filter.takes(finding)]
        self.findings.show_rows(finding_rows(plan, chosen, untouched))
        left = len(self.model.weighing)
        self._count.set_text(
            self.tr("残り {}件（F8で次へ）").format(left) if left else self.tr("残りはありません")
        )


def _headed(heading: QWidget, body: QWidget) -> QWidget:
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(GRID, GRID, HALF, GRID)
    column.setSpacing(HALF)
    column.addWidget(heading)
    column.addWidget(body, 1)
    return box
