"""An item to judge and correct, with the history of a field below when asked for."""

from __future__ import annotations

from collections import defaultdict

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSplitter, QVBoxLayout, QWidget

from dxdesk.domain.asking import PastFigure
from dxdesk.domain.fields import split_field
from dxdesk.domain.plan import Item
from dxdesk.finding_words import finding_sentence
from dxdesk.office import Office
from ui.office.drafts import Drafts
from ui.office.field_value import Showing, Since
from ui.office.finding_acts import FindingActs
from ui.office.finding_detail import FindingDetail
from ui.office.finding_note import FindingNote
from ui.office.history_view import HistoryView
from ui.office.item_view import ItemView
from ui.office.places import field_words, item_words, place_words
from ui.office.state import YearState
from ui.theme import GRID, HALF, Tone
from ui.widgets.desk_page import Notice
from ui.widgets.quiet_box import QuietBox
from ui.widgets.tone_label import ToneLabel


class ItemDesk(QSplitter):
    """Writes through the door; `changed` tells that the file says something else."""

    changed = Signal()
    noticed = Signal(Notice)

    def __init__(
        self, office: Office, drafts: Drafts | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self._office = office
        self._drafts = drafts or Drafts(office, self)
        self._state: YearState | None = None
        self._shown: Item | None = None
        self._to = ""
        self._past: tuple[int, dict[str, list[PastFigure]]] = (0, {})
        self._acts = FindingActs(office, self)
        self._acts.changed.connect(self.changed)
        self._acts.noticed.connect(self.noticed)
        self.since = self._since_box()
        self.view = ItemView()
        self.history = HistoryView()
        self._arrange()
        self._connect()

    def settle(self) -> None:
        """Keep what was typed in a correction that was not ended."""
        self.view.settle()

    def show_nothing(self, words: str = "") -> None:
        """Ask for an item."""
        self.settle()
        self._shown = None
        self.history.hide()
        self.view.show_nothing(words or self.tr("左の一覧から取組項目を選んでください。"))

    def show_item(self, state: YearState, item: Item, to: str = "") -> None:
        """Show an item; where it is shown already, the place in it is kept.

        `to` is the department that remarks go to first, where the item has several.
        """
        same, bar = self._shown is not None and item.id == self._shown.id, None
        if same and state.year == (self._state.year if self._state else 0):
            bar = self.view.verticalScrollBar().value()
        else:
            self.settle()
            self.history.hide()
        self._state, self._shown, self._to = state, item, to
        self._show()
        self.view.verticalScrollBar().setValue(bar or 0)

    def _arrange(self) -> None:
        caption = QLabel(self.tr("変更点(&H)"))
        caption.setBuddy(self.since)
        said = self.tr("下線は加わった文字、取消線はなくなった文字です。")
        legend = ToneLabel(said, Tone.QUIET, wrap=True)
        legend.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        row = QHBoxLayout()
        row.setContentsMargins(GRID * 2, HALF, GRID * 2, 0)
        row.setSpacing(GRID)
        row.addWidget(caption)
        row.addWidget(self.since)
        row.addWidget(legend, 1)
        above = QWidget()
        column = QVBoxLayout(above)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(HALF)
        column.addLayout(row)
        column.addWidget(self.view, 1)
        self.addWidget(above)
        self.addWidget(self.history)
        self.setStretchFactor(0, 3)
        self.setStretchFactor(1, 2)
        self.setChildrenCollapsible(False)

    def _since_box(self) -> QuietBox:
        box = QuietBox(self)
        box.setAccessibleName(self.tr("変更点"))
        words = {
            Since.NOTHING: self.tr("示さない"),
            Since.ROUND: self.tr("前回の提出から"),
            Since.YEAR: self.tr("昨年度から"),
        }
        for since, said in words.items():
            box.addItem(said, since)
        box.setMinimumContentsLength(15)
        box.setCurrentIndex(1)
        return box

    def _connect(self) -> None:
        self.since.activated.connect(lambda _number: self._show())
        self.view.written.connect(self._on_written)
        self.view.taken_back.connect(self._on_taken_back)
        self.view.history_requested.connect(self._on_history)
        self.view.remarked.connect(self._drafts.keep)
        self.view.inspected.connect(self._on_inspected)
        self.view.detail_requested.connect(self._on_detail)
        self._drafts.changed.connect(self._on_draft)

    def _show(self) -> None:
        if self._state is None or self._shown is None:
            return
        since = Since(self.since.currentData())
        past = self._figures(self._state) if self._shown.kpis else {}
        made = Showing(self._state, self._shown, self._drafts, since, past, self._to)
        self.view.show_item(self._state, self._shown, made)

    def _figures(self, state: YearState) -> dict[str, list[PastFigure]]:
        """The KPIs' figures of the years before: read once, since nothing here changes them."""
        if self._past[0] != state.year:
            found: dict[str, list[PastFigure]] = defaultdict(list)
            for one in self._office.past(state.year):
                found[one.field].append(one)
            self._past = (state.year, found)
        return self._past[1]

    def _on_draft(self, _department: str, place: str) -> None:
        if self._shown is not None and split_field(place)[0] == self._shown.id:
            self._show()

    def _on_written(self, field: str, text: str) -> None:
        assert self._state is not None
        year = self._state.year
        place = place_words(self._state.plan, field)
        self._office.write(field, text, year)

        def take_back() -> None:
            self._office.withdraw(field, year)
            self.changed.emit()

        words = self.tr("「{}」を直しました。履歴に事務局の修正として残ります。").format(place)
        if "@" in field:
            words = self.tr("「{}」を書きました。履歴に残ります。").format(place)
        self.noticed.emit(Notice(words, action=self.tr("元に戻す"), act=take_back))
        self.changed.emit()

    def _on_taken_back(self, field: str) -> None:
        assert self._state is not None
        year, text = self._state.year, self._state.answers.get(field, "")
        self._office.withdraw(field, year)

        def write_again() -> None:
            self._office.write(field, text, year)
            self.changed.emit()

        place = place_words(self._state.plan, field)
        words = self.tr("「{}」を、事務局が直す前の文に戻しました。").format(place)
        self.noticed.emit(Notice(words, action=self.tr("直した文にする"), act=write_again))
        self.changed.emit()

    def _on_inspected(self, inspected: bool) -> None:
        assert self._state is not None
        assert self._shown is not None
        year, item = self._state.year, self._shown
        if not inspected:
            self._office.withdraw_inspection(item.id, year)
            self.changed.emit()
            return
        self._office.inspect((item.id,), year)

        def take_back() -> None:
            self._office.withdraw_inspection(item.id, year)
            self.changed.emit()

        words = self.tr("「{}」を点検済みにしました。文が変わると、また未点検になります。")
        said = words.format(item_words(item))
        self.noticed.emit(Notice(said, Tone.GOOD, self.tr("取り消す"), take_back))
        self.changed.emit()

    def _on_detail(self, note: FindingNote) -> None:
        state, finding = self._state, note.finding
        assert state is not None
        detail = FindingDetail(self._acts.case(state, finding, at_home=True))
        detail.confirmed.connect(lambda reason: self._acts.confirm(state, finding, reason))
        detail.withdrawn.connect(lambda: self._acts.withdraw(state, finding))
        detail.fixed.connect(lambda: self._acts.fix(state, finding))
        said = finding_sentence(finding)
        detail.remarked.connect(lambda: self._drafts.add(finding.department, finding.field, said))
        note.open_detail(detail)

    def _on_history(self, field: str) -> None:
        assert self._state is not None
        plan = self._state.plan
        changes = self._office.history(field, self._state.year)
        item = plan.by_id[split_field(field)[0]]
        self.history.show_history(field_words(item, field, plan), changes)
