"""The looks that all layouts share: quiet, and legible on a copy."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from dxdesk.export.layout import Style
from dxdesk.export.rows import Look

HEAD_FILL = "DCE3EC"
GROUP_FILL = "EEF2F7"


def loose(style: Style, size: float) -> Look:
    """A text that stands in no table; `size` is that of a style without one."""
    return replace(boxed(style, size), top="", bottom="", sides=False)


def boxed(style: Style, size: float) -> Look:
    """A cell of a table; equal styles give the very same look."""
    fill = HEAD_FILL if style.shade else ""
    return _look(style.size or size, style.bold, fill, style.align.value, style.middle)


@cache
def _look(size: float, bold: bool, fill: str, align: str, middle: bool) -> Look:
    return Look(size, bold, fill, align, middle)


@cache
def body(size: float) -> Look:
    """A cell of running text."""
    return Look(size)


@cache
def head(size: float) -> Look:
    """A cell of the header row."""
    return Look(size, bold=True, fill=HEAD_FILL, align="center", middle=True)


@cache
def group(size: float) -> Look:
    """A row that names a group."""
    return Look(size, bold=True, fill=GROUP_FILL, middle=True)
