"""Three-way merging of answers, field by field.

What was sent out, what each department answered and what the office decided are kept as
facts; the text of a field follows from the set of those facts alone. So merging a file twice
changes nothing, the order of files does not matter, and undoing a merge is taking its facts
away again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from dxdesk.domain.fields import Answers


@dataclass(frozen=True, slots=True)
class Claim:
    """What one submission says of one field, and the text that its form had shown (`base`).

    `rank` is round and number. Numbers count the answers to one `request`: those to two
    requests of the same round say nothing of which is newer.
    """

    submission: str
    department: str
    rank: tuple[int, int]
    base: str
    text: str
    request: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """A text that the office chose or wrote, knowing the texts in `seen`.

    `line` is the line of the journal that brought it.
    """

    text: str
    seen: frozenset[str] = frozenset()
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Colleague:
    """A text that somebody of the office chose or wrote in a copy of the file.

    `base` is the text where copy and file parted, `seen` are the texts that were known in the
    copy. Until the line `fork` of the journal both were one file; `line` brought the text here.
    """

    by: str
    copy: str
    base: str
    text: str
    seen: frozenset[str] = frozenset()
    fork: int = field(default=0, compare=False)
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Rival:
    """One of several texts that claim the same field; `department` is empty for the office.

    `by` is who wrote it in a copy of the office's file.
    """

    department: str
    text: str
    submission: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The text of a field, and the rivals where they collide.

    `base` is the text that the rivals' authors saw when they began; where they saw different
    ones, that which was sent out first. Where they collide, `text` is what the office decided
    last, else the text sent out first.
    """

    text: str
    base: str = ""
    rivals: tuple[Rival, ...] = ()

    @property
    def collides(self) -> bool:
        """Whether a person has to choose."""
        return bool(self.rivals)


@dataclass(frozen=True, slots=True)
class Facts:
    """All that is known of one year's fields."""

    base: Answers
    claims: Mapping[str, tuple[Claim, ...]] = field(default_factory=dict[str, tuple[Claim, ...]])
    decisions: Mapping[str, Decision] = field(default_factory=dict[str, Decision])
    colleagues: Mapping[str, tuple[Colleague, ...]] = field(
        default_factory=dict[str, tuple[Colleague, ...]]
    )

    def written(self) -> frozenset[str]:
        """Fields for which anybody has a text, whichever it is that counts."""
        said = (name for name, claims in self.claims.items() if any(one.text for one in claims))
        chosen = (name for name, decision in self.decisions.items() if decision.text)
        copied = (name for name, ones in self.colleagues.items() if any(one.text for one in ones))
        begun = (name for name, text in self.base.items() if text)
        return frozenset((*begun, *said, *chosen, *copied))

    def outcome(self, name: str) -> Outcome:
        """Settle one field."""
        return settle(
            self.base.get(name, ""),
            self.claims.get(name, ()),
            self.decisions.get(name),
            self.colleagues.get(name, ()),
        )

    def standing(self, name: str) -> frozenset[str]:
        """The texts that a field says or, where they collide, may come to say; blank is none."""
        outcome = self.outcome(name)
        return frozenset(filter(None, (outcome.text, *(rival.text for rival in outcome.rivals))))

    def of_office(self, name: str) -> frozenset[str]:
        """The texts of a field that the office wrote and that count: here, and in copies."""
        decision = self.decisions.get(name)
        counting = standing_colleagues(self.colleagues.get(name, ()), decision)
        here = [decision.text] if decision and not any(map(_knew(decision), counting)) else []
        return frozenset([*here, *(one.text for one in counting)])

    def touched(self) -> frozenset[str]:
        """Fields that have more than their base."""
        return frozenset(self.claims) | frozenset(self.decisions) | frozenset(self.colleagues)

    def answers(self) -> dict[str, str]:
        """The text of every field that has one; where rivals collide, the text sent out."""
        texts = dict(self.base)
        for name in self.touched():
            texts[name] = self.outcome(name).text
        return {name: text for name, text in texts.items() if text}

    def collisions(self) -> dict[str, Outcome]:
        """The fields where a person has to choose."""
        told = frozenset(self.claims) | frozenset(self.colleagues)
        outcomes = {name: self.outcome(name) for name in sorted(told)}
        return {name: outcome for name, outcome in outcomes.items() if outcome.collides}


def settle(
    base: str,
    claims: Iterable[Claim],
    decision: Decision | None = None,
    colleagues: Iterable[Colleague] = (),
) -> Outcome:
    """Return what a field says, given the text first sent out and every fact since.

    Of one department only the newest answers count (see `latest_by_department`). A claim that left its form's
    text alone has no say unless that text is itself news. A text that the office knew when it
    decided is not asked about again, unless it was typed over that very decision. A text that
    another claim started from is superseded by it. What is left is one text, or a collision.

    What a colleague wrote in a copy replaces what was known there. What the office decided here
    meanwhile was not: both have changed the field.
    """
    written = standing_colleagues(colleagues, decision)
    rivals = [(Rival("", one.text, one.copy, one.by), one.text) for one in written]
    if decision and not any(map(_knew(decision), written)):
        rivals.append((Rival("", decision.text), decision.text))
    known_here = [(decision.text, decision.seen)] if decision else []
    known = [*known_here, *((one.text, one.seen) for one in written)]
    for claim in latest_by_department(claims):
        news = claim.text != claim.base or claim.text != base
        if news and not any(claim.text in seen and claim.base != own for own, seen in known):
            rivals.append((Rival(claim.department, claim.text, claim.submission), claim.base))
    if not rivals:
        return Outcome(base, base)
    superseded = {start for rival, start in rivals if start != rival.text}
    standing = [rival for rival, _ in rivals if rival.text not in superseded]
    standing = standing or [rival for rival, _ in rivals]
    if len({rival.text for rival in standing}) == 1:
        return Outcome(standing[0].text, base)
    ordered = sorted(standing, key=lambda rival: (rival.department, rival.by, rival.submission))
    shown = {one.base for one in written} | {
        start for rival, start in rivals if rival in standing and rival.department
    }
    seen = shown.pop() if len(shown) == 1 else base
    return Outcome(decision.text if decision else base, seen, tuple(ordered))


def standing_colleagues(
    colleagues: Iterable[Colleague], decision: Decision | None
) -> list[Colleague]:
    """Those that nobody has overruled knowing them: not the office, nor a later copy's author."""
    pool = [one for one in colleagues if not decision or decision.line <= one.line]
    return [one for one in pool if not any(other.fork >= one.line for other in pool)]


def _knew(decision: Decision) -> Callable[[Colleague], bool]:
    """Whether the author of a copy knew a decision, which was made before the copy was."""
    return lambda colleague: decision.line <= colleague.fork


def latest_by_department(claims: Iterable[Claim]) -> list[Claim]:
    """Each department's newest claims, in an order that no input order changes.

    Those are of its highest round the highest number to each request. Answers to two requests
    of one round, and two of the same number from two copies of one desk, all stay.
    """
    pool = list(claims)
    rounds: dict[str, int] = {}
    numbers: dict[tuple[str, str, int], int] = {}
    for claim in pool:
        round_, number = claim.rank
        asked = (claim.department, claim.request, round_)
        rounds[claim.department] = max(round_, rounds.get(claim.department, round_))
        numbers[asked] = max(number, numbers.get(asked, number))
    latest = {
        claim
        for claim in pool
        if claim.rank[0] == rounds[claim.department]
        and claim.rank[1] == numbers[claim.department, claim.request, claim.rank[0]]
    }
    return sorted(latest, key=lambda claim: (claim.department, claim.submission))
