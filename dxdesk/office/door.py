"""The door itself: each part is a stage of the office's year, in a module of its own."""

from __future__ import annotations

from dxdesk.office.chasing import Chasing
from dxdesk.office.checking import Checking
from dxdesk.office.editing import Editing
from dxdesk.office.overviewing import Overviewing
from dxdesk.office.planning import Planning
from dxdesk.office.publishing import Publishing
from dxdesk.office.rating import Rating
from dxdesk.office.rejoining import Rejoining
from dxdesk.office.reviewing import Reviewing
from dxdesk.office.watching import Watching
from dxdesk.office.years import Years


class Office(
    Planning,
    Editing,
    Reviewing,
    Chasing,
    Watching,
    Checking,
    Rating,
    Overviewing,
    Publishing,
    Years,
    Rejoining,
):
    """An office's file, opened. Close it, or use it as a context manager.

    `by` is the person at the desk; it stands in the history of what the office changes.
    """
