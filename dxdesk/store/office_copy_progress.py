"""What a copy brings of where departments and items stand, and of what was confirmed.

Of each thing one state counts. The copy's is taken where nothing was done to the same thing here
since both parted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlmodel import col

from dxdesk.domain.asking import Remark
from dxdesk.domain.confirmation import Confirmation
from dxdesk.domain.confirming import cleaned, is_short
from dxdesk.domain.fields import all_fields
from dxdesk.domain.office_words import LONGEST_DEADLINE, LONGEST_NOTE, is_draft
from dxdesk.domain.text import typed, typed_line
from dxdesk.store import office_confirmations
from dxdesk.store.office_acts import Acts, Into, left, taken, why_not
from dxdesk.store.office_forks import Parted
from dxdesk.store.office_journal import counts
from dxdesk.store.office_progress import MARKS
from dxdesk.store.office_tables import (
    ClosingRow,
    DraftRow,
    ExtensionRow,
    InspectionRow,
    MarkRow,
    NoteRow,
    ReviewRow,
)
from dxdesk.store.values import Brought, EventKind, Fate, RejoinLine, Why

_Row = MarkRow | InspectionRow | ClosingRow | ExtensionRow


@dataclass(frozen=True)
class _Thing:
    """A table of states: `key` names the thing besides its year, `says` its state.

    `ends` says that a state ends by a line of the journal, else the next one replaces it.
    `begun` and `ended` are what the journal calls it.
    """

    what: Brought
    table: type[_Row]
    key: str
    says: tuple[str, ...]
    begun: EventKind
    ended: EventKind
    ends: bool = True


_THINGS = (
    _Thing(
        Brought.MARK,
        MarkRow,
        "department",
        ("stage", "request", "submission", "note"),
        EventKind.MARKED,
        EventKind.UNMARKED,
    ),
    _Thing(
        Brought.EXTENSION,
        ExtensionRow,
        "department",
        ("request", "deadline"),
        EventKind.EXTENDED,
        EventKind.EXTENDED,
        ends=False,
    ),
    _Thing(
        Brought.INSPECTION,
        InspectionRow,
        "item",
        ("mark",),
        EventKind.INSPECTED,
        EventKind.INSPECTION_WITHDRAWN,
    ),
)
_CLOSING = _Thing(Brought.CLOSING, ClosingRow, "", (), EventKind.CLOSED, EventKind.REOPENED)


def states(parted: Parted) -> Acts:
    """Marks, deadlines of single departments, items that were looked over."""
    for thing in _THINGS:
        yield from _states(parted, thing)


def closings(parted: Parted) -> Acts:
    """Years that were closed there; what is closed here is opened by nobody but here."""
    yield from _states(parted, _CLOSING)


def _states(parted: Parted, thing: _Thing) -> Acts:
    there, here = _by_key(parted, thing, ours=False), _by_key(parted, thing, ours=True)
    for (year, key), rows in sorted(there.items()):
        lines = [line for row in rows for line in _lines(row) if line > parted.fork]
        mine = here.get((year, key), [])
        now, known = _now(rows), _now(mine)
        if not lines or _said(thing, now) == _said(thing, known):
            continue
        why = why_not(parted, year)
        if why is None and not _fits(parted, thing, year, key, now):
            why = Why.UNKNOWN_PLACE
        if why is None and any(line in parted.done_here for row in mine for line in _lines(row)):
            why = Why.CHANGED_HERE
        if why is not None:
            yield left(thing.what, year, typed_line(key), why)
            continue
        told = RejoinLine(thing.what, Fate.TAKEN, year, key)
        kind = thing.begun if now is not None else thing.ended
        detail: dict[str, Any] = {thing.key: key} if thing.key else {}
        do = _changing(thing, now, [row for row in mine if not _ended(row)])
        yield taken(parted, max(lines), told, kind, do, **detail)


def _by_key(parted: Parted, thing: _Thing, *, ours: bool) -> dict[tuple[int, str], list[_Row]]:
    session = parted.ours if ours else parted.theirs
    query = select(thing.table).where(counts(col(thing.table.event))).order_by(col(thing.table.id))
    found: dict[tuple[int, str], list[_Row]] = {}
    for row in session.scalars(query):
        key = str(getattr(row, thing.key)) if thing.key else ""
        found.setdefault((row.year, key), []).append(row)
    return found


def _ended(row: _Row) -> int | None:
    return None if isinstance(row, ExtensionRow) else row.undone


def _lines(row: _Row) -> tuple[int, ...]:
    return (row.event, _ended(row) or 0)


def _now(rows: Iterable[_Row]) -> _Row | None:
    return next((row for row in reversed(list(rows)) if not _ended(row)), None)


def _said(thing: _Thing, row: _Row | None) -> object:
    return (row and tuple(typed_line(str(getattr(row, name))) for name in thing.says)) or bool(row)


def _fits(parted: Parted, thing: _Thing, year: int, key: str, row: _Row | None) -> bool:
    plan = parted.plan_to_be(year)
    if thing.key == "department" and key not in plan.departments:
        return False
    if thing.key == "item" and key not in plan.by_id:
        return False
    if isinstance(row, ExtensionRow):
        return len(row.deadline) <= LONGEST_DEADLINE
    if isinstance(row, MarkRow):
        return row.stage in {stage.name for stage in MARKS} and len(row.note) <= LONGEST_NOTE
    return True


def _changing(thing: _Thing, now: _Row | None, before: Iterable[_Row]) -> Callable[[Into], None]:
    ends = [(row.__class__, row.id) for row in before if thing.ends]
    values: dict[str, Any] = {}
    if now is not None:
        plain = now.model_dump(exclude={"id", "event", "undone"})
        values = {n: typed_line(v) if isinstance(v, str) else v for n, v in plain.items()}

    def change(into: Into) -> None:
        for table, number in ends:
            row = into.session.get_one(table, number)
            assert not isinstance(row, ExtensionRow)
            row.undone = into.line
        if now is not None:
            into.session.add(thing.table(event=into.line, **values))

    return change


def confirmations(parted: Parted) -> Acts:
    """The office's own answers to findings, given or set aside."""
    here: dict[Confirmation, ReviewRow] = {}
    query = select(ReviewRow).where(counts(col(ReviewRow.event))).order_by(col(ReviewRow.id))
    for row in parted.ours.scalars(query):
        here[_answer(row)] = row
    news: dict[Confirmation, ReviewRow] = {}
    for row in parted.theirs.scalars(query.where(col(ReviewRow.event) > parted.fork)):
        news[_answer(row)] = row
    fields: dict[int, frozenset[str]] = {}
    for said, row in news.items():
        known = here.get(said)
        if known is not None and known.counts == row.counts:
            continue
        why = why_not(parted, row.year)
        if why is None and row.year not in fields:
            fields[row.year] = all_fields(parted.plan_to_be(row.year))
        if why is None and (
            not is_short(said) or (said.field and said.field not in fields[row.year])
        ):
            why = Why.UNKNOWN_PLACE
        if why is None and known is not None and known.event in parted.done_here:
            why = Why.CHANGED_HERE
        if why is not None:
            yield left(Brought.CONFIRMATION, row.year, typed_line(said.field), why)
            continue
        told = RejoinLine(Brought.CONFIRMATION, Fate.TAKEN, row.year, said.field)
        kind = EventKind.CONFIRMED if row.counts else EventKind.CONFIRMATION_WITHDRAWN
        do = _reviewing(row.year, row.counts, said)
        yield taken(parted, row.event, told, kind, do, code=said.code, field=said.field)


