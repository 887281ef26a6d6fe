"""What is known of a year: read once, and again only after the office's file has changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cached_property
from threading import Lock
from typing import Any

from dxdesk.domain.asking import LastYear, PastFigure, kpi_names, past_figures
from dxdesk.domain.checks import (
    Checked,
    Finding,
    Material,
    check,
    check_again,
    check_list,
    findings_for,
    with_confirmations,
)
from dxdesk.domain.confirmation import Confirmation
from dxdesk.domain.confirming import Reasons
from dxdesk.domain.fields import split_field
from dxdesk.domain.findings import weighs
from dxdesk.domain.lineage import carried, continued, kpi_fields
from dxdesk.domain.merging import Facts, Outcome
from dxdesk.domain.plan import Plan
from dxdesk.domain.reviewing import Review
from dxdesk.office.counts import Counts
from dxdesk.office.since import Root, since
from dxdesk.office.standing import Glance, Standing, Told
from dxdesk.store.office_journal import NO_LINE
from dxdesk.store.office_store import OfficeStore
from dxdesk.store.values import Duties, Event

# Beyond it checking the whole plan is no slower.
_FEW = 40


class Looks:
    """The looks at every year. What they hold is true until the journal has another line.

    They may be asked for on any thread: a look is worked out once and read by all.
    """

    def __init__(self, store: OfficeStore) -> None:
        self._store = store
        self._lock = Lock()
        self._state = NO_LINE
        self._at: dict[int, Look] = {}

    def at(self, year: int) -> Look:
        """The look at a year as it is now.

        Raises:
            DxdeskError: UNKNOWN_YEAR, at the latest when something of the year is asked for.
        """
        with self._lock:
            state = self._store.state()
            if state != self._state:
                events = self._store.journal_since(self._state)
                known = self._at if events is not None else {}
                self._at = {year: look.after(events or ()) for year, look in known.items()}
                self._state = state
            if year not in self._at:
                self._at[year] = Look(self._store, year)
            return self._at[year]

    def wrote(self, plan: Plan) -> None:
        """Take over the plan that was written just now, instead of reading it again.

        What is the same in both plans then is the same object, and is not compared again.
        """
        vars(self.at(plan.year))["plan"] = plan


# What each thing that is known of a year follows from. It is kept while none of that is touched.
_OF_TEXTS = frozenset({Root.FACTS, Root.DECISIONS})
_OF_ANSWERS = frozenset({Root.REASONS})
_OF_OTHERS = frozenset({Root.PLAN, Root.EARLIER})
_CHECKS = _OF_TEXTS | _OF_OTHERS
_FOLLOWS = {
    "plan": frozenset({Root.PLAN}),
    "facts": _OF_TEXTS,
    "answers": _OF_TEXTS,
    "written": _OF_TEXTS,
    "collisions": _OF_TEXTS | {Root.PLAN},
    "reasons": _OF_ANSWERS,
    "confirmations": _OF_ANSWERS,
    "confirmed": _OF_ANSWERS,
    "last": _OF_OTHERS,
    "past": _OF_OTHERS,
    "earlier": _OF_OTHERS,
    "material": _CHECKS,
    "checked": _CHECKS,
    "findings": _CHECKS | _OF_ANSWERS,
    "duties": frozenset({Root.PLAN}),
    "abreast": frozenset({Root.PLAN, Root.PROGRESS}),
    "told": _CHECKS | _OF_ANSWERS,
}


# Of these a decision touches one field alone.
_BY_FIELD = frozenset({"facts", "answers", "collisions"})
_NO_FIELDS = frozenset[str]()


class Look:
    """One year as it was at one moment. What it gives out is not to be changed."""

    def __init__(self, store: OfficeStore, year: int) -> None:
        self._store = store
        self._year = year
        # Of an earlier look: what was worked out then, to be put right instead of made anew.
        self._then: dict[str, Any] = {}
        self._fields = _NO_FIELDS

    def after(self, events: Iterable[Event]) -> Look:
        """The look at the same year after some lines of the journal."""
        happened, look = since(events, self._year), Look(self._store, self._year)
        # A copy: another thread may be working something out.
        known = {name: one for name, one in dict(vars(self)).items() if name in _FOLLOWS}
        kept = {n: value for n, value in known.items() if not _FOLLOWS[n] & happened.touched}
        vars(look).update(kept)
        former = self._then.keys() & _BY_FIELD - known.keys()
        look._fields = happened.fields | (self._fields if former else _NO_FIELDS)
        for name, value in (self._then | known).items():
            touched = _FOLLOWS[name] & happened.touched
            by_field = name in _BY_FIELD and touched <= {Root.DECISIONS}
            if name not in kept and (by_field or name == "checked"):
                look._then[name] = value
        return look

    @cached_property
    def plan(self) -> Plan:
        """The plan of the year's document."""
        return self._store.plan(self._year)

    @cached_property
    def facts(self) -> Facts:
        """All that is known of the year's fields."""
        if (then := self._then.get("facts")) is None:
            return self._store.facts(self._year)
        decisions = dict(then.decisions)
        for field in self._fields:
            decisions.pop(field, None)
        return replace(then, decisions=decisions | self._store.decisions(self._year, self._fields))

    @cached_property
    def answers(self) -> Mapping[str, str]:
        """The text of every field that has one; where texts collide, the one sent out."""
        if (then := self._then.get("answers")) is None:
            return self.facts.answers()
        texts = dict(then)
        for field in self._fields:
            texts[field] = self.facts.outcome(field).text
        return {field: text for field, text in texts.items() if text}

    @cached_property
    def written(self) -> frozenset[str]:
        """The fields for which anybody has a text."""
        return self.facts.written()

    @cached_property
    def collisions(self) -> Mapping[str, Outcome]:
        """The fields where texts collide."""
        then: Mapping[str, Outcome] | None = self._then.get("collisions")
        if then is None:
            found = self.facts.collisions()
        else:
            again = {name: self.facts.outcome(name) for name in self._fields}
            news = {name: one for name, one in again.items() if one.collides}
            others = {name: one for name, one in then.items() if name not in again}
            found = dict(sorted((others | news).items()))
        return {name: one for name, one in found.items() if split_field(name)[0] in self.plan.by_id}

    @cached_property
    def reasons(self) -> Reasons:
        """All that is known of the year's answers to findings."""
        return self._store.reasons(self._year)

    @cached_property
    def confirmations(self) -> tuple[Confirmation, ...]:
        """The answers that count."""
        return tuple(self.reasons.counting())

    @cached_property
    def confirmed(self) -> Mapping[str, list[Confirmation]]:
        """Those by the item's id."""
        found: dict[str, list[Confirmation]] = {}
        for one in self.confirmations:
            found.setdefault(split_field(one.field)[0], []).append(one)
        return found

    @cached_property
    def review(self) -> Review:
        """What the answers are judged by."""
        store, year = self._store, self._year
        return Review(self.facts, store.remarks(year), store.inspections(year))

    @cached_property
    def last(self) -> LastYear | None:
        """The newest year in the file before this one."""
        earlier = [known for known in self._store.years() if known < self._year]
        if not earlier:
            return None
        before = Look(self._store, earlier[-1])
        moved = kpi_fields(self.plan, before.plan)
        names = {moved.get(place, place): name for place, name in kpi_names(before.plan).items()}
        answers = carried(self.plan, before.plan, before.answers)
        items = continued(self.plan, before.plan)
        return LastYear(earlier[-1], answers, names, items=items)

    @cached_property
    def past(self) -> tuple[PastFigure, ...]:
        """The KPIs' figures of every earlier year in the file, oldest first."""
        found: list[tuple[PastFigure, ...]] = []
        plan, places = self.plan, dict[str, str]()
        for year in sorted((y for y in self._store.years() if y < self._year), reverse=True):
            look = Look(self._store, year)
            moved = kpi_fields(plan, look.plan)
            # A field that moved in one year may have moved before: its place now is what counts.
            places |= {old: places.get(new, new) for old, new in moved.items()}
            figures = past_figures(look.plan, look.answers)
            found.append(
                tuple(replace(one, field=places.get(one.field, one.field)) for one in figures)
                if places
                else figures
            )
            plan = look.plan
        return tuple(one for figures in reversed(found) for one in figures)

    @cached_property
    def earlier(self) -> LastYear | None:
        """The year before with the figures of all years before, as requests and documents have it."""
        return replace(self.last, past=self.past) if self.last else None

    @cached_property
    def material(self) -> Material:
        """What the checks look at."""
        return Material(self.plan, self.answers, self.last, self.plan.departments)

    @cached_property
    def checked(self) -> Checked:
        """Every item, checked."""
        known: Checked | None = self._then.pop("checked", None)
        if known is None:
            return check(self.material)
        then = known.material
        if (then.plan, then.last) != (self.plan, self.last):
            return check(self.material)
        fields = then.answers.keys() | self.answers.keys()
        changed = {f for f in fields if then.answers.get(f) != self.answers.get(f)}
        items = {split_field(field)[0] for field in changed} & self.plan.by_id.keys()
        if len(items) > _FEW:
            return check(self.material)
        known = replace(known, material=self.material)
        for item in items:
            known = check_again(known, self.material, item)
        return known

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """What was found, of the list itself first, with its answers."""
        return with_confirmations(check_list(self.material, self.checked), self.confirmations)

    def findings_of(self, department: str) -> tuple[Finding, ...]:
        """What a department is told, with its answers."""
        return with_confirmations(findings_for(self.checked, department), self.confirmations)

    @cached_property
    def duties(self) -> Duties:
        """How many items each department answers."""
        plan: Plan | None = vars(self).get("plan")
        if plan is None:
            return self._store.duties(self._year)
        items = {name: len(plan.items_of(name)) for name in plan.departments}
        return Duties(len(plan.own_items), items)

    @cached_property
    def abreast(self) -> tuple[Standing, ...]:
        """Where every department stands, in the plan's order; what was found is left out."""
        year, duties = self._year, self.duties
        stages = self._store.stages(year, duties.of)
        requests = {key.department: key for key in self._store.secrets(year).values()}
        records = sorted(self._store.submissions(year), key=lambda r: (r.round, r.number))
        submissions = {record.department: record for record in records}
        marks, deadlines = self._store.marks(year), self._store.extensions(year)
        contacts = self._store.contacts(year)
        return tuple(
            Standing(
                department,
                stages[department],
                items,
                None,
                request.round if (request := requests.get(department)) else 0,
                deadlines.get(department) or (request.deadline if request else ""),
                submissions.get(department),
                marks.get(department),
                asked_at=request.made_at if request else "",
                contact=contacts.get(department),
            )
            for department, items in duties.of.items()
        )

    @cached_property
    def told(self) -> Mapping[str, Told]:
        """What the items say of each department."""
        counts = Counts(self.plan, self.answers, self.collisions)
        return {
            name: Told(
                sum(map(weighs, self.findings_of(name))),
                counts.written(name),
                counts.collisions(name),
            )
            for name in self.plan.departments
        }

    @property
    def standings(self) -> tuple[Standing, ...]:
        """The same with what the items say: findings that wait, items written, collisions."""
        return tuple(replace(one, **self.told[one.department]._asdict()) for one in self.abreast)

    def glance(self) -> Glance:
        """What can be shown before the items are read; with what was found if that is known."""
        plan: Plan | None = vars(self).get("plan")
        head = self._store.head(self._year) if plan is None else replace(plan, items=())
        standings = self.standings if "told" in vars(self) else self.abreast
        return Glance(head, self._store.years(), self.duties.items, standings)
