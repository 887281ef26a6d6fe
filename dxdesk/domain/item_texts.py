"""What the plan itself says of an item, as texts at named places, to be read and put right.

The places of the plan stand beside the fields of the answers: `no`, `title`, `departments`,
`content` and `goal` are the item's, `k1.name` and `k1.target` those of a KPI, `phase.2024` what
the schedule shows under a heading.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from dxdesk.domain.plan import Item, Kpi, Phase
from dxdesk.domain.text import typed, typed_line

NO, TITLE, DEPARTMENTS, CONTENT, GOAL = "no", "title", "departments", "content", "goal"
KPI_NAME, KPI_TARGET = "name", "target"
_PHASE = "phase."
_PROSE = frozenset({CONTENT, GOAL})
# Names of departments hold ・ and even ， (庶務課・議事調査課), so no other sign parts them.
_APART = re.compile("[、\n]")


def item_places(item: Item) -> tuple[str, ...]:
    """Every place of an item, in the order in which it is read."""
    kpis = (f"{kpi.id}.{name}" for kpi in item.kpis for name in (KPI_NAME, KPI_TARGET))
    return (*_READ, *kpis, *(_PHASE + phase.year for phase in item.schedule))


def is_prose(place: str) -> bool:
    """Whether a place holds prose rather than one line."""
    return place in _PROSE


def item_text(item: Item, place: str) -> str:
    """What an item says at a place; nothing where it has no such place."""
    if place in _READ:
        return _READ[place](item)
    if place.startswith(_PHASE):
        return next((p.label for p in item.schedule if _PHASE + p.year == place), "")
    kpi, name = _kpi_at(item, place)
    return (kpi.name if name == KPI_NAME else kpi.target) if kpi else ""


def with_item_text(item: Item, place: str, text: str) -> Item:
    """The item with another text at a place; the same item where it has no such place.

    A department that is called otherwise keeps what it writes and reports.
    """
    clean = typed(text) if is_prose(place) else typed_line(text)
    if place in _WRITE:
        return _WRITE[place](item, clean)
    if place.startswith(_PHASE):
        phases = (Phase(p.year, clean) if _PHASE + p.year == place else p for p in item.schedule)
        return replace(item, schedule=tuple(phases))
    kpi, name = _kpi_at(item, place)
    if kpi is None:
        return item
    changed = replace(kpi, name=clean) if name == KPI_NAME else replace(kpi, target=clean)
    return replace(item, kpis=tuple(changed if one is kpi else one for one in item.kpis))


def _kpi_at(item: Item, place: str) -> tuple[Kpi | None, str]:
    kpi, _, name = place.rpartition(".")
    if name not in (KPI_NAME, KPI_TARGET):
        return None, name
    return next((one for one in item.kpis if one.id == kpi), None), name


def _with_departments(item: Item, text: str) -> Item:
    """Other departments; where one name alone is another, it is the same department put right."""
    now = tuple(dict.fromkeys(name.strip() for name in _APART.split(text) if name.strip()))
    gone = [name for name in item.departments if name not in now]
    come = [name for name in now if name not in item.departments]
    if len(gone) != 1 or len(come) != 1:
        return replace(item, departments=now)

    def renamed(names: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(come[0] if name == gone[0] else name for name in names))

    return replace(
        item,
        departments=now,
        slots=tuple(replace(s, departments=renamed(s.departments)) for s in item.slots),
        kpis=tuple(replace(k, departments=renamed(k.departments)) for k in item.kpis),
    )


_READ: dict[str, Callable[[Item], str]] = {
    NO: lambda item: item.no,
    TITLE: lambda item: item.title,
    DEPARTMENTS: lambda item: "、".join(item.departments),
    CONTENT: lambda item: item.content,
    GOAL: lambda item: item.goal,
}
_WRITE: dict[str, Callable[[Item, str], Item]] = {
    NO: lambda item, text: replace(item, no=text.strip()),
    TITLE: lambda item, text: replace(item, title=text.strip()),
    DEPARTMENTS: _with_departments,
    CONTENT: lambda item, text: replace(item, content=text),
    GOAL: lambda item, text: replace(item, goal=text),
}