def _answer(row: ReviewRow) -> Confirmation:
    return cleaned(office_confirmations.said_in(row))


def _reviewing(year: int, counts_: int, said: Confirmation) -> Callable[[Into], None]:
    def add(into: Into) -> None:
        office_confirmations.add(into.session, into.line, year, said, counts=bool(counts_))

    return add


def checks(parted: Parted) -> Acts:
    """Notes of a reading that were looked at, or have to be looked at again."""
    newest: dict[tuple[int, int], int] = {}
    for event in parted.there:
        if event.kind is EventKind.READING_CHECKED and (place := _note(event.detail)):
            newest[place] = event.id
    done_here = {
        _note(event.detail)
        for event in parted.here
        if event.kind is EventKind.READING_CHECKED and event.id in parted.done_here
    }
    for place, number in newest.items():
        mine, other = (one.get(NoteRow, place) for one in (parted.ours, parted.theirs))
        if mine is None or other is None or mine.done == other.done:
            continue
        year, position = place
        why = why_not(parted, year)
        if why is None and place in done_here:
            why = Why.CHANGED_HERE
        if why is not None:
            yield left(Brought.CHECK, year, mine.item, why)
            continue
        told = RejoinLine(Brought.CHECK, Fate.TAKEN, year, mine.item)
        done = int(bool(other.done))
        kind, do = EventKind.READING_CHECKED, _checking(place, done)
        yield taken(parted, number, told, kind, do, note=position, done=bool(done))


def _note(detail: Mapping[str, Any]) -> tuple[int, int] | None:
    year, note = detail.get("year"), detail.get("note")
    return (year, note) if isinstance(year, int) and isinstance(note, int) else None


def _checking(place: tuple[int, int], done: int) -> Callable[[Into], None]:
    def check(into: Into) -> None:
        into.session.get_one(NoteRow, place).done = done

    return check


def drafts(parted: Parted) -> Acts:
    """Remarks that are being written there, where none is being written here."""
    for row in parted.theirs.scalars(select(DraftRow)):
        place = (row.year, row.department, row.place)
        mine = parted.ours.get(DraftRow, place)
        if mine is not None and mine.text == row.text:
            continue
        why, about = why_not(parted, row.year), typed_line(row.department)
        remark = Remark(row.place, typed(row.text))
        if why is None and not is_draft(remark, parted.plan_to_be(row.year), row.department):
            why = Why.UNKNOWN_PLACE
        if why is None and (mine is not None or _returned(parted, row)):
            why = Why.CHANGED_HERE
        if why is not None:
            yield left(Brought.DRAFT, row.year, about, why)
            continue
        told = RejoinLine(Brought.DRAFT, Fate.TAKEN, row.year, about)
        kind, do = EventKind.DRAFTED, _drafting(place, remark.text)
        yield taken(parted, 0, told, kind, do, department=row.department)


def _returned(parted: Parted, row: DraftRow) -> bool:
    """Whether the department was asked anew here, with which its drafts went."""
    asked = (event for event in parted.here if event.kind is EventKind.REQUESTED)
    return any(row.department in event.detail.get("departments", ()) for event in asked)


def _drafting(place: tuple[int, str, str], text: str) -> Callable[[Into], None]:
    year, department, at = place

    def draft(into: Into) -> None:
        into.session.add(DraftRow(year=year, department=department, place=at, text=text))

    return draft
