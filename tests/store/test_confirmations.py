"""Answers to findings in both files: kept with who and when, and taken back exactly."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from dxdesk.domain.confirmation import Confirmation
from dxdesk.errors import DxdeskError, Trouble
from dxdesk.store.desk_store import DeskStore
from dxdesk.store.office_store import OfficeStore
from dxdesk.store.values import EventKind
from tests.store.samples import AT, YEAR, newer, received, request, submission

FIELD = "i1/k1"
LATER = "2025-05-03T09:00:00"


def answer(reason: str = "移転のため。\n二行目", at: str = AT, mark: str = "ab") -> Confirmation:
    return Confirmation("power-of-ten", FIELD, mark, reason, "山田", at)


def test_an_answer_is_kept_and_another_one_replaces_it(desk: DeskStore) -> None:
    first, second, other = answer(), answer("別の理由", LATER), answer(mark="cd")
    for one in (first, other, second):
        desk.confirm(one)
    desk.close()
    with DeskStore.open(desk.path) as again:
        assert again.confirmations() == (other, second)
        ended = [(one.confirmation, one.ended_at) for one in again.confirmation_history()]
        assert ended == [(first, LATER), (other, ""), (second, "")]


def test_an_answer_is_withdrawn_and_given_again(desk: DeskStore) -> None:
    desk.confirm(answer())
    assert desk.withdraw_confirmation(answer("", ""), at=LATER)
    assert not desk.withdraw_confirmation(answer("", ""), at=LATER)
    assert desk.confirmations() == ()
    (kept,) = desk.confirmation_history()
    assert (kept.confirmation, kept.ended_at, kept.ended_by) == (answer(), LATER, "山田")
    desk.confirm(answer(at=LATER))
    assert desk.confirmations() == (answer(at=LATER),)


def test_a_desk_that_was_handed_in_is_closed(desk: DeskStore) -> None:
    desk.confirm(answer())
    desk.record_submission(submission(desk.request(), {}), "identity", at=AT)
    for act in (
        lambda: desk.confirm(answer(mark="cd")),
        lambda: desk.withdraw_confirmation(answer(), at=AT),
    ):
        with pytest.raises(DxdeskError) as caught:
            act()
        assert caught.value.trouble is Trouble.CLOSED_FIELD
    assert desk.confirmations() == (answer(),)
    desk.reopen(at=AT)
    assert desk.withdraw_confirmation(answer(), at=AT)


def test_a_field_of_another_plan_is_told(desk: DeskStore) -> None:
    with pytest.raises(DxdeskError) as caught:
        desk.confirm(replace(answer(), field="i9/k1"))
    assert caught.value.trouble is Trouble.UNKNOWN_FIELD


def test_a_later_round_brings_what_the_office_knows(desk: DeskStore) -> None:
    mine, withdrawn = answer(at=LATER), answer(mark="cd")
    desk.confirm(mine)
    desk.confirm(withdrawn)
    desk.withdraw_confirmation(withdrawn, at=LATER)
    office = replace(answer("係長の理由", mark="ef"), by="係長")
    strange = replace(answer(), field="i9/k1")
    known = (answer("前の写し"), withdrawn, office, strange)
    desk.adopt(replace(newer(desk.request(), {}), confirmations=known), at=LATER)
    assert desk.confirmations() == (mine, office)


def test_a_new_desk_begins_with_them(tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("new") / "desk.dxdesk"
    asked = replace(request(), confirmations=(answer(),))
    with DeskStore.create(path, asked, at=LATER) as desk:
        assert desk.confirmations() == (answer(),)


FIRST, OTHER = request("市民課"), request("情報課")
ONE = received(FIRST, {}, confirmations=(answer(),))
AGAIN = received(FIRST, {}, 2)


def counting(office: OfficeStore) -> frozenset[Confirmation]:
    return office.reasons(YEAR).counting()


def test_a_merge_brings_answers_and_its_undo_takes_them_away(office: OfficeStore) -> None:
    before = office.reasons(YEAR)
    office.record_merge([ONE], at=AT, by="係長")
    assert counting(office) == {answer()}
    office.record_merge([ONE], at=AT, by="係長")
    office.record_merge([AGAIN], at=AT, by="係長")
    assert counting(office) == frozenset()
    office.undo_last_merge(at=AT, by="係長")
    assert counting(office) == {answer()}
    office.undo_last_merge(at=AT, by="係長")
    assert office.reasons(YEAR) == before


def test_the_office_answers_for_itself(office: OfficeStore) -> None:
    own = replace(answer("係長の理由", LATER), by="係長")
    office.record_merge([ONE], at=AT, by="係長")
    office.confirm(YEAR, own, at=LATER, by="係長")
    assert counting(office) == {own}
    assert office.withdraw_confirmation(YEAR, own, at=LATER, by="係長")
    assert not office.withdraw_confirmation(YEAR, own, at=LATER, by="係長")
    assert counting(office) == frozenset()
    # A department that hands the very same in again does not bring it back.
    office.record_merge([received(FIRST, {}, 3, (answer(), own))], at=AT, by="係長")
    assert counting(office) == frozenset()
    fresh = answer("書き直した理由", LATER)
    office.record_merge([received(FIRST, {}, 4, (answer(), fresh))], at=AT, by="係長")
    assert counting(office) == {fresh}
    office.confirm(YEAR, own, at=LATER, by="係長")
    assert counting(office) == {own}
    kinds = [event.kind for event in office.journal()]
    assert kinds.count(EventKind.CONFIRMED) == 2
    assert kinds.count(EventKind.CONFIRMATION_WITHDRAWN) == 1


@pytest.mark.parametrize("seed", range(4))
def test_only_merges_that_count_bring_answers(office: OfficeStore, seed: int) -> None:
    chance = random.Random(seed)
    pool = [
        received(asked, {}, number, (answer(f"{who}{number}", mark=mark),))
        for who, asked in enumerate((FIRST, OTHER))
        for number in (1, 2)
        for mark in ("ab", "cd")
    ]
    standing = [office.reasons(YEAR)]
    for _ in range(10):
        if chance.random() < 0.4:
            office.undo_last_merge(at=AT, by="係長")
            standing = standing[:-1] or standing
        elif office.record_merge(chance.sample(pool, 2), at=AT, by="係長"):
            standing.append(office.reasons(YEAR))
        assert office.reasons(YEAR).counting() == standing[-1].counting()
        assert set(office.reasons(YEAR).brought) == set(standing[-1].brought)


def test_the_state_is_another_one_after_every_change(office: OfficeStore) -> None:
    seen = [office.state()]
    office.record_merge([ONE], at=AT, by="係長")
    seen.append(office.state())
    office.confirm(YEAR, answer(), at=AT, by="係長")
    seen.append(office.state())
    office.undo_last_merge(at=AT, by="係長")
    seen.append(office.state())
    assert len(set(seen)) == len(seen)
