"""Under the table of departments: covering letters, reminders, and the lists on paper."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QPushButton, QWidget

from dxdesk.domain.chasing import OWING
from dxdesk.office import Office, Standing
from dxdesk.office.letters import Kind, concerned
from ui.office.state import YearState
from ui.printing.printing import Printing
from ui.theme import GRID
from ui.widgets.flow_row import FlowRow


class LetterBar(FlowRow):
    """A button for each kind; it says to how many departments the letter would go."""

    def __init__(self, office: Office, printing: Printing, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self.printing = printing
        self._state: YearState | None = None
        self._chosen: tuple[str, ...] = ()
        self.buttons = {kind: QPushButton() for kind in Kind}
        self.board = QPushButton(self.tr("進捗一覧を印刷(&L)…"))
        self.board.clicked.connect(lambda: self._on_list(board=True))
        self.owing = QPushButton()
        self.owing.clicked.connect(lambda: self._on_list(board=False))
        self.set_margins(GRID, GRID, GRID, GRID)
        for kind, button in self.buttons.items():
            button.clicked.connect(lambda _=False, kind=kind: self._on_print(kind))
            self.add(button)
        self.add(self.owing)
        self.add(self.board)

    def show_state(self, state: YearState) -> None:
        """Show to whom letters go in a year."""
        self._state = state
        words = {
            Kind.COVER: self.tr("送り状を印刷(&O)…　{}課"),
            Kind.REMINDER: self.tr("督促状を印刷(&I)…　{}課"),
        }
        for kind, button in self.buttons.items():
            count = len(concerned(kind, state.standings))
            button.setText(words[kind].format(count))
            button.setEnabled(bool(count))
        count = sum(standing.stage in OWING for standing in state.standings)
        self.owing.setText(self.tr("督促先一覧を印刷(&P)…　{}課").format(count))
        self.owing.setEnabled(bool(count))

    def show_chosen(self, chosen: Sequence[Standing]) -> None:
        """Take over which departments are chosen in the table."""
        self._chosen = tuple(standing.department for standing in chosen)

    def _on_print(self, kind: Kind) -> None:
        assert self._state is not None
        from ui.printing.letter_jobs import letter_choices

        year, day = self._state.year, self._office.today
        self.printing.show(letter_choices(self._office, kind, day, year, self._chosen))

    def _on_list(self, *, board: bool) -> None:
        assert self._state is not None
        from ui.printing.board_leaf import ListKind
        from ui.printing.list_jobs import list_choices

        kind = ListKind.BOARD if board else ListKind.REMINDERS
        self.printing.show(list_choices(self._office, kind, self._state.year))
