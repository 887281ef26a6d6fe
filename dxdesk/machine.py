"""Who works, and where: what a lock tells a colleague."""

from __future__ import annotations

import getpass
import platform


def this_user() -> str:
    """The name the operating system knows the user by; empty where it knows none."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""


def this_host() -> str:
    """The name of this machine, asked of the machine itself and of no network."""
    return platform.node()
