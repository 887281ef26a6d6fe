"""The ways into a file that somebody else has open."""

from __future__ import annotations

from enum import Enum, auto

from dxdesk.errors import DxdeskError, Trouble


class WayIn(Enum):
    """How a file is opened."""

    TO_WORK = auto()
    TO_READ = auto()
    ON_A_COPY = auto()
    BY_TAKING_OVER = auto()


_SHARED = (WayIn.TO_READ, WayIn.ON_A_COPY)


def ways_into_office(error: DxdeskError) -> tuple[WayIn, ...]:
    """What can still be done with an office's file that could not be opened to work on it.

    A lock that another machine left behind can be taken over; that is asked of a person.
    """
    if error.trouble is Trouble.FILE_LOCKED:
        return (*_SHARED, WayIn.BY_TAKING_OVER) if error.facts.get("left") else _SHARED
    return _SHARED if error.trouble is Trouble.READ_ONLY else ()
