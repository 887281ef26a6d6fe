"""The codes of a scale in a table's cells."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dxdesk.domain.plan import Grade
from dxdesk.domain.plan_faults import Most
from dxdesk.domain.rating_reading import meant_code, plain_code, same_code
from dxdesk.domain.reading import Noted
from dxdesk.domain.text import fold, one_line, squeeze

from .notes import Notes
from .raw import RawItem

NONE_GIVEN = frozenset("-―－ー–—")
_BEST_FIRST = "S◎○△▲×"


@dataclass(frozen=True, slots=True)
class Rated:
    """A cell of ratings: the code, what stood there for it, and what else did."""

    code: str
    as_printed: str
    rest: str = ""


def read_code(cell: str, grades: Sequence[Grade]) -> Rated | None:
    """The code in a cell: as it stands, in another width, or with words beside it (A：順調).

    What means no code is taken as it stands, also in words (要改善（進め方を改める）); None for a
    sentence and for what is longer than a code can be.
    """
    text = one_line(cell)
    plain = squeeze(text)
    code = meant_code(cell, grades)
    if not code:
        is_rating = len(plain) <= Most.CODE and "。" not in plain
        return Rated(plain, plain) if is_rating else None
    known = plain_code(code)
    if len(fold(text)) == len(text) and fold(text).startswith(known):
        return Rated(code, text[: len(known)], text[len(known) :].strip())
    return Rated(code, plain)


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
    return tuple({plain_code(code): code for code in reversed(tuple(codes))}.values())[::-1]


def settle_spellings(items: Iterable[RawItem], notes: Notes) -> tuple[str, ...]:
    """The codes that a list without a legend rates by; what only spells one otherwise becomes it."""
    rated = [item for item in items if item.rating]
    scale: list[Grade] = []
    # Of two that mean each other (A, a) the first stays; no code is longer than what spells it.
    for code in sorted(different(sorted(item.rating or "" for item in rated)), key=len):
        if not meant_code(code, scale):
            scale.append(Grade(code, ""))
    for item in rated:
        printed = read_code(item.rating or "", scale)
        if printed is None:
            continue
        item.rating = printed.code
        respell(notes, item.place, item.no, printed.as_printed, printed.code)
        if printed.rest:
            notes.add(item.place, Noted.OUTSIDE, printed.rest, item=item.no)
    return in_known_order(item.rating or "" for item in rated)


def in_known_order(codes: Iterable[str]) -> tuple[str, ...]:
    """Codes that no legend orders: S and ◎ first, the others by their characters."""
    found = {plain_code(code): code for code in different(sorted(codes))}
    known = [found.pop(code) for code in _BEST_FIRST if code in found]
    dashes = [found.pop(code) for code in sorted(NONE_GIVEN) if code in found]
    return (*known, *found.values(), *dashes)
