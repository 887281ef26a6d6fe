"""What a column is where its heading alone does not say: told by the cells below it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from dxdesk.domain.text import squeeze

from .aims import is_aim, says_direction
from .codes import NONE_GIVEN
from .grid import Row
from .headings import DEEPEST, Columns, Heading, Role, find_columns, word_of

_ASKED = frozenset({Role.KPI, Role.UNIT, Role.TARGET, Role.BASELINE})
# Headings that speak of the direction, and those that may as well be of what is done next
# (方向性) or of how the figure has moved (増減).
_SURE = re.compile(
    r"(?:望ま|好ま|望む|目指|よい|良い|あるべき)\S{0,5}(?:方向|向き|傾向|増減)|"
    r"(?:目標|指標|数値|KPI|値|改善)の?(?:変化の?|増減の?)?(?:方向性?|向き|増減)|増減の?(?:別|方向|目標)"
)
_MAYBE = re.compile(r"(?:方向性?|向き|増減|増|減|[↑↗→↘↓・/▲▼])+(?:\(\S*\))?")
# How the figure has moved, which says nothing of what is wished.
_MOVED = re.compile(r"実績|前年|昨年|前回|前々|推移|比較|達成")
_BASE_YEAR = re.compile(r"(?:基準|策定|開始)年度?$")
_YEAR_ALONE = re.compile(r"(?:(?:[RH]|令和|平成)(?:\d{1,2}|元)|(?:19|20)\d\d)年?度?末?")
_LONGEST = 40


@dataclass(frozen=True, slots=True)
class _Body:
    """The rows of a table from below its heading on: `rows` are the document's."""

    rows: Sequence[Row]
    start: int

    def texts(self, at: int) -> Iterator[str]:
        """What a column says down to the next heading, line by line; read no further than asked."""
        for n in range(self.start, len(self.rows)):
            row = self.rows[n]
            if row.sheet != self.rows[self.start].sheet or find_columns(self.rows[n : n + DEEPEST]):
                return
            # One text at the left alone is a group's heading or a line beside the table.
            if at >= len(row.cells) or (len(row.filled) == 1 and row.cells[0].strip()):
                continue
            for line in row.cells[at].split("\n"):
                if squeeze(line) and squeeze(line) not in NONE_GIVEN:
                    yield line


def told_by_cells(columns: Columns, rows: Sequence[Row], start: int) -> Columns:
    """The columns as the cells below them show them; `start` is the row under their heading."""
    by_at = {heading.at: heading for heading in columns.headings}
    body = _Body(rows, start)
    width = max((len(row.cells) for row in rows[start : start + DEEPEST]), default=0)
    for at in range(max(width, *by_at, *columns.unknown) + 1 if by_at else 0):
        heading = by_at.get(at)
        path = heading.path if heading else columns.unknown.get(at, ())
        if heading and heading.role is not Role.BASELINE and not _speaks(path):
            continue
        role = _told(columns, by_at, at, path, body)
        if role is not None:
            by_at[at] = Heading(at, role, path) if heading is None else replace(heading, role=role)
    headings = tuple(by_at[at] for at in sorted(by_at))
    unknown = {at: path for at, path in columns.unknown.items() if at not in by_at}
    return replace(columns, headings=headings, unknown=unknown)


def _speaks(path: tuple[str, ...]) -> bool:
    """Whether a heading may be of a column for the direction."""
    return bool(_SURE.search(_whole(path)) or _MAYBE.fullmatch(word_of(path[-1]))) and not bool(
        _MOVED.search(_whole(path))
    )


def _whole(path: tuple[str, ...]) -> str:
    return "/".join(map(word_of, path))


def _told(
    columns: Columns,
    by_at: Mapping[int, Heading],
    at: int,
    path: tuple[str, ...],
    body: _Body,
) -> Role | None:
    """What a column is after all; None where it is what its heading says."""
    heading = by_at.get(at)
    if heading and heading.role is Role.BASELINE:
        return None if _are_figures(columns, path, body, at) else Role.ASIDE
    if path and _MOVED.search(_whole(path)):
        return None
    if path and _SURE.search(_whole(path)):
        return Role.AIM if _are_mostly_aims(list(body.texts(at))) else None
    left, right = (by_at[n].role if n in by_at else None for n in (at - 1, at + 1))
    asked = left in _ASKED or (left is not Role.ACTUAL and right in (*_ASKED, Role.ACTUAL))
    moved = heading is not None and left is Role.ACTUAL
    if not (asked or moved) or not all(map(is_aim, body.texts(at))):
        return None
    if not any(map(says_direction, body.texts(at))):
        return None
    # Behind the actual it may be how that has moved.
    return Role.AIM if asked else Role.ASIDE


def _are_mostly_aims(texts: Sequence[str]) -> bool:
    short = all(len(text) <= _LONGEST and "。" not in text for text in texts)
    aims = [text for text in texts if is_aim(text)]
    return short and 2 * len(aims) > len(texts) and any(map(says_direction, aims))


def _are_figures(columns: Columns, path: tuple[str, ...], body: _Body, at: int) -> bool:
    """Whether what is called 現状 or 基準年度 are figures of indicators, and no prose or years."""
    if not (columns.by_role[Role.KPI] or columns.by_role[Role.TARGET]):
        return False
    if _BASE_YEAR.search(_whole(path)):
        return not all(_YEAR_ALONE.fullmatch(word_of(text)) for text in body.texts(at))
    return all(len(text) <= _LONGEST and "。" not in text for text in body.texts(at))
