"""What a check gives: rules, declared once, and findings with a place and evidence."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from dxdesk.domain.confirmation import Confirmation
from dxdesk.domain.figures import Direction
from dxdesk.domain.rulebook import Rulebook, Severity

Plain = str | int | float | None
Value = Plain | Sequence[Mapping[str, Plain]]
Evidence = Mapping[str, Value]


class Family(Enum):
    """What a rule looks at; the value is the code that `check --json` prints."""

    FIGURES = "figures"
    RATING = "rating"
    COMPLETENESS = "completeness"
    LAST_YEAR = "last-year"
    WRITING = "writing"
    SUMMARY = "summary"


@dataclass(frozen=True, slots=True)
class Example:
    """One item in a few words, to show what a rule means.

    Left alone it is consistent, without a KPI and without a year before. A `target` gives it
    a KPI named `kpi`, of which more is better unless `direction` says otherwise; anything in a
    `last_` field gives it a year before. `schedule` is the phase of the report's year. `other` is
    a second item of the same plan. The item belongs to 企画課 unless `departments` says otherwise;
    the report is for 2024 of a plan that runs from 2022 to 2025, its scale S (上回る) A (どおり)
    B (下回る) C (大幅に下回る、未実施) D (終了).
    """

    content: str = "窓口の案内を改める。"
    schedule: str = ""
    target: str = ""
    kpi: str = "利用件数"
    actual: str = ""
    lead_in: str = ""
    direction: Direction = Direction.MORE
    result: str = "案内の画面を作り、窓口に置いた。"
    issues: str = "利用件数を増やすため、案内の言葉を見直す。"
    rating: str = "A"
    note: str = ""
    departments: tuple[str, ...] = ("企画課",)
    last_title: str = ""
    last_departments: tuple[str, ...] = ()
    last_kpi: str = ""
    last_gone_kpi: str = ""
    last_actual: str = ""
    last_result: str = ""
    last_issues: str = ""
    last_rating: str = ""
    stated: Mapping[str, int] = dataclasses.field(default_factory=dict[str, int])
    stated_percents: Mapping[str, str] = dataclasses.field(default_factory=dict[str, str])
    closing: str = ""
    rulebook: Rulebook = dataclasses.field(default_factory=Rulebook)
    other: Example | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule, declared once.

    `wording` is the sentence on screen, its {places} filled from the evidence; `meaning` says
    in Japanese what is looked at, when, and what to do. `triggers` and `passes` are examples
    that have the finding and that have not. `unwritten` marks rules that say only that
    something is still to be written. What is `confirmable` can be answered with a reason.
    """

    code: str
    family: Family
    severity: Severity
    wording: str
    meaning: str
    triggers: Example
    passes: Example
    unwritten: bool = False
    confirmable: bool = True
    each: str = ""


@dataclass(frozen=True, slots=True)
class Fix:
    """A text that puts a field right; applying it is typing it."""

    text: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to look at. `item` and `kpi` are what is printed; `field` is the place typed in.

    `confirmation` answers it. `earlier` is the answer to a former state of the same finding,
    which the data have left behind since.
    """

    rule: Rule
    severity: Severity
    item: str
    field: str
    part: str = ""
    department: str = ""
    kpi: str = ""
    evidence: Evidence = dataclasses.field(default_factory=dict[str, Value])
    fix: Fix | None = None
    confirmation: Confirmation | None = None
    earlier: Confirmation | None = None

    @property
    def code(self) -> str:
        """The rule's code."""
        return self.rule.code

    @property
    def family(self) -> Family:
        """The rule's family."""
        return self.rule.family

    @property
    def open(self) -> bool:
        """Whether it still waits for an answer."""
        return self.confirmation is None

    @property
    def mark(self) -> str:
        """A digest of code, place and evidence: it changes when the data of the finding do.

        A reason that stands beside the rating is shown with the evidence and is none of it:
        writing one down must not bring the finding back.
        """
        data = {name: value for name, value in self.evidence.items() if name != "note"}
        said = [self.code, self.field, self.kpi, data]
        text = json.dumps(said, ensure_ascii=False, sort_keys=True, default=list)
        return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:32]

    def confirmed(self, reason: str, by: str, at: str) -> Confirmation:
        """The answer that somebody gives to this finding."""
        return Confirmation(self.code, self.field, self.mark, reason, by, at)


def with_confirmations(
    findings: Iterable[Finding], confirmations: Iterable[Confirmation]
) -> tuple[Finding, ...]:
    """Give each finding the newest answer that fits its data, and else the newest that did not.

    The order of the confirmations does not matter.
    """
    fitting: dict[tuple[str, str, str], Confirmation] = {}
    former: dict[tuple[str, str], Confirmation] = {}
    for one in sorted(confirmations, key=lambda c: (c.at, c.by, c.reason, c.mark)):
        fitting[one.code, one.field, one.mark] = one
        former[one.code, one.field] = one
    if not former:
        return tuple(findings)
    answered: list[Finding] = []
    for finding in findings:
        place = finding.code, finding.field
        if place in former:
            now = fitting.get((*place, finding.mark))
            earlier = None if now else former[place]
            answered.append(replace(finding, confirmation=now, earlier=earlier))
        else:
            answered.append(finding)
    return tuple(answered)
