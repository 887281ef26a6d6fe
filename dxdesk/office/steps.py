"""Long work, step by step: how far it is, and whether it is to go on."""

from __future__ import annotations

from dxdesk.intake import Step


class StoppedError(Exception):
    """Somebody stopped the work; whoever began it catches this, and nothing has changed."""


class Steps:
    """Counts what is done of a number of things, and tells `progress`, which may stop it."""

    def __init__(self, progress: Step | None, total: int) -> None:
        self._progress = progress
        self._total = total
        self._done = 0

    def take(self) -> None:
        """One more is done.

        Raises:
            StoppedError: `progress` returned False.
        """
        self._done += 1
        if self._progress and not self._progress(self._done, self._total):
            raise StoppedError
