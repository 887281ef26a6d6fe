"""Indicators that have columns of their own: name, unit, targets and actuals."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from dxdesk.domain.figure_reading import read_figure
from dxdesk.domain.figures import Kind
from dxdesk.domain.list_marks import next_mark, without_mark
from dxdesk.domain.plan import Kpi, Target
from dxdesk.domain.reading import Noted
from dxdesk.domain.text import one_line, squeeze

from .aims import is_remark, is_wish, split_mark
from .codes import NONE_GIVEN
from .headings import Columns, Heading, Role
from .notes import Notes
from .odd_cells import is_zero
from .raw import RawItem, RawKpi

_SAID_OF_FIGURES = (Role.UNIT, Role.AIM)
_NO_NAME = "指標"
_LONGEST_NAME = 200
_NO_KPI = NONE_GIVEN | {"なし", "設定なし", "-"}
_HALF_LINE = re.compile(
    r"[(（【]?(?P<half>上半期|下半期|上期|下期|前期|後期)[)）】]?[ \u3000]*[:：]?[ \u3000]*(?P<value>\S.*)"
)
_BRACKETS = re.compile(r"^[(（\[［【]([^()（）\[\]［］【】]+)[)）\]］】]$")
_DIGITS = re.compile(r"\d[\d,.]*")
_BETWEEN_HALVES = re.compile(r"\s+(?=[(（【]?(?:上半期|下半期|上期|下期|前期|後期))")


def kpis_of(raw: RawKpi, first: int, notes: Notes, no: str) -> list[tuple[Kpi, str]]:
    """The KPIs that a row's figures make, with their actuals; ids count from `first`.

    Figures of halves are KPIs of their own beside the year's, if it has any: to add them up is
    not the reader's, as they may be cumulative, or shares.
    """
    made: list[tuple[Kpi, str]] = []
    plain = Kpi("", raw.name, aim=raw.aim)
    if raw.target or raw.actual or raw.targets or raw.baseline or not raw.halves:
        kpi = replace(
            plain,
            id=f"k{first}",
            target=raw.target,
            targets=tuple(raw.targets),
            baseline=raw.baseline,
        )
        made.append((kpi, raw.actual))
    for count, (half, (target, actual)) in enumerate(raw.halves.items(), first + len(made)):
        made.append(
            (replace(plain, id=f"k{count}", name=f"{raw.name}（{half}）", target=target), actual)
        )
    if raw.halves:
        said_again = (raw.name + raw.aim) * (len(made) - 1)
        said_again += "".join(f"（{half}）" for half in raw.halves)
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
        goes_on = self._flat and len(columns.indicators) == 1
        took = False
        for named, said in columns.indicators:
            cells = self._without_zeros(named, said, item, place, cells)
            name = cells[named.at].strip() if named else ""
            filled = [heading for heading in said if cells[heading.at].strip()]
            if name or filled:
                self._read(name, filled, item, place, cells, goes_on=goes_on)
                took = True
        return took

    def _read(
        self,
        name: str,
        filled: Sequence[Heading],
        item: RawItem,
        place: str,
        cells: list[str],
        *,
        goes_on: bool,
    ) -> None:
        """Take one indicator, or several where each cell has a line for each of them."""
        figures = [heading for heading in filled if heading.role not in _SAID_OF_FIGURES]
        blank = all(squeeze(cells[heading.at]) in NONE_GIVEN for heading in figures)
        if blank and squeeze(name) in _NO_KPI:
            self._notes.mark(place, name, *(cells[h.at] for h in filled), item=item.no)
            return
        if item.kpis and not figures and is_wish(name):
            # In a line of its own below the name.
            self._aim(item.kpis[-1], item, one_line(name))
            name = ""
        for line, values in _lines(name, {h: cells[h.at].strip() for h in filled}):
            kpi = self._kpi(item, place, line, has_values=bool(figures), goes_on=goes_on)
            if kpi is not None:
                self._fill(kpi, item, values)
                continue
            for text in values.values():
                if item.kpis and is_wish(text):
                    self._aim(item.kpis[-1], item, one_line(text))
                else:
                    self._notes.add(place, Noted.OUTSIDE, text, item=item.no)

    def _without_zeros(
        self,
        named: Heading | None,
        said: Sequence[Heading],
        item: RawItem,
        place: str,
        cells: list[str],
    ) -> list[str]:
        """The cells without a name or a unit that is 0, and without the 0 of what has no name then.

        Behind a figure such a unit would be one digit more.
        """
        words = [h.at for h in (named, *said) if h and h.role in (Role.KPI, Role.UNIT)]
        figures = [h.at for h in said if h.role in (Role.TARGET, Role.ACTUAL)]
        zeros = [at for at in words if is_zero(cells[at])]
        nameless = named is not None and named.at in zeros
        if nameless and all(is_zero(cells[n]) or not cells[n].strip() for n in figures):
            zeros += [n for n in figures if cells[n].strip()]
        for n in zeros:
            self._notes.add(place, Noted.ZERO, cells[n].strip(), item=item.no)
        return ["" if n in zeros else cell for n, cell in enumerate(cells)]

    def _kpi(
        self, item: RawItem, place: str, name: str, *, has_values: bool, goes_on: bool
    ) -> RawKpi | None:
        """The indicator that a row speaks of; None where it names none and has no place."""
        last = item.kpis[-1] if item.kpis else None
        if goes_on and last and place != last.place:
            if name and not has_values and len(last.name) < _LONGEST_NAME:
                # A name that goes on in the next row, as a page break tears it.
                last.name = one_line(f"{last.name}\n{name}")
                return last
            if not name and not (last.target or last.actual or last.halves):
                return last
        if not name and (last or not has_values):
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

    def take_remark(self, item: RawItem, place: str, text: str) -> bool:
        """Take 減少が望ましい and its like, which stands beside the indicator of the row."""
        last = item.kpis[-1] if item.kpis else None
        if last is None or last.place != place or not is_remark(text):
            return False
        self._aim(last, item, one_line(text))
        return True

    def _fill(self, kpi: RawKpi, item: RawItem, values: Mapping[Heading, str]) -> None:
        printed = next((text for h, text in values.items() if h.role is Role.UNIT), "")
        unit = _BRACKETS.sub(r"\1", printed)
        if unit != printed:
            self._notes.mark(kpi.place, *printed.split(unit, 1), item=item.no)
        kpi.columns |= {heading.at for heading in values if heading.role is not Role.UNIT}
        targets = [h for h in values if h.role is Role.TARGET]
        # The unit is part of target and baseline; an actual without one counts in the target's.
        takes = (Role.BASELINE, Role.TARGET if targets else Role.ACTUAL)
        left = unit
        for heading, text in values.items():
            figure, mark = split_mark(text) if heading.role is Role.TARGET else (text, "")
            if mark:
                self._aim(kpi, item, mark)
            value, used = _with_unit(figure, unit) if heading.role in takes else (figure, False)
            if used and not left:
                self._notes.add(kpi.place, Noted.ADDED, unit, item=item.no)
            left = "" if used else left
            if heading.role is Role.TARGET:
                self._target(kpi, item, heading, self._as_typed(value), alone=len(targets) == 1)
            elif heading.role is Role.BASELINE:
                self._baseline(kpi, item, heading, self._as_typed(value))
            elif heading.role is Role.ACTUAL:
                self._actual(kpi, item, heading, value)
            elif heading.role is Role.AIM:
                self._aim(kpi, item, one_line(text))
        self._notes.mark(kpi.place, left, item=item.no)

    def _baseline(self, kpi: RawKpi, item: RawItem, heading: Heading, text: str) -> None:
        if squeeze(text) in NONE_GIVEN:
            self._notes.mark(kpi.place, text, item=item.no)
            return
        if heading.year and read_figure(text).due is None:
            text = self._dated(kpi, item, heading.year, text)
        kpi.baseline = f"{kpi.baseline} {text}".strip()

    def _aim(self, kpi: RawKpi, item: RawItem, text: str) -> None:
        if squeeze(text) in NONE_GIVEN:
            self._notes.mark(kpi.place, text, item=item.no)
        else:
            kpi.aim = f"{kpi.aim} {text}".strip()

    def _dated(self, kpi: RawKpi, item: RawItem, year: int, text: str) -> str:
        """A figure with the year of its heading."""
        dated = f"{year}年度:"
        self._notes.add(kpi.place, Noted.ADDED, dated, item=item.no)
        return f"{dated}{text}"

    def _target(
        self, kpi: RawKpi, item: RawItem, heading: Heading, text: str, *, alone: bool
    ) -> None:
        if heading.half:
            _add_to_half(kpi, heading.half, target=text)
        elif heading.year is None or heading.year == self._year:
            kpi.target = f"{kpi.target} {text}".strip()
        elif alone:
            # The year of the heading is when it is due.
            kpi.target = self._dated(kpi, item, heading.year, text)
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
            _add_to_half(kpi, heading.half, actual=self._as_typed(text))
        else:
            kpi.actual = self._as_typed(f"{kpi.actual} {text}")

    def _as_typed(self, text: str) -> str:
        """A figure with the line ends that were typed; those of text out of a PDF are its page's."""
        return one_line(text) if self._flat else text.strip()


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
    """A figure with the unit that has a column of its own; False where it has one, or is none.

    The unit follows the number: 8,000以下 of 千枚 are 8,000千枚以下.
    """
    figure = read_figure(text)
    if not unit or figure.kind is not Kind.NUMBER or figure.unit:
        return text, False
    behind = (f"{text[: m.end()]}{unit}{text[m.end() :]}" for m in _DIGITS.finditer(text))
    known = (whole for whole in (f"{text}{unit}", *behind) if read_figure(whole).unit)
    return next(known, f"{text}{unit}"), True
