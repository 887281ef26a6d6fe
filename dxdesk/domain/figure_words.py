"""What the words around a figure say: whether less is better, and the kinds of nothing."""

from __future__ import annotations

import re
from enum import Enum
from functools import lru_cache

from dxdesk.domain.figures import Comparator, Direction, Empty, Figure
from dxdesk.domain.text import fold


class Source(Enum):
    """Where a direction is known from."""

    SAID = "said"
    WORD = "word"
    CONVENTION = "convention"


# 削減率 and 短縮時間 count a reduction, so more of them is better.
_OF_A_REDUCTION = re.compile(
    r"(?:削減|縮減|短縮|減少|低減|解消|防止|抑制)\S{0,4}(?:率|数|量|額|時間|割合|件数|枚数)"
)
_LESS = re.compile(
    r"待ち時間|待機児童|苦情|事故|漏え?い|漏洩|障害(?!者|児|福祉|支援|の?ある)|不具合|誤り|誤送信|誤発送|"
    r"ミス(?:の|件)|滞納|未納|未収|遅延|違反|不正|紛失|排出量|消費量|時間外|残業|廃棄|空き家数|離職|"
    r"停止時間|所要時間|処理時間|用紙の?(?:使用|購入)"
)
_SAID_LESS = re.compile(
    r"(?:少ない|低い|短い|小さい)(?:ほど|方が)|減少が(?:目標|望ましい)|[(（](?:減少|低減|↓)[)）]|↓"
)
_MORE = re.compile(
    r"導入|整備|登録|利用|参加|受講|開催|公開|採用|配置|達成|普及|設置|活用|申請|交付|研修|訓練|講習|相談|"
    r"受付|アクセス|ダウンロード|投稿|発信|配信|実施|オンライン化|電子化|対応"
)
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


def direction_of(name: str, target: Figure, said: Direction) -> tuple[Direction, Source]:
    """Whether more or less of a KPI is better, and how that is known.

    As the plan says; else as the target's comparator (以上, 以内, に短縮) or a remark such as
    少ないほどよい says; else as words of
    the name suggest; else more, which is what the published plans take for granted.
    """
    if said is not Direction.NOT_SAID:
        return said, Source.SAID
    if target.comparator in (Comparator.AT_MOST, Comparator.BELOW):
        return Direction.LESS, Source.SAID
    if target.comparator in (Comparator.AT_LEAST, Comparator.ABOVE):
        return Direction.MORE, Source.SAID
    if _SAID_LESS.search(name) or _SAID_LESS.search(target.text):
        return Direction.LESS, Source.SAID
    if target.value is not None and target.value < 0:
        return Direction.LESS, Source.WORD
    return _direction_of_name(name)


@lru_cache(maxsize=4096)
def _direction_of_name(name: str) -> tuple[Direction, Source]:
    if _OF_A_REDUCTION.search(name):
        return Direction.MORE, Source.WORD
    if _LESS.search(name) and not _MORE.search(name):
        return Direction.LESS, Source.WORD
    return (Direction.MORE, Source.WORD if _MORE.search(name) else Source.CONVENTION)


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
