"""Whether two layouts say the same, however they look."""

from __future__ import annotations

from pydantic import BaseModel

from dxdesk.export.layout import Layout, Line
from dxdesk.export.template import Template

_LOOKS = frozenset(
    {
        *("title", "name", "font", "size", "bold", "align", "middle", "shade", "number", "filter"),
        *("paper", "page_numbers", "width", "width_empty", "widths", "space", "height"),
    }
)


def says_the_same(one: Layout, other: Layout) -> bool:
    """Whether a reader finds the same words and places in what both print, in the same order."""
    return _said(one) == _said(other)


def _said(part: object) -> object:
    if isinstance(part, Template):
        return part.source
    if isinstance(part, tuple):
        each: tuple[object, ...] = part  # pyright: ignore[reportUnknownVariableType]
        return tuple(_said(one) for one in each if not _is_space(one))
    if isinstance(part, BaseModel):
        names = type(part).model_fields.keys() - _LOOKS
        return {name: _said(getattr(part, name)) for name in names}
    return part


def _is_space(part: object) -> bool:
    return isinstance(part, Line) and part.space is not None
