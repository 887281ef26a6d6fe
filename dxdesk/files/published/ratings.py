"""Ratings of items and their stages, settled once all rows of an item are known."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dxdesk.domain.fields import RATING
from dxdesk.domain.plan import Grade, RatingStage
from dxdesk.domain.rating_reading import is_wording
from dxdesk.domain.reading import Noted
from dxdesk.domain.text import squeeze

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
            find_moved(item, _codes(self._scales.main), self._notes)
        for stage in stages:
            self._rate_stage(item, stage)

    def _rate(self, item: RawItem, given: Sequence[Given]) -> None:
        """The rating of an item; several of its indicators are told of, not made into one."""
        scale = self._scales.main
        if given and not scale and all(squeeze(cell.text) in NONE_GIVEN for cell in given):
            # Without a legend a dash is what the list says of the item.
            item.rating = squeeze(given[0].text)
            self._notes.mark(item.place, *(cell.text for cell in given[1:]), item=item.no)
            return
        found = [(cell, self._read(item, cell.place, cell.text, scale)) for cell in given]
        known = {rated.code for _, rated in found if rated}
        for cell, rated in found:
            if rated is None:
                item.rating_in_words |= squeeze(cell.text) not in NONE_GIVEN
                continue
            if len(known) > 1:
                self._notes.add(
                    cell.place, Noted.KPI_RATED, cell.text, item=item.no, about=cell.kpi
                )
            elif item.rating is not None:
                self._notes.add(cell.place, Noted.REPEAT, cell.text, item=item.no)
            else:
                item.rating = self._take(item, cell.place, rated, scale)

    def _rate_stage(self, item: RawItem, stage: RatingStage) -> None:
        name = f"{RATING}@{stage.id}"
        text = item.stages.pop(name, "")
        scale = self._scales.of(stage) or self._scales.main
        rated = self._read(item, item.place, text, scale) if text else None
        if rated:
            item.stages[name] = self._take(item, item.place, rated, scale)
            if scale and rated.code not in _codes(scale):
                self._notes.add(item.place, Noted.RATING_UNKNOWN, item=item.no, about=rated.code)

    def _read(self, item: RawItem, place: str, text: str, scale: Sequence[Grade]) -> Rated | None:
        """The code in a cell; None, with a note, for a sentence and for a dash that is no code."""
        rated = read_code(text, scale)
        if rated is None:
            self._notes.add(place, Noted.OUTSIDE, text, item=item.no)
        elif rated.code in NONE_GIVEN and rated.code not in _codes(scale):
            self._notes.mark(place, text, item=item.no)
            return None
        return rated

    def _take(self, item: RawItem, place: str, rated: Rated, scale: Sequence[Grade]) -> str:
        respell(self._notes, place, item.no, rated.as_printed, rated.code)
        if any(is_wording(rated.rest, grade) for grade in scale if grade.code == rated.code):
            self._notes.mark(place, rated.rest, item=item.no)
        elif rated.rest:
            self._notes.add(place, Noted.OUTSIDE, rated.rest, item=item.no)
        return rated.code


def _codes(scale: Sequence[Grade]) -> list[str]:
    return [grade.code for grade in scale]
