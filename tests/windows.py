"""Errors as Windows' Python raises them, to be injected at the operating system's functions."""

from __future__ import annotations

import errno

# Of PC/errmap.h in CPython: the rest is EINVAL.
ERRNO_OF = {
    **dict.fromkeys((2, 3, 15, 18, 53, 67, 161, 206), errno.ENOENT),
    **dict.fromkeys((5, 16, *range(19, 37), 65, 82, 83, 108, 132, 158, 167), errno.EACCES),
    **dict.fromkeys((80, 183), errno.EEXIST),
    112: errno.ENOSPC,
    145: errno.ENOTEMPTY,
    267: errno.ENOTDIR,
}


def windows_error(code: int, file: str | None = None) -> OSError:
    """The error of one of Windows' codes, of the class that Python gives it there."""
    error = OSError(ERRNO_OF.get(code, errno.EINVAL), f"[WinError {code}]", file)
    # Only Windows' Python takes it as an argument.
    error.winerror = code  # pyright: ignore[reportAttributeAccessIssue]
    return error
