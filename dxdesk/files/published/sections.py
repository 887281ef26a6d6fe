"""Headings inside a cell: <取組内容>, 【KPI】, 【評価の理由】."""

from __future__ import annotations

import re

_WORDS = {
    "content": "取組内容|施策の概要|事業の?概要|事業内容|内容|概要",
    "goal": "取組目標|到達目標|目標|目的|ねらい",
    "schedule": "スケジュール",
    "kpi": "KPI達成状況|KPI実績|KPI|成果指標|指標の実績|指標",
    "note": "評価に関する補足|外的要因が評価に与えた影響|評価の理由|評価理由",
}
SECTION_OF = {word: kind for kind, words in _WORDS.items() for word in words.split("|")} | {
    "事業概要": "content",
    "事業の概要": "content",
}
SECTION_HEAD = re.compile(
    r"^[ \u3000]*(?P<open>[<＜〈【［\[])(?P<word>"
    + "|".join(_WORDS.values())
    + r")(?P<close>[>＞〉】］\]])[ \u3000]*",
    re.MULTILINE,
)
