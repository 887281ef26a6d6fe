"""The rows of a clerk's file. They are rows, not values: nothing here checks what it holds."""

from __future__ import annotations

from sqlalchemy.orm import declared_attr, registry
from sqlmodel import Field, SQLModel


class DeskTable(SQLModel, registry=registry()):
    """Base of the desk's tables, apart from the office's, whose names are partly the same."""

    # SQLModel declares the name with a type that SQLAlchemy's own decorator does not have.
    @declared_attr.directive
    @classmethod
    def __tablename__(cls) -> str:  # pyright: ignore[reportIncompatibleVariableOverride]
        return cls.__name__.removesuffix("Row").lower()


class SettingRow(DeskTable, table=True):
    """What a desk remembers beside its work."""

    key: str = Field(primary_key=True)
    value: str


class RequestRow(DeskTable, table=True):
    """A request of the department, round after round; the newest is what is answered."""

    seq: int | None = Field(default=None, primary_key=True)
    id: str = Field(unique=True)
    at: str
    by: str
    body: str


class AnswerRow(DeskTable, table=True):
    """A text that differs from what the newest request shows."""

    field: str = Field(primary_key=True)
    text: str


class ChangeRow(DeskTable, table=True):
    """A change of one field; keystrokes join the last change until it is closed."""

    id: int | None = Field(default=None, primary_key=True)
    field: str
    source: str
    at: str
    by: str
    before: str
    after: str
    closed: int


class SubmissionRow(DeskTable, table=True):
    """A submission that was handed in, whole in `body`."""

    id: int | None = Field(default=None, primary_key=True)
    identity: str
    request: str = Field(foreign_key="request.id")
    number: int
    at: str
    body: str


class ConfirmationRow(DeskTable, table=True):
    """A finding that was answered with a reason; `ended_at` is empty while the answer counts."""

    id: int | None = Field(default=None, primary_key=True)
    code: str
    field: str
    mark: str
    reason: str
    by: str
    at: str
    ended_at: str
    ended_by: str
