"""施策体系 as a tree: groups with what stands under them, in the order of printing."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence

from PySide6.QtCore import QMimeData, QModelIndex, QObject, Qt, Signal

from dxdesk.domain.plan import Group, Item, Plan
from ui.models.tree import Index, Node, Tree, TreeModel
from ui.office.places import item_words

_DRAGGED = "application/x-dxdesk-items"
_SHOWN = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole)


class OutlineModel(TreeModel[Group | Item]):
    """Two columns: heading or item, and who is responsible. `show_plan` keeps rows that stay.

    Items can be dragged: `dropped` gives their ids, the group that they are to be in, and the item
    that they are to be in front of, empty for behind all of the group. Nothing moves by itself.
    """

    dropped = Signal(tuple, object, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._places: dict[str, Node[Group | Item]] = {}
        self.headings = (self.tr("区分と取組項目"), self.tr("担当課"))

    def show_plan(self, plan: Plan) -> bool:
        """Show a plan; returns whether rows came, went or moved."""
        tree = Tree[Group | Item]()
        places: dict[str | None, Node[Group | Item]] = {None: tree.root}
        for group in plan.groups:
            # A file of another hand may name a group that is not there; it is shown outermost.
            places[group.id] = tree.add(group, places.get(group.parent, tree.root))
        for item in plan.items:
            tree.add(item, places.get(item.group, tree.root))
        self._places = {node.value.id: node for node in tree.nodes if node.value}
        return self.show_tree(tree)

    def identity(self, value: Group | Item) -> object:
        return value.id

    def tell_changed(self, before: Tree[Group | Item]) -> None:
        # A view looks for each row that it is told of; of 10,000 that takes long.
        for old, node in zip(before.nodes, self.tree.nodes, strict=True):
            if node.value != old.value:
                ends = self.index_at(node), self.index_at(node, len(self.headings) - 1)
                self.dataChanged.emit(*ends)

    def value_at(self, index: Index) -> Group | Item | None:
        """The group or the item of a row."""
        return self.node_at(index).value

    def index_of(self, identity: str) -> QModelIndex:
        """The row of a group or an item, or an invalid index."""
        return self.index_at(self._places.get(identity))

    def group_indexes(self) -> Iterator[QModelIndex]:
        """The rows of the groups."""
        return self.indexes(Group)

    def first(self) -> QModelIndex:
        """The first row, or an invalid index."""
        return self.index(0, 0)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or role not in _SHOWN:
            return None
        value = self.value_at(index)
        if isinstance(value, Item):
            return item_words(value) if index.column() == 0 else "、".join(value.departments)
        return value.heading if value and index.column() == 0 else ""

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        if isinstance(self.value_at(index), Item):
            return flags | Qt.ItemFlag.ItemIsDragEnabled
        return flags | Qt.ItemFlag.ItemIsDropEnabled

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        return [_DRAGGED]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        values = (self.value_at(index) for index in indexes)
        ids = dict.fromkeys(value.id for value in values if isinstance(value, Item))
        data = QMimeData()
        data.setData(_DRAGGED, "\n".join(ids).encode())
        return data

    def canDropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index
    ) -> bool:
        return bool(_dragged(data, self._places)) and _takes(self.node_at(parent))

    def dropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index
    ) -> bool:
        if not self.canDropMimeData(data, action, row, column, parent):
            return False
        above = self.node_at(parent)
        below = above.children[row:] if row >= 0 else []
        # Headings stand above the items of their own heading.
        before = next((n.value.id for n in below if isinstance(n.value, Item)), "")
        group = above.value.id if above.value else None
        self.dropped.emit(_dragged(data, self._places), group, before)
        return True


def _takes(above: Node[Group | Item]) -> bool:
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
