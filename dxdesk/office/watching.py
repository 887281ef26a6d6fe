"""Watching: the folder that departments put their files into."""

from __future__ import annotations

from pathlib import Path

from dxdesk.office.arrivals import Expected, Lookout, Waiting
from dxdesk.office.file import OfficeFile

_FOLDER = "watched-folder"


class Watching(OfficeFile):
    """What the office does about files that arrive; nothing is taken in by looking."""

    @property
    def watched_folder(self) -> Path | None:
        """The folder that is watched; on another machine it may not be there."""
        said = self._store.setting(_FOLDER)
        return Path(said) if said else None

    def watch(self, folder: Path | None) -> None:
        """Watch a folder from now on, or none."""
        self._store.put_setting(_FOLDER, str(folder) if folder else "")

    def expected(self) -> Expected:
        """What this office can take in, as a value that may go to another thread."""
        return Expected(
            self.plan().id,
            self._store.secrets(),
            self._store.known_submissions(),
            self._store.closed_years(),
        )

    def waiting_in(self, folder: Path, lookout: Lookout | None = None) -> Waiting:
        """What waits in a folder to be taken in; see `Lookout.look`."""
        return (lookout or Lookout()).look(folder, self.expected())
