"""Taking submissions in: whether each may come in, and what it brings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from functools import cache
from pathlib import Path

from dxdesk.domain.asking import Request, Submission, claims_of
from dxdesk.domain.confirming import Brought, Reasons
from dxdesk.domain.fields import fields_for
from dxdesk.domain.merging import Facts
from dxdesk.domain.plan import Plan
from dxdesk.domain.text import typed
from dxdesk.domain.unplaced import Unplaced
from dxdesk.errors import DxdeskError, Trouble
from dxdesk.files.carriers import ReadSubmission, read_delivery
from dxdesk.files.form_clues import Clue, is_named_by
from dxdesk.files.form_layout import tag_of
from dxdesk.store.office_store import OfficeStore
from dxdesk.store.values import Received, RequestKey, SubmissionRecord

Step = Callable[[int, int], bool]


class Verdict(Enum):
    """What became of a file. OLDER is kept, but a newer submission counts instead of it."""

    TAKEN = "taken"
    UNCHANGED = "unchanged"
    OLDER = "older"
    CONFLICTS = "conflicts"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Taken:
    """The outcome of one file: fields whose text changed, fields that collide, or the refusal.

    `answered` are the fields where findings have other answers than before. `unplaced` are the
    texts of a form that no field could be given for sure: they are in no file but the one that
    came. `is_matched` says that a form had lost its data and was told by what it says of itself,
    so that whoever sent it has to be asked. `gone` are fields that the plan has lost since it was
    asked: their texts are kept, and show nowhere.
    """

    path: Path
    verdict: Verdict
    submission: Submission | None = None
    changed: tuple[str, ...] = ()
    collisions: tuple[str, ...] = ()
    answered: tuple[str, ...] = ()
    error: DxdeskError | None = None
    unplaced: tuple[Unplaced, ...] = ()
    is_matched: bool = False
    gone: tuple[str, ...] = ()


class Doorkeeper:
    """Knows what an office may take in: the keys of the requests it sent, and its plans.

    `sent` gives a request's body, for fields that the plan of today no longer has. Nothing of a
    year in `closed` comes in. `plan_of` gives the plan of a year; a large one takes time to read, so it is asked for once
    and only for years that a submission answers. `newest` is the year to name the plan by.
    """

    def __init__(
        self,
        sent: SentRequests,
        plan_of: Callable[[int], Plan],
        newest: int,
        closed: frozenset[int] = frozenset(),
    ) -> None:
        self._sent = sent
        self._keys = sent.keys
        self._closed = closed
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
        if key.year in self._closed:
            raise DxdeskError(Trouble.YEAR_CLOSED, year=key.year)
        mine = self._fields_of(key)
        if not submission.answers.keys() <= mine and not self._was_asked(key, submission):
            raise DxdeskError(Trouble.ALTERED, file=file)
        kept = tuple(one for one in submission.confirmations if one.field in mine)
        return replace(read, submission=replace(submission, confirmations=kept))

    def gone(self, submission: Submission) -> tuple[str, ...]:
        """The fields of an admitted submission that its department no longer has."""
        mine = self._fields_of(self._keys[submission.request])
        return tuple(name for name in submission.answers if name not in mine)

    def _was_asked(self, key: RequestKey, submission: Submission) -> bool:
        """Whether the request had these fields, though the plan has changed since."""
        asked = self._sent.body(key)
        return asked is not None and submission.answers.keys() <= set(asked.open)

    def _fields_of(self, key: RequestKey) -> frozenset[str]:
        place = (key.year, key.department)
        if place not in self._fields:
            plan, department = self._plan_of(key.year), key.department
            self._fields[place] = frozenset(
                name for item in plan.items_of(department) for name in fields_for(item, department)
            )
        return self._fields[place]


class SentRequests:
    """The requests that an office sent, found by what a form without its data says of itself."""

    def __init__(self, store: OfficeStore, keys: Mapping[str, RequestKey]) -> None:
        self._store = store
        self.keys = keys
        self._bodies: dict[int, dict[str, Request]] = {}

    def find(self, clue: Clue) -> Request | None:
        """The only request that a form can be of; None where none or several are."""
        named = [key for key in self.keys.values() if is_named(key, clue)]
        if not named and clue.labels:
            department = clue.labels.get("担当課", "")
            found = (self.body(k) for k in self.keys.values() if k.department == department)
            fitting = [one for one in found if one and is_named_by(one, clue.labels)]
        else:
            fitting = [body for key in named if (body := self.body(key))]
        return fitting[0] if len(fitting) == 1 else None

    def body(self, key: RequestKey) -> Request | None:
        """A request as it was sent; those of a year are read together, and only when needed."""
        if key.year not in self._bodies:
            sent = self._store.requests(key.year)
            self._bodies[key.year] = {request.id: request for request in sent}
        return self._bodies[key.year].get(key.id)


def is_named(key: RequestKey, clue: Clue) -> bool:
    """Whether a form without its data says that it is of this request."""
    return key.id == clue.identity or (bool(clue.tag) and tag_of(key.id) == clue.tag)


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

    A workbook with the forms of several departments gives a line for each of them. `plan_of` and
    `known_of` give the plan of a year and what is known of it so far. When `progress(done, total)`
    returns False nothing is recorded.
    """
    lines: list[Taken] = []
    accepted: dict[int, ReadSubmission] = {}
    sent = SentRequests(store, store.secrets())
    doorkeeper = Doorkeeper(sent, plan_of, store.years()[-1], store.closed_years())
    counted = set(store.known_submissions())
    for index, path in enumerate(files):
        if progress and not progress(index, len(files)):
            return []
        for line, read in _arrivals(path, doorkeeper, sent):
            is_known = read is not None and read.identity in counted
            if read and not is_known:
                counted.add(read.identity)
                accepted[len(lines)] = read
            lines.append(replace(line, verdict=Verdict.UNCHANGED) if is_known else line)
    received = [
        Received(read.identity, read.submission, typed(lines[place].path.name), read.carrier.value)
        for place, read in accepted.items()
    ]
    told = _told(lines, accepted, known_of, _newest(store, accepted.values()))
    if progress and not progress(len(files), len(files)):
        return []
    store.record_merge(received, at=at, by=by)
    return told


