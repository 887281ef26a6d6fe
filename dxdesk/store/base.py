"""What both stores have in common: closing, and the settings beside the work."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Table, delete, insert, select

from dxdesk.disk import Held
from dxdesk.store.database import Database


class Store(Held):
    """A file that is held from opening to `close`; a context manager closes it."""

    def __init__(self, database: Database, settings: Table) -> None:
        self._database = database
        self._settings = settings

    @property
    def path(self) -> Path:
        """The file."""
        return self._database.path

    @property
    def read_only(self) -> bool:
        """Whether the file was opened for reading alone."""
        return self._database.read_only

    def check(self) -> None:
        """Read every page of a file that was opened with `check_later`; see `Database.check`."""
        self._database.check()

    def setting(self, key: str, default: str = "") -> str:
        """What was last put under `key`."""
        with self._database.read() as session:
            found = session.execute(
                select(self._settings.c.value).where(self._settings.c.key == key)
            ).scalar()
        return default if found is None else str(found)

    def put_setting(self, key: str, value: str) -> None:
        """Remember a value."""
        with self._database.write() as session:
            session.execute(delete(self._settings).where(self._settings.c.key == key))
            session.execute(insert(self._settings).values(key=key, value=value))

    def close(self) -> None:
        """Give the file free. Closing twice is allowed."""
        self._database.close()
