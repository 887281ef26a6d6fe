"""The list of a layout: a row for each item or KPI, under headings and groups."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache, partial
from itertools import groupby

from dxdesk.domain.plan import Group, Phase
from dxdesk.export import looks
from dxdesk.export.cell_texts import Print, printer, text_of
from dxdesk.export.document import Line, Mark, Sheet
from dxdesk.export.layout import Column, Content, Headings
from dxdesk.export.layout import Paper as PaperSpec
from dxdesk.export.layout import Sheet as SheetSpec
from dxdesk.export.pages import Page, Paper
from dxdesk.export.places import BY_HAND, Scope
from dxdesk.export.report import Entry, Section
from dxdesk.export.rows import Look, Text
from dxdesk.export.summary_table import CountedColumn
from dxdesk.sheets.cell_text import visible
from dxdesk.sheets.columns import letters

# Of a text inside a formula Excel takes no more.
_LONGEST_LITERAL = 255
# White space above the heading of a table that begins anew.
_GAP = 12.0


@dataclass(frozen=True, slots=True)
class _Place:
    """One column as it is printed: its specification, for which year or stage, and how wide."""

    spec: Column
    heading: str
    over: str
    width: float
    look: Look
    print: Print
    narrow: Callable[[Scope], Scope] | None = None

    def within(self, scope: Scope) -> Scope:
        """A scope narrowed to this column's year or stage."""
        return scope if self.narrow is None else self.narrow(scope)


def _columns(spec: SheetSpec, scope: Scope, size: float) -> list[_Place]:
    made: list[_Place] = []
    nested = any(len(entry.groups) > 1 for entry in scope.report.entries)
    for column, narrow in _repeated(spec, scope):
        look, text = looks.boxed(column, size), printer(column.text)
        empty = column.once == "group" and not nested
        width = column.width_empty if empty and column.width_empty else column.width
        within = narrow(scope) if narrow else scope
        heading, over = column.heading.fill(within), column.over.fill(within)
        made.append(_Place(column, heading, over, width, look, text, narrow))
    return made


_Narrow = Callable[[Scope], Scope]


def _repeated(spec: SheetSpec, scope: Scope) -> Iterator[tuple[Column, _Narrow | None]]:
    """Each column as often as it is printed, and what narrows a scope to its year or stage."""
    for kind, columns in groupby(spec.column, key=lambda column: column.for_each):
        if kind == "stage":
            yield from _of_stages(tuple(columns), scope)
            continue
        for column in columns:
            yield from ((column, narrow) for narrow in _years(kind, scope))


def _years(kind: str, scope: Scope) -> Iterator[_Narrow | None]:
    report = scope.report
    years = {
        "schedule": [(Phase(year, ""), 0) for year in report.schedule_years],
        "past": [(Phase(name, ""), year) for year, name in report.past_years],
    }
    if kind not in years:
        yield None
        return
    for phase, year in years[kind]:
        yield partial(Scope.of_phase, phase=phase, year=year)


def _of_stages(columns: tuple[Column, ...], scope: Scope) -> Iterator[tuple[Column, _Narrow]]:
    """The columns of each stage; what a stage never says has none.

    A plan without stages gets them once, to be written in by hand.
    """
    for line in scope.report.stages or (BY_HAND,):
        silent = {
            *(() if line.stage.rates else ("stage.rating", "stage.meaning", "stage.note")),
            *(() if line.stage.comments else ("stage.comment", "stage.response")),
        }
        for column in columns:
            if not column.places or not column.places <= silent:
                yield column, partial(Scope.of_stage, stage=line)


def rating_columns(spec: SheetSpec, scope: Scope, name: str) -> dict[str, CountedColumn]:
    """Where a list prints a rating of every item alone in a cell, by the stage's id.

    The departments' own is under an empty one.
    """
    found: dict[str, CountedColumn] = {}
    at = 0
    for cell in spec.above:
        if own := _rating(cell, name, at):
            found.setdefault("", own)
        at += cell.span
    if spec.rows != "item":
        return found
    for at, place in enumerate(_columns(spec, scope, 0)):
        stage = place.within(scope).stage
        if counted := _rating(place.spec, name, at, "stage.rating" if stage else "rating"):
            found.setdefault(stage.stage.id if stage else "", counted)
    return found


def _rating(cell: Content, name: str, at: int, wanted: str = "rating") -> CountedColumn | None:
    if len(cell.text) != 1 or cell.text[0].above or cell.number:
        return None
    template = cell.text[0].text
    if template.places != (wanted,) or "[" in template.source:
        return None
    place = next(n for n, part in enumerate(template.parts) if not isinstance(part, str))
    before, behind = (
        visible("".join(part for part in parts if isinstance(part, str)))
        for parts in (template.parts[:place], template.parts[place:])
    )
    if max(len(before), len(behind)) > _LONGEST_LITERAL:
        return None
    return CountedColumn(name, letters(at), before, behind)


def page_of(paper: PaperSpec, widths: tuple[float, ...], scope: Scope, freeze: str = "") -> Page:
    """The page of a sheet with columns of these widths."""
    return Page(
        Paper[paper.size],
        widths,
        paper.header.fill(scope),
        freeze,
        paper.orientation == "landscape",
        paper.page_numbers,
    )


