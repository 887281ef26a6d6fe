"""How Python works while a thread reads: the window gets its turn soon, and is not held up."""

from __future__ import annotations

import gc
import sys
from collections.abc import Generator
from contextlib import contextmanager

# Seconds after which who works lets the other go on. Painting asks hundreds of times: 5 ms are felt.
_TURN = 0.0005


class _Blocks:
    """How many blocks last, and what was set before the first."""

    count = 0
    collecting = True
    turn = _TURN


@contextmanager
def shared() -> Generator[None]:
    """Let a thread and the window take turns. To be entered and left on the window's thread.

    What is made in the block is left out of every search for garbage, then and later: a plan of
    10,000 items with its findings is a million objects and no circle among them, and to walk
    them all takes a tenth of a second and more. Besides, a search on a thread might delete
    widgets there.
    """
    if not _Blocks.count:
        gc.collect()
        _Blocks.collecting, _Blocks.turn = gc.isenabled(), sys.getswitchinterval()
        gc.disable()
        sys.setswitchinterval(_TURN)
    _Blocks.count += 1
    try:
        yield
    finally:
        _Blocks.count -= 1
        if not _Blocks.count:
            sys.setswitchinterval(_Blocks.turn)
            gc.freeze()
            if _Blocks.collecting:
                gc.enable()
