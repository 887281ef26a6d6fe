"""What a grade of a rating scale says, read from its own wording.

Letters are not ordered grades everywhere: 1 is best in one city, D means "cannot be rated" in
another, C "ended" in Oita. So nothing here looks at the letter.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum
from functools import lru_cache

from dxdesk.domain.text import fold, squeeze


class Standing(Enum):
    """Where a grade's wording puts an item against its target or plan."""

    ABOVE = "above"
    MET = "met"
    BELOW = "below"
    FAR_BELOW = "far-below"
    ENDED = "ended"
    NOT_RATED = "not-rated"
    NOT_SAID = "not-said"

    @property
    def achieved(self) -> bool | None:
        """Whether it says that the target was met; None where it does not say."""
        return _ACHIEVED.get(self)

    @property
    def height(self) -> int | None:
        """How high it stands among those that can be compared, from 0; None for the others."""
        return _HEIGHTS.index(self) if self in _HEIGHTS else None


_HEIGHTS = (Standing.FAR_BELOW, Standing.BELOW, Standing.MET, Standing.ABOVE)
_ACHIEVED = {
    Standing.ABOVE: True,
    Standing.MET: True,
    Standing.BELOW: False,
    Standing.FAR_BELOW: False,
}

# The first that matches counts: 「大幅に下回る（又は未実施）」 is far below, 「計画どおり終了」 ended.
_WORDINGS = (
    (
        Standing.NOT_RATED,
        re.compile(
            r"評価できない|評価不能|評価し(?:ない|て)|(?:評価|判定|判断)\S{0,5}(?:困難|難し)|判定でき|対象外"
        ),
    ),
    (Standing.ENDED, re.compile(r"終了|中止|廃止|休止|取りやめ|見送")),
    (
        Standing.FAR_BELOW,
        re.compile(
            r"(?:大幅|大き|著し|かなり)\S{0,4}(?:下回|遅れ|未達|届か)|未実施|未着手|着手(?:し|でき)て?い?(?:な|ず)|"
            r"(?:ほとんど|全く)\S{0,8}(?:ない|なかった)"
        ),
    ),
    (
        Standing.BELOW,
        re.compile(
            r"下回(?!ら|ることなく)|未達|遅れ(?!(?:は|が|も)?(?:な[いくし]|ず|ることなく|生じて))|"
            r"達成(?:でき|して|に至ら|とはな)(?:ず|な|い)|達していない|していない|どおり\S{0,6}(?:なかった|ない)|"
            r"不十分|届(?:か|いて(?:い)?な)|及ば(?:ず|な)|未完|(?:達成|完了)\S{0,2}(?:困難|難し)|"
            r"順調(?:で(?:は)?な|とは?[いは言]|に(?:は)?進んで(?:い)?な|に(?:は)?進まな)|上回(?:ら|れな|ることができな)|"
            r"(?:一部|部分的)\S{0,2}(?:達成|実施|未)|改善が必要|見直しが必要|やや"
        ),
    ),
    (
        Standing.ABOVE,
        re.compile(r"上回|超え|超過|(?:計画|目標|期待|予定)以上|より(?:早く|進んで)|前倒し"),
    ),
    (Standing.MET, re.compile(r"どおり|通り|順調|達成|完了|達した|予定に沿")),
)


# A share of the target, and which end of the grade's range it is: 達成率80％以上100％未満, 8割以上.
_SHARE = re.compile(
    r"(?P<count>\d+(?:\.\d+)?)(?P<unit>%|割|パーセント)(?P<side>以上|以下|未満|を?超|に満たな|~)?"
)
_LOWER, _UPPER = ("以上", "超", "を超", "~"), ("未満", "以下", "に満たな")
_OF_TARGET = re.compile(r"達成|目標|計画|進捗|実績")
_WORD = re.compile(r"\w")
_WHOLE = 100


@lru_cache(maxsize=256)
def read_standing(meaning: str) -> Standing:
    """Read a grade's wording; NOT_SAID where it says nothing of targets."""
    said = next((s for s, wording in _WORDINGS if wording.search(meaning)), Standing.NOT_SAID)
    text = fold(squeeze(meaning))
    shares = list(_SHARE.finditer(text))
    if not shares or said not in (Standing.MET, Standing.NOT_SAID):
        return said
    # 達成率80％以上 is no word of a target that was reached; its range says where it stands.
    of_target = _OF_TARGET.search(text) or not _WORD.search(_SHARE.sub("", text))
    return _of_range(shares) if of_target else said


def _of_range(shares: Sequence[re.Match[str]]) -> Standing:
    """Where a range of the target's share stands; NOT_SAID where it lies on both sides of it."""
    bounds = [(float(s["count"]) * (10 if s["unit"] == "割" else 1), s["side"]) for s in shares]
    least = [count for count, side in bounds if side in _LOWER]
    most = [count for count, side in bounds if side in _UPPER]
    if not least and not most:
        return Standing.MET if {count for count, _ in bounds} == {_WHOLE} else Standing.NOT_SAID
    if least and min(least) >= _WHOLE:
        beyond = min(least) > _WHOLE or any(side and "超" in side for _, side in bounds)
        return Standing.ABOVE if beyond else Standing.MET
    if most and (max(most) < _WHOLE or (_WHOLE, "未満") in bounds):
        return Standing.BELOW
    return Standing.NOT_SAID
