"""Putting pieces of a tuple elsewhere, for every list that the office orders by hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from dxdesk.domain.plan import Item, Plan

T = TypeVar("T")


def shifted(pieces: tuple[T, ...], at: int, by: int) -> tuple[T, ...]:
    """One piece further up or down, as far as the list goes."""
    rest = [*pieces[:at], *pieces[at + 1 :]]
    rest.insert(min(max(at + by, 0), len(rest)), pieces[at])
    return tuple(rest)


def changed(
    pieces: tuple[T, ...], which: Callable[[T], bool], new: Callable[[T], T]
) -> tuple[T, ...]:
    """The pieces with those that are meant made anew."""
    return tuple(new(piece) if which(piece) else piece for piece in pieces)


def without(pieces: tuple[T, ...], which: Callable[[T], bool]) -> tuple[T, ...]:
    """The pieces but those that are meant."""
    return tuple(piece for piece in pieces if not which(piece))


def with_item(plan: Plan, item: Item) -> Plan:
    """The plan with an item as it is to be, in the place of the one with its identity."""
    return replace(plan, items=changed(plan.items, lambda one: one.id == item.id, lambda _: item))
