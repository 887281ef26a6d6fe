"""What a column is where its heading alone does not say: told by the cells below it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from dxdesk.domain.text import squeeze

from .aims import is_aim, says_direction
from .codes import NONE_GIVEN
from .grid import Row
from .headings import Columns, Heading, Role, find_columns, word_of

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
_DEEPEST = 3


def told_by_cells(columns: Columns, rows: Sequence[Row]) -> Columns:
    """The columns as the `rows` of their table show them; `rows` begin below the heading."""
    by_at = {heading.at: heading for heading in columns.headings}
    width = max((len(row.cells) for row in rows[:_DEEPEST]), default=0)
    body: list[Row] | None = None
    for at in range(max(width, *by_at, *columns.unknown) + 1 if by_at else 0):
        heading = by_at.get(at)
        path = heading.path if heading else columns.unknown.get(at, ())
        if heading and heading.role is not Role.BASELINE and not _speaks(path):
            continue
        body = list(_body(rows)) if body is None else body
        role = _told(columns, by_at, at, path, list(_texts(body, at)))
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


def _body(rows: Sequence[Row]) -> Iterator[Row]:
    """The rows down to the next heading; those of one text at their left are none of the table's."""
    for at, row in enumerate(rows):
        if row.sheet != rows[0].sheet or find_columns(rows[at : at + _DEEPEST]):
            return
        if len(row.filled) > 1 or not row.cells[0].strip():
            yield row


def _texts(body: Iterable[Row], at: int) -> Iterator[str]:
    """What a column says, line by line."""
    for row in body:
        for line in row.cells[at].split("\n") if at < len(row.cells) else ():
            if squeeze(line) and squeeze(line) not in NONE_GIVEN:
                yield line


def _told(
    columns: Columns,
    by_at: dict[int, Heading],
    at: int,
    path: tuple[str, ...],
    texts: Sequence[str],
) -> Role | None:
    """What a column is after all; None where it is what its heading says."""
    heading = by_at.get(at)
    if heading and heading.role is Role.BASELINE:
        return None if _are_figures(columns, path, texts) else Role.ASIDE
    aims = sum(map(is_aim, texts))
    if not any(is_aim(text) and says_direction(text) for text in texts):
        return None
    if path and not _speaks(path) and _MOVED.search(_whole(path)):
        return None
    if path and _SURE.search(_whole(path)) and 2 * aims > len(texts):
        short = all(len(text) <= _LONGEST and "。" not in text for text in texts)
        return Role.AIM if short else None
    if aims < len(texts):
        return None
    left, right = (by_at[n].role if n in by_at else None for n in (at - 1, at + 1))
    if left in _ASKED or (left is not Role.ACTUAL and right in (*_ASKED, Role.ACTUAL)):
        return Role.AIM
    # Behind the actual it may be how that has moved.
    return Role.ASIDE if heading and left is Role.ACTUAL else None


def _are_figures(columns: Columns, path: tuple[str, ...], texts: Sequence[str]) -> bool:
    """Whether what is called 現状 or 基準年度 are figures of indicators, and no prose or years."""
    if not (columns.by_role[Role.KPI] or columns.by_role[Role.TARGET]):
        return False
    if _BASE_YEAR.search(_whole(path)) and all(_YEAR_ALONE.fullmatch(word_of(t)) for t in texts):
        return False
    return all(len(text) <= _LONGEST and "。" not in text for text in texts)
