"""The rows of the office's file. They are rows, not values: nothing here checks what it holds.

Every fact names the event that brought it (`event`) and the one that took it back (`undone`),
so the journal gives the order of things without trusting any clock.
"""

from __future__ import annotations

from sqlalchemy import text
from sqlalchemy.orm import declared_attr, registry
from sqlmodel import Field, SQLModel


class OfficeTable(SQLModel, registry=registry()):
    """Base of the office's tables, apart from the desk's, whose names are partly the same."""

    # SQLModel declares the name with a type that SQLAlchemy's own decorator does not have.
    @declared_attr.directive
    @classmethod
    def __tablename__(cls) -> str:  # pyright: ignore[reportIncompatibleVariableOverride]
        return cls.__name__.removesuffix("Row").lower()


class SettingRow(OfficeTable, table=True):
    """What a desk remembers beside its work."""

    key: str = Field(primary_key=True)
    value: str


class EventRow(OfficeTable, table=True):
    """The journal: one line for everything that was done; `detail` is JSON without texts."""

    id: int | None = Field(default=None, primary_key=True)
    at: str
    by: str
    kind: str
    detail: str


class EditionRow(OfficeTable, table=True):
    """The plan of one year, as JSON."""

    year: int = Field(primary_key=True)
    event: int = Field(foreign_key="event.id")
    body: str


class BaseRow(OfficeTable, table=True):
    """A text that a year began with."""

    year: int = Field(primary_key=True, foreign_key="edition.year")
    field: str = Field(primary_key=True)
    text: str


class RequestRow(OfficeTable, table=True):
    """A request that was sent, whole in `body`; the other columns are for looking it up."""

    seq: int | None = Field(default=None, primary_key=True)
    id: str = Field(unique=True)
    event: int = Field(foreign_key="event.id")
    year: int = Field(foreign_key="edition.year")
    department: str
    round: int
    secret: str
    made_at: str
    deadline: str
    carrier: str
    body: str


class RemarkRow(OfficeTable, table=True):
    """What the office said of one place in a return."""

    request: int = Field(primary_key=True, foreign_key="request.seq")
    position: int = Field(primary_key=True)
    place: str
    text: str


class MergeRow(OfficeTable, table=True):
    """Files that were taken in together, and so are taken back together.

    Of a copy of the office's file `last` is the last line of the journal that it brought, the
    first being the one behind `event`; of submissions it is 0.
    """

    id: int | None = Field(default=None, primary_key=True)
    event: int = Field(foreign_key="event.id")
    undone: int | None = Field(default=None, foreign_key="event.id")
    last: int = Field(default=0, sa_column_kwargs={"server_default": text("0")})


class SubmissionRow(OfficeTable, table=True):
    """A submission that was taken in; after an undo the same one may be taken in again."""

    id: int | None = Field(default=None, primary_key=True)
    merge: int = Field(foreign_key="merge.id")
    identity: str = Field(index=True)
    request: str = Field(foreign_key="request.id")
    year: int = Field(foreign_key="edition.year")
    department: str
    round: int
    number: int
    by: str
    at: str
    seal: str
    file: str
    carrier: str


class ClaimRow(OfficeTable, table=True):
    """What a submission says of one field, and what its form had shown."""

    submission: int = Field(primary_key=True, foreign_key="submission.id")
    field: str = Field(primary_key=True)
    base: str
    text: str


class DecisionRow(OfficeTable, table=True):
    """What the office chose for a field; `seen` is a JSON list of the texts it knew."""

    id: int | None = Field(default=None, primary_key=True)
    event: int = Field(foreign_key="event.id")
    undone: int | None = Field(default=None, foreign_key="event.id")
    year: int = Field(foreign_key="edition.year")
    field: str
    text: str
    seen: str


class MarkRow(OfficeTable, table=True):
    """A stage that the office set; `request` and `submission` are the newest it then knew.

    `note` is what the office wrote beside it, as for what it was told by telephone.
    """

    id: int | None = Field(default=None, primary_key=True)
    event: int = Field(foreign_key="event.id")
    undone: int | None = Field(default=None, foreign_key="event.id")
    year: int = Field(foreign_key="edition.year")
    department: str
    stage: str
    request: str
    submission: str
    note: str = Field(default="", sa_column_kwargs={"server_default": ""})


class ConfirmationRow(OfficeTable, table=True):
    """An answer to a finding that a submission brought."""

    submission: int = Field(primary_key=True, foreign_key="submission.id")
    position: int = Field(primary_key=True)
    code: str
    field: str
    mark: str
    reason: str
    by: str
    at: str


class ReviewRow(OfficeTable, table=True):
    """What the office did with one answer to a finding; of the same answer the last act counts.

    `counts` is 1 where the office gave the answer, 0 where it set it aside, whoever had given it.
    """

    id: int | None = Field(default=None, primary_key=True)
    event: int = Field(foreign_key="event.id")
    year: int = Field(foreign_key="edition.year")
    counts: int
    code: str
    field: str
    mark: str
    reason: str
    by: str
    at: str


class ClosingRow(OfficeTable, table=True):
    """A year that was closed; `undone` is the event that opened it again."""

    id: int | None = Field(default=None, primary_key=True)
    event: int = Field(foreign_key="event.id")
    undone: int | None = Field(default=None, foreign_key="event.id")
    year: int = Field(foreign_key="edition.year")
    reason: str


class ExtensionRow(OfficeTable, table=True):
    """Another deadline for one department; it holds until the next request to it."""

    id: int | None = Field(default=None, primary_key=True)
    event: int = Field(foreign_key="event.id")
    year: int = Field(foreign_key="edition.year")
    department: str
    request: str
    deadline: str


class DraftRow(OfficeTable, table=True):
    """A remark that is being written, for the next return to a department."""

    year: int = Field(primary_key=True, foreign_key="edition.year")
    department: str = Field(primary_key=True)
    place: str = Field(primary_key=True)
    text: str


class ColleagueRow(OfficeTable, table=True):
    """What a copy of this file, worked on by somebody else, says of a field; see `Colleague`.

    `origin` names the copy, `number` is the line of the copy's own journal: of the same copy the highest counts.
    """

    merge: int = Field(primary_key=True, foreign_key="merge.id")
    year: int = Field(primary_key=True, foreign_key="edition.year")
    field: str = Field(primary_key=True)
    origin: str = Field(primary_key=True)
    number: int
    fork: int
    by: str
    at: str
    base: str
    text: str
    seen: str


class FormerRow(OfficeTable, table=True):
    """A plan before and after a copy changed it."""

    merge: int = Field(primary_key=True, foreign_key="merge.id")
    year: int = Field(primary_key=True, foreign_key="edition.year")
    before: str
    after: str


class InspectionRow(OfficeTable, table=True):
    """An item that the office has looked over; `mark` is of its texts, see `mark_of`."""

    id: int | None = Field(default=None, primary_key=True)
    event: int = Field(foreign_key="event.id")
    undone: int | None = Field(default=None, foreign_key="event.id")
    year: int = Field(foreign_key="edition.year")
    item: str
    mark: str


class SourceRow(OfficeTable, table=True):
    """A row of the document that a year was read from; `cells` is a JSON list."""

    year: int = Field(primary_key=True, foreign_key="edition.year")
    position: int = Field(primary_key=True)
    place: str
    cells: str
    item: str


class NoteRow(OfficeTable, table=True):
    """A note of the reading; `done` is 1 once the office has looked at it."""

    year: int = Field(primary_key=True, foreign_key="edition.year")
    position: int = Field(primary_key=True)
    place: str
    noted: str
    text: str
    item: str
    about: str
    done: int
