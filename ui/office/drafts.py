"""The remarks that are being written, wherever: at a field, in the list of a return, from a finding."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from dxdesk.domain.asking import Remark
from dxdesk.office import Office


class Drafts(QObject):
    """Kept in the office's file as they are typed; `changed` tells of a department and a place."""

    changed = Signal(str, str)

    def __init__(self, office: Office, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self._year = 0
        self._known: dict[str, dict[str, str]] = {}

    def show_year(self, year: int) -> None:
        """Read the drafts of a year; other windows and returns may have changed them."""
        self._year = year
        self._known = {
            department: {remark.place: remark.text for remark in remarks}
            for department, remarks in self._office.drafts(year).items()
        }

    def of(self, department: str) -> dict[str, str]:
        """A department's drafts by place."""
        return dict(self._known.get(department, {}))

    def at(self, place: str) -> tuple[str, str]:
        """The department and the text of the draft at a place; empty where there is none."""
        found = ((who, texts[place]) for who, texts in self._known.items() if texts.get(place))
        return next(found, ("", ""))

    def departments(self) -> tuple[str, ...]:
        """Those that a remark is being written to."""
        return tuple(who for who, texts in self._known.items() if any(texts.values()))

    def keep(self, department: str, place: str, text: str) -> None:
        """Keep a text; one of nothing but spaces takes the draft away."""
        if self._known.get(department, {}).get(place, "") == text:
            return
        kept = text if text.strip() else ""
        self._office.keep_draft(department, Remark(place, kept), self._year)
        self._known.setdefault(department, {})[place] = kept
        self.changed.emit(department, place)

    def add(self, department: str, place: str, text: str) -> None:
        """Put a sentence below what is written at a place; one that stands there stays once."""
        before = self.of(department).get(place, "").split("\n")
        lines = [line for line in before if line and line != text]
        self.keep(department, place, "\n".join([*lines, text]))
