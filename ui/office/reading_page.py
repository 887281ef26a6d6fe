"""読取り結果: what was read beside where it came from, doubtful places first, put right at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSplitter, QVBoxLayout, QWidget

from dxdesk.domain.fields import is_line
from dxdesk.domain.item_texts import is_prose, with_item_text
from dxdesk.domain.open_questions import Question
from dxdesk.domain.plan import Item, Plan
from dxdesk.domain.reading import SourceRow
from dxdesk.domain.reading_doubts import doubted, item_of
from dxdesk.office import KeptNote, Office
from ui.office.keys import OfficeKeys
from ui.office.open_questions import OpenQuestions
from ui.office.places import item_words, place_words
from ui.office.reading_item import ReadingItem
from ui.office.reading_notes import ReadingNotes
from ui.office.reading_text import ReadingText
from ui.office.state import YearState
from ui.theme import GRID, HALF, Keys, Tone
from ui.widgets.desk_page import Notice
from ui.widgets.keyboard import page_key
from ui.widgets.tone_label import ToneLabel
from ui.widgets.writing import writes

# Full-width characters of a line below which source and item stand one below the other.
_NARROW = 62


class ReadingPage(QWidget):
    """Shows the reading of the newest year that has notes of one, whichever year is looked at.

    There must be such a year.

    What is typed into the item is written when the input is left: answers as corrections of the
    office, all else into the plan. `answer_requested` asks for the place where a question about the
    plan is answered.
    """

    changed = Signal()
    noticed = Signal(Notice)
    answer_requested = Signal(Question)

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self.year = office.read_years()[-1]
        self._source: tuple[SourceRow, ...] | None = None
        # The state that is not shown yet.
        self._state: YearState | None = None
        self._kept: tuple[KeptNote, ...] = ()
        self._plan: Plan | None = None
        self._answers: Mapping[str, str] = {}
        self._position = -1
        self.questions = OpenQuestions()
        self.notes = ReadingNotes()
        self.text = ReadingText()
        self.item = ReadingItem()
        self.done = writes(QPushButton(self.tr("確かめました・次へ(&N)　F9")))
        self.again = writes(QPushButton(self.tr("まだ確かめていないことにする")))
        self.closed = ToneLabel("", Tone.QUIET, wrap=True)
        self._beside = QSplitter(Qt.Orientation.Horizontal)
        self._arrange()
        self._connect()

    def show_state(self, state: YearState) -> None:
        """Take over how the file stands now; `state` may be of another year."""
        self._state = state
        if self.isVisible():
            self._show()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._show()

    def _show(self) -> None:
        """Show the reading; a long one is read when it is looked at."""
        state, self._state = self._state, None
        if state is None:
            return
        same = state.year == self.year
        self._plan = state.plan if same else self._office.plan(self.year)
        self._answers = state.answers if same else self._office.answers(self.year)
        if self._source is None:
            self._source = self._office.source(self.year)
        self._kept = self._office.notes(self.year)
        # What is answered is the year that the other pages show.
        self.questions.show_questions(state.open_questions if same else ())
        self.notes.show_notes(self._kept)

    def settle(self) -> None:
        """Write what was typed and not written yet."""
        self.item.settle()

    def _arrange(self) -> None:
        about = self.tr(
            "元の資料と見比べ、違っていたら右の欄で直してください。直すと、すぐ保存されます。"
        )
        buttons = QHBoxLayout()
        buttons.setSpacing(GRID)
        buttons.addWidget(self.done)
        buttons.addWidget(self.again)
        buttons.addStretch(1)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, GRID, GRID, GRID)
        column.setSpacing(HALF)
        column.addWidget(ToneLabel(about, Tone.QUIET, wrap=True))
        column.addWidget(self.closed)
        self._beside.addWidget(self.text)
        self._beside.addWidget(self.item)
        self._beside.setSizes([420, 460])
        self._beside.setChildrenCollapsible(False)
        column.addWidget(self._beside, 1)
        column.addLayout(buttons)
        both = QSplitter(Qt.Orientation.Horizontal)
        both.addWidget(self.notes)
        both.addWidget(right)
        both.setSizes([380, 900])
        both.setChildrenCollapsible(False)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.questions)
        whole.addWidget(both, 1)

    def _connect(self) -> None:
        self.questions.answer_requested.connect(self.answer_requested)
        self.notes.chosen.connect(self._on_chosen)
        self.item.corrected.connect(self._on_corrected)
        self.text.put.connect(self._on_put)
        self.done.clicked.connect(self._on_done)
        self.again.clicked.connect(self._on_again)
        for keys, slot in (
            (OfficeKeys.CONFIRM, self._on_done),
            (Keys.NEXT_ITEM, lambda: self._step(1)),
            (Keys.PREVIOUS_ITEM, lambda: self._step(-1)),
        ):
            page_key(self, keys, slot)

    def _on_chosen(self, kept: KeptNote | None) -> None:
        if self._plan is None:
            return
        fresh = kept is None or kept.position != self._position
        if fresh:
            self.settle()
            self._position = kept.position if kept else -1
        source = self._source or ()
        note = kept.note if kept else None
        item = item_of(note, self._plan, source) if note else None
        names = doubted(note, item) if note and item else ()
        if item is not None:
            self.item.show_item(self._plan, item, self._answers, names)
        else:
            self.item.show_nothing(self._nothing(kept))
        if fresh:
            self.text.show_note(note, source, item)
        first = names[0] if names and fresh else ""
        self.text.show_entries(self.item.entries, first)
        if first:
            self.item.show_name(first)
        self._show_closed(kept)

    def _nothing(self, kept: KeptNote | None) -> str:
        if kept is None:
            return self.tr("左の一覧から記録を選ぶと、その項目がここに出ます。")
        return self.tr(
            "どの項目にも当たらない記録です。計画全体に関わるときは「計画」で直してください。"
        )

    def _show_closed(self, kept: KeptNote | None) -> None:
        assert self._plan is not None
        closed = self._office.is_closed(self.year)
        words = self.tr("{}は締め切られています。読むことはできますが、直せません。")
        self.closed.setText(words.format(self._plan.year_name(self.year)) if closed else "")
        self.closed.setVisible(closed)
        locked = closed or self._office.read_only
        self.item.set_closed(locked)
        self.text.add.setVisible(not locked)
        self.done.setEnabled(kept is not None and not locked)
        self.again.setVisible(kept is not None and kept.done and not locked)

    def _on_corrected(self, place: str, text: str) -> None:
        assert self._plan is not None
        if "/" in place:
            self._write(place, text, self.year)
        else:
            self._change(place, text)

    def _write(self, field: str, text: str, year: int) -> None:
        assert self._plan is not None
        self._office.write(field, text, year)

        def take_back() -> None:
            self._office.withdraw(field, year)
            self.changed.emit()

        self._tell(place_words(self._plan, field), take_back)

    def _change(self, place: str, text: str) -> None:
        """Put the plan right: this item of it alone, as the file has it now."""
        item = self._office.plan(self.year).by_id[self.item.shown]
        self._put_item(with_item_text(item, place, text))

        def take_back() -> None:
            self._put_item(item)
            self.changed.emit()

        self._tell(item_words(item), take_back)

    def _put_item(self, item: Item) -> None:
        plan = self._office.plan(self.year)
        items = tuple(item if one.id == item.id else one for one in plan.items)
        self._office.change_plan(replace(plan, items=items))

    def _tell(self, place: str, take_back: Callable[[], None]) -> None:
        words = self.tr("「{}」を直しました。").format(place)
        self.noticed.emit(Notice(words, action=self.tr("元に戻す"), act=take_back))
        self.changed.emit()

    def _on_put(self, place: str, text: str) -> None:
        """Add a text to what an input says."""
        self.settle()
        editor = self.item.editors.get(place)
        if editor is None:
            return
        before, added = editor.text(), text.strip("\n")
        prose = not is_line(place) if "/" in place else is_prose(place)
        joined = f"{before}\n{added}" if prose and before else f"{before}{added}"
        self._on_corrected(place, joined)

    def _step(self, by: int) -> None:
        self.notes.step(by)
        self.focus_doubt()

    def focus_doubt(self) -> None:
        """Put the cursor where the doubt is."""
        kept = self.notes.current
        item = self._plan.by_id.get(self.item.shown) if self._plan else None
        names = doubted(kept.note, item) if kept and item else ()
        if not any(self.item.focus_on(name) for name in names[:1]):
            self.done.setFocus()

    def _on_done(self) -> None:
        self._check_off(done=True)

    def _on_again(self) -> None:
        self._check_off(done=False)

    def _check_off(self, *, done: bool) -> None:
        self.settle()
        kept = self.notes.current
        if kept is None or not self.done.isEnabled():
            return
        self._office.check_off(kept, self.year, done=done)
        following = self.notes.next_waiting() if done else None
        now = replace(kept, done=done)
        self._kept = tuple(now if one.position == now.position else one for one in self._kept)
        self.notes.show_notes(self._kept)
        if following is not None and following.position != kept.position:
            self.notes.choose(following.position)
        if done:
            self.focus_doubt()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self._beside.width() / max(self.fontMetrics().horizontalAdvance("項"), 1)
        wanted = Qt.Orientation.Vertical if room < _NARROW else Qt.Orientation.Horizontal
        if self._beside.orientation() != wanted:
            self._beside.setOrientation(wanted)
