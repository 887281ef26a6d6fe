"""Ratings of items and their stages, settled once all rows of an item are known."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dxdesk.domain.fields import RATING
from dxdesk.domain.plan import RatingStage
from dxdesk.domain.reading import Noted

from .codes import NONE_GIVEN, Rated, find_moved, read_code, respell
from .notes import Notes
from .raw import RawItem
from .scales import Scales


@dataclass(frozen=True, slots=True)
class Given:
    """A cell of the department's own ratings; `kpi` is the indicator of its row, if any."""

    place: str
    kpi: str
    text: str


class Ratings:
    """Makes codes of a scale out of cells, with an account of whatever stood there."""

    def __init__(self, notes: Notes, scales: Scales) -> None:
        self._notes = notes
        self._scales = scales

    def settle(self, item: RawItem, given: Sequence[Given], stages: Iterable[RatingStage]) -> None:
        """Rate an item by all cells that were given for it, and each of its later stages."""
        self._rate(item, given)
        if item.rating is None and not given:
            find_moved(item, self._codes, self._notes)
        for stage in stages:
            self._rate_stage(item, stage)

    @property
    def _codes(self) -> list[str]:
        return [grade.code for grade in self._scales.main]

    def _rate(self, item: RawItem, given: Sequence[Given]) -> None:
        """The rating of an item; several of its indicators are told of, not made into one."""
        codes = self._codes
        found = [(cell, self._read(item, cell.place, cell.text, codes)) for cell in given]
        known = {rated.code for _, rated in found if rated}
        for cell, rated in found:
            if rated is None:
                continue
            if len(known) > 1:
                self._notes.add(
                    cell.place, Noted.KPI_RATED, cell.text, item=item.no, about=cell.kpi
                )
            elif item.rating is not None:
                self._notes.add(cell.place, Noted.REPEAT, cell.text, item=item.no)
            else:
                item.rating = self._take(item, cell.place, rated)

    def _rate_stage(self, item: RawItem, stage: RatingStage) -> None:
        name = f"{RATING}@{stage.id}"
        text = item.stages.pop(name, "")
        codes = [grade.code for grade in self._scales.of(stage)] or self._codes
        rated = self._read(item, item.place, text, codes) if text else None
        if rated:
            item.stages[name] = self._take(item, item.place, rated)
            if codes and rated.code not in codes:
                self._notes.add(item.place, Noted.RATING_UNKNOWN, item=item.no, about=rated.code)

    def _read(self, item: RawItem, place: str, text: str, codes: Sequence[str]) -> Rated | None:
        """The code in a cell; None, with a note, for a sentence and for a dash that is no code."""
        rated = read_code(text, codes)
        if rated is None:
            self._notes.add(place, Noted.OUTSIDE, text, item=item.no)
        elif rated.code in NONE_GIVEN and rated.code not in codes:
            self._notes.mark(place, text, item=item.no)
            return None
        return rated

    def _take(self, item: RawItem, place: str, rated: Rated) -> str:
        respell(self._notes, place, item.no, rated.as_printed, rated.code)
        self._notes.mark(place, rated.rest, item=item.no)
        return rated.code
