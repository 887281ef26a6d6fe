"""The usual wordings for codes that say nothing yet: shown as proposals, taken by a button."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFrame, QPushButton, QVBoxLayout, QWidget

from dxdesk.domain.open_questions import unexplained
from dxdesk.domain.plan import Grade, Order, Plan
from dxdesk.domain.usual_scales import Proposal, agree, proposals
from dxdesk.messages import proposal_words
from ui.theme import GRID, HALF, Tone
from ui.widgets.flow_row import FlowRow
from ui.widgets.quiet_box import QuietBox
from ui.widgets.tone_label import ToneLabel
from ui.widgets.writing import writes


class ScaleProposals(QFrame):
    """Hidden once every code is explained; `taken` has the grades, the order and both in words."""

    taken = Signal(tuple, Order, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._found: tuple[Proposal, ...] = ()
        self._waiting: tuple[str, ...] = ()
        self.about = ToneLabel("", Tone.WARNING, wrap=True)
        self.choice = QuietBox()
        self.choice.setAccessibleName(self.tr("評価の文言の案"))
        self.choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.choice.currentIndexChanged.connect(self._show_preview)
        self.preview = ToneLabel("", Tone.PLAIN, wrap=True)
        self.take = writes(QPushButton(self.tr("この案のとおりにする(&K)")))
        self.take.clicked.connect(self._on_take)
        self.unordered = writes(QPushButton(self.tr("よい・悪いの区別はない(&J)")))
        self.unordered.setToolTip(
            self.tr("種別を表すだけの区分のときに押します。評価を指標と比べる検査はしません")
        )
        self.unordered.clicked.connect(self._on_unordered)
        row = FlowRow(spacing=GRID)
        for part in (self.choice, self.take, self.unordered):
            row.add(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, GRID)
        column.setSpacing(HALF)
        column.addWidget(self.about)
        column.addWidget(row)
        column.addWidget(self.preview)

    def show_plan(self, plan: Plan) -> None:
        """Show what may be proposed for a plan; the proposal that was chosen stays chosen."""
        waiting = tuple(grade.code for grade in unexplained(plan))
        found = proposals(plan)
        self.setVisible(bool(waiting))
        if (waiting, found) == (self._waiting, self._found):
            return
        self._waiting, self._found = waiting, found
        self.choice.clear()
        if not agree(found):
            self.choice.addItem(self.tr("案を選んでください"), None)
        for one in found:
            self.choice.addItem(proposal_words(one), one)
        for part in (self.choice, self.take, self.preview):
            part.setVisible(bool(found))
        offered = self.tr(
            "評価の文言がないか、読み取れません。この記号によくある文言を案として示します。決まったものではないので、"
            "計画の評価の区分に合うものを選んでください。文言は、あとから下の一覧で直せます。"
        )
        nothing = self.tr(
            "評価{}が目標に対して何を表すのか、読み取れません。よくある文言の案もありません。下の一覧で、文言を書き直すか、"
            "目標との関係を選んでください。"
        )
        codes = "".join(f"「{code}」" for code in waiting)
        self.about.set_text(offered if found else nothing.format(codes))

    def begin(self) -> None:
        """Put the keys on what is to be done first."""
        (self.choice if self._found else self.unordered).setFocus()

    @property
    def _chosen(self) -> Proposal | None:
        return self.choice.currentData()

    def _show_preview(self, _index: int = 0) -> None:
        chosen = self._chosen
        self.take.setEnabled(chosen is not None)
        self.preview.set_text(self._words(chosen) if chosen else "")

    def _words(self, proposal: Proposal) -> str:
        said = self.tr("　／　").join(_said(grade, "　") for grade in proposal.grades)
        others = [one for one in self._waiting if one not in {g.code for g in proposal.grades}]
        if not others:
            return said
        codes = "".join(f"「{code}」" for code in others)
        return said + self.tr("　（{}の案はありません）").format(codes)

    def _on_take(self) -> None:
        chosen = self._chosen
        if chosen is not None:
            said = "、".join(_said(grade, " ") for grade in chosen.grades)
            words = self.tr("評価の文言　{}").format(said)
            self.taken.emit(chosen.grades, chosen.order, words)

    def _on_unordered(self) -> None:
        self.taken.emit((), Order.NONE, self.tr("評価の区分に、よい・悪いの区別はない"))


def _said(grade: Grade, gap: str) -> str:
    """A code with its wording, once where it is its own."""
    return grade.code if grade.code == grade.meaning else f"{grade.code}{gap}{grade.meaning}"
