"""What the window says of a year around its pages: the names of their tabs, the status line."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from dxdesk.domain.asking import Stage
from ui.office.state import YearState


def tab_words(state: YearState | None) -> dict[str, str]:
    """What each tab is called, by the name of its page; nothing is counted without a state."""
    waiting = len(state.weighing) if state else 0
    conflicts = len(state.collisions) if state else 0
    return {
        "reading": _tr("読取り結果"),
        "board": _tr("進捗"),
        "items": _tr("項目"),
        "findings": _tr("検査（{}件）").format(waiting) if waiting else _tr("検査"),
        "conflicts": _tr("競合（{}件）").format(conflicts) if conflicts else _tr("競合"),
        "overview": _tr("概況"),
        "plan": _tr("計画"),
        "output": _tr("出力"),
        "rollover": _tr("年度"),
    }


def status_words(state: YearState) -> str:
    """Items, departments by how far they are, findings and collisions in one line."""
    stages = [standing.stage for standing in state.standings]
    asked = sum(stage is not Stage.NOT_SENT for stage in stages)
    handed_in = sum(standing.submission is not None for standing in state.standings)
    words = _tr("{}項目　{}課（照会済 {}・提出 {}・受理 {}）　未対応の指摘 {}件　競合 {}件")
    return words.format(
        len(state.plan.items),
        len(stages),
        asked,
        handed_in,
        stages.count(Stage.ACCEPTED),
        len(state.weighing),
        len(state.collisions),
    )


def _tr(words: str) -> str:
    return QCoreApplication.translate("OfficePage", words)
