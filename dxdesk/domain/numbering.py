"""Lists numbered with ①②③: where a number is missing or comes twice, and the list put right.

A mark opens an entry at the start of a line, after white space or after a full stop; after a
comma it may. What reads on like a reference (②については, ①と③) or stands inside a sentence opens
none for sure, but a number that is there in any way is not missing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum

CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㉑㉒㉓㉔㉕㉖㉗㉘㉙㉚㉛㉜㉝㉞㉟㊱㊲㊳㊴㊵㊶㊷㊸㊹㊺㊻㊼㊽㊾㊿"

_NUMBERS = {sign: number for number, sign in enumerate(CIRCLED, 1)}
_SIGN = re.compile(f"[{CIRCLED}]")
_WORDS = "について|に関|における|に対|による|により|に基|には|では|とも|のうち|のみ|など|から|まで"
_REFERENCE = rf"[ 　]*(?:[{CIRCLED}、，,・。～〜~）)」』】以及又並等]|{_WORDS}|[はがをもにのへでとやか](?![ぁ-ん])|\Z)"
_MARK = re.compile(
    rf"[{CIRCLED}](?:(?P<reference>(?={_REFERENCE}))"
    r"|(?P<apart>(?<=^.)|(?<=[\s。：:；;＞>」』】）)].))|(?P<comma>(?<=[、，,].))|)",
    re.MULTILINE,
)
_OTHER_LIST = re.compile(r"[\n。]|[：:】＞>）)]\Z")
_LONGEST_ENTRY = 300


class _Place(IntEnum):
    """How surely a mark opens an entry."""

    INSIDE = 0
    BEHIND_COMMA = 1
    APART = 2


@dataclass(frozen=True, slots=True)
class _Mark:
    at: int
    number: int
    place: _Place


@dataclass(frozen=True, slots=True)
class Break:
    """Numbers that do not go on; `after` is 0 at the beginning, `found` is `after` where it repeats.

    It is not `sure` inside a sentence, nor where the texts around have the missing numbers.
    """

    after: int
    found: int
    sure: bool


@dataclass(frozen=True, slots=True)
class Numbering:
    """Where the lists of a text break, and the text with its entries numbered anew."""

    breaks: tuple[Break, ...]
    repaired: str


@dataclass(slots=True)
class _List:
    marks: list[_Mark]
    numbers: set[int] = field(default_factory=set[int])
    entries: list[_Mark] = field(default_factory=list[_Mark])
    breaks: list[Break] = field(default_factory=list[Break])
    start: int = 1


def numbers_in(text: str) -> frozenset[int]:
    """The numbers that are there in any way."""
    return frozenset(_NUMBERS[sign] for sign in _SIGN.findall(text))


def check_numbering(text: str, elsewhere: Callable[[], Collection[int]]) -> Numbering:
    """Look at the lists of a text.

    `elsewhere` are the numbers of the texts around it; it is asked, again and again, only where
    one is missing.
    A list of more entries than there are signs is left alone.
    """
    if _go_on("".join(_SIGN.findall(text))):
        return Numbering((), text)
    lists = _read_lists(text, elsewhere)
    breaks = tuple(each for one in lists for each in one.breaks)
    if not breaks:
        return Numbering((), text)
    repaired = _numbered(text, _in_turn(lists, lambda one: one.entries))
    if any(one.breaks for one in _read_lists(repaired, elsewhere)):
        # An entry out of its order was passed over, and would stand in line now.
        repaired = _numbered(text, _in_turn(lists, _every_entry))
    return Numbering(breaks if repaired != text else (), repaired)


def _go_on(signs: str) -> bool:
    """Whether these are lists from ① on, one behind the other."""
    before, *lists = signs.split("①")
    return not before and "①①" not in signs and all(map(CIRCLED[1:].startswith, lists))


def _read_lists(text: str, elsewhere: Callable[[], Collection[int]]) -> list[_List]:
    lists: list[_List] = []
    for mark in _marks_in(text):
        opens = mark.number == 1 and mark.place
        if not lists or (opens and not _repeats(text, lists[-1].marks[-1], mark)):
            lists.append(_List([]))
        lists[-1].marks.append(mark)
    for one in lists:
        _read(one, text, elsewhere, alone=len(lists) == 1)
    return lists


def _marks_in(text: str) -> Sequence[_Mark]:
    marks: list[_Mark] = []
    for found in _MARK.finditer(text):
        place = _Place.INSIDE
        if found["apart"] is not None:
            place = _Place.APART
        elif found["comma"] is not None:
            place = _Place.BEHIND_COMMA
        marks.append(_Mark(found.start(), _NUMBERS[found[0]], place))
    return marks


def _repeats(text: str, last: _Mark, mark: _Mark) -> bool:
    """Whether the entry behind `last` is followed by one of the same number in the same list."""
    if last.number != mark.number or not (last.place and mark.place):
        return False
    if mark.at - last.at > _LONGEST_ENTRY:
        return False
    entry = text[last.at + 1 : mark.at].rstrip()
    return not _OTHER_LIST.search(entry.removesuffix("。"))


def _read(one: _List, text: str, elsewhere: Callable[[], Collection[int]], *, alone: bool) -> None:
    """Find the entries of a list, and where they break."""
    one.numbers.update(mark.number for mark in one.marks)
    last = _Mark(0, 0, _Place.INSIDE)
    for mark in one.marks:
        if not one.entries and mark.number > 1:
            if not (alone and mark is one.marks[0] and _begins(text, mark)):
                continue
            one.start = mark.number
        elif not _follows(one, text, last, mark, elsewhere):
            continue
        one.entries.append(mark)
        last = mark
    if one.start > 1 and len(one.entries) > 1 and one.start - 1 not in elsewhere():
        if one.start - 1 not in one.numbers:
            one.breaks.insert(0, Break(0, one.start, sure=True))
        one.start = 1


def _follows(
    one: _List, text: str, last: _Mark, mark: _Mark, elsewhere: Callable[[], Collection[int]]
) -> bool:
    """Whether a mark opens the next entry, be it with a break."""
    if mark.number == last.number + 1:
        return True
    if not mark.place or mark.number < last.number:
        return False
    missing = set(range(last.number + 1, mark.number)) - one.numbers
    if mark.number == last.number:
        if not last.place:
            one.entries.pop()
            return True
        if not _repeats(text, last, mark):
            return False
    elif not last.place or not missing:
        return False
    sure = min(last.place, mark.place) is _Place.APART
    if sure and missing:
        sure = not missing <= set(elsewhere())
    one.breaks.append(Break(last.number, mark.number, sure))
    return True


def _begins(text: str, mark: _Mark) -> bool:
    """Whether a mark is the first of its line."""
    return mark.place is _Place.APART and not text[: mark.at].rpartition("\n")[2].strip()


def _every_entry(one: _List) -> list[_Mark]:
    return [mark for mark in one.marks if mark.place or mark is one.entries[0]]


def _in_turn(
    lists: Sequence[_List], entries: Callable[[_List], Sequence[_Mark]]
) -> Mapping[int, int]:
    """The number that each entry should have, by its place in the text."""
    return {
        mark.at: number
        for one in lists
        if one.breaks
        for number, mark in enumerate(entries(one), one.start)
    }


def _numbered(text: str, numbers: Mapping[int, int]) -> str:
    if max(numbers.values(), default=0) > len(CIRCLED):
        return text
    signs = list(text)
    for at, number in numbers.items():
        signs[at] = CIRCLED[number - 1]
    return "".join(signs)
