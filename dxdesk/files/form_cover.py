"""The first sheet of a form: whose it is, how to fill it in, and who hands it in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from dxdesk.domain.asking import Request, Submission
from dxdesk.domain.fields import split_field
from dxdesk.domain.figures import Empty
from dxdesk.domain.plan import Guided
from dxdesk.files.form_layout import BY, FORM_NUMBER, NUMBER, PROGRESS, tag_of
from dxdesk.files.form_rows import CORRECTED
from dxdesk.messages import field_label

_EMPTIES = "、".join(f"「{empty.value}」" for empty in Empty if empty.value)
_HOW_TO = (
    "「記入」のシートを開き、黄色の「回答」欄に書いてください。ほかの欄は見るためのものです。",
    "評価などの欄は、右端に出る▼から選べます。選ばずに文字で書いてもかまいません。",
    f"書くことがない欄は空けたままにせず、{_EMPTIES}から選んでください。0は「数えて0だった」ときだけ書きます。",
    "実績値は単位を付けて、見たとおりに書いてください（例：40％、1,204件、3月）。",
    "行の高さと列の幅は変えられます。行を消したり、欄番号や整理番号を書き換えたりしないでください。",
    "書き終えたら、下の「提出者」に名前を入れ、保存してDX推進担当へ送ってください。",
    "出し直すときは、下の「提出番号」を1つ増やしてください。",
    "分からないことは、書く前にDX推進担当へお尋ねください。",
)
_FORMER_HOW_TO = (
    "「記入」シートの色の付いた「回答」欄に書いてください。ほかの欄は書き換えられません。\n"
    "書き終えたら、このシートの「提出者」に名前を入れ、保存してDX推進担当に送ってください。\n"
    "出し直すときは「提出番号」を1つ増やしてください。"
)
GUIDED_WORDS = {
    Guided.WHOLE: "書き方の決まり",
    Guided.RESULT: "取組実績の書き方",
    Guided.KPI: "指標の実績の書き方",
    Guided.ISSUES: "課題等の書き方",
    Guided.RATING: "自己評価の付け方",
    Guided.RATING_NOTE: "評価の理由の書き方",
}


class Tint(Enum):
    """How a cell of the first sheet is coloured."""

    PLAIN = "plain"
    INPUT = "input"
    READ_ONLY = "read-only"
    MARKED = "marked"


@dataclass(frozen=True, slots=True)
class CoverLine:
    """A line of the first sheet; `is_input` is a cell that a person fills in."""

    label: str
    text: str
    tint: Tint = Tint.PLAIN
    is_input: bool = False


def request_title(request: Request) -> str:
    """The heading of the first sheet."""
    return f"{request.plan.title}　取組状況の照会"


def submission_title(request: Request) -> str:
    """The heading of the first sheet of what was handed in."""
    return f"{request.plan.title}　取組状況の提出"


def head_line(request: Request) -> str:
    """What every sheet says above its table: whose it is."""
    facts = [text for label, text in _known(request) if label in ("計画", "年度", "担当課", "回")]
    return f"{'　'.join(facts)}　（{FORM_NUMBER} {tag_of(request.id)}）"


HEAD_LINE = re.compile(rf"（{FORM_NUMBER} (?P<tag>[A-Z2-7]{{6}})）")


def facts(request: Request) -> list[CoverLine]:
    """What plan, year and department this is."""
    known = (*_known(request), (FORM_NUMBER, tag_of(request.id)))
    return [CoverLine(label, text) for label, text in known if text]


def _known(request: Request) -> list[tuple[str, str]]:
    plan = request.plan
    known = (
        ("計画", plan.title),
        ("自治体", plan.municipality),
        ("年度", plan.year_name(plan.year)),
        ("担当課", request.department),
        ("回", f"第{request.round}回" + ("（差戻し）" if request.remarks else "")),
        ("提出期限", request.deadline),
    )
    return [(label, text) for label, text in known if text]


def request_lines(
    request: Request, *, by: str = "", number: int = 1, is_marked: bool = False
) -> list[CoverLine]:
    """The lines of a form to fill in."""
    return [
        *facts(request),
        *_remark_lines(request),
        *_correction_lines(request),
        *(
            CoverLine("書き方" if count == 1 else "", f"{count}　{text}")
            for count, text in enumerate(_HOW_TO, 1)
        ),
        CoverLine("色の見方", "書く欄", Tint.INPUT),
        CoverLine("", "読むだけの欄（ほかの課の記入、前年度の記入など）", Tint.READ_ONLY),
        *([CoverLine("", "直していただきたい欄", Tint.MARKED)] if is_marked else []),
        *_guidance_lines(request),
        CoverLine(PROGRESS, ""),
        CoverLine(BY, by, Tint.INPUT, is_input=True),
        CoverLine(NUMBER, str(number), Tint.INPUT, is_input=True),
    ]


def submission_lines(request: Request, submission: Submission) -> list[CoverLine]:
    """The lines of what was handed in."""
    return [
        *facts(request),
        CoverLine(BY, submission.by),
        CoverLine(NUMBER, str(submission.number)),
        CoverLine("提出日時", submission.at),
        CoverLine("照合コード", submission.code),
    ]


def former_texts(request: Request) -> Iterator[str]:
    """What the first sheet of a form of the first version says besides."""
    yield _FORMER_HOW_TO
    yield "差戻しの理由"
    yield "締切"
    yield "直していただきたい欄"
    yield submission_title(request)


def _remark_lines(request: Request) -> Iterator[CoverLine]:
    for remark in request.remarks:
        item = request.plan.by_id.get(split_field(remark.place)[0])
        yield CoverLine("差戻しの理由", f"{item.no}　{remark.text}" if item else remark.text)


def _correction_lines(request: Request) -> Iterator[CoverLine]:
    """What the office corrected in items that the form does not ask about again."""
    asked = {split_field(name)[0] for name in request.open}
    for one in request.corrections:
        item = request.plan.by_id.get(split_field(one.field)[0])
        if item and item.id not in asked:
            place = field_label(split_field(one.field)[1])
            said = CORRECTED.format(one.text or "（空欄）")
            yield CoverLine("事務局の修正", f"{item.no}　{place}　{said}")


def _guidance_lines(request: Request) -> Iterator[CoverLine]:
    for guided, label in GUIDED_WORDS.items():
        if text := request.plan.guidance.get(guided.value, ""):
            yield CoverLine(label, text)
