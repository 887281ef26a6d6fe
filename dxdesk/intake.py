"""Taking submissions in: whether each may come in, and what it brings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from functools import cache
from pathlib import Path

from dxdesk.domain.asking import Submission, claims_of
from dxdesk.domain.confirming import Brought, Reasons
from dxdesk.domain.fields import fields_for
from dxdesk.domain.merging import Facts
from dxdesk.domain.plan import Plan
from dxdesk.domain.text import typed
from dxdesk.errors import DxdeskError, Trouble
from dxdesk.files.carriers import ReadSubmission, read_submission
from dxdesk.store.office_store import OfficeStore
from dxdesk.store.values import Received, RequestKey

Step = Callable[[int, int], bool]


class Verdict(Enum):
    """What became of a file."""

    TAKEN = "taken"
    UNCHANGED = "unchanged"
    CONFLICTS = "conflicts"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Taken:
    """The outcome of one file: fields whose text changed, fields that collide, or the refusal.

    `answered` are the fields where findings have other answers than before.
    """

    path: Path
    verdict: Verdict
    submission: Submission | None = None
    changed: tuple[str, ...] = ()
    collisions: tuple[str, ...] = ()
    answered: tuple[str, ...] = ()
    error: DxdeskError | None = None


class Doorkeeper:
    """Knows what an office may take in: the keys of the requests it sent, and its plans.

    `plan_of` gives the plan of a year; a large one takes time to read, so it is asked for once
    and only for years that a submission answers. `newest` is the year to name the plan by.
    """

    def __init__(
        self, keys: Mapping[str, RequestKey], plan_of: Callable[[int], Plan], newest: int
    ) -> None:
        self._keys = keys
        self._plan_of = cache(plan_of)
        self._newest = newest
        self._fields: dict[tuple[int, str], frozenset[str]] = {}

    def admit(self, read: ReadSubmission, file: str) -> ReadSubmission:
        """Refuse what does not answer a request of this office, whole and unaltered.

        Answers to findings that are not at the department's fields are left behind.

        Raises:
            DxdeskError: another plan's, another year's or department's, not sealed with the
                request's secret, or answering fields that the department does not have.
        """
        submission = read.submission
        key = self._keys.get(submission.request)
        if submission.plan != self._plan_of(key.year if key else self._newest).id:
            raise DxdeskError(Trouble.OTHER_PLAN, file=file)
        if key is None:
            raise DxdeskError(Trouble.UNKNOWN_REQUEST, file=file)
        if not read.verify(key.secret) or key.round != submission.round:
            raise DxdeskError(Trouble.ALTERED, file=file)
        if key.year != submission.year:
            raise DxdeskError(Trouble.OTHER_YEAR, file=file)
        if key.department != submission.department:
            raise DxdeskError(Trouble.OTHER_DEPARTMENT, file=file)
        mine = self._fields_of(key)
        if not submission.answers.keys() <= mine:
            raise DxdeskError(Trouble.ALTERED, file=file)
        kept = tuple(one for one in submission.confirmations if one.field in mine)
        return replace(read, submission=replace(submission, confirmations=kept))

    def _fields_of(self, key: RequestKey) -> frozenset[str]:
        place = (key.year, key.department)
        if place not in self._fields:
            plan, department = self._plan_of(key.year), key.department
            self._fields[place] = frozenset(
                name for item in plan.items_of(department) for name in fields_for(item, department)
            )
        return self._fields[place]


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a year before a merge: of its fields, and of its answers to findings."""

    facts: Facts
    reasons: Reasons


