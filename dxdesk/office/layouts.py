"""Publishing a year: which layouts there are, and a year put into one of them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from dxdesk.errors import DxdeskError
from dxdesk.messages import sentence
from dxdesk.office.look import Look
from dxdesk.there import seen_in

if TYPE_CHECKING:
    from dxdesk.export.document import Document
    from dxdesk.export.layout import Layout
    from dxdesk.export.report import Report

# An office's own layouts stand in this folder beside its file.
OWN_FOLDER = "様式"
_MOST = 50
# Whose manner it is to put a department behind its text, and in front of it.
_SIGNED = {"as-published": "", "behind": "three-column", "before": "wide"}


@dataclass(frozen=True, slots=True)
class LayoutChoice:
    """A layout to choose: `name` is what `export` takes; `trouble` says why it cannot be used."""

    name: str
    title: str
    own: bool = False
    trouble: str = ""


def own_folder(office_file: Path) -> Path:
    """Where an office keeps layouts of its own."""
    return office_file.parent / OWN_FOLDER


def layout_choices(office_file: Path) -> list[LayoutChoice]:
    """The shipped layouts, then those beside the office's file by name."""
    from dxdesk.export.layout_files import SUFFIX, find_layout, load_layout, shipped

    choices = [LayoutChoice(name, find_layout(name).title) for name in shipped()]
    # A folder on a share that went away is as good as none.
    for file in seen_in(own_folder(office_file), SUFFIX)[:_MOST]:
        try:
            choices.append(LayoutChoice(str(file), load_layout(file).title, own=True))
        except DxdeskError as error:
            choices.append(LayoutChoice(str(file), file.name, own=True, trouble=sentence(error)))
    return choices


def layout_of(name: str, office_file: Path) -> Layout:
    """The layout of a name or file; see `find_layout`."""
    from dxdesk.export.layout_files import find_layout

    return find_layout(name, own_folder(office_file))


def report_of(look: Look, layout: Layout) -> Report:
    """A year's report, signed as a layout wants it."""
    from dxdesk.export.report import build_report

    return build_report(look.plan, look.answers, look.earlier, _SIGNED[layout.departments.signed])


def document_of(look: Look, layout: Layout) -> Document:
    """A year's document, ready for a workbook or paper."""
    from dxdesk.export.compose import compose

    return compose(layout, report_of(look, layout))
