"""Texts in the cells of a form: made fit for XML, measured, and cut where a cell is too small."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dxdesk.domain.text import typed

TALLEST = 400.0

_ILLEGAL = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff]")
_ESCAPE_LIKE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
# A word is not broken at the end of a line; anywhere else a line may end.
_RUNS = re.compile(r"\n|[!-~]+|\t|[^!-~\n\t]")
_JOINS = re.compile(r"[\u0300-\u036f\u3099\u309a\u200d\ufe00-\ufe0f\U000e0100-\U000e01ef]")


def shown(text: str) -> str:
    """The text as a form shows it: control characters as pictures (␀), else as typed."""
    return _ILLEGAL.sub(_picture, typed(text))


def _picture(found: re.Match[str]) -> str:
    code = ord(found[0])
    return chr(0x2400 + code) if code < 0x20 else "\ufffd"


def stored(text: str) -> str:
    """A shown text as a workbook stores it: what looks like an escape (_x000D_) is escaped."""
    return _ESCAPE_LIKE.sub("_x005F_", text) if "_x" in text else text


@dataclass(frozen=True, slots=True)
class Box:
    """Where a text stands: the column's width in characters, the font's size in points."""

    width: float
    size: float

    @property
    def room(self) -> float:
        """How many em a line holds: 95 % of the column, and one em for 、 that hangs over."""
        usable = (self.width * 5.25 - 4) / self.size
        return max(1.0, min(usable * 0.95, usable - 1))

    @property
    def line(self) -> float:
        """The height of a line in points."""
        return 1.3 * self.size

    @property
    def most_lines(self) -> int:
        """How many lines the tallest row holds."""
        return int((TALLEST - 2) / self.line)


def row_height(cells: list[tuple[str, Box]]) -> float:
    """The height in points of a row in which no text is cut off."""
    lines = [len(line_starts(text, box)) * box.line for text, box in cells if text]
    return round(max(lines, default=15.0) + 2, 1)


def line_starts(text: str, box: Box) -> list[int]:
    """Where each line begins: a full-width character is 1 em wide, any other 0.6."""
    starts, used, room = [0], 0.0, box.room
    for run in _RUNS.finditer(text):
        if run[0] == "\n":
            starts.append(run.end())
            used = 0.0
            continue
        wide = 4.0 if run[0] == "\t" else 0.6 if run[0] < "\x7f" else 1.0
        length = run.end() - run.start()
        if used and used + wide * length > room:
            starts.append(run.start())
            used = 0.0
        per_line = max(1, int(room / wide))
        starts.extend(range(run.start() + per_line, run.end(), per_line))
        used += wide * ((length - 1) % per_line + 1)
    return starts


def pieces(text: str, box: Box) -> list[str]:
    """Cut a text so that each piece fits the tallest row; joined, they are the text.

    No piece comes near the 32,767 characters that a cell holds.
    """
    cut: list[str] = []
    starts = line_starts(text, box)
    first, at, most = 0, 0, box.most_lines
    while len(starts) - first > most:
        # A line feed at the end of a cell opens one more line, which must fit as well.
        line = first + most - 1
        end = starts[line]
        while end > starts[first] + 1 and _JOINS.match(text, end):
            end -= 1
        cut.append(text[at:end])
        at, first = end, line
    return [*cut, text[at:]]
