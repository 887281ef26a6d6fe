"""Keeping account while reading: every text that leaves the table is noted where it stood."""

from __future__ import annotations

from collections.abc import Iterable

from dxdesk.domain.reading import Note, Noted
from dxdesk.domain.text import squeeze


class Notes:
    """The report in the making."""

    def __init__(self, before: Iterable[Note] = ()) -> None:
        self.entries: list[Note] = list(before)

    def add(
        self, place: str, noted: Noted, text: str = "", *, item: str = "", about: str = ""
    ) -> None:
        """Note something; `text` is what was taken out of the table, nothing where all stays."""
        self.entries.append(Note(place, noted, text, item, about))

    def mark(self, place: str, *texts: str, item: str = "") -> None:
        """Note marks that only give the table its form (brackets, arrows, headings of cells)."""
        joined = " ".join(text for text in texts if squeeze(text))
        if joined:
            self.add(place, Noted.MARK, joined, item=item)
