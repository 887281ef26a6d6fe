"""Taking changes back and making them again, in whichever field they were made."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from dxdesk.domain.fields import split_field
from ui.department.desk_model import DeskModel
from ui.department.item_form import ItemForm
from ui.department.labels import field_label
from ui.department.undo import Step, UndoStack


class Retracing(QObject):
    """Keeps the stack of what is typed; `go_to` shows a field. `told` says what was done."""

    told = Signal(str)

    def __init__(
        self, model: DeskModel, form: ItemForm, go_to: Callable[[str], None], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._model, self._form, self._go_to = model, form, go_to
        self._stack = UndoStack()
        self._busy = False
        model.typed.connect(self._on_typed)
        model.locked_changed.connect(self._stack.clear)
        form.step_ended.connect(self._stack.end_step)
        form.undo_asked.connect(self.take_back)
        form.redo_asked.connect(self.make_again)

    def take_back(self) -> None:
        """Undo the last change."""
        self._move(self._stack.undo, self.tr("元に戻す操作はありません"))

    def make_again(self) -> None:
        """Make the change again that was undone last."""
        self._move(self._stack.redo, self.tr("やり直す操作はありません"))

    def _move(self, way: Callable[[], Step | None], nothing: str) -> None:
        self._form.keep_all()
        step = way()
        if step is None:
            self.told.emit(nothing)
            return
        text = step.before if self._model.text(step.field) == step.after else step.after
        self._go_to(step.field)
        self._busy = True
        self._model.type(step.field, text)
        self._busy = False
        if box := self._form.boxes.get(step.field):
            box.show_text(text)
            box.editor.place_cursor(step.end_of(text))
        item = self._model.request.plan.by_id[split_field(step.field)[0]]
        place = f"{item.no} {field_label(item, step.field)}"
        self.told.emit(self.tr("直前の状態にしました：{}").format(place))

    def _on_typed(self, field: str, before: str, after: str) -> None:
        if not self._busy:
            self._stack.typed(field, before, after)
