"""The three-column table as Tokushima prints it: group rows, item rows, rows of three cells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from dxdesk.domain.plan import Grade
from dxdesk.domain.rating_reading import meant_code, same_code
from dxdesk.domain.reading import Noted
from dxdesk.domain.text import fold, one_line, squeeze

from .codes import respell
from .departments import split_last_parentheses
from .grid import Grid, Row
from .groups import GroupHeadings
from .notes import Notes
from .raw import ISSUES, RawItem, RawRow, RawTable, clean, drop_copies

_HEADS = (
    re.compile(r"内容|概要|取組項目|目標"),
    re.compile(r"実績|取組状況|進捗|実施状況|成果"),
    re.compile(r"課題|改善|今後|方向性"),
)
_RATING_HEAD = re.compile(r"(?:自己|内部)?(?:評価|判定)(?:結果|区分)?$")
_LONGEST_HEAD = 40
_LONGEST_HEADING = 120
_COMPOUND_NO = re.compile(r"^(?P<no>\d{1,3}(?:[-－‐―]\d{1,3})+)[.．]?[ \u3000]+(?P<title>\S.*)$")
_SPACED_NO = re.compile(
    r"^(?P<digits>\d{1,3}(?: \d{1,3})*)(?P<dot>[.．、]?)[ \u3000]+(?P<title>\S.*)$"
)
_OTHER_NO = re.compile(
    r"^(?P<lead>(?:N[oO]|Ｎ[ｏＯ])[.．]? ?|№ ?)?"
    r"(?P<no>第?[\dⅠ-Ⅻ①-⑳(（][\dⅠ-Ⅻ①-⑳()（）\-－‐―.．]{0,11}?号?)"
    r"(?P<dot>[.．、:：]?)(?:(?<=[)）①-⑳.．、:：])(?!\d) ?| )(?P<title>\S.*)$"
)
RATING = re.compile(
    r"^[ \u3000]*(?P<head>(?:自己)?評価[ \u3000]*[:：])[ \u3000]*(?P<code>\S{0,3})(?=\s|$)"
)
_IN_WORDS = re.compile(r"^\s*(?:自己)?評価\s*[:：]")


@dataclass(frozen=True, slots=True)
class Columns:
    """Where the three columns stand."""

    content: int
    result: int
    issues: int

    def of(self, row: Row) -> list[str]:
        """The row's three cells."""
        return [row.cells[at] if at < len(row.cells) else "" for at in self.all]

    @property
    def all(self) -> tuple[int, int, int]:
        """The three positions."""
        return self.content, self.result, self.issues


def find_columns(row: Row) -> Columns | None:
    """Recognise the heading row by its words; None for any other row.

    A fourth column may hold the ratings.
    """
    filled = [index for index, cell in enumerate(row.cells) if cell.strip()]
    at = [index for index in filled if not _RATING_HEAD.match(squeeze(row.cells[index]))]
    if len(at) != len(_HEADS) or len(filled) > len(_HEADS) + 1:
        return None
    for index, pattern in zip(at, _HEADS, strict=True):
        text = squeeze(row.cells[index])
        if len(text) > _LONGEST_HEAD or not pattern.search(text):
            return None
    return Columns(*at)


def _other_number(text: str) -> tuple[str, str, str] | None:
    """No.1, ①, (1), 1-(1), 1．, Ⅰ-1, 第1 and 1号; only for a row that shows a rating."""
    found = _OTHER_NO.match(text) if len(text) <= _LONGEST_HEADING * 2 else None
    if not found:
        return None
    marks = f"{found['lead'] or ''}{found['dot']}"
    return found["no"], marks, found["title"]


