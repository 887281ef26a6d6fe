"""What the text of a cell does not say: of its number, its formula, and what is struck out in it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Odd(Enum):
    """Why a cell has to be looked at.

    ROUNDED: less is shown than stored; DIFFERENT: another amount, or none; DAY: a date without
    its year, as Excel makes of 1-2 and 4/3.
    """

    ROUNDED = "rounded"
    DIFFERENT = "different"
    DAY = "day"
    ERROR = "error"
    NO_VALUE = "no-value"
    LINKED_ZERO = "linked-zero"
    STRUCK = "struck"


@dataclass(frozen=True, slots=True)
class Mark:
    """One such cell; row and column count from 0.

    `shown` is its text. `stored` is the number behind it, of NO_VALUE the formula, and of STRUCK
    the struck text, with which `whole` is the text.
    """

    row: int
    column: int
    odd: Odd
    shown: str = ""
    stored: str = ""
    whole: str = ""
