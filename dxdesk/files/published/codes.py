"""The codes of a scale in a table's cells."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from dxdesk.domain.reading import Noted
from dxdesk.domain.text import fold, one_line, squeeze

from .notes import Notes
from .raw import RawItem

NONE_GIVEN = frozenset("-―－ー–—")
_LONGEST_UNKNOWN = 8
# Circles and crosses of other blocks, as people find them in their input method.
_SAME_SIGN = str.maketrans("◯〇⚪✕✖╳☓", "○○○××××")
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
    known_codes = tuple(codes)
    folded = {fold(code): code for code in known_codes}
    plain = squeeze(text)
    if code := same_code(plain, known_codes):
        return Rated(code, plain)
    for known in sorted(folded, key=len, reverse=True):
        found = re.match(rf"{re.escape(known)}(?=[ \s:：(（])", fold(text))
        if found and len(fold(text)) == len(text):
            return Rated(folded[known], text[: found.end()], text[found.end() :].strip())
    return Rated(plain, plain) if len(plain) <= _LONGEST_UNKNOWN else None


def same_code(text: str, codes: Iterable[str]) -> str:
    """The code that a text is, in whatever width it is typed; empty for none."""
    plain = squeeze(text)
    if not plain:
        return ""
    known = tuple(codes)
    alike = (code for code in known if _alike(code) == _alike(plain))
    return plain if plain in known else next(alike, "")


def _alike(code: str) -> str:
    return fold(code).translate(_SAME_SIGN)


def respell(notes: Notes, place: str, item: str, printed: str, code: str) -> None:
    """Account for a code that is printed in another width than in the scale."""
    if squeeze(printed) != squeeze(code):
        notes.mark(place, printed, item=item)
        notes.add(place, Noted.ADDED, code, item=item)


def find_moved(item: RawItem, codes: Iterable[str], notes: Notes) -> None:
    """Look for the rating at the end of the item's cells, where a lost column left it.

    A digit is taken for one only where it is all that a cell holds.
    """
    known = tuple(codes)
    for row in item.rows:
        for column, cell in enumerate(row.cells):
            words = cell.split()
            code = same_code(words[-1], known) if words else ""
            if code and (len(words) == 1 or not fold(code).isdecimal()):
                item.rating = code
                row.cells[column] = cell.rstrip().removesuffix(words[-1]).rstrip()
                respell(notes, row.place, item.no, words[-1], code)
                notes.add(row.place, Noted.RATING_MOVED, item=item.no, about=code)
                return


def different(codes: Iterable[str]) -> tuple[str, ...]:
    """Codes without those that differ from an earlier one in their width alone."""
    return tuple({_alike(code): code for code in reversed(tuple(codes))}.values())[::-1]


def in_known_order(codes: Iterable[str]) -> tuple[str, ...]:
    """Codes that no legend orders: S and ◎ first, the others by their characters."""
    found = set(different(sorted(codes)))
    known = [code for code in _BEST_FIRST if code in found]
    return (*known, *sorted(found.difference(known)))
