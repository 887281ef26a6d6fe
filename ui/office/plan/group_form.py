"""A heading of the plan: what it is called, and under which other one it stands."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dxdesk.domain.plan import Group, Plan
from dxdesk.domain.plan_editing import change_group, move_group
from ui import theme
from ui.office.plan.fields_form import Entry, FieldsForm
from ui.office.plan.view import PlanView
from ui.theme import GRID


class GroupForm(QWidget):
    """Emits `edited`; all texts are the plan's own, so nothing is kept here."""

    edited = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._id = ""
        self._title = theme.label(step=1, bold=True, wrap=True)
        self.fields = FieldsForm[Group](
            (
                Entry(
                    self.tr("区分の種類"),
                    lambda group: group.label,
                    lambda p, group, text, _: change_group(p, group.id, label=text),
                    self.tr("番号の前に付く語です。例：取組方針"),
                ),
                Entry(
                    self.tr("番号"),
                    lambda group: group.no,
                    lambda p, group, text, _: change_group(p, group.id, no=text),
                ),
                Entry(
                    self.tr("区分の名前"),
                    lambda group: group.title,
                    lambda p, group, text, _: change_group(p, group.id, title=text),
                    wraps=True,
                ),
                Entry(
                    self.tr("上位の区分"),
                    lambda group: group.parent or "",
                    lambda p, group, text, _: move_group(p, group.id, text or None),
                    choices=lambda view, _: group_choices(view.plan, self.tr("（なし）")),
                ),
            )
        )
        self.fields.edited.connect(self.edited)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, GRID, GRID)
        column.setSpacing(GRID)
        column.addWidget(self._title)
        column.addWidget(self.fields)
        column.addStretch(1)

    def show_group(self, view: PlanView, group: Group) -> None:
        """Show a heading; what is being typed in it stays."""
        self._title.setText(group.heading)
        self.fields.show_subject(view, group, same=group.id == self._id)
        self._id = group.id

    def settle(self) -> None:
        """Tell what was typed and not left yet."""
        self.fields.settle()


def group_choices(plan: Plan, none: str) -> list[tuple[str, str]]:
    """Every heading, indented by its level."""
    return [(none, ""), *(("　" * group.level + group.heading, group.id) for group in plan.groups)]
