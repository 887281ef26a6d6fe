"""The wide layout, as Oita prints it: a count table, then a table with schedule for each group."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from dxdesk.domain.plan import Group
from dxdesk.domain.text import era_year
from dxdesk.export.book import Book, Sheet
from dxdesk.export.looks import NOTE, PLAIN, TITLE, body, centred, head
from dxdesk.export.pages import Page, Paper
from dxdesk.export.report import Entry, Report, Section
from dxdesk.export.rows import Look, Row, Text

NAME = "wide"
GOAL, KPI, REACHED = "【目標】", "【KPI】", "【KPI達成状況】"
RATING_NOTE = "【評価に関する補足】"
RESULT_HEAD = "実績\n【KPI達成状況】"
ISSUES_HEAD = "課題\n【外的要因が評価に与えた影響】"
_BEFORE = ("No.", "施策", "No.", "個別施策\n【担当課】", "施策の概要\n【KPI】")
_RATING = "評価"
_PLAIN_NAME = re.compile(r"[^\s、，,・：:。（(]{1,40}[課室局所署館部係]")

_SIZE = 9
_GAP = 12
_WIDTHS_BEFORE = (5, 16, 7, 25, 42)
# Without inner groups the first two columns stay empty.
_WIDTHS_FLAT = (5, 7)
_WIDTHS_AFTER = (50, 40, 6)
_WIDTH_YEAR = 9


def write_wide(report: Report, book: Book) -> None:
    """Add the sheet 評価結果一覧.

    A group's number and title stand in its first row. An item has one row; rows without a
    number after it continue it.
    """
    title = document_title(report)
    nested = any(len(entry.groups) > 1 for entry in report.entries)
    before = _WIDTHS_BEFORE if nested else (*_WIDTHS_FLAT, *_WIDTHS_BEFORE[2:])
    widths = (*before, *(_WIDTH_YEAR,) * len(report.schedule_years), *_WIDTHS_AFTER)
    sheet = book.sheet("評価結果一覧", Page(Paper.A3, widths, title, "E1"))
    sheet.add(Text(title, replace(TITLE, size=16), len(widths)))
    for line in _below_title(report, title):
        sheet.add(Text(line, replace(PLAIN, align="right"), len(widths)))
    sheet.space(10)
    _write_tallies(report, sheet)
    for section in report.sections:
        _write_section(report, section, sheet)


def document_title(report: Report) -> str:
    """The title as the document of this layout has it."""
    if report.layout == NAME and report.document_title:
        return report.document_title
    return f"{report.title} 個別施策評価結果一覧"


def _below_title(report: Report, title: str) -> list[str]:
    """Municipality and period, each where the title does not tell it."""
    lines: list[str] = []
    place = report.municipality
    # 四日市市 looks like 四日市 to whoever reads the title alone.
    if place and (not title.startswith(place) or re.search("[都道府県市区町村]", place[:-1])):
        lines.append(place)
    if len(report.years) > 1 and not re.search(
        f"{report.years[0]}.{{1,6}}{report.years[-1]}", title
    ):
        lines.append(f"計画期間：{report.years_text[0]}から{report.years_text[-1]}まで")
    return lines


def _write_tallies(report: Report, sheet: Sheet) -> None:
    rest = min(2, len(report.schedule_years))

    def add(look: Look, meaning_look: Look, code: str, meaning: str, count: str) -> None:
        sheet.add(Text(code, look, 2), Text(meaning, meaning_look, 3), Text(count, look, rest))

    add(head(_SIZE), head(_SIZE), "評価", "内容", "施策数")
    for tally in report.tallies:
        add(centred(_SIZE), body(_SIZE), tally.code, tally.meaning, f"{tally.count}件")
    if report.unrated:
        note = f"※このほか、評価の記載がない施策が{report.unrated}件ある。"
        sheet.add(Text(note, NOTE, 5))


def _write_section(report: Report, section: Section, sheet: Sheet) -> None:
    width = len(_WIDTHS_BEFORE) + len(report.schedule_years) + len(_WIDTHS_AFTER)
    last = len(section.entries) - 1
    rows = [
        _entry_row(report, entry, sheet, number == 0 or bool(entry.opened), number == last)
        for number, entry in enumerate(section.entries)
    ]
    above: list[Row] = []
    if section.group:
        look = replace(PLAIN, size=12, bold=True)
        above.append(sheet.row(Text(heading(section.group), look, width)))
    header = _header_rows(report, sheet)
    sheet.keep(*above, *header, rows[0], above=_GAP)
    sheet.space(_GAP)
    for row in above:
        sheet.put(row)
    _put_header(report, sheet, header)
    for row in rows:
        sheet.put(row)


def _header_rows(report: Report, sheet: Sheet) -> tuple[Row, Row]:
    look, years = head(_SIZE), report.schedule_years
    upper = sheet.row(
        *(Text(title, look) for title in _BEFORE),
        Text("スケジュール(年度)", look, len(years)),
        Text(year_head(report.year), look, 2),
        Text(_RATING, look),
    )
    lower = sheet.row(
        *(Text("", look) for _ in _BEFORE),
        *(Text(year, look) for year in years),
        Text(RESULT_HEAD, look),
        Text(ISSUES_HEAD, look),
        Text("", look),
    )
    return upper, lower


def _put_header(report: Report, sheet: Sheet, header: tuple[Row, Row]) -> None:
    top = sheet.rows + 1
    for row in header:
        sheet.put(row)
    after = len(_BEFORE) + len(report.schedule_years) + 3
    for column in (*range(1, len(_BEFORE) + 1), after):
        sheet.merge(top, column, top + 1, column)
    if not sheet.repeats:
        sheet.repeat(top, top + 1)


def _entry_row(report: Report, entry: Entry, sheet: Sheet, opens: bool, last: bool) -> Row:
    look, code = body(_SIZE), centred(_SIZE)
    inner = entry.groups[-1] if len(entry.groups) > 1 and opens else None
    labels = [
        "\n".join(phase.label for phase in entry.schedule if phase.year == year)
        for year in report.schedule_years
    ]
    return sheet.row(
        Text(inner.no if inner else "", _edge("center", opens, last)),
        Text(inner.title if inner else "", _edge("left", opens, last)),
        Text(entry.no, code),
        Text(item_title(entry), look),
        Text(outline_cell(entry), look),
        *(Text(label, code) for label in labels),
        Text(result_cell(entry, as_published=report.layout == NAME), look),
        Text(issues_cell(entry), look),
        Text(entry.rating, code),
    )


@cache
def _edge(align: str, opens: bool, last: bool) -> Look:
    """Over the items of one group the first two cells look like one."""
    return Look(_SIZE, align=align, top="thin" if opens else "", bottom="thin" if last else "")


def heading(group: Group) -> str:
    """The row above a group's table."""
    return f"◆ {group.heading if group.label else group.title}"


