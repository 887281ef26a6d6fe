"""Judging answers: what changed since the round before, what the office corrected, what it remarked.

Everything follows from the facts of a year, so that a merge that is undone takes it back as well.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256

from dxdesk.domain.asking import Remark
from dxdesk.domain.fields import Answers, fields_of, split_field
from dxdesk.domain.merging import Claim, Facts, latest_by_department
from dxdesk.domain.plan import Item


@dataclass(frozen=True, slots=True)
class SentRemark:
    """A remark, and the department and round that it went to."""

    department: str
    round: int
    remark: Remark


@dataclass(frozen=True, slots=True)
class RemarkAnswer:
    """A remark that was sent, and what came of it.

    `came_back` says that the department has answered the return, `changed` are the fields that it
    wrote anew there.
    """

    sent: SentRemark
    came_back: bool = False
    changed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Inspection:
    """The office has looked an item over; `mark` is of the texts that it saw."""

    item: str
    mark: str
    at: str
    by: str


def mark_of(item: Item, answers: Answers) -> str:
    """A digest of what the departments say of an item, by which an inspection knows it again."""
    told = "\0".join(f"{name}\0{answers.get(name, '')}" for name in fields_of(item))
    return sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:32]


@dataclass(frozen=True)
class Review:
    """What answers of a year are judged by, besides themselves.

    `inspections` are those that hold, by the item's id.
    """

    facts: Facts = field(default_factory=lambda: Facts({}))
    remarks: tuple[SentRemark, ...] = ()
    inspections: Mapping[str, Inspection] = field(default_factory=dict[str, Inspection])

    def before(self, name: str) -> str | None:
        """What a field said in the department's last hand-in but one; None where it was not asked.

        A field that the newest round left closed is as it was.
        """
        claims = self.facts.claims.get(name, ())
        if len(claims) < 2:
            return None
        pairs = (self._last_two(claims, one) for one in latest_by_department(claims))
        known = [(now.rank, then) for now, then in pairs if then is not None]
        return max(known)[1] if known else None

    def corrected(self, name: str) -> str | None:
        """What the department had written where the office has put something else.

        None where it has not, or has only chosen between texts that collided.
        """
        ours = self.facts.of_office(name)
        if not ours:
            return None
        claims = latest_by_department(self.facts.claims.get(name, ()))
        texts = [claim.text for claim in claims] or [self.facts.base.get(name, "")]
        # Of several departments that may answer a field, whoever wrote something is meant.
        written = [claim.text for claim in claims if claim.text != claim.base] or texts
        outcome = self.facts.outcome(name)
        stands = not outcome.collides and outcome.text in ours
        return written[-1] if stands and outcome.text not in texts else None

    def remarks_of(self, item: Item) -> tuple[RemarkAnswer, ...]:
        """The remarks that an item got, oldest first, each with its answer."""
        return tuple(self._answer(item, sent) for sent in self._by_item.get(item.id, ()))

    def is_remarked(self, item: Item) -> bool:
        """Whether an item got a remark in any round."""
        return item.id in self._by_item

    def is_inspected(self, item: Item, answers: Answers) -> bool:
        """Whether the office has looked an item over as it stands now."""
        known = self.inspections.get(item.id)
        return known is not None and known.mark == mark_of(item, answers)

    @cached_property
    def changed(self) -> Counter[str]:
        """How many fields of each item say something else than in the hand-in before."""
        found = Counter[str]()
        for name, claims in self.facts.claims.items():
            if len(claims) > 1:
                before = self.before(name)
                if before is not None and before != self.facts.outcome(name).text:
                    found[split_field(name)[0]] += 1
        return found

    @cached_property
    def corrections(self) -> Counter[str]:
        """How many fields of each item the office corrected."""
        decided = self.facts.decisions.keys() | self.facts.colleagues.keys()
        return Counter(split_field(one)[0] for one in decided if self.corrected(one) is not None)

    @cached_property
    def _by_item(self) -> dict[str, list[SentRemark]]:
        found: dict[str, list[SentRemark]] = defaultdict(list)
        for sent in self.remarks:
            found[split_field(sent.remark.place)[0]].append(sent)
        return dict(found)

    @cached_property
    def _newest(self) -> dict[str, tuple[int, int]]:
        """Round and number of the newest hand-in of each department."""
        found: dict[str, tuple[int, int]] = {}
        for claims in self.facts.claims.values():
            for claim in claims:
                if claim.rank > found.get(claim.department, (0, 0)):
                    found[claim.department] = claim.rank
        return found

    def _last_two(self, claims: Iterable[Claim], now: Claim) -> tuple[Claim, str | None]:
        if now.rank != self._newest[now.department]:
            return now, None
        earlier = [c for c in claims if c.department == now.department and c.rank < now.rank]
        return now, max(earlier, key=lambda c: (c.rank, c.text)).text if earlier else None

    def _answer(self, item: Item, sent: SentRemark) -> RemarkAnswer:
        place = sent.remark.place
        names = fields_of(item) if place == item.id else (place,)
        said = [(name, claim) for name in names if (claim := self._said(name, sent))]
        changed = tuple(name for name, claim in said if claim.text != claim.base)
        return RemarkAnswer(sent, bool(said), changed)

    def _said(self, name: str, sent: SentRemark) -> Claim | None:
        """The newest answer of a department to a return, in one field."""
        mine: Iterator[Claim] = (
            claim
            for claim in self.facts.claims.get(name, ())
            if claim.department == sent.department and claim.rank[0] == sent.round
        )
        return max(mine, key=lambda claim: (claim.rank, claim.text), default=None)
