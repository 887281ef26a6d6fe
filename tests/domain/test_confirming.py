"""Answers to findings: what counts does not depend on the order in which files came in."""

from __future__ import annotations

from itertools import permutations
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from dxdesk.domain.confirmation import Confirmation
from dxdesk.domain.confirming import Brought, Reasons, missing

FIELDS = ("i1/rating", "i1/k1")


def answer(
    reason: str = "理由", at: str = "2025-05-01", field: str = FIELDS[0], mark: str = "m"
) -> Confirmation:
    return Confirmation("rated-unlike", field, mark, reason, "山田", at)


ANSWERS = st.builds(
    answer,
    reason=st.sampled_from("ab"),
    at=st.sampled_from(("2025-05-01", "2025-05-02")),
    field=st.sampled_from(FIELDS),
    mark=st.sampled_from("mn"),
)
BROUGHT = st.builds(
    lambda who, rank, request, said: Brought(
        f"{who}{rank}{request}{sorted(said, key=str)}", who, rank, request, said
    ),
    st.sampled_from(("市民課", "情報課")),
    st.tuples(st.integers(1, 2), st.integers(1, 2)),
    st.sampled_from(("r1", "r2")),
    st.frozensets(ANSWERS, max_size=3),
)
SEVERAL = st.lists(BROUGHT, max_size=5, unique_by=lambda one: one.submission)
OWN = st.frozensets(ANSWERS, max_size=2)


@given(SEVERAL, OWN, OWN, st.randoms())
def test_neither_order_nor_repetition_matters(
    several: list[Brought],
    given_: frozenset[Confirmation],
    aside: frozenset[Confirmation],
    chance: Random,
) -> None:
    known = Reasons((), given_, aside).with_(several)
    shuffled = several + several[:2]
    chance.shuffle(shuffled)
    again = Reasons((), given_, aside)
    for one in shuffled:
        again = again.with_([one])
    assert again.counting() == known.counting()
    assert known.with_(several) == known
    assert not known.counting() & aside


@given(SEVERAL, BROUGHT)
def test_a_submission_tells_of_what_it_changes_alone(several: list[Brought], one: Brought) -> None:
    before = Reasons().with_(several)
    after = before.with_([one])
    changed = after.changes_since(before)(one)
    if before.counting() == after.counting():
        assert changed == ()
    gone = before.counting() - after.counting()
    added = after.counting() - before.counting()
    assert set(changed) == {c.field for c in gone | added}


OLD, NEW = answer("前", "2025-05-01"), answer("後", "2025-05-02")
ONE = frozenset({OLD})
CASES = [
    ("none", [], frozenset()),
    ("one", [("市民課", (1, 1), "r1", ONE)], ONE),
    (
        "a newer one of the same department without it",
        [("市民課", (1, 1), "r1", ONE), ("市民課", (1, 2), "r1", frozenset())],
        frozenset(),
    ),
    (
        "a later round counts, whatever the number",
        [("市民課", (1, 9), "r1", ONE), ("市民課", (2, 1), "r2", {NEW})],
        {NEW},
    ),
    (
        "another department speaks for itself",
        [("市民課", (1, 1), "r1", ONE), ("情報課", (2, 1), "r2", frozenset())],
        ONE,
    ),
    (
        "two requests of one round say nothing of which is newer",
        [("市民課", (1, 1), "r1", ONE), ("市民課", (1, 2), "r3", {NEW})],
        {OLD, NEW},
    ),
]


def test_only_a_departments_newest_count() -> None:
    for name, several, expected in CASES:
        brought = [Brought(str(n), *one) for n, one in enumerate(several)]
        for order in permutations(brought):
            assert Reasons().with_(order).counting() == expected, name


def test_what_the_office_set_aside_does_not_come_back() -> None:
    one = Brought("s1", "市民課", (1, 1), "r1", ONE)
    again = Brought("s2", "市民課", (2, 1), "r2", frozenset({OLD, NEW}))
    known = Reasons((one,), set_aside=ONE)
    assert known.counting() == frozenset()
    assert known.with_([again]).counting() == {NEW}


TAKEN = [
    ("nothing is known", [], [], [OLD], [OLD]),
    ("the same", [OLD], [], [OLD], []),
    ("a newer one is known", [NEW], [], [OLD], []),
    ("a newer one comes", [OLD], [], [NEW], [NEW]),
    ("withdrawn since", [], [(OLD, "2025-05-03")], [NEW], []),
    ("withdrawn before", [], [(OLD, "2025-05-01")], [NEW], [NEW]),
    ("two come", [], [], [NEW, OLD], [NEW]),
    ("another state of the finding", [NEW], [], [answer(mark="n")], [answer(mark="n")]),
]


def test_a_desk_takes_over_what_is_newer() -> None:
    for name, known, ended, offered, expected in TAKEN:
        assert missing(known, ended, offered) == expected, name
