"""Where a line of Japanese may end.

The rule is that of JLREQ (Requirements for Japanese Text Layout, W3C), 3.1.7 to 3.1.10, with its
character classes cl-01 to cl-13, in the strict form: neither small kana nor ー begin a line.
Nothing hangs into the margin and nothing is squeezed; a line that would break the rule is shorter.

Positions count UTF-16 units, as Qt does; `units` makes a text that Python counts alike.
"""

from __future__ import annotations

import re
import unicodedata

_CLOSING = "’”）〕］｝〉》」』】⦆〙〗»〟)]}｣"  # cl-02
_HYPHENS = "‐–゠〜～"  # cl-03; Windows types ～ for 〜
_DIVIDING = "！？‼⁇⁈⁉!?"  # cl-04
_MIDDLE_DOTS = "・：；:;･"  # cl-05
_STOPS = "。．、，.,｡､"  # cl-06, cl-07
_LEADERS = "…‥"  # cl-08
_ITERATION = "ヽヾゝゞ々〻"  # cl-09
_PROLONGED = "ーｰ"  # cl-10
_SMALL = (  # cl-11
    "ぁぃぅぇぉァィゥェォっゃゅょゎゕゖッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿｧｨｩｪｫｬｭｮｯ"
)
_SOUND_MARKS = "゛゜ﾞﾟ"
_AFTER_NUMBERS = "°′″℃￠¢％%‰℉ℓ㏋㌃㌍㌔㌘㌢㌣㌦㌧㌫㌶㌻㍉㍊㍍㍑㍗㎎㎏㎜㎝㎞㎡㎥㏄"  # cl-13
NEVER_FIRST = frozenset(
    _CLOSING + _HYPHENS + _DIVIDING + _MIDDLE_DOTS + _STOPS + _LEADERS + _ITERATION
    + _PROLONGED + _SMALL + _SOUND_MARKS + _AFTER_NUMBERS
)  # fmt: skip
NEVER_LAST = frozenset(
    "‘“（〔［｛〈《「『【⦅〘〖«〝([{｢"  # cl-01
    "￥¥＄$￡£€№＃#"  # cl-12
)
# cl-08: two of the same stay together.
_PAIRED = frozenset("…‥―—─〳〴〵")
_SPACES = frozenset(
    " \t\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u200b\u205f\u3000"
)
_GLUE = frozenset("\u00a0\u202f\u2007\u2011\u2060\ufeff\u200d")
# Between two of these no word or number ends: what is printable in ASCII, the letters of other
# scripts, and the full-width letters and figures that offices type for them.
_WORD = re.compile(r"[!-~\u00a1-\u02ff\u0370-\u1fff\u2013\u2019０-９Ａ-Ｚａ-ｚ]{2}")
_WIDE_NUMBER = re.compile(r"[０-９][．，／：・－][０-９]|[－＋＃＄￥][０-９]")
_ASTRAL = re.compile(r"[\U00010000-\U0010ffff]")
_EXTENDING = ("Mn", "Me", "Mc")


def units(text: str) -> str:
    """The text with each character beyond U+FFFF as its two surrogates."""
    if text.isascii() or max(text) <= "\uffff":
        return text
    return _ASTRAL.sub(_surrogates, text)


def _surrogates(found: re.Match[str]) -> str:
    code = ord(found[0]) - 0x10000
    return chr(0xD800 + (code >> 10)) + chr(0xDC00 + (code & 0x3FF))


def may_break(text: str, at: int) -> bool:
    """Whether a line may end before the unit `at`, which is inside the text."""
    before, after = text[at - 1], text[at]
    if before == "\u2028":
        return True
    if after in NEVER_FIRST or after in _SPACES or before in _GLUE or after in _GLUE:
        return False
    if _extends(text, at):
        return False
    if before in _SPACES:
        seen = _seen_last(text, at)
        return seen != "\u2028" and seen not in NEVER_LAST
    if before in NEVER_LAST or _WORD.match(text, at - 1):
        return False
    if before == after and before in _PAIRED:
        return False
    return not _in_number(text, at)


def _seen_last(text: str, at: int) -> str:
    """What is last to be seen of a line that ends in spaces; the end of a line where nothing is."""
    return next((text[n] for n in range(at - 1, -1, -1) if text[n] not in _SPACES), "\u2028")


def _extends(text: str, at: int) -> bool:
    """Whether what begins here belongs to the character before: marks, selectors, skin tones."""
    after = text[at]
    if "\ud800" <= after <= "\udfff":
        return after >= "\udc00" or text[at : at + 2] >= "\udb40" or _is_skin(text[at : at + 2])
    return after > "\u02ff" and unicodedata.category(after) in _EXTENDING


def _is_skin(pair: str) -> bool:
    return "\ud83c\udffb" <= pair <= "\ud83c\udfff"


def _in_number(text: str, at: int) -> bool:
    return any(
        found.end() > at
        for start in (at - 2, at - 1)
        if start >= 0 and (found := _WIDE_NUMBER.match(text, start))
    )


def last_break(text: str, start: int, end: int) -> int | None:
    """The last place before `end` where a line that begins at `start` may end."""
    return next((at for at in range(end - 1, start, -1) if may_break(text, at)), None)
