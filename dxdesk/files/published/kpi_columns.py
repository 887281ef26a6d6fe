"""Indicators that have columns of their own: name, unit, targets and actuals."""

from __future__ import annotations

import re
from collections.abc import Mapping

from dxdesk.domain.figure_reading import read_figure
from dxdesk.domain.figures import Kind
from dxdesk.domain.list_marks import next_mark, without_mark
from dxdesk.domain.plan import Kpi, Target
from dxdesk.domain.reading import Noted
from dxdesk.domain.text import one_line, squeeze

from .codes import NONE_GIVEN
from .headings import Columns, Heading, Role
from .notes import Notes
from .raw import RawItem, RawKpi

_NO_NAME = "指標"
_LONGEST_NAME = 200
_NO_KPI = NONE_GIVEN | {"なし", "設定なし", "-"}
_HALF_LINE = re.compile(
    r"[(（【]?(?P<half>上半期|下半期|上期|下期|前期|後期)[)）】]?[ \u3000]*[:：]?[ \u3000]*(?P<value>\S.*)"
)
_BETWEEN_HALVES = re.compile(r"\s+(?=[(（【]?(?:上半期|下半期|上期|下期|前期|後期))")


def kpis_of(raw: RawKpi, first: int, notes: Notes, no: str) -> list[tuple[Kpi, str]]:
    """The KPIs that a row's figures make, with their actuals; ids count from `first`.

    Figures of halves are KPIs of their own beside the year's, if it has any: to add them up is
    not the reader's, as they may be cumulative, or shares.
    """
    made: list[tuple[Kpi, str]] = []
    if raw.target or raw.actual or raw.targets or not raw.halves:
        kpi = Kpi(f"k{first}", raw.name, raw.target, targets=tuple(raw.targets))
        made.append((kpi, raw.actual))
    for count, (half, (target, actual)) in enumerate(raw.halves.items(), first + len(made)):
        made.append((Kpi(f"k{count}", f"{raw.name}（{half}）", target), actual))
    if raw.halves:
        said_again = raw.name * (len(made) - 1) + "".join(f"（{half}）" for half in raw.halves)
        notes.add(raw.place, Noted.ADDED, said_again, item=no)
        notes.add(raw.place, Noted.KPI_HALVES, item=no, about=raw.name)
    return made


