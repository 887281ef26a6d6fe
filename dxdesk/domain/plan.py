"""The plan and what it asks: frozen values; a change makes a new one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from functools import cached_property

from dxdesk.domain.figure_reading import read_figure
from dxdesk.domain.figures import Direction, Figure
from dxdesk.domain.rulebook import Rulebook
from dxdesk.domain.scale import Standing, read_standing
from dxdesk.domain.text import era_year

# Who stamps a review sheet where the office has not said otherwise.
STAMPS = ("担当", "係長", "課長", "DX推進担当")
MOST_STAMPS = 8
LONGEST_STAMP = 12


class Column(Enum):
    """The two columns a department writes; the value starts the ids of their slots."""

    RESULT = "result"
    ISSUES = "issues"


class Guided(Enum):
    """What the office can give guidance for; the value is the key in `Plan.guidance`."""

    WHOLE = "whole"
    RESULT = "result"
    KPI = "kpi"
    ISSUES = "issues"
    RATING = "rating"
    RATING_NOTE = "rating_note"


class YearStyle(Enum):
    """How the plan prints a fiscal year: 令和6年度 or 2024年度."""

    ERA = "era"
    WESTERN = "western"


@dataclass(frozen=True, slots=True)
class Grade:
    """One code of the rating scale. `achieved` is None where the wording does not say.

    `standing` is set where the plan says what its wording does not.
    """

    code: str
    meaning: str
    achieved: bool | None = None
    standing: Standing | None = None

    @property
    def says(self) -> Standing:
        """Where this grade stands: as the plan sets it, else as its wording is read."""
        return self.standing or read_standing(self.meaning)

    def restated(self, meaning: str, standing: Standing | None) -> Grade:
        """The same code that says something else, and counts as achieved as that says.

        Where the plan counts it otherwise than it said so far, that stays.
        """
        made = replace(self, meaning=meaning, standing=standing)
        apart = self.achieved is not self.says.achieved
        return made if apart else replace(made, achieved=made.says.achieved)


class Order(Enum):
    """How a scale is ordered: its codes stand best first, best last, or in no order at all.

    Where nothing is said, codes are compared as far as their wording lets them.
    """

    BEST_FIRST = "best-first"
    BEST_LAST = "best-last"
    NONE = "none"
    NOT_SAID = "not-said"


@dataclass(frozen=True, slots=True)
class RatingStage:
    """A rating behind the departments' own: the office's (事務局) or a committee's (外部).

    `id` is part of the names of its fields. `scale` is its own where it has one. One that
    `comments` writes about an item, and each comment gets a 対応状況.
    """

    id: str
    name: str
    scale: tuple[Grade, ...] = ()
    rates: bool = True
    comments: bool = False


@dataclass(frozen=True, slots=True)
class Succession:
    """Departments of the year before that became others: renamed, merged or split."""

    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Target:
    """What a KPI is to reach in one year, as printed."""

    year: int
    text: str


@dataclass(frozen=True, slots=True)
class Group:
    """A heading above items. `label` is the word before the number (取組方針), `level` 0 outermost."""

    id: str
    level: int
    label: str
    no: str
    title: str
    parent: str | None = None

    @property
    def heading(self) -> str:
        """The heading as one line; a group without label and number is its title."""
        if self.label:
            return f"{self.label}{self.no}「{self.title}」"
        return f"{self.no} {self.title}".strip()


@dataclass(frozen=True, slots=True)
class Slot:
    """The place of one block: what some departments write for one part of one column.

    The order of an item's slots is the order of printing. `departments` is empty where the
    document does not say who wrote it. `signature` is the writer's mark as the document
    prints it, （課名） behind the text or 【課名】 in front; a slot made for a form has none,
    and gets the plan's own when it is printed. `opens` marks the slot before which the part's
    label is printed.
    """

    id: str
    column: Column
    part: str = ""
    departments: tuple[str, ...] = ()
    signature: str = ""
    opens: bool = True


@dataclass(frozen=True, slots=True)
class Kpi:
    """One indicator of an item; `target` is the text as printed.

    `lead_in` is what this year's document prints before the actual where that is not the
    name (参加者の実績値:). `departments` are those that report it; none means all of the item.
    `direction` is what the office has set; `aim` is what the document's own column or mark says
    of it (↓, 減少を目指す), `baseline` the 基準値, both as printed. `asks_direction` says that the
    departments are asked for it. `targets` are those of other years, as far as the plan names them.
    """

    id: str
    name: str
    target: str = ""
    lead_in: str = ""
    departments: tuple[str, ...] = ()
    direction: Direction = Direction.NOT_SAID
    targets: tuple[Target, ...] = ()
    baseline: str = ""
    aim: str = ""
    asks_direction: bool = False

    @property
    def figure(self) -> Figure:
        """The target as it was read."""
        return read_figure(self.target)

    @property
    def unit(self) -> str:
        """The unit that an actual is expected in, with its scale: 人, 千円, 万人."""
        return self.figure.whole_unit


@dataclass(frozen=True, slots=True)
class Phase:
    """What the schedule shows for one year; the year is the column's heading (2025以降)."""

    year: str
    label: str


