"""The words by which people say which way of a KPI is better."""

from __future__ import annotations

import re

from dxdesk.domain.figures import Direction
from dxdesk.domain.text import fold, squeeze

ANSWERS = {
    "多いほどよい": Direction.MORE,
    "少ないほどよい": Direction.LESS,
    "どちらでもない（維持）": Direction.KEEP,
    "わからない": Direction.NOT_SAID,
}
"""What a department chooses from; the text of its answer."""

# Folded and without spaces; nothing is guessed from other words.
_WORDS = {
    Direction.MORE: (
        "more up ↑ ↗ ⇧ 増 増加 増える 増やす 向上 上昇 拡大 "
        "多いほどよい 高いほどよい 大きいほどよい 長いほどよい"
    ),
    Direction.LESS: (
        "less down ↓ ↘ ⇩ 減 減少 減る 減らす 低下 低減 縮小 短縮 "
        "少ないほどよい 低いほどよい 小さいほどよい 短いほどよい"
    ),
    Direction.KEEP: "keep → ⇒ 維持 現状維持 維持する 横ばい どちらでもない どちらでもない(維持)",
    # Who writes that it is not known leaves it so.
    Direction.NOT_SAID: "わからない 分からない 不明 未定",
}
_READ = {word: direction for direction, words in _WORDS.items() for word in words.split()}
_SPELT = re.compile(r"(?:ほど|方が|ほうが)[よ良]い")


def read_direction(text: str) -> Direction | None:
    """What a word says, NOT_SAID where nothing or that it is not known; None for another word."""
    word = _SPELT.sub("ほどよい", squeeze(fold(text)).casefold())
    return _READ.get(word) if word else Direction.NOT_SAID
