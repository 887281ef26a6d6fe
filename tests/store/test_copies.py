"""A copy that is merged back: what comes in, what collides, what is left, and how it is undone."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from dxdesk.domain.asking import Remark, Stage
from dxdesk.domain.confirmation import Confirmation
from dxdesk.errors import DxdeskError, Trouble
from dxdesk.store.office_store import OfficeStore
from dxdesk.store.sqlite import backups_of
from dxdesk.store.values import Brought, EventKind, Fate, Rejoined, Why
from tests.store.copies import Work, made, rejoin, work, write
from tests.store.samples import AT, BASE, PLAN, YEAR, received, request

FIELD = "i1/k1"
ANSWER = Confirmation("rated-unlike", "i1/rating", "ab" * 16, "理由", "佐藤", AT)


def everything(store: OfficeStore) -> object:
    """All that follows from the facts."""
    return (
        store.plan(YEAR),
        store.facts(YEAR).answers(),
        store.facts(YEAR).collisions(),
        store.stages(YEAR, PLAN.departments),
        store.marks(YEAR),
        store.requests(YEAR),
        sorted(store.secrets()),
        store.extensions(YEAR),
        store.reasons(YEAR).counting(),
        store.inspections(YEAR),
        store.closed_years(),
        store.known_submissions(),
    )


def told(done: Rejoined) -> list[tuple[Brought, Fate, str, Why | None]]:
    return [(line.what, line.fate, line.about, line.why) for line in done.lines]


def takes_in(department: str = "市民課", text: str = "900件", number: int = 1) -> Work:
    file = received(request(department), {FIELD: text}, number)
    return lambda store: store.record_merge([file], at=AT, by="佐藤")


CHANGES: dict[str, tuple[Work, Brought]] = {
    "request": (
        lambda s: s.add_requests((request("市民課", 2),), carrier="xlsx", at=AT, by="佐藤"),
        Brought.REQUEST,
    ),
    "submission": (takes_in(), Brought.SUBMISSION),
    "text": (write(FIELD, "950件"), Brought.TEXT),
    "confirmation": (lambda s: s.confirm(YEAR, ANSWER, at=AT, by="佐藤"), Brought.CONFIRMATION),
    "mark": (
        lambda s: s.mark(YEAR, "人事課", Stage.NOT_CONCERNED, at=AT, by="佐藤", note="電話"),
        Brought.MARK,
    ),
    "extension": (
        lambda s: s.extend(YEAR, "市民課", "6月30日", at=AT, by="佐藤"),
        Brought.EXTENSION,
    ),
    "inspection": (
        lambda s: s.inspect(YEAR, [("i1", "ab" * 16)], at=AT, by="佐藤"),
        Brought.INSPECTION,
    ),
    "plan": (
        lambda s: s.replace_plan(replace(PLAN, title="改訂版"), at=AT, by="佐藤"),
        Brought.PLAN,
    ),
}


@pytest.mark.long
@pytest.mark.parametrize("change", CHANGES)
def test_what_was_done_in_a_copy_comes_in_once_and_goes_out_exactly(
    office: OfficeStore, change: str
) -> None:
    act, what = CHANGES[change]
    before = everything(office)
    path = work(made(office), act)
    with OfficeStore.open(path, read_only=True) as copy:
        there = everything(copy)
    done = rejoin(office, path)
    assert [(line.what, line.fate) for line in done.lines] == [(what, Fate.TAKEN)]
    assert (done.by, everything(office)) == ("佐藤", there)
    state = office.state()
    again = rejoin(office, path)
    assert (again.merge, again.lines, office.state()) == (0, (), state)
    undone = office.undo_last_merge(at=AT, by="係長")
    assert undone
    assert (undone.id, undone.copy_by) == (done.merge, "佐藤")
    assert everything(office) == before
    rejoin(office, path)
    assert everything(office) == there


def test_a_draft_and_a_closed_year_come_in(office: OfficeStore) -> None:
    remark = Remark("i1", "内訳を書いてください。")
    path = work(
        made(office),
        lambda s: s.keep_draft(YEAR, "市民課", remark),
        lambda s: s.close_year(YEAR, at=AT, by="佐藤"),
    )
    rejoin(office, path)
    assert office.drafts(YEAR) == {"市民課": (remark,)}
    assert office.closed_years() == {YEAR}


def test_a_text_that_was_taken_back_there_is_taken_back_here(office: OfficeStore) -> None:
    write(FIELD, "801件", "係長")(office)
    path = work(made(office), lambda s: s.withdraw_decisions(YEAR, (FIELD,), at=AT, by="佐藤"))
    before = everything(office)
    done = rejoin(office, path)
    assert told(done) == [(Brought.WITHDRAWN, Fate.TAKEN, FIELD, None)]
    assert office.facts(YEAR).answers()[FIELD] == BASE[FIELD]
    office.undo_last_merge(at=AT, by="")
    assert everything(office) == before


@pytest.mark.parametrize(
    ("said", "before", "here", "there", "text", "rivals"),
    [
        ("nobody else changed it", [], [], [write(FIELD, "新")], "新", []),
        ("both changed it", [], [write(FIELD, "此")], [write(FIELD, "彼")], "此", ["彼", "此"]),
        ("both say the same", [], [write(FIELD, "新")], [write(FIELD, "新")], "新", []),
        ("it was written before", [write(FIELD, "前")], [], [write(FIELD, "新")], "新", []),
        (
            "the same text again is a choice too",
            [],
            [write(FIELD, BASE[FIELD])],
            [write(FIELD, "新")],
            BASE[FIELD],
            [BASE[FIELD], "新"],
        ),
        ("it was corrected there", [takes_in()], [], [write(FIELD, "新")], "新", []),
        (
            "a department handed in here meanwhile",
            [],
            [takes_in()],
            [write(FIELD, "新")],
            BASE[FIELD],
            ["900件", "新"],
        ),
        (
            "the copy took the same in before it corrected it",
            [],
            [takes_in()],
            [takes_in(), write(FIELD, "新")],
            "新",
            [],
        ),
        ("it was not touched there", [], [write(FIELD, "此")], [], "此", []),
    ],
)
def test_texts_are_merged_three_way(
    office: OfficeStore,
    said: str,
    before: list[Work],
    here: list[Work],
    there: list[Work],
    text: str,
    rivals: list[str],
) -> None:
    for act in before:
        act(office)
    path = work(made(office), *there)
    for act in here:
        act(office)
    rejoin(office, path)
    outcome = office.facts(YEAR).outcome(FIELD)
    assert (outcome.text, sorted(r.text for r in outcome.rivals)) == (text, sorted(rivals)), said


def test_of_two_choices_between_departments_a_person_chooses_again(office: OfficeStore) -> None:
    for name, text in (("市民課", "甲"), ("情報課", "乙")):
        field = "i1/issues-1"
        file = received(request(name), {field: text})
        office.record_merge([file], at=AT, by="")
    path = work(made(office), write("i1/issues-1", "甲"))
    assert "i1/issues-1" in office.facts(YEAR).collisions()
    write("i1/issues-1", "乙", "係長")(office)
    rejoin(office, path)
    rivals = office.facts(YEAR).collisions()["i1/issues-1"].rivals
    assert [(one.by, one.text) for one in rivals] == [("", "乙"), ("佐藤", "甲")]
    write("i1/issues-1", "丙", "係長")(office)
    assert office.facts(YEAR).outcome("i1/issues-1").text == "丙"
    assert office.facts(YEAR).collisions() == {}
    sources = [(c.source, c.by, c.after) for c in office.history(YEAR, "i1/issues-1")]
    assert sources[-3:] == [
        ("decision", "係長", "乙"),
        ("copy", "佐藤", "甲"),
        ("decision", "係長", "丙"),
    ]


def test_a_copy_that_goes_on_replaces_what_it_said(office: OfficeStore) -> None:
    path = work(made(office), write(FIELD, "一"))
    rejoin(office, path)
    work(path, write(FIELD, "二"), write("i2/rating", "A"))
    rejoin(office, path)
    assert office.facts(YEAR).answers()[FIELD] == "二"
    assert office.facts(YEAR).answers()["i2/rating"] == "A"
    office.undo_last_merge(at=AT, by="")
    assert office.facts(YEAR).answers()[FIELD] == "一"
    work(path, *[lambda s: s.withdraw_decisions(YEAR, (FIELD,), at=AT, by="")] * 2)
    assert (Brought.TEXT, Fate.LEFT, FIELD, Why.WITHDRAWN_THERE) in told(rejoin(office, path))


def test_one_copy_that_two_people_went_on_with_is_two(office: OfficeStore) -> None:
    first = work(made(office), write("i2/rating", "A"))
    second = Path(shutil.copy(first, first.with_name("別の写し.dxdesk")))
    work(first, write(FIELD, "一"))
    work(second, write("i2/rating", "C"), write(FIELD, "二"))
    older = Path(shutil.copy(first, first.with_name("控え.dxdesk")))
    for path in (first, second):
        rejoin(office, path)
    assert sorted(r.text for r in office.facts(YEAR).collisions()[FIELD].rivals) == ["一", "二"]
    assert rejoin(office, older).merge == 0


def test_a_copy_of_a_copy_brings_both(office: OfficeStore) -> None:
    first = work(made(office), write(FIELD, "一"))
    with OfficeStore.open(first) as store:
        second = made(store, "鈴木")
    work(second, write(FIELD, "二", "鈴木"), write("i2/rating", "A", "鈴木"), by="鈴木")
    with OfficeStore.open(first) as store:
        rejoin(store, second)
    rejoin(office, first)
    answers = office.facts(YEAR).answers()
    assert (answers[FIELD], answers["i2/rating"]) == ("二", "A")
    assert not office.facts(YEAR).collisions()


@pytest.mark.parametrize(
    ("change", "here"),
    [
        ("mark", lambda s: s.mark(YEAR, "人事課", Stage.ACCEPTED, at=AT, by="")),
        ("extension", lambda s: s.extend(YEAR, "市民課", "7月1日", at=AT, by="")),
        ("inspection", lambda s: s.inspect(YEAR, [("i1", "cd" * 16)], at=AT, by="")),
        ("plan", lambda s: s.replace_plan(replace(PLAN, title="別の題"), at=AT, by="")),
    ],
)
def test_what_was_done_here_too_is_left_and_told(
    office: OfficeStore, change: str, here: Work
) -> None:
    act, what = CHANGES[change]
    path = work(made(office), act)
    here(office)
    before = everything(office)
    done = rejoin(office, path)
    assert {(line.what, line.fate, line.why) for line in done.lines} == {
        (what, Fate.LEFT, Why.CHANGED_HERE)
    }
    assert (done.merge, everything(office)) == (0, before)


def test_plans_are_merged_item_by_item(office: OfficeStore) -> None:
    def rename(number: int, title: str) -> Work:
        def act(store: OfficeStore) -> None:
            plan = store.plan(YEAR)
            items = list(plan.items)
            items[number] = replace(items[number], title=title)
            store.replace_plan(replace(plan, items=tuple(items)), at=AT, by="")

        return act

    path = work(made(office), rename(0, "彼の題"), rename(1, "彼の二"))
    rename(1, "此の二")(office)
    done = rejoin(office, path)
    assert [item.title for item in office.plan(YEAR).items] == ["彼の題", "此の二"]
    assert told(done) == [
        (Brought.PLAN, Fate.LEFT, "i2", Why.CHANGED_HERE),
        (Brought.PLAN, Fate.TAKEN, "", None),
    ]
    office.replace_plan(replace(office.plan(YEAR), title="後の題"), at=AT, by="")
    office.undo_last_merge(at=AT, by="")
    plan = office.plan(YEAR)
    assert (plan.title, [item.title for item in plan.items]) == (
        "後の題",
        ["窓口のオンライン化", "此の二"],
    )


def test_what_was_undone_on_either_side_is_told(office: OfficeStore) -> None:
    takes_in()(office)
    path = work(made(office), lambda s: s.undo_last_merge(at=AT, by=""))
    assert told(rejoin(office, path)) == [
        (Brought.SUBMISSION, Fate.LEFT, "市民課", Why.UNDONE_THERE)
    ]
    other = made(office, "鈴木")
    office.undo_last_merge(at=AT, by="")
    assert told(rejoin(office, other)) == [
        (Brought.SUBMISSION, Fate.LEFT, "市民課", Why.UNDONE_HERE)
    ]


def test_nothing_of_a_year_that_is_closed_here_comes_in(office: OfficeStore) -> None:
    path = work(made(office), *(act for act, _ in CHANGES.values()))
    office.close_year(YEAR, at=AT, by="")
    before = everything(office)
    done = rejoin(office, path)
    assert {(line.fate, line.why) for line in done.lines} == {(Fate.LEFT, Why.YEAR_CLOSED)}
    assert everything(office) == before


def other_plan(path: Path) -> None:
    with OfficeStore.create(path, by="係長", at=AT) as store:
        store.add_year(replace(PLAN, id="別"), BASE, at=AT, by="係長", event=EventKind.IMPORTED)


def other_file(path: Path) -> None:
    with OfficeStore.create(path, by="他人", at=AT) as store:
        store.add_year(PLAN, BASE, at=AT, by="他人", event=EventKind.IMPORTED)


def altered_base(path: Path) -> None:
    with OfficeStore.create(path, by="係長", at=AT) as store:
        base = {**BASE, FIELD: "1件"}
        store.add_year(PLAN, base, at=AT, by="係長", event=EventKind.IMPORTED)


def damaged(path: Path) -> None:
    other_file(path)
    data = bytearray(path.read_bytes())
    data[4096:12288] = bytes(8192)
    path.write_bytes(data)


@pytest.mark.parametrize(
    ("make", "trouble"),
    [
        (other_plan, Trouble.OTHER_PLAN),
        (other_file, Trouble.NOT_A_COPY),
        (altered_base, Trouble.COPY_ALTERED),
        (damaged, Trouble.FILE_DAMAGED),
        (lambda path: path.write_bytes(b"x" * 200), Trouble.WRONG_KIND),
        (lambda path: None, Trouble.FILE_MISSING),
    ],
)
def test_what_is_no_copy_is_refused(
    office: OfficeStore, tmp_path: Path, make: Callable[[Path], object], trouble: Trouble
) -> None:
    path = tmp_path / "写し.dxdesk"
    make(path)
    before = everything(office)
    with pytest.raises(DxdeskError) as refused:
        rejoin(office, path)
    assert refused.value.trouble is trouble
    assert everything(office) == before


def test_the_file_is_copied_before_and_a_copy_is_not_written_over(office: OfficeStore) -> None:
    path = work(made(office), write(FIELD, "新"))
    kept = len(backups_of(office.path))
    rejoin(office, path)
    assert len(backups_of(office.path)) == kept + 1
    with pytest.raises(DxdeskError) as refused:
        made(office)
    assert refused.value.trouble is Trouble.FILE_EXISTS
