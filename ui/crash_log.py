"""Where the logs of bugs go and what they hold; without Qt, which may be what is broken."""

from __future__ import annotations

import os
import platform
import sys
import tempfile
import traceback
from datetime import datetime
from pathlib import Path
from types import TracebackType

import dxdesk


def log_folder() -> Path:
    """Where logs go: DXDESK_LOG_DIR, or the folder of this user's local application data.

    That is what Qt calls AppLocalDataLocation.
    """
    if wanted := os.environ.get("DXDESK_LOG_DIR"):
        return Path(wanted).absolute()
    try:
        return _local_data() / "dxdesk" / "log"
    except RuntimeError:
        # Nobody knows where this user is at home.
        return Path(tempfile.gettempdir()) / "dxdesk" / "log"


def _local_data() -> Path:
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    known = os.environ.get("XDG_DATA_HOME", "")
    return Path(known) if known.startswith("/") else Path.home() / ".local" / "share"


def report(kind: type[BaseException], trace: TracebackType | None) -> str:
    """The log of a bug: where it happened, without the exception's words.

    Those may hold what a person typed.
    """
    lines = traceback.format_list(traceback.extract_tb(trace))
    return f"{about_this()}\n{''.join(lines)}{kind.__module__}.{kind.__qualname__}\n"


def about_this() -> str:
    """Which program runs on what."""
    return f"dxdesk {dxdesk.__version__} / Python {platform.python_version()} / {sys.platform}"


def write_log(folder: Path, text: str) -> str:
    """Write a log; where even that fails, whoever tells of it says what happened."""
    path = folder / f"dxdesk-{datetime.now():%Y%m%d-%H%M%S}.log"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    except OSError:
        return ""
    return str(path)
