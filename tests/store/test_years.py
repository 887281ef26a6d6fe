"""A closed year changes by nothing, until it is opened again with a reason that is kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from dxdesk.domain.asking import Remark, Stage
from dxdesk.domain.confirmation import Confirmation
from dxdesk.domain.merging import Decision
from dxdesk.domain.reading import Note, Noted, Reading, SourceRow
from dxdesk.errors import DxdeskError, Trouble
from dxdesk.store.office_store import OfficeStore
from dxdesk.store.values import Closing, EventKind
from tests.store.samples import AT, BASE, PLAN, YEAR, received, request

NAME = "市民課"
LATER = "2025-06-01T09:00:00"
ANSWER = Confirmation("rated-unlike", "i1/rating", "ab" * 16, "理由", "係長", AT)
CHANGES: dict[str, Callable[[OfficeStore], object]] = {
    "plan": lambda s: s.replace_plan(replace(PLAN, title="別の題"), at=AT, by=""),
    "request": lambda s: s.add_requests((request(NAME, 2),), carrier="native", at=AT, by=""),
    "merge": lambda s: s.record_merge([received(request(NAME), {"i1/k1": "2"}, 2)], at=AT, by=""),
    "undo": lambda s: s.undo_last_merge(at=AT, by=""),
    "decision": lambda s: s.decide_all(YEAR, {"i1/k1": Decision("9")}, at=AT, by=""),
    "withdrawal": lambda s: s.withdraw_decisions(YEAR, ("i1/k1",), at=AT, by=""),
    "confirmation": lambda s: s.confirm(YEAR, ANSWER, at=AT, by=""),
    "confirmation back": lambda s: s.withdraw_confirmation(YEAR, ANSWER, at=AT, by=""),
    "mark": lambda s: s.mark(YEAR, NAME, Stage.ACCEPTED, at=AT, by=""),
    "unmark": lambda s: s.unmark(YEAR, NAME, at=AT, by=""),
    "extension": lambda s: s.extend(YEAR, NAME, "6月30日", at=AT, by=""),
    "draft": lambda s: s.keep_draft(YEAR, NAME, Remark("i1", "数を")),
}


@pytest.fixture
def busy(office: OfficeStore) -> OfficeStore:
    """An office where each of the changes would do something."""
    office.record_merge([received(request(NAME), {"i1/k1": "1"})], at=AT, by="")
    office.decide_all(YEAR, {"i1/k1": Decision("8")}, at=AT, by="")
    office.confirm(YEAR, ANSWER, at=AT, by="")
    office.mark(YEAR, "情報課", Stage.ACCEPTED, at=AT, by="")
    return office


def everything(store: OfficeStore) -> object:
    return (
        store.plan(YEAR),
        store.facts(YEAR),
        store.stages(YEAR, PLAN.departments),
        store.requests(YEAR),
        store.drafts(YEAR),
        store.extensions(YEAR),
        store.reasons(YEAR).counting(),
        store.journal(),
    )


@pytest.mark.parametrize("change", CHANGES)
def test_nothing_of_a_closed_year_changes(busy: OfficeStore, change: str) -> None:
    busy.close_year(YEAR, at=AT, by="係長")
    before = everything(busy)
    with pytest.raises(DxdeskError) as refused:
        CHANGES[change](busy)
    assert refused.value.trouble is Trouble.YEAR_CLOSED
    assert everything(busy) == before
    assert busy.reopen_year(YEAR, "数字の訂正", at=LATER, by="課長")
    CHANGES[change](busy)


def test_closing_and_opening_are_kept(office: OfficeStore) -> None:
    assert not office.reopen_year(YEAR, "まだ", at=AT, by="")
    office.close_year(YEAR, at=AT, by="係長")
    office.close_year(YEAR, at=LATER, by="別人")
    assert office.closed_years() == {YEAR}
    office.reopen_year(YEAR, "数字の訂正", at=LATER, by="課長")
    assert office.closed_years() == frozenset()
    office.close_year(YEAR, at=LATER, by="課長")
    assert office.closings() == (
        Closing(YEAR, AT, "係長", LATER, "課長", "数字の訂正"),
        Closing(YEAR, LATER, "課長"),
    )
    kinds = [event.kind for event in office.journal()][-3:]
    assert kinds == [EventKind.CLOSED, EventKind.REOPENED, EventKind.CLOSED]
    with pytest.raises(DxdeskError, match=Trouble.UNKNOWN_YEAR.name):
        office.close_year(1999, at=AT, by="")


def test_another_deadline_holds_until_the_next_request(office: OfficeStore) -> None:
    office.extend(YEAR, NAME, "6月30日", at=AT, by="")
    office.extend(YEAR, NAME, "7月10日", at=AT, by="")
    assert office.extensions(YEAR) == {NAME: "7月10日"}
    office.add_requests((request(NAME, 2),), carrier="native", at=AT, by="")
    assert office.extensions(YEAR) == {}


def test_a_mark_is_told_with_its_note_while_it_holds(office: OfficeStore) -> None:
    office.mark(YEAR, NAME, Stage.SUBMITTED, at=AT, by="係長", note="電話で回答")
    office.mark(YEAR, "人事課", Stage.NOT_CONCERNED, at=AT, by="係長")
    told = {name: (mark.stage, mark.note, mark.by) for name, mark in office.marks(YEAR).items()}
    assert told == {
        NAME: (Stage.SUBMITTED, "電話で回答", "係長"),
        "人事課": (Stage.NOT_CONCERNED, "", "係長"),
    }
    office.record_merge([received(request(NAME), {"i1/k1": "1"})], at=AT, by="")
    assert NAME not in office.marks(YEAR)
    assert office.stages(YEAR, [NAME]) == {NAME: Stage.SUBMITTED}


def test_drafts_stay_until_they_are_sent_or_emptied(office: OfficeStore) -> None:
    for place, text in (("i1", "数を"), ("i1/k1", "単位を"), ("i1", "数を入れて"), ("i1/k1", "")):
        office.keep_draft(YEAR, NAME, Remark(place, text))
    office.keep_draft(YEAR, "情報課", Remark("i1", "別の所見"))
    assert office.drafts(YEAR) == {
        NAME: (Remark("i1", "数を入れて"),),
        "情報課": (Remark("i1", "別の所見"),),
    }
    office.clear_drafts(YEAR, NAME)
    assert set(office.drafts(YEAR)) == {"情報課"}


def test_the_source_and_the_notes_of_a_reading_are_kept(office: OfficeStore) -> None:
    note = Note("表1 3行", Noted.SHIFTED, "外れた文\n二行目", "1", "2列")
    rows = (SourceRow("表1 3行", ("1", "窓口\n化", ""), "i1"), SourceRow("表1 4行", (), ""))
    reading = Reading(replace(PLAN, year=2026), BASE, (note, replace(note, place="")), rows)
    office.add_reading(reading, at=AT, by="係長")
    assert office.source(2026) == rows
    assert [(one.note, one.done) for one in office.notes(2026)] == [
        (note, False),
        (replace(note, place=""), False),
    ]
    office.check_off(2026, 1, done=True, at=AT, by="係長")
    assert [one.done for one in office.notes(2026)] == [False, True]
    assert office.source(YEAR) == office.notes(YEAR) == ()
    office.close_year(2026, at=AT, by="係長")
    with pytest.raises(DxdeskError, match=Trouble.YEAR_CLOSED.name):
        office.check_off(2026, 1, done=False, at=AT, by="係長")
    assert [one.done for one in office.notes(2026)] == [False, True]