def _told(
    lines: Sequence[Taken],
    accepted: Mapping[int, ReadSubmission],
    known_of: Callable[[int], Known],
    newest: Newest,
) -> list[Taken]:
    """The lines, those of accepted submissions with what each of them changes."""
    before = {year: known_of(year) for year in {r.submission.year for r in accepted.values()}}
    told = outcomes(before, [(lines[place].path, read) for place, read in accepted.items()])
    made = list(lines)
    for place, line in zip(accepted, told, strict=True):
        known = lines[place]
        verdict = Verdict.OLDER if newest.is_older(accepted[place].submission) else line.verdict
        made[place] = replace(
            line,
            verdict=verdict,
            changed=tuple(name for name in line.changed if name not in known.gone),
            unplaced=known.unplaced,
            is_matched=known.is_matched,
            gone=known.gone,
        )
    return made


class Newest:
    """Which submissions count: of a department's highest round the highest number to each request."""

    def __init__(self, said: Iterable[Submission | SubmissionRecord]) -> None:
        self._rounds: dict[tuple[int, str], int] = {}
        self._numbers: dict[str, int] = {}
        for one in said:
            place = (one.year, one.department)
            self._rounds[place] = max(one.round, self._rounds.get(place, 0))
            self._numbers[one.request] = max(one.number, self._numbers.get(one.request, 0))

    def is_older(self, one: Submission) -> bool:
        """Whether a newer submission than this one is known."""
        return (
            one.round < self._rounds[one.year, one.department]
            or one.number < self._numbers[one.request]
        )


def _newest(store: OfficeStore, accepted: Iterable[ReadSubmission]) -> Newest:
    said = [read.submission for read in accepted]
    known = (one for year in {one.year for one in said} for one in store.submissions(year))
    return Newest((*known, *said))


def _arrivals(
    path: Path, doorkeeper: Doorkeeper, sent: SentRequests
) -> Iterator[tuple[Taken, ReadSubmission | None]]:
    """What a file brings, each submission on its own; TAKEN for what may come in.

    Texts that are of no submission go with the first one.
    """
    try:
        delivery = read_delivery(path, sent.find)
    except DxdeskError as error:
        yield Taken(path, Verdict.REFUSED, error=error), None
        return
    left = delivery.unplaced
    if not delivery.submissions:
        error = DxdeskError(Trouble.UNKNOWN_FORM, file=path.name)
        yield Taken(path, Verdict.REFUSED, error=error, unplaced=left), None
    for read in delivery.submissions:
        line = Taken(path, Verdict.TAKEN, unplaced=(*read.unplaced, *left))
        line, left = replace(line, is_matched=read.is_matched), ()
        try:
            admitted = doorkeeper.admit(read, path.name)
            if read.is_empty:
                line = replace(line, submission=admitted.submission)
                raise DxdeskError(Trouble.NOTHING_PLACED, file=path.name)
        except DxdeskError as error:
            yield replace(line, verdict=Verdict.REFUSED, error=error), None
        else:
            said = admitted.submission
            yield replace(line, submission=said, gone=doorkeeper.gone(said)), admitted


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
    touched = facts.touched()
    named = Counter(name for read in reads for name in read.submission.answers)
    claims = {
        name: list(facts.claims.get(name, ()))
        for name, count in named.items()
        if count > 1 or name in touched
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
