"""Whether more or less of a KPI is better: set, said or shown, and else not known.

Nothing is taken from what a name suggests: where the name alone was left to decide, lists of words
were wrong for more than half of 91 published KPIs. What it suggests is a proposal to the office
(`direction_questions`) and nothing more.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from enum import Enum
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from dxdesk.domain.figure_reading import read_figure
from dxdesk.domain.figures import Comparator, Direction, Figure, way
from dxdesk.domain.plan import Kpi, Target
from dxdesk.domain.text import fold
from dxdesk.domain.units import size_of


class Source(Enum):
    """Where a direction is known from; the value is the code in open data."""

    NOT_KNOWN = ""
    SET = "set"
    SAID = "said"
    SHOWN = "shown"


class Known(NamedTuple):
    """A direction, and where it is known from."""

    direction: Direction
    source: Source


NOT_KNOWN = Known(Direction.NOT_SAID, Source.NOT_KNOWN)
_SET = {direction: Known(direction, Source.SET) for direction in Direction}

_SIDES = {
    Comparator.AT_LEAST: Direction.MORE,
    Comparator.ABOVE: Direction.MORE,
    Comparator.AT_MOST: Direction.LESS,
    Comparator.BELOW: Direction.LESS,
}
_MORE = r"増やす|増加|増大|伸ばす|高める|上げる|向上|上昇|拡大|増"
_LESS = r"減らす|減少|低減|抑える|抑制|下げる|低下|縮減|削減|短縮|縮小|減"
# Only what speaks of the figure itself: in 苦情を減らす研修の回数 nobody says of the figure what is wished.
_REMARKS = (
    (Direction.MORE, re.compile(r"[↑↗⇧⤴]|(?:多い|高い|大きい|長い)(?:ほど|方が|ほうが)(?:よ|良)")),
    (
        Direction.LESS,
        re.compile(r"[↓↘⇩⤵]|(?:少ない|低い|小さい|短い)(?:ほど|方が|ほうが)(?:よ|良)"),
    ),
    (Direction.MORE, re.compile(rf"(?:{_MORE})(?:を目指す|が目標|が望ましい)")),
    (Direction.LESS, re.compile(rf"(?:{_LESS})(?:を目指す|が目標|が望ましい)")),
    (Direction.MORE, re.compile(rf"[（(](?:{_MORE})[)）]|を(?:増やす|伸ばす|高める|上げる)$")),
    (Direction.LESS, re.compile(rf"[（(](?:{_LESS})[)）]|を(?:減らす|抑える|下げる)$")),
    (Direction.KEEP, re.compile(r"[（(](?:現状)?維持[)）]|維持を目指す|維持が(?:目標|望ましい)")),
)
# What a column for the direction alone says. A dash is no sign here: it says that nothing is said.
_AIMS = (
    (
        Direction.MORE,
        re.compile(rf"[↑↗⇧⤴⬆⬈+]|{_MORE}|多い|高い|大きい|長い|プラス|正|up|more", re.IGNORECASE),
    ),
    (
        Direction.LESS,
        re.compile(
            rf"[↓↘⇩⤵⬇⬊▼▽]|{_LESS}|少ない|低い|小さい|短い|マイナス|負|down|less", re.IGNORECASE
        ),
    ),
    (Direction.KEEP, re.compile(r"[→⇒⇨➡]|維持|横ばい|^現状$")),
)
_LAST_BRACKET = re.compile(r"\(([^()]{1,30})\)$")


def direction_of(kpi: Kpi, year: int) -> Known:
    """Whether more or less of a KPI is better in the edition for `year`, and how that is known.

    As the office has set it; else as the document's own column, the target or the name says it
    (以上, 以内, 10日→7日, 少ないほどよい, ↓); else as the baseline and the target, or three
    targets or more, show it, all moving one way.
    """
    if kpi.direction is not Direction.NOT_SAID:
        return _SET[kpi.direction]
    if kpi.aim and (said := aim_of(kpi.aim)) is not Direction.NOT_SAID:
        return Known(said, Source.SAID)
    known = _read(kpi.name, kpi.target)
    if known is not NOT_KNOWN or not (kpi.baseline or kpi.targets):
        return known
    shown = _shown(kpi.baseline, kpi.target, kpi.targets, year)
    return NOT_KNOWN if shown is Direction.NOT_SAID else Known(shown, Source.SHOWN)


def way_of_change(moves: int, comparator: Comparator) -> Direction:
    """The way that a change is wished: 10%以上削減 is less, 5%以内の増 is less as well."""
    wished = _SIDES.get(comparator) is not Direction.LESS
    return Direction.MORE if (moves > 0) is wished else Direction.LESS


def aim_of(text: str) -> Direction:
    """What a text that speaks of the direction alone says (↓, 減少を目指す, 維持).

    NOT_SAID where it says nothing of it, or two things at once.
    """
    folded = fold(text.strip())
    said = {side for side, words in _AIMS if words.search(folded)}
    return said.pop() if len(said) == 1 else Direction.NOT_SAID


@lru_cache(maxsize=8192)
def _read(name: str, target: str) -> Known:
    said = _said(name, read_figure(target))
    return NOT_KNOWN if said is Direction.NOT_SAID else Known(said, Source.SAID)


def _said(name: str, target: Figure) -> Direction:
    """What target or name say in so many words; NOT_SAID where they say two things."""
    if len(target.measures) == 1 and (moves := size_of(target.unit).moves):
        return way_of_change(moves, target.comparator)
    if target.comparator in _SIDES:
        return _SIDES[target.comparator]
    if target.says is not Direction.NOT_SAID:
        return target.says
    said = {
        side for side, words in _REMARKS if words.search(target.text) or words.search(name.strip())
    }
    if bound := _bound_in(name, target):
        said.add(bound)
    if len(said) == 1:
        return said.pop()
    return Direction.KEEP if not said and "維持" in target.text else Direction.NOT_SAID


def _bound_in(name: str, target: Figure) -> Direction | None:
    """The bound that a name ends with where it is the target's own: 処理日数（5日以内）."""
    found = _LAST_BRACKET.search(fold(name.strip()))
    if not found or len(target.measures) != 1:
        return None
    named = read_figure(found[1])
    same = (named.value, named.unit) == (target.value, target.unit)
    return _SIDES.get(named.comparator) if same else None


@lru_cache(maxsize=8192)
def _shown(baseline: str, target: str, targets: tuple[Target, ...], year: int) -> Direction:
    """The one way that baseline and targets move; NOT_SAID where they are too few, or move both ways."""
    by_year = {one.year: read_figure(one.text) for one in targets if one.text.strip()}
    own = read_figure(target)
    if own.measures:
        by_year[own.due.year if own.due else year] = own
    aims = [by_year[at] for at in sorted(by_year)]
    start = read_figure(baseline)
    steps = [start, *aims] if start.measures else aims
    if len(steps) < (2 if start.measures else 3) or not aims:
        return Direction.NOT_SAID
    values = _levels(steps)
    ways = {way(*step) for step in pairwise(values)} - {Direction.NOT_SAID}
    return ways.pop() if len(ways) == 1 else Direction.NOT_SAID


def _levels(figures: Sequence[Figure]) -> list[Decimal]:
    """The figures in one unit; none where they cannot be set in a row."""
    units = {figure.unit for figure in figures}
    first = size_of(figures[0].unit)
    plain = all(figure.value is not None and not figure.measures[0].upper for figure in figures)
    if not plain or first.moves or any(size_of(unit).base != first.base for unit in units):
        return []
    return [
        figure.value * size_of(figure.unit).factor for figure in figures if figure.value is not None
    ]
