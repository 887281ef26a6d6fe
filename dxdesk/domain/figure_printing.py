"""Figures as a plan prints them; what is printed is read back equal."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from dxdesk.domain.figures import Basis, Comparator, Due, Figure, Measure
from dxdesk.domain.units import SCALES

_WITHIN = {Comparator.WITHIN: "以下", Comparator.WITHIN_BELOW: "未満"}
_LEADS = {Basis.CUMULATIVE: "累計", Basis.YEARLY: "年間"}


def print_figure(figure: Figure) -> str:
    """Print what was read of a figure, in one notation of its own: 2024年度末：累計1,200件以上.

    A text without a number is printed as it was typed.
    """
    if not figure.measures:
        return figure.text.strip()
    due = _due(figure.due) if figure.due else ""
    lead = _LEADS.get(figure.basis, "")
    first, *more = (_measure(measure) for measure in figure.measures)
    more = [f"{_LEADS.get(one.basis, '')}{more[at]}" for at, one in enumerate(figure.measures[1:])]
    about = "約" if figure.comparator is Comparator.ABOUT else ""
    due += f"{figure.years}年間で" if figure.years > 1 and not figure.due else ""
    about += "全" if figure.whole else f"{_measure(figure.start)}→" if figure.start else ""
    if figure.comparator in _WITHIN and figure.measures[0].upper is not None:
        first = _within(figure.measures[0], _WITHIN[figure.comparator])
    printed = f"{due}{lead}{about}{first}{_behind(figure)}"
    for one in more:
        # A comma between digits would be read as one of a number.
        printed += f"{'；' if printed[-1].isdigit() else '、'}{one}"
    return printed


def _behind(figure: Figure) -> str:
    spoken = (Comparator.NOT_SAID, Comparator.ABOUT, Comparator.BETWEEN)
    return "" if figure.comparator in (*spoken, *_WITHIN) else figure.comparator.value


def _due(due: Due) -> str:
    return f"{due.year}年度{'末' if due.end else ''}{'まで' if due.until else ''}："


def _measure(measure: Measure) -> str:
    year = f"{measure.year}年度：" if measure.year is not None else ""
    unit = f"{measure.scale}{measure.unit}"
    size = SCALES.get(measure.scale, Decimal(1))
    low = print_number(measure.value / size, measure.decimals)
    year += "+" if measure.signed else ""
    if measure.of is not None:
        return f"{year}{measure.value}/{measure.of}{unit}"
    if measure.upper is None:
        return f"{year}{low}{unit}"
    upper = measure.upper / size
    decimals = _decimals(upper, measure.decimals)
    return f"{year}{low}{measure.scale}～{print_number(upper, decimals)}{unit}"


def _decimals(value: Decimal, least: int) -> int:
    """As many decimals as a value needs, and no fewer than `least`."""
    exponent = value.normalize().as_tuple().exponent
    return max(least, -exponent if isinstance(exponent, int) else 0)


def _within(measure: Measure, bound: str) -> str:
    end = measure.upper or Decimal(0)
    decimals = _decimals(end / SCALES.get(measure.scale, Decimal(1)), measure.decimals)
    high = replace(measure, upper=None, value=end, decimals=decimals)
    return f"{_measure(replace(measure, upper=None))}以上{_measure(high)}{bound}"


def print_number(value: Decimal, decimals: int) -> str:
    """A number with thousands separators and ▲ for minus, as tables of cities print it."""
    sign = "▲" if value < 0 else ""
    return f"{sign}{abs(value):,.{decimals}f}"


def print_change(change: Decimal | int) -> str:
    """More with a plus, less with ▲, none as ±0; with the decimals that it was reckoned in."""
    change = Decimal(change)
    exponent = change.as_tuple().exponent
    decimals = max(-exponent, 0) if isinstance(exponent, int) else 0
    sign = "+" if change > 0 else "" if change < 0 else "±"
    return sign + print_number(change, decimals)
