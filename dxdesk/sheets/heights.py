"""Row heights, and rows too tall for paper cut into continuation rows.

The model: a full-width character is 1 em wide, any other 0.6 em; 95 % of a cell's width is
used; a line is 1.3 em high and a row has 2 pt more. A workbook has no automatic height that
holds on every machine, so what the model says is written. Excel stops at 409 pt; beyond
400 pt a row is continued in the next one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import zip_longest

# What every sheet is written in unless a layout names another.
FONT = "BIZ UDゴシック"
TALLEST = 400.0
# The digits of the default font, 10.5 pt, are 7 pixels wide, and widths are counted in them.
POINTS_PER_WIDTH = 5.25
_EXTRA = 2.0
_PADDING = 4.0

# A word is not broken; elsewhere a line may end after any character. A tab has no fixed width.
_RUNS = re.compile(
    r"(?P<word>[!-~]+)|(?P<narrow>[\x00-\x08\x0b-\x20\x7fÀ-ÖØ-öø-ʯ｡-ﾟ￨-￮]+)|(?P<tab>\t+)"
    r"|(?P<wide>[^\x00-\x7fÀ-ÖØ-öø-ʯ｡-ﾟ￨-￮]+)"
)
_ALL_WIDE = re.compile(r"[^\x00-\x7fÀ-ÖØ-öø-ʯ｡-ﾟ￨-￮]+")
# A continuation that begins so could be taken for an item's number or a group's heading.
_MISTAKEN = re.compile(r"\s*[\d◆◇■□●◎▼▶★]")
_EM = {"word": 0.6, "narrow": 0.6, "tab": 4.0, "wide": 1.0}


@dataclass(frozen=True)
class Box:
    """The place of a text: the width of its cell and the size of its font, in points."""

    width: float
    size: float

    @cached_property
    def room(self) -> float:
        """How many em a line holds.

        Never less than one em under the width: in a narrow cell 5 % is less than the one
        character that a line gives up when 、 or 。 must not begin the next.
        """
        usable = (self.width - _PADDING) / self.size
        return max(1.0, min(usable * 0.95, usable - 1.0))

    @property
    def line(self) -> float:
        """The height of a line in points."""
        return self.size * 1.3

    @property
    def most_lines(self) -> int:
        """How many lines the tallest row holds."""
        return max(2, int((TALLEST - _EXTRA) / self.line))


def line_starts(text: str, room: float) -> list[int]:
    """The index at which each line begins when `text` is set in lines of `room` em."""
    if len(text) <= room and "\n" not in text and "\t" not in text:
        return [0]
    starts: list[int] = []
    at = 0
    for paragraph in text.split("\n"):
        starts.append(at)
        if len(paragraph) > room or "\t" in paragraph:
            _wrap(paragraph, at, room, starts)
        at += len(paragraph) + 1
    return starts


def count_lines(text: str, room: float) -> int:
    """How many lines `text` takes: as many as `line_starts` begins."""
    if len(text) <= room and "\n" not in text and "\t" not in text:
        return 1
    count = 0
    for paragraph in text.split("\n"):
        count += 1
        if len(paragraph) <= room and "\t" not in paragraph:
            continue
        if _ALL_WIDE.fullmatch(paragraph):
            # Most paragraphs of a Japanese text: as long as they have characters.
            count += (len(paragraph) - 1) // max(1, int(room))
        else:
            starts: list[int] = []
            _wrap(paragraph, 0, room, starts)
            count += len(starts)
    return count


def _wrap(paragraph: str, base: int, room: float, starts: list[int]) -> None:
    used = 0.0
    for run in _RUNS.finditer(paragraph):
        kind = run.lastgroup or "wide"
        em, count = _EM[kind], run.end() - run.start()
        if used + em * count <= room:
            used += em * count
            continue
        per_line = max(1, int(room / em))
        here = 0 if kind == "word" else int((room - used) / em)
        if not here and not used:
            here = per_line
        first = base + run.start() + here
        starts.extend(range(first, base + run.end(), per_line))
        used = em * (((count - here - 1) % per_line) + 1) if here < count else em * count


def row_height(cells: Sequence[tuple[str, Box]]) -> float:
    """The height in points of a row in which nothing is cut off."""
    tallest = 0.0
    for text, box in cells:
        height = count_lines(text, box.room) * box.line
        tallest = max(tallest, height)
    return round(tallest + _EXTRA, 2)


def split_row(cells: Sequence[tuple[str, Box]]) -> list[tuple[str, ...]]:
    """Cut the texts of a row so that each resulting row is at most `TALLEST`.

    Joined down a column without anything between, the texts are the original ones. Each piece
    is also far below the 32,767 characters that a cell holds.
    """
    pieces = [split_text(text, box) for text, box in cells]
    return list(zip_longest(*pieces, fillvalue=""))


def split_text(text: str, box: Box) -> list[str]:
    """Cut a text into pieces of at most `box.most_lines` lines; one piece where it fits.

    A piece ends after a line feed where there is one in its lower half, else after 。, else
    anywhere but inside a character. If it can be helped, none begins with a digit or a bullet.
    """
    pieces: list[str] = []
    # No more characters than these fit, so that a long text is not measured again and again.
    window = int(box.most_lines * (box.room / 0.6 + 1)) + 1
    at = 0
    while at < len(text) or not pieces:
        ahead = text[at : at + window]
        end = _first_end(ahead, box.room, box.most_lines)
        pieces.append(ahead[:end])
        at += end
    return pieces


def _first_end(text: str, room: float, most: int) -> int:
    starts = line_starts(text, room)
    if len(starts) <= most:
        return len(text)
    middle, last, end = starts[most // 2], starts[most - 1], starts[most]
    # A line feed at the end of a cell opens one more, empty line: it must fit as well.
    for mark, stop in (("\n", last), ("。", end)):
        at = text.rfind(mark, middle, stop)
        while at >= 0:
            if not _MISTAKEN.match(text, at + 1):
                return at + 1
            at = text.rfind(mark, middle, at)
    return _anywhere(text, end - 1 if text[end - 1] == "\n" else end)


def _anywhere(text: str, end: int) -> int:
    """Move `end` back to where no character is cut; not far, for marks may go on for ever."""
    for at in range(end, max(end - 12, 1), -1):
        if not (_MISTAKEN.match(text, at) or _joins(text[at]) or text[at - 1] == "\u200d"):
            return at
    return end


def _joins(char: str) -> bool:
    return char == "\u200d" or unicodedata.category(char) in ("Mn", "Me", "Mc")
