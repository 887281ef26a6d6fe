"""Where departments stand, and what was set by hand."""

from __future__ import annotations

from collections.abc import Iterable

from dxdesk.domain.asking import Stage
from dxdesk.store import office_contacts, office_progress
from dxdesk.store.base import Store
from dxdesk.store.values import Contact, Mark


class Progress(Store):
    """Stages, marks, deadlines, contacts."""

    def stages(self, year: int, departments: Iterable[str]) -> dict[str, Stage]:
        """Where each of the departments stands, or UNKNOWN_YEAR."""
        with self._database.read() as session:
            return office_progress.stages(session, year, departments)

    def mark(
        self, year: int, department: str, stage: Stage, *, at: str, by: str, note: str = ""
    ) -> None:
        """Set a stage by hand; but for NOT_CONCERNED it lasts until something newer is known."""
        with self._database.write() as session:
            office_progress.mark(session, year, department, stage, at, by, note)

    def mark_all(
        self, year: int, departments: Iterable[str], stage: Stage, *, at: str, by: str
    ) -> None:
        """Set the same stage for several departments, all or none."""
        with self._database.write() as session:
            office_progress.mark_all(session, year, departments, stage, at, by)

    def unmark(self, year: int, department: str, *, at: str, by: str) -> bool:
        """Take back a department's mark; return whether there was one."""
        with self._database.write() as session:
            return office_progress.unmark(session, year, department, at, by)

    def take_back_acceptance(
        self, year: int, departments: Iterable[str], *, at: str, by: str
    ) -> None:
        """Let several departments stand as before they were accepted, all or none."""
        with self._database.write() as session:
            office_progress.take_back_acceptance(session, year, departments, at, by)

    def marks(self, year: int) -> dict[str, Mark]:
        """What was set by hand and still holds, by department."""
        with self._database.read() as session:
            return office_progress.marks(session, year)

    def extend(self, year: int, department: str, deadline: str, *, at: str, by: str) -> None:
        """Give one department another deadline for the request that it has."""
        with self._database.write() as session:
            office_progress.extend(session, year, department, deadline, at, by)

    def extensions(self, year: int) -> dict[str, str]:
        """The deadlines that were moved, by department."""
        with self._database.read() as session:
            return office_progress.extensions(session, year)

    def contacts(self, year: int) -> dict[str, Contact]:
        """The last contact with each department that had one."""
        with self._database.read() as session:
            return office_contacts.of_year(session, year)
