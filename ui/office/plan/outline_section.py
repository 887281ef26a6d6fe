"""施策体系: the tree of groups and items, what can be done with them, and the form of the chosen one."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QMimeData, QModelIndex, Qt
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QToolButton,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from dxdesk.domain.plan import Group, Item, Plan
from dxdesk.domain.plan_editing import (
    Numbering,
    add_group,
    add_item,
    add_items,
    as_new,
    end_item,
    merge_items,
    place_items,
    remove_group,
    remove_item,
    renumbered,
    repeat_item,
    shift_group,
    shift_item,
    split_item,
)
from dxdesk.domain.plan_pasting import items_in
from ui.office.places import item_words
from ui.office.plan.group_form import GroupForm
from ui.office.plan.item_form import ItemForm
from ui.office.plan.outline_model import OutlineModel
from ui.office.plan.split_form import SplitForm
from ui.office.plan.view import Change, Known, PlanSection, PlanView
from ui.office.tables import arrange_tree
from ui.theme import GRID, Tone
from ui.widgets.tone_label import ToneLabel

_UP, _DOWN = QKeySequence("Alt+Up"), QKeySequence("Alt+Down")


class OutlineSection(PlanSection):
    """Several items can be chosen to be merged; the form shows the last one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view: PlanView | None = None
        self._chosen = ""
        self.model = OutlineModel(self)
        self.tree = QTreeView()
        self.tree.setModel(self.model)
        self.tree.setAccessibleName(self.tr("区分と取組項目"))
        arrange_tree(self.tree, stretch=0, held={1: 8})
        self.tree.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.tree.setIndentation(GRID * 2)
        self.tree.selectionModel().currentChanged.connect(self._on_current)
        words = self.tr(
            "まだ何もありません。「区分を追加」「項目を追加」で一つずつ作るか、表計算などで番号、名前、担当課、"
            "内容、目標を並べた行をコピーして「行を貼り付け」を押してください。"
        )
        self.empty = ToneLabel(words, Tone.QUIET, wrap=True)
        self.add_group = QPushButton(self.tr("区分を追加"))
        self.add_item = QPushButton(self.tr("項目を追加"))
        self.paste = QPushButton(self.tr("行を貼り付け"))
        self.more = QToolButton()
        self.actions_by_name: dict[str, QAction] = {}
        self.item_form = ItemForm()
        self.group_form = GroupForm()
        self.split_form = SplitForm()
        self.nothing = ToneLabel("", Tone.QUIET, wrap=True)
        self.forms = QStackedWidget()
        for form in (self.nothing, self.item_form, self.group_form, self.split_form):
            self.forms.addWidget(_scrolling(form))
        self.item_form.edited.connect(self.edited)
        self.group_form.edited.connect(self.edited)
        self.split_form.chosen.connect(self._on_split_chosen)
        self.split_form.left.connect(self._end_split)
        # The plan changes once the view has finished with the drop.
        self.model.dropped.connect(self._on_dropped, Qt.ConnectionType.QueuedConnection)
        self.add_group.clicked.connect(self._on_add_group)
        self.add_item.clicked.connect(self._on_add_item)
        self.paste.clicked.connect(self._on_paste)
        self._fill_menu()
        self._arrange()

    def show_view(self, view: PlanView) -> None:
        old, self._view = self._view, view
        before = {item.id for item in old.plan.items} if old else set[str]()
        before |= {group.id for group in old.plan.groups} if old else set[str]()
        moved = self.model.show_plan(view.plan)
        every = (*view.plan.groups, *view.plan.items)
        added = [one.id for one in every if one.id not in before] if old else []
        if moved:
            self.tree.expandAll()
            for index in self.model.group_indexes():
                self.tree.setFirstColumnSpanned(index.row(), index.parent(), True)
        # What was just made is what is gone on with.
        wanted = added[0] if len(added) > 0 and before else self._chosen
        index = self.model.index_of(wanted)
        index = index if index.isValid() else self.model.first()
        if index != self.tree.currentIndex():
            self.tree.setCurrentIndex(index)
        self.tree.setVisible(bool(every))
        self.empty.setVisible(not every)
        for button in (self.add_group, self.add_item, self.paste, self.more):
            button.setEnabled(view.open)
        mode = QAbstractItemView.DragDropMode
        self.tree.setDragDropMode(mode.InternalMove if view.open else mode.NoDragDrop)
        self._show_current()

    def settle(self) -> None:
        self.item_form.settle()
        self.group_form.settle()

    def show_place(self, place: str) -> None:
        index = self.model.index_of(place)
        if index.isValid():
            self.tree.setCurrentIndex(index)
            self.tree.scrollTo(index)

    def act(self, name: str) -> None:
        """Do what the menu names."""
        self.actions_by_name[name].trigger()

    def _arrange(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(GRID)
        for button in (self.add_group, self.add_item):
            row.addWidget(button)
        row.addStretch(1)
        second = QHBoxLayout()
        second.setSpacing(GRID)
        second.addWidget(self.paste)
        second.addWidget(self.more)
        second.addStretch(1)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, GRID, 0)
        column.setSpacing(GRID)
        column.addLayout(row)
        column.addLayout(second)
        column.addWidget(self.empty)
        column.addWidget(self.tree, 1)
        column.addStretch(0)
        both = QSplitter(Qt.Orientation.Horizontal)
        both.addWidget(left)
        both.addWidget(self.forms)
        both.setSizes([420, 560])
        both.setChildrenCollapsible(False)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(both)

    def _fill_menu(self) -> None:
        acts: tuple[tuple[str, str, Callable[[], None]], ...] = (
            ("up", self.tr("上へ"), lambda: self._on_shift(-1)),
            ("down", self.tr("下へ"), lambda: self._on_shift(1)),
            ("split", self.tr("二つに分ける"), self._on_split),
            ("merge", self.tr("選んだ項目を一つにまとめる"), self._on_merge),
            ("repeat", self.tr("再掲を作る（区分は後で選ぶ）"), self._on_repeat),
            ("new", self.tr("前年度と続かない新規の項目とする"), self._on_new),
            ("end", self.tr("終了として一覧から外す"), self._on_end),
            ("remove", self.tr("削除"), self._on_remove),
            ("through", self.tr("番号を通しで振り直す"), lambda: self._number(Numbering.THROUGH)),
            (
                "by-group",
                self.tr("番号を区分ごとに振り直す"),
                lambda: self._number(Numbering.BY_GROUP),
            ),
        )
        menu = QMenu(self)
        for name, words, slot in acts:
            action = QAction(words, self)
            action.triggered.connect(slot)
            if name in ("split", "through"):
                menu.addSeparator()
            menu.addAction(action)
            self.actions_by_name[name] = action
        for name, keys in (("up", _UP), ("down", _DOWN)):
            self.actions_by_name[name].setShortcut(keys)
            self.actions_by_name[name].setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            self.tree.addAction(self.actions_by_name[name])
        menu.aboutToShow.connect(self._enable)
        self.more.setText(self.tr("項目の操作"))
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.more.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.more.setMenu(menu)

    def _enable(self) -> None:
        """Let only that be chosen which can be done with what is chosen."""
        value = self._value
        item = value if isinstance(value, Item) else None
        own = item is not None and not item.again
        has_before = self._view is not None and self._view.before is not None
        can = {
            "up": value is not None,
            "down": value is not None,
            "split": own,
            "merge": len(self._chosen_items()) > 1,
            "repeat": own,
            "new": own and has_before,
            "end": own and has_before,
            "remove": value is not None,
        }
        for name, yes in can.items():
            self.actions_by_name[name].setEnabled(yes)

    @property
    def _value(self) -> Group | Item | None:
        return self.model.value_at(self.tree.currentIndex())

    @property
    def _group(self) -> str | None:
        """The heading that is chosen, or above the chosen item."""
        value = self._value
        if isinstance(value, Group):
            return value.id
        return value.group if value is not None else None

    def _chosen_items(self) -> list[Item]:
        found = map(self.model.value_at, self.tree.selectionModel().selectedRows())
        chosen = {one.id for one in found if isinstance(one, Item) and not one.again}
        assert self._view is not None
        return [item for item in self._view.plan.items if item.id in chosen]

    def _on_current(self, index: QModelIndex, _before: QModelIndex) -> None:
        value = self.model.value_at(index)
        self.settle()
        self.split_form.forget()
        self._chosen = value.id if value else ""
        self._show_current()

    def _show_current(self) -> None:
        if self._view is None:
            return
        value = self._value
        if value is not None and value == self.split_form.item:
            self.forms.setCurrentIndex(3)
            return
        self.split_form.forget()
        if isinstance(value, Item):
            self.item_form.show_item(self._view, value)
            self.forms.setCurrentIndex(1)
        elif isinstance(value, Group):
            self.group_form.show_group(self._view, value)
            self.forms.setCurrentIndex(2)
        else:
            self.forms.setCurrentIndex(0)

    def _ask(self, words: str, change: Change) -> None:
        self.settle()
        self.edited.emit(words, change)

    def _on_add_group(self) -> None:
        parent = self._value.parent if isinstance(self._value, Group) else None
        label = self._value.label if isinstance(self._value, Group) else ""
        title = self.tr("新しい区分")
        self._ask(
            self.tr("区分の追加"),
            lambda plan, known: add_group(
                plan, title, parent=parent, label=label, taken=known.taken
            ),
        )

    def _on_add_item(self) -> None:
        value, group = self._value, self._group
        after = value.id if isinstance(value, Item) else ""
        title = self.tr("新しい項目")

        def change(plan: Plan, known: Known) -> Plan:
            departments = value.departments[:1] if isinstance(value, Item) else ()
            made = Item("", _next_number(plan), title, departments, group)
            return add_item(plan, made, taken=known.taken, after=after)

        self._ask(self.tr("項目の追加"), change)

    def _on_paste(self) -> None:
        # PySide's types do not tell that an empty clipboard has no data at all.
        data: QMimeData | None = QGuiApplication.clipboard().mimeData()
        items = items_in(data.text(), self._group) if data is not None and data.hasText() else ()
        value = self._value
        after = value.id if isinstance(value, Item) else ""
        words = self.tr("{}項目の貼り付け").format(len(items))
        if items:
            self._ask(
                words,
                lambda plan, known: add_items(plan, items, taken=known.taken, after=after),
            )
        else:
            self.edited.emit("", None)

    def _on_shift(self, by: int) -> None:
        value = self._value
        if isinstance(value, Group):
            self._ask(self.tr("区分の並べ替え"), lambda plan, _: shift_group(plan, value.id, by))
        elif value is not None:
            self._ask(self.tr("項目の並べ替え"), lambda plan, _: shift_item(plan, value.id, by))

    def _of_item(self, words: str, make: Callable[[Item], Change]) -> None:
        value = self._value
        if isinstance(value, Item):
            self._ask(f"{item_words(value)}　{words}", make(value))

    def _on_split(self) -> None:
        """Ask which KPIs go along, where there are any."""
        value = self._value
        if not isinstance(value, Item) or self._view is None or not self._view.open:
            return
        if not value.kpis:
            self._on_split_chosen(())
            return
        self.settle()
        # What was typed just now is part of the item.
        value = self._value
        assert isinstance(value, Item)
        self.split_form.show_item(value, self._view.known.written)
        self._show_current()
        self.split_form.kpis.setFocus()

    def _end_split(self) -> None:
        self.split_form.forget()
        self._show_current()
        self.tree.setFocus()

    def _on_split_chosen(self, kpis: tuple[str, ...]) -> None:
        self.split_form.forget()
        self._of_item(
            self.tr("二つに分ける"),
            lambda item: (
                lambda plan, known: split_item(
                    plan,
                    item.id,
                    f"{item.no}-2",
                    self.tr("{}（その2）").format(item.title),
                    kpis=kpis,
                    written=known.written,
                    taken=known.taken,
                )
            ),
        )

    def _on_dropped(self, items: tuple[str, ...], group: str | None, before: str) -> None:
        words = self.tr("{}項目の移動").format(len(items))
        self._ask(words, lambda plan, _: place_items(plan, items, group, before))

    def _on_merge(self) -> None:
        items = self._chosen_items()
        into = items[0] if items else None
        if into is None or len(items) < 2:
            return
        others = [item.id for item in items[1:]]
        self._ask(
            self.tr("{}にまとめる").format(item_words(into)),
            lambda plan, known: merge_items(plan, into.id, others, taken=known.taken),
        )

    def _on_repeat(self) -> None:
        self._of_item(
            self.tr("再掲"),
            lambda item: (
                lambda plan, known: repeat_item(plan, item.id, item.group, taken=known.taken)
            ),
        )

    def _on_new(self) -> None:
        self._of_item(
            self.tr("新規とする"),
            lambda item: (
                lambda plan, known: as_new(plan, item.id, written=known.written, taken=known.taken)
            ),
        )

    def _on_end(self) -> None:
        self._of_item(self.tr("終了"), lambda item: lambda plan, _: end_item(plan, item.id))

    def _on_remove(self) -> None:
        value = self._value
        if isinstance(value, Group):
            self._ask(self.tr("区分の削除"), lambda plan, _: remove_group(plan, value.id))
        else:
            self._of_item(self.tr("削除"), lambda item: lambda plan, _: remove_item(plan, item.id))

    def _number(self, numbering: Numbering) -> None:
        self._ask(self.tr("番号の振り直し"), lambda plan, _: renumbered(plan, numbering))


def _next_number(plan: Plan) -> str:
    """One above the highest plain number."""
    numbers = [int(item.no) for item in plan.items if item.no.isascii() and item.no.isdigit()]
    return str(max(numbers, default=0) + 1)


def _scrolling(form: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setWidget(form)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return area
