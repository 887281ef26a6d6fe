"""A zip that is equal for equal content."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from dxdesk.disk import Held

Patch = tuple[re.Pattern[bytes], bytes]


class SteadyZip(Held):
    """What openpyxl asks of an archive, with entries that bear no time and no machine's trace.

    `patches` have by entry a place in it and what is to stand there instead.
    """

    def __init__(self, file: BinaryIO, patches: Mapping[str, Patch] | None = None) -> None:
        self._zip = ZipFile(file, "w", ZIP_DEFLATED)
        self._patches = patches or {}

    def writestr(self, name: str, data: str | bytes) -> None:
        """Add an entry."""
        entry = ZipInfo(name)
        entry.compress_type = ZIP_DEFLATED
        entry.create_system = 0
        self._zip.writestr(entry, data)

    def write(self, path: str, name: str) -> None:
        """Add a file that was written as text, patched, without its times and permissions.

        openpyxl writes a sheet into such a file, whose line ends are those of the system.
        """
        data = Path(path).read_bytes().replace(os.linesep.encode(), b"\n")
        if name in self._patches:
            place, instead = self._patches[name]
            found = place.search(data)
            assert found, f"{name} has no {place.pattern!r}"
            data = b"".join((data[: found.start()], instead, data[found.end() :]))
        self.writestr(name, data)

    def namelist(self) -> list[str]:
        """The entries so far."""
        return self._zip.namelist()

    def close(self) -> None:
        """Write the list of entries, with which the archive ends."""
        self._zip.close()
