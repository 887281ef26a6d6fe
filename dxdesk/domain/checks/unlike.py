"""TBD."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dxdesk.domain.checks.finding import Finding, Rule
from dxdesk.domain.checks.view import ItemView
from dxdesk.domain.plan import Plan

RULES: tuple[Rule, ...] = ()


@dataclass(frozen=True, slots=True)
class Achievement:
    item: str


def achievement(view: ItemView) -> Achievement | None:
    return None


def pairs(plan: Plan, known: Iterable[Achievement]) -> Iterator[Finding]:
    yield from ()
