"""The short texts that an office writes beside its work: how long they may be, and how they are kept."""

from __future__ import annotations

from dxdesk.domain.asking import Remark
from dxdesk.domain.fields import fields_for
from dxdesk.domain.plan import Plan
from dxdesk.domain.text import typed_line
from dxdesk.errors import DxdeskError, Trouble

# Far beyond what anybody writes, and small enough that a crafted file costs nothing.
LONGEST_NOTE = 500
LONGEST_DEADLINE = 100
LONGEST_REMARK = 10_000
# What is still being written is kept where it is too long to be sent, so that it can be shortened.
LONGEST_DRAFT = 10 * LONGEST_REMARK
_LONGEST = {
    Trouble.NOTE_TOO_LONG: LONGEST_NOTE,
    Trouble.DEADLINE_TOO_LONG: LONGEST_DEADLINE,
    Trouble.REMARK_TOO_LONG: LONGEST_REMARK,
    Trouble.REOPEN_REASON_TOO_LONG: LONGEST_NOTE,
}


def kept_line(text: str, too_long: Trouble) -> str:
    """A text of one line as it is kept.

    Raises:
        DxdeskError: `too_long`.
    """
    said = typed_line(text).strip()
    require_short(said, too_long)
    return said


def require_short(text: str, too_long: Trouble) -> None:
    """See that a text is no longer than its kind may be.

    Raises:
        DxdeskError: `too_long`.
    """
    if len(text) > _LONGEST[too_long]:
        raise DxdeskError(too_long, most=f"{_LONGEST[too_long]:,}")


def remark_places(plan: Plan, department: str) -> frozenset[str]:
    """Where a department can be told something: its items, by id, and its fields of them."""
    items = plan.items_of(department)
    fields = (name for item in items for name in fields_for(item, department))
    return frozenset((*(item.id for item in items), *fields))


def is_draft(remark: Remark, plan: Plan, department: str) -> bool:
    """Whether a remark can be begun: at a place of the department, and no longer than is kept."""
    short = len(remark.text) <= LONGEST_DRAFT
    return short and remark.place in remark_places(plan, department)
