"""The items of a plan as a tree, under their groups or under the departments that answer them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from dxdesk.domain.asking import Stage
from dxdesk.domain.cells import rating_of
from dxdesk.domain.fields import RATING, stage_field
from dxdesk.domain.plan import Group, Item
from ui.office.items_filter import Sorting
from ui.office.places import item_words
from ui.office.state import YearState

Index = QModelIndex | QPersistentModelIndex
Heading = Group | str


@dataclass(slots=True, eq=False)
class _Node:
    number: int
    value: Group | Item | str | None
    parent: _Node | None = None
    row: int = 0
    children: list[_Node] = field(default_factory=list["_Node"])


class ItemsModel(QAbstractItemModel):
    """Rows are groups or departments, and items; only items have more than a first column.

    An item stands under every department that answers it.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._state: YearState | None = None
        self._nodes: list[_Node] = [_Node(0, None)]
        self._rows: dict[tuple[str, str], _Node] = {}
        self._columns: tuple[tuple[str, Callable[[YearState, Item], str]], ...] = (
            (self.tr("取組項目"), lambda _, item: item_words(item)),
            (self.tr("担当課"), lambda _, item: self._departments(item)),
            (self.tr("評価"), _ratings),
            (self.tr("指摘"), self._findings),
            (self.tr("競合"), self._collisions),
            (self.tr("点検"), self._inspection),
        )

    def show_state(
        self,
        state: YearState,
        shown: AbstractSet[str] | None = None,
        sorting: Sorting = Sorting.BY_ITEM,
    ) -> bool:
        """Show a year: the items with these ids, or all, and the headings above them.

        Returns whether the rows are others than before; where they are the same, only what they
        say has changed, and a view keeps its place.
        """
        before, outline = self._nodes, _outline(self._nodes)
        self._state = state
        self._build(state, shown, sorting)
        if _outline(self._nodes) == outline:
            self._tell_changed()
            return False
        after, self._nodes = self._nodes, before
        self.beginResetModel()
        self._nodes = after
        self.endResetModel()
        return True

    def _build(self, state: YearState, shown: AbstractSet[str] | None, sorting: Sorting) -> None:
        self._nodes, self._rows = [_Node(0, None)], {}
        items = (i for i in state.plan.items if shown is None or i.id in shown)
        if sorting is Sorting.BY_DEPARTMENT:
            self._add_departments(state, tuple(items))
            return
        places: dict[str | None, _Node] = {None: self._nodes[0]}
        for item in items:
            for group in state.plan.groups_of(item):
                if group.id not in places:
                    places[group.id] = self._add(group, places[group.parent])
            self._add(item, places[item.group])

    def item_at(self, index: Index) -> Item | None:
        """The item in a row; None for a group."""
        value = self._node(index).value
        return value if isinstance(value, Item) else None

    def index_of(self, item_id: str, department: str = "") -> QModelIndex:
        """The row of an item, under a department where it stands there; or an invalid index."""
        node = self._rows.get((item_id, department)) or self._rows.get((item_id, ""))
        return self.createIndex(node.row, 0, node.number) if node else QModelIndex()

    def department_at(self, index: Index) -> str:
        """The department whose row an index is, or stands under; empty where items stand in order."""
        node = self._node(index)
        above = node.parent.value if node.parent else None
        return next((one for one in (node.value, above) if isinstance(one, str)), "")

    def heading_indexes(self) -> Iterator[QModelIndex]:
        """The rows of the groups or departments."""
        for node in self._nodes:
            if isinstance(node.value, Heading):
                yield self.createIndex(node.row, 0, node.number)

    def items(self) -> Iterator[Item]:
        """The items in the order of the rows, top to bottom."""
        yield from self._below(self._nodes[0])

    def _below(self, node: _Node) -> Iterator[Item]:
        for child in node.children:
            if isinstance(child.value, Item):
                yield child.value
            yield from self._below(child)

    def _add_departments(self, state: YearState, items: tuple[Item, ...]) -> None:
        found: dict[str, list[Item]] = {name: [] for name in (*state.plan.departments, "")}
        for item in items:
            for name in dict.fromkeys(item.departments or ("",)):
                found[name].append(item)
        for name, mine in found.items():
            if mine:
                parent = self._add(name, self._nodes[0])
                for item in mine:
                    self._add(item, parent)

    def _add(self, value: Group | Item | str, parent: _Node) -> _Node:
        node = _Node(len(self._nodes), value, parent, len(parent.children))
        self._nodes.append(node)
        parent.children.append(node)
        if isinstance(value, Item):
            self._rows.setdefault((value.id, ""), node)
            if isinstance(parent.value, str):
                self._rows[value.id, parent.value] = node
        return node

    def _tell_changed(self) -> None:
        """Say that every row may have other texts; which rows there are stays."""
        for node in self._nodes:
            if node.children:
                first, last = node.children[0], node.children[-1]
                self.dataChanged.emit(
                    self.createIndex(first.row, 0, first.number),
                    self.createIndex(last.row, len(self._columns) - 1, last.number),
                )

    def _node(self, index: Index) -> _Node:
        return self._nodes[index.internalId()] if index.isValid() else self._nodes[0]

    def _departments(self, item: Item) -> str:
        others = len(item.departments) - 1
        return self.tr("{} 他{}").format(item.lead, others) if others > 0 else item.lead

    def _findings(self, state: YearState, item: Item) -> str:
        count = len(state.weighing_by_item.get(item.id, ()))
        return self.tr("{}件").format(count) if count else ""

    def _collisions(self, state: YearState, item: Item) -> str:
        count = state.collisions_by_item[item.id]
        return self.tr("{}件").format(count) if count else ""

    def _inspection(self, state: YearState, item: Item) -> str:
        if item.id in state.inspected:
            return self.tr("済")
        if item.id in state.review.inspections:
            return self.tr("変更")
        return self.tr("未") if item.id in state.waiting else ""

    def _heading(self, value: Heading, node: _Node) -> str:
        """A group's own heading; of a department where it stands and what is open there."""
        if isinstance(value, Group) or self._state is None:
            return value.heading if isinstance(value, Group) else value
        items = (child.value for child in node.children)
        mine = {item.id: item for item in items if isinstance(item, Item)}
        open_ = sum(len(self._state.weighing_by_item.get(item, ())) for item in mine)
        waiting = len(self._state.waiting & mine.keys())
        points = [
            self._state.stage_of.get(value, Stage.NOT_SENT).value if value else "",
            self.tr("未点検{}").format(waiting) if waiting else "",
            self.tr("指摘{}").format(open_) if open_ else "",
        ]
        said = "・".join(point for point in points if point)
        return self.tr("{}（{}）").format(value or self.tr("担当課なし"), said or "―")

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:
        children = self._node(parent).children
        if parent.column() > 0 or not 0 <= row < len(children):
            return QModelIndex()
        if not 0 <= column < len(self._columns):
            return QModelIndex()
        return self.createIndex(row, column, children[row].number)

    # Qt has two methods of this name: the other one gives the QObject's parent.
    def parent(  # pyright: ignore[reportIncompatibleMethodOverride]
        self, index: Index = QModelIndex()
    ) -> QModelIndex:
        above = self._node(index).parent
        if above is None or above.parent is None:
            return QModelIndex()
        return self.createIndex(above.row, 0, above.number)

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.column() > 0 else len(self._node(parent).children)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return len(self._columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or self._state is None:
            return None
        node = self._node(index)
        value = node.value
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() > 1:
            return Qt.AlignmentFlag.AlignCenter
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        if role == Qt.ItemDataRole.ToolTipRole and isinstance(value, Item) and index.column() == 1:
            return "、".join(value.departments)
        if isinstance(value, Item):
            return self._columns[index.column()][1](self._state, value)
        if value is None or index.column():
            return ""
        return self._heading(value, node)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._columns[section][0]
        return None


def _ratings(state: YearState, item: Item) -> str:
    """The department's rating, and behind it those of the stages that have one."""
    item = state.plan.answered_by(item)
    stages = [stage.id for stage in state.plan.stages if stage.rates]
    later = [state.answers.get(stage_field(item, RATING, stage), "") for stage in stages]
    given = [rating_of(item, state.answers), *later]
    return "/".join(one or "―" for one in given) if any(later) else given[0]


def _outline(nodes: Sequence[_Node]) -> list[tuple[object, int]]:
    """What makes the rows: what each one is, and under which it stands."""
    return [
        (
            node.value if isinstance(node.value, str) else node.value and node.value.id,
            node.parent.number if node.parent else -1,
        )
        for node in nodes
    ]
