"""Values of KPIs: what was read of the text that a document or a person gives.

The text stays beside what was read from it (`figure_reading`); what cannot be read has no value
and is words.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum


class Kind(Enum):
    """What sort of thing a KPI's text is."""

    NUMBER = "number"
    MILESTONE = "milestone"
    WORDS = "words"


class Comparator(Enum):
    """How a value is to be compared with its target, or how near a reported one is meant."""

    NOT_SAID = ""
    AT_LEAST = "以上"
    AT_MOST = "以下"
    ABOVE = "超"
    BELOW = "未満"
    BETWEEN = "～"
    WITHIN = "以上以下"
    WITHIN_BELOW = "以上未満"
    ABOUT = "約"
    JUST_ABOVE = "強"
    JUST_BELOW = "弱"


class Direction(Enum):
    """Whether more or less of a KPI is better, or neither: KEEP is 維持, as plans mark it with →."""

    NOT_SAID = ""
    MORE = "more"
    LESS = "less"
    KEEP = "keep"


def way(first: Decimal, last: Decimal) -> Direction:
    """The way from one amount to another; NOT_SAID where they are equal."""
    if first == last:
        return Direction.NOT_SAID
    return Direction.MORE if last > first else Direction.LESS


class Basis(Enum):
    """Over what a value is counted."""

    NOT_SAID = ""
    CUMULATIVE = "累計"
    YEARLY = "年間"
    AT_DATE = "時点"


class Aside(Enum):
    """What the words beside a figure say that it speaks of, other than its whole year as it was.

    PART is a part of the year (上期, 12月末現在), OTHER_YEAR an earlier one, PLANNED what is still to
    come, RELATIVE a rate to the target or to another year (達成率95%, 前年度比105%).
    """

    NOTHING = ""
    PART = "part"
    OTHER_YEAR = "other-year"
    PLANNED = "planned"
    RELATIVE = "relative"


class Doubt(Enum):
    """Why a figure may have been read wrongly; the value goes into the evidence of a finding."""

    GROUPING = "grouping"
    LETTER = "letter"
    KANJI_DIGITS = "kanji-digits"
    TORN = "torn"
    CHANGE_AND_VALUE = "change-and-value"
    SHARE = "share"
    SCALE = "scale"


class Empty(Enum):
    """The kinds of "no figure, no text" that are not the number 0, by the words that say so."""

    UNWRITTEN = ""
    NOT_APPLICABLE = "該当なし"
    NOT_DONE = "未実施"
    UNKNOWN = "把握できない"
    ENDED = "終了"


@dataclass(frozen=True, slots=True)
class Due:
    """By when: a fiscal year, perhaps its end (末), perhaps "until" (まで)."""

    year: int
    end: bool = False
    until: bool = False


@dataclass(frozen=True, slots=True)
class Measure:
    """One number with its unit; `decimals` are those printed (42.0 has one).

    `upper` is the other end where a span is given (3～5件); then `value` is the lower one. `value`
    is the whole amount also where a `scale` is printed before the unit (1.2万人 is 12000, 人, 万).
    `of` is what it is a part of (12/15課, 3分の2). `year` is the fiscal year that it is for, where
    the text has several, `basis` what it is counted over where it says so itself.
    """

    value: Decimal
    unit: str
    decimals: int
    upper: Decimal | None = None
    scale: str = ""
    of: Decimal | None = None
    year: int | None = None
    signed: bool = False
    basis: Basis = field(default=Basis.NOT_SAID, compare=False)

    @property
    def is_change(self) -> bool:
        """Whether it says by how much something changed: +10人, 5%減."""
        return self.signed or self.unit[-1:] in ("増", "減")


@dataclass(frozen=True, slots=True)
class Figure:
    """What was read from `text`: `value` and `unit` of the only number, None and "" otherwise.

    A text with `doubts` could be one of several figures: it is words, and none of them. `start` is
    what it comes from (10日→7日), `whole` that it is all there is (全17施設). `years` is over how many
    years it is counted where that is more than one (5年間で100件). `full` is the highest mark that
    there is (5点満点).
    """

    text: str
    kind: Kind
    measures: tuple[Measure, ...] = ()
    comparator: Comparator = Comparator.NOT_SAID
    basis: Basis = Basis.NOT_SAID
    due: Due | None = None
    empty: Empty | None = None
    doubts: tuple[Doubt, ...] = ()
    start: Measure | None = None
    whole: bool = False
    years: int = 1
    aside: Aside = field(default=Aside.NOTHING, compare=False)
    full: int | None = field(default=None, compare=False)

    value: Decimal | None = field(init=False, compare=False, default=None)
    unit: str = field(init=False, compare=False, default="")
    # One amount of this year, with nothing about it that has to be weighed.
    is_plain: bool = field(init=False, compare=False, default=False)

    def __post_init__(self) -> None:
        if len(self.measures) == 1:
            only = self.measures[0]
            whole = only.upper is None and only.of is None and not only.is_change
            exact = self.comparator is Comparator.NOT_SAID and self.years == 1 and self.due is None
            alone = self.aside is Aside.NOTHING and self.full is None
            plain = whole and exact and alone and self.basis is not Basis.CUMULATIVE
            object.__setattr__(self, "is_plain", plain and only.value >= 0)
            # 3分の2 has no digits of its own.
            if only.of is None or only.unit:
                object.__setattr__(self, "value", only.value)
            object.__setattr__(self, "unit", only.unit)

    @property
    def says(self) -> Direction:
        """The way that a target's own wording goes, without a word for it."""
        if self.whole:
            return Direction.MORE
        if self.start is None or self.value is None:
            return Direction.NOT_SAID
        return way(self.start.value, self.value)

    @property
    def whole_unit(self) -> str:
        """The unit with the scale that is printed before it (万人), as a form shows it."""
        return f"{self.measures[0].scale}{self.unit}" if len(self.measures) == 1 else ""

    @property
    def number(self) -> int | float | None:
        """The value as JSON prints it: an int unless decimals were printed, or are needed."""
        if self.value is None:
            return None
        only = self.measures[0]
        whole = self.value == self.value.to_integral_value()
        return int(self.value) if whole and (only.scale or not only.decimals) else float(self.value)
