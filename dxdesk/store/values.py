"""What the stores give out besides domain values."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import Any, Literal

from dxdesk.domain.asking import Stage, Submission
from dxdesk.domain.confirmation import Confirmation
from dxdesk.domain.reading import Note

Source = Literal["base", "submission", "decision", "typed", "copy"]


class EventKind(Enum):
    """What the office's journal tells of; the value is what the file holds."""

    CREATED = "created"
    IMPORTED = "imported"
    BEGUN = "begun"
    ROLLED_OVER = "rolled-over"
    PLAN_CHANGED = "plan-changed"
    REQUESTED = "requested"
    MERGED = "merged"
    UNDONE = "undone"
    DECIDED = "decided"
    DECISION_WITHDRAWN = "decision-withdrawn"
    MARKED = "marked"
    UNMARKED = "unmarked"
    CONFIRMED = "confirmed"
    CONFIRMATION_WITHDRAWN = "confirmation-withdrawn"
    EXTENDED = "extended"
    CLOSED = "closed"
    REOPENED = "reopened"
    READING_CHECKED = "reading-checked"
    COPY_MERGED = "copy-merged"
    COPY_UNDONE = "copy-undone"
    DRAFTED = "drafted"
    INSPECTED = "inspected"
    INSPECTION_WITHDRAWN = "inspection-withdrawn"


@dataclass(frozen=True, slots=True)
class Event:
    """A line of the journal; `detail` has ids and counts, never what a person wrote."""

    id: int
    at: str
    by: str
    kind: EventKind
    detail: dict[str, Any] = field(default_factory=dict[str, Any])


@dataclass(frozen=True, slots=True)
class RequestKey:
    """What authenticates the answers to a request, read without the request's body."""

    id: str
    secret: str
    year: int
    department: str
    round: int
    deadline: str = ""
    made_at: str = ""


@dataclass(frozen=True, slots=True)
class Duties:
    """How many items a plan asks, and each department, in the order in which the plan names them."""

    items: int
    of: dict[str, int]


@dataclass(frozen=True, slots=True)
class Mark:
    """A stage that the office set by hand, who did it and when; `note` says why, or is empty."""

    stage: Stage
    note: str
    at: str
    by: str


class Touch(Enum):
    """How the office and a department heard of each other; the value is what the screen says."""

    ASKED = "照会"
    RETURNED = "差戻し"
    CAME = "提出"
    MARKED = "記録"
    EXTENDED = "期限変更"


@dataclass(frozen=True, slots=True)
class Contact:
    """When they last did, by this file."""

    at: str
    touch: Touch


@dataclass(frozen=True, slots=True)
class Closing:
    """A year that was closed, and opened again unless `reopened_at` is empty."""

    year: int
    at: str
    by: str
    reopened_at: str = ""
    reopened_by: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class KeptNote:
    """A note of a reading, its place among the others, and whether the office has looked at it."""

    position: int
    note: Note
    done: bool


@dataclass(frozen=True, slots=True)
class Received:
    """A submission on its way into the office's file: its digest and what brought it."""

    identity: str
    submission: Submission
    file: str = ""
    carrier: str = ""


@dataclass(frozen=True, slots=True)
class MergeRecord:
    """A merge; `submissions` are identities, and `undone_at` is empty while it counts.

    `is_copy` says that it was a copy of this file, `copy_by` whose.
    """

    id: int
    at: str
    by: str
    submissions: tuple[str, ...]
    undone_at: str = ""
    undone_by: str = ""
    copy_by: str = ""
    is_copy: bool = False


@dataclass(frozen=True, slots=True)
class CopyOf:
    """What a copy says of itself: of which file, since which line of its journal, whose, when."""

    id: str
    file: str
    fork: int
    by: str
    at: str


class Brought(Enum):
    """What a copy can bring; the value is what the screen calls it."""

    REQUEST = "照会"
    SUBMISSION = "提出"
    TEXT = "事務局の修正"
    WITHDRAWN = "修正の取消し"
    CONFIRMATION = "指摘の確認"
    MARK = "課の記録"
    EXTENSION = "期限の変更"
    INSPECTION = "項目の確認"
    CHECK = "読取り結果の確認"
    DRAFT = "書きかけの所見"
    PLAN = "計画"
    CLOSING = "年度の締め"
    YEAR = "年度"


class Fate(Enum):
    """What became of it; the value stands in JSON."""

    TAKEN = "taken"
    COLLIDES = "collides"
    LEFT = "left"


class Why(Enum):
    """Why it was left; `dxdesk.messages` has the sentence of each."""

    CHANGED_HERE = "changed-here"
    YEAR_CLOSED = "year-closed"
    UNKNOWN_YEAR = "unknown-year"
    UNKNOWN_PLACE = "unknown-place"
    ALTERED = "altered"
    UNDONE_HERE = "undone-here"
    UNDONE_THERE = "undone-there"
    WITHDRAWN_THERE = "withdrawn-there"
    ASKED_TWICE = "asked-twice"


@dataclass(frozen=True, slots=True)
class RejoinLine:
    """One thing that a copy brought; `about` is a field, an item's id, or a department."""

    what: Brought
    fate: Fate
    year: int
    about: str = ""
    why: Why | None = None


@dataclass(frozen=True, slots=True)
class Rejoined:
    """What became of a copy: a line for each thing. `merge` is 0 where it brought nothing."""

    merge: int
    by: str
    lines: tuple[RejoinLine, ...] = ()


@dataclass(frozen=True, slots=True)
class SubmissionRecord:
    """A submission that was merged; `by` and `at` are the department's own."""

    identity: str
    request: str
    year: int
    department: str
    round: int
    number: int
    by: str
    at: str
    seal: str
    file: str
    carrier: str
    merge: int
    undone: bool = False


@dataclass(frozen=True, slots=True)
class Delivered:
    """What a submission brought: `changed` counts the texts that its form had not shown."""

    submission: SubmissionRecord
    changed: int


@dataclass(frozen=True, slots=True)
class Change:
    """One entry of a field's history.

    `at` is when the text came into this file: for a submission the time of the merge, while
    `by` is who handed it in. `before` of a submission is what its form had shown. `undone`
    says that the merge or decision was taken back.
    """

    at: str
    by: str
    department: str
    source: Source
    submission: str
    before: str
    after: str
    undone: bool = False


@dataclass(frozen=True, slots=True)
class HandedIn:
    """A submission that the clerk handed in, by its digest."""

    identity: str
    submission: Submission
    at: str


@dataclass(frozen=True, slots=True)
class Adopted:
    """What a newer round did to the work: fields that took its text, and those that kept theirs.

    `kept` are the fields where both sides had moved; `changed` is false for a round that is
    not newer.
    """

    changed: bool = False
    taken: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer to a finding in time; `ended_at` is empty while it counts."""

    confirmation: Confirmation
    ended_at: str = ""
    ended_by: str = ""
