"""The evidence of a finding as words and values, for a small table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from dxdesk.domain.checks import Evidence, Family, Finding
from dxdesk.domain.checks.finding import Plain
from dxdesk.finding_words import evidence_text

# Longer facts are texts: they stand below the table, or beside each other with their differences.
_TEXT = 40


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact: what it is, and what it says."""

    word: str
    value: str

    @property
    def is_text(self) -> bool:
        """Whether it is too long for a table."""
        return len(self.value) > _TEXT or "\n" in self.value


@dataclass(frozen=True, slots=True)
class Shown:
    """The evidence of one finding: facts, tables of KPIs (the heading first), long texts."""

    facts: tuple[Fact, ...] = ()
    table: tuple[tuple[str, ...], ...] = ()
    texts: tuple[Fact, ...] = ()


def shown(finding: Finding, now: str = "", now_word: str = "") -> Shown:
    """The evidence to show; `now` is the field's text.

    Beside last year's text the field's own is shown, where the evidence has but one.
    """
    facts, table = list[Fact](), tuple[tuple[str, ...], ...]()
    for name, value in finding.evidence.items():
        if value is None or isinstance(value, str | int | float):
            facts += _facts(finding, {name: value})
        else:
            table = _table(finding, value) or table
    texts = [fact for fact in facts if fact.is_text]
    if finding.family is Family.LAST_YEAR and len(texts) == 1 and now and texts[0].value != now:
        texts.append(Fact(now_word, now))
    return Shown(tuple(fact for fact in facts if not fact.is_text), table, tuple(texts))


def _facts(finding: Finding, evidence: Evidence) -> Iterator[Fact]:
    """One fact, in the words of the core."""
    word, mark, value = evidence_text(replace(finding, evidence=evidence)).partition("：")
    if mark:
        yield Fact(word, value)


def _table(finding: Finding, rows: Sequence[Mapping[str, Plain]]) -> tuple[tuple[str, ...], ...]:
    """Rows of facts under their words; a KPI's name stands in front."""
    lines: list[dict[str, str]] = []
    for row in rows:
        said = {"": str(row.get("kpi") or "")}
        for name, value in row.items():
            said |= {fact.word: fact.value for fact in _facts(finding, {name: value})}
        lines.append(said)
    words = list(dict.fromkeys(word for said in lines for word in said))
    if not lines:
        return ()
    return (tuple(words), *(tuple(said.get(word, "") for word in words) for said in lines))
