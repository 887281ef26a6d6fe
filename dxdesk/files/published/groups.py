"""Headings of groups: rows of one text that stand above items."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dxdesk.domain.plan import Group
from dxdesk.domain.reading import Noted

from .departments import is_department
from .notes import Notes
from .sections import SECTION_OF

_LONGEST = 120
_PAGE = re.compile(r"[ \u3000]*[(（]\d{1,3}\s*[/／]\s*\d{1,3}[)）]\s*$")
_LABELLED = re.compile(
    r"^(?P<label>[^\d\s「」。、()（）]{1,12}?)[ \u3000]*(?P<no>[\dⅠ-Ⅻ０-９]+(?:-\d+)?)[ \u3000]*"
    r"(?P<open>[「『:：]?)[ \u3000]*(?P<title>[^「『].*?)(?P<close>[」』]?)$"
)
# Without brackets or a bullet only these words tell a heading from a sentence with a number.
_GROUP_WORD = re.compile(
    r"(?:方針|目標|施策|柱|分野|戦略|項目|政策|プロジェクト|取組み?|テーマ|視点|領域|章|節|編)$"
)
_BULLET = re.compile(r"^(?P<mark>[◆◇■□●○◎▼▶★])[ \u3000]*(?P<rest>\S.*)$")
_BRACKETED = re.compile(
    r"^(?P<open>【)[ \u3000]*(?P<title>[^【】：:。]{1,30}?)[ \u3000]*(?P<close>】)$"
)
_ORDINAL = re.compile(
    r"^(?P<no>第?[\d０-９Ⅰ-Ⅻ一二三四五六七八九十]{1,3}[章節編]?)(?P<dot>[.．、]?)[ \u3000]+(?P<title>\S.{1,38})$"
)


@dataclass(frozen=True, slots=True)
class _Heading:
    """A heading taken apart; `kind` tells its level from that of others."""

    kind: str
    label: str
    no: str
    title: str
    marks: Sequence[str]


class GroupHeadings:
    """Takes headings in order; each kind of heading is a level, the first seen outermost."""

    def __init__(self, notes: Notes, *, ours: bool) -> None:
        self._notes = notes
        self._ours = ours
        self._kinds: list[str] = []
        self._above: list[Group] = []
        self.groups: list[Group] = []

    @property
    def innermost(self) -> str | None:
        """The id of the group that an item stands in now."""
        return self._above[-1].id if self._above else None

    @property
    def levels(self) -> int:
        """How many levels the rows of headings have so far."""
        return len(self._kinds)

    def take(self, place: str, text: str, *, before_item: bool = False) -> bool:
        """Take a group's heading; False where the row is none.

        A lone 【健康】 or 「2 健康」 is one only right before an item or another heading, as
        cells that go on may hold the same.
        """
        page = _PAGE.search(text)
        plain = text[: page.start()] if page else text
        heading = self._read(plain, before_item=before_item)
        if heading is None:
            return False
        if page:
            self._notes.add(place, Noted.PAGE_MARK, page[0])
        if heading.kind not in self._kinds:
            self._kinds.append(heading.kind)
        level = self._kinds.index(heading.kind)
        self.enter(place, level, heading.label, heading.no, heading.title, heading.marks)
        return True

    def _read(self, plain: str, *, before_item: bool) -> _Heading | None:
        if not plain or len(plain) > _LONGEST or "。" in plain:
            return None
        bullet = _BULLET.match(plain)
        body = bullet["rest"] if bullet else plain
        mark = bullet["mark"] if bullet else ""
        found = _LABELLED.match(body)
        plain_label = found and not found["close"] and not _GROUP_WORD.search(found["label"])
        if found and (plain_label or (not found["close"] and (bullet or self._ours))):
            # Only brackets tell 「第3次…」 of a title from a label with its number.
            found = None
        if found is None and not bullet:
            return self._read_loosely(plain) if before_item else None
        if found is None:
            return _Heading(mark, "", "", body, [mark])
        label, no, title = found["label"], found["no"], found["title"]
        marks = [found["open"], found["close"]]
        if found["close"] and not found["open"]:
            title, marks = title + found["close"], []
        return _Heading(mark or label, label, no, title, [mark, *marks])

    def _read_loosely(self, plain: str) -> _Heading | None:
        bracketed = _BRACKETED.match(plain)
        if bracketed:
            title = bracketed["title"]
            if title in SECTION_OF or is_department(title):
                return None
            return _Heading("【", "", "", title, ["【", "】"])
        ordinal = _ORDINAL.match(plain)
        if ordinal:
            return _Heading("1", "", ordinal["no"], ordinal["title"], [ordinal["dot"]])
        return None

    def enter(
        self, place: str, level: int, label: str, no: str, title: str, marks: Sequence[str] = ()
    ) -> None:
        """Go on under a group of a level; one that is there already is a repetition."""
        self._notes.mark(place, *marks)
        same = [
            g for g in self._above if (g.level, g.label, g.no, g.title) == (level, label, no, title)
        ]
        if same:
            self._notes.add(place, Noted.REPEAT, f"{label}{no}{title}")
            return
        self._above = [group for group in self._above if group.level < level]
        group = Group(f"g{len(self.groups) + 1}", level, label, no, title, self.innermost)
        self.groups.append(group)
        self._above.append(group)
