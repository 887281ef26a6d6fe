"""What the form says of a figure while it is typed: how it was read, and how far it is."""

from __future__ import annotations

from dataclasses import replace

from dxdesk.domain.figure_printing import print_figure, print_number
from dxdesk.domain.figures import Figure
from dxdesk.domain.judging import Judgement, Verdict, Why

_VERDICTS = {
    Verdict.ABOVE: "目標を上回っています",
    Verdict.MET: "目標に届いています",
    Verdict.MISSED: "目標に届いていません",
    Verdict.UNKNOWN: "",
}


def read_as(judged: Judgement) -> str:
    """One line; empty where nothing is typed."""
    text = judged.actual.text.strip()
    if not text:
        return ""
    if judged.empty is not None:
        return f"「{judged.empty.value}」として扱います（数の0ではありません）。"
    if judged.actual.value is None:
        return "数値としては読み取れません。文のまま扱います。"
    said = [f"{print_figure(_whole(judged))} と読み取りました"]
    if judged.rate is not None:
        said.append(f"達成率 {print_number(judged.rate, 1)}%")
    if verdict := _VERDICTS[judged.verdict]:
        said.append(verdict)
    if judged.why is Why.DIRECTION_NOT_KNOWN:
        said.append("増減のどちらがよいか決まっていません")
    return "。".join(said) + "。"


def _whole(judged: Judgement) -> Figure:
    """The actual in its whole unit: a number alone is one of what the target counts."""
    if judged.counted is None:
        return judged.actual
    return replace(judged.actual, measures=(judged.counted,))
