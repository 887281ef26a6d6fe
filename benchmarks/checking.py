"""The checks: one item after a keystroke, a whole plan, and what ten times as many items cost."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import lru_cache
from itertools import cycle, islice
from pathlib import Path

from benchmarks import sample
from benchmarks.timing import Contender, Rounds, growth, heads, side_by_side, spread, versus
from dxdesk.domain.checks import Material, check, check_again, check_list
from dxdesk.domain.fields import field_of
from dxdesk.domain.plan import Column, Plan
from dxdesk.office import Office

ITEMS = 1_000
SIZES = (100, 1_000, 10_000)
KEYS = 2_000
_CACHED = type(lru_cache(len))


def report(folder: Path, rounds: Rounds) -> Iterator[str]:
    """Lines for the three questions."""
    offices = {size: _office(folder / str(size), size) for size in map(rounds.size, SIZES)}
    middle = offices[rounds.size(ITEMS)]
    yield from _keystrokes(_material(middle), max(KEYS // rounds.shrink, 20))
    yield ""
    yield from _whole(middle, rounds)
    yield ""
    yield from _growth(offices, rounds)


def _office(folder: Path, items: int) -> Path:
    """An office's file with two years of answers."""
    folder.mkdir()
    year = sample.make_year(folder, items, answered=True)
    with Office.open(year.office, clock=sample.clock) as office:
        office.merge(year.submissions)
    return year.office


def _material(file: Path) -> Material:
    with Office.open(file, clock=sample.clock, read_only=True) as office:
        return Material(office.plan(), office.answers(), office.last_year())


def _keystrokes(material: Material, count: int) -> Iterator[str]:
    """A key at the end of every result, one item after another, each checked at once."""
    checked = check(material)
    fields = cycle(_results(material.plan))
    taken: list[float] = []
    for item, field in islice(fields, count):
        answers = {**material.answers, field: material.answers.get(field, "") + "す"}
        material = replace(material, answers=answers)
        start = time.perf_counter()
        checked = check_again(checked, material, item)
        found = checked.findings
        taken.append(time.perf_counter() - start)
        del found
    name = f"one item of {len(material.plan.items):,} after a keystroke, {count:,} keys"
    yield spread(name, taken, "aim: 99th under 5 ms")


def _results(plan: Plan) -> list[tuple[str, str]]:
    return [
        (item.id, field_of(item, slot.id))
        for item in plan.items
        for slot in item.slots_in(Column.RESULT)[:1]
    ]


def _whole(file: Path, rounds: Rounds) -> Iterator[str]:
    material = _material(file)
    items = len(material.plan.items)

    times = side_by_side(
        {"check": _cold(lambda: check_list(material)), "read": _cold(lambda: _material(file))},
        max(rounds.repeats * 3, 3) if rounds.repeats > 1 else 1,
    )
    name = f"check {items:,} items, texts of two years"
    peer = "open the file, read plan and both"
    yield versus(name, times["check"], peer, times["read"], "aim: at most 1")


def _growth(offices: dict[int, Path], rounds: Rounds) -> Iterator[str]:
    times: dict[str, dict[int, float]] = {}
    for size, file in offices.items():
        material = _material(file)
        steps = {
            "check": _cold(lambda material=material: check_list(material)),
            "read": _cold(lambda file=file: _material(file)),
        }
        for step, seconds in side_by_side(steps, rounds.repeats).items():
            times.setdefault(step, {})[size] = seconds
    yield heads(list(offices))
    for step, taken in times.items():
        yield growth(step, taken)


def _cold(work: Callable[[], object]) -> Contender:
    """A step that finds no text of its former runs in any cache; small caches hold tables."""

    @contextmanager
    def contender() -> Iterator[Callable[[], object]]:
        for name, module in list(sys.modules.items()):
            if name.startswith("dxdesk."):
                for value in vars(module).values():
                    if isinstance(value, _CACHED) and (value.cache_info().maxsize or 0) > 1_000:
                        value.cache_clear()
        yield work

    return contender
