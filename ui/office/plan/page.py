"""計画: everything of a year's plan, saved as it is edited, with one undo over all of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import cast

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListWidget,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from dxdesk.domain.plan import Plan
from dxdesk.domain.plan_faults import Fault, Flaw
from dxdesk.errors import DxdeskError
from dxdesk.messages import sentence
from dxdesk.office import Office
from ui.marks import Mark
from ui.office.background import Background
from ui.office.plan.changes_section import ChangesSection
from ui.office.plan.departments_section import DepartmentsSection
from ui.office.plan.faults_section import FaultsSection
from ui.office.plan.guidance_section import GuidanceSection
from ui.office.plan.history import PlanHistory, Step
from ui.office.plan.outline_section import OutlineSection
from ui.office.plan.overview import OverviewSection
from ui.office.plan.scale_section import ScaleSection
from ui.office.plan.view import Change, Known, PlanSection, PlanView
from ui.office.state import YearState
from ui.office.tables import RoomyDelegate
from ui.theme import GRID, Keys, Tone
from ui.widgets.desk_page import Notice
from ui.widgets.keyboard import page_key
from ui.widgets.tone_label import ToneLabel

_NAMED = 5
# Up to so many items nobody notices that the requests are read.
_AT_ONCE = 300
# Where a kind of fault is put right, if not at an item or a group.
_OF_SCALE = frozenset(
    (
        *(Flaw.NO_SCALE, Flaw.GRADE_BLANK, Flaw.GRADE_TWICE, Flaw.GRADE_USED),
        *(Flaw.STAGE_BLANK, Flaw.STAGE_IDLE),
    )
)
_OF_DEPARTMENTS = frozenset((Flaw.SUCCESSION_UNKNOWN, Flaw.CARRIER_OF_NOBODY))


class PlanPage(QWidget):
    """Shows the year that the window shows; only the newest one, while it is open, can be changed."""

    changed = Signal()
    noticed = Signal(Notice)

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self._state: YearState | None = None
        self._stale = True
        self._view: PlanView | None = None
        self._known: dict[int, Known] = {}
        self.history = PlanHistory()
        self.overview = OverviewSection()
        self.scale = ScaleSection()
        self.outline = OutlineSection()
        self.departments = DepartmentsSection()
        self.changes = ChangesSection()
        self.guidance = GuidanceSection()
        self.faults = FaultsSection()
        self.sections: tuple[PlanSection, ...] = (
            *(self.overview, self.scale, self.outline, self.departments),
            *(self.changes, self.guidance, self.faults),
        )
        self.parts = QListWidget()
        self.parts.setItemDelegate(RoomyDelegate(self.parts))
        self.parts.setAccessibleName(self.tr("計画のどこを直すか"))
        self.pages = QStackedWidget()
        self._both = QSplitter(Qt.Orientation.Horizontal)
        self.undo = QPushButton(self.tr("元に戻す"))
        self.redo = QPushButton(self.tr("やり直す"))
        self.undo.setToolTip("Ctrl+Z")
        self.redo.setToolTip("Ctrl+Y")
        self.saved = ToneLabel("", Tone.QUIET, wrap=True)
        self.locked = ToneLabel("", Tone.WARNING, Mark.LOCKED, wrap=True)
        self.unaware = ToneLabel("", Tone.WARNING, Mark.WARNING, wrap=True)
        self._shown: set[PlanSection] = set()
        # The page is seen before the requests are read.
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(0)
        self._later.timeout.connect(self._say_unaware)
        self._comparing = Background(self)
        self._connect()
        self._arrange()

    def show_state(self, state: YearState) -> None:
        """Show a year's plan; while the page is hidden it is only taken note of."""
        self._state, self._stale = state, True
        if self.isVisible():
            self._show()

    def settle(self) -> None:
        """Save what was typed and not left yet."""
        if self._view is not None and not self._stale:
            self.sections[self.pages.currentIndex()].settle()

    def release(self) -> None:
        """The file is about to be closed: look at it no more."""
        self._later.stop()
        self._comparing.stop()

    def begin_by_hand(self) -> None:
        """An empty plan was made just now: begin with its scale."""
        self.show_section(self.overview)
        words = self.tr(
            "計画を作りました。左の順に、概要、評価の区分、区分と項目を入れてください。入れたものは、その都度保存されます。"
        )
        self.noticed.emit(Notice(words, Tone.GOOD))

    def show_section(self, section: PlanSection) -> None:
        """Go to one part."""
        self.parts.setCurrentRow(self.sections.index(section))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale and self._state is not None:
            self._show()

    def _connect(self) -> None:
        for section in self.sections:
            section.edited.connect(self._on_edited)
        self.departments.reorganised.connect(self._on_reorganised)
        self.faults.place_requested.connect(self._on_fault)
        self.undo.clicked.connect(self._on_undo)
        self.redo.clicked.connect(self._on_redo)
        self.parts.currentRowChanged.connect(self._on_part)
        # Inputs keep these keys for their own texts.
        for keys, slot in ((Keys.UNDO, self._on_undo), *((k, self._on_redo) for k in Keys.REDO)):
            page_key(self, keys, slot)

    def _arrange(self) -> None:
        bar = QHBoxLayout()
        bar.setSpacing(GRID)
        bar.addWidget(self.undo)
        bar.addWidget(self.redo)
        bar.addWidget(self.saved, 1)
        for section in self.sections:
            own = section in (self.outline, self.faults)
            self.pages.addWidget(section if own else _scrolling(section))
            self.parts.addItem("")
        self._name_parts(None)
        self.parts.setCurrentRow(0)
        self._both.addWidget(self.parts)
        self._both.addWidget(self.pages)
        self.pages.setContentsMargins(GRID, 0, 0, 0)
        self._both.setStretchFactor(1, 1)
        self._both.setChildrenCollapsible(False)
        # The parts scroll; what they would like to have must not make the window higher.
        self._both.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID * 2, GRID, GRID, GRID)
        column.setSpacing(GRID)
        column.addLayout(bar)
        column.addWidget(self.locked)
        column.addWidget(self.unaware)
        column.addWidget(self._both, 1)

    def _show(self) -> None:
        """Read the plan from the file and show it."""
        assert self._state is not None
        self._stale = False
        year = self._state.year
        plan = self._office.plan(year)
        known = self._known.setdefault(year, Known(self._office, year))
        known.see(plan)
        self.history.see(plan, self.tr("ほかの画面での変更"))
        why = self._why_locked(year)
        self._view = PlanView(
            plan,
            self._office.plan_before(year),
            known,
            self._office.asked(year),
            self._office.plan_faults(year),
            not why,
        )
        self.locked.set_text(why)
        self.locked.setVisible(bool(why))
        self._later.start()
        self._name_parts(self._view)
        self._shown = set()
        self._show_section()
        self._show_history()

    def _show_section(self) -> None:
        """Show the plan in the part that is seen; the others wait until they are."""
        section = self.sections[self.pages.currentIndex()]
        if self._view is not None and section not in self._shown:
            self._shown.add(section)
            section.show_view(self._view)

    def _why_locked(self, year: int) -> str:
        if self._office.read_only:
            return self.tr("この台帳は読取り専用で開いています。")
        if self._office.is_closed(year):
            return self.tr("この年度は締め切られています。計画は変えられません。")
        if year != self._office.year:
            return self.tr("前の年度の計画です。公表したときのまま残し、変えられません。")
        return ""

    def _say_unaware(self) -> None:
        """Compare what was asked with the plan; of a large one beside the window."""
        if self._view is None:
            return
        year, office = self._view.plan.year, self._office
        if len(self._view.plan.items) <= _AT_ONCE:
            self._show_unaware((office.unaware(year), office.codes_out(year)))
        else:
            self._comparing.run(
                lambda: (office.unaware(year), office.codes_out(year)), self._show_unaware
            )

    def _show_unaware(self, found: tuple[Sequence[str], Mapping[str, int]]) -> None:
        names, codes = found
        self.unaware.setVisible(bool(names))
        said = "、".join(names[:_NAMED])
        if len(names) > _NAMED:
            said += self.tr(" ほか{}課").format(len(names) - _NAMED)
        words = self.tr(
            "配った照会ファイルと計画が違う課があります（{}）。回答は元の欄に取り込みますが、新しい内容は、"
            "次に配る照会ファイルから担当課に届きます。"
        )
        words = words.format(said)
        for code, count in codes.items():
            words += self.tr(
                "評価の区分「{}」は計画にありませんが、配った照会ファイルでは選べます（{}課）。その記号で届いた評価は、"
                "指摘に出ます。"
            ).format(code, count)
        self.unaware.set_text(words)

    def _name_parts(self, view: PlanView | None) -> None:
        lost = view.lost if view else 0
        faults = len(view.faults) if view else 0
        names = (
            self.tr("計画の概要"),
            self.tr("評価の区分と段階"),
            self.tr("施策体系"),
            self.tr("課と組織改編"),
            self.tr("項目の対応（{}件）").format(lost) if lost else self.tr("項目の対応"),
            self.tr("記入の案内"),
            self.tr("確かめるところ（{}件）").format(faults)
            if faults
            else self.tr("確かめるところ"),
        )
        for row, name in enumerate(names):
            self.parts.item(row).setText(name)
        wide = self.parts.sizeHintForColumn(0) + GRID * 3
        if self.parts.minimumWidth() != wide:
            self.parts.setMinimumWidth(wide)
            self._both.setSizes([wide, max(self.width() - wide, wide)])

    def _show_history(self) -> None:
        can = self._view is not None and self._view.open
        last, following = self.history.last, self.history.next
        self.undo.setEnabled(can and last is not None)
        self.redo.setEnabled(can and following is not None)
        self.saved.set_text(self.tr("保存しました：{}").format(last.words) if last else "")

    def _on_part(self, row: int) -> None:
        self.settle()
        self.pages.setCurrentIndex(row)
        self._show_section()

    def _on_edited(self, words: str, change: object) -> None:
        if self._view is None or not self._view.open:
            return
        if not callable(change):
            said = self.tr("貼り付ける行がありません。表の行をコピーしてから押してください。")
            self.noticed.emit(Notice(said, Tone.WARNING))
            return
        known = self._view.known
        self._apply(words, lambda plan: cast("Change", change)(plan, known))

    def _on_reorganised(self, before: tuple[str, ...], after: tuple[str, ...]) -> None:
        words = self.tr("組織改編　{} → {}").format("、".join(before), "、".join(after))
        year = self._office.year

        def save(_plan: Plan) -> None:
            self._office.reorganise(before, after, year)

        if self._save(words, self._office.plan(year), save):
            self.departments.clear()

    def _apply(self, words: str, change: Callable[[Plan], Plan]) -> None:
        before = self._office.plan(self._office.year)
        after = change(before)
        if after != before:
            self._save(words, before, lambda _: self._office.change_plan(after))

    def _save(self, words: str, before: Plan, save: Callable[[Plan], None]) -> bool:
        """Save a change; what the door refuses is told, and the page shows what the file has."""
        try:
            save(before)
        except DxdeskError as error:
            self.noticed.emit(Notice(sentence(error), Tone.ERROR))
            self._show()
            return False
        self.history.note(Step(words, before, self._office.plan(before.year)))
        self._show()
        self.changed.emit()
        return True

    def _on_undo(self) -> None:
        self.settle()
        step = self.history.last
        if step is not None and self._replaced(step.before):
            self.history.took_back()
            self._tell(self.tr("元に戻しました：{}").format(step.words))

    def _on_redo(self) -> None:
        self.settle()
        step = self.history.next
        if step is not None and self._replaced(step.after):
            self.history.made_again()
            self._tell(self.tr("やり直しました：{}").format(step.words))

    def _replaced(self, plan: Plan) -> bool:
        """Save an earlier or later plan; answers that came in between may forbid it."""
        if self._view is None or not self._view.open:
            return False
        try:
            self._office.change_plan(plan)
        except DxdeskError as error:
            self.noticed.emit(Notice(sentence(error), Tone.ERROR))
            return False
        return True

    def _tell(self, words: str) -> None:
        self._show()
        self.saved.set_text(words)
        self.changed.emit()

    def _on_fault(self, fault: Fault) -> None:
        section: PlanSection = self.outline
        if fault.flaw in _OF_SCALE:
            section = self.scale
        elif fault.flaw in _OF_DEPARTMENTS:
            section = self.departments
        elif not fault.place and fault.flaw is not Flaw.NO_ITEMS:
            section = self.overview
        self.show_section(section)
        section.show_place(fault.place)


def _scrolling(section: PlanSection) -> QScrollArea:
    area = QScrollArea()
    area.setWidget(section)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return area
