"""Reading one figure from the text that a document or a person gives.

Plain figures, which plans are full of, are read here; every other notation by `figure_grammar`.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from dxdesk.domain.figures import (
    Doubt,
    Empty,
    Figure,
    Kind,
    Measure,
)
from dxdesk.domain.units import COUNTED

# No figure of a plan is longer; beyond it a text is prose, and reading it would only cost time.
LONGEST_FIGURE = 120

_EMPTIES = {empty.value: empty for empty in Empty}
# Read the same by the general way; the units are those that no other notation begins with.
_PLAIN = re.compile(
    r"(?P<digits>(?:[0-9]{1,3}(?:,[0-9]{3}){1,5}|[0-9]{1,15})(?:\.[0-9]{1,6})?)(?P<unit>%|か所|施設|業務|会議|[件人名回社台校課店館基円本枚点]?)"
)


@lru_cache(maxsize=8192)
def read_figure(text: str) -> Figure:
    """Read one figure. Never fails: what is not understood is `Kind.WORDS` without a value."""
    stripped = text.strip()
    if len(stripped) > LONGEST_FIGURE:
        return Figure(text, Kind.WORDS)
    if (empty := _EMPTIES.get(stripped)) is not None:
        return Figure(text, Kind.WORDS, empty=empty)
    if plain := _PLAIN.fullmatch(stripped):
        return _plain(text, plain)
    # The grammar is compiled when a text needs it: a form of plain figures opens without.
    from dxdesk.domain.figure_grammar import read_notation

    return read_notation(text, stripped)


def is_figure(text: str) -> bool:
    """Whether `text` reads as a whole figure: a number, a milestone or a kind of empty."""
    figure = read_figure(text)
    return figure.kind is not Kind.WORDS or figure.empty not in (None, Empty.UNWRITTEN)


def _plain(text: str, plain: re.Match[str]) -> Figure:
    """The figures that plans are full of (85, 42.0%, 3,400,000件), read in a fifth of the time."""
    digits, unit = plain["digits"].replace(",", ""), plain["unit"]
    decimals = len(digits.partition(".")[2])
    if decimals == 3 and unit and unit[0] in COUNTED and digits[0] != "0" and len(digits) < 8:
        return Figure(text, Kind.WORDS, doubts=(Doubt.GROUPING,))
    return Figure(text, Kind.NUMBER, (Measure(Decimal(digits), unit, decimals),))
