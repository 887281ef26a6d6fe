"""The XML of workbooks and documents, read by expat one element at a time."""

from __future__ import annotations

from collections.abc import Callable
from xml.parsers import expat

from dxdesk.errors import DxdeskError, Trouble

_DEEPEST = 100


class _PlainNames(dict[str, str]):
    """Names without their prefix, each cut once."""

    def __missing__(self, name: str) -> str:
        self[name] = plain = name.rpartition(":")[2]
        return plain


def read_xml(
    data: bytes,
    file: str,
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
) -> None:
    """Run handlers over a part; names come without their prefix.

    Raises:
        DxdeskError: FILE_DAMAGED when it is not well formed or brings entities of its own.
    """
    parser = expat.ParserCreate()
    parser.buffer_text = True
    plain = _PlainNames()
    depth = 0

    def on_start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > _DEEPEST:
            raise DxdeskError(Trouble.FILE_DAMAGED, file=file)
        start(plain[name], attributes)

    def on_end(name: str) -> None:
        nonlocal depth
        depth -= 1
        if end:
            end(plain[name])

    def on_doctype(*_: object) -> None:
        raise DxdeskError(Trouble.FILE_DAMAGED, file=file)

    parser.StartElementHandler = on_start
    parser.EndElementHandler = on_end
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = on_doctype
    try:
        parser.Parse(data, True)
    # ValueError and LookupError: a declared encoding that Python does not have.
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise DxdeskError(Trouble.FILE_DAMAGED, file=file) from error


def is_on(attributes: dict[str, str]) -> bool:
    """Whether a property that is named is switched on, as it is without a value."""
    said = next((v for k, v in attributes.items() if k.rpartition(":")[2] == "val"), "1")
    return said not in ("0", "false", "off", "none")


def index_of(said: str) -> int | None:
    """A place in a table as it is written; None for anything else."""
    return int(said) if said.isdecimal() and len(said) < 9 else None
