"""The codes of a scale in a table's cells."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from dxdesk.domain.text import fold, one_line, squeeze

NONE_GIVEN = frozenset("-―－ー–—")
_LONGEST_UNKNOWN = 8
_BEST_FIRST = "SＳ◎○△▲×"


@dataclass(frozen=True, slots=True)
class Rated:
    """A cell of ratings: the code, what stood there for it, and what else did."""

    code: str
    as_printed: str
    rest: str = ""


def read_code(cell: str, codes: Iterable[str]) -> Rated | None:
    """The code in a cell: as it stands, in another width, or with words behind it (A：順調).

    What is short and no code is taken as it stands; None for a sentence.
    """
    text = one_line(cell)
    folded = {fold(code): code for code in codes}
    plain = squeeze(text)
    if fold(plain) in folded:
        return Rated(folded[fold(plain)], plain)
    for known in sorted(folded, key=len, reverse=True):
        found = re.match(rf"{re.escape(known)}(?=[ \s:：(（])", fold(text))
        if found and len(fold(text)) == len(text):
            return Rated(folded[known], text[: found.end()], text[found.end() :].strip())
    return Rated(plain, plain) if len(plain) <= _LONGEST_UNKNOWN else None


def in_known_order(codes: Iterable[str]) -> tuple[str, ...]:
    """Codes that no legend orders: S and ◎ first, the others by their characters."""
    found = set(codes)
    known = [code for code in _BEST_FIRST if code in found]
    return (*known, *sorted(found.difference(known)))