def take_in(
    store: OfficeStore,
    plan_of: Callable[[int], Plan],
    known_of: Callable[[int], Known],
    files: Sequence[Path],
    progress: Step | None = None,
    *,
    at: str,
    by: str,
) -> list[Taken]:
    """Record the submissions that may come in, and say of each file what became of it.

    `plan_of` and `known_of` give the plan of a year and what is known of it so far. When `progress(done, total)` returns
    False nothing is recorded.
    """
    taken: dict[int, Taken] = {}
    accepted: list[tuple[int, ReadSubmission]] = []
    doorkeeper = Doorkeeper(store.secrets(), plan_of, store.years()[-1])
    counted = set(store.known_submissions())
    for index, path in enumerate(files):
        if progress and not progress(index, len(files)):
            return []
        try:
            read = doorkeeper.admit(read_submission(path), path.name)
        except DxdeskError as error:
            taken[index] = Taken(path, Verdict.REFUSED, error=error)
            continue
        if read.identity in counted:
            taken[index] = Taken(path, Verdict.UNCHANGED, read.submission)
        else:
            counted.add(read.identity)
            accepted.append((index, read))
    before = {year: known_of(year) for year in {read.submission.year for _, read in accepted}}
    lines = outcomes(before, [(files[index], read) for index, read in accepted])
    received = [
        Received(read.identity, read.submission, typed(files[index].name), read.carrier.value)
        for index, read in accepted
    ]
    store.record_merge(received, at=at, by=by)
    taken |= {index: line for (index, _), line in zip(accepted, lines, strict=True)}
    return [taken[index] for index in range(len(files))]


def outcomes(
    before: Mapping[int, Known], accepted: Sequence[tuple[Path, ReadSubmission]]
) -> list[Taken]:
    """Say what each accepted submission changes and where it collides, once all are in."""
    shared: dict[int, Facts] = {}
    answered_by: dict[int, Callable[[Brought], tuple[str, ...]]] = {}
    for year, known in before.items():
        reads = [read for _, read in accepted if read.submission.year == year]
        shared[year] = _shared(known.facts, reads)
        answered_by[year] = known.reasons.with_(map(_brought, reads)).changes_since(known.reasons)
    lines: list[Taken] = []
    for path, read in accepted:
        year = read.submission.year
        answered = answered_by[year](_brought(read))
        line = _taken(path, read.submission, before[year].facts, shared[year])
        if answered and line.verdict is Verdict.UNCHANGED:
            line = replace(line, verdict=Verdict.TAKEN)
        lines.append(replace(line, answered=answered))
    return lines


def _brought(read: ReadSubmission) -> Brought:
    said = read.submission
    return Brought(
        read.identity,
        said.department,
        (said.round, said.number),
        said.request,
        frozenset(said.confirmations),
    )


def _shared(facts: Facts, reads: Sequence[ReadSubmission]) -> Facts:
    """The facts with these submissions, in the fields alone that somebody else speaks of too.

    Those are few; to settle every field of a thousand submissions takes half of a merge.
    """
    named = Counter(name for read in reads for name in read.submission.answers)
    claims = {
        name: list(facts.claims.get(name, ()))
        for name, count in named.items()
        if count > 1 or name in facts.claims or name in facts.decisions
    }
    for read in reads:
        if not claims.keys().isdisjoint(read.submission.answers):
            for name, claim in claims_of(read.submission, read.identity).items():
                if name in claims:
                    claims[name].append(claim)
    return replace(facts, claims={name: tuple(said) for name, said in claims.items()})


def _taken(path: Path, submission: Submission, before: Facts, shared: Facts) -> Taken:
    changed: list[str] = []
    collisions: list[str] = []
    for name, text in submission.answers.items():
        if name not in shared.claims:
            # A text that nobody contests stands.
            if text != before.base.get(name, ""):
                changed.append(name)
            continue
        outcome = shared.outcome(name)
        if outcome.collides and text in {rival.text for rival in outcome.rivals}:
            collisions.append(name)
        elif outcome.text == text != before.outcome(name).text:
            changed.append(name)
    verdict = Verdict.TAKEN if changed else Verdict.UNCHANGED
    if collisions:
        verdict = Verdict.CONFLICTS
    return Taken(path, verdict, submission, tuple(changed), tuple(collisions))
