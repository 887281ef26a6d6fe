"""The clerk's window: items and findings at the left, the form at the right."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QPaintEvent
from PySide6.QtWidgets import (
    QApplication,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from dxdesk.department import Desk
from dxdesk.domain.fields import split_field
from dxdesk.errors import DxdeskError
from dxdesk.messages import sentence
from ui.department.desk_model import DeskModel
from ui.department.field_keys import FieldKeys
from ui.department.header import Header
from ui.department.item_form import ItemForm
from ui.department.loading import Loading
from ui.department.retracing import Retracing
from ui.department.side_lists import SideLists
from ui.dialogs.files import FileDialogs, WriteFile
from ui.printing.printing import Printing
from ui.theme import Keys, Tone
from ui.widgets.desk_page import DeskPage, Help, Notice, commit_composition
from ui.widgets.keyboard import page_key

if TYPE_CHECKING:
    from dxdesk.domain.checks import Finding
    from ui.department.hand_in import HandInPage
    from ui.department.overview import Overview


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
        self.lists = SideLists(self.model)
        self.items = self.lists.items
        self.form = ItemForm(self.model)
        self.field_keys = FieldKeys(self.form, self.model.history, self)
        self.retracing = Retracing(self.model, self.form, self.go_to, self)
        self._dialogs = dialogs
        self._hand_in: HandInPage | None = None
        self._overview: Overview | None = None
        self._loading = Loading(self)
        self.printing = Printing(dialogs, write, self)
        self._arranged = False
        self._form_view = self._build_form_view()
        self.views = QStackedWidget()
        self.views.addWidget(self._form_view)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self.views, 1)
        self._connect()
        self._add_shortcuts()

    @property
    def hand_in(self) -> HandInPage:
        """The page to hand in on, made when it is needed first."""
        if self._hand_in is None:
            from ui.department.hand_in import HandInPage

            self._hand_in = page = HandInPage(self.model, self._dialogs)
            page.field_chosen.connect(self.go_to)
            page.sheets_requested.connect(self._on_sheets)
            page.reopen_requested.connect(self._on_reopen)
            self.views.addWidget(page)
        return self._hand_in

    @property
    def overview(self) -> Overview:
        """The page that says what is asked, made when it is needed first."""
        if self._overview is None:
            from ui.department.overview import Overview

            self._overview = Overview(self.model)
            self._overview.begun.connect(self._on_begun)
            self.views.addWidget(self._overview)
        return self._overview

    def title(self) -> str:
        request = self.model.request
        return f"{self.model.year_name()} {request.plan.title} ― {request.department}"

    def start(self) -> None:
        """Show where the work stands: what is asked at first, later the field that was left."""
        self.lists.show_model()
        self.header.show_model()
        if not self._arranged:
            self._share_width()
        self._go_where_it_was_left()
        if self.model.is_new or self.model.brought.changed:
            self.show_overview()
        self.status_changed.emit(self.tr("入力した内容は自動で保存されます"))
        # On a page that is not painted, as in a window without a screen, it begins here.
        if not self.isVisible():
            self._loading.begin_soon(self.model.request.plan.rulebook)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        self._loading.begin_soon(self.model.request.plan.rulebook)

    def get_ready(self) -> None:
        """Load now what would be loaded after the first picture."""
        self._loading.stop()
        self.model.get_ready()

    def _on_loaded(self) -> None:
        try:
            self.model.get_ready()
        except DxdeskError:
            # Such a file is not one to go on with; what was typed since is a second's.
            self.closed.emit()
            raise

    def _go_where_it_was_left(self) -> None:
        rows, left = self.items.rows.rows, self.model.left_at
        if split_field(left)[0] in self.model.request.plan.by_id:
            self.items.choose(split_field(left)[0])
            self.form.focus_field(left)
        elif rows:
            self.items.choose(rows[0].id)
        if not self.form.has_focus():
            self.items.setFocus()

    def take_focus(self) -> None:
        """Put the cursor where the work goes on."""
        if self._is_writing():
            self.form.focus_field(self.form.last_field())
        for page in (self._hand_in, self._overview):
            if page is not None and self.views.currentWidget() is page:
                page.focus_first()

    def _is_writing(self) -> bool:
        """Whether the form is in front, and not the page to hand in on or what is asked."""
        return self.views.currentWidget() is self._form_view

    def help(self) -> Help:
        """How to write the field that the cursor is in, or how to hand in."""
        from ui.department.help_texts import form_help, hand_in_help

        if self.views.currentWidget() is self._hand_in:
            return hand_in_help(self.model)
        here = self.form.box_in_focus()
        return form_help(self.model, here.field if here else "")

    def arrangement(self) -> str:
        """The widths and heights that the dividers give."""
        parts = (self._form_view, self.lists)
        return ";".join(",".join(map(str, part.sizes())) for part in parts)

    def arrange_as(self, arrangement: str) -> None:
        """Put the dividers where they were."""
        parts = (self._form_view, self.lists)
        sizes = [
            [int(n) for n in part.split(",") if n.isdecimal() and len(n) < 6]
            for part in arrangement.split(";")
        ]
        if len(sizes) == len(parts) and all(len(one) == 2 and all(one) for one in sizes):
            for part, one in zip(parts, sizes, strict=True):
                part.setSizes(one)
            self._arranged = True

    def settle(self) -> None:
        commit_composition()
        self.form.flush()
        self.model.save()

    def unsaved(self) -> bool:
        return self.model.unsaved

    def release(self) -> None:
        self.form.stop()
        self._loading.stop()
        here = self.form.last_field()
        if here and not self.model.handed_in:
            self.model.leave_at(here)
        self.model.close()

    def show_form(self) -> None:
        """Go back from the hand-in page to the form."""
        self.views.setCurrentWidget(self._form_view)
        self.header.show_view(self.header.FORM)
        if self.form.item:
            self.form.focus_field(self.form.last_field())

    def show_overview(self) -> None:
        """Go to the page that says what is asked."""
        self.settle()
        self.views.setCurrentWidget(self.overview)
        self.header.show_view(self.header.OVERVIEW)
        self.overview.focus_first()

    def show_hand_in(self) -> None:
        """Go to the hand-in page."""
        self.get_ready()
        self.settle()
        self.model.look_again()
        self.hand_in.show_model()
        self.views.setCurrentWidget(self.hand_in)
        self.header.show_view(self.header.HAND_IN)
        self.hand_in.focus_first()

    def go_to(self, field: str) -> None:
        """Open the item of a field and put the cursor there."""
        if self.views.currentWidget() is not self._form_view:
            self.views.setCurrentWidget(self._form_view)
            self.header.show_view(self.header.FORM)
        self.lists.choose(split_field(field)[0])
        self.form.focus_field(field)

    def _build_form_view(self) -> QSplitter:
        view = QSplitter(Qt.Orientation.Horizontal)
        view.setChildrenCollapsible(False)
        view.addWidget(self.lists)
        view.addWidget(self.form)
        view.setStretchFactor(0, 0)
        view.setStretchFactor(1, 1)
        return view

    def _share_width(self) -> None:
        """Give the lists room for most titles, but never more than a third of the window."""
        wide = self._form_view.width()
        left = min(self.fontMetrics().horizontalAdvance("項" * 28), wide // 3)
        self._form_view.setSizes([left, wide - left])

    def _connect(self) -> None:
        self.items.item_chosen.connect(self._on_item)
        self.items.activated.connect(self._on_item_activated)
        self.lists.findings.field_chosen.connect(self.go_to)
        self.form.edited.connect(self.model.type)
        self.field_keys.told.connect(self.status_changed)
        self.retracing.told.connect(self.status_changed)
        self._loading.done.connect(self._on_loaded)
        self.header.overview_requested.connect(self.show_overview)
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
        self.printing.noticed.connect(self.noticed)

    def _add_shortcuts(self) -> None:
        self._form_shortcut(Keys.NEXT_ITEM, lambda: self._step(1))
        self._form_shortcut(Keys.PREVIOUS_ITEM, lambda: self._step(-1))
        self._form_shortcut(Keys.SWITCH_PANE, self._on_switch_pane)
        self._shortcut(Keys.NEXT_FINDING, lambda: self._go_on(1))
        self._shortcut(Keys.PREVIOUS_FINDING, lambda: self._go_on(-1))
        self._shortcut(Keys.SEARCH, self._on_search)
        self._shortcut(Keys.UNDO, self.retracing.take_back)
        for keys in Keys.REDO:
            self._shortcut(keys, self.retracing.make_again)
        self._shortcut(Keys.HAND_IN, self.show_hand_in)
        self._shortcut(Keys.PRINT, self._on_sheets)
        for keys, action in self.field_keys.actions.items():
            self._form_shortcut(keys, action)

    def _shortcut(self, keys: QKeySequence, slot: Callable[[], object]) -> None:
        page_key(self, keys, slot)

    def _form_shortcut(self, keys: QKeySequence, slot: Callable[[], object]) -> None:
        """A key that does nothing to a form that nobody sees."""
        self._shortcut(keys, lambda: slot() if self._is_writing() else None)

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

    def _go_on(self, by: int) -> None:
        """Go to the next place, or the one before, that has something to do."""
        self.get_ready()
        self.settle()
        waiting = self.model.waiting()
        if not waiting:
            self.status_changed.emit(self.tr("残りはありません。提出へ進めます"))
            return
        every = self.model.request.open
        here = self.form.box_in_focus()
        at = every.index(here.field) if here else self._before_item(by)
        order = waiting if by > 0 else waiting[::-1]
        beyond = (field for field in order if (every.index(field) - at) * by > 0)
        self.go_to(next(beyond, order[0]))

    def _before_item(self, by: int) -> int:
        """Where the item that is shown begins among all fields, or ends when going up."""
        every = self.model.request.open
        if self.form.item is None:
            return -1
        mine = [n for n, f in enumerate(every) if split_field(f)[0] == self.form.item.id]
        return (mine[0] - 1 if by > 0 else mine[-1] + 1) if mine else -1

    def _on_search(self) -> None:
        if self.views.currentWidget() is not self._form_view:
            self.show_form()
        self.lists.begin_search()

    def _on_begun(self) -> None:
        """Go to the first field to write, or to the one that was left."""
        self.get_ready()
        left, waiting = self.model.left_at, self.model.waiting()
        if left in self.form.boxes or not waiting:
            self.show_form()
        else:
            self.go_to(waiting[0])

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

    def _on_saved(self, when: str) -> None:
        self.saved.emit(self.tr("保存済み {}").format(when))

    def _on_save_failed(self, why: str) -> None:
        self.saved.emit(self.tr("まだ保存できていません（自動でやり直します）"))
        self.noticed.emit(Notice(why, Tone.ERROR))

    def _on_findings(self) -> None:
        self.lists.show_model()
        self.header.show_model()
        self.form.show_findings(self.model.findings)

    def _on_locked(self) -> None:
        self.lists.show_model()
        self.header.show_model()
        if self.form.item:
            self.form.show_item(self.form.item)

    def _on_reopen(self) -> None:
        self.model.reopen()
        self.show_form()

    def _on_sheets(self) -> None:
        """Show the sheets of the whole request, or of the item at hand, before they are printed."""
        self.settle()
        from ui.printing.sheet_jobs import desk_choices

        item = self.form.item if self._is_writing() else None
        self.printing.show(desk_choices(self.model.desk, item))
