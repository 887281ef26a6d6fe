"""What a text speaks of: its words, for asking whether another text mentions them at all.

There is no dictionary here. Runs of kanji are taken apart into pairs of neighbours, runs of
katakana and of letters stay whole; words that every report uses are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from dxdesk.domain.text import fold

_RUNS = re.compile(r"[一-鿿々]+|[ァ-ヶー]{2,}|[A-Za-z][A-Za-z0-9-]+")
_GENERIC = frozenset(
    [
        "件数",
        "回数",
        "人数",
        "割合",
        "実施",
        "年間",
        "年度",
        "累計",
        "実績",
        "目標",
        "指標",
        "全体",
        "合計",
        "平均",
        "比率",
        "総数",
        "延べ",
        "取組",
        "推進",
        "充実",
        "向上",
        "検討",
        "検証",
        "対応",
        "必要",
        "課題",
        "今後",
        "引続",
        "継続",
        "更な",
        "一層",
        "実現",
        "利用",
        "活用",
        "状況",
        "情報",
        "事業",
        "業務",
        "行政",
        "市民",
        "職員",
        "関係",
        "各課",
        "担当",
        "庁内",
        "本市",
    ]
)


# What may be spelt in several ways: letters, and katakana of half width.
_SPELT = re.compile(r"[A-Za-zＡ-Ｚａ-ｚｦ-ﾟ]")
_HALF_WIDTH = re.compile(r"[ｦ-ﾟ]")


def _words(runs: Iterable[str]) -> Iterator[str]:
    for run in runs:
        if "一" <= run[0] <= "鿿":
            for at in range(len(run) - 1):
                if (pair := run[at : at + 2]) not in _GENERIC:
                    yield pair
        else:
            yield run


@lru_cache(maxsize=4096)
def words_of(text: str) -> frozenset[str]:
    """The words that tell what a text is about, folded, small letters."""
    return frozenset(_words(_RUNS.findall(fold(text).lower())))


def mentions(text: str, subject: str) -> bool:
    """Whether a text uses any word of a subject; a subject without words is always mentioned."""
    runs = _RUNS.findall(subject)
    # Nearly every pair of texts shares a word as it stands; only the others are read closely.
    if any(run in text for run in runs if run not in _GENERIC):
        return True
    words = list(_words(runs))
    if any(word in text for word in words):
        return True
    if _SPELT.search(subject) or _HALF_WIDTH.search(text):
        folded = words_of(subject)
        return not folded or not folded.isdisjoint(words_of(text))
    return not words
