from __future__ import annotations

import random

import pytest

from dxdesk.domain.merging import Decision
from dxdesk.errors import DxdeskError, Trouble
from dxdesk.store.office_store import OfficeStore
from dxdesk.store.sqlite import backups_of
from dxdesk.store.values import MergeRecord
from tests.store.samples import AT, YEAR, received, request

FIRST = request("市民課")
OTHER = request("情報課")
ONE = received(FIRST, {"i1/result-1": "新しい実績", "i1/issues-1": "市民課の課題"})
TWO = received(OTHER, {"i1/issues-1": "情報課の課題"})
BY = "係長"


def test_a_merge_adds_facts_and_its_undo_takes_exactly_those_away(office: OfficeStore) -> None:
    before = office.facts(YEAR)
    number = office.record_merge([ONE, TWO], at="A", by=BY)
    merged = office.facts(YEAR)
    assert merged.answers()["i1/result-1"] == "新しい実績"
    assert list(merged.collisions()) == ["i1/issues-1"]
    assert office.merges() == (MergeRecord(number, "A", BY, (ONE.identity, TWO.identity)),)

    undone = office.undo_last_merge(at="B", by="課長")
    assert undone == MergeRecord(number, "A", BY, (ONE.identity, TWO.identity), "B", "課長")
    assert office.facts(YEAR) == before
    assert office.known_submissions() == frozenset()
    assert office.merges() == (undone,)
    assert office.undo_last_merge(at="C", by=BY) is None

    assert office.record_merge([TWO, ONE], at="D", by=BY) == number + 1
    assert office.facts(YEAR).answers() == merged.answers()
    assert office.facts(YEAR).collisions() == merged.collisions()


def test_what_counts_already_is_not_taken_in_again(office: OfficeStore) -> None:
    office.record_merge([ONE, ONE], at=AT, by=BY)
    before = office.facts(YEAR), office.journal(), backups_of(office.path)
    assert office.record_merge([ONE], at=AT, by=BY) == 0
    assert office.record_merge([], at=AT, by=BY) == 0
    assert (office.facts(YEAR), office.journal(), backups_of(office.path)) == before
    assert office.record_merge([ONE, TWO], at=AT, by=BY) == 2
    assert [merge.submissions for merge in office.merges()] == [(ONE.identity,), (TWO.identity,)]
    assert ONE.identity in office.known_submissions()
    assert "another" not in office.known_submissions()


def test_every_merge_is_backed_up_first(office: OfficeStore) -> None:
    before = office.facts(YEAR)
    office.record_merge([ONE], at=AT, by=BY)
    (copy,) = backups_of(office.path)
    with OfficeStore.open(copy, read_only=True) as store:
        assert store.facts(YEAR) == before
        assert store.merges() == ()


def test_an_answer_to_an_unknown_request_takes_nothing_in(office: OfficeStore) -> None:
    strange = received(request("市民課", identity="elsewhere"), {})
    before = office.journal()
    with pytest.raises(DxdeskError) as caught:
        office.record_merge([ONE, strange], at=AT, by=BY)
    assert caught.value.trouble is Trouble.UNKNOWN_REQUEST
    assert office.journal() == before
    assert office.known_submissions() == frozenset()
    assert backups_of(office.path) == []


@pytest.mark.parametrize("seed", range(4))
def test_only_merges_that_count_are_facts(office: OfficeStore, seed: int) -> None:
    chance = random.Random(seed)
    pool = [
        received(asked, {"i1/issues-1": f"{chance.random()}"}, number)
        for asked in (FIRST, OTHER)
        for number in (1, 2, 3)
    ]
    standing = [(office.facts(YEAR), frozenset[str]())]
    for _ in range(12):
        if chance.random() < 0.4:
            assert (office.undo_last_merge(at=AT, by=BY) is None) == (len(standing) == 1)
            standing = standing[:-1] or standing
        elif office.record_merge(chance.sample(pool, 2), at=AT, by=BY):
            standing.append((office.facts(YEAR), office.known_submissions()))
        facts, known = standing[-1]
        assert office.known_submissions() == known
        assert office.facts(YEAR) == facts


def test_submissions_are_told_with_what_brought_them(office: OfficeStore) -> None:
    office.record_merge([TWO], at=AT, by=BY)
    office.undo_last_merge(at=AT, by=BY)
    office.record_merge([ONE], at=AT, by=BY)
    (record,) = office.submissions(YEAR)
    assert (record.identity, record.department, record.by) == (ONE.identity, "市民課", "山田 太郎")
    assert (record.file, record.carrier, record.merge) == ("市民課.zip", "native", 2)
    assert (record.at, record.seal) == ("2025-05-01T10:00:00", "cd" * 32)
    every = office.submissions(YEAR, with_undone=True)
    assert [(r.identity, r.undone) for r in every] == [(TWO.identity, True), (ONE.identity, False)]
    assert office.submissions(1999) == ()


def test_the_newest_decision_counts_until_it_is_withdrawn(office: OfficeStore) -> None:
    office.record_merge([ONE, TWO], at=AT, by=BY)
    seen = frozenset({"市民課の課題", "情報課の課題"})
    field = "i1/issues-1"
    for text in ("一つ目", "二つ目\r\n続き"):
        office.decide_all(YEAR, {field: Decision(text, seen)}, at=AT, by=BY)
    facts = office.facts(YEAR)
    assert facts.decisions == {field: Decision("二つ目\n続き", seen)}
    assert facts.collisions() == {}
    office.decide_all(YEAR, {"i1/k1": Decision("1\n2")}, at=AT, by=BY)
    assert office.facts(YEAR).answers()["i1/k1"] == "1\n2"
    assert office.withdraw_decisions(YEAR, (field,), at=AT, by=BY)
    assert office.facts(YEAR).decisions[field].text == "一つ目"
    assert office.withdraw_decisions(YEAR, (field,), at=AT, by=BY)
    assert not office.withdraw_decisions(YEAR, (field,), at=AT, by=BY)
    assert list(office.facts(YEAR).collisions()) == [field]