@dataclass(frozen=True, slots=True)
class Item:
    """One measure of the plan. `departments` has the lead first; `group` is the innermost.

    `came_from` are items of the year before, by id, that this one continues besides the one of
    its own id: what was merged into it, or what it was split from. `again` is the id of the item
    that this one repeats elsewhere in the list (再掲): it is printed with that one's answers, and
    neither asked nor counted.
    """

    id: str
    no: str
    title: str
    departments: tuple[str, ...] = ()
    group: str | None = None
    content: str = ""
    goal: str = ""
    kpis: tuple[Kpi, ...] = ()
    schedule: tuple[Phase, ...] = ()
    slots: tuple[Slot, ...] = ()
    came_from: tuple[str, ...] = ()
    again: str = ""

    @property
    def lead(self) -> str:
        """The department that puts the item together and rates it; empty where none is named."""
        return self.departments[0] if self.departments else ""

    @property
    def printed_title(self) -> str:
        """The title as lists have it: that of an item which repeats another one says so."""
        told = not self.again or "再掲" in self.title
        return self.title if told else f"{self.title}（再掲）"

    def slots_in(self, column: Column) -> tuple[Slot, ...]:
        """The slots of one column in printing order."""
        return tuple(slot for slot in self.slots if slot.column is column)


@dataclass(frozen=True, slots=True)
class Stated:
    """What a published document says of its own list, as printed.

    `counts` and `percents` are by code; `total` is None where no total is printed; `closing`
    are the sentences of 総括.
    """

    counts: dict[str, int] = field(default_factory=dict[str, int])
    percents: dict[str, str] = field(default_factory=dict[str, str])
    total: int | None = None
    closing: str = ""


