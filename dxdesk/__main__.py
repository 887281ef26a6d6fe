"""Starts the program: `dxdesk`, `python -m dxdesk`."""

from __future__ import annotations

import sys
from importlib import import_module

from dxdesk.resources import INSTALLED


def main() -> int:
    """Run the composition root with the process's arguments; returns the exit status.

    It is looked up by name, since the core does not know it: whoever uses the core as a
    library has no screens on the path.
    """
    if INSTALLED.is_dir():
        sys.path.insert(0, str(INSTALLED))
    return int(import_module("ui.app").main())


if __name__ == "__main__":
    sys.exit(main())
