"""Zip files from outside: nothing in them is believed before it was counted."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from dataclasses import dataclass

from dxdesk.errors import DxdeskError, Trouble

MB = 1 << 20
ZIP_MARK = b"PK"


@dataclass(frozen=True, slots=True)
class Limits:
    """What a zip may hold: entries, bytes of all of them unpacked."""

    entries: int
    total: int


WORKBOOK = Limits(entries=2_000, total=200 * MB)

# Ordinary sheets of many equal cells shrink to a hundredth; only what is large as well is a bomb.
_BOMB_RATIO = 250
_BOMB_SIZE = 20 * MB

_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCRYPTED = 0x1 | 0x40 | 0x2000
# What zipfile raises over damaged files. RuntimeError: it knows no other for a bad password flag.
_FAULTS = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    RuntimeError,
    ValueError,
    OSError,
    OverflowError,
)


class Archive:
    """The entries of a checked zip. Names have `/` between folders, folders are left out."""

    def __init__(
        self, packed: zipfile.ZipFile, infos: dict[str, zipfile.ZipInfo], file: str
    ) -> None:
        self._packed = packed
        self._infos = infos
        self.file = file

    @property
    def names(self) -> frozenset[str]:
        """The names of all entries, as stored."""
        return frozenset(self._infos)

    def read(self, name: str, most: int = WORKBOOK.total) -> bytes:
        """Unpack one entry, never more than the zip declared for it.

        Raises:
            DxdeskError: FILE_TOO_LARGE over `most` bytes; FILE_DAMAGED when it is absent or
                short, or its check sum is wrong.
        """
        info = self._infos.get(name)
        if info is None:
            raise DxdeskError(Trouble.FILE_DAMAGED, file=self.file)
        if info.file_size > most:
            raise DxdeskError(Trouble.FILE_TOO_LARGE, file=self.file)
        try:
            with self._packed.open(info) as member:
                # With a count the inflater stops there; without one it would follow a lying size.
                data = member.read(info.file_size + 1)
        except _FAULTS as error:
            raise DxdeskError(Trouble.FILE_DAMAGED, file=self.file) from error
        if len(data) != info.file_size:
            raise DxdeskError(Trouble.FILE_DAMAGED, file=self.file)
        return data


def open_zip(data: bytes, *, file: str, limits: Limits = WORKBOOK) -> Archive:
    """Open a zip in memory and check all that can be known without unpacking.

    Raises:
        DxdeskError: WRONG_KIND for what is no zip or is encrypted, FILE_TOO_LARGE over the
            limits, FILE_DAMAGED for everything else that is wrong.
    """
    if data and not data.startswith(ZIP_MARK):
        raise DxdeskError(Trouble.WRONG_KIND, file=file)
    # zipfile makes an object of every entry before it can be asked how many there are.
    if data.count(b"PK\x01\x02") > 10 * limits.entries:
        raise DxdeskError(Trouble.FILE_TOO_LARGE, file=file)
    try:
        packed = zipfile.ZipFile(io.BytesIO(data))
    except _FAULTS as error:
        raise DxdeskError(Trouble.FILE_DAMAGED, file=file) from error
    infos = packed.infolist()
    total = sum(info.file_size for info in infos)
    if len(infos) > limits.entries or total > limits.total:
        raise DxdeskError(Trouble.FILE_TOO_LARGE, file=file)
    if total > _BOMB_SIZE and total > _BOMB_RATIO * len(data):
        raise DxdeskError(Trouble.FILE_TOO_LARGE, file=file)
    return Archive(packed, _checked(infos, file), file)


def _checked(infos: list[zipfile.ZipInfo], file: str) -> dict[str, zipfile.ZipInfo]:
    """The entries by name; two names that one program would take for the same are damage."""
    found: dict[str, zipfile.ZipInfo] = {}
    seen: set[str] = set()
    for info in infos:
        name = info.filename.replace("\\", "/")
        if info.flag_bits & _ENCRYPTED:
            raise DxdeskError(Trouble.WRONG_KIND, file=file)
        if info.compress_type not in _METHODS or not _is_sane(name) or name.casefold() in seen:
            raise DxdeskError(Trouble.FILE_DAMAGED, file=file)
        seen.add(name.casefold())
        if not name.endswith("/"):
            found[name] = info
    return found


def _is_sane(name: str) -> bool:
    if not name or name.startswith("/") or ":" in name:
        return False
    return ".." not in name.split("/")
