"""Texts of the plan at named places, and where the notes of a reading lead."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxdesk.domain.item_texts import item_places, item_text, with_item_text
from dxdesk.domain.plan import Column, Item, Kpi, Phase, Plan, Slot
from dxdesk.domain.reading import Note, Noted, SourceRow
from dxdesk.domain.reading_doubts import doubted, item_of, rows_around

ITEM = Item(
    "i1",
    "1",
    "窓口",
    ("市民課", "庶務課・議事調査課"),
    content="一行目\n二行目",
    kpis=(Kpi("k1", "件数", "10件", departments=("市民課",)), Kpi("k2", "割合", "5%")),
    schedule=(Phase("2024", "検討"), Phase("2025以降", "実施")),
    slots=(
        Slot("result-1", Column.RESULT, "(1)", ("市民課",), "（市民課）"),
        Slot("issues-1", Column.ISSUES),
    ),
)
OTHER = replace(ITEM, id="i2", no="2", title="予約")
PLAN = Plan("p", "計画", "市", 2024, items=(ITEM, OTHER))


@given(st.sampled_from(item_places(ITEM)), st.text("一二A0 、・\n　", max_size=12))
def test_a_text_put_in_stands_at_its_place_alone(place: str, text: str) -> None:
    now = with_item_text(ITEM, place, text)
    others = [other for other in item_places(ITEM) if other != place]
    assert [item_text(now, other) for other in others] == [item_text(ITEM, o) for o in others]
    assert with_item_text(now, place, item_text(now, place)) == now
    assert with_item_text(ITEM, place, item_text(ITEM, place)) == ITEM


@pytest.mark.parametrize(
    ("typed", "departments", "writer"),
    [
        ("住民課、庶務課・議事調査課", ("住民課", "庶務課・議事調査課"), "住民課"),
        ("庶務課・議事調査課、市民課", ("庶務課・議事調査課", "市民課"), "市民課"),
        (" 市民課 、、市民課", ("市民課",), "市民課"),
        ("", (), "市民課"),
        ("甲課、乙課", ("甲課", "乙課"), "市民課"),
    ],
)
def test_a_department_put_right_keeps_what_it_writes(
    typed: str, departments: tuple[str, ...], writer: str
) -> None:
    now = with_item_text(ITEM, "departments", typed)
    assert now.departments == departments
    assert now.slots[0].departments == now.kpis[0].departments == (writer,)


def test_an_unknown_place_changes_nothing() -> None:
    for place in ("k9.name", "phase.1999", "color", ""):
        assert with_item_text(ITEM, place, "x") == ITEM
        assert item_text(ITEM, place) == ""


@pytest.mark.parametrize(
    ("note", "names"),
    [
        (Note("", Noted.RATING_MISSING), ("rating",)),
        (Note("", Noted.KPI_WITHOUT_ACTUAL, about="割合"), ("k2",)),
        (Note("", Noted.KPI_MOVED), ("k1", "k2")),
        (Note("", Noted.KPI_MATCHED, about="数 → 件数"), ("k1.name", "k1")),
        (Note("", Noted.WRITER_UNKNOWN, about="result(1)"), ("result-1",)),
        (Note("", Noted.WRITER_UNKNOWN, about="issues"), ("issues-1",)),
        (Note("", Noted.SHIFTED), ("phase.2024", "phase.2025以降")),
        (Note("", Noted.DEPARTMENT_DOUBTFUL), ("departments",)),
        (Note("", Noted.HEADER), ()),
    ],
)
def test_a_note_leads_to_what_it_makes_doubtful(note: Note, names: tuple[str, ...]) -> None:
    assert doubted(note, ITEM) == names


def test_a_note_finds_its_item_also_when_the_number_was_put_right() -> None:
    source = (SourceRow("1行目", ("1 窓口",), "i1"), SourceRow("2行目", ("1 予約",), "i2"))
    twice = replace(PLAN, items=(ITEM, replace(OTHER, no="1")))
    note = Note("2行目", Noted.NUMBER_TWICE, item="1")
    assert item_of(note, twice, source) == twice.items[1]
    assert item_of(note, PLAN, ()) == ITEM
    renumbered = replace(PLAN, items=(replace(ITEM, no="7"), OTHER))
    assert item_of(Note("1行目", Noted.NUMBER_TWICE, item="1"), renumbered, source).id == "i1"  # pyright: ignore[reportOptionalMemberAccess]
    assert item_of(Note("9行目", Noted.FRONT), PLAN, source) is None


def test_the_rows_around_a_place_are_few() -> None:
    source = [SourceRow(f"{n}行目", (str(n),), "i1" if n < 900 else "") for n in range(1000)]
    note = Note("500行目", Noted.DISPLACED)
    assert 500 in rows_around(source, note, ITEM, 4, 80)
    assert len(rows_around(source, note, ITEM, 4, 80)) == 80
    assert rows_around(source, Note("950行目", Noted.FRONT), None, 4, 80) == range(946, 955)
    assert rows_around(source, Note("2行目", Noted.FRONT), None, 4, 80) == range(0, 7)
    assert rows_around((), note, ITEM, 4, 80) == range(0)
