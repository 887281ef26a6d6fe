"""Plans, answers and submissions of any size, the same in every run."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from random import Random

from openpyxl import Workbook

from dxdesk.domain.asking import Request, Submission
from dxdesk.domain.fields import RATING, split_field
from dxdesk.domain.figures import Direction
from dxdesk.files import native
from dxdesk.files.carriers import Carrier, read_draft, write_submission
from dxdesk.office import Office

PUBLISHED, ASKED = 2024, 2025
ITEMS_EACH = 10
RESULT, ISSUES = 120, 80

_TITLE = "見本市デジタル化推進計画"
_CODES = {
    "S": "計画を上回った。",
    "A": "計画どおりに進んだ。",
    "B": "計画を下回った。",
    "C": "計画を大幅に下回った。",
}
_YEARS = range(2022, 2027)
_PHASES = ("検討", "試行", "実施", "拡充")
_UNITS = ("件", "人", "回", "%", "課", "か所")

_SUFFIX = {Carrier.NATIVE: ".dxsub", Carrier.XLSX: ".xlsx"}


def _listed(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_AREAS = _listed(
    "企画 財政 税務 市民 保険 年金 福祉 介護 健康 子育 保育 環境 清掃 農政 林務 水産 商工 観光 土木 道路 "
    "河川 公園 住宅 建築 都市 交通 下水 上水 教育 学務 文化 体育 消防 防災 広報 情報 人事 契約 管財 統計"
)
_DUTIES = _listed(
    "総務 管理 計画 推進 政策 調整 振興 整備 保全 指導 相談 支援 給付 審査 調査 経理 施設 業務 事業 対策 "
    "運営 育成 連携 改革 検査"
)
_WORDS = _listed(
    "窓口の予約 申請の電子化 職員研修 公開データ 地図の共有 利用者の声 手引の見直し 業務の流れ "
    "関係課との協議 説明会の開催 先行市の調査 端末の更新 問合せの記録 案内文の改善 利用状況の分析 "
    "試行の結果 費用と効果の整理 操作の習熟 広報紙での周知 外部との連携"
)
_VERBS = _listed(
    "を進めた。 に取り組んだ。 を行い、結果を取りまとめた。 の範囲を広げた。 を年4回実施した。 "
    "について、担当者の間で検討した。 を通じて、手続に要する時間を短くした。"
)


def department(number: int) -> str:
    """One of 1,000 departments."""
    return f"{_AREAS[number % len(_AREAS)]}{_DUTIES[number // len(_AREAS)]}課"


def prose(random: Random, length: int) -> str:
    """Sentences of a report, about `length` characters long."""
    text = ""
    while len(text) < length - 8:
        text += random.choice(_WORDS) + random.choice(_VERBS)
    return text


def figure(random: Random, unit: str) -> str:
    """A figure as a department types it."""
    return f"{random.randrange(10, 99)}{unit}"


def write_table(file: Path, items: int, *, answered: bool, each: int = ITEMS_EACH) -> Path:
    """A published table in three columns, `each` items to a department.

    A workbook, or text as it comes out of a PDF: the lines inside its cells are lost.
    """
    rows = _front(items, answered=answered) + _list(items, each, answered=answered)
    if file.suffix == ".xlsx":
        book = Workbook(write_only=True)
        sheet = book.create_sheet("一覧")
        for row in rows:
            sheet.append(row)
        book.save(file)
    else:
        text = "".join("\t".join(" ".join(cell.split()) for cell in row) + "\n" for row in rows)
        file.write_text(text, encoding="utf-8")
    return file


def _front(items: int, *, answered: bool) -> list[list[str]]:
    each, rest = divmod(items, len(_CODES)) if answered else (0, 0)
    return [
        [f"{_TITLE} 取組実績(令和6年度)"],
        ["見本市"],
        ["この計画は、令和4年度から令和8年度までの5年間にわたる取組を定めている。"],
        ["自己評価", "", "取組項目数", "割合"],
        *(
            [code, meaning, str(each + (number < rest)), "25%"]
            for number, (code, meaning) in enumerate(_CODES.items())
        ),
        ["合計", "", str(items), "100%"],
        [],
        [f"「{_TITLE}」の取組実績一覧(令和6年度)"],
    ]


def _list(items: int, each: int, *, answered: bool) -> list[list[str]]:
    random = Random(items)
    rows = [["取組内容\n目標", "取組実績", "改善・拡充策、課題等"]]
    codes = tuple(_CODES)
    for number in range(items):
        index, place = divmod(number, each)
        if number % (each * 10) == 0:
            rows.append([f"取組方針{index // 10 + 1}「{random.choice(_WORDS)}」", "", ""])
        title = f"{index // 10 + 1}-{index % 10 + 1}-{place + 1} {random.choice(_WORDS)}"
        code = codes[number % len(codes)] if answered else ""
        rows.append([f"{title}（{department(index)}）", "", f"自己評価：{code}"])
        rows.append(_cells(random, answered=answered))
    return rows


def _cells(random: Random, *, answered: bool) -> list[str]:
    units = random.sample(_UNITS, random.randint(1, 2))
    kpis = list(zip(random.sample(_WORDS, len(units)), units, strict=True))
    question = [
        "<取組内容>",
        prose(random, 60),
        "<目標>",
        prose(random, 40),
        *(f"【{name}の状況：{figure(random, unit)}】" for name, unit in kpis),
    ]
    if not answered:
        return ["\n".join(question), "", ""]
    schedule = ["<スケジュール>", *(f"{year}：{random.choice(_PHASES)}" for year in _YEARS)]
    actuals = [f"【{name}の状況：{figure(random, unit)}】" for name, unit in kpis]
    return [
        "\n".join([*question, *schedule]),
        "\n".join([prose(random, RESULT), *actuals]),
        prose(random, ISSUES),
    ]


def answer(request: Request, random: Random) -> Submission:
    """A department's sealed answer to all that is open in its request."""
    plan = request.plan
    kpis = {f"{item.id}/{kpi.id}": kpi for item in plan.items for kpi in item.kpis}
    texts: dict[str, str] = {}
    for field in request.open:
        name = split_field(field)[1]
        if field in kpis:
            texts[field] = figure(random, kpis[field].unit)
        elif name == RATING:
            texts[field] = random.choice(plan.codes)
        elif name.startswith("result"):
            texts[field] = prose(random, RESULT)
        elif name.startswith("issues"):
            texts[field] = prose(random, ISSUES)
        else:
            texts[field] = ""
    return native.seal(
        Submission(
            request.id,
            plan.id,
            plan.year,
            request.department,
            request.round,
            1,
            "提出者",
            "2026-04-20T10:00:00",
            texts,
            {field: request.base.get(field, "") for field in request.open},
        ),
        request.secret,
    )


