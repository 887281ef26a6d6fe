"""A read-only tree over values, for views that keep their place where the rows stay the same."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt

Index = QModelIndex | QPersistentModelIndex
Value = TypeVar("Value")


@dataclass(slots=True, eq=False)
class Node(Generic[Value]):
    """A row; the root, which is none, has no value."""

    number: int
    value: Value | None = None
    parent: Node[Value] | None = None
    row: int = 0
    children: list[Node[Value]] = field(default_factory=list["Node[Value]"])


class Tree(Generic[Value]):
    """The rows, in the order in which they were added."""

    def __init__(self) -> None:
        self.root = Node[Value](0)
        self.nodes = [self.root]

    def add(self, value: Value, parent: Node[Value]) -> Node[Value]:
        """Add the last row under another one, or under the root."""
        node = Node(len(self.nodes), value, parent, len(parent.children))
        self.nodes.append(node)
        parent.children.append(node)
        return node


class TreeModel(QAbstractItemModel, Generic[Value]):
    """What a cell shows is for the model of each tree to say."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.headings: tuple[str, ...] = ()
        self.tree = Tree[Value]()

    def show_tree(self, tree: Tree[Value]) -> bool:
        """Show other rows, and return whether they are others than before.

        Where they are the same, only what they say may have changed.
        """
        if self._outline(tree) == self._outline(self.tree):
            before, self.tree = self.tree, tree
            self.tell_changed(before)
            return False
        self.beginResetModel()
        self.tree = tree
        self.endResetModel()
        return True

    def identity(self, value: Value) -> object:
        """What makes a row the same row as before."""
        raise NotImplementedError

    def tell_changed(self, before: Tree[Value]) -> None:
        """Tell the views of every row; a model whose values say all that it shows can tell less."""
        last = len(self.headings) - 1
        for node in self.tree.nodes:
            if node.children:
                ends = self.index_at(node.children[0]), self.index_at(node.children[-1], last)
                self.dataChanged.emit(*ends)

    def node_at(self, index: Index) -> Node[Value]:
        """The row behind an index; the root behind an invalid one."""
        return self.tree.nodes[index.internalId()] if index.isValid() else self.tree.root

    def index_at(self, node: Node[Value] | None, column: int = 0) -> QModelIndex:
        """The index of a row; an invalid one where there is none."""
        return self.createIndex(node.row, column, node.number) if node else QModelIndex()

    def indexes(self, kind: type | tuple[type, ...]) -> Iterator[QModelIndex]:
        """The rows whose values are of a kind."""
        for node in self.tree.nodes:
            if isinstance(node.value, kind):
                yield self.index_at(node)

    def _outline(self, tree: Tree[Value]) -> list[tuple[object, int]]:
        """What makes the rows: what each one is, and under which it stands."""
        return [
            (
                None if node.value is None else self.identity(node.value),
                node.parent.number if node.parent else -1,
            )
            for node in tree.nodes
        ]

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:
        children = self.node_at(parent).children
        if parent.column() > 0 or not 0 <= row < len(children):
            return QModelIndex()
        if not 0 <= column < len(self.headings):
            return QModelIndex()
        return self.index_at(children[row], column)

    # Qt has two methods of this name: the other one gives the QObject's parent.
    def parent(  # pyright: ignore[reportIncompatibleMethodOverride]
        self, index: Index = QModelIndex()
    ) -> QModelIndex:
        above = self.node_at(index).parent
        return self.index_at(above if above and above.parent else None)

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.column() > 0 else len(self.node_at(parent).children)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return len(self.headings)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.headings[section]
        return None
