"""What a grade of a rating scale says, read from its own wording.

Letters are not ordered grades everywhere: 1 is best in one city, D means "cannot be rated" in
another, C "ended" in Oita. So nothing here looks at the letter.
"""

from __future__ import annotations

import re
from enum import Enum
from functools import lru_cache


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
            r"下回|未達|遅れ|達成(?:でき|して|に至ら|とはな)(?:ず|な|い)|達していない|していない|どおり\S{0,6}(?:なかった|ない)|"
            r"不十分|届か|(?:一部|部分的)\S{0,2}(?:達成|実施|未)|改善が必要|見直しが必要|やや"
        ),
    ),
    (
        Standing.ABOVE,
        re.compile(r"上回|超え|超過|(?:計画|目標|期待|予定)以上|より(?:早く|進んで)|前倒し"),
    ),
    (Standing.MET, re.compile(r"どおり|通り|順調|達成|完了|達した|予定に沿")),
)


@lru_cache(maxsize=256)
def read_standing(meaning: str) -> Standing:
    """Read a grade's wording; NOT_SAID where it says nothing of targets."""
    return next((s for s, wording in _WORDINGS if wording.search(meaning)), Standing.NOT_SAID)
