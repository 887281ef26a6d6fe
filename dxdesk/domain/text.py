"""Text as people type and print it, and the foldings that only readers may use."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−﹣－", "-") | dict.fromkeys("〜～∼˜", "~"))
_MINUS_BEFORE_DIGIT = re.compile(r"[▲△](?=\s*\d)")
_LONE_SURROGATE = re.compile(r"[\ud800-\udfff]")
_CJK = r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u30ff]"
_SPACE_IN_CJK = re.compile(rf"(?<={_CJK})\s+(?={_CJK})")


def squeeze(text: str) -> str:
    """Return `text` without white space: two texts are equal "white space aside" when these are."""
    return "".join(text.split())


def fold(text: str) -> str:
    """Fold spellings together for reading figures, dates and search keys, never for keeping.

    NFKC leaves the wave dash and most dashes alone and knows nothing of ▲ for minus, as
    Japanese tables print it; those are folded here as well.
    """
    if text.isascii():
        return text
    folded = unicodedata.normalize("NFKC", text.translate(_DASHES)).translate(_DASHES)
    return _MINUS_BEFORE_DIGIT.sub("-", folded)


def typed(text: str) -> str:
    """Return text from a person or a file in the one form that is kept.

    Line ends become a line feed, and half of a surrogate pair, which neither SQLite nor a
    workbook can hold, becomes U+FFFD. Nothing else is touched.
    """
    return _LONE_SURROGATE.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


def typed_line(text: str) -> str:
    """Like `typed`, for fields of one line: line ends become a space."""
    return typed(text).replace("\n", " ")


def one_line(text: str) -> str:
    """Undo the line breaks of a narrow cell: none between Japanese characters, else a space."""
    return " ".join(_SPACE_IN_CJK.sub("", text).split())


def era_year(year: int) -> str:
    """Return a fiscal year in the Japanese calendar, such as 令和6年度 for 2024."""
    if year >= 2019:
        number = year - 2018
        return f"令和{'元' if number == 1 else number}年度"
    number = year - 1988
    return f"平成{'元' if number == 1 else number}年度"


_YEAR = re.compile(r"(?:(?P<west>\d{4})|(?P<era>令和|平成|R|H)\s*(?P<count>\d{1,2}|元))")


def read_year(text: str) -> int | None:
    """Return the first year named in `text` (西暦, 令和 or 平成), or None."""
    found = _YEAR.search(fold(text))
    if not found:
        return None
    if found["west"]:
        return int(found["west"])
    count = 1 if found["count"] == "元" else int(found["count"])
    return count + (2018 if found["era"] in ("令和", "R") else 1988)


_NOT_OF_A_NAME = re.compile(r"[の・、,()「」『』【】\s]")


def same_name(one: str, other: str) -> bool:
    """Whether two names differ by nothing but width, white space, brackets, commas or a の."""
    if one == other:
        return True
    left, right = (_NOT_OF_A_NAME.sub("", fold(name)).lower() for name in (one, other))
    return left == right


def likeness(one: str, other: str) -> float:
    """Return how alike two names are, 0 to 1, by the pairs of neighbouring characters they share."""
    (left, mine), (right, theirs) = _pairs(one), _pairs(other)
    if left == right:
        return 1.0
    total = len(mine) + len(theirs)
    return 2 * len(mine & theirs) / total if total else 0.0


@lru_cache(maxsize=4096)
def _pairs(text: str) -> tuple[str, frozenset[str]]:
    """The text for comparing, and its pairs of neighbouring characters."""
    name = fold(squeeze(text))
    return name, frozenset(name[i : i + 2] for i in range(max(len(name) - 1, 1)) if name)
