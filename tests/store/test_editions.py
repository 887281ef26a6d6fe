"""A plan is read in pieces, and comes back as it went in."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dxdesk.codec import decode, encode, stored
from dxdesk.domain.plan import Item, Plan
from dxdesk.errors import DxdeskError, Trouble
from dxdesk.store.office_store import OfficeStore
from dxdesk.store.values import EventKind
from tests.store.samples import AT, PLAN, TEXTS, YEAR

NAMES = ("市民課", "人事課", "情報課")


def large(count: int) -> Plan:
    """Items whose order, texts and departments would show any mistake."""
    items = (
        Item(
            f"i{n}",
            str(n),
            TEXTS[n % len(TEXTS)],
            NAMES[n % 3 :] + NAMES[: n % 2],
            content=TEXTS[(n * 7) % len(TEXTS)],
            again="i0" if n % 50 == 49 else "",
        )
        for n in range(count)
    )
    return replace(PLAN, year=YEAR + 1, items=tuple(items))


@pytest.mark.parametrize("count", [0, 1, 199, 200, 201, 1234])
def test_a_plan_of_any_size_comes_back(office: OfficeStore, count: int) -> None:
    plan = large(count)
    office.add_year(plan, {}, at=AT, by="", event=EventKind.IMPORTED)
    assert office.plan(plan.year) == plan
    assert office.head(plan.year) == replace(plan, items=())
    duties = office.duties(plan.year)
    assert tuple(duties.of) == plan.departments
    assert duties.of == {name: len(plan.items_of(name)) for name in plan.departments}
    assert duties.items == len(plan.own_items)


@example(text="\ud800", count=1)
@given(text=st.text(st.characters()), count=st.integers(0, 3))
def test_a_row_gives_the_value_that_was_told(text: str, count: int) -> None:
    item = replace(PLAN.items[0], title=text, content=text)
    plan = replace(PLAN, title=text, items=(item,) * count, guidance={text: text})
    row, kept = stored(plan)
    assert decode(Plan, row) == kept
    assert kept == decode(Plan, encode(plan))


def test_a_year_that_is_not_there(office: OfficeStore) -> None:
    for read in (office.plan, office.head):
        with pytest.raises(DxdeskError) as caught:
            read(1999)
        assert caught.value.trouble is Trouble.UNKNOWN_YEAR


def spoil(path: Path, body: str) -> None:
    with closing(sqlite3.connect(path)) as made, made:
        made.execute("UPDATE edition SET body = ?", (body,))


def crafted() -> dict[str, str]:
    whole = json.loads(json.dumps({"id": "p", "title": "t", "municipality": "m", "year": 2024}))
    item = {"id": "i1", "no": "1", "title": "t"}
    return {
        "no JSON": "{",
        "nothing": "",
        "a list": "[]",
        "items in an object": json.dumps(whole | {"items": {"a": item}}),
        "an item that is a text": json.dumps(whole | {"items": ["i1"]}),
        "an item that is a number": json.dumps(whole | {"items": [1]}),
        "an item that is null": json.dumps(whole | {"items": [None]}),
        "items that are a text": json.dumps(whole | {"items": "x"}),
        "an item without a title": json.dumps(whole | {"items": [{"id": "i1", "no": "1"}]}),
        "departments that are a text": json.dumps(
            whole | {"items": [item | {"departments": "市民課"}]}
        ),
        "half of a pair": json.dumps(whole | {"items": [item]}).replace('"t"', '"\\ud83d"'),
    }


@pytest.mark.parametrize("body", crafted().values(), ids=list(crafted()))
def test_a_plan_that_is_none_is_a_damaged_file(office: OfficeStore, body: str) -> None:
    spoil(office.path, body)
    with pytest.raises(DxdeskError) as caught:
        office.plan(YEAR)
    assert caught.value.trouble is Trouble.FILE_DAMAGED
    try:
        office.duties(YEAR)
    except DxdeskError as error:
        assert error.trouble is Trouble.FILE_DAMAGED  # noqa: PT017
