"""Shares as a plan has them printed."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxdesk.domain.fields import RATING, field_of
from dxdesk.domain.plan import Grade, Item, Plan
from dxdesk.domain.rulebook import Rulebook
from dxdesk.domain.summary import dump, share, shares_to_100, summarise

counts = st.lists(st.integers(0, 400), min_size=1, max_size=8)


@pytest.mark.parametrize(
    ("count", "total", "decimals", "printed"),
    [
        (1, 8, 0, "13"),
        (1, 8, 1, "12.5"),
        (1, 3, 2, "33.33"),
        (1, 200, 0, "1"),
        (0, 3, 1, "0.0"),
        (3, 3, 1, "100.0"),
        (0, 0, 0, "0"),
    ],
)
def test_shares_are_rounded_half_up(count: int, total: int, decimals: int, printed: str) -> None:
    assert str(share(count, total, decimals)) == printed


@pytest.mark.parametrize(
    ("counts", "decimals", "printed"),
    [
        ([1, 1, 1], 0, ["34", "33", "33"]),
        ([2, 24, 11, 0], 0, ["5", "65", "30", "0"]),
        ([1, 1, 1, 1, 1, 1], 1, ["16.7", "16.7", "16.7", "16.7", "16.6", "16.6"]),
        ([0, 0], 0, ["0", "0"]),
    ],
)
def test_shares_that_add_up(counts: list[int], decimals: int, printed: list[str]) -> None:
    assert [str(one) for one in shares_to_100(counts, decimals)] == printed


@given(counts, st.integers(0, 3))
def test_forced_shares_add_up_and_stay_near(counts: list[int], decimals: int) -> None:
    parts = shares_to_100(counts, decimals)
    total = sum(counts)
    assert sum(parts) == (100 if total else 0)
    step = Decimal(1).scaleb(-decimals)
    for count, part in zip(counts, parts, strict=True):
        assert abs(part - (Decimal(100 * count) / total if total else 0)) < step


def plan_of(ratings: list[str], rulebook: Rulebook) -> tuple[Plan, dict[str, str]]:
    items = tuple(Item(f"i{n:03}", str(n), f"取組{n}") for n in range(len(ratings)))
    scale = tuple(Grade(code, code) for code in "ABC")
    plan = Plan("p", "計画", "みどり市", 2024, scale=scale, items=items, rulebook=rulebook)
    texts = {
        field_of(item, RATING): code for item, code in zip(items, ratings, strict=True) if code
    }
    return plan, texts


def test_the_plan_sets_how_shares_are_printed() -> None:
    ratings = ["A", "B", "C"]
    plan, texts = plan_of(ratings, Rulebook())
    assert dump(plan, texts)["summary"]["percent"] == {"A": 33, "B": 33, "C": 33}
    forced = replace(plan, rulebook=Rulebook(percent_to_100=True))
    assert dump(forced, texts)["summary"]["percent"] == {"A": 34, "B": 33, "C": 33}
    finer = replace(plan, rulebook=Rulebook(percent_decimals=1))
    assert dump(finer, texts)["summary"]["percent"] == {"A": 33.3, "B": 33.3, "C": 33.3}
    assert str(summarise(finer, texts).percent("A")) == "33.3"


def test_forced_shares_leave_room_for_what_is_not_rated() -> None:
    plan, texts = plan_of(["A", "B", ""], Rulebook(percent_to_100=True))
    assert dump(plan, texts)["summary"]["percent"] == {"A": 34, "B": 33, "C": 0}


def test_several_codes_together_agree_with_the_printed_shares() -> None:
    rulebook = Rulebook(percent_to_100=True)
    plan, texts = plan_of(["A", "B", "C"], rulebook)
    assert summarise(plan, texts).percent_of(("A", "B"), rulebook) == 67
