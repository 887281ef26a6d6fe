from __future__ import annotations

from collections.abc import Callable

import pytest

from dxdesk.domain.asking import Stage
from dxdesk.store.office_store import OfficeStore
from tests.store.samples import AT, YEAR, received, request

NAME = "市民課"
Step = Callable[[OfficeStore], object]


def merge(round_: int, number: int = 1) -> Step:
    asked = request(NAME, round_)
    return lambda s: s.record_merge([received(asked, {"i1/k1": "1"}, number)], at=AT, by="")


def cut(round_: int) -> Step:
    return lambda s: s.add_requests((request(NAME, round_),), carrier="native", at=AT, by="")


def mark(stage: Stage) -> Step:
    return lambda s: s.mark(YEAR, NAME, stage, at=AT, by="")


def undo(store: OfficeStore) -> None:
    store.undo_last_merge(at=AT, by="")


def unmark(store: OfficeStore) -> None:
    store.unmark(YEAR, NAME, at=AT, by="")


ACCEPT, EXEMPT = mark(Stage.ACCEPTED), mark(Stage.NOT_CONCERNED)


@pytest.mark.parametrize(
    ("steps", "stage"),
    [
        ([], Stage.SENT),
        ([merge(1)], Stage.SUBMITTED),
        ([merge(1), merge(1, 2)], Stage.SUBMITTED),
        ([merge(1), undo], Stage.SENT),
        ([merge(1), cut(2)], Stage.RETURNED),
        ([merge(1), cut(2), merge(2)], Stage.RESUBMITTED),
        ([merge(1), cut(2), merge(2), undo], Stage.RETURNED),
        ([merge(1), cut(2), merge(2), cut(3)], Stage.RETURNED),
        ([merge(1), cut(2), merge(2), cut(3), merge(3)], Stage.RESUBMITTED),
        ([merge(1), ACCEPT], Stage.ACCEPTED),
        ([merge(1), ACCEPT, cut(2)], Stage.RETURNED),
        ([merge(1), ACCEPT, merge(1, 2)], Stage.SUBMITTED),
        ([merge(1), ACCEPT, merge(1, 2), undo], Stage.ACCEPTED),
        ([merge(1), ACCEPT, undo], Stage.SENT),
        ([merge(1), ACCEPT, undo, merge(1)], Stage.ACCEPTED),
        ([merge(1), ACCEPT, unmark], Stage.SUBMITTED),
        ([merge(1), ACCEPT, cut(2), merge(2), ACCEPT], Stage.ACCEPTED),
        ([ACCEPT], Stage.ACCEPTED),
        ([EXEMPT], Stage.NOT_CONCERNED),
        ([EXEMPT, merge(1)], Stage.NOT_CONCERNED),
        ([EXEMPT, ACCEPT], Stage.ACCEPTED),
        ([EXEMPT, unmark], Stage.SENT),
        ([EXEMPT, unmark, unmark], Stage.SENT),
    ],
)
def test_the_stage_follows_from_what_happened(
    office: OfficeStore, steps: list[Step], stage: Stage
) -> None:
    for step in steps:
        step(office)
    assert office.stages(YEAR, [NAME, "情報課", "総務課"]) == {
        NAME: stage,
        "情報課": Stage.SENT,
        "総務課": Stage.NOT_SENT,
    }


@pytest.mark.parametrize("stage", [Stage.NOT_SENT, Stage.FILLING])
def test_other_stages_cannot_be_set(office: OfficeStore, stage: Stage) -> None:
    with pytest.raises(ValueError, match=stage.name):
        mark(stage)(office)


def test_unmark_says_whether_there_was_a_mark(office: OfficeStore) -> None:
    assert not office.unmark(YEAR, NAME, at=AT, by="")
    EXEMPT(office)
    assert office.unmark(YEAR, NAME, at=AT, by="")
