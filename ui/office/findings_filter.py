"""Which findings of a year are shown, and how many each further choice would show."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from functools import cached_property

from dxdesk.domain.checks import Finding
from dxdesk.domain.plan import Plan
from dxdesk.domain.text import fold
from dxdesk.finding_words import finding_sentence


class Answer(Enum):
    """Whether a finding was answered; CHANGED ones were, before their data changed."""

    OPEN = "open"
    CHANGED = "changed"
    CONFIRMED = "confirmed"


def answer_of(finding: Finding) -> Answer:
    """How a finding stands."""
    if finding.confirmation:
        return Answer.CONFIRMED
    return Answer.CHANGED if finding.earlier else Answer.OPEN


@dataclass(frozen=True)
class Line:
    """A finding as a row of the list; what belongs to no item has an empty title."""

    finding: Finding
    title: str

    @cached_property
    def sentence(self) -> str:
        """What the finding says."""
        return finding_sentence(self.finding)

    @cached_property
    def searched(self) -> str:
        """All that a search looks at, folded."""
        finding = self.finding
        given = finding.confirmation or finding.earlier
        words = (
            *(finding.item, self.title, finding.department, finding.kpi, finding.part),
            *(self.sentence, finding.code, given.reason if given else ""),
        )
        return search_key("\n".join(words))


def lines_of(
    plan: Plan, findings: Iterable[Finding], before: Iterable[Line] = ()
) -> tuple[Line, ...]:
    """The findings as rows, in their own order; rows of `before` that still say so stay."""
    known = {id(line.finding): line for line in before}
    items = plan.by_id

    def line_of(finding: Finding) -> Line:
        item = items.get(finding.field.partition("/")[0])
        title, line = item.title if item else "", known.get(id(finding))
        return line if line and line.title == title else Line(finding, title)

    return tuple(map(line_of, findings))


def search_key(text: str) -> str:
    """A text with its spellings folded, for searching."""
    return fold(text).casefold()


# What can be chosen, each with the value that a row has for it.
FACETS = {
    "family": lambda line: line.finding.family,
    "severity": lambda line: line.finding.severity,
    "department": lambda line: line.finding.department,
    "answer": lambda line: answer_of(line.finding),
}


@dataclass(frozen=True)
class Filter:
    """What is chosen: one value a facet, none for all; and words that must all occur."""

    chosen: tuple[tuple[str, object], ...] = ()
    words: str = ""

    def choose(self, facet: str, value: object) -> Filter:
        """The same with another value of one facet; None is all."""
        others = tuple(pair for pair in self.chosen if pair[0] != facet)
        return Filter(others if value is None else (*others, (facet, value)), self.words)

    def apply(self, lines: Iterable[Line]) -> tuple[tuple[Line, ...], dict[str, Counter[object]]]:
        """The rows that are shown, and per facet how many rows each of its values would show.

        The count of a value takes the other facets and the words as they are.
        """
        words = search_key(self.words).split()
        counts: dict[str, Counter[object]] = {facet: Counter() for facet in FACETS}
        shown: list[Line] = []
        for line in lines:
            if words and not all(word in line.searched for word in words):
                continue
            values = {facet: read(line) for facet, read in FACETS.items()}
            missed = [facet for facet, value in self.chosen if values[facet] != value]
            if not missed:
                shown.append(line)
            for facet in missed if len(missed) == 1 else () if missed else FACETS:
                counts[facet][values[facet]] += 1
        return tuple(shown), counts
