"""施策体系 as a tree: groups with what stands under them, in the order of printing."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import (
    QAbstractItemModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from dxdesk.domain.plan import Group, Item, Plan
from ui.office.places import item_words

Index = QModelIndex | QPersistentModelIndex
_DRAGGED = "application/x-dxdesk-items"


@dataclass(slots=True, eq=False)
class _Node:
    number: int
    value: Group | Item | None
    parent: _Node | None = None
    row: int = 0
    children: list[_Node] = field(default_factory=list["_Node"])


class OutlineModel(QAbstractItemModel):
    """Two columns: heading or item, and who is responsible. `show_plan` keeps rows that stay.

    Items can be dragged: `dropped` gives their ids, the group that they are to be in, and the item
    that they are to be in front of, empty for behind all of the group. Nothing moves by itself.
    """

    dropped = Signal(tuple, object, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._nodes: list[_Node] = [_Node(0, None)]
        self._places: dict[str, int] = {}
        self._headings = (self.tr("区分と取組項目"), self.tr("担当課"))

    def show_plan(self, plan: Plan) -> bool:
        """Show a plan; returns whether rows came, went or moved."""
        nodes = [_Node(0, None)]
        places: dict[str | None, _Node] = {None: nodes[0]}
        for group in plan.groups:
            # A file of another hand may name a group that is not there; it is shown outermost.
            places[group.id] = _add(nodes, group, places.get(group.parent, nodes[0]))
        for item in plan.items:
            _add(nodes, item, places.get(item.group, nodes[0]))
        if _shape(nodes) == _shape(self._nodes):
            old, self._nodes = self._nodes, nodes
            last = self.columnCount() - 1
            for before, node in zip(old, nodes, strict=True):
                # A view looks for each row that it is told of; of 10,000 that takes long.
                if node.value != before.value:
                    self.dataChanged.emit(
                        self.createIndex(node.row, 0, node.number),
                        self.createIndex(node.row, last, node.number),
                    )
            return False
        self.beginResetModel()
        self._nodes = nodes
        self._places = {node.value.id: node.number for node in nodes if node.value}
        self.endResetModel()
        return True

    def value_at(self, index: Index) -> Group | Item | None:
        """The group or the item of a row."""
        return self._node(index).value

    def index_of(self, identity: str) -> QModelIndex:
        """The row of a group or an item, or an invalid index."""
        number = self._places.get(identity)
        if number is None:
            return QModelIndex()
        return self.createIndex(self._nodes[number].row, 0, number)

    def group_indexes(self) -> Iterator[QModelIndex]:
        """The rows of the groups."""
        for node in self._nodes:
            if isinstance(node.value, Group):
                yield self.createIndex(node.row, 0, node.number)

    def first(self) -> QModelIndex:
        """The first row, or an invalid index."""
        return self.index(0, 0)

    def _node(self, index: Index) -> _Node:
        return self._nodes[index.internalId()] if index.isValid() else self._nodes[0]

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
        return len(self._headings)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or role not in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.ToolTipRole,
        ):
            return None
        value = self._node(index).value
        if isinstance(value, Item):
            return item_words(value) if index.column() == 0 else "、".join(value.departments)
        return value.heading if value and index.column() == 0 else ""

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._headings[section]
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        if isinstance(self._node(index).value, Item):
            return flags | Qt.ItemFlag.ItemIsDragEnabled
        return flags | Qt.ItemFlag.ItemIsDropEnabled

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        return [_DRAGGED]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        values = (self._node(index).value for index in indexes)
        ids = dict.fromkeys(value.id for value in values if isinstance(value, Item))
        data = QMimeData()
        data.setData(_DRAGGED, "\n".join(ids).encode())
        return data

    def canDropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index
    ) -> bool:
        return bool(_dragged(data, self._places)) and self._takes(self._node(parent))

    def dropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index
    ) -> bool:
        if not self.canDropMimeData(data, action, row, column, parent):
            return False
        above = self._node(parent)
        below = above.children[row:] if row >= 0 else []
        # Headings stand above the items of their own heading.
        before = next((n.value.id for n in below if isinstance(n.value, Item)), "")
        group = above.value.id if above.value else None
        self.dropped.emit(_dragged(data, self._places), group, before)
        return True

    def _takes(self, above: _Node) -> bool:
        """Whether items may stand under it: under no heading only where some do already."""
        if above.value is not None:
            return isinstance(above.value, Group)
        there = above.children
        return not there or any(isinstance(node.value, Item) for node in there)


def _dragged(data: QMimeData, known: Container[str]) -> tuple[str, ...]:
    """The ids of the items that are dragged; none where one is not known here."""
    # PySide's types do not tell that its bytes can be had as bytes.
    said = bytes(data.data(_DRAGGED).data()).decode(errors="replace")
    ids = tuple(filter(None, said.split("\n")))
    return ids if all(one in known for one in ids) else ()


def _add(nodes: list[_Node], value: Group | Item, parent: _Node) -> _Node:
    node = _Node(len(nodes), value, parent, len(parent.children))
    nodes.append(node)
    parent.children.append(node)
    return node


def _shape(nodes: list[_Node]) -> list[tuple[str, int]]:
    return [(n.value.id if n.value else "", n.parent.number if n.parent else -1) for n in nodes]
