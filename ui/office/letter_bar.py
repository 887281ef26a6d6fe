"""Under the table of departments: covering letters and reminders."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from dxdesk.office import Office, Standing
from dxdesk.office.letters import Kind, concerned
from ui.office.state import YearState
from ui.printing.printing import Printing
from ui.theme import GRID


class LetterBar(QWidget):
    """A button for each kind; it says to how many departments the letter would go."""

    def __init__(self, office: Office, printing: Printing, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self.printing = printing
        self._state: YearState | None = None
        self._chosen: tuple[str, ...] = ()
        self.buttons = {kind: QPushButton() for kind in Kind}
        row = QHBoxLayout(self)
        row.setContentsMargins(GRID, GRID, GRID, GRID)
        row.setSpacing(GRID)
        for kind, button in self.buttons.items():
            button.clicked.connect(lambda _=False, kind=kind: self._on_print(kind))
            row.addWidget(button)
        row.addStretch(1)

    def show_state(self, state: YearState) -> None:
        """Show to whom letters go in a year."""
        self._state = state
        words = {
            Kind.COVER: self.tr("送り状を印刷(&O)…　{}課"),
            Kind.REMINDER: self.tr("督促状を印刷(&U)…　{}課"),
        }
        for kind, button in self.buttons.items():
            count = len(concerned(kind, state.standings))
            button.setText(words[kind].format(count))
            button.setEnabled(bool(count))

    def show_chosen(self, chosen: Sequence[Standing]) -> None:
        """Take over which departments are chosen in the table."""
        self._chosen = tuple(standing.department for standing in chosen)

    def _on_print(self, kind: Kind) -> None:
        assert self._state is not None
        from ui.printing.letter_jobs import letter_choices

        year, day = self._state.year, self._office.today
        self.printing.show(letter_choices(self._office, kind, day, year, self._chosen))
