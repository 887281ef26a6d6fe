"""Which code of a scale is meant by what was typed or printed for it: never two, and never a guess.

People type a code in another width or case, in brackets, with 評価 behind it, with its wording
beside it, or the wording alone. The text stays as it was typed; this only says what it means.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from dxdesk.domain.plan import Grade
from dxdesk.domain.scale import read_standing
from dxdesk.domain.text import fold, squeeze

# A sentence longer than this is no rating with its wording any more.
_LONGEST = 200
# Circles and crosses of other blocks, as people find them in their input method.
_SAME_SIGN = str.maketrans("◯〇⚪✕✖╳☓", "○○○××××")
_OPEN, _CLOSE = "「『【〈《([\"'", "」』】〉》)]\"'"
_BEFORE = re.compile(
    r"^(?:(?:自己|総合|本年度の?|今年度の?)?(?:評価|評定|判定)(?:区分|結果)?(?:は|[:=])?)(?![ぁ-ん])"
)
_BEHIND = re.compile(r"(?:(?:評価|評定|判定|ランク)(?:です|とする|とした)?|です|[。.、])$")
_POINTS = re.compile(r"^(\d+)点$")
_BETWEEN = re.compile(r"^(?:[\s:、,=…・)」』】〉》\]]+|\s*-\s*(?=\S)|(?=[(「『【〈《\[]))")
# Said of a code that is not the one that is meant, or only nearly.
_NOT_IT = re.compile(
    r"^(?:以外|以上|以下|未満|で(?:は)?な|から|より|寄り|に近|または|又は|か[^ら]|程度|相当|→|~|/|or\b|\?)"
)
_NOISE = re.compile(r"[\s「」『』【】〈〉《》()\[\]\"'、。,.・:;]")
_VARIANTS = (("通り", "どおり"), ("おおむね", "概ね"), ("又は", "または"), ("出来", "でき"))


def plain_code(text: str) -> str:
    """A code without its width and spaces, and with the usual circle and cross."""
    return fold(squeeze(text)).translate(_SAME_SIGN)


def same_code(text: str, codes: Iterable[str]) -> str:
    """The code that a text is, in whatever width it is typed; empty for none."""
    plain = squeeze(text)
    if not plain:
        return ""
    known = tuple(codes)
    alike = (code for code in known if plain_code(code) == plain_code(plain))
    return plain if plain in known else next(alike, "")


def meant_code(text: str, grades: Sequence[Grade]) -> str:
    """The one code of a scale that a text means; empty where none or several could be meant."""
    if not text.strip() or len(text) > _LONGEST:
        return ""
    if code := same_code(text, (grade.code for grade in grades)):
        return code
    shown = _bare(fold(" ".join(text.split())).translate(_SAME_SIGN))
    found = {grade.code for grade in grades if _is_code(shown, grade, grades)}
    found = found or {grade.code for grade in grades if _is_explained(shown, grade, grades)}
    found = found or {grade.code for grade in grades if _wording(grade) == _words(shown) != ""}
    return found.pop() if len(found) == 1 else ""


def is_wording(text: str, grade: Grade) -> bool:
    """Whether a text says nothing but what a grade's wording says, or the beginning of it."""
    said = _words(text)
    return not said or _wording(grade).startswith(said)


def _bare(text: str) -> str:
    """A text without what people put around a code."""
    before = ""
    while text != before:
        before, text = text, text.strip()
        if len(text) > 1 and text[0] in _OPEN and text[-1] == _CLOSE[_OPEN.index(text[0])]:
            text = text[1:-1]
        text = _POINTS.sub(r"\1", _BEHIND.sub("", text))
        text = _BEFORE.sub("", text) or text
    return text


def _is_code(shown: str, grade: Grade, grades: Sequence[Grade]) -> bool:
    """Whether a text is the code alone; in another case only where no other code is it then."""
    code = plain_code(grade.code)
    if squeeze(shown) == code:
        return True
    if squeeze(shown).casefold() != code.casefold():
        return False
    return all(squeeze(shown) != plain_code(one.code) for one in grades)


def _is_explained(shown: str, grade: Grade, grades: Sequence[Grade]) -> bool:
    """Whether a text is the code with words beside it that say nothing else."""
    code, own = re.escape(plain_code(grade.code)), _wording(grade)
    head = re.match(rf"[「『【〈《(\[]?{code}(?:評価|判定|ランク)?", shown, re.IGNORECASE)
    if head:
        rest = shown[head.end() :]
        between = _BETWEEN.match(rest)
        if between or (own and _words(rest).startswith(own)):
            return _fits(rest[between.end() :] if between else rest, grade, grades)
    # The wording in front: 計画どおり（A）
    tail = re.search(rf"[\s:(「『【〈《\[]{code}[)」』】〉》\]]*$", shown, re.IGNORECASE)
    return bool(tail and own and _words(shown[: tail.start()]) == own)


def _fits(rest: str, grade: Grade, grades: Sequence[Grade]) -> bool:
    """Whether words behind a code neither name another one nor say what another one says."""
    if _NOT_IT.match(rest.strip()):
        return False
    own, said = _wording(grade), _words(rest)
    others = [one for one in grades if one.code != grade.code]
    longest = max((len(_wording(one)) for one in others if _wording(one) in said), default=0)
    if longest > (len(own) if own in said else 0):
        return False
    stands, says = grade.says.achieved, read_standing(rest).achieved
    if None not in (stands, says) and stands is not says:
        return False
    without = rest.replace(grade.meaning, "") if grade.meaning else rest
    return not any(_names(without, plain_code(one.code)) for one in others)


def _names(text: str, code: str) -> bool:
    """Whether a text names a code: a letter or number by itself, a word or a sign anywhere."""
    if not code or code in "-~・":
        return False
    if code.isdecimal():
        # 3件 is an amount.
        return bool(re.search(rf"(?<![\d.]){code}(?![\d.%一-龥々ァ-ヴー])", text))
    if code.isascii():
        return bool(re.search(rf"(?<![0-9A-Za-z]){re.escape(code)}(?![0-9A-Za-z])", text))
    return code in text


def _wording(grade: Grade) -> str:
    return _words(grade.meaning)


def _words(text: str) -> str:
    """A wording as it is compared: without spaces, brackets, stops and usual variants."""
    plain = _NOISE.sub("", fold(text))
    for variant, usual in _VARIANTS:
        plain = plain.replace(variant, usual)
    return plain
