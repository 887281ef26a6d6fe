"""One undo over the whole plan, for as long as the page is open: values before and after."""

from __future__ import annotations

from dataclasses import dataclass

from dxdesk.domain.plan import Plan

_MOST = 200


@dataclass(frozen=True, slots=True)
class Step:
    """One finished edit, in words."""

    words: str
    before: Plan
    after: Plan


class PlanHistory:
    """Knows the plan of one year; a plan that was changed elsewhere is a step as well."""

    def __init__(self) -> None:
        self._now: Plan | None = None
        self._done: list[Step] = []
        self._undone: list[Step] = []

    def see(self, plan: Plan, words: str) -> None:
        """Take note of what the file says; `words` name a change that was made elsewhere."""
        now, self._now = self._now, plan
        if now is None or (now.id, now.year) != (plan.id, plan.year):
            self._done, self._undone = [], []
        elif now is not plan and now != plan:
            self.note(Step(words, now, plan))

    def note(self, step: Step) -> None:
        """Remember an edit that was saved; what was undone before it cannot be done again."""
        self._done = [*self._done[-_MOST:], step]
        self._undone = []
        self._now = step.after

    @property
    def last(self) -> Step | None:
        """The edit that an undo would take back."""
        return self._done[-1] if self._done else None

    @property
    def next(self) -> Step | None:
        """The edit that a redo would make again."""
        return self._undone[-1] if self._undone else None

    def took_back(self) -> None:
        """The last edit was taken back in the file."""
        step = self._done.pop()
        self._undone.append(step)
        self._now = step.before

    def made_again(self) -> None:
        """The edit that was taken back was made again in the file."""
        step = self._undone.pop()
        self._done.append(step)
        self._now = step.after
