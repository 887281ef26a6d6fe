"""Figures in running text: every number with its unit, and the words in front of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dxdesk.domain.figure_reading import read_figure
from dxdesk.domain.figures import Figure
from dxdesk.domain.text import fold

_FIGURE = re.compile(
    r"(?<![\d,.])[-▲△]?\d[\d,]{0,20}(?:\.\d{1,6})?(?:[億万千][\d,]{0,6}){0,3}\s?"
    r"(?:%|か所|箇所|ヶ所|施設|業務|会議|団体|世帯|手続|作品|ポイント|時間|アカウント|"
    r"[件人名回社台校課店館基円本枚冊戸個機種件分秒組班])(?:/[年月週日])?"
)
# What looks like a figure and is a date, a place in a list or a name.
_NOT_ONE = re.compile(r"第\s*$|[(（①-⑳.．/-]$|[A-Za-z]$")
_LISTED = re.compile(r"[①-⓿㉑-㊿]")
_BEFORE = 40


@dataclass(frozen=True, slots=True)
class Found:
    """A figure in a text, and where it stands."""

    start: int
    figure: Figure


def figures_in(text: str) -> Iterator[Found]:
    """Every number with a unit, in order; dates, list numbers and names are left out.

    Positions are those in the folded text, which is what is searched.
    """
    # Folded, ①10件 would be 110件.
    folded = fold(_LISTED.sub("・", text))
    for found in _FIGURE.finditer(folded):
        before = folded[max(0, found.start() - _BEFORE) : found.start()]
        if _NOT_ONE.search(before) or folded[found.end() : found.end() + 1] in ("目", "生", "月"):
            continue
        figure = read_figure(found[0])
        if figure.value is not None:
            yield Found(found.start(), figure)
