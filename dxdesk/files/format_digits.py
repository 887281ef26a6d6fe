"""The digits of a number in the places that a format has for them, and its fractions."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from dxdesk.files.format_codes import Part, Piece, Section

_MOST_DENOMINATOR = 7


def plain(value: Decimal) -> str:
    """Digits without an exponent, as far as a person would read them."""
    if value and not -20 < value.adjusted() < 20:
        return f"{value:.15g}"
    text = f"{value:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def show_digits(section: Section, amount: Decimal) -> tuple[str, Decimal]:
    """The text of a number without its sign, and the number that it was rounded to."""
    pieces = section.pieces
    if section.has(Part.GENERAL, Part.TYPED) and not section.has(Part.DIGIT):
        said = plain(amount)
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


def fraction_parts(pieces: Sequence[Piece]) -> _FractionParts | None:
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


def show_fraction(
    pieces: Sequence[Piece], parts: _FractionParts, amount: Decimal
) -> tuple[str, Decimal]:
    """The text of a fraction without its sign, and the number that it is."""
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
