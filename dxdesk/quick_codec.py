"""Domain values out of JSON without the libraries that `codec` needs.

For the first picture of a window, which would wait a tenth of a second for them. It takes what
`codec.encode` writes and nothing else: where anything is not exactly of its kind it gives None,
and the caller goes the regular way, which says what is wrong.
"""

from __future__ import annotations

import json
import types
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from enum import Enum
from functools import cache
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

T = TypeVar("T")
Read = Callable[[object], object]


class _UnfitError(Exception):
    """Something is not of its kind."""


def quick_decode(kind: type[T], data: str) -> T | None:
    """Read a frozen dataclass; None where `codec.decode` has to be asked."""
    if "\\ud" in data or "\\uD" in data:
        # Half of a surrogate pair; `encode` writes no such escape.
        return None
    try:
        return cast(T, _reader(kind)(json.loads(data)))
    except (_UnfitError, ValueError, RecursionError):
        return None


@cache
def _reader(kind: object) -> Read:
    origin, arguments = get_origin(kind), get_args(kind)
    if isinstance(kind, type) and is_dataclass(kind):
        return _dataclass_reader(kind)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return _enum_reader(kind)
    if origin is tuple:
        return _tuple_reader(_reader(arguments[0]))
    if origin in (dict, Mapping):
        return _mapping_reader(_reader(arguments[1]))
    if origin in (Union, types.UnionType):
        return _optional_reader(next(one for one in arguments if one is not types.NoneType))
    return _plain_reader(cast(type[object], kind))


def _plain_reader(kind: type[object]) -> Read:
    def read(value: object) -> object:
        # Not isinstance: True is no number here.
        if type(value) is not kind:
            raise _UnfitError
        return value

    return read


def _optional_reader(kind: object) -> Read:
    read = _reader(kind)
    return lambda value: None if value is None else read(value)


def _enum_reader(kind: type[Enum]) -> Read:
    known = {member.value: member for member in kind}

    def read(value: object) -> object:
        if not isinstance(value, str) or value not in known:
            raise _UnfitError
        return known[value]

    return read


def _tuple_reader(read_one: Read) -> Read:
    def read(value: object) -> object:
        if type(value) is not list:
            raise _UnfitError
        return tuple(map(read_one, cast(list[object], value)))

    return read


def _mapping_reader(read_one: Read) -> Read:
    def read(value: object) -> object:
        if type(value) is not dict:
            raise _UnfitError
        return {key: read_one(one) for key, one in cast(dict[str, object], value).items()}

    return read


def _dataclass_reader(kind: type[Any]) -> Read:
    hints = get_type_hints(kind)
    parts = [(field.name, _reader(hints[field.name]), _needed(field)) for field in fields(kind)]

    def read(value: object) -> object:
        if type(value) is not dict:
            raise _UnfitError
        known = cast(dict[str, object], value)
        given: dict[str, object] = {}
        for name, read_one, needed in parts:
            if name in known:
                given[name] = read_one(known[name])
            elif needed:
                raise _UnfitError
        return kind(**given)

    return read


def _needed(field: Field[Any]) -> bool:
    return field.default is MISSING and field.default_factory is MISSING
