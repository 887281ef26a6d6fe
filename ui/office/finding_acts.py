"""What the office does about a finding, wherever it is shown; each act can be taken back."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from dxdesk.domain.checks import Finding
from dxdesk.domain.fields import fields_for, split_field
from dxdesk.office import Office
from ui.office.finding_detail import Case
from ui.office.places import place_words
from ui.office.state import YearState
from ui.theme import Tone
from ui.widgets.desk_page import Notice


class FindingActs(QObject):
    """Confirms, withdraws and fixes through the door."""

    changed = Signal()
    noticed = Signal(Notice)

    def __init__(self, office: Office, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._office = office

    def case(self, state: YearState, finding: Finding, *, at_home: bool = False) -> Case:
        """A finding with what there is to know and to do about it."""
        place = place_words(state.plan, finding.field) if finding.field else self.tr("全体")
        return Case(
            finding,
            place,
            state.answers.get(finding.field, ""),
            state.name_of(state.year),
            finding.field in state.collisions,
            is_returnable(state, finding),
            at_home,
        )

    def confirm(self, state: YearState, finding: Finding, reason: str) -> None:
        """Answer a finding with a reason."""
        self._office.confirm(finding, reason, state.year)

        def take_back() -> None:
            self._office.withdraw_confirmation(finding, state.year)
            self.changed.emit()

        words = self.tr("指摘を確認済みにしました。内容が変わると、また出ます。")
        self.noticed.emit(Notice(words, Tone.GOOD, self.tr("取り消す"), take_back))
        self.changed.emit()

    def withdraw(self, state: YearState, finding: Finding) -> None:
        """Let a finding wait again."""
        self._office.withdraw_confirmation(finding, state.year)
        self.noticed.emit(Notice(self.tr("確認を取り消しました。理由の文は残っています。")))
        self.changed.emit()

    def fix(self, state: YearState, finding: Finding) -> None:
        """Write the text that the finding proposes."""
        assert finding.fix is not None
        self._office.write(finding.field, finding.fix.text, state.year)

        def take_back() -> None:
            self._office.withdraw(finding.field, state.year)
            self.changed.emit()

        place = place_words(state.plan, finding.field)
        words = self.tr("「{}」を直しました。履歴に事務局の修正として残ります。").format(place)
        self.noticed.emit(Notice(words, Tone.GOOD, self.tr("修正を取り消す"), take_back))
        self.changed.emit()


def is_returnable(state: YearState, finding: Finding) -> bool:
    """Whether a remark at the field may be sent to the department that handed it in."""
    item = state.plan.by_id.get(split_field(finding.field)[0])
    if item is None or finding.field not in fields_for(item, finding.department):
        return False
    return any(s.department == finding.department and s.submission for s in state.standings)
