"""A clock for tests of a whole year."""

from __future__ import annotations

from datetime import datetime, timedelta


class Clock:
    """Goes on a minute at every look."""

    def __init__(self) -> None:
        self.at = datetime(2026, 4, 1, 9)

    def __call__(self) -> datetime:
        self.at += timedelta(minutes=1)
        return self.at
