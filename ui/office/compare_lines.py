"""Which lines of a comparison are shown, and what the table says of each."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import Enum

from dxdesk.domain.became import Moved
from dxdesk.domain.comparing import Compared, Trend
from dxdesk.domain.figure_printing import print_change
from dxdesk.domain.text import fold
from dxdesk.messages import MOVED_WORDS, TREND_WORDS


class Shown(Enum):
    """A choice of lines; the value is the word on screen."""

    ALL = "すべて"
    CHANGED = "変わったものすべて"
    UP = "評価が上がった"
    DOWN = "評価が下がった"
    OTHER = "評価が変わった（上下なし）"
    NEW = "新規"
    GONE = "終了・なくなった"
    MERGED = "統合・分割"
    CALLED = "番号・名称の変更"
    PLACED = "施策・担当課の変更"


def _has(*kinds: Moved) -> Callable[[Compared], bool]:
    return lambda line: any(kind in line.moved for kind in kinds)


def _trend(trend: Trend) -> Callable[[Compared], bool]:
    return lambda line: line.trend is trend


def _changed(line: Compared) -> bool:
    return bool(line.moved) or line.trend in (Trend.UP, Trend.DOWN, Trend.OTHER)


_FITS: dict[Shown, Callable[[Compared], bool]] = {
    Shown.ALL: lambda _: True,
    Shown.CHANGED: _changed,
    Shown.UP: _trend(Trend.UP),
    Shown.DOWN: _trend(Trend.DOWN),
    Shown.OTHER: _trend(Trend.OTHER),
    Shown.NEW: _has(Moved.NEW),
    Shown.GONE: _has(Moved.ENDED, Moved.MISSING),
    Shown.MERGED: _has(Moved.MERGED, Moved.SPLIT),
    Shown.CALLED: _has(Moved.RENUMBERED, Moved.RENAMED),
    Shown.PLACED: _has(Moved.REGROUPED, Moved.REASSIGNED),
}


def lines_shown(lines: Iterable[Compared], shown: Shown, words: str = "") -> list[Compared]:
    """The lines of a choice in which all the words stand."""
    wanted, fits = fold(words).lower().split(), _FITS[shown]
    return [line for line in lines if fits(line) and _speaks_of(line, wanted)]


def _speaks_of(line: Compared, wanted: list[str]) -> bool:
    if not wanted:
        return True
    items = (line.item, *line.before)
    texts = (part for item in items for part in (item.no, item.title, *item.departments))
    said = fold(" ".join((*texts, *(pair.name for pair in line.kpis)))).lower()
    return all(word in said for word in wanted)


def number_words(line: Compared) -> str:
    """The number, or both where it is another one now."""
    old = "・".join(item.no for item in line.before)
    if line.now is None or not line.before or old == line.now.no:
        return line.item.no
    return f"{old}→{line.now.no}"


def rating_words(line: Compared) -> str:
    """Both ratings and how it moved."""
    if not line.rating_before and not line.rating_now:
        return ""
    codes = f"{line.rating_before or '―'} → {line.rating_now or '―'}"
    moved = {Trend.UP: TREND_WORDS[Trend.UP], Trend.DOWN: TREND_WORDS[Trend.DOWN]}
    return f"{codes}　{moved.get(line.trend, '')}".strip()


def moved_words(line: Compared) -> str:
    """What else changed."""
    return "、".join(MOVED_WORDS[one] for one in line.moved)


def kpi_words(line: Compared) -> str:
    """The first KPI's actuals, and how many more there are."""
    if not line.kpis:
        return ""
    first = line.kpis[0]
    change = "" if first.difference is None else f"（{print_change(first.difference)}）"
    more = f"　他{len(line.kpis) - 1}" if len(line.kpis) > 1 else ""
    return f"{first.before or '―'} → {first.now or '―'}{change}{more}"
