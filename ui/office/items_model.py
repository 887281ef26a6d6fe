"""The items of a plan as a tree under their groups."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from dxdesk.domain.cells import rating_of
from dxdesk.domain.plan import Group, Item
from ui.office.places import item_words
from ui.office.state import YearState

Index = QModelIndex | QPersistentModelIndex


@dataclass(slots=True, eq=False)
class _Node:
    number: int
    value: Group | Item | None
    parent: _Node | None = None
    row: int = 0
    children: list[_Node] = field(default_factory=list["_Node"])


class ItemsModel(QAbstractItemModel):
    """Rows are groups and items; only items have more than a first column."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._state: YearState | None = None
        self._nodes: list[_Node] = [_Node(0, None)]
        self._columns: tuple[tuple[str, Callable[[YearState, Item], str]], ...] = (
            (self.tr("取組項目"), lambda _, item: item_words(item)),
            (self.tr("担当課"), lambda _, item: self._departments(item)),
            (self.tr("評価"), lambda state, item: rating_of(item, state.answers)),
            (self.tr("指摘"), self._findings),
            (self.tr("競合"), self._collisions),
        )

    def show_state(self, state: YearState) -> None:
        """Show a year."""
        self.beginResetModel()
        self._state = state
        self._nodes = [_Node(0, None)]
        places: dict[str | None, _Node] = {None: self._nodes[0]}
        for group in state.plan.groups:
            places[group.id] = self._add(group, places[group.parent])
        for item in state.plan.items:
            self._add(item, places[item.group])
        self.endResetModel()

    def item_at(self, index: Index) -> Item | None:
        """The item in a row; None for a group."""
        value = self._node(index).value
        return value if isinstance(value, Item) else None

    def index_of(self, item_id: str) -> QModelIndex:
        """The row of an item, or an invalid index."""
        for node in self._nodes:
            if isinstance(node.value, Item) and node.value.id == item_id:
                return self.createIndex(node.row, 0, node.number)
        return QModelIndex()

    def group_indexes(self) -> Iterator[QModelIndex]:
        """The rows of the groups."""
        for node in self._nodes:
            if isinstance(node.value, Group):
                yield self.createIndex(node.row, 0, node.number)

    def items(self) -> Iterator[Item]:
        """The items in the order of the rows, top to bottom."""
        yield from self._below(self._nodes[0])

    def _below(self, node: _Node) -> Iterator[Item]:
        for child in node.children:
            if isinstance(child.value, Item):
                yield child.value
            yield from self._below(child)

    def _add(self, value: Group | Item, parent: _Node) -> _Node:
        node = _Node(len(self._nodes), value, parent, len(parent.children))
        self._nodes.append(node)
        parent.children.append(node)
        return node

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

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        return self.createIndex(row, column, self._node(parent).children[row].number)

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
        value = self._node(index).value
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() > 1:
            return Qt.AlignmentFlag.AlignCenter
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        if role == Qt.ItemDataRole.ToolTipRole and isinstance(value, Item) and index.column() == 1:
            return "、".join(value.departments)
        if isinstance(value, Item):
            return self._columns[index.column()][1](self._state, value)
        return value.heading if value and index.column() == 0 else ""

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._columns[section][0]
        return None
