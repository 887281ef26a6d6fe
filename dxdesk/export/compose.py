"""A report in a layout: every text put into its cell, nothing measured yet."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dxdesk.errors import DxdeskError, Trouble
from dxdesk.export import looks
from dxdesk.export.cell_texts import cell_of
from dxdesk.export.document import Document, Line, Sheet
from dxdesk.export.layout import Layout, Summary
from dxdesk.export.layout import Line as LineSpec
from dxdesk.export.layout import Sheet as SheetSpec
from dxdesk.export.listing import Listing, page_of, rating_columns
from dxdesk.export.places import Scope, document_title
from dxdesk.export.report import Report
from dxdesk.export.rows import Text
from dxdesk.export.summary_table import CountedColumn, summary_lines

# Excel allows none of these in the name of a sheet, and 31 characters, of which 𠮷 and 😀 take two.
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\\x00-\x1f'{}\ud800-\udfff\ufffe\uffff]")
_LONGEST_NAME = 31


def compose(layout: Layout, report: Report) -> Document:
    """Put a report into a layout.

    Raises:
        DxdeskError: NOTHING_TO_PUBLISH for a layout of item sheets alone and a plan without items.
    """
    scope = Scope(report, layout.manner(report.layout))
    names = _Names()
    counted: dict[str, CountedColumn] = {}
    named: list[tuple[SheetSpec, Scope, str]] = []
    for spec in layout.sheet:
        for each in _scopes(spec, scope):
            name = names.fit(spec.name.fill(each))
            named.append((spec, each, name))
            if spec.rows:
                counted = rating_columns(spec, each, name) | counted
    if not named:
        raise DxdeskError(Trouble.NOTHING_TO_PUBLISH)
    sheets = tuple(_sheet(layout, spec, each, name, counted) for spec, each, name in named)
    return Document(document_title(report, scope.manner), layout.font.family, sheets)


def _scopes(spec: SheetSpec, scope: Scope) -> Iterator[Scope]:
    """What the sheets of a layout's sheet are about: the report, or one item each."""
    if not spec.each:
        yield scope
        return
    for entry in scope.report.entries:
        yield scope.of_entry(entry)


def _sheet(
    layout: Layout, spec: SheetSpec, scope: Scope, name: str, counted: dict[str, CountedColumn]
) -> Sheet:
    paper = spec.paper or layout.paper
    size = layout.font.size
    if spec.rows:
        listing = Listing(spec, scope, size)
        return listing.sheet(name, paper, _front_lines(spec, scope, listing.width, size, counted))
    lines = tuple(_front_lines(spec, scope, len(spec.widths), size, counted))
    return Sheet(name, page_of(paper, spec.widths, scope), lines)


def _front_lines(
    spec: SheetSpec,
    scope: Scope,
    width: int,
    size: float,
    counted: dict[str, CountedColumn],
) -> Iterator[Line]:
    """The lines of a page, or those before a list of `width` columns."""
    for line in spec.line:
        if line.when and not line.when.fill(scope):
            continue
        if line.space is not None:
            yield Line(height=line.space)
        elif line.summary:
            yield from _summaries(line, line.summary, scope.report, width, counted)
        elif line.overview:
            look = looks.loose(line, size)
            for paragraph in scope.report.overview:
                yield Line((Text(f"　{paragraph}", look, width),))
        elif line.text is not None:
            text = line.text.fill(scope)
            if text:
                look = looks.loose(line, size)
                yield Line((Text(text, look, width),), line.height, with_next=line.bold)
        else:
            yield from _cell_lines(line, scope, size)


def _summaries(
    line: LineSpec,
    summary: Summary,
    report: Report,
    width: int,
    counted: dict[str, CountedColumn],
) -> Iterator[Line]:
    """The table that counts the self-ratings, or one for each stage behind them that rates."""
    if line.for_each != "stage":
        yield from summary_lines(summary, report, report.tallies, width, counted.get(""))
        return
    for each in report.stages:
        if each.stage.rates:
            name = Text(each.stage.name, looks.loose(line, summary.size), width)
            yield Line((name,), with_next=True)
            found = counted.get(each.stage.id)
            yield from summary_lines(summary, report, each.tallies, width, found)


def _cell_lines(line: LineSpec, scope: Scope, size: float) -> Iterator[Line]:
    scopes = [scope]
    if line.for_each == "kpi" and scope.entry:
        scopes = [scope.of_kpi(kpi) for kpi in scope.entry.kpis]
    for each in scopes:
        yield Line(tuple(cell_of(cell, each, size) for cell in line.cells), line.height)


class _Names:
    """Names of sheets as Excel allows them, no two alike."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def fit(self, wanted: str) -> str:
        """The wanted name, or the nearest that is allowed and free."""
        name = _cut(" ".join(_NOT_IN_NAMES.sub(" ", wanted).split()), _LONGEST_NAME) or "シート"
        made, number = name, 1
        while made.casefold() in self._taken or made.casefold() == "history":
            number += 1
            tail = f" ({number})"
            made = _cut(name, _LONGEST_NAME - len(tail)) + tail
        self._taken.add(made.casefold())
        return made


def _cut(text: str, longest: int) -> str:
    """The beginning of a text, at most so many of the characters that Excel counts."""
    return text.encode("utf-16-le")[: 2 * longest].decode("utf-16-le", "ignore").strip()
