"""Numbers and bullets that Word prints in front of paragraphs and does not keep as text."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from dxdesk.files.xml_parts import read_xml

_LEVEL = re.compile(r"%([1-9])")
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_AIUEO = (
    "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"
)
_KANJI = "一二三四五六七八九十"
_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
# Symbol fonts have their bullets where no character is.
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_LARGEST = 9_999
# A longer text in front of every paragraph of a document is none that a person made.
_LONGEST = 40


def _of(signs: str) -> Callable[[int], str]:
    return lambda count: signs[count - 1] if 0 < count <= len(signs) else str(count)


def _roman(count: int) -> str:
    text = ""
    for value, sign in _ROMAN if 0 < count < 40 else ():
        text += sign * (count // value)
        count %= value
    return text or str(count)


_FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda count: f"{count:02}",
    "decimalFullWidth": lambda count: str(count).translate(_WIDE),
    "decimalFullWidth2": lambda count: str(count).translate(_WIDE),
    "decimalEnclosedCircle": _of(_CIRCLED),
    "upperRoman": _roman,
    "lowerRoman": lambda count: _roman(count).lower(),
    "upperLetter": _of("ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
    "lowerLetter": _of("abcdefghijklmnopqrstuvwxyz"),
    "aiueo": _of(_AIUEO),
    "aiueoFullWidth": _of(_AIUEO),
    "japaneseCounting": _of(_KANJI),
    "ideographDigital": _of(_KANJI),
    "none": lambda _: "",
}


@dataclass(slots=True)
class _Level:
    """How one level of a list is numbered."""

    form: str = "decimal"
    text: str = ""
    start: int = 1


@dataclass(slots=True)
class _List:
    """A list's levels by their depth, and how far each has counted."""

    levels: dict[int, _Level] = field(default_factory=dict[int, _Level])
    counts: dict[int, int] = field(default_factory=dict[int, int])


class Numbering:
    """Counts the lists of a document in the order of its paragraphs."""

    def __init__(self, data: bytes, file: str) -> None:
        self._lists: dict[str, _List] = {}
        self._list_of: dict[str, str] = {}
        self._at = self._number = ""
        self._depth = 0
        if data:
            read_xml(data, file, self._start)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        said = {key.rpartition(":")[2]: value for key, value in attributes.items()}
        value = said.get("val", "")
        if name == "abstractNum":
            self._at = said.get("abstractNumId", "")
            self._lists[self._at] = _List()
        elif name == "num":
            self._number, self._at = said.get("numId", ""), ""
        elif name == "abstractNumId":
            self._list_of[self._number] = value
        elif self._at and name == "lvl":
            self._depth = depth_of(said.get("ilvl", ""))
            self._lists[self._at].levels[self._depth] = _Level()
        elif self._at and self._depth in self._lists[self._at].levels:
            level = self._lists[self._at].levels[self._depth]
            if name == "numFmt":
                level.form = value
            elif name == "lvlText":
                level.text = value
            elif name == "start" and value.isdecimal() and len(value) < 5:
                level.start = int(value)

    def label(self, number: str, depth: int) -> str | None:
        """What Word prints before the next paragraph of a list; None where that is not known.

        "" is for a paragraph that was taken out of its list.
        """
        if number in ("", "0"):
            return ""
        known = self._lists.get(self._list_of.get(number, ""))
        level = known.levels.get(depth) if known else None
        if known is None or level is None:
            return None
        count = known.counts.get(depth, level.start - 1) + 1
        known.counts = {d: n for d, n in known.counts.items() if d < depth} | {depth: count}
        if len(level.text) > _LONGEST:
            return None
        if level.form == "bullet":
            return _PRIVATE.sub("・", level.text)
        if level.form not in _FORMATS or count > _LARGEST:
            return None
        return _LEVEL.sub(lambda found: self._count(known, int(found[1]) - 1), level.text)

    def _count(self, known: _List, depth: int) -> str:
        level = known.levels.get(depth, _Level())
        return _FORMATS.get(level.form, str)(known.counts.get(depth, level.start))


def depth_of(text: str) -> int:
    """A level as written; the first one where it is none of Word's nine."""
    return int(text) if text.isdecimal() and len(text) == 1 else 0
