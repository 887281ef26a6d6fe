"""The items of a plan as a tree, under their groups or under the departments that answer them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from collections.abc import Set as AbstractSet

from PySide6.QtCore import QModelIndex, QObject, Qt

from dxdesk.domain.asking import Stage
from dxdesk.domain.cells import rating_of
from dxdesk.domain.fields import RATING, stage_field
from dxdesk.domain.plan import Group, Item
from ui.models.tree import Index, Node, Tree, TreeModel
from ui.office.items_filter import Sorting
from ui.office.places import item_words
from ui.office.state import YearState

Heading = Group | str
Value = Group | Item | str


class ItemsModel(TreeModel[Value]):
    """Rows are groups or departments, and items; only items have more than a first column.

    An item stands under every department that answers it.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._state: YearState | None = None
        self._rows: dict[tuple[str, str], Node[Value]] = {}
        self._columns: tuple[tuple[str, Callable[[YearState, Item], str]], ...] = (
            (self.tr("取組項目"), lambda _, item: item_words(item)),
            (self.tr("担当課"), lambda _, item: self._departments(item)),
            (self.tr("評価"), _ratings),
            (self.tr("指摘"), self._findings),
            (self.tr("競合"), self._collisions),
            (self.tr("点検"), self._inspection),
        )
        self.headings = tuple(heading for heading, _ in self._columns)

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
        self._state = state
        self._rows = {}
        items = tuple(i for i in state.plan.items if shown is None or i.id in shown)
        if sorting is Sorting.BY_DEPARTMENT:
            return self.show_tree(self._by_department(state, items))
        return self.show_tree(self._by_group(state, items))

    def identity(self, value: Value) -> object:
        return value if isinstance(value, str) else value.id

    def item_at(self, index: Index) -> Item | None:
        """The item in a row; None for a group."""
        value = self.node_at(index).value
        return value if isinstance(value, Item) else None

    def index_of(self, item_id: str, department: str = "") -> QModelIndex:
        """The row of an item, under a department where it stands there; or an invalid index."""
        node = self._rows.get((item_id, department)) or self._rows.get((item_id, ""))
        return self.index_at(node)

    def department_at(self, index: Index) -> str:
        """The department whose row an index is, or stands under; empty where items stand in order."""
        node = self.node_at(index)
        above = node.parent.value if node.parent else None
        return next((one for one in (node.value, above) if isinstance(one, str)), "")

    def heading_indexes(self) -> Iterator[QModelIndex]:
        """The rows of the groups or departments."""
        return self.indexes((Group, str))

    def items(self) -> Iterator[Item]:
        """The items in the order of the rows, top to bottom."""
        yield from self._below(self.tree.root)

    def _below(self, node: Node[Value]) -> Iterator[Item]:
        for child in node.children:
            if isinstance(child.value, Item):
                yield child.value
            yield from self._below(child)

    def _by_group(self, state: YearState, items: tuple[Item, ...]) -> Tree[Value]:
        tree = Tree[Value]()
        places: dict[str | None, Node[Value]] = {None: tree.root}
        for item in items:
            for group in state.plan.groups_of(item):
                if group.id not in places:
                    places[group.id] = tree.add(group, places[group.parent])
            self._rows[item.id, ""] = tree.add(item, places[item.group])
        return tree

    def _by_department(self, state: YearState, items: tuple[Item, ...]) -> Tree[Value]:
        tree = Tree[Value]()
        found: dict[str, list[Item]] = {name: [] for name in (*state.plan.departments, "")}
        for item in items:
            for name in dict.fromkeys(item.departments or ("",)):
                found[name].append(item)
        for name, mine in found.items():
            parent = tree.add(name, tree.root) if mine else tree.root
            for item in mine:
                node = self._rows[item.id, name] = tree.add(item, parent)
                self._rows.setdefault((item.id, ""), node)
        return tree

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

    def _heading(self, value: Heading, node: Node[Value]) -> str:
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

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or self._state is None:
            return None
        node = self.node_at(index)
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


def _ratings(state: YearState, item: Item) -> str:
    """The department's rating, and behind it those of the stages that have one."""
    item = state.plan.answered_by(item)
    stages = [stage.id for stage in state.plan.stages if stage.rates]
    later = [state.answers.get(stage_field(item, RATING, stage), "") for stage in stages]
    given = [rating_of(item, state.answers), *later]
    return "/".join(one or "―" for one in given) if any(later) else given[0]
