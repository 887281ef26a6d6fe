"""What a native request says of itself, before its content is read."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from dxdesk.disk import begins_with, read_bytes
from dxdesk.errors import DxdeskError
from dxdesk.files.archive import MB, ZIP_MARK
from dxdesk.files.gate import LARGEST_FILE, open_zip

_MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True)
class Label:
    """Which request it is, and of whom. Nothing of it was checked against the content."""

    id: str
    department: str
    year: int


def request_label(path: Path) -> Label | None:
    """Read the manifest alone; None for anything but a native request.

    Of a file that is no zip the first bytes are read: a desk's may be large.
    """
    if not begins_with(path, ZIP_MARK):
        return None
    try:
        archive = open_zip(read_bytes(path, LARGEST_FILE), file=path.name)
        if _MANIFEST not in archive.names:
            return None
        said: Any = json.loads(archive.read(_MANIFEST, MB))
    except (DxdeskError, ValueError, RecursionError):
        return None
    if not isinstance(said, dict):
        return None
    known = cast(dict[str, Any], said)
    parts = known.get("id"), known.get("department"), known.get("year")
    match parts:
        case (str(identity), str(department), int(year)) if known.get("kind") == "request":
            return Label(identity, department, year)
        case _:
            return None
