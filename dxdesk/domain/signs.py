"""Characters: which of them the city's machines can show, and what stands for the others.

What a character set holds is asked of Python's own codecs. Two spellings of one sign of the
set (～ and 〜) are both known: which of them a keyboard gives depends on the machine.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from dxdesk.domain.rulebook import Signs

Spans = Sequence[tuple[int, int]]

GETA = "〓"

# Tab and all that has no picture of its own; line feed is text.
CONTROLS: Spans = (
    (0x00, 0x09),
    (0x0B, 0x1F),
    (0x7F, 0x9F),
    (0xAD, 0xAD),
    (0x61C, 0x61C),
    (0x180E, 0x180E),
    (0x200B, 0x200F),
    (0x2028, 0x202E),
    (0x2060, 0x206F),
    (0xD800, 0xDFFF),
    (0xFDD0, 0xFDEF),
    (0xFEFF, 0xFEFF),
    (0xFFF9, 0xFFFF),
    *((plane | 0xFFFE, plane | 0xFFFF) for plane in range(0x10000, 0x110000, 0x10000)),
    (0xE0000, 0xE007F),
)
HALF_WIDTH_KANA: Spans = ((0xFF61, 0xFF9F),)

_PRIVATE_USE: Spans = ((0xE000, 0xF8FF), (0xF0000, 0xFFFFD), (0x100000, 0x10FFFD))
# Signs that change the one before them: accents, sound marks, variation selectors, skin tones.
_MARKS: Spans = (
    (0x300, 0x36F),
    (0x1AB0, 0x1AFF),
    (0x1DC0, 0x1DFF),
    (0x20D0, 0x20FF),
    (0x3099, 0x309A),
    (0xFE00, 0xFE0F),
    (0xFE20, 0xFE2F),
    (0x1F3FB, 0x1F3FF),
    (0xE0100, 0xE01EF),
)
_ASCII: Spans = ((0x0A, 0x0A), (0x20, 0x7E))
_TWINS = "〜～−－—―‖∥¢￠£￡¬￢¥￥‾￣¦￤"
_CODECS = {
    Signs.JIS_X_0208: (("iso2022_jp", 0xFFFF),),
    Signs.WINDOWS_31J: (("cp932", 0xFFFF),),
    Signs.JIS_X_0213: (("cp932", 0xFFFF), ("euc_jis_2004", 0x2FFFF)),
}

# 異体字 of names and the printers' standard forms of 2000, each with the form that JIS X 0208
# has; the pairs of Unicode's EquivalentUnifiedIdeograph for the radicals that NFKC leaves alone
# and that have the form of the kanji; and four radicals whose NFKC is the old form.
_KANJI = """
髙高 﨑崎 濵濱 瀨瀬 德徳 𠮷吉 鄕郷 郞郎 淸清 橫横 增増 寬寛 黑黒 緖緒 薰薫 吳呉 步歩 每毎
靑青 綠緑 錄録 硏研 敎教 尙尚 晚晩 戶戸 黃黄 栁柳 桒桑 槗橋 𣘺橋 𡈽土 昻昂 曻昇 姬姫
內内 靍鶴 靏鶴 彥彦 產産 閒間 凬風
鷗鴎 頰頬 剝剥 塡填 𠮟叱 噓嘘 繫繋 搔掻 摑掴 瘦痩 麴麹 蔣蒋 醬醤 蠟蝋 簞箪 驒騨 俠侠 軀躯
嚙噛 囊嚢 瀆涜 蟬蝉 禱祷 萊莱 繡繍 啞唖 麵麺 鹼鹸 顚顛 潑溌 屛屏 幷并 焰焔 吞呑
⺒巳 ⺓幺 ⺔彑 ⺜日 ⺝月 ⺟母 ⺠民 ⺧牛 ⺩王 ⺫目 ⺬示 ⺶羊 ⺻聿 ⻁虎 ⻄西 ⻆角 ⻑長 ⻗雨 ⻘青
⻝食 ⻣骨 ⻤鬼 ⻨麦 ⻩黄 ⻫斉 ⻭歯 ⻯竜 ⻱龜 ⻲亀
⼾戸 ⾭青 ⿈黄 ⿊黒
"""
_SYMBOLS = """
•・ ▪・ ‣・ ⁃・ ‧・ ·・ ∙・ ⋅・ –- ‑- «《 »》 ‹〈 ›〉 „” ‟” ‚’ ‛‘ ʼ’ 〝“ 〟” ⁄/ ∑Σ ⊿△ 〰～ ゔヴ
➡→ ➔→ ⇨→ ⬅← ⬆↑ ⬇↓ ◾■ ◽□ ▫□ ⚫● ⚪○ ⭕○ ⭐★ ✕× ✖× ❌× ©(C) ®(R) €ユーロ
"""
EQUALS = {pair[0]: pair[1:] for pair in (_KANJI + _SYMBOLS).split()} | {
    "\u3099": "゛",
    "\u309a": "゜",
    "\u00c5": "\u212b",
}


def merged(*parts: Spans) -> list[tuple[int, int]]:
    """The union, ascending and without overlap."""
    union: list[tuple[int, int]] = []
    for first, last in sorted(span for part in parts for span in part):
        if union and first <= union[-1][1] + 1:
            union[-1] = (union[-1][0], max(last, union[-1][1]))
        else:
            union.append((first, last))
    return union


def outside(*parts: Spans) -> list[tuple[int, int]]:
    """All of Unicode but these."""
    gaps: list[tuple[int, int]] = []
    start = 0
    for first, last in merged(*parts):
        if start < first:
            gaps.append((start, first - 1))
        start = last + 1
    return gaps if start > 0x10FFFF else [*gaps, (start, 0x10FFFF)]


def spans_of(characters: Iterable[str]) -> list[tuple[int, int]]:
    """These characters."""
    return merged([(ord(character), ord(character)) for character in characters])


def any_of(spans: Spans) -> str:
    """A regular expression for one character of these; for none of them where there are none."""
    ends = "".join(f"{_literal(first)}-{_literal(last)}" for first, last in spans)
    return f"[{ends}]" if ends else r"(?!)"


def _literal(character: int) -> str:
    return re.escape(chr(character))


def name_of(sign: str) -> str:
    """A sign with its code point, é（U+00E9）; the code point alone where it has no picture."""
    code = f"U+{ord(sign):04X}"
    pictured = sign.isprintable() and not unicodedata.category(sign).startswith(("M", "Z"))
    return f"{sign}（{code}）" if pictured else code


@dataclass(frozen=True)
class Repertoire:
    """What the machines can show: the characters `known`, no control among them."""

    known: Spans

    @cached_property
    def unknown(self) -> Spans:
        """What is neither known nor a control nor half-width kana, of which no set is short."""
        return outside(self.known, CONTROLS, HALF_WIDTH_KANA)

    @cached_property
    def _unknown_sign(self) -> re.Pattern[str]:
        return re.compile(any_of(self.unknown))

    @cached_property
    def _cluster(self) -> re.Pattern[str]:
        """An unknown sign, or any sign with the unknown marks behind it."""
        marks = outside(outside(_MARKS), outside(self.unknown))
        return re.compile(rf"[\s\S]{any_of(marks)}+|{any_of(self.unknown)}")

    @cached_property
    def _not_shown(self) -> re.Pattern[str]:
        return re.compile(any_of(outside(self.known)))

    def strangers(self, text: str) -> tuple[str, ...]:
        """The characters of a text that are not known, each once, as they come."""
        return tuple(dict.fromkeys(self._unknown_sign.findall(text)))

    def repaired(self, text: str) -> str:
        """The text with known signs alone: an equal one where there is one, else 〓."""
        return self._cluster.sub(lambda found: self._repaired(found[0]), text)

    def _repaired(self, cluster: str) -> str:
        """A sign with the marks behind it; a mark that the set has no joined sign for goes."""
        sign, sounds = cluster[0], ""
        for mark in cluster[1:]:
            joined = unicodedata.normalize("NFC", sign + mark)
            if len(joined) == 1 and self._shows(joined) and not sounds:
                sign = joined
            else:
                sounds += EQUALS.get(mark, "")
        return self._unknown_sign.sub(lambda found: self.equal(found[0]), sign) + sounds

    def equal(self, sign: str) -> str:
        """The known sign or signs that stand for one that is not known."""
        for candidate in _candidates(sign):
            if candidate != sign and self._shows(candidate):
                return candidate
        return "" if _is_mark(sign) else GETA

    def _shows(self, text: str) -> bool:
        return bool(text) and not self._not_shown.search(text)


def _candidates(sign: str) -> Iterable[str]:
    yield EQUALS.get(sign, "")
    yield unicodedata.normalize("NFC", sign)
    plain = unicodedata.normalize("NFKC", sign)
    # A circled figure without its circle would run into the text behind it.
    circled = unicodedata.decomposition(sign).startswith("<circle>") and plain.isdigit()
    yield f"{plain})" if circled else plain
    yield "".join(EQUALS.get(each, each) for each in plain)
    apart = unicodedata.normalize("NFKD", sign)
    yield "".join(each for each in apart if not unicodedata.combining(each))


def _is_mark(sign: str) -> bool:
    return any(first <= ord(sign) <= last for first, last in _MARKS)


@lru_cache(maxsize=16)
def repertoire(signs: Signs, allowed: str = "") -> Repertoire:
    """What a character set holds, and the characters that the city added to its machines."""
    if signs is Signs.ANY:
        held = outside(_PRIVATE_USE)
    else:
        sets = (_held_by(codec, last) for codec, last in _CODECS[signs])
        held = merged(_ASCII, spans_of(_TWINS), *sets)
    return Repertoire(outside(outside(held, spans_of(allowed)), CONTROLS))


def _held_by(codec: str, last: int) -> list[tuple[int, int]]:
    """The characters that a codec gives back as it took them, the user-defined ones left out."""
    every = "".join(map(chr, (*range(0xD800), *range(0xF900, last + 1))))
    return spans_of(every.encode(codec, "ignore").decode(codec))
