"""Undo and redo across the fields and items of a form."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace

# Typing goes on as one step while pauses are at most this long (seconds) …
_PAUSE = 1.0
# … and until so many characters were typed or deleted.
_LONGEST = 40
_MOST_STEPS = 2000


@dataclass(frozen=True, slots=True)
class Step:
    """One change of one field's text."""

    field: str
    before: str
    after: str

    @property
    def edit(self) -> tuple[int, str, str]:
        """Where the texts differ, what was taken away there, and what was put in."""
        start = _common(self.before, self.after)
        left, right = self.before[start:], self.after[start:]
        end = _common(left[::-1], right[::-1])
        return start, left[: len(left) - end], right[: len(right) - end]

    def end_of(self, text: str) -> int:
        """Where the cursor belongs when the step has led to `text`, in UTF-16 as Qt counts."""
        start, removed, added = self.edit
        at = start + len(added if text == self.after else removed)
        return len(text[:at].encode("utf-16-le")) // 2


class UndoStack:
    """Steps that were made, and those taken back. `clock` gives seconds that never run back."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._done: list[Step] = []
        self._undone: list[Step] = []
        self._last = float("-inf")

    def typed(self, field: str, before: str, after: str) -> None:
        """Remember a change; what was taken back before it cannot be made again."""
        step, now = Step(field, before, after), self._clock()
        self._undone.clear()
        if self._done and now - self._last <= _PAUSE and _goes_on(self._done[-1], step):
            self._done[-1] = replace(self._done[-1], after=after)
        else:
            self._done.append(step)
            del self._done[:-_MOST_STEPS]
        self._last = now

    def end_step(self) -> None:
        """Let the next change be a step of its own."""
        self._last = float("-inf")

    def undo(self) -> Step | None:
        """The step to take back; the caller puts its `before` into the field."""
        return self._move(self._done, self._undone)

    def redo(self) -> Step | None:
        """The step to make again; the caller puts its `after` into the field."""
        return self._move(self._undone, self._done)

    def clear(self) -> None:
        """Forget everything, as where fields were closed."""
        self._done.clear()
        self._undone.clear()

    def _move(self, source: list[Step], target: list[Step]) -> Step | None:
        self.end_step()
        if not source:
            return None
        target.append(source.pop())
        return target[-1]


def _goes_on(last: Step, step: Step) -> bool:
    """Whether a step goes on typing, or deleting, where the last one stopped."""
    if last.field != step.field or last.after != step.before:
        return False
    at, removed, added = last.edit
    here, taken, put = step.edit
    if "\n" in put or len(added) + len(put) > _LONGEST or len(removed) + len(taken) > _LONGEST:
        return False
    if not removed and not taken:
        return here == at + len(added)
    return not added and not put and at in (here, here + len(taken))


def _common(one: str, other: str) -> int:
    """How many characters two texts begin with together."""
    if one == other:
        return len(one)
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[:middle] == other[:middle]:
            low = middle
        else:
            high = middle - 1
    return low
