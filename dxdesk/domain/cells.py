"""Cells of the published table: composed from blocks, and read back into them.

`compose(read(cell))` is the cell, white space aside: labels, signatures and the order of the
blocks are those that were read. How a department signs is the document's: （課名） behind the
block (Tokushima) or 【課名】 in front of it (Oita).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dxdesk.domain.fields import RATING, RATING_NOTE, Answers, field_of
from dxdesk.domain.plan import Column, Item, Kpi, Slot

_LABEL = re.compile(r"^[ \t　]*((?:[(（]\d{1,2}[)）])+)[ \t　]*", re.MULTILINE)
_HEAD = re.compile(r"^[ \t　]*【([^【】\n]{1,60})】[ \t　]*", re.MULTILINE)
_TAIL = re.compile(r"[(（]((?:[^()（）\n]|[(（][^()（）\n]*[)）]){1,80})[)）](?=\s|$|(?=[(（]))")


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph of a cell: what some departments wrote for one part."""

    text: str
    part: str = ""
    departments: tuple[str, ...] = ()
    signature: str = ""
    opens: bool = True


@dataclass(frozen=True, slots=True)
class Cells:
    """The composed cells of an item, without KPI lines and without the rating."""

    content: str
    goal: str
    result: str
    issues: str


def names_in(text: str, known: Iterable[str]) -> tuple[str, ...]:
    """The departments listed in `text`, or nothing unless every name in it is known.

    A name that itself holds a separator (庶務課・議事調査課) is found whole.
    """
    names = set(known)
    if text.strip() in names:
        return (text.strip(),)
    for separator in ("、", "・", ","):
        listed = tuple(part.strip() for part in text.split(separator))
        if len(listed) > 1 and all(name in names for name in listed):
            return listed
    return ()


def read_blocks(text: str, departments: Sequence[str]) -> tuple[Block, ...]:
    """Split a cell into blocks by part labels at line starts and by known departments' marks."""
    marks = list(_LABEL.finditer(text))
    segments: list[tuple[str, str]] = []
    start, label = 0, ""
    for mark in marks:
        segments.append((label, text[start : mark.start()]))
        start, label = mark.end(), mark[1]
    segments.append((label, text[start:]))
    blocks: list[Block] = []
    for part, segment in segments:
        if segment.strip():
            blocks += _read_segment(part, segment, departments)
        elif part:
            # A label with nothing behind it names no block; it stays as text.
            blocks.append(Block(part))
    return tuple(blocks)


def _read_segment(part: str, segment: str, departments: Sequence[str]) -> list[Block]:
    """Split a part's text at the writers' marks; a mark without text stays text itself."""
    pieces = _by_heads(segment, departments) or _by_tails(segment, departments)
    return [
        Block(text.strip(), part, names, signature, opens=index == 0)
        for index, (text, names, signature) in enumerate(pieces)
    ]


_Piece = tuple[str, tuple[str, ...], str]


def _by_heads(segment: str, departments: Sequence[str]) -> list[_Piece]:
    """Blocks that begin with 【課名】; nothing where there is no such mark."""
    heads = [mark for mark in _HEAD.finditer(segment) if names_in(mark[1], departments)]
    if not heads:
        return []
    ends = [mark.start() for mark in heads[1:]] + [len(segment)]
    pieces: list[_Piece] = []
    if segment[: heads[0].start()].strip():
        pieces.append((segment[: heads[0].start()], (), ""))
    for mark, end in zip(heads, ends, strict=True):
        text = segment[mark.end() : end]
        if text.strip():
            pieces.append((text, names_in(mark[1], departments), mark[0].strip()))
        else:
            pieces.append((mark[0], (), ""))
    return pieces


def _by_tails(segment: str, departments: Sequence[str]) -> list[_Piece]:
    """Blocks that end with （課名）; what has no mark is the last one."""
    pieces: list[_Piece] = []
    start = 0
    for mark in _TAIL.finditer(segment):
        names = names_in(mark[1], departments)
        if names and segment[start : mark.start()].strip():
            pieces.append((segment[start : mark.start()], names, mark[0]))
            start = mark.end()
    if segment[start:].strip():
        pieces.append((segment[start:], (), ""))
    return pieces


def compose(blocks: Iterable[Block]) -> str:
    """Print blocks as one cell; a block without text is left out."""
    lines: list[str] = []
    part = ""
    for block in blocks:
        if not block.text:
            continue
        label = f"{block.part} " if block.part and (block.opens or block.part != part) else ""
        part = block.part
        if block.signature.startswith("【"):
            lines.append(f"{label}{block.signature}\n{block.text}")
        else:
            lines.append(f"{label}{block.text}{block.signature}")
    return "\n".join(lines)


def signature_of(item: Item, slot: Slot, layout: str) -> str:
    """The mark that a slot is printed with: as published, else in the layout's own way.

    An item of one department is not signed.
    """
    if slot.signature or len(item.departments) < 2 or not slot.departments:
        return slot.signature
    if layout == "wide":
        return f"【{'・'.join(slot.departments)}】"
    return f"（{'、'.join(slot.departments)}）"


def blocks_of(item: Item, column: Column, answers: Answers, layout: str) -> tuple[Block, ...]:
    """The blocks of a column in printing order, the unwritten ones left out."""
    return tuple(
        Block(text, slot.part, slot.departments, signature_of(item, slot, layout), slot.opens)
        for slot in item.slots_in(column)
        if (text := answers.get(field_of(item, slot.id), ""))
    )


def cells_of(item: Item, answers: Answers, layout: str) -> Cells:
    """Compose the four cells of an item."""
    return Cells(
        item.content,
        item.goal,
        compose(blocks_of(item, Column.RESULT, answers, layout)),
        compose(blocks_of(item, Column.ISSUES, answers, layout)),
    )


def actual_of(item: Item, kpi: Kpi, answers: Answers) -> str:
    """The actual of a KPI as text; empty where it is unwritten."""
    return answers.get(field_of(item, kpi.id), "")


def rating_of(item: Item, answers: Answers) -> str:
    """The code of the self-rating; empty where there is none."""
    return answers.get(field_of(item, RATING), "")


def rating_note_of(item: Item, answers: Answers) -> str:
    """The reason given for the self-rating."""
    return answers.get(field_of(item, RATING_NOTE), "")
