"""Judging submissions at the door: whether each may come in, and what it brings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from functools import cache
from pathlib import Path

from dxdesk.domain.asking import Submission, claims_of
from dxdesk.domain.fields import fields_for
from dxdesk.domain.merging import Facts
from dxdesk.domain.plan import Plan
from dxdesk.errors import DxdeskError, Trouble
from dxdesk.files.carriers import ReadSubmission
from dxdesk.store.values import RequestKey


class Verdict(Enum):
    """What became of a file."""

    TAKEN = "taken"
    UNCHANGED = "unchanged"
    CONFLICTS = "conflicts"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Taken:
    """The outcome of one file: fields whose text changed, fields that collide, or the refusal."""

    path: Path
    verdict: Verdict
    submission: Submission | None = None
    changed: tuple[str, ...] = ()
    collisions: tuple[str, ...] = ()
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

    def check(self, read: ReadSubmission, file: str) -> None:
        """Refuse what does not answer a request of this office, whole and unaltered.

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
        if not submission.answers.keys() <= self._fields_of(key):
            raise DxdeskError(Trouble.ALTERED, file=file)

    def _fields_of(self, key: RequestKey) -> frozenset[str]:
        place = (key.year, key.department)
        if place not in self._fields:
            plan, department = self._plan_of(key.year), key.department
            self._fields[place] = frozenset(
                name for item in plan.items_of(department) for name in fields_for(item, department)
            )
        return self._fields[place]


def outcomes(
    before: Mapping[int, Facts], accepted: Sequence[tuple[Path, ReadSubmission]]
) -> list[Taken]:
    """Say what each accepted submission changed and where it collides, once all are in."""
    shared = {
        year: _shared(facts, [read for _, read in accepted if read.submission.year == year])
        for year, facts in before.items()
    }
    return [
        _taken(path, read.submission, before[read.submission.year], shared[read.submission.year])
        for path, read in accepted
    ]


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
