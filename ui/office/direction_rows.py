"""The KPIs as rows of the table that asks which way is better."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from dxdesk.domain.direction_questions import Question, is_asked
from dxdesk.domain.directions import Source, direction_of
from dxdesk.domain.fields import field_of
from dxdesk.domain.figures import Direction
from dxdesk.domain.plan import Item, Kpi
from dxdesk.messages import DIRECTION_WORDS, SPEAKS_WORDS
from ui.office.findings_filter import search_key
from ui.office.state import YearState

_SOURCE_WORDS = {
    Source.SET: "計画の設定",
    Source.SAID: "文書（目標・指標名・列）",
    Source.SHOWN: "基準値と目標から",
    Source.NOT_KNOWN: "向きの要らない目標",
}

# In a column there is little room for the words of directions.
_SIDES = {Direction.MORE: "多い", Direction.LESS: "少ない", Direction.KEEP: "維持"}


@dataclass(frozen=True, slots=True)
class DirectionRow:
    """A KPI of a year, its actual of the year before, and the question where there is one.

    `is_open` says that its direction is needed and not known.
    """

    year: int
    field: str
    item: Item
    kpi: Kpi
    last: str = ""
    question: Question | None = None
    is_open: bool = False

    @property
    def proposal(self) -> Direction:
        """What the clues agree in, as long as nobody has answered."""
        asked = self.question if self.is_open else None
        return asked.proposal if asked else Direction.NOT_SAID

    @property
    def proposed(self) -> str:
        """That in words; empty where there is none."""
        return DIRECTION_WORDS.get(self.proposal, "")

    @property
    def known(self) -> str:
        """The direction in words, or whether it is wanted."""
        words = DIRECTION_WORDS.get(direction_of(self.kpi, self.year).direction)
        return words or ("未定" if self.is_open else "―")

    @property
    def reasons(self) -> tuple[str, ...]:
        """How the direction is known; else what speaks for each side, or that nothing does."""
        if not self.is_open:
            return (_SOURCE_WORDS[direction_of(self.kpi, self.year).source],)
        found: dict[Direction, list[str]] = {}
        for clue in self.question.clues if self.question else ():
            said = f"{SPEAKS_WORDS[clue.speaks]} {clue.text}".strip()
            found.setdefault(clue.side, []).append(said)
        sides = (f"{_SIDES[side]}：{'、'.join(said)}" for side, said in found.items())
        return tuple(sides) or ("手がかりはありません",)

    @property
    def choices(self) -> list[tuple[str, object]]:
        """What can be set, in words; first what holds where nothing is."""
        unset = replace(self.kpi, direction=Direction.NOT_SAID)
        is_read = direction_of(unset, self.year).source is not Source.NOT_KNOWN
        first = "読み取りどおり" if is_read else "未定"
        others = ((words, one) for one, words in DIRECTION_WORDS.items())
        return [(first, Direction.NOT_SAID), *others]

    def answered(self, direction: Direction) -> DirectionRow:
        """The row once a direction is set."""
        kpi = replace(self.kpi, direction=direction)
        return replace(self, kpi=kpi, is_open=is_asked(kpi, self.year))

    def has(self, words: Iterable[str]) -> bool:
        """Whether all words occur in it."""
        text = search_key(f"{self.item.no}\n{self.item.title}\n{self.kpi.name}\n{self.kpi.target}")
        return all(word in text for word in words)


def direction_rows(state: YearState) -> tuple[DirectionRow, ...]:
    """Every KPI of a year that has its own answer, in the plan's order."""
    asked = {question.field: question for question in state.direction_questions}
    year, last = state.year, state.last_answers
    kpis = ((item, kpi) for item in state.plan.own_items for kpi in item.kpis)
    fields = ((field_of(item, kpi.id), item, kpi) for item, kpi in kpis)
    return tuple(
        DirectionRow(year, field, item, kpi, last.get(field, ""), asked.get(field), field in asked)
        for field, item, kpi in fields
    )
