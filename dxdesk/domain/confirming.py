"""Answers to findings on their way between the desks: what may be said, and what counts."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from dxdesk.domain.confirmation import Confirmation
from dxdesk.domain.merging import Claim, latest_by_department
from dxdesk.domain.text import typed, typed_line

# Far beyond what anybody writes, and small enough that a crafted file costs nothing.
LONGEST_REASON = 4_000
LONGEST_WORD = 400
MOST_CONFIRMATIONS = 20_000

Place = tuple[str, str, str]


def place_of(confirmation: Confirmation) -> Place:
    """What is answered: one state of one finding. Of its answers one counts at a time."""
    return confirmation.code, confirmation.field, confirmation.mark


def cleaned(confirmation: Confirmation) -> Confirmation:
    """The same with its texts in the one form that is kept."""
    return replace(
        confirmation,
        reason=typed(confirmation.reason).strip(),
        by=typed_line(confirmation.by).strip(),
        at=typed_line(confirmation.at),
    )


def is_short(confirmation: Confirmation) -> bool:
    """Whether it is no longer than may travel."""
    one = confirmation
    words = (one.code, one.field, one.mark, one.by, one.at)
    return len(one.reason) <= LONGEST_REASON and all(len(w) <= LONGEST_WORD for w in words)


def missing(
    known: Iterable[Confirmation],
    ended: Iterable[tuple[Confirmation, str]],
    offered: Iterable[Confirmation],
) -> list[Confirmation]:
    """Those `offered` that are newer than all that a desk had for the same place.

    `ended` are answers that no longer count, and when they ended: a copy that is still under
    way does not bring them back.
    """
    newest: dict[Place, str] = {}
    for one, until in [*((one, one.at) for one in known), *ended]:
        place = place_of(one)
        newest[place] = max(newest.get(place, ""), one.at, until)
    fresh: dict[Place, Confirmation] = {}
    for one in sorted(offered, key=lambda c: (c.at, c.by, c.reason)):
        if one.at > newest.get(place_of(one), ""):
            fresh[place_of(one)] = one
    return list(fresh.values())


@dataclass(frozen=True, slots=True)
class Brought:
    """The answers that one submission brought; one that brings none still says so.

    `rank` is round and number, as in `Claim`.
    """

    submission: str
    department: str
    rank: tuple[int, int]
    request: str
    confirmations: frozenset[Confirmation] = frozenset()


@dataclass(frozen=True, slots=True)
class Reasons:
    """All that is known of one year's answers to findings.

    `given` are the office's own, `set_aside` those that it does not let count.
    """

    brought: tuple[Brought, ...] = ()
    given: frozenset[Confirmation] = frozenset()
    set_aside: frozenset[Confirmation] = frozenset()

    def counting(self) -> frozenset[Confirmation]:
        """The answers that count: each department's newest, and those that the office gave.

        What the office set aside does not, whoever brings the very same again. The order in
        which submissions came in does not matter.
        """
        newest = self.newest()
        said = {c for one in self.brought if one.submission in newest for c in one.confirmations}
        return frozenset((said | self.given) - self.set_aside)

    def newest(self) -> frozenset[str]:
        """Each department's newest submissions (see `latest_by_department`)."""
        claims = (
            Claim(one.submission, one.department, one.rank, "", "", one.request)
            for one in self.brought
        )
        return frozenset(claim.submission for claim in latest_by_department(claims))

    def at(self, place: Confirmation) -> list[Confirmation]:
        """The counting answers to one state of a finding."""
        found = (one for one in self.counting() if place_of(one) == place_of(place))
        return sorted(found, key=lambda one: (one.at, one.by, one.reason))

    def with_(self, more: Iterable[Brought]) -> Reasons:
        """The same with further submissions; one that is known already changes nothing."""
        known = {one.submission for one in self.brought}
        fresh = tuple(one for one in more if one.submission not in known)
        return replace(self, brought=self.brought + fresh)

    def changes_since(self, before: Reasons) -> Callable[[Brought], tuple[str, ...]]:
        """Tell of any submission in here at which fields it answers other findings than before.

        What all of them share is worked out once: a merge asks a thousand times.
        """
        newest, now, then = self.newest(), self.counting(), before.counting()
        gone, added = then - now, now - then
        former: dict[str, set[Confirmation]] = {}
        for one in before.brought:
            former.setdefault(one.department, set()).update(one.confirmations)

        def changed(submission: Brought) -> tuple[str, ...]:
            if submission.submission not in newest:
                return ()
            left = gone & former.get(submission.department, set())
            said = added & submission.confirmations
            return tuple(sorted({confirmation.field for confirmation in said | left}))

        return changed
