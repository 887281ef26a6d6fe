"""Several people in the office: a copy to work on elsewhere, and its way back."""

from __future__ import annotations

import uuid
from dataclasses import replace
from pathlib import Path

from dxdesk.domain.sealing import is_signed
from dxdesk.files import native
from dxdesk.machine import this_user
from dxdesk.office.file import OfficeFile
from dxdesk.store.office_store import OfficeStore
from dxdesk.store.values import Brought, CopyOf, Fate, Received, Rejoined, RejoinLine


class Rejoining(OfficeFile):
    """What the office does where more than one of it works on a plan."""

    @property
    def copy_of(self) -> CopyOf | None:
        """What this file is a copy of; None where it says nothing of that."""
        return self._store.copy_of()

    def make_copy(self, path: Path) -> None:
        """Write a copy to work on elsewhere; nothing changes here, so a reader may do it too.

        Raises:
            DxdeskError: FILE_EXISTS, FOLDER_MISSING, READ_ONLY, DISK_FULL.
        """
        by = self.by or this_user()
        made = CopyOf(uuid.uuid4().hex, self.path.name, 0, by, self._now)
        self._store.make_copy(path, made)

    def rejoin(self, path: Path) -> Rejoined:
        """Merge a copy back: a line for each thing that it brought; `undo_merge` takes it out again.

        What nobody changed here since is taken; texts that both changed collide, and whatever else
        both changed is left as it is here. The copy stays as it is and can be worked on further.

        Raises:
            DxdeskError: NOT_A_COPY, COPY_ALTERED, OTHER_PLAN, and whatever `open` may raise; nothing
                is changed then.
        """
        with OfficeStore.open(path, read_only=True) as copy:
            done = self._store.rejoin(copy, _is_genuine, at=self._now, by=self.by)
        return replace(done, lines=tuple(map(self._told, done.lines)))

    def _told(self, line: RejoinLine) -> RejoinLine:
        """The line, now that it is known whether its text collides."""
        if line.what is not Brought.TEXT or line.fate is not Fate.TAKEN:
            return line
        collides = line.about in self._look(line.year).collisions
        return replace(line, fate=Fate.COLLIDES) if collides else line


def _is_genuine(received: Received, secret: str) -> bool:
    said = received.submission
    signed = native.signed_bytes(said)
    return is_signed(secret, signed, said.seal) and native.identity(said) == received.identity
