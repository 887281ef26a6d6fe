"""Scales of rating as a document explains them: in a table, in lines, or in one line.

A legend is known by what stands above it (評価区分, 凡例) and by two codes or more under that.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from dxdesk.domain.plan import Grade, Order
from dxdesk.domain.scale import Standing, read_standing
from dxdesk.domain.text import fold, one_line, squeeze

from .grid import Row

LONGEST_CODE = 5
_LONGEST_HEAD = 50
_LONGEST_LINE = 1_000
_DEEPEST_HEAD = 4
MOST_CODES = 30
_HEAD = re.compile(
    r"(?:評価|判定|進捗|達成)\S{0,12}(?:区分|基準|目安|記号|コード|段階|ランク|見方|考え方)|凡例"
)
_CODE_HEAD = re.compile(r"^(?:評価|判定|進捗|区分|記号|ランク|コード)(?:区分|記号|ランク|コード)?$")
_MEANING_HEAD = re.compile(
    r"^(?:評価|判定|区分|進捗)?の?(?:内容|意味|説明|基準|考え方|状態|状況|定義|目安)$"
)
_COUNTED = re.compile(r"数|割合")
_IN_LINE = re.compile(
    r"(?:^|(?<=[ \u3000、,，/／】]))(?P<code>[^\s、,，/／：:＝=…「」【】]{1,5}?)[ \u3000]*[:：＝=…]+[ \u3000]*"
    r"(?P<meaning>\S.*?)[ \u3000、,，/／]*"
    r"(?=(?:[ \u3000、,，/／]|(?<=[、,，/／]))[^\s、,，/／：:＝=…]{1,5}?[ \u3000]*[:：＝=…]|$)"
)
_SPACED = re.compile(r"^(?P<code>[A-ZＡ-Ｚ1-9１-９◎○△▲×●])[ \u3000]+(?P<meaning>\S.+)$")
_BEST, _WORST = (
    r"(?:最も|最)\S{0,2}?(?:高|良|よ|優|上|進)",
    r"(?:最も|最)\S{0,2}?(?:低|悪|劣|下|遅)",
)
_NOT_COMPARED = (Standing.NOT_RATED, Standing.ENDED)


@dataclass(frozen=True, slots=True)
class Legend:
    """One scale; `head` is what stands above it and may name the stage that it is for.

    `rows` are the places in the source that it takes up.
    """

    head: str
    grades: tuple[Grade, ...]
    rows: frozenset[int]


def grade(code: str, meaning: str) -> Grade:
    """A grade as explained; a code that is a word (中止) says what its meaning leaves open."""
    standing = read_standing(meaning)
    if standing is Standing.NOT_SAID and len(code) > 1:
        said = read_standing(code)
        return Grade(code, meaning, said.achieved, None if said is standing else said)
    return Grade(code, meaning, standing.achieved)


def find_legends(rows: Sequence[Row]) -> list[Legend]:
    """Every legend among the rows, in order; tables that count the ratings are none."""
    found: list[Legend] = []
    at = 0
    while at < len(rows):
        legend = _legend_at(rows, at) if _is_head(rows[at]) else None
        if legend:
            found.append(legend)
        at = max(legend.rows) + 1 if legend else at + 1
    return found


def _is_head(row: Row) -> bool:
    words = [fold(squeeze(cell)) for cell in row.filled]
    if not words or any(_COUNTED.search(word) for word in words[1:]):
        return False
    if len(words) in (2, 3) and _CODE_HEAD.match(words[0]):
        return bool(_MEANING_HEAD.match(words[1]))
    return len(words) == 1 and bool(_HEAD.search(words[0][:_LONGEST_HEAD]))


def _legend_at(rows: Sequence[Row], start: int) -> Legend | None:
    head = " ".join(rows[start].filled)
    grades, used = list(_in_line(head)), {start}
    if len(grades) < 3:
        head, grades, used = _below(rows, start)
    codes = [one.code for one in grades]
    if not 2 <= len(codes) <= MOST_CODES or len(set(codes)) < len(codes):
        return None
    return Legend(head, tuple(grades), frozenset(used))


def _below(rows: Sequence[Row], start: int) -> tuple[str, list[Grade], set[int]]:
    """The heads of a legend, the grades in the rows under them, and the rows of both."""
    head, grades, used = "", list[Grade](), set[int]()
    for at in range(start, len(rows)):
        row = rows[at]
        if row.filled and (grades or not _is_head(row)):
            more = list(_grades_in(row))
            if not more:
                break
            grades += more
            if len(grades) > MOST_CODES:
                break
        elif grades or at - start > _DEEPEST_HEAD:
            break
        else:
            head += " ".join(row.filled)
        used.add(at)
    return head, grades, used


def _grades_in(row: Row) -> Iterator[Grade]:
    """The grades that a row explains: code and meaning in cells, or in its only text."""
    filled = row.filled
    if len(filled) == 1:
        text = " ".join(filled[0].split("\n"))
        spaced = _SPACED.match(text.strip())
        yield from (
            _in_line(text)
            if spaced is None
            else (grade(spaced["code"], one_line(spaced["meaning"])),)
        )
    elif len(filled) in (2, 3):
        code, meaning = squeeze(filled[0]), one_line(filled[1])
        if len(code) <= LONGEST_CODE and len(meaning) > 1:
            yield grade(code, meaning)


def _in_line(text: str) -> Iterator[Grade]:
    for found in _IN_LINE.finditer(text.strip()) if len(text) < _LONGEST_LINE else ():
        yield grade(found["code"], one_line(found["meaning"]))


def order_of(grades: Sequence[Grade], sentences: Iterable[str]) -> Order:
    """How a scale is ordered, as sentences say it, else as the wordings of its grades do."""
    compared = [one for one in grades if one.says not in _NOT_COMPARED]
    if len(compared) < 2:
        return Order.NOT_SAID
    text = fold(squeeze("。".join(sentences)))
    top, end = compared[0].code, compared[-1].code
    best_first = _says(text, top, _BEST) or _says(text, end, _WORST)
    best_last = _says(text, top, _WORST) or _says(text, end, _BEST)
    if best_first != best_last:
        return Order.BEST_FIRST if best_first else Order.BEST_LAST
    heights = [one.says.height for one in compared]
    known = [height for height in heights if height is not None]
    if len(known) < len(heights) or len(set(known)) < 2:
        return Order.NOT_SAID
    if known == sorted(known, reverse=True):
        return Order.BEST_FIRST
    return Order.BEST_LAST if known == sorted(known) else Order.NOT_SAID


def _says(text: str, code: str, words: str) -> bool:
    """Whether a sentence calls this code the best, or the worst: 「1が最も高く」「1(最高)」."""
    return bool(
        re.search(rf"(?<![0-9A-Za-z]){re.escape(fold(code))}(?:が|を|は|\(|「|」が){words}", text)
    )
