"""A clerk's form and its findings, checked whole once and then item by item as it is typed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from dxdesk.domain.asking import LastYear, Request
from dxdesk.domain.checks import (
    Checked,
    Finding,
    Material,
    check,
    check_again,
    findings_for,
    with_confirmations,
)
from dxdesk.domain.confirmation import Confirmation
from dxdesk.domain.fields import split_field
from dxdesk.domain.plan import Item


class FormChecks:
    """What is known of a form at this moment; whoever types tells it by `typed`."""

    def __init__(
        self, request: Request, answers: Mapping[str, str], known: Iterable[Confirmation]
    ) -> None:
        self.request = request
        self._open = frozenset(request.open)
        self._checked = check(
            Material(request.plan, answers, last_of(request), request.departments)
        )
        self._confirmations = tuple(known)
        self._stale: set[str] = set()
        self._told: dict[str, _Told] = {}
        self._found: tuple[Finding, ...] | None = None

    @property
    def confirmations(self) -> tuple[Confirmation, ...]:
        """The answers to findings that count."""
        return self._confirmations

    def answered(self, known: Iterable[Confirmation]) -> None:
        """Other answers to findings count now."""
        self._confirmations = tuple(known)
        self._found = None

    def typed(self, field: str, text: str) -> None:
        """A field says something else now."""
        material = self._checked.material
        answers = {**material.answers, field: text}
        self._checked = replace(self._checked, material=replace(material, answers=answers))
        self._stale.add(split_field(field)[0])
        self._found = None

    @property
    def checked(self) -> Checked:
        """The form as it stands, checked."""
        for item in self._stale:
            self._checked = check_again(self._checked, self._checked.material, item)
        self._stale.clear()
        return self._checked

    def findings(self, *, closed: bool) -> tuple[Finding, ...]:
        """The department's findings with their answers, in the order of the form."""
        if self._found is None:
            checked = self.checked
            told = (f for item in self.request.plan.items for f in self._told_of(checked, item))
            self._found = with_confirmations(told, self._confirmations)
        return self._found if closed else tuple(f for f in self._found if f.field in self._open)

    def _told_of(self, checked: Checked, item: Item) -> tuple[Finding, ...]:
        """What the department is told of an item; only of one that changed it is asked anew."""
        found = checked.by_item.get(item.id, ()), checked.pairs.get(item.id, ())
        known = self._told.get(item.id)
        if known is None or known.found != found:
            alone = replace(checked.material, plan=replace(checked.material.plan, items=(item,)))
            told = findings_for(replace(checked, material=alone), self.request.department)
            known = self._told[item.id] = _Told(found, told)
        return known.told


@dataclass(frozen=True, slots=True)
class _Told:
    """The findings of an item, and those of them that the department is told."""

    found: tuple[tuple[Finding, ...], ...]
    told: tuple[Finding, ...]


def last_of(request: Request) -> LastYear | None:
    """The year before as the request brought it."""
    if request.last_year is None:
        return None
    return LastYear(request.last_year, request.last, request.last_names)
