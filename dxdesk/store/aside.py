"""Text that was typed before the store was loaded, in a small file beside the clerk's.

It lives for the half second until the store has it. What a crash leaves of it is typed into the
clerk's file at the next opening.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, cast

from dxdesk.disk import read_bytes, write_atomically
from dxdesk.errors import DxdeskError

_LARGEST = 4_000_000


def aside_path(path: Path) -> Path:
    """Where it lies."""
    return path.with_name(f"{path.name}-typed")


def put_aside(path: Path, texts: Mapping[str, str]) -> None:
    """Keep texts by field; they are on the disk when it returns.

    Raises:
        DxdeskError: as `write_atomically`.
    """
    data = json.dumps(dict(texts), ensure_ascii=False).encode("utf-8", "surrogatepass")
    write_atomically(aside_path(path), lambda file: file.write(data))


def take_aside(path: Path) -> dict[str, str]:
    """What was left; nothing where there is no such file, or one that is not ours."""
    try:
        data = read_bytes(aside_path(path), _LARGEST)
        said: Any = json.loads(data.decode("utf-8", "surrogatepass"))
    except (DxdeskError, ValueError, RecursionError):
        return {}
    if not isinstance(said, dict):
        return {}
    pairs = cast(dict[str, Any], said).items()
    return {field: text for field, text in pairs if isinstance(text, str)}


def forget_aside(path: Path) -> None:
    """Take the file away."""
    with suppress(OSError):
        aside_path(path).unlink(missing_ok=True)
