"""The two facts of an office's file that everything else asks for first."""

from __future__ import annotations

from dataclasses import dataclass

from dxdesk.store import office_editions, office_journal
from dxdesk.store.database import Database
from dxdesk.store.driver import Moment
from dxdesk.store.office_journal import Line


@dataclass(frozen=True, slots=True)
class Gist:
    """The newest line of the journal, and the years that have a plan, oldest first."""

    newest: Line
    years: tuple[int, ...]


class GistReader:
    """Reads the file again only where it is not the one that was read.

    A screen asks a dozen times for each picture, and opening the file takes twenty times as long
    as looking at its header.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._known: tuple[Moment, Gist] | None = None

    def read(self) -> Gist:
        """What is true now, whoever changed the file."""
        before = self._database.moment()
        if self._known and self._known[0] == before:
            return self._known[1]
        with self._database.read() as session:
            gist = Gist(office_journal.newest(session), office_editions.years(session))
        # What was being written meanwhile, or is taken back after a crash, is looked at again.
        if self._database.moment() == before:
            self._known = before, gist
        return gist
