"""An item as it was read from a document: every text of it in an input, the doubtful ones marked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QLabel, QWidget

from dxdesk.domain.fields import RATING, fields_of, is_line, split_name, stage_fields
from dxdesk.domain.item_texts import (
    CONTENT,
    DEPARTMENTS,
    GOAL,
    NO,
    TITLE,
    is_prose,
    item_places,
    item_text,
)
from dxdesk.domain.plan import Grade, Item, Plan
from ui import theme
from ui.marks import Mark
from ui.office.places import field_words, item_words, writers_of
from ui.theme import GRID, HALF, Keys, Tone
from ui.widgets.desk_page import commit_composition
from ui.widgets.figure_edit import LineEdit
from ui.widgets.pane import Pane, body_of_rows
from ui.widgets.rating_box import RatingBox
from ui.widgets.text_edit import TextEdit
from ui.widgets.tone_label import ToneLabel
from ui.widgets.writing import writes

Editor = TextEdit | LineEdit | RatingBox


@dataclass(frozen=True, slots=True)
class Entry:
    """One input: a field of the answers (`item/name`) or a place of the plan (`item_texts`)."""

    place: str
    caption: str
    text: str

    @property
    def name(self) -> str:
        """The name inside the item, of either kind."""
        return self.place.rpartition("/")[2]

    @property
    def is_field(self) -> bool:
        """Whether it is an answer rather than the plan's own."""
        return "/" in self.place


