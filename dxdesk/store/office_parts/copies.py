"""Copies of the file to work on elsewhere."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from dxdesk.errors import Trouble
from dxdesk.store import office_copies, office_forks, office_journal
from dxdesk.store.base import Store
from dxdesk.store.office_copy_answers import Genuine
from dxdesk.store.office_migrations import OFFICE
from dxdesk.store.values import CopyOf, Rejoined


class Copies(Store):
    """Making copies, and merging them back."""

    def copy_of(self) -> CopyOf | None:
        """What this file is a copy of; None where it says nothing of that."""
        with self._database.read() as session:
            return office_forks.copy_of(session, self.path.name)

    def make_copy(self, path: Path, made: CopyOf) -> None:
        """Write a copy to work on; `made.fork` is set to the newest line of the journal.

        Raises:
            DxdeskError: FILE_EXISTS, FOLDER_MISSING, or the disk does not take it; nothing is
                left under the name then.
        """
        with self._database.read() as session:
            known = replace(made, fork=office_journal.newest(session).number)
            settings = office_forks.settings_of_copy(session, known)
        self._database.copy_to(path, OFFICE, settings)

    def rejoin(self, copy: Copies, genuine: Genuine, *, at: str, by: str) -> Rejoined:
        """Merge a copy of this file, all that can be taken or nothing; see `office_copies`.

        `genuine` tells of a submission whether it is what was sealed. The file is copied first.

        Raises:
            DxdeskError: NOT_A_COPY, COPY_ALTERED, OTHER_PLAN, FILE_DAMAGED.
        """
        damaged = Trouble.FILE_DAMAGED
        with self._database.read() as ours, copy._database.read(damaged) as theirs:
            parted = office_forks.part(ours, theirs, self.path.name, copy.path.name)
            made = office_forks.copy_of(theirs, copy.path.name)
            brought = office_copies.acts(parted, genuine)
        author = made.by if made else next((e.by for e in reversed(parted.there) if e.by), "")
        lines = tuple(act.told for act in brought)
        if all(act.do is None for act in brought):
            return Rejoined(0, author, lines)
        if not self.read_only:
            self._database.backup()
        with self._database.write() as session:
            merge = office_copies.record(session, parted, brought, author, at, by)
        return Rejoined(merge, author, lines)
