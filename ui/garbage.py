"""What was closed is let go: a page is full of circles, which only a search for garbage finds.

While a thread reads, what is made is left out of every search (`ui.office.sharing`), and stays
left out until it is asked for here.
"""

from __future__ import annotations

import gc

# Objects; of fewer the search takes longer than they are worth.
_WORTH = 100_000


class _Left:
    """How many objects were left out of the search after the last one for what was closed."""

    count = 0


def forget_closed() -> None:
    """Search for what was closed, once there is much of it; what lives is left out again."""
    if gc.get_freeze_count() - _Left.count < _WORTH:
        return
    gc.unfreeze()
    gc.collect()
    gc.freeze()
    _Left.count = gc.get_freeze_count()
