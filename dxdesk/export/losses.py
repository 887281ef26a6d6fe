"""What a layout cannot hold: texts that a reader of the printed table must take for others.

Reported is only what makes a re-imported plan differ in its dump. Most of it comes from texts
that look like the table's own marks. Whether a grade counts as achieved is not printed at all;
a reader takes it from the grade's wording, as it did when the plan came in.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum, auto
from itertools import pairwise
from typing import NamedTuple

from dxdesk.domain.figure_reading import is_figure
from dxdesk.domain.plan import Group
from dxdesk.export.layout import Layout, Sheet
from dxdesk.export.layout_files import find_layout
from dxdesk.export.likeness import says_the_same
from dxdesk.export.listing import heading
from dxdesk.export.places import Scope, document_title
from dxdesk.export.report import Entry, KpiLine, Report

THREE, WIDE = "three-column", "wide"


class Lost(Enum):
    """Kinds of loss."""

    OTHER_FORM = auto()
    TITLE = auto()
    MUNICIPALITY = auto()
    YEARS = auto()
    SCALE = auto()
    NUMBER = auto()
    ITEM_TITLE = auto()
    DEPARTMENTS = auto()
    GROUPS = auto()
    KPI = auto()
    MARKS = auto()
    RATING = auto()
    SCHEDULE = auto()
    AGAIN = auto()
    NO_CONTENT = auto()
    NO_GOAL = auto()
    NO_RESULT = auto()
    NO_ISSUES = auto()
    NO_RATING = auto()
    NO_NOTE = auto()
    NO_KPIS = auto()
    NO_BASELINE = auto()
    NO_AIM = auto()
    NO_SCHEDULE = auto()
    NO_STAGES = auto()
    NO_COMMENTS = auto()


_SENTENCES = {
    Lost.OTHER_FORM: "この様式の文や列が reads-as の様式と違うため、再び読み込めないか、一部が変わります。",
    Lost.TITLE: "計画名に「計画」の語がないか、かぎ括弧があるため、再び読み込むと計画名が変わります。",
    Lost.MUNICIPALITY: "団体名は、再び読み込むと変わります。",
    Lost.YEARS: "計画期間は、再び読み込むと変わります。",
    Lost.SCALE: "評価の区分のうち、説明のないものや記号が3文字より長いものは、再び読み込むと失われます。",
    Lost.NUMBER: "番号が「12」「9-3」の形でないため、再び読み込むと項目として読めません",
    Lost.ITEM_TITLE: "名称が長すぎるか、末尾の括弧などが担当課や番号に見えるため、再び読み込むと変わります",
    Lost.DEPARTMENTS: "担当課名に区切りの記号があるため、再び読み込むと分かれます",
    Lost.GROUPS: "上位の区分をこの様式では表しきれないため、再び読み込むと変わります",
    Lost.KPI: "指標の名称か値に区切りの記号があるため、再び読み込むと変わります",
    Lost.MARKS: "文中に欄の見出しと同じ書き方があるため、再び読み込むと別の欄に移ります",
    Lost.RATING: "評価が区分にないため、再び読み込むと失われます",
    Lost.SCHEDULE: "スケジュールの一部をこの様式では表せないため、再び読み込むと変わります",
    Lost.AGAIN: "再掲の項目は、再び読み込むと別の項目になります",
    Lost.NO_CONTENT: "この様式には、取組内容の欄がありません。",
    Lost.NO_GOAL: "この様式には、目標の欄がありません。",
    Lost.NO_RESULT: "この様式には、取組実績の欄がありません。",
    Lost.NO_ISSUES: "この様式には、改善・拡充策、課題等の欄がありません。",
    Lost.NO_RATING: "この様式には、自己評価の欄がありません。",
    Lost.NO_NOTE: "この様式には、評価に関する補足の欄がありません。",
    Lost.NO_KPIS: "この様式には、指標の実績の欄がありません。",
    Lost.NO_BASELINE: "この様式には、指標の基準値の欄がありません。",
    Lost.NO_AIM: "この様式には、指標の望ましい方向の欄がありません。",
    Lost.NO_SCHEDULE: "この様式には、スケジュールの欄がありません。",
    Lost.NO_STAGES: "この様式には、担当課の評価より後の段階の評価と理由の欄がありません。",
    Lost.NO_COMMENTS: "この様式には、意見と対応状況の欄がありません。",
}


@dataclass(frozen=True, slots=True)
class Loss:
    """One kind of loss, and the numbers of the items that it befalls; none: the whole plan."""

    lost: Lost
    items: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        """What is lost, in Japanese."""
        where = f"（取組項目 {'、'.join(self.items)}）。" if self.items else ""
        return _SENTENCES[self.lost] + where


def find_losses(report: Report, layout: Layout) -> list[Loss]:
    """Everything that a layout cannot hold, in the order of `Lost`."""
    found = list(_left_out(report, layout))
    if not layout.reads_as:
        return found
    if not says_the_same(layout, find_layout(layout.reads_as)):
        return [Loss(Lost.OTHER_FORM), *found]
    manner = layout.manner(report.layout)
    form = _Form(
        layout.reads_as, document_title(report, manner), _list_of(layout), Scope(report, manner)
    )
    found += [Loss(lost) for lost, is_lost in _OF_PLAN.items() if is_lost(report, form)]
    for lost, is_lost in _OF_ITEM.items():
        items = tuple(entry.no for entry in report.entries if is_lost(entry, report, form))
        if items:
            found.append(Loss(lost, items))
    broken = tuple(_broken_groups(report, form))
    if broken:
        found.append(Loss(Lost.GROUPS, broken))
    return sorted(found, key=lambda loss: loss.lost.value)


class _Form(NamedTuple):
    """The published form as which a layout is read: its name, title and list."""

    name: str
    title: str
    listing: Sheet
    scope: Scope


def _list_of(layout: Layout) -> Sheet:
    return next((sheet for sheet in layout.sheet if sheet.rows), layout.sheet[0])


def _left_out(report: Report, layout: Layout) -> Iterator[Loss]:
    """The texts of items for which a layout has no place at all."""
    printed = set(layout.places)
    for lost, (places, text) in _TEXTS.items():
        if printed.isdisjoint(places) and any(text(entry) for entry in report.entries):
            yield Loss(lost)


_TEXTS: dict[Lost, tuple[tuple[str, ...], Callable[[Entry], object]]] = {
    Lost.NO_CONTENT: (("content",), lambda entry: entry.content),
    Lost.NO_GOAL: (("goal",), lambda entry: entry.goal),
    Lost.NO_RESULT: (("result",), lambda entry: entry.result),
    Lost.NO_ISSUES: (("issues",), lambda entry: entry.issues),
    Lost.NO_RATING: (("rating",), lambda entry: entry.rating),
    Lost.NO_NOTE: (("rating.note",), lambda entry: entry.rating_note),
    Lost.NO_KPIS: (("kpi.actual",), lambda entry: entry.kpis),
    Lost.NO_BASELINE: (
        ("kpi.baseline",),
        lambda entry: any(line.kpi.baseline for line in entry.kpis),
    ),
    Lost.NO_AIM: (
        ("kpi.aim", "kpi.direction"),
        lambda entry: any(line.kpi.aim for line in entry.kpis),
    ),
    Lost.NO_SCHEDULE: (("phase.label",), lambda entry: entry.schedule),
    Lost.NO_STAGES: (
        ("stage.rating",),
        lambda entry: any(one.rating or one.note for one in entry.stages),
    ),
    Lost.NO_COMMENTS: (
        ("stage.comment",),
        lambda entry: any(one.comment or one.response for one in entry.stages),
    ),
}
_PERIOD = re.compile(r"(\d{4})年?度?\s*[-～〜~－—から]+\s*(\d{4})")
_PLACE = re.compile(r"\S{1,6}[都道府県市区町村]")
_NUMBER = re.compile(r"\d{1,3}(?:-\d{1,3})*")
_WORDS = (
    "取組内容|施策の概要|事業の?概要|事業内容|内容|概要|取組目標|到達目標|目標|目的|ねらい|スケジュール|"
    "KPI達成状況|KPI実績|KPI|成果指標|指標の実績|指標|"
    "評価に関する補足|外的要因が評価に与えた影響|評価の理由|評価理由"
)
_MARK = re.compile(rf"^[ \u3000]*[<＜〈【［\[](?:{_WORDS})[>＞〉】］\]]", re.MULTILINE)
_BRACKETED = re.compile(r"^[ \u3000]*【.+[:：].*】[ \u3000]*$", re.MULTILINE)
_ARROW = re.compile(r"(?<![(（])→(?![)）])|⇒|➡|=>|->")
_LONGEST = {THREE: 240, WIDE: 300}
_LONGEST_HEADING = {THREE: 110, WIDE: 70}


def _title_lost(report: Report, form: _Form) -> bool:
    title = report.title if form.name != WIDE else form.title
    too_long = form.name == WIDE and len(title) >= 100
    return "計画" not in report.title or bool(re.search("[「」『』。]", title)) or too_long


def _place_lost(report: Report, _: _Form) -> bool:
    return bool(report.municipality) and not _PLACE.fullmatch(report.municipality)


def _years_lost(report: Report, form: _Form) -> bool:
    title = report.title if form.name != WIDE else form.title
    named = _PERIOD.search(title)
    years = report.years
    if named:
        return years != tuple(range(int(named[1]), int(named[2]) + 1))
    if len(years) == 1:
        return years[0] != report.year
    return any(after != before + 1 for before, after in pairwise(years))


def _scale_lost(report: Report, _: _Form) -> bool:
    codes = [tally.code for tally in report.tallies]
    return len(set(codes)) < len(codes) or any(
        len(tally.code) > 3 or not tally.code.strip() or not tally.meaning.strip()
        for tally in report.tallies
    )


def _number_lost(entry: Entry, _: Report, __: _Form) -> bool:
    return not _NUMBER.fullmatch(entry.no)


def _item_title_lost(entry: Entry, _: Report, form: _Form) -> bool:
    title = entry.title.rstrip()
    if form.name == WIDE:
        printed = f"{entry.title}【{'、'.join(entry.departments)}】"
        doubtful = not entry.departments and title.endswith("】")
    else:
        printed = f"{entry.no} {entry.title}（{'、'.join(entry.departments)}）"
        doubtful = bool(re.match(r"\d{1,3}[\s.．、]", title)) or (
            not entry.departments and title.endswith((")", "）"))
        )
    return not title or doubtful or len(printed) > _LONGEST[form.name]


def _departments_lost(entry: Entry, _: Report, __: _Form) -> bool:
    if len(entry.departments) == 1:
        return bool(re.search("[、，,・]", entry.departments[0]))
    return any("、" in name for name in entry.departments)


def _kpi_lost(entry: Entry, _: Report, form: _Form) -> bool:
    return any(_line_lost(kpi, form) for kpi in entry.kpis)


def _line_lost(kpi: KpiLine, form: _Form) -> bool:
    values = [kpi.target, kpi.actual]
    if any("\n" in text for text in (kpi.name, *values)) or not kpi.name.strip():
        return True
    if form.name == WIDE:
        return kpi.name != kpi.name.strip("・:： 　") or bool(_ARROW.search(kpi.name))
    return (
        ":" in kpi.name
        or "：" in kpi.name
        or any("】" in text or "【" in text for text in (kpi.name, *values))
        or any("：" in value and not is_figure(value) for value in values)
    )


def _marks_lost(entry: Entry, _: Report, __: _Form) -> bool:
    texts = (entry.content, entry.goal, entry.result, entry.issues, entry.rating_note)
    last = entry.content.rstrip().rpartition("\n")[2]
    looks_like_kpi = _BRACKETED.search(entry.goal) or _BRACKETED.search(last)
    return bool(looks_like_kpi) or any(_MARK.search(text) for text in texts)


def _is_again(entry: Entry, _: Report, __: _Form) -> bool:
    return entry.again


def _rating_lost(entry: Entry, report: Report, form: _Form) -> bool:
    if entry.again:
        return False
    if form.name != WIDE:
        return not re.fullmatch(r"\S{0,3}", entry.rating)
    return entry.rating not in ("", *(tally.code for tally in report.tallies))


def _schedule_lost(entry: Entry, report: Report, form: _Form) -> bool:
    years = [phase.year for phase in entry.schedule]
    labels = [phase.label for phase in entry.schedule]
    if any(not label.strip() or "\n" in label for label in labels):
        return True
    if form.name == WIDE:
        columns = [report.schedule_years.index(year) for year in years]
        return columns != sorted(set(columns)) or any(len(label) > 100 for label in labels)
    return any(not 4 <= len(year) <= 12 or re.search("[:：]", year) for year in years)


def _broken_groups(report: Report, form: _Form) -> Iterator[str]:
    """The items whose groups a reader takes for others.

    It sees headings alone: a level is told by the kind of heading (its label or bullet), in
    the order in which kinds first appear, and a group lasts until another takes its level.
    """
    seen: list[str] = []
    read: list[tuple[int, Group]] = []
    for section in report.sections:
        for number, entry in enumerate(section.entries):
            outer = (section.group,) if section.group and not number else ()
            for group in (*outer, *entry.opened):
                level = _level_read(group, bool(outer) and group is outer[0], form, seen)
                # A heading that already holds is taken for one repeated on a new page.
                if (level, group) not in read:
                    read = [*(above for above in read if above[0] < level), (level, group)]
            if tuple(group for _, group in read) != entry.groups or _unreadable(entry, form):
                yield entry.no


def _level_read(group: Group, outermost: bool, form: _Form, seen: list[str]) -> int:
    if form.name == WIDE:
        return 0 if outermost else 1
    printed = heading(group, form.listing.groups, form.scope)
    kind = group.label or (printed[0] if group.no == "" or not group.level else "施策")
    if kind not in seen:
        seen.append(kind)
    return seen.index(kind)


def _unreadable(entry: Entry, form: _Form) -> bool:
    titles = [group.title for group in entry.groups]
    return any(re.search("[。\n]", title) for title in titles) or any(
        len(group.heading) > _LONGEST_HEADING[form.name] for group in entry.groups
    )


_OF_PLAN: dict[Lost, Callable[[Report, _Form], bool]] = {
    Lost.TITLE: _title_lost,
    Lost.MUNICIPALITY: _place_lost,
    Lost.YEARS: _years_lost,
    Lost.SCALE: _scale_lost,
}
_OF_ITEM: dict[Lost, Callable[[Entry, Report, _Form], bool]] = {
    Lost.NUMBER: _number_lost,
    Lost.ITEM_TITLE: _item_title_lost,
    Lost.DEPARTMENTS: _departments_lost,
    Lost.KPI: _kpi_lost,
    Lost.MARKS: _marks_lost,
    Lost.RATING: _rating_lost,
    Lost.SCHEDULE: _schedule_lost,
    Lost.AGAIN: _is_again,
}
