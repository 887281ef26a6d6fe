"""The cells that one field of a form came back in, and the one text that they come to."""

from __future__ import annotations

from dataclasses import dataclass, field

from dxdesk.domain.unplaced import Stray
from dxdesk.files.form_layout import Role, pieces
from dxdesk.files.form_rows import FormRow


@dataclass(frozen=True, slots=True)
class Spot:
    """A text in a cell; row and column count from 0."""

    sheet: str
    row: int
    column: int
    text: str


@dataclass(slots=True)
class FieldCells:
    """The cells of one field by piece, the copies of a piece in the order they stand in.

    `count` is how many pieces it was sent in, 0 where no row says so. `is_loose` says that a line
    has only one id left, so that the lines have to follow each other. `is_short` says that it is
    known to have been sent on one line.
    """

    row: FormRow
    count: int = 0
    is_loose: bool = False
    is_short: bool = False
    cells: dict[int, list[Spot]] = field(default_factory=dict[int, list[Spot]])

    def add(self, piece: int, spot: Spot) -> None:
        """Take one more cell."""
        self.cells.setdefault(piece, []).append(spot)

    def settle(self, before: str) -> tuple[str | None, list[tuple[Spot, Stray]]]:
        """The field's text where it was sent with `before`, else what its cells say and why not.

        Of a piece that was copied, those that still say what was shown do not count.
        """
        first = self.cells.get(1, [])
        if self.is_short and len(self.cells) == len(first) == 1:
            return first[0].text, []
        sent = pieces(before, Role.ANSWER)
        chosen: dict[int, str] = {}
        torn = set(self.cells) != set(range(1, (self.count or len(sent)) + 1))
        torn |= self.is_loose and not self._follows
        why = Stray.TORN
        for piece, spots in self.cells.items():
            different = dict.fromkeys(spot.text for spot in spots)
            if len(different) > 1:
                different.pop(sent[piece - 1] if piece <= len(sent) else before, None)
            if len(different) > 1:
                torn, why = True, Stray.TWICE
            chosen[piece] = next(iter(different))
        if not torn:
            return "".join(chosen[piece] for piece in sorted(chosen)), []
        each = (spot for spots in self.cells.values() for spot in _different(spots))
        return None, [(spot, why) for spot in each if spot.text not in sent]

    @property
    def _follows(self) -> bool:
        """Whether each piece stands below the one before it."""
        places = {
            (spot.sheet, spot.row, piece) for piece, spots in self.cells.items() for spot in spots
        }
        return all(
            piece == 1 or (sheet, row - 1, piece - 1) in places for sheet, row, piece in places
        )


def _different(spots: list[Spot]) -> list[Spot]:
    """Of cells with one text the last."""
    return list({spot.text: spot for spot in spots}.values())
