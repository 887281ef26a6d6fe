"""Which scale each stage rates by: of the legends, the tables of counts, or the list itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dxdesk.domain.plan import Grade, Order, RatingStage
from dxdesk.domain.text import fold, squeeze

from .grid import Row
from .legend import Legend, find_legends, order_of
from .stages import KINDS


class Scales:
    """The scales of a document; `counted` are the grades of its table of counts."""

    def __init__(self, rows: Sequence[Row]) -> None:
        legends = find_legends(rows)
        self._by_kind: dict[str, Legend] = {}
        for legend in legends:
            self._by_kind.setdefault(_kind(legend), legend)
        self.places = {rows[at].place for legend in legends for at in legend.rows}
        self.counted: list[Grade] = []

    @property
    def main(self) -> tuple[Grade, ...]:
        """The scale of the department's own rating; empty where nothing explains it."""
        legend = self._by_kind.get("")
        if legend is None:
            return tuple(self.counted)
        codes = {grade.code for grade in legend.grades}
        return (*legend.grades, *(grade for grade in self.counted if grade.code not in codes))

    def of(self, stage: RatingStage) -> tuple[Grade, ...]:
        """The scale of a later stage; empty where it rates by the main one."""
        legend = self._by_kind.get(stage.id)
        return legend.grades if legend and legend.grades != self.main else ()

    def order(self, sentences: Iterable[str]) -> Order:
        """How the main scale is ordered."""
        legend = self._by_kind.get("")
        return order_of(self.main, [*sentences, legend.head if legend else ""])


def _kind(legend: Legend) -> str:
    """The stage that a legend names; empty for the department's own, or none."""
    head = fold(squeeze(legend.head)).upper()
    return next((kind for kind, words in KINDS if words.search(head)), "")
