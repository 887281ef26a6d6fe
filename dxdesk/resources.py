"""Where the files of `resources/` are: beside the source, or inside an installed or frozen program."""

from __future__ import annotations

import sys
from pathlib import Path

# What lies beside this package in the source tree lies here in an installed copy, so that
# no `ui` and no `resources` stand among others' packages.
INSTALLED = Path(__file__).resolve().parent / "installed"


def resource(*parts: str) -> Path:
    """The path of a file in `resources/`."""
    frozen: str | None = getattr(sys, "_MEIPASS", None)
    beside = INSTALLED if INSTALLED.is_dir() else INSTALLED.parent.parent
    return Path(frozen or beside).joinpath("resources", *parts)
