"""What a newer round does to a clerk's work: a three-way merge that throws nothing away."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dxdesk.domain.asking import Request
from dxdesk.errors import DxdeskError, Trouble


@dataclass(frozen=True, slots=True)
class Rebased:
    """The typed texts over the new round, with the fields that changed or were disputed."""

    typed: dict[str, str]
    taken: tuple[str, ...]
    kept: tuple[str, ...]


def require_same_work(old: Request, new: Request, file: str) -> None:
    """See that a request asks the same department about the same plan and year.

    `file` names the new one for the message.

    Raises:
        DxdeskError: OTHER_PLAN, OTHER_YEAR or OTHER_DEPARTMENT.
    """
    if new.plan.id != old.plan.id:
        raise DxdeskError(Trouble.OTHER_PLAN, file=file)
    if new.plan.year != old.plan.year:
        raise DxdeskError(Trouble.OTHER_YEAR, file=file)
    if new.department != old.department:
        raise DxdeskError(Trouble.OTHER_DEPARTMENT, file=file)


def rebase(
    old: Request, new: Request, typed: Mapping[str, str], handed_in: Mapping[str, str]
) -> Rebased:
    """Put typed texts, which differ from `old.base`, over a newer round.

    A text takes the new round's where the clerk had left the old one alone, or where the
    office changed what was handed in (else the next hand-in would silently undo the office's
    change), or where the field can no longer be answered. Every other typed text stays.
    """
    kept: dict[str, str] = {}
    disputed: list[str] = []
    answerable = set(new.open)
    for field, text in typed.items():
        theirs = new.base.get(field, "")
        moved = theirs != old.base.get(field, "")
        known = moved and handed_in.get(field) == text
        if text == theirs or known or field not in answerable:
            continue
        kept[field] = text
        if moved:
            disputed.append(field)
    fields = sorted({*old.base, *new.base, *typed})
    taken = (f for f in fields if _shown(old, typed, f) != _shown(new, kept, f))
    return Rebased(kept, tuple(taken), tuple(sorted(disputed)))


def _shown(request: Request, typed: Mapping[str, str], field: str) -> str:
    return typed.get(field, request.base.get(field, ""))
