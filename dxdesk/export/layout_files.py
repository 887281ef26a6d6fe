"""Layout files: those that are shipped, an office's own, and what is wrong with one, by line.

A file is TOML (UTF-8; that of an older Windows editor in cp932 is read too). It is data: nothing
in it is ever run.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from pydantic import ValidationError

from dxdesk.disk import read_bytes
from dxdesk.errors import DxdeskError, Trouble
from dxdesk.export.layout import Layout
from dxdesk.resources import resource
from dxdesk.there import Kind, seen

SUFFIX = ".toml"
_LARGEST = 256 * 1024
# Whoever writes a layout reads the first few; each of them takes a search through the file.
_MOST_FAULTS = 50
_TABLE = re.compile(r"^\s*(\[{1,2})\s*([\w.-]+)\s*\]{1,2}\s*(?:#.*)?$")
_KEY = re.compile(r"(?<![^{,\[(\s])([\w-]+)\s*=")
_AT_LINE = re.compile(r"at line (\d+)")
# The order in which they are offered.
_SHIPPED = ("three-column", "wide", "kpi-list", "item-sheets", "two-ratings", "council")


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong with a layout file; `line` counts from 1, 0 where it has no line."""

    line: int
    sentence: str

    def __str__(self) -> str:
        return f"{self.line}行目：{self.sentence}" if self.line else self.sentence


