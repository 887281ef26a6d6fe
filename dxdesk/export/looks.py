"""The few looks that both layouts share: quiet, and legible on a copy."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from dxdesk.export.rows import Look

_HEAD_FILL = "DCE3EC"
_GROUP_FILL = "EEF2F7"

PLAIN = Look(10.5, top="", bottom="", sides=False)
NOTE = replace(PLAIN, size=9)
HEADING = replace(PLAIN, size=12, bold=True)
TITLE = replace(PLAIN, size=20, bold=True, align="center", middle=True)


@cache
def body(size: float) -> Look:
    """A cell of running text."""
    return Look(size)


@cache
def head(size: float) -> Look:
    """A cell of the header row."""
    return Look(size, bold=True, fill=_HEAD_FILL, align="center", middle=True)


@cache
def group(size: float) -> Look:
    """A row that names a group."""
    return Look(size, bold=True, fill=_GROUP_FILL, middle=True)


@cache
def centred(size: float) -> Look:
    """A cell of one code or number."""
    return Look(size, align="center")
