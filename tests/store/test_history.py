from __future__ import annotations

from dxdesk.domain.merging import Decision
from dxdesk.store.office_store import OfficeStore
from dxdesk.store.values import Change
from tests.store.samples import AT, YEAR, received, request

FIELD = "i1/issues-1"
BY = "係長"


def test_a_field_tells_who_wrote_what_and_when(office: OfficeStore) -> None:
    one = received(request("市民課"), {FIELD: "市民課の課題", "i1/k1": "900件"})
    two = received(request("情報課"), {FIELD: "情報課の課題"})
    # Times of one desk's clock say nothing about the order; the journal does.
    office.record_merge([one], at="9", by=BY)
    office.record_merge([two], at="2", by=BY)
    office.undo_last_merge(at="3", by=BY)
    office.decide_all(YEAR, {FIELD: Decision("決めた")}, at="4", by="課長")
    office.record_merge([two], at="5", by=BY)
    office.decide_all(YEAR, {FIELD: Decision("改めた")}, at="6", by="課長")
    office.withdraw_decisions(YEAR, (FIELD,), at="7", by="課長")
    office.decide_all(YEAR, {FIELD: Decision("また")}, at="8", by="課長")
    clerk = "山田 太郎"
    assert office.history(YEAR, FIELD) == (
        Change("9", clerk, "市民課", "submission", one.identity, "", "市民課の課題"),
        Change("2", clerk, "情報課", "submission", two.identity, "", "情報課の課題", undone=True),
        Change("4", "課長", "", "decision", "", "市民課の課題", "決めた"),
        Change("5", clerk, "情報課", "submission", two.identity, "", "情報課の課題"),
        Change("6", "課長", "", "decision", "", "決めた", "改めた", undone=True),
        Change("8", "課長", "", "decision", "", "決めた", "また"),
    )
    assert office.history(YEAR, "i1/k1") == (
        Change(AT, BY, "", "base", "", "", "800件"),
        Change("9", clerk, "市民課", "submission", one.identity, "800件", "900件"),
    )


def test_a_text_left_alone_is_no_change(office: OfficeStore) -> None:
    office.record_merge([received(request("市民課"), {})], at=AT, by=BY)
    assert [change.source for change in office.history(YEAR, "i1/k1")] == ["base"]
    assert office.history(YEAR, FIELD) == ()
    assert office.history(YEAR, "i9/none") == ()
