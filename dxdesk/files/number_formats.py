"""What a cell's number format makes of its number: the text that a person sees.

Where that is another number than the one which is stored, it is said: no reader takes the one
for the other.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal, localcontext
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from dxdesk.files import moments
from dxdesk.files.cell_marks import Odd
from dxdesk.files.format_codes import Code, Part, Piece, Section, read_code
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

# A number has 15 digits in Excel, and at most 309 places before the point.
_EXACT = Context(prec=700, rounding=ROUND_HALF_UP)
_MOST_DENOMINATOR = 7
_FIRST_NUMBER = re.compile(
    r"(?P<sign>[-−－‐▲△▼(（][ \u3000¥￥$]*|\+)?(?P<digits>\d[\d,]*(?:\.\d*)?|\.\d+)(?:E(?P<power>[+-]\d+))?"
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
    return stored if exact is None else _plain(exact)


def _exact(stored: str) -> Decimal | None:
    """A stored number with the 15 digits that Excel keeps."""
    try:
        exact = Decimal(f"{float(stored):.15g}")
    except (ValueError, ArithmeticError):
        return None
    return exact if exact.is_finite() else None


def _plain(value: Decimal) -> str:
    """Digits without an exponent, as far as a person would read them."""
    if value and not -20 < value.adjusted() < 20:
        return f"{value:.15g}"
    text = f"{value:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


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
    if section.has(Part.SLASH) and (parts := _fraction_parts(section.pieces)):
        text, rounded = _show_fraction(section.pieces, parts, amount)
        text = text if is_bare or value >= 0 else f"-{text}"
        is_same = rounded == amount or abs(rounded - amount) <= amount.scaleb(-14)
        signed = is_bare and value < 0 and not _FIRST_NUMBER.match(text)
        return Shown(text, Odd.DIFFERENT if signed else None if is_same else Odd.ROUNDED)
    text, rounded = _show_digits(section, amount)
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


def _show_digits(section: Section, amount: Decimal) -> tuple[str, Decimal]:
    """The text of a number without its sign, and the number that it was rounded to."""
    pieces = section.pieces
    if section.has(Part.GENERAL, Part.TYPED) and not section.has(Part.DIGIT):
        said = _plain(amount)
        general = (Part.GENERAL, Part.TYPED)
        return "".join(said if p.part in general else p.text for p in pieces), amount
    places = _places(section)
    power = places.power(amount)
    shown = places.round(amount.scaleb(-power))
    if places.exponent is not None and places.power(shown.scaleb(power)) != power:
        # 9.99 rounds up into the next power.
        power = places.power(shown.scaleb(power))
        shown = places.round(amount.scaleb(-power))
    return places.write(shown, power), shown.scaleb(power + 3 * places.thousands)


@lru_cache(maxsize=1024)
def _places(section: Section) -> _Places:
    return _Places(section.pieces)


class _Places:
    """Where the digits of a section stand: before the point, behind it, and in the exponent."""

    def __init__(self, pieces: Sequence[Piece]) -> None:
        self._pieces = pieces
        parts = [piece.part for piece in pieces]
        digits = [at for at, part in enumerate(parts) if part is Part.DIGIT]
        self.exponent = next((at for at, p in enumerate(parts) if p is Part.EXPONENT), None)
        end = self.exponent if self.exponent is not None else len(pieces)
        points = (at for at in range(end) if parts[at] is Part.POINT)
        self._point = next(points, end)
        self._before = [at for at in digits if at < self._point]
        self._behind = [at for at in digits if self._point < at < end]
        self._powers = [at for at in digits if at > end]
        self.decimals = len(self._behind)
        self._commas = {at for at in range(end) if parts[at] is Part.COMMA}
        last, first = (self._before or [-1])[-1], (self._before or [end])[0]
        self._is_grouped = any(first < at < last for at in self._commas)
        self.thousands = sum(self._scales(at) for at in self._commas)
        self._step = Decimal(1).scaleb(-self.decimals)
        # The places up to the last 0, which are shown whatever stands there.
        zeros = (n for n, at in enumerate(self._behind, 1) if pieces[at].text == "0")
        self._least = max(zeros, default=0)

    def round(self, amount: Decimal) -> Decimal:
        """A number as far as its decimals are shown."""
        return amount.scaleb(-3 * self.thousands).quantize(self._step)

    def _scales(self, comma: int) -> bool:
        """Whether a comma divides by a thousand: it ends the digits before the point, or all."""
        at = comma
        while at in self._commas:
            at -= 1
        ends = (self._before[-1:], self._behind[-1:])
        return at >= 0 and [at] in ends

    def power(self, amount: Decimal) -> int:
        """The power of ten that the exponent shows; 0 without one."""
        if self.exponent is None or not amount:
            return 0
        step = max(len(self._before), 1)
        return amount.adjusted() // step * step

    def write(self, shown: Decimal, power: int) -> str:
        """The pieces, with the digits of a number in their places."""
        whole, _, decimals = f"{shown:f}".partition(".")
        made = dict.fromkeys(self._commas, "") | self._whole("" if whole == "0" else whole)
        kept = max(len(decimals.rstrip("0")), self._least)
        for index, at in enumerate(self._behind):
            made[at] = decimals[index] if index < kept else ""
        if self.exponent is not None:
            sign = "-" if power < 0 else "+" if self._pieces[self.exponent].text == "+" else ""
            made[self.exponent] = f"E{sign}"
            made |= self._fill(self._powers, str(abs(power)))
        return "".join(made.get(at, piece.text) for at, piece in enumerate(self._pieces))

    def _whole(self, digits: str) -> dict[int, str]:
        made = self._fill(self._before, digits)
        if not self._before:
            # A point with no place before it: what stands there is shown all the same.
            return {self._point: f"{digits}."} if digits and self._point < len(self._pieces) else {}
        if self._is_grouped:
            count = 0
            for at in reversed(self._before):
                grouped = ""
                for digit in reversed(made[at]):
                    grouped = f"{digit},{grouped}" if count and count % 3 == 0 else digit + grouped
                    count += 1
                made[at] = grouped
        return made

    def _fill(self, places: Sequence[int], digits: str) -> dict[int, str]:
        """Digits from the right; the first place takes all that are left."""
        made: dict[int, str] = {}
        for at in reversed(places):
            cut = 0 if at == places[0] else max(len(digits) - 1, 0)
            said, digits = digits[cut:], digits[:cut]
            made[at] = said or ("0" if self._pieces[at].text == "0" else "")
        return made


class _FractionParts(NamedTuple):
    """Where whole number, numerator and denominator stand."""

    whole: range
    above: range
    below: range


def _fraction_parts(pieces: Sequence[Piece]) -> _FractionParts | None:
    """The places of a fraction; None for a slash that stands between words."""
    slash = next(at for at, piece in enumerate(pieces) if piece.part is Part.SLASH)
    start = slash
    while start > 0 and _is_of_fraction(pieces[start - 1]):
        start -= 1
    end = slash + 1
    while end < len(pieces) and (_is_of_fraction(pieces[end]) or pieces[end].text.isdecimal()):
        end += 1
    if start == slash or end == slash + 1:
        return None
    digits = [at for at in range(start) if pieces[at].part is Part.DIGIT]
    whole = range(digits[0], digits[-1] + 1) if digits else range(0)
    return _FractionParts(whole, range(start, slash), range(slash + 1, end))


def _is_of_fraction(piece: Piece) -> bool:
    return piece.part is Part.DIGIT


def _show_fraction(
    pieces: Sequence[Piece], parts: _FractionParts, amount: Decimal
) -> tuple[str, Decimal]:
    below = "".join(pieces[at].text for at in parts.below)
    whole = int(amount) if parts.whole else 0
    rest = Fraction(amount) - whole
    if any(sign in "123456789" for sign in below):
        denominator = int(below.translate({ord("#"): "0", ord("?"): "0"}))
        # Half of a part counts as one.
        near = Fraction(int(rest * denominator * 2 + 1) // 2, denominator)
        numerator = near.numerator * (denominator // near.denominator)
    else:
        near = rest.limit_denominator(10 ** min(len(below), _MOST_DENOMINATOR) - 1)
        numerator, denominator = near.numerator, near.denominator
    if parts.whole and near == 1:
        whole, numerator = whole + 1, 0
    said = str(whole) if whole or (not numerator and parts.whole) else ""
    fraction = f"{numerator}/{denominator}" if numerator or not parts.whole else ""
    before = "".join(p.text for p in pieces[: (parts.whole or parts.above).start])
    between = " " if said and fraction else ""
    behind = "".join(p.text for p in pieces[parts.below.stop :])
    rounded = Fraction(whole) + (near if numerator else 0)
    text = f"{before}{said}{between}{fraction}{behind}".strip()
    return text, Decimal(rounded.numerator) / Decimal(rounded.denominator)
