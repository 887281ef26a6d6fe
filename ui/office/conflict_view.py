"""One collision: what was sent out, what each side says, and a choice."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from dxdesk.domain.fields import is_line
from dxdesk.domain.merging import Outcome, Rival
from ui import theme
from ui.office.places import side_of
from ui.theme import GRID, HALF, Tone
from ui.widgets.card import Card, reading
from ui.widgets.desk_page import commit_composition
from ui.widgets.difference import Run, Side, difference
from ui.widgets.difference_text import DifferenceText
from ui.widgets.figure_edit import LineEdit
from ui.widgets.pane import Pane, body_of_rows
from ui.widgets.text_edit import TextEdit
from ui.widgets.tone_label import ToneLabel
from ui.widgets.writing import writes


class ConflictView(Pane):
    """Emits `chosen` with the field and the text that it shall have.

    `side_chosen` is for a department (none: the office) whose texts shall stand wherever the same
    ones collide, `postponed` for a field that is to be decided later.
    """

    chosen = Signal(str, str)
    side_chosen = Signal(str, str)
    postponed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("競合の内容"))
        self._field = ""
        self._drafts: dict[str, str] = {}
        self.buttons: list[QPushButton] = []
        self.own: TextEdit | LineEdit | None = None
        self.keep = QPushButton()
        self.sides: list[QPushButton] = []
        self.later = QPushButton()

    def settle(self) -> None:
        """Keep what was typed, for when the same collision is shown again."""
        if self.own:
            self.own.flush()

    def show_nothing(self) -> None:
        """Say that nobody has to choose."""
        self._field, self.own = "", None
        body, column = body_of_rows(GRID)
        column.addWidget(theme.label(self.tr("競合はありません"), step=2, bold=True))
        words = self.tr(
            "同じ欄に二つの課（または課と事務局）が違う内容を書いたときだけ、ここに並びます。"
        )
        column.addWidget(ToneLabel(words, Tone.QUIET, wrap=True))
        column.addStretch(1)
        self.put(body)

    def show_conflict(
        self, place: str, field: str, outcome: Outcome, *, alike: int = 0, others: int = 0
    ) -> None:
        """Show a collision; `alike` more are between the same ones, `others` are left besides."""
        self.settle()
        self._field = field
        body, column = body_of_rows(GRID)
        column.addWidget(theme.label(place, step=2, bold=True, wrap=True))
        if legend := self._legend(outcome):
            column.addWidget(ToneLabel(legend, Tone.QUIET, wrap=True))
        sent = Card()
        sent.add_text(self.tr("もとの内容（照会のときの文）"), outcome.base or self._empty())
        column.addWidget(sent)
        self.buttons, self.sides = [], []
        for rival in outcome.rivals:
            column.addWidget(self._rival(outcome, rival, alike))
        column.addLayout(self._third(field, outcome))
        self.later = QPushButton(self.tr("あとで決める(&L)"))
        self.later.setEnabled(bool(others))
        self.later.setToolTip(self.tr("一覧の終わりへ回して、次の競合に進みます"))
        self.later.clicked.connect(lambda: self.postponed.emit(field))
        column.addWidget(self.later, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        self.put(body)

    def _legend(self, outcome: Outcome) -> str:
        if outcome.base:
            return self.tr("もとの内容と比べて、下線は加わった文字、取消線はなくなった文字です。")
        marked = (run for rival in outcome.rivals for run in self._runs(outcome, rival))
        if any(run.side is not Side.BOTH for run in marked):
            return self.tr("下線は、ほかの文にない文字です。")
        return ""

    def _runs(self, outcome: Outcome, rival: Rival) -> tuple[Run, ...]:
        """What differs from the base; where that was empty, from the other text."""
        if outcome.base:
            return difference(outcome.base, rival.text)
        other = next((r.text for r in outcome.rivals if r.text != rival.text), "")
        runs = difference(other, rival.text)
        if all(run.side is not Side.BOTH for run in runs):
            return (Run(Side.BOTH, rival.text),) if rival.text else ()
        return tuple(run for run in runs if run.side is not Side.REMOVED)

    def _rival(self, outcome: Outcome, rival: Rival, alike: int) -> Card:
        card = Card(Tone.PLAIN)
        who = side_of(rival) or self.tr("事務局")
        number = len(self.buttons) + 1
        words = self.tr("{}の文にする(&{})").format(escaped(who), number)
        choose = writes(QPushButton(words))
        choose.setAccessibleDescription(rival.text)
        choose.clicked.connect(lambda: self.chosen.emit(self._field, rival.text))
        self.buttons.append(choose)
        text = DifferenceText()
        text.setAccessibleName(self.tr("{}の文").format(who))
        runs = self._runs(outcome, rival)
        text.show_runs(runs or (Run(Side.BOTH, self._empty()),))
        card.column.addWidget(theme.label(who, bold=True, wrap=True))
        card.column.addWidget(text)
        if not rival.text:
            card.column.addWidget(ToneLabel(self.tr("（空欄にしました）"), Tone.QUIET))
        elif any(run.side is Side.REMOVED for run in runs):
            card.column.addWidget(ToneLabel(self.tr("選んだときの文"), Tone.QUIET, bold=True))
            card.column.addWidget(reading(rival.text))
        left = Qt.AlignmentFlag.AlignLeft
        card.column.addWidget(choose, 0, left)
        if alike:
            card.column.addWidget(self._side(rival, who, alike), 0, left)
        return card

    def _side(self, rival: Rival, who: str, alike: int) -> QPushButton:
        """Let the same department's texts stand in the others of these as well."""
        words = self.tr("この課の文に（残り{}件も）") if rival.department else ""
        said = (words or self.tr("事務局の文に（残り{}件も）")).format(alike)
        made = writes(QPushButton(said))
        made.setAccessibleName(f"{who} {made.text()}")
        made.setToolTip(self.tr("同じ相手と競合している欄を、すべてこちらの文に決めます"))
        made.clicked.connect(lambda: self.side_chosen.emit(self._field, side_of(rival)))
        self.sides.append(made)
        return made

    def _third(self, field: str, outcome: Outcome) -> QVBoxLayout:
        self.own = own = writes(LineEdit() if is_line(field) else TextEdit())
        texts = tuple(dict.fromkeys(rival.text for rival in outcome.rivals))
        proposed = texts[0] if is_line(field) else "\n".join(texts)
        own.set_text(self._drafts.get(field, proposed))
        own.edited.connect(lambda text: self._drafts.update({field: text}))
        own.setAccessibleName(self.tr("事務局が書く文"))
        words = self.tr("この文にする(&{})").format(len(self.buttons) + 1)
        self.keep = writes(QPushButton(words))
        self.keep.clicked.connect(self._on_own)
        row = QHBoxLayout()
        row.addWidget(self.keep)
        row.addStretch(1)
        column = QVBoxLayout()
        column.setSpacing(HALF)
        column.addSpacing(GRID)
        column.addWidget(theme.label(self.tr("どちらでもない文を書く"), bold=True))
        column.addWidget(own)
        column.addLayout(row)
        return column

    def _empty(self) -> str:
        return self.tr("（空欄）")

    def _on_own(self) -> None:
        commit_composition()
        if self.own:
            self.chosen.emit(self._field, self.own.text())


def escaped(words: str) -> str:
    """A name for a button: no character of it is taken for the mark of a mnemonic."""
    return words.replace("&", "&&")
