"""The three-column layout, as Tokushima prints it: a cover with the summary, then the list."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from dxdesk.domain.plan import Group
from dxdesk.export.book import Book, Sheet
from dxdesk.export.looks import HEADING, NOTE, PLAIN, TITLE, body, centred, group, head
from dxdesk.export.overview import Tally
from dxdesk.export.pages import Page, Paper
from dxdesk.export.report import Entry, Report
from dxdesk.export.rows import Row, Text

NAME = "three-column"
CONTENT, GOAL, SCHEDULE = "<取組内容>", "<目標>", "<スケジュール>"
RATING = "自己評価："
RATING_NOTE = "【評価に関する補足】"
HEADER = ("取組内容\n目標", "取組実績", "改善・拡充策、課題等")

_BULLETS = "◆◇■□●"
_SIZE = 10
_ITEM = replace(body(_SIZE), bold=True, middle=True)
_RATED = replace(_ITEM, align="center")


def write_three_column(report: Report, book: Book) -> None:
    """Add the sheets 概要 and 一覧.

    In the list an item has a row with its number, title, departments and rating, then a row
    with its three cells; further rows before the next item continue those cells.
    """
    header = f"{report.title}　取組実績（{report.year_text}）"
    _write_cover(report, book.sheet("概要", Page(Paper.A4, (14, 90, 18, 14), header)))
    _write_list(report, book.sheet("一覧", Page(Paper.A4, (54, 54, 40), header, "A3")))


def _write_cover(report: Report, sheet: Sheet) -> None:
    sheet.space(60)
    sheet.add(Text(report.title, TITLE, 4))
    sheet.space(12)
    sheet.add(Text(f"取組実績（{report.year_text}）", replace(TITLE, size=16), 4))
    sheet.space(12)
    sheet.add(Text(report.municipality, replace(TITLE, size=14, bold=False), 4))
    sheet.space(60)
    sheet.add(Text(f"「{report.title}」の取組実績（{report.year_text}）について", HEADING, 4))
    sheet.add(Text(f"　{_period(report)}", PLAIN, 4))
    sheet.space(10)
    sheet.add(Text("1 自己評価結果", HEADING, 4))
    _write_tallies(report, sheet)
    sheet.space(10)
    sheet.add(Text("2 総括", HEADING, 4))
    for paragraph in report.overview:
        sheet.add(Text(f"　{paragraph}", PLAIN, 4))


def _period(report: Report) -> str:
    year = report.year_text
    covers = f"この資料は、{year}の取組実績と自己評価を取りまとめたものである。"
    if not report.years:
        return covers
    first, last = report.years_text[0], report.years_text[-1]
    count = len(report.years)
    span = f"{first}から{last}までの{count}年間" if count > 1 else f"{first}の1年間"
    number = report.years.index(report.year) + 1 if report.year in report.years else 0
    if number:
        covers = covers.replace(f"、{year}", f"、その{number}年目に当たる{year}", 1)
    return f"「{report.title}」は、{span}を計画期間としている。{covers}"


def _write_tallies(report: Report, sheet: Sheet) -> None:
    sheet.add(
        Text("自己評価", head(10.5)),
        Text("", head(10.5)),
        Text("取組項目数", head(10.5)),
        Text("割合", head(10.5)),
    )
    for tally in report.tallies:
        _write_tally(sheet, tally)
    _write_tally(sheet, Tally("合計", "", report.total, Decimal(100 if report.total else 0)))
    for note in _notes(report):
        sheet.add(Text(note, NOTE, 4))


def _write_tally(sheet: Sheet, tally: Tally) -> None:
    look = centred(10.5)
    sheet.add(
        Text(tally.code, look),
        Text(tally.meaning, body(10.5)),
        Text(tally.count, look),
        Text(f"{tally.percent}%", look),
    )


def _notes(report: Report) -> list[str]:
    if report.unrated:
        return [f"※合計には、自己評価の記載がない{report.unrated}項目を含む。"]
    if report.tallies and report.total and sum(t.percent for t in report.tallies) != 100:
        return ["※割合は四捨五入しているため、内訳の和は100%にならない。"]
    return []


def _write_list(report: Report, sheet: Sheet) -> None:
    sheet.add(Text(f"「{report.title}」の取組実績一覧（{report.year_text}）", HEADING, 3))
    sheet.add(*(Text(title, head(_SIZE)) for title in HEADER))
    sheet.repeat(sheet.rows, sheet.rows)
    for section in report.sections:
        heads = [(section.group, _SIZE + 1)] if section.group else []
        for entry in section.entries:
            heads += [(inner, _SIZE) for inner in entry.opened]
            above = [sheet.row(Text(heading(g), group(size), 3)) for g, size in heads]
            rows = _entry_rows(sheet, entry, as_published=report.layout == NAME)
            sheet.keep(*above, *rows)
            for row in (*above, *rows):
                sheet.put(row)
            heads = []


def _entry_rows(sheet: Sheet, entry: Entry, *, as_published: bool) -> tuple[Row, Row]:
    look = body(_SIZE)
    title = sheet.row(
        Text(item_title(entry), _ITEM, 2),
        Text(f"{RATING}{entry.rating}", _RATED),
    )
    cells = sheet.row(
        Text(first_cell(entry), look),
        Text(second_cell(entry, as_published=as_published), look),
        Text(third_cell(entry), look),
    )
    return title, cells


def heading(group: Group) -> str:
    """A group's heading: 取組方針1「…」, ◆ … or 施策1「…」."""
    if group.label:
        return group.heading
    if group.level and group.no:
        return f"施策{group.no}「{group.title}」"
    return f"{_BULLETS[min(group.level, len(_BULLETS) - 1)]} {group.title}"


def item_title(entry: Entry) -> str:
    """Number, title and departments as one line."""
    departments = f"（{'、'.join(entry.departments)}）" if entry.departments else ""
    return f"{entry.no} {entry.title}{departments}".strip()


def first_cell(entry: Entry) -> str:
    """What the plan says: content, goal, targets and schedule."""
    targets = [f"【{kpi.name}：{kpi.target}】" for kpi in entry.kpis]
    schedule = "\n".join(f"{phase.year}：{phase.label}" for phase in entry.schedule)
    content, goal = [_section(CONTENT, entry.content), _section(GOAL, entry.goal)]
    # Targets end the goal, or the content where there is no goal.
    if goal or not content:
        goal = "\n".join(filter(None, (goal, *targets)))
    else:
        content = "\n".join((content, *targets))
    return "\n\n".join(filter(None, (content, goal, _section(SCHEDULE, schedule))))


def _section(mark: str, text: str) -> str:
    return f"{mark}\n{text}" if text else ""


def second_cell(entry: Entry, *, as_published: bool) -> str:
    """What was done, and the actuals that are written.

    What a document prints before an actual is printed again only `as_published`: in the layout
    that it was read from.
    """
    actuals = (
        f"【{kpi.lead_in or f'{kpi.name}：'}{kpi.actual}】"
        if as_published
        else f"【{kpi.name}：{kpi.actual}】"
        for kpi in entry.kpis
        if kpi.actual
    )
    return "\n".join(filter(None, (entry.result, *actuals)))


def third_cell(entry: Entry) -> str:
    """What is left, and the reason of the rating."""
    note = f"{RATING_NOTE}\n{entry.rating_note}" if entry.rating_note else ""
    return "\n".join(filter(None, (entry.issues, note)))