@dataclass(frozen=True)
class Plan:
    """A plan as one fiscal year's document has it (its edition for `year`).

    Items keep their ids from year to year; numbers, titles and departments are those that
    the year was published with. `guidance` says how to write each kind of field (`Guided`),
    in the office's own words. `stamps` are the boxes of the review sheet, from the left.

    `self_name` is what the departments' own rating is called, `stages` are the ratings behind it.
    `successions` and `ended` (items' ids) say what became of the departments and items of the
    year before. `deadline` is the usual one of the year, `carriers` the kind of file that a
    department gets where it is not the usual one (`Carrier.value`), and `office` is what the
    office that asks is called.
    """

    id: str
    title: str
    municipality: str
    year: int
    years: tuple[int, ...] = ()
    scale: tuple[Grade, ...] = ()
    groups: tuple[Group, ...] = ()
    items: tuple[Item, ...] = ()
    layout: str = "three-column"
    year_style: YearStyle = YearStyle.ERA
    schedule_years: tuple[str, ...] = ()
    document_title: str = ""
    rulebook: Rulebook = field(default_factory=Rulebook)
    stated: Stated | None = None
    guidance: Mapping[str, str] = field(default_factory=dict[str, str])
    stamps: tuple[str, ...] = STAMPS
    order: Order = Order.NOT_SAID
    self_name: str = "自己評価"
    stages: tuple[RatingStage, ...] = ()
    successions: tuple[Succession, ...] = ()
    ended: tuple[str, ...] = ()
    deadline: str = ""
    carriers: Mapping[str, str] = field(default_factory=dict[str, str])
    office: str = ""

    def year_name(self, year: int) -> str:
        """A fiscal year as the plan prints it: 令和6年度 or 2024年度."""
        return era_year(year) if self.year_style is YearStyle.ERA else f"{year}年度"

    def short_year(self, year: int) -> str:
        """A fiscal year for a narrow place: R6 or 2024."""
        if self.year_style is YearStyle.WESTERN:
            return str(year)
        return f"R{year - 2018}" if year >= 2019 else f"H{year - 1988}"

    @cached_property
    def by_id(self) -> dict[str, Item]:
        """Items by id."""
        return {item.id: item for item in self.items}

    @cached_property
    def by_no(self) -> dict[str, Item]:
        """Items by the number they are printed with; of two alike the first."""
        return {item.no: item for item in reversed(self.items)}

    @cached_property
    def groups_by_id(self) -> dict[str, Group]:
        """Groups by id."""
        return {group.id: group for group in self.groups}

    @cached_property
    def departments(self) -> tuple[str, ...]:
        """Every responsible department, in the order in which the plan first names it."""
        return tuple(dict.fromkeys(name for item in self.items for name in item.departments))

    @cached_property
    def own_items(self) -> tuple[Item, ...]:
        """The items that are asked and counted: all but those that repeat another one."""
        return tuple(item for item in self.items if not item.again)

    def answered_by(self, item: Item) -> Item:
        """The item whose answers are printed for this one: itself, or the one that it repeats."""
        return self.by_id.get(item.again, item)

    def scale_of(self, stage: RatingStage) -> tuple[Grade, ...]:
        """The scale that a stage rates by."""
        return stage.scale or self.scale

    def height_of(self, code: str) -> int | None:
        """How high a code of the scale stands, more being better; None where it is not comparable."""
        grade = self.grades.get(code)
        if grade is None or self.order is Order.NONE:
            return None
        if self.order is Order.NOT_SAID or grade.says in (Standing.NOT_RATED, Standing.ENDED):
            return grade.says.height
        at = self.codes.index(code)
        return at if self.order is Order.BEST_LAST else len(self.codes) - 1 - at

    @cached_property
    def grades(self) -> dict[str, Grade]:
        """The grades of the scale by code."""
        return {grade.code: grade for grade in self.scale}

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """The codes of the rating scale in its own order."""
        return tuple(grade.code for grade in self.scale)

    def groups_of(self, item: Item) -> tuple[Group, ...]:
        """The groups above an item, outermost first.

        A parent that is missing or leads back in a circle, as only a file made by hand can
        have it, ends the way up.
        """
        above: dict[str, Group] = {}
        at = item.group
        while at in self.groups_by_id and at not in above:
            above[at] = self.groups_by_id[at]
            at = above[at].parent
        return tuple(reversed(above.values()))

    def items_of(self, department: str) -> tuple[Item, ...]:
        """The items that a department answers, in the plan's order; none that repeats another."""
        return tuple(self._by_department.get(department, ()))

    @cached_property
    def _by_department(self) -> dict[str, list[Item]]:
        found: dict[str, list[Item]] = {}
        for item in self.own_items:
            for department in dict.fromkeys(item.departments):
                found.setdefault(department, []).append(item)
        return found

    def only(self, items: Iterable[Item]) -> Plan:
        """The same plan with these items and the groups above them alone."""
        chosen = tuple(items)
        needed = {group.id for item in chosen for group in self.groups_of(item)}
        groups = tuple(group for group in self.groups if group.id in needed)
        return replace(self, items=chosen, groups=groups)


def are_stamps(names: Iterable[str]) -> bool:
    """Whether names can head the boxes of a review sheet: few, short, one line each, none blank."""
    known = tuple(names)
    fit = (name.strip() and len(name) <= LONGEST_STAMP and "\n" not in name for name in known)
    return len(known) <= MOST_STAMPS and all(fit)