class Listing:
    """Composes one list of `width` columns."""

    def __init__(self, spec: SheetSpec, scope: Scope, size: float) -> None:
        self._spec = spec
        self._scope = scope
        self._size = size
        self._columns = _columns(spec, scope, size)
        self.width = len(self._columns)
        self._above = [(cell, printer(cell.text), looks.boxed(cell, size)) for cell in spec.above]

    def sheet(self, name: str, paper: PaperSpec, front: Iterable[Line]) -> Sheet:
        """The whole sheet: the lines in front of the table, then the table or tables."""
        lines = list(front)
        sections = self._spec.groups.shown == "sections"
        header = self._header()
        heads = (len(lines), len(lines) + len(header))
        if not sections or not self._scope.report.sections:
            lines += header
        for number, section in enumerate(self._scope.report.sections):
            if sections:
                lines += self._section_head(section)
                if not number:
                    heads = (len(lines), len(lines) + len(header))
                lines += header
            lines += self._section(section)
        freeze = self._freeze(0 if sections else heads[1])
        widths = tuple(place.width for place in self._columns)
        page = page_of(paper, widths, self._scope, freeze)
        return Sheet(name, page, tuple(lines), heads, self._spec.filter)

    def _freeze(self, rows: int) -> str:
        titles = [
            at
            for at, place in enumerate(self._columns)
            if any("title" in block.text.places for block in place.spec.text)
        ]
        column = letters(titles[0] + 1) if titles and titles[0] + 1 < self.width else "A"
        return f"{column}{rows + 1}" if rows or column != "A" else ""

    def _header(self) -> list[Line]:
        look = looks.head(self._size)
        if not any(place.over for place in self._columns):
            return [Line(tuple(Text(p.heading, look) for p in self._columns), with_next=True)]
        upper: list[Text] = []
        lower: list[Text] = []
        for over, places in groupby(self._columns, key=lambda place: place.over):
            headings = [place.heading for place in places]
            if over:
                upper.append(Text(over, look, len(headings)))
                lower += (Text(heading, look) for heading in headings)
            else:
                upper += (Text(heading, look, rows=2) for heading in headings)
                lower += (Text("", look) for _ in headings)
        return [Line(tuple(upper), with_next=True), Line(tuple(lower), with_next=True)]

    def _section_head(self, section: Section) -> list[Line]:
        if section.group is None:
            return [Line(height=_GAP, with_next=True)]
        headings = self._spec.groups
        look = Look(headings.size or self._size, bold=True, top="", bottom="", sides=False)
        text = self._heading(section.group)
        cells = (Text(text, look, self.width),)
        return [Line(height=_GAP, with_next=True), Line(cells, with_next=True, mark=Mark(text))]

    def _heading(self, group: Group) -> str:
        return heading(group, self._spec.groups, self._scope)

    def _section(self, section: Section) -> Iterator[Line]:
        shown = self._spec.groups.shown
        last = len(section.entries) - 1
        for number, entry in enumerate(section.entries):
            if shown == "rows":
                yield from self._group_rows(section, entry, number)
            opens = number == 0 or bool(entry.opened)
            closes = number == last or bool(section.entries[number + 1].opened)
            scope = self._scope.of_entry(entry, entry.groups[-1] if len(entry.groups) > 1 else None)
            level = len(entry.groups) if shown == "rows" else 1 if section.group else 0
            yield from self._entry(scope, opens, closes, Mark(f"{entry.no} {entry.title}", level))

    def _group_rows(self, section: Section, entry: Entry, number: int) -> Iterator[Line]:
        outer = (section.group,) if section.group and not number else ()
        for group in (*outer, *entry.opened):
            size = self._size + (group in outer)
            text = self._heading(group)
            cells = (Text(text, looks.group(size), self.width),)
            yield Line(cells, with_next=True, mark=Mark(text, group.level))

    def _entry(self, scope: Scope, opens: bool, closes: bool, mark: Mark) -> Iterator[Line]:
        above = None
        if self._spec.above:
            cells = tuple(
                text_of(cell, fill(scope), look, cell.span) for cell, fill, look in self._above
            )
            above = Line(cells, with_next=True, mark=mark)
            yield above
        if self._spec.rows == "item":
            cells = tuple(self._cell(place, scope, opens, closes) for place in self._columns)
            yield Line(cells, mark=None if above else mark, above=above)
            return
        kpis = scope.item.kpis
        for number, kpi in enumerate(kpis):
            first, last = number == 0, number == len(kpis) - 1
            narrowed = scope.of_kpi(kpi)
            cells = tuple(self._cell(place, narrowed, first, last) for place in self._columns)
            yield Line(cells, mark=mark if first else None)

    def _cell(self, place: _Place, scope: Scope, opens: bool, closes: bool) -> Text:
        """A cell; over the rows of one item or group, what is printed once looks like one cell."""
        look = place.look
        within = place.within(scope)
        if place.spec.once:
            look = _edge(look, opens, closes)
            if not opens:
                return Text("", look)
        return text_of(place.spec, place.print(within), look)


def heading(group: Group, headings: Headings, scope: Scope) -> str:
    """A group's heading as the layout prints it."""
    template = headings.plain[min(group.level, len(headings.plain) - 1)]
    if group.label:
        template = headings.labelled
    elif group.level and group.no and headings.numbered:
        template = headings.numbered
    return template.fill(scope.of_group(group))


@cache
def _edge(look: Look, opens: bool, closes: bool) -> Look:
    return replace(look, top="thin" if opens else "", bottom="thin" if closes else "")
