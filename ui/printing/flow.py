"""Blocks over pages: what is torn, what is kept together, what stands again overleaf."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Generic, Protocol, TypeAlias, TypeVar

# A block that must be torn begins here only where this share of a page is left for it.
_BEGIN = 0.2
# Repeated heads that take more than this share of a page are not repeated.
_HEADS = 0.5
_EXACT = 1e-6


class Block(Protocol):
    """What has a height on paper, in any unit that is the same for all."""

    @property
    def height(self) -> float:
        """What it takes up."""
        ...

    @property
    def least(self) -> float:
        """What the first piece takes up at least, where it must be torn."""
        ...

    @property
    def keeps(self) -> bool:
        """Whether it may not be the last of its page."""
        ...

    @property
    def blank(self) -> bool:
        """Whether it is white space, which no page begins with."""
        ...


B = TypeVar("B", bound=Block)
Placed: TypeAlias = list[tuple[float, B]]
# The blocks that stand again above the block of an index; whether it goes on from the page before.
Repeated: TypeAlias = Callable[[int, bool], Sequence[B]]
# The piece of a block that is at most so high, and the rest; None where no line would fit.
Split: TypeAlias = Callable[[B, float], "tuple[B, B] | None"]


def flow(
    blocks: Sequence[B],
    rooms: tuple[float, float],
    repeated: Repeated[B],
    split: Split[B],
) -> list[Placed[B]]:
    """Put blocks onto pages, each at its distance from the top of the body.

    `rooms` are the heights of the first page's body and of a later one's. A block is torn only
    where a fresh page would not hold it, with those that it is kept with; what is kept together
    and longer than a page breaks where it must.
    """
    flowing = _Flow(rooms, repeated, split)
    start = 0
    for chain in _chains(blocks):
        flowing.put_chain(start, chain)
        start += len(chain)
    return flowing.pages


def _chains(blocks: Sequence[B]) -> Iterator[Sequence[B]]:
    """Blocks that are kept together: those that keep the next, and the next behind white space."""
    start = 0
    for n, block in enumerate(blocks, 1):
        goes_on = block.keeps or (block.blank and n - 1 > start)
        if not goes_on or n == len(blocks):
            yield blocks[start:n]
            start = n


class _Flow(Generic[B]):
    def __init__(self, rooms: tuple[float, float], repeated: Repeated[B], split: Split[B]) -> None:
        self.pages: list[Placed[B]] = [[]]
        self._later = rooms[1]
        self._repeated = repeated
        self._split = split
        self._top = 0.0
        self._bottom = rooms[0]
        # Whether the page has more than repeated blocks.
        self._begun = False

    def put_chain(self, start: int, chain: Sequence[B]) -> None:
        """Put what is kept together, on a new page where too little is left of this one."""
        seen = [n for n, block in enumerate(chain) if not block.blank]
        if seen and self._begun and self._needed(start, chain[: seen[-1] + 1]) > self._left:
            self._turn(start, False)
        for n, block in enumerate(chain):
            self._put(start + n, block, held=n > 0)

    def _needed(self, start: int, chain: Sequence[B]) -> float:
        """What a chain takes of its first page: all of it, or as much as a torn row begins with."""
        above, last = sum(block.height for block in chain[:-1]), chain[-1]
        whole = above + last.height <= self._fresh(start, False)
        return above + (last.height if whole else self._beginning(last))

    def _put(self, n: int, block: B, *, held: bool) -> None:
        """Put one block; one that is `held` stays with the block before it, torn if need be."""
        if block.blank:
            if block.height <= self._left and (self._begun or len(self.pages) == 1):
                self._place(block)
            return
        continued = False
        while block.height > self._left:
            must = held or not self._begun or block.height > self._fresh(n, continued)
            enough = not self._begun or self._left >= min(block.least, self._beginning(block))
            parts = self._split(block, self._left) if must and enough else None
            if parts is not None:
                self._place(parts[0])
                block, continued = parts[1], True
            elif not self._begun:
                break
            self._turn(n, continued)
            held = False
        self._place(block)

    @property
    def _left(self) -> float:
        return self._bottom - self._top + _EXACT

    def _beginning(self, block: B) -> float:
        return min(max(block.least, self._later * _BEGIN), block.height)

    def _fresh(self, n: int, continued: bool) -> float:
        return self._later - sum(head.height for head in self._heads(n, continued)) + _EXACT

    def _heads(self, n: int, continued: bool) -> Sequence[B]:
        heads = self._repeated(n, continued)
        return heads if sum(head.height for head in heads) <= self._later * _HEADS else ()

    def _turn(self, n: int, continued: bool) -> None:
        self.pages.append([])
        self._top, self._bottom = 0.0, self._later
        for head in self._heads(n, continued):
            self._place(head)
        self._begun = False

    def _place(self, block: B) -> None:
        self.pages[-1].append((self._top, block))
        self._top += block.height
        self._begun = True