class KpiColumns:
    """Reads the indicators of a row into its item; `year` is the one that is reported on."""

    def __init__(self, notes: Notes, year: int | None, *, flat: bool) -> None:
        self._notes = notes
        self._year = year
        self._flat = flat

    def read(self, columns: Columns, item: RawItem, place: str, cells: list[str]) -> bool:
        """Take what the row says of indicators; whether it said anything."""
        at = columns.first(Role.KPI)
        name = cells[at].strip() if at is not None else ""
        filled = [
            heading
            for role in (Role.UNIT, Role.TARGET, Role.ACTUAL)
            for heading in columns.by_role[role]
            if cells[heading.at].strip()
        ]
        figures = [heading for heading in filled if heading.role is not Role.UNIT]
        if not (name or filled):
            return False
        if not figures and squeeze(name) in _NO_KPI:
            self._notes.mark(place, name, *(cells[h.at] for h in filled), item=item.no)
            return True
        for line, values in _lines(name, {h: cells[h.at].strip() for h in filled}):
            kpi = self._kpi(item, place, line, has_values=bool(figures))
            if kpi is not None:
                self._fill(kpi, item, values)
                continue
            for text in values.values():
                self._notes.add(place, Noted.OUTSIDE, text, item=item.no)
        return True

    def _kpi(self, item: RawItem, place: str, name: str, *, has_values: bool) -> RawKpi | None:
        """The indicator that a row speaks of; None where it names none and has no place."""
        last = item.kpis[-1] if item.kpis else None
        if self._flat and last and place != last.place:
            if name and not has_values and len(last.name) < _LONGEST_NAME:
                # A name that goes on in the next row, as a page break tears it.
                last.name = one_line(f"{last.name}\n{name}")
                return last
            if not name and not (last.target or last.actual or last.halves):
                return last
        if not name and last:
            return None
        marked = without_mark(name)
        mark = name[: len(name) - len(marked)] if name.endswith(marked) else ""
        self._notes.mark(place, mark, item=item.no)
        bare = one_line(name.removeprefix(mark))
        if not bare:
            self._notes.add(place, Noted.ADDED, _NO_NAME, item=item.no)
        kpi = RawKpi(place, bare or _NO_NAME)
        item.kpis.append(kpi)
        return kpi

    def _fill(self, kpi: RawKpi, item: RawItem, values: Mapping[Heading, str]) -> None:
        unit = next((text for h, text in values.items() if h.role is Role.UNIT), "")
        figures = {h: text for h, text in values.items() if h.role is not Role.UNIT}
        kpi.columns |= {heading.at for heading in figures}
        targets = [h for h in figures if h.role is Role.TARGET]
        # The unit is part of a target; an actual without one counts in the target's.
        takes, left = Role.TARGET if targets else Role.ACTUAL, unit
        for heading, text in figures.items():
            value, used = _with_unit(text, unit) if heading.role is takes else (text, False)
            if used and not left:
                self._notes.add(kpi.place, Noted.ADDED, unit, item=item.no)
            left = "" if used else left
            if heading.role is Role.TARGET:
                self._target(kpi, item, heading, one_line(value), alone=len(targets) == 1)
            else:
                self._actual(kpi, item, heading, value)
        self._notes.mark(kpi.place, left, item=item.no)

    def _target(
        self, kpi: RawKpi, item: RawItem, heading: Heading, text: str, *, alone: bool
    ) -> None:
        if heading.half:
            _add_to_half(kpi, heading.half, target=text)
        elif heading.year is None or heading.year == self._year:
            kpi.target = f"{kpi.target} {text}".strip()
        elif alone:
            # The year of the heading is when it is due.
            due = f"{heading.year}年度:"
            self._notes.add(kpi.place, Noted.ADDED, due, item=item.no)
            kpi.target = f"{due}{text}"
        else:
            kpi.targets.append(Target(heading.year, text))

    def _actual(self, kpi: RawKpi, item: RawItem, heading: Heading, text: str) -> None:
        halves = [_HALF_LINE.fullmatch(piece) for piece in _BETWEEN_HALVES.split(text.strip())]
        if len(halves) > 1 and all(halves):
            for found in filter(None, halves):
                _add_to_half(kpi, found["half"], actual=found["value"].strip())
                marks = found[0].replace(found["value"], "", 1)
                self._notes.mark(kpi.place, marks, item=item.no)
        elif heading.half:
            _add_to_half(kpi, heading.half, actual=one_line(text))
        else:
            kpi.actual = one_line(f"{kpi.actual} {text}")


def _add_to_half(kpi: RawKpi, half: str, *, target: str = "", actual: str = "") -> None:
    """Add to what is known of a half; two columns may have the same heading."""
    before = kpi.halves.get(half, ("", ""))
    kpi.halves[half] = (f"{before[0]} {target}".strip(), f"{before[1]} {actual}".strip())


def _lines(name: str, values: Mapping[Heading, str]) -> list[tuple[str, Mapping[Heading, str]]]:
    """Several indicators in one cell, where every cell has a line for each of them."""
    names = name.split("\n")
    cut = {heading: text.split("\n") for heading, text in values.items()}
    listed = len(names) > 1 and all(next_mark(line) for line in names)
    if not listed or any(len(texts) != len(names) for texts in cut.values()):
        return [(name, values)]
    return [
        (line, {heading: texts[n] for heading, texts in cut.items()})
        for n, line in enumerate(names)
    ]


def _with_unit(text: str, unit: str) -> tuple[str, bool]:
    """A figure with the unit that has a column of its own; False where it has one, or is none."""
    figure = read_figure(text)
    if not unit or figure.kind is not Kind.NUMBER or figure.unit:
        return text, False
    return f"{text}{unit}", True
