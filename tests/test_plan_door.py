"""The plan changed through the office's door: what it takes, what it refuses, and who is not told."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from dxdesk.department import Desk
from dxdesk.domain import plan_editing as edit
from dxdesk.domain.became import Moved
from dxdesk.domain.plan import Item, Plan, RatingStage, Succession
from dxdesk.domain.plan_faults import Flaw
from dxdesk.errors import DxdeskError, Trouble
from dxdesk.messages import sentence
from dxdesk.office import Office
from dxdesk.resources import resource

YEAR = 2025


def clock() -> datetime:
    return datetime(2026, 4, 20, 10, 15)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    source = resource("sample", "plan-r6.txt")
    made, _ = Office.create(source, tmp_path / "台帳.dxdesk", by="鈴木", clock=clock)
    with made:
        made.roll_over(YEAR)
        yield made


def ask(office: Office, folder: Path, *departments: str) -> dict[str, Path]:
    paths = office.make_requests(YEAR, folder, departments=departments)
    return dict(zip(departments, paths, strict=True))


def answer(office: Office, folder: Path, department: str) -> str:
    """Let a department write at its first field; the field."""
    request = ask(office, folder, department)[department]
    out = folder / "提出.dxsub"
    with Desk.start(request, folder / "課.dxdesk", clock=clock) as desk:
        field = desk.request.open[0]
        desk.answer(field, "窓口を直した。")
        desk.hand_in("山田", out)
    (taken,) = office.merge([out])
    assert taken.verdict.name == "TAKEN"
    return field


def refused(change: Callable[[], object]) -> DxdeskError:
    with pytest.raises(DxdeskError) as caught:
        change()
    return caught.value


BROKEN: dict[str, Callable[[Plan], Plan]] = {
    "an identity twice": lambda p: replace(p, items=(*p.items, p.items[0])),
    "another plan": lambda p: replace(p, id="other"),
    "an unknown group": lambda p: replace(p, items=(replace(p.items[0], group="x"), *p.items[1:])),
    "a hostile text": lambda p: replace(p, title="あ" * 1_000_000),
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_the_file_cannot_bear_is_refused(office: Office, name: str) -> None:
    before = office.plan()
    assert refused(lambda: office.change_plan(BROKEN[name](before))).trouble is Trouble.PLAN_FAULT
    assert office.plan() == before


def test_a_fault_that_was_there_does_not_forbid_every_other_change(office: Office) -> None:
    plan = office.plan()
    twice = replace(plan.items[0], departments=("市民課", "市民課"))
    office._store.replace_plan(replace(plan, items=(twice, *plan.items[1:])), at="", by="")
    office.change_plan(replace(office.plan(), title="別の計画"))
    assert office.plan().title == "別の計画"


def test_what_was_written_is_known_without_reading_it_again(office: Office) -> None:
    before = office.plan()
    office.change_plan(edit.change_item(before, before.items[3].id, title="別の名前"))
    after = office.plan()
    # What an edit leaves alone is the same object, so that large plans are compared at once.
    assert [n for n, one in enumerate(after.items) if one is not before.items[n]] == [3]
    with Office.open(office.path, read_only=True) as again:
        assert again.plan() == after


def test_a_text_that_no_file_can_hold_is_known_as_the_file_has_it(office: Office) -> None:
    rulebook = replace(office.plan().rulebook, signs_allowed="\ud800")
    office._change_plan(replace(office.plan(), rulebook=rulebook))
    with Office.open(office.path, read_only=True) as again:
        assert again.plan() == office.plan()


def test_other_faults_are_told_only(office: Office) -> None:
    office.change_plan(edit.add_item(office.plan(), Item("", "", "")))
    told = {fault.flaw for fault in office.plan_faults()}
    assert told == {Flaw.NUMBER_BLANK, Flaw.NAME_BLANK, Flaw.NO_DEPARTMENT}


def test_answers_do_not_lose_their_place(office: Office, tmp_path: Path) -> None:
    plan = office.plan()
    field = answer(office, tmp_path, plan.departments[0])
    item = field.partition("/")[0]
    for lost in (edit.remove_item, edit.end_item):
        error = refused(lambda lost=lost: office.change_plan(lost(office.plan(), item)))
        assert error.trouble is Trouble.PLAN_FAULT
    emptied = edit.remove_part(office.plan(), item, "")
    assert refused(lambda: office.change_plan(emptied)).trouble is Trouble.PLAN_FAULT
    kept = edit.remove_part(office.plan(), item, "", written=office.written())
    office.change_plan(kept)
    assert office.answers()[field] == "窓口を直した。"


def test_a_stage_with_ratings_stays(office: Office) -> None:
    plan = edit.add_stage(office.plan(), RatingStage("office", "事務局"))
    office.change_plan(plan)
    office.write(f"{plan.items[0].id}/rating@office", "A")
    error = refused(lambda: office.change_plan(edit.remove_stage(plan, "office")))
    assert error.trouble is Trouble.PLAN_FAULT


def test_a_code_that_answers_use_is_neither_renamed_nor_removed(office: Office) -> None:
    before = office.plan()
    first, second = before.codes[:2]
    for item in before.items[:3]:
        office.write(f"{item.id}/rating", first)
    for change in (
        edit.remove_grade(before, 0),
        edit.change_grade(before, 0, replace(before.scale[0], code="新")),
    ):
        error = refused(lambda change=change: office.change_plan(change))
        assert error.trouble is Trouble.PLAN_FAULT
        assert f"「{first}」は3件の回答" in sentence(error)
        assert office.plan() == before
    # Last year's answers have last year's plan.
    assert second in office.answers(2024).values()
    renamed = edit.change_grade(before, 1, replace(before.scale[1], code="新"))
    office.change_plan(renamed)
    assert second in office.plan(2024).codes
    office.write(f"{before.items[5].id}/rating", "新")
    assert refused(lambda: office.change_plan(before)).trouble is Trouble.PLAN_FAULT
    office.write(f"{before.items[5].id}/rating", first)
    office.change_plan(before)
    assert office.plan() == before


def test_codes_that_requests_offer_and_the_plan_has_no_more_are_told(
    office: Office, tmp_path: Path
) -> None:
    plan = office.plan()
    lead = plan.items[0].lead
    helper = next(name for name in plan.departments if all(i.lead != name for i in plan.items))
    request = ask(office, tmp_path, lead, helper)[lead]
    assert office.codes_out() == {}
    code = plan.codes[1]
    office.change_plan(edit.change_grade(plan, 1, replace(plan.scale[1], code="新")))
    assert office.codes_out() == {code: 1}
    out, field = tmp_path / "提出.dxsub", f"{plan.items[0].id}/rating"
    with Desk.start(request, tmp_path / "課.dxdesk", clock=clock) as desk:
        desk.answer(field, code)
        desk.hand_in("山田", out)
    office.merge([out])
    assert office.answers()[field] == code
    told = [one.code for one in office.findings() if one.field == field]
    assert "rating-unknown" in told
    # The old code is put back as long as nobody has the new one.
    office.change_plan(plan)
    assert office.codes_out() == {}


def test_no_identity_is_given_twice(office: Office, tmp_path: Path) -> None:
    plan = office.plan()
    first = plan.items[0]
    asked = edit.add_kpi(plan, first.id, "件数", taken=office.taken_names())
    asked = edit.add_item(asked, Item("", "99", "新規", (first.lead,)), taken=office.taken_names())
    office.change_plan(asked)
    added, kpi = asked.by_no["99"].id, asked.by_id[first.id].kpis[-1].id
    ask(office, tmp_path, first.lead)
    # The request may come back with answers for what the plan has lost since.
    office.change_plan(edit.remove_kpi(edit.remove_item(asked, added), first.id, kpi))
    taken = office.taken_names()
    assert {f"{added}/rating", f"{first.id}/{kpi}"} <= taken
    again = edit.add_item(office.plan(), Item("", "99", "別", (first.lead,)), taken=taken)
    again = edit.add_kpi(again, first.id, "人数", taken=taken)
    assert again.by_no["99"].id > added
    assert int(again.by_id[first.id].kpis[-1].id[1:]) > int(kpi[1:])


def test_departments_become_others_unless_they_were_asked(office: Office, tmp_path: Path) -> None:
    first, second, *_ = office.plan().departments
    ask(office, tmp_path, first)
    for change in (
        lambda: office.reorganise((first,), ("新しい課",)),
        lambda: office.change_plan(edit.rename_department(office.plan(), first, "新しい課")),
    ):
        error = refused(change)
        assert (error.trouble, error.facts["department"]) == (Trouble.ALREADY_ASKED, first)
    assert refused(lambda: office.reorganise(("ない課",), ("課",))).trouble is (
        Trouble.UNKNOWN_DEPARTMENT
    )
    assert refused(lambda: office.reorganise((second,), (" ",))).trouble is Trouble.PLAN_FAULT
    plan = office.reorganise((second,), (" 新しい課 ", "別の課"))
    assert plan.successions == (Succession((second,), ("新しい課", "別の課")),)
    assert second not in plan.departments
    assert office.plan(2024).departments[1] == second


def test_who_holds_a_request_that_asks_something_else_is_told(
    office: Office, tmp_path: Path
) -> None:
    plan = office.plan()
    first, second = plan.departments[0], plan.departments[-1]
    ask(office, tmp_path, first, second)
    assert office.unaware() == ()
    item = plan.items_of(second)[0].id
    # What only sorts the document or is the office's own is nobody's business.
    office.change_plan(replace(edit.shift_group(office.plan(), "g1", 1), office="DX推進課"))
    assert office.unaware() == ()
    office.change_plan(edit.add_kpi(office.plan(), item, "件数"))
    assert office.unaware() == (second,)
    other = (replace(office.plan().scale[0], meaning="とてもよい"), *office.plan().scale[1:])
    office.change_plan(replace(office.plan(), scale=other))
    assert office.unaware() == (first, second)


def test_a_closed_year_is_not_changed(office: Office) -> None:
    office.close_year(YEAR)
    error = refused(lambda: office.change_plan(replace(office.plan(), title="別")))
    assert error.trouble is Trouble.YEAR_CLOSED


def test_items_are_compared_with_the_year_before(office: Office) -> None:
    assert {line.moved for line in office.compare(YEAR, 2024).lines} == {()}
    plan = office.plan()
    office.change_plan(edit.end_item(edit.renumbered(plan), plan.items[0].id))
    assert office.compare(YEAR, 2024).lines[-1].moved == (Moved.ENDED,)


def test_an_undo_is_the_plan_as_it_was(office: Office) -> None:
    before = office.plan()
    office.change_plan(edit.change_kpi(before, before.items[0].id, "k1", name="数"))
    office.change_plan(before)
    assert office.plan() == before
