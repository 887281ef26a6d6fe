"""Domain values as JSON: one canonical form for files and database, checked when read."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError
from pydantic_core import PydanticSerializationError

from dxdesk.errors import DxdeskError, Trouble

T = TypeVar("T")


@lru_cache(maxsize=32)
def _adapter(kind: type[object]) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


def canonical(value: object) -> bytes:
    """JSON of plain values: sorted keys, no spaces, UTF-8; equal values give equal bytes."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode("utf-8", "replace")


def plain(value: object) -> dict[str, Any]:
    """A domain value as plain values, as they stand in JSON."""
    return _adapter(type(value)).dump_python(value, mode="json")


def encode(value: object) -> bytes:
    """Canonical JSON of a domain value."""
    return canonical(plain(value))


def stored(value: T) -> tuple[str, T]:
    """JSON of a domain value for a row that `decode` alone reads, and the value that it then gives.

    The order of its keys is not the canonical one, which of a large plan takes eight times as
    long. The value is another one only where it holds halves of surrogate pairs, which become `?`.
    """
    kind = type(value)
    try:
        return _adapter(kind).dump_json(value).decode(), value
    except PydanticSerializationError:
        text = encode(value).decode()
        return text, decode(kind, text)


def decode(kind: type[T], data: bytes | str, name: str = "") -> T:
    """Read a domain value; whatever does not fit is a damaged file (`name` says which)."""
    try:
        return _adapter(kind).validate_json(data)
    except (ValidationError, ValueError, RecursionError):
        # The error quotes what was read, which must not reach a log.
        raise DxdeskError(Trouble.FILE_DAMAGED, file=name) from None
