"""What a plan sets about its checks: which rules are on, how severe, and what they need to know."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum


class Severity(Enum):
    """How much a finding matters: an error would come back from the office."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"


class Signs(Enum):
    """The characters that the city's machines can show.

    The names are those of the character sets: JIS X 0208 is what every old system has,
    Windows-31J adds ①, ㈱ and 髙, JIS X 0213 adds rare kanji; ANY is all of Unicode.
    """

    JIS_X_0208 = "jis-x-0208"
    WINDOWS_31J = "windows-31j"
    JIS_X_0213 = "jis-x-0213"
    ANY = "any"


@dataclass(frozen=True, slots=True)
class Rulebook:
    """A plan's own settings; what is not set is as the rules declare it.

    `levels` holds, by the rule's code, a severity that differs from the declared one; None
    turns the rule off. `reason_for` are the codes of the scale that are given with a reason.
    `far_below` is the achievement in per cent under which a target counts as far missed.
    `percent_decimals` and `percent_to_100` say how shares of the summary are printed; with
    the latter the largest remainders are rounded up until the shares add up to 100.
    `signs_allowed` are characters that the machines show beyond `signs`.
    """

    levels: Mapping[str, Severity | None] = field(default_factory=dict[str, Severity | None])
    reason_for: tuple[str, ...] = ()
    far_below: int = 50
    percent_decimals: int = 0
    percent_to_100: bool = False
    signs: Signs = Signs.WINDOWS_31J
    signs_allowed: str = ""
