"""Blocks over pages: laws that hold for any heights, and the cases that a reader meets."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TypeAlias

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.printing.flow import flow

Pages: TypeAlias = "list[list[tuple[float, Block]]]"

PAGE = 100.0
STEP = 10.0


@dataclass(frozen=True)
class Block:
    """A block of lines of `STEP`; `part` counts its pieces."""

    name: int
    lines: int
    keeps: bool = False
    blank: bool = False
    part: int = 0
    head: bool = False

    @property
    def height(self) -> float:
        return self.lines * STEP

    @property
    def least(self) -> float:
        return STEP


def split(block: Block, room: float) -> tuple[Block, Block] | None:
    count = int(room / STEP)
    if block.head or not 0 < count < block.lines:
        return None
    rest = replace(block, lines=block.lines - count, part=block.part + 1)
    return replace(block, lines=count, keeps=False), rest


def pages_of(blocks: list[Block], heads: int = 0, first: float = PAGE) -> Pages:
    head = [Block(-1, heads, head=True)] if heads else []
    return flow(blocks, (first, PAGE), lambda _n, _goes_on: head, split)


def shown(pages: Pages) -> list[list[str]]:
    """Each block by its name, its piece and its lines."""
    return [
        [
            "head"
            if block.head
            else "space"
            if block.blank
            else f"{block.name}.{block.part}:{block.lines}"
            for _, block in page
        ]
        for page in pages
    ]


def rows(*lines: int) -> list[Block]:
    return [Block(n, count) for n, count in enumerate(lines)]


TITLE, SPACE = Block(7, 1, keeps=True), Block(8, 2, blank=True)


@pytest.mark.parametrize(
    ("blocks", "expected"),
    [
        # A row that a fresh page holds goes there whole.
        (rows(6, 5), [["0.0:6"], ["head", "1.0:5"]]),
        # One that no page holds is torn where it stands.
        (rows(6, 12), [["0.0:6", "1.0:4"], ["head", "1.1:8"]]),
        # Too little is left to begin one.
        (rows(9, 12), [["0.0:9"], ["head", "1.0:9"], ["head", "1.1:3"]]),
        (rows(25), [["0.0:10"], ["head", "0.1:9"], ["head", "0.2:6"]]),
        # A title goes with what stands below it.
        ([*rows(6), TITLE, *rows(4)], [["0.0:6"], ["head", "7.0:1", "0.0:4"]]),
        ([*rows(6), TITLE, TITLE, *rows(2)], [["0.0:6", "7.0:1", "7.0:1", "0.0:2"]]),
        # With its title the row is longer than a page, so that it is torn under the title.
        ([*rows(6), TITLE, *rows(9)], [["0.0:6", "7.0:1", "0.0:3"], ["head", "0.1:6"]]),
        # White space at the top of a page is none.
        ([*rows(9), SPACE, *rows(3)], [["0.0:9"], ["head", "0.0:3"]]),
        ([*rows(9), SPACE], [["0.0:9"]]),
        ([SPACE, *rows(3)], [["space", "0.0:3"]]),
        # A chain that is longer than a page breaks.
        ([TITLE] * 12, [["7.0:1"] * 10, ["head", "7.0:1", "7.0:1"]]),
        ([], [[]]),
    ],
)  # fmt: skip
def test_cases(blocks: list[Block], expected: list[list[str]]) -> None:
    assert shown(pages_of(blocks, heads=1)) == expected


def test_heads_that_would_take_half_a_page_are_not_repeated() -> None:
    assert shown(pages_of(rows(9, 9), heads=6)) == [["0.0:9"], ["1.0:9"]]


def test_a_first_page_may_be_shorter() -> None:
    assert shown(pages_of(rows(5, 4), first=50)) == [["0.0:5"], ["1.0:4"]]


@st.composite
def documents(draw: st.DrawFn) -> list[Block]:
    kinds = draw(st.lists(st.tuples(st.integers(1, 25), st.sampled_from("rrrkkb")), max_size=25))
    return [
        Block(n, min(lines, 3) if kind != "r" else lines, kind == "k", kind == "b")
        for n, (lines, kind) in enumerate(kinds)
    ]


@given(documents(), st.integers(0, 4))
def test_laws(blocks: list[Block], heads: int) -> None:
    pages = pages_of(blocks, heads)
    placed = [block for page in pages for _, block in page if not block.head]
    # Everything is there once, in order; only white space may be left out.
    for block in blocks:
        pieces = [piece for piece in placed if piece.name == block.name]
        assert sum(piece.lines for piece in pieces) == (block.lines if pieces else 0)
        assert pieces or block.blank
        assert len(pieces) <= 1 or block.lines + heads > 10 or follows_title(blocks, block)
    assert [(block.name, block.part) for block in placed] == sorted(
        (block.name, block.part) for block in placed
    )
    for n, page in enumerate(pages):
        bottom = 0.0
        for top, block in page:
            assert top == pytest.approx(bottom)
            bottom = top + block.height
        assert bottom <= PAGE + 0.01
        own = [block for _, block in page if not block.head]
        assert own or not blocks or all(block.blank for block in blocks)
        assert not n or not own[0].blank
        assert [block.head for _, block in page[:1]] == [bool(heads and n)] or not page
        if n + 1 < len(pages) and own[-1].keeps:
            assert too_long(blocks, own[-1].name, heads)


def follows_title(blocks: list[Block], block: Block) -> bool:
    return block.name > 0 and goes_on(blocks, block.name - 1)


def too_long(blocks: list[Block], name: int, heads: int) -> bool:
    """Whether the chain around a block needs more than a page, with the start of its last one."""
    first = last = name
    while first and goes_on(blocks, first - 1):
        first -= 1
    while last + 1 < len(blocks) and goes_on(blocks, last):
        last += 1
    above = sum(block.lines for block in blocks[first:last])
    return above + heads + min(blocks[last].lines, 2) > 10


def goes_on(blocks: list[Block], name: int) -> bool:
    """Whether a block is kept with the next; white space does not part them."""
    block = blocks[name]
    return block.keeps or (block.blank and name > 0 and goes_on(blocks, name - 1))
