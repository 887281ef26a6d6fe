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
        self._legends = find_legends(rows)
        self.places = {rows[at].place for legend in self._legends for at in legend.rows}
        self.counted: list[Grade] = []

    @property
    def main(self) -> tuple[Grade, ...]:
        """The scale of the department's own rating; empty where nothing explains it."""
        plain = next((one.grades for one in self._legends if not _kind(one)), ())
        if not plain:
            return tuple(self.counted)
        codes = {grade.code for grade in plain}
        return (*plain, *(grade for grade in self.counted if grade.code not in codes))

    def of(self, stage: RatingStage) -> tuple[Grade, ...]:
        """The scale of a later stage; empty where it rates by the main one."""
        own = next((one.grades for one in self._legends if _kind(one) == stage.id), ())
        return () if own == self.main else own

    def order(self, sentences: Iterable[str]) -> Order:
        """How the main scale is ordered."""
        heads = (legend.head for legend in self._legends if not _kind(legend))
        return order_of(self.main, [*sentences, *heads])


def _kind(legend: Legend) -> str:
    """The stage that a legend names; empty for the department's own, or none."""
    head = fold(squeeze(legend.head)).upper()
    return next((kind for kind, words in KINDS if words.search(head)), "")
