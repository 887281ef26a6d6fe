"""Numbered and marked lines (①②③, (1), ・) as departments write them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dxdesk.domain.text import fold

_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_MARK = re.compile(
    r"(?P<indent>[ 　\t]*)(?:(?P<circled>[①-⑳])"
    r"|(?P<open>[(（])(?P<inner>[0-9０-９]{1,2})(?P<close>[)）])"
    r"|(?P<plain>[0-9０-９]{1,2})(?P<point>[.．])(?![0-9０-９])"
    r"|(?P<dot>・))(?P<gap>[ 　]*)"
)


def next_mark(line: str) -> str | None:
    """What the line after a marked one begins with.

    None where `line` has no mark, or its numbers end (⑳); "" where it has nothing but a mark,
    which is how a person ends a list.
    """
    found = _MARK.match(line)
    if not found:
        return None
    if found.end() == len(line):
        return ""
    indent, gap = found["indent"], found["gap"]
    if circled := found["circled"]:
        at = _CIRCLED.index(circled) + 1
        return f"{indent}{_CIRCLED[at]}{gap}" if at < len(_CIRCLED) else None
    if inner := found["inner"]:
        return f"{indent}{found['open']}{_after(inner)}{found['close']}{gap}"
    if plain := found["plain"]:
        return f"{indent}{_after(plain)}{found['point']}{gap}"
    return f"{indent}・{gap}"


def numbered(lines: Sequence[str], before: str = "") -> list[str]:
    """Lines with ①②③ in front, or without them where all have them already.

    Blank lines get none. The count goes on from `before`, the line above, where that has a
    circled number. Beyond ⑳ the numbers stand in brackets.
    """
    written = [line for line in lines if line.strip()]
    if written and all(_is_circled(line) for line in written):
        return [line.strip()[1:].lstrip() if line.strip() else line for line in lines]
    above = before.lstrip()
    count = _CIRCLED.index(above[0]) + 1 if _is_circled(above) else 0
    made: list[str] = []
    for line in lines:
        if not line.strip() and len(lines) > 1:
            made.append(line)
            continue
        count += 1
        made.append(f"{_mark(count)}{without_mark(line)}")
    return made


def _mark(count: int) -> str:
    return _CIRCLED[count - 1] if count <= len(_CIRCLED) else f"({count})"


def _is_circled(line: str) -> bool:
    return line.strip()[:1] in _CIRCLED and bool(line.strip())


def without_mark(line: str) -> str:
    """A line without the mark in front."""
    found = _MARK.match(line)
    return line[found.end() :] if found else line.lstrip()


def _after(digits: str) -> str:
    """The next number, in digits of the same width."""
    following = str(int(fold(digits)) + 1)
    wide = digits[0] > "9"
    return (
        following.translate({ord("0") + n: ord("０") + n for n in range(10)}) if wide else following
    )
