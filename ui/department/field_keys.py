"""What the keys of the form do to the field that the cursor is in."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QKeySequence

from dxdesk.department import Change
from ui.department.field_box import FieldBox
from ui.department.item_form import ItemForm
from ui.theme import Keys
from ui.widgets.text_edit import TextEdit


class FieldKeys(QObject):
    """`actions` are the keys with what they do; `told` says what a key did, or why nothing."""

    told = Signal(str)

    def __init__(
        self,
        form: ItemForm,
        history: Callable[[str], Sequence[Change]],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._form = form
        self._history = history

    @property
    def actions(self) -> dict[QKeySequence, Callable[[], object]]:
        """Each key with its action."""
        return {
            Keys.COPY_LAST: lambda: self.copy(Keys.COPY_LAST),
            Keys.COPY_PROMISE: lambda: self.copy(Keys.COPY_PROMISE),
            Keys.NUMBER_LINES: self.number_lines,
            Keys.EMPTY: self.choose_empty,
            Keys.HISTORY: self.show_history,
            Keys.FIX: self.fix,
            Keys.CONFIRM: self.ask_reason,
        }

    def copy(self, keys: QKeySequence) -> None:
        """Take over the text of last year that has these keys."""
        here = self._form.box_in_focus()
        text = next((one.text for one in here.earlier if one.keys == keys), "") if here else ""
        if here is None or not text:
            self.told.emit(self.tr("写せる昨年度の文がありません"))
            return
        here.copy(text)
        self.told.emit(self.tr("昨年度の文を写しました。今年度のことに書き直してください"))

    def number_lines(self) -> None:
        """Put ①②③ before the chosen lines, or take them away."""
        here = self._form.box_in_focus()
        if here and isinstance(here.editor, TextEdit):
            here.editor.number_lines()

    def choose_empty(self) -> None:
        """Open the kinds of empty."""
        here = self._form.box_in_focus()
        if here and here.empty:
            here.empty.choose_by_key()

    def show_history(self) -> None:
        """Open the field's history, or close it."""
        if here := self._form.box_in_focus():
            here.editor.flush()
            here.show_history(self._history(here.field))

    def fix(self) -> None:
        """Make the first fix at the cursor's field, or else of the item."""
        if any(box.fix_first() for box in self._nearest_first()):
            self.told.emit(self.tr("直しました（Ctrl+Zで元に戻せます）"))
        else:
            self.told.emit(self.tr("この項目に、直し方の決まった指摘はありません"))

    def ask_reason(self) -> None:
        """Open the reason of the first finding that can be answered, of the field or the item."""
        if not any(box.ask_first_reason() for box in self._nearest_first()):
            self.told.emit(self.tr("この項目に、理由を書いて済ませる指摘はありません"))

    def _nearest_first(self) -> list[FieldBox]:
        here = self._form.box_in_focus()
        return sorted(self._form.boxes.values(), key=lambda box: box is not here)