class LayoutError(Exception):
    """What is wrong with a layout file, in the order of its lines."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("; ".join(map(str, faults)))
        self.faults = tuple(faults)


def shipped() -> tuple[str, ...]:
    """The names of the layouts that come with the program, in the order to be offered."""
    return _SHIPPED


def find_layout(name: str, folder: Path | None = None) -> Layout:
    """The layout of a name: a shipped one, or a file (its path, or its name in `folder`).

    Raises:
        DxdeskError: NO_SUCH_LAYOUT; BAD_LAYOUT with the first faults and their lines.
    """
    if name in _SHIPPED:
        return _shipped(name)
    path = Path(name)
    if path.suffix.lower() != SUFFIX:
        path = path.with_name(path.name + SUFFIX) if path.name else path
    for place in (path, folder / path if folder else path):
        if seen(place) is Kind.FILE:
            return load_layout(place)
    raise DxdeskError(Trouble.NO_SUCH_LAYOUT, layout=name, known="、".join(_SHIPPED))


@cache
def _shipped(name: str) -> Layout:
    return load_layout(resource("layouts", name + SUFFIX))


def load_layout(path: Path) -> Layout:
    """Read an office's own layout.

    Raises:
        DxdeskError: a file that cannot be read; BAD_LAYOUT with the first faults.
    """
    data = read_bytes(path, _LARGEST)
    try:
        return read_layout(_decoded(data, path.name))
    except LayoutError as error:
        told = "。\n".join(f"・{fault}" for fault in error.faults[:5])
        raise DxdeskError(Trouble.BAD_LAYOUT, file=path.name, faults=told) from error


def _decoded(data: bytes, name: str) -> str:
    for encoding in ("utf-8-sig", "cp932"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise DxdeskError(Trouble.NOT_TEXT, file=name)


@lru_cache(maxsize=16)
def read_layout(source: str) -> Layout:
    """Read a layout from the text of its file.

    Raises:
        LayoutError: everything that is wrong with it.
    """
    try:
        values = tomllib.loads(source.replace("\r\n", "\n"))
    except tomllib.TOMLDecodeError as error:
        found = _AT_LINE.search(str(error))
        line = int(found[1]) if found else source.count("\n") + 1
        raise LayoutError([Fault(line, "TOMLの書き方が正しくありません")]) from error
    except RecursionError as error:
        raise LayoutError([Fault(0, "入れ子が深すぎます")]) from error
    try:
        return Layout.model_validate(values)
    except ValidationError as error:
        raise LayoutError(sorted(_faults(source, error), key=lambda fault: fault.line)) from error


def _faults(source: str, error: ValidationError) -> list[Fault]:
    told = error.errors(include_url=False)[:_MOST_FAULTS]
    places = [one["loc"] for one in told]
    faults = [
        Fault(_line_of(source, one["loc"]), _sentence(one["type"], one["loc"], one.get("ctx", {})))
        for one in told
        # A list that lacks an entry, because that entry is wrong, is not wrong itself.
        if not any(
            len(loc) > len(one["loc"]) and loc[: len(one["loc"])] == one["loc"] for loc in places
        )
    ]
    return list(dict.fromkeys(faults))


_SENTENCES = {
    "missing": "「{key}」がありません",
    "extra_forbidden": "「{key}」という項目はありません",
    "literal_error": "「{key}」は {expected} のどれかです",
    "enum": "「{key}」は {expected} のどれかです",
    "greater_than_equal": "「{key}」は {ge} 以上です",
    "less_than_equal": "「{key}」は {le} 以下です",
    "too_short": "「{key}」は {min_length} 個以上要ります",
    "too_long": "「{key}」は {max_length} 個までです",
    "string_too_short": "「{key}」が空です",
    "string_too_long": "「{key}」は {max_length} 字までです",
    "string_pattern_mismatch": "「{key}」に使えない文字があるか、空です",
    "string_type": '「{key}」は「"」で囲んだ文字で書きます',
    "value_error": "{error}",
}


def _sentence(kind: str, loc: Sequence[int | str], context: Mapping[str, object]) -> str:
    words = re.findall(r"'([^']*)'|(\d+)", str(context.get("expected", "")))
    expected = "、".join(word or number for word, number in words if word or number)
    names = [part for part in loc if isinstance(part, str)]
    facts = {**context, "key": names[-1] if names else "", "expected": expected}
    return _SENTENCES.get(kind, "「{key}」の書き方が正しくありません").format_map(facts)


def _line_of(source: str, loc: Sequence[int | str]) -> int:
    """The line on which a value stands, or, where it is missing, the nearest thing around it.

    tomllib tells no lines; tables and keys are counted as they come.
    """
    lines = source.split("\n")
    first, last = 0, len(lines)
    at = 0
    steps = list(loc)
    while steps:
        found = _narrowed(lines, (first, last), steps)
        if found is None:
            break
        first, last, taken = found
        at, steps = first + 1, steps[taken:]
    return at


def _narrowed(
    lines: list[str], span: tuple[int, int], steps: Sequence[int | str]
) -> tuple[int, int, int] | None:
    """The lines of the next step inside some lines, and how many steps that takes."""
    name = steps[0]
    if not isinstance(name, str):
        return None
    count = steps[1] if len(steps) > 1 and isinstance(steps[1], int) else 0
    tables = [at for at in range(*span) if _is_table(lines[at], name)]
    if count < len(tables):
        start = tables[count]
        head = _TABLE.match(lines[start])
        assert head is not None
        end = next((at for at in range(start + 1, span[1]) if _ends(lines[at], head[2])), span[1])
        return start, end, 2 if len(steps) > 1 and isinstance(steps[1], int) else 1
    for at in range(*span):
        if name in _keys(lines[at]):
            # An array of inline tables: the entry begins on the line of its opening brace.
            rows = [n for n in range(at, span[1]) if lines[n].lstrip().startswith("{")]
            if len(steps) > 1 and isinstance(steps[1], int) and count < len(rows):
                return rows[count], rows[count] + 1, 2
            return at, span[1], 1
    return None


def _is_table(line: str, name: str) -> bool:
    found = _TABLE.match(line)
    return bool(found) and found[2].rpartition(".")[2] == name


def _ends(line: str, table: str) -> bool:
    """Whether a line begins a table that is not inside `table`."""
    found = _TABLE.match(line)
    return bool(found) and not found[2].startswith(f"{table}.")


def _keys(line: str) -> Iterator[str]:
    return (found[1] for found in _KEY.finditer(line))