class ThreeColumnReader:
    """Reads rows in order; `finish` gives the table."""

    def __init__(self, grid: Grid, notes: Notes, scale: Sequence[Grade]) -> None:
        self._grid = grid
        self._notes = notes
        self._scale = scale
        self._codes = tuple(grade.code for grade in scale)
        self._columns: Columns | None = None
        self._sheet = ""
        # Whether a row may belong to the item above: not across sheets without a heading.
        self._goes_on = False
        self._headings = GroupHeadings(notes, ours=grid.ours)
        self._following = dict(pairwise(row.place for row in grid.rows if row.filled))
        self._rows = {row.place: row for row in grid.rows}
        self._table = RawTable("three-column", self._headings.groups)

    def read(self, source: Row) -> None:
        """Take one row of the table."""
        columns = find_columns(source)
        if source.sheet != self._sheet:
            self._sheet, self._goes_on = source.sheet, False
        if columns:
            self._columns, self._goes_on = columns, bool(self._table.items)
            self._notes.add(source.place, Noted.HEADER, " ".join(source.filled))
            return
        assert self._columns is not None
        row = clean(source, self._grid, self._notes)
        cells = self._columns.of(row)
        outside = [c for i, c in enumerate(row.cells) if i not in self._columns.all and c.strip()]
        text = one_line(cells[0])
        alone = not squeeze(cells[1]) and self._is_rating_or_empty(cells[ISSUES])
        # Line breaks of a narrow cell are undone only behind the number, which a space ends.
        spaced = " ".join(cells[0].split())
        rated = alone and self._is_rated(cells[ISSUES], outside)
        number = None
        if alone and self._may_begin(cells[ISSUES]):
            number = self._number(spaced) or (_other_number(spaced) if rated else None)
        if number:
            self._begin(row.place, number, spaced, cells[ISSUES], outside)
        elif alone and self._says_again(spaced):
            self._notes.add(row.place, Noted.REPEAT, text, item=self._table.items[-1].no)
        elif (
            alone
            and not outside
            and not squeeze(cells[ISSUES])
            and self._headings.take(row.place, text, before_item=self._is_before_item(source))
        ):
            pass
        elif self._goes_on:
            if rated and text:
                self._notes.add(row.place, Noted.ITEM_DOUBTFUL, item=self._table.items[-1].no)
            self._body(row.place, cells, outside)
        else:
            self._notes.add(row.place, Noted.OUTSIDE, " ".join(row.filled))

    def finish(self) -> RawTable:
        """The table, with repeated and displaced cells dropped and ratings found."""
        if not self._grid.ours:
            drop_copies(self._table.items, self._notes)
        for item in self._table.items:
            for row in item.rows[1:]:
                self._notes.add(row.place, Noted.JOINED, item=item.no)
            if item.rating is None:
                self._find_rating(item)
        return self._table

    def _is_before_item(self, row: Row) -> bool:
        """Whether the next row begins an item, and shows so by its rating."""
        following = self._rows.get(self._following.get(row.place, ""))
        if following is None or self._columns is None or self._grid.ours:
            return False
        cells = self._columns.of(following)
        outside = [c for i, c in enumerate(following.cells) if i not in self._columns.all]
        begins = not squeeze(cells[1]) and self._is_rated(cells[ISSUES], outside)
        heading = " ".join(cells[0].split())
        return begins and bool(self._number(heading) or _other_number(heading))

    def _is_rating_or_empty(self, cell: str) -> bool:
        text = cell.strip()
        known = not text or same_code(text, self._codes) or self._in_words(text)
        return bool(known or RATING.fullmatch(one_line(text)))

    def _is_rated(self, issues: str, outside: list[str]) -> bool:
        """Whether a row shows a rating, as only the heading of an item does."""
        found = RATING.fullmatch(one_line(issues))
        return bool((found and found["code"]) or self._in_words(issues)) or any(
            same_code(text, self._codes) for text in (issues, *outside)
        )

    def _in_words(self, cell: str) -> str:
        """The code that is meant behind 評価： with its wording beside it."""
        return meant_code(cell, self._scale) if _IN_WORDS.match(cell) else ""

    def _says_again(self, text: str) -> bool:
        return self._grid.ours and self._goes_on and self._table.items[-1].goes_on_under(text)

    def _may_begin(self, rating: str) -> bool:
        """Whether an item may begin here: dxdesk's own tables always print the rating's place."""
        return not self._grid.ours or bool(RATING.match(rating))

    def _number(self, text: str) -> tuple[str, str, str] | None:
        """Number, mark behind it and the rest of an item's heading."""
        if len(text) > _LONGEST_HEADING * 2:
            return None
        found = _COMPOUND_NO.match(text)
        if found:
            return found["no"], "", found["title"]
        found = _SPACED_NO.match(text)
        if not found:
            return None
        digits = found["digits"].split(" ")
        before = self._table.items[-1].no if self._table.items else "0"
        following = str(int(before) + 1) if before.isdecimal() else ""
        taken = len(digits) if all(len(digit) == 1 for digit in digits) else 1
        for count in range(1, len(digits) + 1):
            if str(int(fold("".join(digits[:count])))) == following:
                taken = count
        if taken < len(digits):
            title = f"{' '.join(digits[taken:])}{found['dot']} {found['title']}"
            return "".join(digits[:taken]), "", title
        return "".join(digits), found["dot"], found["title"]

    def _begin(
        self,
        place: str,
        number: tuple[str, str, str],
        heading: str,
        rating: str,
        outside: list[str],
    ) -> None:
        no, dot, title = number[0], number[1], one_line(number[2])
        item = RawItem(place, no, title, self._headings.innermost, heading=heading)
        cut = split_last_parentheses(title)
        if cut:
            item.title, item.names = cut[0], cut[1]
            self._notes.mark(place, dot, *cut[2], item=no)
        else:
            self._notes.mark(place, dot, item=no)
        self._table.items.append(item)
        self._goes_on = True
        for cell in (rating, *outside):
            self._take_rating(item, place, cell)

    def _take_rating(self, item: RawItem, place: str, cell: str) -> None:
        text = one_line(cell)
        found = RATING.fullmatch(text)
        if item.rating and text:
            # Of two the one of the scale counts, else the first.
            told = found["code"] if found else text
            newer = item.rating not in self._codes and same_code(told, self._codes)
            self._notes.add(place, Noted.OUTSIDE, item.rating if newer else text, item=item.no)
            if not newer:
                return
        if code := same_code(text, self._codes):
            item.rating = code
            respell(self._notes, place, item.no, text, code)
        elif found:
            self._rate(item, place, found)
        elif code := self._in_words(cell):
            item.rating = code
            respell(self._notes, place, item.no, text, code)
        elif text:
            self._notes.add(place, Noted.OUTSIDE, text, item=item.no)

    def _body(self, place: str, cells: list[str], outside: list[str]) -> None:
        item = self._table.items[-1]
        for cell in outside:
            if item.rating is None:
                self._take_rating(item, place, cell)
            else:
                self._notes.add(place, Noted.OUTSIDE, cell, item=item.no)
        if any(squeeze(cell) for cell in cells):
            item.rows.append(RawRow(place, cells))

    def _find_rating(self, item: RawItem) -> None:
        """Look for the rating in the item's cells, where a shifted column has left it."""
        for row in item.rows:
            for column, cell in enumerate(row.cells):
                found = RATING.match(cell)
                known = found and (not self._codes or same_code(found["code"], self._codes))
                if found and found["code"] and known:
                    row.cells[column] = cell[found.end() :].lstrip()
                    code = self._rate(item, row.place, found)
                    self._notes.add(row.place, Noted.RATING_MOVED, item=item.no, about=code)
                    return

    def _rate(self, item: RawItem, place: str, found: re.Match[str]) -> str:
        """Take what stands behind 評価： as the rating; a code in the width of the scale."""
        code = meant_code(found["code"], self._scale) or found["code"]
        item.rating = code
        self._notes.mark(place, found["head"], item=item.no)
        respell(self._notes, place, item.no, found["code"], code)
        return code
