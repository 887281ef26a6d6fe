"""Three-way merging of plans."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxdesk.domain.plan import Item, Plan
from dxdesk.domain.plan_merging import merge_plans


def plan(items: str, title: str = "計画") -> Plan:
    """A plan of items that are named by a letter; a digit behind it is another state."""
    made = [Item(word[0], word[0], word) for word in items.split()]
    return Plan("p", title, "市", 2024, items=tuple(made))


def words(of: Plan) -> str:
    return " ".join(item.title for item in of.items)


@pytest.mark.parametrize(
    ("ours", "theirs", "merged", "left"),
    [
        ("a b c", "a b c", "a b c", ""),
        ("a1 b c", "a b c1", "a1 b c1", ""),
        ("a1 b c", "a1 b c", "a1 b c", ""),
        ("a1 b c", "a2 b c", "a1 b c", "a"),
        ("a b", "a b c", "a b", ""),
        ("a b", "a b c1", "a b", "c"),
        ("a b c", "a x b c", "a x b c", ""),
        ("a b c y", "a x b c", "a x b c y", ""),
        ("c b a", "a b c", "c b a", ""),
        ("a b c", "c b a", "c b a", ""),
        ("b c", "a b c", "b c", ""),
    ],
)
def test_items(ours: str, theirs: str, merged: str, left: str) -> None:
    done = merge_plans(plan("a b c"), plan(ours), plan(theirs))
    assert (words(done.plan), " ".join(done.items)) == (merged, left)
    assert done.is_whole == (not left)


def test_settings() -> None:
    base = plan("a")
    theirs = replace(base, title="彼", office="課", deadline="6月")
    done = merge_plans(base, replace(base, title="此", deadline="6月"), theirs)
    assert (done.plan.title, done.plan.office, done.plan.deadline) == ("此", "課", "6月")
    assert done.settings == ("title",)


PLANS = st.lists(st.sampled_from(["a", "b", "c", "d", "a1", "b1"]), max_size=5).map(
    lambda names: plan(" ".join({name[0]: name for name in names}.values()))
)


@given(PLANS, PLANS)
def test_who_changed_nothing_takes_everything(base: Plan, other: Plan) -> None:
    assert merge_plans(base, base, other).plan == other
    assert merge_plans(base, other, base).plan == other
    assert merge_plans(base, other, other).plan == other
