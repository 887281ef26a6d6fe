"""What has to be told of a form that came back: texts without a field, and doubtful values."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Stray(Enum):
    """Why a text has no field, or is doubtful; `dxdesk.messages` has the sentence of each."""

    BESIDE = "beside"
    NO_ROW = "no-row"
    OUTSIDE = "outside"
    TWO_ROWS = "two-rows"
    TWICE = "twice"
    MERGED = "merged"
    TORN = "torn"
    OTHER_FORM = "other-form"
    STRUCK = "struck"
    NOT_SHOWN = "not-shown"
    NO_VALUE = "no-value"
    ERROR_VALUE = "error-value"
    ZERO = "zero"
    SHOWN_OTHERWISE = "shown-otherwise"
    MADE_DATE = "made-date"
    LINKED_ZERO = "linked-zero"

    @property
    def is_taken(self) -> bool:
        """Whether the value is in its field as it is shown, and only has to be looked at."""
        return self in (Stray.SHOWN_OTHERWISE, Stray.MADE_DATE, Stray.LINKED_ZERO)


@dataclass(frozen=True, slots=True)
class Unplaced:
    """One such text, as it was typed, and where it stands; of a number what is shown and stored.

    `row` counts from 1 and `column` has letters, as a spreadsheet shows them. `near` are the
    fields that it may be for, the likeliest first.
    """

    sheet: str
    row: int
    column: str
    text: str
    why: Stray
    near: tuple[str, ...] = ()
