"""The table that counts the ratings: derived values, kept up to date and checked by formulas.

The counts are formulas over the list, so that a rating corrected in the workbook is counted;
beside the table, outside the print area, stand the counts as dxdesk derived them, and whether
both agree.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from dxdesk.export.document import Line
from dxdesk.export.layout import Summary, Tally
from dxdesk.export.looks import body, head
from dxdesk.export.numbers import counted as count_number
from dxdesk.export.numbers import share
from dxdesk.export.overview import Tally as Counted
from dxdesk.export.report import Report
from dxdesk.export.rows import Formula, Look, Text
from dxdesk.sheets.columns import letters

_BESIDE = ("台帳の数", "照合")


@dataclass(frozen=True, slots=True)
class CountedColumn:
    """Where a list has its ratings: sheet and column, and what its cells print around the code."""

    sheet: str
    letter: str
    before: str
    behind: str


def summary_lines(
    summary: Summary,
    report: Report,
    tallies: Iterable[Counted],
    width: int,
    counted: CountedColumn | None,
) -> Iterator[Line]:
    """The lines of the table of these counts, on a sheet of `width` columns."""
    places = _places(summary)
    if not {"code", "count"} <= places.keys():
        counted = None
    look = head(summary.size)
    cells = tuple(Text(column.heading, look, column.span) for column in summary.column)
    beside = tuple(Text(word, body(summary.size)) for word in _BESIDE) if counted else ()
    yield Line(cells, with_next=True, beside=beside)
    for tally in tallies:
        texts = tuple(
            _cell(column, tally, summary, report, counted, places) for column in summary.column
        )
        yield Line(texts, with_next=True, beside=_check(tally, summary, counted, places, width))
    if summary.total:
        whole = Counted(summary.total, "", report.total, Decimal(100 if report.total else 0))
        texts = tuple(_cell(c, whole, summary, report, None, places) for c in summary.column)
        yield Line(texts)


def _places(summary: Summary) -> dict[str, str]:
    """The column's letter of everything that the table shows."""
    found: dict[str, str] = {}
    at = 0
    for column in summary.column:
        found.setdefault(column.shows, letters(at))
        at += column.span
    return found


_TEXTS: dict[str, Callable[[Counted, Tally], str]] = {
    "code": lambda tally, _: tally.code,
    "meaning": lambda tally, _: tally.meaning,
    "count": lambda tally, column: f"{tally.count}{column.unit}",
    "percent": lambda tally, _: f"{tally.percent}%",
}


def _cell(
    column: Tally,
    tally: Counted,
    summary: Summary,
    report: Report,
    counted: CountedColumn | None,
    places: dict[str, str],
) -> Text:
    look = Look(summary.size, align=column.align.value)
    text = Text(_TEXTS[column.shows](tally, column), look, column.span)
    if column.shows == "count":
        formula = _count(counted, places["code"]) if counted else None
        return text._replace(number=count_number(tally.count, column.unit), formula=formula)
    if column.shows == "percent":
        formula = None
        if counted and report.total and not report.forced_shares:
            formula = Formula(
                f"ROUND({places['count']}{{row}}/{report.total},{2 + report.decimals})"
            )
        return text._replace(number=share(tally.percent), formula=formula)
    return text


def _count(counted: CountedColumn, code: str) -> Formula:
    """Counts by comparing whole texts, since a code may be a sign that COUNTIF takes for more."""
    column = (
        f"{_quoted_sheet(counted.sheet)}!${counted.letter}${{first}}:${counted.letter}${{last}}"
    )
    wanted = "&".join(
        part
        for part in (_literal(counted.before), f"${code}{{row}}", _literal(counted.behind))
        if part
    )
    return Formula(f"SUMPRODUCT(--EXACT({column},{wanted}))", counted.sheet)


def _check(
    tally: Counted,
    summary: Summary,
    counted: CountedColumn | None,
    places: dict[str, str],
    width: int,
) -> tuple[Text, ...]:
    if counted is None:
        return ()
    look = body(summary.size)
    value, count = letters(width + 1), places["count"]
    compare = Formula(f'IF({count}{{row}}={value}{{row}},"一致","不一致")')
    number = count_number(tally.count)
    return (
        Text(str(tally.count), look, number=number),
        Text("一致", look, formula=compare),
    )


def _quoted_sheet(name: str) -> str:
    return "'" + name.replace("'", "''") + "'"


def _literal(text: str) -> str:
    """A constant of the layout inside a formula."""
    quoted = text.replace('"', '""').replace("{", "{{").replace("}", "}}")
    return f'"{quoted}"' if text else ""
