"""Figures as numbers of a spreadsheet: only where the cell then shows the very same text."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

from dxdesk.domain.figure_reading import read_figure
from dxdesk.export.rows import Number
from dxdesk.sheets.cell_text import visible

# What a spreadsheet keeps of a number.
_MOST_DIGITS = 15


@lru_cache(maxsize=4096)
def number_of(text: str) -> Number | None:
    """The number that shows as this text (1,200件, 42.0%); None for any other text."""
    figure = read_figure(text)
    if len(figure.measures) != 1 or figure.measures[0].upper is not None:
        return None
    measure = figure.measures[0]
    if len(measure.value.as_tuple().digits) > _MOST_DIGITS:
        return None
    for grouped in (",", ""):
        if f"{measure.value:{grouped}.{measure.decimals}f}{measure.unit}" == text:
            return _number(measure.value, measure.unit, measure.decimals, bool(grouped))
    return None


def counted(count: int, unit: str = "") -> Number:
    """A count of things with its unit."""
    return _number(Decimal(count), unit, 0, grouped=False)


def share(percent: Decimal) -> Number:
    """A share in per cent, with the decimals that it is printed with."""
    exponent = percent.as_tuple().exponent
    decimals = max(0, -exponent) if isinstance(exponent, int) else 0
    return _number(percent, "%", decimals, grouped=False)


def _number(value: Decimal, unit: str, decimals: int, grouped: bool) -> Number:
    digits = ("#,##0" if grouped else "0") + (f".{'0' * decimals}" if decimals else "")
    if unit == "%":
        return Number(value / 100, f"{digits}%")
    # What stands in quotation marks is printed as it is.
    quoted = '"' + visible(unit).replace('"', "") + '"' if unit else ""
    return Number(value, digits + quoted)
