"""What a cell's number format makes of its number: the text that a person reads."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from enum import Enum, auto


class Shown(Enum):
    """The ways of showing a number that change its meaning."""

    PLAIN = auto()
    PERCENT = auto()
    DATE = auto()
    TIME = auto()
    ELAPSED = auto()


@dataclass(frozen=True, slots=True)
class Format:
    """A number format: how it shows numbers, and the decimals that it always prints."""

    shown: Shown = Shown.PLAIN
    decimals: int = 0


PLAIN = Format()

# Numbers 27-36 and 50-58 are the dates of East Asian Excel, which a file names without a code.
_BUILT_IN = (
    dict.fromkeys((9, 10), Shown.PERCENT)
    | dict.fromkeys((14, 15, 16, 17, 22, *range(27, 32), 36, *range(50, 59)), Shown.DATE)
    | dict.fromkeys((18, 19, 20, 21, 32, 33, 34, 35, 45, 47), Shown.TIME)
    | {46: Shown.ELAPSED}
)
_TWO_DECIMALS = (2, 4, 10, 39, 40)
_LITERALS = re.compile(r'"[^"]*"|\\.|_.|\*.|E[+-][0#]*', re.IGNORECASE)
_ELAPSED = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
_BRACKETS = re.compile(r"\[[^\]]*\]")
_DATE_LETTERS = re.compile(r"[ydeg]", re.IGNORECASE)
_TIME_LETTERS = re.compile(r"[hs]", re.IGNORECASE)
_MONTH = re.compile(r"m", re.IGNORECASE)
_DECIMALS = re.compile(r"\.(0+)")


def read_format(number: int, code: str = "") -> Format:
    """Read a format by its code, else by its built-in number."""
    if not code:
        form = Format(_BUILT_IN.get(number, Shown.PLAIN), 2 if number in _TWO_DECIMALS else 0)
    else:
        decimals = _DECIMALS.search(_LITERALS.sub("", code.partition(";")[0]))
        form = Format(_shown(code), len(decimals[1]) if decimals else 0)
    return PLAIN if form == PLAIN else form


def _shown(code: str) -> Shown:
    text = _LITERALS.sub("", code.partition(";")[0])
    if _ELAPSED.search(text):
        return Shown.ELAPSED
    text = _BRACKETS.sub("", text)
    if text.strip().casefold() in ("general", "g/標準", "@"):
        return Shown.PLAIN
    if "%" in text:
        return Shown.PERCENT
    if _DATE_LETTERS.search(text):
        return Shown.DATE
    if _TIME_LETTERS.search(text):
        return Shown.TIME
    return Shown.DATE if _MONTH.search(text) else Shown.PLAIN


def text_of(stored: str, form: Format, *, since_1904: bool = False) -> str:
    """The text of a stored number; what is no number stays as it is stored.

    Every digit that is stored is kept, even those that the format rounds away.
    """
    if form is PLAIN and stored.isdecimal() and stored.isascii() and len(stored) < 16:
        return str(int(stored))
    try:
        value = float(stored)
        exact = Decimal(f"{value:.15g}")
    except (ValueError, ArithmeticError):
        return stored
    if not exact.is_finite():
        return stored
    if form.shown is Shown.PERCENT:
        return f"{_plain(exact * 100, form.decimals)}%"
    if form.shown is Shown.PLAIN:
        return _plain(exact, form.decimals)
    return _moment(value, form.shown, since_1904) or _plain(exact)


def _plain(value: Decimal, decimals: int = 0) -> str:
    """Digits without an exponent, as far as a person would read them."""
    if value and not -20 < value.adjusted() < 20:
        return f"{value:.15g}"
    text = f"{value:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    text = "0" if text == "-0" else text
    if not decimals:
        return text
    printed = len(text.partition(".")[2])
    if printed >= decimals:
        return text
    return f"{text}{'' if printed else '.'}{'0' * (decimals - printed)}"


def _moment(serial: float, shown: Shown, since_1904: bool) -> str:
    if not 0 <= serial < 2_958_466:
        return ""
    seconds = round(serial * 86_400)
    if shown is Shown.ELAPSED:
        return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    # Excel counts a 29 February 1900 that never was.
    first = datetime(1904, 1, 1) if since_1904 else datetime(1899, 12, 31 if serial < 60 else 30)
    if shown is Shown.TIME and serial < 1:
        return (first + timedelta(seconds=seconds)).time().isoformat()
    try:
        moment = first + timedelta(seconds=seconds)
    except OverflowError:
        return ""
    whole = seconds % 86_400 == 0 and shown is Shown.DATE
    return moment.date().isoformat() if whole else moment.isoformat(" ")
