"""What the form says of a figure while it is typed: how it was read, and how far it is."""

from __future__ import annotations

from dxdesk.domain.figure_printing import print_figure, print_number
from dxdesk.domain.judging import Judgement, Verdict

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
    said = [f"{print_figure(judged.actual)} と読み取りました"]
    if judged.rate is not None:
        said.append(f"達成率 {print_number(judged.rate, 1)}%")
    if verdict := _VERDICTS[judged.verdict]:
        said.append(verdict)
    return "。".join(said) + "。"
