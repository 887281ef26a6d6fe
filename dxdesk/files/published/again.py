"""Items that stand in the list once more (再掲)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from dxdesk.domain.fields import Answers
from dxdesk.domain.plan import Item
from dxdesk.domain.reading import Noted
from dxdesk.domain.text import fold, squeeze

from .notes import Notes
from .raw import RawItem

_MARK = re.compile(r"[（(【\[〔＜<※*]*再掲[）)】\]〕＞>]*")
_REFERENCE = re.compile(
    r"[※（(]*(?:再掲|(?:N[oO]\.?|項目|番号|施策|取組)?[\d\-ー－.]{1,8}(?:番)?(?:を?参照|に同じ|と同じ|のとおり|に記載)|同上)[）)]*。?"
)


def find_repeated(
    items: Sequence[Item], raw: Sequence[RawItem], answers: dict[str, str], notes: Notes
) -> list[Item]:
    """Items marked 再掲 point to the one that they repeat; their answers are that one's.

    One that says something else than the other stays an item, and is told of.
    """
    first = {squeeze(item.title): item for item in reversed(items) if not _MARK.search(item.title)}
    made: list[Item] = []
    for item, read in zip(items, raw, strict=True):
        plain = squeeze(_MARK.sub("", item.title))
        known = first.get(plain) if _MARK.search(item.title) else None
        if known is None:
            made.append(item)
            continue
        own = {field: text for field, text in answers.items() if field.startswith(f"{item.id}/")}
        if not _says_the_same(own, answers, known):
            notes.add(read.place, Noted.AGAIN_DIFFERS, item=item.no, about=known.no)
            made.append(item)
            continue
        _take_back(item, read, own, answers, notes)
        made.append(replace(item, again=known.id, slots=()))
    return made


def _says_the_same(own: Answers, answers: Answers, known: Item) -> bool:
    theirs = {squeeze(text) for field, text in answers.items() if field.startswith(f"{known.id}/")}
    return all(squeeze(t) in theirs or _REFERENCE.fullmatch(fold(squeeze(t))) for t in own.values())


def _take_back(
    item: Item, read: RawItem, own: Answers, answers: dict[str, str], notes: Notes
) -> None:
    """Note what the item says once more, and take back what it was said to lack."""
    signs = [
        text for slot in item.slots for text in (slot.signature, slot.part if slot.opens else "")
    ]
    for text in (*own.values(), *signs):
        if text:
            notes.add(read.place, Noted.REPEAT, text, item=item.no)
    for field in own:
        del answers[field]
    places = {read.place, *(row.place for row in read.rows)}
    lacking = (Noted.RATING_MISSING, Noted.KPI_WITHOUT_ACTUAL, Noted.WRITER_UNKNOWN)
    notes.entries = [
        note for note in notes.entries if note.place not in places or note.noted not in lacking
    ]
