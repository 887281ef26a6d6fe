"""Texts of a form that came back and that no field could be given for sure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Stray(Enum):
    """Why a text has no field; `dxdesk.messages` has the sentence of each."""

    BESIDE = "beside"
    NO_ROW = "no-row"
    OUTSIDE = "outside"
    TWO_ROWS = "two-rows"
    TWICE = "twice"
    MERGED = "merged"
    TORN = "torn"
    OTHER_FORM = "other-form"


@dataclass(frozen=True, slots=True)
class Unplaced:
    """One such text, as it was typed, and where it stands.

    `row` counts from 1 and `column` has letters, as a spreadsheet shows them. `near` are the
    fields that it may be for, the likeliest first.
    """

    sheet: str
    row: int
    column: str
    text: str
    why: Stray
    near: tuple[str, ...] = ()
