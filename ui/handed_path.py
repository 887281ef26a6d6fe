"""A path that one run of the program leaves for another; it is checked like any input.

It is a name and nothing more: what becomes of it is decided where files are opened, by content.
"""

from __future__ import annotations

import os
from pathlib import Path

# Windows takes 32,767 characters of at most three bytes, Linux 4,096 bytes.
_LONGEST = 3 * 32_767


def absolute(word: str) -> Path:
    """What a word of the command line names, as another run finds it; the disk is not asked.

    Steps up are taken from the working folder alone: behind a link they lead elsewhere.
    """
    path = Path(word)
    if path.is_absolute():
        return path
    try:
        base = Path.cwd()
    except OSError:
        # The working folder is gone.
        return path
    while path.parts[:1] == ("..",):
        base, path = base.parent, Path(*path.parts[1:])
    return base / path


def as_bytes(path: Path) -> bytes:
    """A path as it is left; a name that is no Unicode comes back as it was."""
    return os.fsencode(path)


def as_path(data: bytes) -> Path | None:
    """The path that was left; None where it is none that people open.

    It is one absolute name. Those that Windows has for devices are none.
    """
    if not data or len(data) > _LONGEST:
        return None
    try:
        text = os.fsdecode(data)
    except UnicodeDecodeError:
        return None
    if any(ord(sign) < 32 or sign == "\x7f" for sign in text):
        return None
    if os.path.normcase(text)[:4] in ("\\\\.\\", "\\\\?\\"):
        return None
    path = Path(text)
    return path if path.is_absolute() else None