class ReadingItem(Pane):
    """Emits `corrected` with the place and its text when an input is left, or at `settle`."""

    corrected = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        # The id of the item that is shown.
        self.shown = ""
        self.entries: tuple[Entry, ...] = ()
        self.editors: dict[str, Editor] = {}
        self._captions: dict[str, ToneLabel] = {}
        # What an input says of a text: one of one line may show a line end as something else.
        self._shown: dict[str, str] = {}
        self._shape: object = None
        self._title = QLabel()
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(self.tr("読み取った項目"))
        escape = QShortcut(Keys.BACK, self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self._give_up)

    def show_nothing(self, words: str) -> None:
        """Show a sentence in place of an item."""
        self.shown, self._shape = "", None
        self.entries, self.editors, self._captions = (), {}, {}
        self.put_words(words)

    def show_item(
        self, plan: Plan, item: Item, answers: Mapping[str, str], doubtful: Sequence[str]
    ) -> None:
        """Show an item; where the same one is shown, an input that is being typed into stays."""
        entries = self._entries(plan, item, answers)
        scales = {entry.place: _scale(plan, entry) for entry in entries}
        shape = (item.id, [(entry.place, entry.caption) for entry in entries], scales)
        self.shown, self.entries = item.id, entries
        if shape != self._shape:
            self._shape = shape
            self._build(item, scales)
        self._title.setText(item_words(item))
        for entry in entries:
            editor = self.editors[entry.place]
            typing = editor.hasFocus() and editor.text() != self._shown[entry.place]
            if not typing and editor.text() != entry.text:
                self._set(entry)
            self._mark(entry, doubtful)

    def set_closed(self, closed: bool) -> None:
        """Let nothing be typed, as of a year that is closed."""
        for editor in self.editors.values():
            if isinstance(editor, RatingBox):
                editor.setEnabled(not closed)
            else:
                editor.setReadOnly(closed)

    def show_name(self, name: str) -> None:
        """Bring the input of a name into view, once the form has its sizes."""
        QTimer.singleShot(0, self, lambda: self._bring(name))

    def focus_on(self, name: str) -> bool:
        """Put the cursor into the input of a name; whether there is one."""
        entry = self._bring(name)
        if entry is None:
            return False
        self.editors[entry.place].setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def _bring(self, name: str) -> Entry | None:
        entry = next((entry for entry in self.entries if entry.name == name), None)
        if entry is not None:
            self.ensureWidgetVisible(self.editors[entry.place], 0, GRID * 2)
            self.ensureWidgetVisible(self._captions[entry.place], 0, GRID * 2)
        return entry

    def settle(self) -> None:
        """Tell what was typed and not told yet."""
        commit_composition()
        for entry in self.entries:
            self._tell(entry.place)

    def _tell(self, place: str) -> None:
        if place not in self.editors:
            return
        text = self.editors[place].text()
        if text != self._shown[place]:
            self._shown[place] = text
            self.corrected.emit(place, text)

    def _set(self, entry: Entry) -> None:
        """Show what the file says."""
        editor = self.editors[entry.place]
        editor.set_text(entry.text)
        if not isinstance(editor, RatingBox):
            editor.place_cursor(0)
        self._shown[entry.place] = editor.text()

    def _give_up(self) -> None:
        """Show again what the file says in the input that the cursor is in."""
        for entry in self.entries:
            if self.editors[entry.place].hasFocus():
                self._set(entry)

    def _entries(self, plan: Plan, item: Item, answers: Mapping[str, str]) -> tuple[Entry, ...]:
        words = {
            NO: self.tr("番号"),
            TITLE: self.tr("取組項目"),
            DEPARTMENTS: self.tr("担当課（「、」で区切り、取りまとめの課を先に）"),
            CONTENT: self.tr("取組内容"),
            GOAL: self.tr("目標"),
        }
        names = {kpi.id: kpi.name for kpi in item.kpis}

        def caption(place: str) -> str:
            if place in words:
                return words[place]
            head, _, tail = place.rpartition(".")
            if head == "phase":
                return self.tr("スケジュール {}").format(tail)
            word = self.tr("指標の名前") if tail == "name" else self.tr("指標「{}」の目標")
            return word.format(names.get(head, ""))

        own = [Entry(p, caption(p), item_text(item, p)) for p in item_places(item)]
        fields = (*fields_of(item), *stage_fields(item, plan.stages))
        if item.again:
            fields = ()
        for field in fields:
            who = "、".join(writers_of(item, field)) if len(item.departments) > 1 else ""
            said = f"{field_words(item, field)}　{who}".strip()
            stage = split_name(field)[1]
            name = next((one.name for one in plan.stages if one.id == stage), "")
            own.append(Entry(field, f"{name} {said}".strip(), answers.get(field, "")))
        return tuple(own)

    def _build(self, item: Item, scales: Mapping[str, Sequence[Grade]]) -> None:
        body, column = body_of_rows()
        self.editors, self._captions = {}, {}
        self._title = theme.label(item_words(item), step=2, bold=True, wrap=True)
        column.addWidget(self._title)
        for entry in self.entries:
            label = ToneLabel(entry.caption, Tone.QUIET, wrap=True, bold=True)
            editor = _editor(entry, scales[entry.place])
            editor.setAccessibleName(entry.caption)
            place = entry.place
            if isinstance(editor, RatingBox):
                editor.edited.connect(lambda _, place=place: self._tell(place))
            else:
                editor.left.connect(lambda place=place: self._tell(place))
            self._captions[place], self.editors[place] = label, editor
            self._set(entry)
            column.addSpacing(HALF)
            column.addWidget(label)
            column.addWidget(editor)
        column.addStretch(1)
        self.put(body)

    def _mark(self, entry: Entry, doubtful: Sequence[str]) -> None:
        label = self._captions[entry.place]
        if entry.name in doubtful:
            words = self.tr("{}（確かめるところ）").format(entry.caption)
            label.say(words, Tone.WARNING, Mark.WARNING)
        else:
            label.say(entry.caption, Tone.QUIET)


def _editor(entry: Entry, scale: Sequence[Grade]) -> Editor:
    if scale:
        made: Editor = RatingBox(scale)
    elif entry.is_field:
        made = LineEdit() if is_line(entry.place) else TextEdit(lines=2)
    else:
        made = TextEdit(lines=2) if is_prose(entry.place) else LineEdit()
    return writes(made)


def _scale(plan: Plan, entry: Entry) -> tuple[Grade, ...]:
    """The scale that an input chooses from; none where it takes text."""
    name, stage = split_name(entry.name)
    if not entry.is_field or name != RATING:
        return ()
    found = next((one for one in plan.stages if one.id == stage), None)
    return plan.scale_of(found) if found else plan.scale
