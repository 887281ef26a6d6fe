"""What reading a published table gives: the plan, its answers, and an account of the rest."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from dxdesk.domain.fields import Answers
from dxdesk.domain.plan import Plan


class Noted(Enum):
    """Why a note was made; the value is the code in the report file."""

    FRONT = "front"
    SCALE = "scale"
    HEADER = "header"
    MARK = "mark"
    MARKUP = "markup"
    PAGE_MARK = "page-mark"
    REPEAT = "repeat"
    DISPLACED = "displaced"
    SHIFTED = "shifted"
    JOINED = "joined"
    RATING_MOVED = "rating-moved"
    RATING_MISSING = "rating-missing"
    RATING_UNKNOWN = "rating-unknown"
    KPI_MOVED = "kpi-moved"
    KPI_MATCHED = "kpi-matched"
    KPI_WITHOUT_ACTUAL = "kpi-without-actual"
    KPI_LEFT_IN_TEXT = "kpi-left-in-text"
    DEPARTMENT_DOUBTFUL = "department-doubtful"
    DEPARTMENT_MISSING = "department-missing"
    WRITER_UNKNOWN = "writer-unknown"
    NUMBER_TWICE = "number-twice"
    COUNTS_DIFFER = "counts-differ"
    SCALE_MISSING = "scale-missing"
    YEAR_GUESSED = "year-guessed"
    ITEM_DOUBTFUL = "item-doubtful"
    KPI_HALVES = "kpi-halves"
    KPI_RATED = "kpi-rated"
    NUMBER_MISSING = "number-missing"
    ADDED = "added"
    COLUMN_ASIDE = "column-aside"
    ASIDE = "aside"
    ORDER_NOT_SAID = "order-not-said"
    OTHER_YEAR = "other-year"
    AGAIN_DIFFERS = "again-differs"
    OUTSIDE = "outside"
    FOOTNOTE = "footnote"
    COMMENT = "comment"
    AUTO_NUMBERS = "auto-numbers"
    NESTED_TABLE = "nested-table"
    STRUCK = "struck"
    SHOWN_DIFFERS = "shown-differs"
    COLUMN_ROUNDED = "column-rounded"
    ROUNDED = "rounded"
    ZEROS_HIDDEN = "zeros-hidden"
    NO_VALUE = "no-value"
    ERROR_VALUE = "error-value"
    ZERO = "zero"
    LINKED_ZERO = "linked-zero"
    MADE_DATE = "made-date"
    SYMBOL = "symbol"
    UNPLACED = "unplaced"


DOUBTFUL = frozenset(
    {
        Noted.DISPLACED,
        Noted.SHIFTED,
        Noted.RATING_MOVED,
        Noted.RATING_MISSING,
        Noted.RATING_UNKNOWN,
        Noted.KPI_MOVED,
        Noted.KPI_MATCHED,
        Noted.KPI_WITHOUT_ACTUAL,
        Noted.KPI_LEFT_IN_TEXT,
        Noted.DEPARTMENT_DOUBTFUL,
        Noted.DEPARTMENT_MISSING,
        Noted.WRITER_UNKNOWN,
        Noted.NUMBER_TWICE,
        Noted.COUNTS_DIFFER,
        Noted.SCALE_MISSING,
        Noted.YEAR_GUESSED,
        Noted.ITEM_DOUBTFUL,
        Noted.KPI_RATED,
        Noted.NUMBER_MISSING,
        Noted.COLUMN_ASIDE,
        Noted.ORDER_NOT_SAID,
        Noted.OTHER_YEAR,
        Noted.AGAIN_DIFFERS,
        Noted.OUTSIDE,
        Noted.FOOTNOTE,
        Noted.AUTO_NUMBERS,
        Noted.NESTED_TABLE,
        Noted.STRUCK,
        Noted.SHOWN_DIFFERS,
        Noted.COLUMN_ROUNDED,
        Noted.ZEROS_HIDDEN,
        Noted.NO_VALUE,
        Noted.ERROR_VALUE,
        Noted.ZERO,
        Noted.LINKED_ZERO,
        Noted.MADE_DATE,
        Noted.SYMBOL,
        Noted.UNPLACED,
    }
)


@dataclass(frozen=True, slots=True)
class Note:
    """One line of the import report.

    `place` is where in the source (line 12, or sheet and row). `text` is what was taken out
    of the table there, to the letter; what stays in the plan is not repeated in it. Of ADDED
    alone it is what the reader put into the plan without its standing there once more. `about`
    names what the sentence speaks of.
    """

    place: str
    noted: Noted
    text: str = ""
    item: str = ""
    about: str = ""

    @property
    def doubtful(self) -> bool:
        """Whether a person should look."""
        return self.noted in DOUBTFUL


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A row of the document as it came; `item` is the id of the item that it went to, if any."""

    place: str
    cells: tuple[str, ...]
    item: str = ""


@dataclass(frozen=True)
class Reading:
    """A published table as it was read.

    Every visible character of the source is either in the plan's groups and items and their
    answers, or in the text of a note. `source` has every row of it in its order.
    """

    plan: Plan
    answers: Answers
    report: tuple[Note, ...]
    source: tuple[SourceRow, ...] = ()


def texts_of(reading: Reading) -> Iterator[str]:
    """Every text that was kept from the table, each once."""
    for group in reading.plan.groups:
        yield from (group.label, group.no, group.title)
    for item in reading.plan.items:
        yield from (item.no, item.title, *item.departments, item.content, item.goal)
        for phase in item.schedule:
            yield phase.label
        for kpi in item.kpis:
            yield from (kpi.name, kpi.target, kpi.lead_in, kpi.baseline, kpi.aim)
            yield from (target.text for target in kpi.targets)
        for slot in item.slots:
            if slot.opens and reading.answers.get(f"{item.id}/{slot.id}"):
                yield slot.part
            yield slot.signature
    yield from reading.answers.values()
