from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from dxdesk.domain.asking import Remark, Stage
from dxdesk.domain.fields import all_fields
from dxdesk.domain.merging import Facts
from dxdesk.errors import DxdeskError, Trouble
from dxdesk.store.office_store import OfficeStore
from dxdesk.store.values import EventKind, RequestKey
from tests.store.samples import AT, BASE, PLAN, TEXTS, YEAR, received, request


def test_values_come_back_as_they_went_in(office: OfficeStore) -> None:
    office.close()
    with OfficeStore.open(office.path, by="係員", at=AT) as store:
        assert store.years() == (YEAR,)
        assert store.plan(YEAR) == PLAN
        assert store.facts(YEAR) == Facts(BASE)
        assert store.requests(YEAR) == tuple(request(name) for name in PLAN.departments)
        assert store.latest_request(YEAR, "情報課") == request("情報課")
        assert store.latest_request(YEAR, "総務課") is None
        assert store.secrets()["req-人事課-1"] == RequestKey(
            "req-人事課-1", "ab" * 32, YEAR, "人事課", 1, "2025-05-31", "2025-04-01T09:00:00"
        )


def test_every_text_is_kept_as_it_is(office: OfficeStore) -> None:
    base = {f"i1/x{n}": text for n, text in enumerate(TEXTS)}
    plan = replace(PLAN, year=YEAR + 1, title=TEXTS[5])
    office.add_year(plan, base, at=AT, by="係長", event=EventKind.ROLLED_OVER)
    assert office.facts(YEAR + 1).base == base
    assert office.plan(YEAR + 1) == plan
    asked = request("人事課")
    office.record_merge([received(asked, base)], at=AT, by="係長")
    claims = office.facts(YEAR).claims
    assert {field: claims[field][0].text for field in base} == base


def test_a_year_begins_once(office: OfficeStore) -> None:
    with pytest.raises(DxdeskError) as caught:
        office.add_year(PLAN, {}, at=AT, by="", event=EventKind.IMPORTED)
    assert caught.value.trouble is Trouble.YEAR_EXISTS
    office.add_year(replace(PLAN, year=2023), {}, at=AT, by="", event=EventKind.IMPORTED)
    assert office.years() == (2023, 2024)
    assert office.facts(2023) == Facts({})


def test_a_plan_is_replaced(office: OfficeStore) -> None:
    plan = replace(PLAN, title="改訂版")
    office.replace_plan(plan, at=AT, by="係長")
    assert office.plan(YEAR) == plan
    assert office.facts(YEAR) == Facts(BASE)


@pytest.mark.parametrize(
    "ask",
    [
        lambda s: s.plan(1999),
        lambda s: s.facts(1999),
        lambda s: s.stages(1999, ()),
        lambda s: s.history(1999, "i1/k1"),
        lambda s: s.replace_plan(replace(PLAN, year=1999), at=AT, by=""),
        lambda s: s.mark(1999, "市民課", Stage.ACCEPTED, at=AT, by=""),
        lambda s: s.add_requests(
            (request(plan=replace(PLAN, year=1999)),), carrier="", at=AT, by=""
        ),
    ],
)
def test_an_unknown_year_is_told(office: OfficeStore, ask: object) -> None:
    before = office.journal()
    with pytest.raises(DxdeskError) as caught:
        ask(office)  # type: ignore[operator]
    assert caught.value.trouble is Trouble.UNKNOWN_YEAR
    assert caught.value.facts == {"year": 1999}
    assert office.journal() == before


def test_the_latest_request_is_that_of_the_highest_round(office: OfficeStore) -> None:
    remarks = (Remark("i1/k1", "単位は？"), Remark("i1", "全体に短い"))
    second = request("市民課", 2, remarks=remarks)
    anew = request("市民課", 1, identity="req-anew")
    office.add_requests((second, anew), carrier="xlsx", at=AT, by="係長")
    assert office.latest_request(YEAR, "市民課") == second
    assert [(r.department, r.round, r.remark) for r in office.remarks(YEAR)] == [
        ("市民課", 2, remark) for remark in remarks
    ]


def test_requests_go_in_together_or_not_at_all(office: OfficeStore) -> None:
    before = office.requests(YEAR), office.journal()
    twice = request("市民課", 2)
    with pytest.raises(Exception, match="UNIQUE"):
        office.add_requests((twice, twice), carrier="native", at=AT, by="係長")
    assert (office.requests(YEAR), office.journal()) == before


def test_the_journal_tells_what_was_done_without_quoting(office: OfficeStore) -> None:
    office.record_merge([received(request(), {"i1/result-1": "内緒"})], at="A", by="係員")
    office.undo_last_merge(at="B", by="課長")
    events = office.journal()
    assert [(event.at, event.by, event.kind) for event in events] == [
        (AT, "係長", EventKind.CREATED),
        (AT, "係長", EventKind.IMPORTED),
        (AT, "係長", EventKind.REQUESTED),
        ("A", "係員", EventKind.MERGED),
        ("B", "課長", EventKind.UNDONE),
    ]
    assert events[1].detail == {"year": YEAR, "items": 2}
    assert events[2].detail == {"departments": list(PLAN.departments)}
    assert "内緒" not in str(events)


def test_settings(office: OfficeStore) -> None:
    assert office.setting("layout", "three-column") == "three-column"
    for value in ("wide", "", "値"):
        office.put_setting("layout", value)
        assert office.setting("layout", "three-column") == value


def test_a_thousand_departments_are_taken_in_at_once(tmp_path: Path) -> None:
    with OfficeStore.create(tmp_path / "o.dxdesk", by="", at=AT) as store:
        store.add_year(PLAN, BASE, at=AT, by="", event=EventKind.IMPORTED)
        requests = [request(identity=f"r{n}") for n in range(1000)]
        store.add_requests(requests, carrier="native", at=AT, by="")
        assert len(store.secrets()) == 1000
        texts = dict.fromkeys(all_fields(PLAN), "実績")
        batch = [replace(received(asked, texts), identity=asked.id) for asked in requests]
        store.record_merge(batch, at=AT, by="")
        assert len(store.known_submissions()) == 1000
        assert {len(claims) for claims in store.facts(YEAR).claims.values()} == {1000}
