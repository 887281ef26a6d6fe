"""Where a copy of the office's file and the file itself parted, and what each did since.

Both journals begin alike. What a copy is called does not matter, nor whether dxdesk or somebody's
file manager made it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from dxdesk.codec import canonical, decode
from dxdesk.domain.plan import Plan
from dxdesk.errors import DxdeskError, Trouble
from dxdesk.store import office_editions, office_journal, office_years
from dxdesk.store.office_tables import BaseRow, EditionRow, MergeRow, SettingRow
from dxdesk.store.values import CopyOf, Event

COPY = "copy"
"""The setting of a copy that says of what, since which line, by whom and when it was made."""

_LINEAGE = "lineage:"
_PLAN = "plan-of-copy:"
_DIGEST = 12


@dataclass(frozen=True)
class Parted:
    """A copy beside the file that it is merged into.

    Up to the line `fork` both were one file. `origin` names the copy, `lineage` are digests of
    what was done in it. `years` are those that both have and that may be changed here.
    """

    ours: Session
    theirs: Session
    name: str
    fork: int
    origin: str
    lineage: tuple[str, ...]
    here: tuple[Event, ...]
    there: tuple[Event, ...]
    years: frozenset[int]
    closed: frozenset[int]

    @cached_property
    def events(self) -> dict[int, Event]:
        """What was done in the copy, by line."""
        return {event.id: event for event in self.there}

    @cached_property
    def done_here(self) -> frozenset[int]:
        """The lines of what was done here since, by anybody but this very copy, and counts."""
        copies = select(MergeRow).where(col(MergeRow.event) > self.fork, col(MergeRow.last) > 0)
        lines = {event.id for event in self.here}
        details = {event.id: event.detail for event in self.here}
        for row in self.ours.scalars(copies):
            if row.undone or details.get(row.event, {}).get("origin") == self.origin:
                lines -= {row.undone, *range(row.event, row.last + 1)}
        return frozenset(lines)

    def plan(self, year: int) -> Plan:
        """The plan of a year here."""
        return self._plan(self.ours, year)

    def plan_there(self, year: int) -> Plan:
        """The plan of a year in the copy."""
        return self._plan(self.theirs, year)

    def plan_to_be(self, year: int) -> Plan:
        """The plan of a year here once the copy's is merged into it."""
        return self.coming.get(year) or self.plan(year)

    @cached_property
    def coming(self) -> dict[int, Plan]:
        """The plans that the copy brings, as far as they were looked at."""
        return {}

    def _plan(self, session: Session, year: int) -> Plan:
        place = (id(session), year)
        if place not in self._plans:
            self._plans[place] = office_editions.plan(session, year, self.name)
        return self._plans[place]

    @cached_property
    def _plans(self) -> dict[tuple[int, int], Plan]:
        return {}

    def plan_then(self, year: int) -> Plan | None:
        """The plan where both parted, as far as the copy has kept it."""
        kept = self.theirs.get(SettingRow, f"{_PLAN}{year}")
        return decode(Plan, kept.value, self.name) if kept else None


def part(ours: Session, theirs: Session, file: str, copy: str) -> Parted:
    """Find where a copy parted from a file; the names are for messages.

    Raises:
        DxdeskError: NOT_A_COPY, COPY_ALTERED where what both began with differs; FILE_DAMAGED.
    """
    mine = office_journal.journal(ours, file)
    other = office_journal.journal(theirs, copy)
    said = copy_of(theirs, copy)
    most = min(len(mine), len(other), said.fork if said else len(other))
    common = next((n for n in range(most) if mine[n] != other[n]), most)
    here, there = mine[common:], other[common:]
    fork = mine[common - 1].id if common else 0
    began = _years_until(ours, fork)
    if not began:
        raise DxdeskError(Trouble.NOT_A_COPY, file=copy)
    for year in began:
        _see_same_beginning(ours, theirs, year, fork, copy)
    lineage = tuple(_digests(said.id if said else "", there))
    closed = office_years.closed_years(ours)
    return Parted(
        ours,
        theirs,
        copy,
        fork,
        _origin(ours, lineage, file),
        lineage,
        here,
        there,
        frozenset(began) - closed,
        closed,
    )


def copy_of(session: Session, name: str) -> CopyOf | None:
    """What a file is a copy of, as it says itself; None where it says nothing."""
    row = session.get(SettingRow, COPY)
    return decode(CopyOf, row.value, name) if row else None


def settings_of_copy(session: Session, made: CopyOf) -> dict[str, str]:
    """What a copy has to keep to be merged back: what it is, and the plans as they are now."""
    bodies = session.execute(select(col(EditionRow.year), col(EditionRow.body)))
    plans = {f"{_PLAN}{year}": body for year, body in bodies}
    known = canonical(
        {"id": made.id, "file": made.file, "fork": made.fork, "by": made.by, "at": made.at}
    )
    return {COPY: known.decode(), **plans}


def keep_lineage(session: Session, parted: Parted) -> None:
    """Remember how far a copy has come, so that it is known again when it has gone on."""
    key = f"{_LINEAGE}{parted.origin}"
    row = session.get(SettingRow, key)
    text = json.dumps(parted.lineage)
    if row is None:
        session.add(SettingRow(key=key, value=text))
    elif len(decode(tuple[str, ...], row.value)) < len(parted.lineage):
        row.value = text


def _years_until(session: Session, fork: int) -> list[int]:
    rows = session.scalars(select(col(EditionRow.year)).where(col(EditionRow.event) <= fork))
    return sorted(rows)


def _see_same_beginning(ours: Session, theirs: Session, year: int, fork: int, name: str) -> None:
    """What a year began with never changes; where it differs, it is another plan or was altered."""
    event = theirs.execute(select(col(EditionRow.event)).where(col(EditionRow.year) == year))
    if (event.scalar() or fork + 1) > fork:
        raise DxdeskError(Trouble.COPY_ALTERED, file=name)
    mine, other = (office_editions.head(one, year, name) for one in (ours, theirs))
    if mine.id != other.id:
        raise DxdeskError(Trouble.OTHER_PLAN, file=name)
    if _base(ours, year) != _base(theirs, year):
        raise DxdeskError(Trouble.COPY_ALTERED, file=name)


def _base(session: Session, year: int) -> Mapping[str, str]:
    rows = session.connection().execute(
        select(col(BaseRow.field), col(BaseRow.text)).where(col(BaseRow.year) == year)
    )
    return dict(rows.all())


def _digests(seed: str, events: Iterable[Event]) -> Iterable[str]:
    """A digest for each line, made of all lines up to it."""
    said = seed
    for event in events:
        line: list[Any] = [event.id, event.at, event.by, event.kind.value, event.detail]
        said = sha256(said.encode("utf-8", "replace") + canonical(line)).hexdigest()[:_DIGEST]
        yield said


def _origin(session: Session, lineage: Sequence[str], name: str) -> str:
    """The name of a copy: the one that it was given here before, or one of its own.

    Two files that went on from one copy in different ways are two copies.
    """
    kept = session.scalars(select(SettingRow).where(col(SettingRow.key).startswith(_LINEAGE)))
    for row in kept:
        known = decode(tuple[str, ...], row.value, name)
        shorter = min(len(known), len(lineage))
        # Digests are made of all before, so equal last ones mean equal lines.
        if shorter and known[shorter - 1] == lineage[shorter - 1]:
            return row.key.removeprefix(_LINEAGE)
    return lineage[-1] if lineage else ""
