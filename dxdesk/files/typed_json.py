"""JSON that people and scripts write: every text as typed, and none lost on the way."""

from __future__ import annotations

import json
from typing import Any, cast


def read_typed_json(data: bytes) -> dict[str, Any]:
    """Read one JSON object; numbers stay the text that was written (1.10, not 1.1).

    Raises:
        ValueError: no JSON object, a key that stands twice in one object (the first text would
            be lost), NaN and its kind, or nested too deeply.
    """
    try:
        value = json.loads(
            data.removeprefix(b"\xef\xbb\xbf"),
            object_pairs_hook=each_key_once,
            parse_int=str,
            parse_float=str,
            parse_constant=_no_number,
        )
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
    if not isinstance(value, dict):
        raise ValueError("no object")  # noqa: TRY004
    return cast("dict[str, Any]", value)


def each_key_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object of JSON; ValueError where a key stands twice, since one text would be lost."""
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key twice")
    return found


def _no_number(name: str) -> str:
    raise ValueError(name)