def year_head(year: int) -> str:
    """A fiscal year in both calendars: 2023(令和5)年度."""
    return f"{year}({era_year(year).removesuffix('年度')})年度"


def item_title(entry: Entry) -> str:
    """The title and the departments behind it.

    Names that are not plainly departments are separated by 、: a middle dot could be theirs.
    """
    if not entry.departments:
        return entry.title
    plain = all(_PLAIN_NAME.fullmatch(name) for name in entry.departments)
    return f"{entry.title}【{('・' if plain else '、').join(entry.departments)}】"


def outline_cell(entry: Entry) -> str:
    """What the plan says: content, goal and targets."""
    goal = (GOAL, entry.goal) if entry.goal else ()
    targets = (KPI, *(_arrow(kpi.name, kpi.target) for kpi in entry.kpis)) if entry.kpis else ()
    return "\n".join(filter(None, (entry.content, *goal, *targets)))


def result_cell(entry: Entry, *, as_published: bool) -> str:
    """What was done, and the actuals that are written.

    What a document prints before an actual is printed again only `as_published`: in the layout
    that it was read from.
    """
    actuals = [
        f"{kpi.lead_in}{kpi.actual}"
        if as_published and kpi.lead_in
        else _arrow(kpi.name, kpi.actual)
        for kpi in entry.kpis
        if kpi.actual
    ]
    return "\n".join(filter(None, (entry.result, *((REACHED, *actuals) if actuals else ()))))


def issues_cell(entry: Entry) -> str:
    """What is left, and the reason of the rating."""
    note = (RATING_NOTE, entry.rating_note) if entry.rating_note else ()
    return "\n".join(filter(None, (entry.issues, *note)))


def _arrow(name: str, figure: str) -> str:
    return f"{name} → {figure}".rstrip()
