"""A form over the texts of one subject (the plan, an item, a KPI); each is saved when it is left."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dxdesk.domain.plan import Plan
from dxdesk.domain.text import typed, typed_line
from ui.marks import Mark
from ui.office.plan.view import Known, PlanView
from ui.theme import GRID, HALF, Tone
from ui.widgets.figure_edit import LineEdit
from ui.widgets.quiet_box import QuietBox
from ui.widgets.text_edit import TextEdit
from ui.widgets.tone_label import ToneLabel

T = TypeVar("T")
Choices = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Entry(Generic[T]):
    """One input: how its text is read of the subject, and the plan that follows from another text.

    `write` gives None for a text that cannot be taken; `wrong` then says what can. With `choices`
    (words and values) it is a drop-down. One of more than one line holds prose; one that `wraps` shows
    a long name whole, and is a line nonetheless. `when` says for which subjects it is shown.
    """

    caption: str
    read: Callable[[T], str]
    write: Callable[[Plan, T, str, Known], Plan | None]
    about: str = ""
    wrong: str = ""
    lines: int = 1
    wraps: bool = False
    choices: Callable[[PlanView, T], Choices] | None = None
    when: Callable[[T], bool] | None = None


class FieldsForm(QWidget, Generic[T]):
    """Emits `edited` with the caption and the change. Without a subject it is empty."""

    edited = Signal(str, object)

    def __init__(self, entries: Sequence[Entry[T]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view: PlanView | None = None
        self._subject: T | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        self.fields = tuple(_Field(entry) for entry in entries)
        for each in self.fields:
            column.addWidget(each)
            each.left.connect(lambda each=each: self._on_left(each))

    def show_subject(self, view: PlanView, subject: T | None, *, same: bool = True) -> None:
        """Show a subject; where it is the `same` as before, a text that is being typed stays."""
        self._view, self._subject = view, subject
        self.setVisible(subject is not None)
        if subject is not None:
            for each in self.fields:
                each.show_subject(view, subject, same=same)

    def settle(self) -> None:
        """Tell what was typed and not left yet."""
        for each in self.fields:
            each.flush()
            self._on_left(each)

    def field(self, caption: str) -> _Field[T]:
        """The input with a caption, its mnemonic aside."""
        return next(each for each in self.fields if plain(each.entry.caption) == caption)

    def _on_left(self, each: _Field[T]) -> None:
        view, subject = self._view, self._subject
        if view is None or subject is None or not view.open or not each.isVisibleTo(self):
            return
        text = each.text()
        if text == each.entry.read(subject):
            each.tell_wrong("")
            return
        fits = each.entry.write(view.plan, subject, text, view.known) is not None
        each.tell_wrong("" if fits else each.entry.wrong)
        if fits:
            write = each.entry.write

            def change(plan: Plan, known: Known) -> Plan:
                return write(plan, subject, text, known) or plan

            self.edited.emit(plain(each.entry.caption), change)


class _Field(QWidget, Generic[T]):
    """A caption, its input, what it is for, and what is wrong with it."""

    left = Signal()

    def __init__(self, entry: Entry[T], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.entry = entry
        self.input = self._made()
        self.input.setAccessibleName(plain(entry.caption))
        self.input.setAccessibleDescription(entry.about)
        caption = ToneLabel(plain(entry.caption), Tone.PLAIN, bold=True, wrap=True)
        caption.setBuddy(self.input)
        self.wrong = ToneLabel("", Tone.ERROR, Mark.ERROR, wrap=True)
        self.wrong.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(HALF)
        column.addWidget(caption)
        if entry.about:
            column.addWidget(ToneLabel(entry.about, Tone.QUIET, wrap=True))
        column.addWidget(self.input)
        column.addWidget(self.wrong)

    def _made(self) -> LineEdit | TextEdit | QuietBox:
        if self.entry.choices is not None:
            box = QuietBox()
            box.setMaximumWidth(GRID * 100)
            box.activated.connect(self.left)
            return box
        if self.entry.lines > 1 or self.entry.wraps:
            edit = TextEdit(lines=self.entry.lines)
            edit.setMaximumWidth(GRID * 100)
            edit.left.connect(self.left)
            return edit
        line = LineEdit()
        line.setMaximumWidth(GRID * 100)
        line.left.connect(self.left)
        line.returnPressed.connect(self.left)
        return line

    def text(self) -> str:
        """What is typed or chosen, in the form that is kept."""
        if isinstance(self.input, QuietBox):
            return str(self.input.currentData() or "")
        clean = typed if self.entry.lines > 1 else typed_line
        return clean(self.input.text()).strip()

    def put(self, text: str) -> None:
        """Type a text, or choose a value, and leave the input."""
        if isinstance(self.input, QuietBox):
            self.input.setCurrentIndex(self.input.findData(text))
        else:
            self.input.set_text(text)
        self.left.emit()

    def flush(self) -> None:
        """End a pending conversion."""
        if not isinstance(self.input, QuietBox):
            self.input.flush()

    def tell_wrong(self, words: str) -> None:
        """Say what is wrong, or that nothing is."""
        self.wrong.set_text(words)
        self.wrong.setVisible(bool(words))

    def show_subject(self, view: PlanView, subject: T, *, same: bool) -> None:
        """Show a subject's text."""
        self.setVisible(self.entry.when is None or self.entry.when(subject))
        text = self.entry.read(subject)
        if isinstance(self.input, QuietBox):
            assert self.entry.choices is not None
            self._fill(self.input, self.entry.choices(view, subject), text)
            self.input.setEnabled(view.open)
            return
        self.input.setReadOnly(not view.open)
        if not same or (not self.input.hasFocus() and self.wrong.isHidden()):
            self.tell_wrong("")
            if self.input.text() != text:
                self.input.set_text(text)

    @staticmethod
    def _fill(box: QuietBox, choices: Choices, value: str) -> None:
        there = [(box.itemText(n), box.itemData(n)) for n in range(box.count())]
        if there != list(choices):
            box.clear()
            for words, one in choices:
                box.addItem(words, one)
        box.setCurrentIndex(box.findData(value))


def plain(caption: str) -> str:
    """A caption without its mnemonic."""
    return caption.partition("(&")[0].replace("&", "")
