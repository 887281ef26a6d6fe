"""A third of a start, saved: PySide reads the source of every module that is imported after it.

It looks for its own `__feature__` names (snake_case, true_property), which nothing here uses.
Measured with 6.11.3: 315 ms to the first picture of a form, 217 ms without. A frozen program has
no sources to read and is quick by itself.
"""

from __future__ import annotations

import sys
from types import ModuleType

_HOOK, _LOOK = "shibokensupport.feature", "_mod_uses_pyside"


def look_into_no_sources() -> None:
    """Tell PySide that no module uses its features; without effect where it has no such hook."""
    hook = sys.modules.get(_HOOK)
    if hook is not None and hasattr(hook, _LOOK):
        setattr(hook, _LOOK, _uses_no_features)


def _uses_no_features(_module: ModuleType) -> bool:
    return False