@dataclass(frozen=True)
class Year:
    """An office that has asked all its departments, with their answers in files."""

    office: Path
    submissions: list[Path]
    forms: list[Path]


def clock() -> datetime:
    """The time at which everything happens."""
    return datetime(2026, 4, 20, 10)


def make_year(
    folder: Path, items: int, *, forms: int = 0, answered: bool = False, each: int = ITEMS_EACH
) -> Year:
    """Import, roll over, ask every department, answer; `forms` of the answers as .xlsx as well.

    `answered` is whether the year before has its answers, `each` how many items a department has.
    """
    office = folder / "office.dxdesk"
    table = write_table(folder / "last.txt", items, answered=answered, each=each)
    opened, _ = Office.create(table, office, clock=clock)
    with opened:
        # What nobody has said is not judged; a year's checks judge.
        asked_of = opened.direction_questions()
        opened.set_directions({one.field: Direction.MORE for one in asked_of})
        opened.roll_over(ASKED)
        asked = opened.make_requests(ASKED, folder / "requests")
    random = Random(1)
    year = Year(office, [], [])
    for number, path in enumerate(asked):
        request = read_draft(path).request
        submission = answer(request, random)
        for carrier, made, wanted in (
            (Carrier.NATIVE, year.submissions, len(asked)),
            (Carrier.XLSX, year.forms, forms),
        ):
            if number < wanted:
                out = folder / f"{number:04}{_SUFFIX[carrier]}"
                write_submission(submission, request, out, carrier)
                made.append(out)
    return year
