"""What says of an indicator whether more or less of it is better: in a cell, a remark or a legend.

A text counts as such only where every word of it speaks of the direction (↓, 減少を目指す,
多いほどよい); in 窓口を増やす somebody says what is to be done, and nothing of a figure.
"""

from __future__ import annotations

import re
from functools import lru_cache

from dxdesk.domain.directions import aim_of
from dxdesk.domain.figures import Direction
from dxdesk.domain.text import fold, squeeze

from .grid import Row

_SIGN = r"[↑↗⇧⤴⬆⬈↓↘⇩⤵⬇⬊→⇒⇨➡▲△▼▽]\ufe0f?"
_SIDE = (
    r"増やす|増加|増大|増|伸ばす|高める|(?:引き?)?上げる?|向上|上昇|拡大|多い|高い|大きい|長い|"
    r"減らす|減少|低減|抑える|抑制|(?:引き?)?下げる?|低下|縮減|削減|短縮|縮小|減|少ない|低い|小さい|短い|"
    r"現状|維持|横ばい|プラス|マイナス|正|負"
)
_AROUND = (
    r"指標|数値|値|件数|実績|目標|目指す|目指し|望ましい|好ましい|方向性?|傾向|型|もの|こと|"
    r"ほど|ほう|方|よい|良い|いい|とする|させる|すべき|する|[がをにのはも]|[()\[\]【】「」※:=…・、。/]"
)
_WISHED = re.compile(
    rf"(?:{_SIDE})(?:させる|する)?(?:こと)?(?:を目指す|が目標|が(?:望|好)ましい)|"
    r"[いう](?:ほど|方が|ほうが)(?:よい|良い|いい|(?:望|好)ましい)"
)
_WHOLE = re.compile(rf"(?:{_SIGN}|{_SIDE}|{_AROUND})+")
_SAYING = re.compile(rf"{_SIGN}|{_SIDE}")
_EXPLAINED = re.compile(rf"(?:{_SIGN})[:=…は」】)]")
_SIGN_ALONE = re.compile(_SIGN)
_UP_OR_DOWN = r"[↑↗⇧⤴⬆⬈↓↘⇩⤵⬇⬊]\ufe0f?"
_MARKING = re.compile(rf"^[(\[【].+[)\]】]$|^{_UP_OR_DOWN}$")
_NAME_WITH_WISH = re.compile(
    rf"(?P<name>.*\S)\s*(?P<wish>[（(【\[][^()（）【】\[\]]+[)）】\]]|{_UP_OR_DOWN})", re.DOTALL
)
_MARKED_IN_FRONT = re.compile(rf"\s*(?P<mark>{_UP_OR_DOWN})(?P<rest>.*\d.*)", re.DOTALL)
_MARKED_BEHIND = re.compile(
    rf"(?P<rest>.*\d.*?)(?:(?P<mark>{_UP_OR_DOWN})|\s(?P<words>\S+))\s*", re.DOTALL
)
_LONGEST = 40
_LONGEST_LEGEND = 200
_LONGEST_MARKED = 200


def is_aim(text: str) -> bool:
    """Whether a text is nothing but signs and words for more, less, or the same."""
    folded = fold(squeeze(text))
    return (
        len(folded) <= _LONGEST and bool(_WHOLE.fullmatch(folded)) and bool(_SAYING.search(folded))
    )


def says_direction(text: str) -> bool:
    """Whether a text for the direction alone says which it is."""
    return aim_of(text) is not Direction.NOT_SAID


def is_wish(text: str) -> bool:
    """Whether a text in the place of a name or a figure is about its direction alone."""
    return is_aim(text) and says_direction(text)


def is_mark(text: str) -> bool:
    """Whether a word behind a figure marks its direction: ↓, （減少）, 減少を目指す.

    維持 and 増加 without brackets may as well be what is to be reached.
    """
    marks = is_sign_or_bracketed(text) or bool(_WISHED.search(fold(squeeze(text))))
    return marks and is_wish(text)


def is_sign_or_bracketed(text: str) -> bool:
    """Whether a mark of the direction is told from what it stands behind: ↓, （減少）."""
    return bool(_MARKING.search(fold(squeeze(text))))


def split_mark(text: str) -> tuple[str, str]:
    """A figure and the mark of its direction that stands in front of it or behind it: 10件 ↓."""
    if len(text) > _LONGEST_MARKED:
        return text, ""
    found = _MARKED_IN_FRONT.fullmatch(text) or _MARKED_BEHIND.fullmatch(text)
    parts = found.groupdict() if found else {}
    mark = parts.get("mark") or parts.get("words") or ""
    return (parts["rest"].strip(), mark) if is_mark(mark) else (text, "")


@lru_cache(maxsize=4096)
def without_wish(name: str) -> str:
    """A name without the mark of its direction at the end: 待ち時間（減少を目指す）, 待ち時間↓."""
    found = _NAME_WITH_WISH.fullmatch(name.strip()) if len(name) <= _LONGEST_MARKED else None
    return found["name"] if found and is_mark(found["wish"]) else name


def is_remark(text: str) -> bool:
    """Whether a text beside an indicator says in words what is wished of it: 減少が望ましい."""
    return is_aim(text) and bool(_WISHED.search(fold(squeeze(text))))


def is_legend(row: Row) -> bool:
    """Whether a row explains the signs: 「↑：増加を目指す指標　↓：減少を目指す指標」."""
    if not any(_SIGN_ALONE.search(cell) for cell in row.filled):
        return False
    cells = [fold(squeeze(cell)) for cell in row.filled]
    # In a table of its own a sign stands alone, and beside it what it means.
    text = "".join(f"{cell}:" if _SIGN_ALONE.fullmatch(cell) else cell for cell in cells)
    text = re.sub(r"^[※(]*(?:注|凡例)?[)]?", "", text)
    return (
        len(text) <= _LONGEST_LEGEND
        and bool(_EXPLAINED.search(text))
        and bool(_WHOLE.fullmatch(text))
        and bool(re.search(_SIDE, text))
    )
