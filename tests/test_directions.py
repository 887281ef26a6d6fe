"""Whether more or less of a KPI is better, through the office's door: asked once, set, carried on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from dxdesk.department import Desk
from dxdesk.domain.direction_questions import Question, Speaks
from dxdesk.domain.directions import Source, direction_of
from dxdesk.domain.fields import field_of
from dxdesk.domain.figures import Direction
from dxdesk.domain.plan import Item, Kpi
from dxdesk.errors import DxdeskError, Trouble
from dxdesk.office import Carrier, EventKind, Office

YEAR = 2024
KPIS = {
    "asked": Kpi("k1", "件数", "100件"),
    "asked of money": Kpi("k2", "経費", "50千円"),
    "said by the target": Kpi("k3", "日数", "10日以内"),
    "set": Kpi("k4", "率", "80%", direction=Direction.LESS),
    "a span needs none": Kpi("k5", "回数", "3～5回"),
    "a milestone needs none": Kpi("k6", "整備", "2024年度までに運用開始"),
    "nothing to reach": Kpi("k7", "人数", ""),
}
ASKED = ("i001/k1", "i001/k2")


def clock() -> datetime:
    return datetime(2026, 4, 20, 10, 15)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    path = tmp_path / "台帳.dxdesk"
    with Office.create_by_hand(path, title="計画", year=YEAR, by="鈴木", clock=clock) as made:
        item = Item("i001", "1", "窓口", ("市民課",), kpis=tuple(KPIS.values()))
        again = replace(item, id="i002", no="1", again="i001")
        made.change_plan(replace(made.plan(), items=(item, again)))
        yield made


def directions(office: Office, year: int | None = None) -> dict[str, Direction]:
    return {
        field_of(item, kpi.id): kpi.direction
        for item in office.plan(year).own_items
        for kpi in item.kpis
        if kpi.direction is not Direction.NOT_SAID
    }


def fields(questions: tuple[Question, ...]) -> tuple[str, ...]:
    return tuple(one.field for one in questions)


def test_what_is_not_known_is_asked_once(office: Office) -> None:
    assert fields(office.direction_questions()) == ASKED


def test_several_are_set_in_one_act_and_taken_back_exactly(office: Office) -> None:
    plan, lines = office.plan(), office.journal()
    given = {"i001/k1": Direction.MORE, "i001/k2": Direction.KEEP, "i001/k4": Direction.NOT_SAID}
    before = office.set_directions(given)
    assert directions(office) == {"i001/k1": Direction.MORE, "i001/k2": Direction.KEEP}
    assert fields(office.direction_questions()) == ("i001/k4",)
    (line,) = office.journal()[len(lines) :]
    assert line.kind is EventKind.PLAN_CHANGED
    assert line.detail["directions"] == list(given)
    assert before == dict.fromkeys(ASKED, Direction.NOT_SAID) | {"i001/k4": Direction.LESS}
    office.set_directions(before)
    assert office.plan() == plan


def test_what_is_as_it_was_is_no_act(office: Office) -> None:
    lines = office.journal()
    office.set_directions({"i001/k4": Direction.LESS})
    assert office.journal() == lines
    office.set_directions({"i001/k1": Direction.MORE, "i001/k4": Direction.LESS})
    assert office.journal()[-1].detail["directions"] == ["i001/k1"]


@pytest.mark.parametrize("wrong", ["i001/k9", "i009/k1", "i001", "", "i001/rating"])
def test_all_or_none_is_set(office: Office, wrong: str) -> None:
    plan, lines = office.plan(), office.journal()
    with pytest.raises(DxdeskError) as caught:
        office.set_directions({"i001/k1": Direction.MORE, wrong: Direction.MORE})
    assert caught.value.trouble is Trouble.UNKNOWN_FIELD
    assert (office.plan(), office.journal()) == (plan, lines)


def test_a_closed_year_takes_none(office: Office) -> None:
    office.close_year(YEAR)
    with pytest.raises(DxdeskError) as caught:
        office.set_directions({"i001/k1": Direction.MORE})
    assert caught.value.trouble is Trouble.YEAR_CLOSED


def test_the_next_year_knows_them_and_can_be_asked_alone(office: Office) -> None:
    office.set_directions({"i001/k1": Direction.MORE})
    office.roll_over(YEAR + 1)
    kept = {"i001/k1": Direction.MORE, "i001/k4": Direction.LESS}
    assert directions(office) == kept
    office.set_directions({"i001/k2": Direction.LESS})
    assert directions(office, YEAR) == kept
    assert fields(office.direction_questions(YEAR)) == ("i001/k2",)
    assert office.direction_questions() == ()


def test_requests_and_copies_carry_them(office: Office, tmp_path: Path) -> None:
    office.set_directions({"i001/k1": Direction.KEEP})
    office.make_requests(YEAR, tmp_path / "照会")
    request = office.request_of("市民課")
    assert request is not None
    known = direction_of(request.plan.items[0].kpis[0], YEAR)
    assert known == (Direction.KEEP, Source.SET)
    office.make_copy(tmp_path / "写し.dxdesk")
    with Office.open(tmp_path / "写し.dxdesk", clock=clock) as copy:
        assert directions(copy) == directions(office)
        copy.set_directions({"i001/k2": Direction.LESS})
    office.rejoin(tmp_path / "写し.dxdesk")
    assert directions(office)["i001/k2"] is Direction.LESS


def test_proposals_are_taken_in_one_act(office: Office) -> None:
    proposed = {
        one.field: one.proposal
        for one in office.direction_questions()
        if one.proposal is not Direction.NOT_SAID
    }
    lines = office.journal()
    assert office.accept_proposals() == proposed
    assert directions(office) == proposed | {"i001/k4": Direction.LESS}
    assert len(office.journal()) == len(lines) + bool(proposed)
    assert office.accept_proposals() == {}


ANSWERED = {
    "多いほどよい": Direction.MORE,
    "少ないほどよい": Direction.LESS,
    "どちらでもない（維持）": Direction.KEEP,
    "わからない": Direction.NOT_SAID,
    "": Direction.NOT_SAID,
    "課では決められない": Direction.NOT_SAID,
    "↑": Direction.MORE,
}


@pytest.mark.parametrize("carrier", list(Carrier))
@pytest.mark.parametrize("answer", ANSWERED)
def test_a_department_is_asked_and_its_answer_is_proposed(
    office: Office, tmp_path: Path, carrier: Carrier, answer: str
) -> None:
    place, out = "i001/k1@direction", tmp_path / f"提出.{carrier.value}"
    (request,) = office.make_requests(YEAR, tmp_path / "照会", carrier, ask_directions=True)
    with Desk.start(request, tmp_path / "課.dxdesk", clock=clock) as desk:
        asked = [field for field in desk.request.open if field.endswith("@direction")]
        assert asked == [f"{field}@direction" for field in ASKED]
        desk.answer("i001/k1", "90件")
        desk.answer(place, answer)
        assert not [one for one in desk.findings() if one.field == place]
        desk.hand_in("山田", out, carrier)
    (taken,) = office.merge([out])
    assert (taken.error, taken.gone, taken.unplaced) == (None, (), ())
    first, second = office.direction_questions()
    told = [clue.side for clue in first.clues if clue.speaks is Speaks.DEPARTMENT]
    known = ANSWERED[answer]
    assert told == ([] if known is Direction.NOT_SAID else [known])
    assert not [clue for clue in second.clues if clue.speaks is Speaks.DEPARTMENT]
    # It is told to the office, and set by nobody.
    assert directions(office) == {"i001/k4": Direction.LESS}
    if known is not Direction.NOT_SAID:
        assert office.accept_proposals()["i001/k1"] is known
    office.undo_merge()
    assert place not in office.answers()


def test_an_answer_is_typed_into_the_workbook(office: Office, tmp_path: Path) -> None:
    (request,) = office.make_requests(YEAR, tmp_path / "照会", Carrier.XLSX, ask_directions=True)
    book = openpyxl.load_workbook(request)
    rows: list[Any] = [row for sheet in book for row in sheet.iter_rows()]
    row = next(r for r in rows if any("指標のよい向き\n件数" in str(c.value) for c in r))
    headings = next(r for r in rows if any(str(c.value).startswith("回答") for c in r))
    column = next(i for i, c in enumerate(headings) if str(c.value).startswith("回答"))
    row[column].value = "少ないほどよい"
    book.save(tmp_path / "返送.xlsx")
    (taken,) = office.merge([tmp_path / "返送.xlsx"])
    assert "i001/k1@direction" in taken.changed
    assert office.direction_questions()[0].proposal is Direction.LESS


def test_who_was_not_asked_has_no_such_field(office: Office, tmp_path: Path) -> None:
    (request,) = office.make_requests(YEAR, tmp_path / "照会")
    with Desk.start(request, tmp_path / "課.dxdesk", clock=clock) as desk:
        assert not [field for field in desk.request.open if "@" in field]
    office.make_requests(YEAR, tmp_path / "もう一度", ask_directions=True)
    assert any(kpi.asks_direction for item in office.plan().items for kpi in item.kpis)
    office.roll_over(YEAR + 1)
    assert not any(kpi.asks_direction for item in office.plan().items for kpi in item.kpis)


def test_nothing_is_asked_where_no_request_was_written(office: Office, tmp_path: Path) -> None:
    before = office.plan()
    stopped = office.make_requests(
        YEAR, tmp_path / "照会", progress=lambda *_: False, ask_directions=True
    )
    assert (stopped, office.plan()) == ([], before)
