"""The office's file: every year's plan, what was asked, what came back, what was decided."""

from __future__ import annotations

from pathlib import Path
from typing import Self

from sqlalchemy import Table
from sqlalchemy.orm import Session

from dxdesk.store import office_journal
from dxdesk.store.database import Database
from dxdesk.store.gist import GistReader
from dxdesk.store.lock import Holder
from dxdesk.store.office_journal import Line
from dxdesk.store.office_migrations import OFFICE
from dxdesk.store.office_parts.answers import Answers
from dxdesk.store.office_parts.asking import Asking
from dxdesk.store.office_parts.copies import Copies
from dxdesk.store.office_parts.merging import Merging
from dxdesk.store.office_parts.progress import Progress
from dxdesk.store.office_parts.reviewing import Reviewing
from dxdesk.store.office_parts.years import Years
from dxdesk.store.values import Event, EventKind


class OfficeStore(Years, Asking, Answers, Merging, Progress, Reviewing, Copies):
    """Takes and gives domain values; each method is one transaction.

    Every method may raise DxdeskError for the disk (READ_ONLY, DISK_FULL, FILE_LOCKED,
    FILE_DAMAGED); what was begun is then undone.
    """

    def __init__(self, database: Database, settings: Table) -> None:
        super().__init__(database, settings)
        self._gist = GistReader(database)

    @classmethod
    def create(cls, path: Path, *, by: str, at: str, host: str = "") -> Self:
        """Make an empty office file; see `Database.create` for what may go wrong."""

        def first(session: Session) -> None:
            office_journal.log(session, at, by, EventKind.CREATED)

        return cls._on(Database.create(path, OFFICE, Holder(by, host, at), first))

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        by: str = "",
        at: str = "",
        host: str = "",
        read_only: bool = False,
        take_over: bool = False,
        check_later: bool = False,
    ) -> Self:
        """Open an office file; see `Database.open` for what may go wrong."""
        database = Database.open(
            path,
            OFFICE,
            Holder(by, host, at),
            read_only=read_only,
            take_over=take_over,
            check_later=check_later,
        )
        return cls._on(database)

    @classmethod
    def _on(cls, database: Database) -> Self:
        return cls(database, OFFICE.tables.tables["setting"])

    def years(self) -> tuple[int, ...]:
        """The years that have a plan, oldest first."""
        return self._gist.read().years

    def state(self) -> Line:
        """The newest line of the journal: another one after every change, whoever made it.

        So too where another file, such as a backup of this one, was put in its place.
        """
        return self._gist.read().newest

    def journal_since(self, state: Line) -> tuple[Event, ...] | None:
        """What was done after a state, oldest first; None where it is not a state of this file."""
        with self._database.read() as session:
            if not office_journal.goes_on_from(session, state):
                return None
            return office_journal.journal(session, self.path.name, state.number)

    def journal(self) -> tuple[Event, ...]:
        """Everything that was done with this file, oldest first."""
        with self._database.read() as session:
            return office_journal.journal(session, self.path.name)
