"""How one text differs from another, character by character."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import Enum

from dxdesk.domain.text import likeness

# Beyond this product of lengths a comparison by character would be felt (about 0.2 s).
_LARGEST = 4_000_000
_LEAST_ALIKE = 0.3
_SENTENCE = re.compile(r"[^。\n]*[。\n]?")


class Side(Enum):
    """Where a run of characters stands."""

    BOTH = "both"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Run:
    """Some characters that are alike in where they stand."""

    side: Side
    text: str


def difference(old: str, new: str) -> tuple[Run, ...]:
    """The runs that lead from `old` to `new`; without REMOVED they are `new`, without ADDED `old`.

    Texts that have little in common are given whole: single characters that both happen to have
    would say nothing. Very long texts are compared by sentences.
    """
    if not _alike(old, new):
        return tuple(run for run in (Run(Side.REMOVED, old), Run(Side.ADDED, new)) if run.text)
    start = _common(old, new)
    end = _common(old[start:][::-1], new[start:][::-1])
    middle_old, middle_new = old[start : len(old) - end], new[start : len(new) - end]
    runs = [Run(Side.BOTH, old[:start]), *_runs(middle_old, middle_new)]
    runs.append(Run(Side.BOTH, old[len(old) - end :]))
    return tuple(run for run in runs if run.text)


def _alike(old: str, new: str) -> bool:
    """Whether a good part of the pairs of neighbouring characters is in both (or one is empty)."""
    return not old or not new or old == new or likeness(old, new) >= _LEAST_ALIKE


def _common(one: str, other: str) -> int:
    count = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        count += 1
    return count


def _runs(old: str, new: str) -> Iterator[Run]:
    by_character = len(old) * len(new) <= _LARGEST
    left: Sequence[str] = old if by_character else _SENTENCE.findall(old)
    right: Sequence[str] = new if by_character else _SENTENCE.findall(new)
    for tag, i, j, k, m in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Run(Side.BOTH, "".join(left[i:j]))
            continue
        yield Run(Side.REMOVED, "".join(left[i:j]))
        yield Run(Side.ADDED, "".join(right[k:m]))
