"""What a text speaks of: its words, for asking whether another text mentions them at all.

There is no dictionary here. Runs of kanji are taken apart into pairs of neighbours, runs of
katakana and of letters stay whole; words that every report uses are left out.

Of a name whose item has more to speak of, one shared word says little: `touches` asks for the word
that says what is counted, or for most of what tells the name from its title and its neighbours.
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
        "達成",
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


_GENERIC_RUN = re.compile("|".join((*sorted(_GENERIC), "等", "占め")))
# What may be spelt in several ways: letters, and katakana of half width.
_SPELT = re.compile(r"[A-Za-zＡ-Ｚａ-ｚｦ-ﾟ]")
_SPELT_OTHERWISE = re.compile("[\uff21-\uff5a\uff66-\uff9f\u2e80-\u2fdf\uf900-\ufaff]")
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


# What only says that something is counted (登録者数, 整備率), at the end of a run of kanji.
_COUNTED = re.compile(r"(?:者|件|回|人|台|課|校)?(?:数|率|量|額|度|時間)$")
# A name's kanji go on over the kana of a verb (待ち時間), which are no particle.
_RUNS_OF_NAME = re.compile(
    r"[一-鿿々]+(?:[ちりきけえみしれせめ][一-鿿々]*)*|[ァ-ヶー]{2,}|[A-Za-z][A-Za-z0-9-]+"
)


def touches(text: str, name: str, title: str, others: tuple[str, ...]) -> bool:
    """Whether a text speaks of what a KPI counts, and not just of what its item is about.

    It does with the last word of the name, which says what is counted, or with more than half of
    its words; those that the item's `title` has weigh a third, and those that the names of its
    `others` have nothing. Where none is its own any is enough; a name of words that every report
    uses has to stand there whole.
    """
    if name in text:
        return True
    words, enough = _wanted(name, title, others)
    said = fold(text) if _SPELT_OTHERWISE.search(text) else text
    if _says(said, words[-1][0]):
        return True
    for word, weight in words:
        if _says(said, word):
            enough -= weight
    return enough < 0


def _says(text: str, word: frozenset[str]) -> bool:
    """Whether a text has a word, Latin ones whole: AI is not in MAIL."""
    for one in word:
        if one.isascii():
            if one in words_of(text):
                return True
        elif one in text:
            return True
    return False


@lru_cache(maxsize=4096)
def _wanted(
    name: str, title: str, others: tuple[str, ...]
) -> tuple[tuple[tuple[frozenset[str], int], ...], int]:
    """The words of a name with their weights in thirds, and what has to be passed."""
    words = _words_of_name(name)
    beside = frozenset(pair for other in others for word in _words_of_name(other) for pair in word)
    words = tuple(word - beside for word in words if word - beside) or words
    heading = words_of(title)
    if not any(word - heading for word in words):
        return tuple((word, 1) for word in words), 0
    *before, last = words
    weighed = [(word - heading, 3) if word - heading else (word, 1) for word in before]
    weighed.append((last, 3 if last - heading else 1))
    return tuple(weighed), sum(weight for _, weight in weighed) // 2


@lru_cache(maxsize=4096)
def _words_of_name(name: str) -> tuple[frozenset[str], ...]:
    """The words of a name in its order, each as what it can be recognised by."""
    words: list[frozenset[str]] = []
    for run in _RUNS_OF_NAME.findall(fold(name).lower()):
        pieces = [run] if not "一" <= run[0] <= "鿿" else _GENERIC_RUN.split(_COUNTED.sub("", run))
        words += (frozenset(_words([piece])) for piece in pieces if len(piece) > 1)
    return tuple(word for word in words if word) or (frozenset([fold(name).lower()]),)
