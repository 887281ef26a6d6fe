"""Shares of a whole as one bar; the same for screen and paper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF


@dataclass(frozen=True, slots=True)
class Part:
    """A share: which of the keys it is of, how many, and what may be written into it."""

    key: int
    count: int
    word: str


def parts_of(counts: Sequence[int], words: Sequence[str]) -> tuple[Part, ...]:
    """The shares that there are, in the order of the keys."""
    pairs = enumerate(zip(counts, words, strict=True))
    return tuple(Part(key, count, word) for key, (count, word) in pairs if count)


def boxes_of(box: QRectF, parts: Sequence[Part]) -> list[QRectF]:
    """Where each share is painted; together they fill the box."""
    total = sum(part.count for part in parts) or 1
    found: list[QRectF] = []
    before = 0
    for part in parts:
        left = box.left() + box.width() * before / total
        before += part.count
        right = box.left() + box.width() * before / total
        found.append(QRectF(left, box.top(), right - left, box.height()))
    return found


def part_at(box: QRectF, parts: Sequence[Part], point: QPointF) -> Part | None:
    """The share that a point is in."""
    pairs = zip(boxes_of(box, parts), parts, strict=True)
    return next((part for one, part in pairs if one.contains(point)), None)
