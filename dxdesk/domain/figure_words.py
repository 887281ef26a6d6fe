"""What words in the place of a figure say: the kinds of nothing."""

from __future__ import annotations

import re
from functools import lru_cache

from dxdesk.domain.figures import Empty, Figure
from dxdesk.domain.text import fold

_EMPTY = (
    (Empty.ENDED, re.compile(r"(?:サービス|事業|取組|運用|提供)?の?(?:終了|廃止|完了により終了)")),
    (
        Empty.NOT_DONE,
        re.compile(
            r"未実施|実施(?:して|でき)(?:いない|いません|なかった|ない)|開催(?:して|でき)(?:いない|なかった)|"
            r"行っていない|行わなかった|見送|中止"
        ),
    ),
    (
        Empty.UNKNOWN,
        re.compile(
            r"(?:把握|集計|測定|計測|算出|算定|確認)(?:が|は|を)?(?:でき(?:ない|ず|ていない)|不能|不可|困難|して(?:い)?ない)|"
            r"集計中|未集計|調査中|不明|未把握"
        ),
    ),
    (
        Empty.NOT_APPLICABLE,
        re.compile(
            r"(?:該当|対象)(?:する|となる|の)?(?:者|もの|案件|事業|施設)?(?:は|が)?(?:なし|無し|ない)"
        ),
    ),
)
_UNSET = frozenset(
    {"未設定", "設定なし", "設定無し", "目標なし", "目標値なし", "なし", "-", "--", "ー", "…"}
)
# Longer texts tell a story in which such words stand for something else.
_LONGEST_TELLING = 40
_FIGURE_WITH_UNIT = re.compile(r"\d\s*(?:%|[件人名回社台校課店館基])")


def told_empty(figure: Figure) -> Empty | None:
    """The kind of nothing that an actual is, or tells in a few words.

    サービス終了のため実施していない tells that the thing ended; a text with a figure of its own
    tells nothing of the kind.
    """
    if figure.empty is not None or figure.measures:
        return figure.empty
    return _told(figure.text)


@lru_cache(maxsize=4096)
def _told(text: str) -> Empty | None:
    if len(text) > _LONGEST_TELLING or _FIGURE_WITH_UNIT.search(fold(text)):
        return None
    return next((empty for empty, words in _EMPTY if words.search(text)), None)


def is_unset(target: Figure) -> bool:
    """Whether a target says that there is none."""
    return fold(target.text.strip()) in _UNSET or target.empty is not None
