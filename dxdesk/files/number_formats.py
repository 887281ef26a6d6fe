"""What a cell's number format makes of its number: the text that a person sees.

Where that is another number than the one which is stored, it is said: no reader takes the one
for the other.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal, localcontext
from functools import lru_cache
from typing import NamedTuple

from dxdesk.files import moments
from dxdesk.files.cell_marks import Odd
from dxdesk.files.format_codes import Code, Part, Section, read_code
from dxdesk.files.format_digits import fraction_parts, plain, show_digits, show_fraction
from dxdesk.files.moments import Left


class Shown(NamedTuple):
    """The text of a cell; `odd` where it does not say all that is stored."""

    text: str
    odd: Odd | None = None


@dataclass(frozen=True, slots=True)
class Format:
    """A number format; `code` is None where it cannot be understood."""

    code: Code | None

    @property
    def keeps_text(self) -> bool:
        """Whether a text is shown as it is."""
        return self.code is None or self.code.text is None or self.code.text.is_general


PLAIN = Format(read_code(0, ""))

# Room for the largest number there is, and for every % or 0 that a code can hold.
_EXACT = Context(prec=1_000, rounding=ROUND_HALF_UP)
_FIRST_NUMBER = re.compile(
    r"(?P<sign>[-−－‐▲△▼(（][ \u3000¥￥$]*|\+)?(?P<digits>\d[\d,]*(?:\.\d*)?|\.\d+)(?:E(?P<power>[+-]\d{1,4}))?"
)


def read_format(number: int, code: str = "") -> Format:
    """Read a format by its code, else by its built-in number."""
    return _formats(number if not code else 0, code)


@lru_cache(maxsize=1024)
def _formats(number: int, code: str) -> Format:
    read = read_code(number, code)
    return PLAIN if read and read.is_plain else Format(read)


def general(stored: str) -> str:
    """A stored number with all its digits; what is no number stays as it is stored."""
    if stored.isdecimal() and stored.isascii() and len(stored) < 16:
        return str(int(stored))
    exact = _exact(stored)
    return stored if exact is None else plain(exact)


def _exact(stored: str) -> Decimal | None:
    """A stored number with the 15 digits that Excel keeps."""
    try:
        exact = Decimal(f"{float(stored):.15g}")
    except (ValueError, ArithmeticError):
        return None
    return exact if exact.is_finite() else None


def show(stored: str, form: Format, *, since_1904: bool = False) -> Shown:
    """What a cell with this number shows; what is no number stays as it is stored."""
    value = _exact(stored)
    if form is PLAIN or value is None:
        return Shown(general(stored))
    section, is_bare = _choose(form.code.numbers, value) if form.code else (None, False)
    if section is None:
        return Shown(general(stored), Odd.DIFFERENT)
    if section.is_moment:
        shown = moments.show(section, float(value), since_1904=since_1904)
        if shown is None:
            return Shown(general(stored), Odd.DIFFERENT)
        left = {Left.YEAR: Odd.DAY, Left.AMOUNT: Odd.DIFFERENT}.get(shown[1])
        return Shown(shown[0].strip(), left)
    if section.has(Part.NOT_KNOWN):
        return Shown(general(stored), Odd.DIFFERENT)
    with localcontext(_EXACT):
        return _show_number(section, value, is_bare)


def show_text(text: str, form: Format) -> Shown:
    """What a cell with this text shows: as it is, but for a format that adds to it or hides it."""
    section = form.code.text if form.code else None
    if section is None or section.is_general or section.has(Part.NOT_KNOWN):
        return Shown(text)
    pieces = (text if p.part is Part.TYPED else p.text for p in section.pieces)
    return Shown("".join(pieces).strip(" "), None if section.has(Part.TYPED) else Odd.DIFFERENT)


def _choose(sections: Sequence[Section], value: Decimal) -> tuple[Section | None, bool]:
    """The section that shows a number, and whether it does so without a sign."""
    first, *others = sections
    if not others:
        return (None, False) if first.holds(value) is False else (first, _is_negative(first))
    second = others[0]
    is_first = first.holds(value)
    if is_first is None:
        is_first = value > 0 or (value == 0 and len(sections) < 3)
    if is_first:
        return first, _is_negative(first)
    is_second = second.holds(value)
    if is_second is None:
        is_second = value < 0 or len(sections) < 3
    if is_second:
        bare = _is_negative(second) or (
            second.condition is None and (first.condition is None or _is_rest(first))
        )
        return second, bare
    return (others[1], False) if len(others) > 1 else (None, False)


def _is_negative(section: Section) -> bool:
    """Whether a section's own condition lets no number in but negative ones."""
    sign, bound = section.condition or ("", Decimal(0))
    return (sign == "<" and bound <= 0) or (sign in ("<=", "=") and bound < 0)


def _is_rest(section: Section) -> bool:
    """Whether what a condition leaves over are the negative numbers."""
    return section.condition is not None and section.condition in ((">=", 0), (">", 0))


def _show_number(section: Section, value: Decimal, is_bare: bool) -> Shown:
    if not section.shows_itself:
        text = "".join(piece.text for piece in section.pieces).strip()
        return Shown(text, Odd.DIFFERENT)
    amount = abs(value).scaleb(2 * section.percents)
    if section.has(Part.SLASH) and (parts := fraction_parts(section.pieces)):
        text, rounded = show_fraction(section.pieces, parts, amount)
        text = text if is_bare or value >= 0 else f"-{text}"
        is_same = rounded == amount or abs(rounded - amount) <= amount.scaleb(-14)
        if is_bare and not (_read(text) or 0) < 0:
            return Shown(text, Odd.DIFFERENT)
        return Shown(text, None if is_same else Odd.ROUNDED)
    text, rounded = show_digits(section, amount)
    text = text.strip() if is_bare or value >= 0 else f"-{text.strip()}"
    sign = -1 if value < 0 else 1
    read = _read(text)
    if read is None or read != sign * rounded:
        return Shown(text, Odd.DIFFERENT)
    return Shown(text, None if rounded == amount else Odd.ROUNDED)


def _read(text: str) -> Decimal | None:
    """The first number of a text, as a person reads it."""
    found = _FIRST_NUMBER.search(text)
    if not found:
        return None
    number = Decimal(found["digits"].replace(",", "")).scaleb(int(found["power"] or 0))
    return -number if found["sign"] and found["sign"][0] != "+" else number
