"""Documents for tests: where the two published ones are, and small ones of our own."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from dxdesk.domain.direction_questions import questions
from dxdesk.domain.figures import Direction
from dxdesk.domain.plan import Plan
from dxdesk.domain.reading import Noted, Reading, texts_of
from dxdesk.domain.settings import with_directions
from dxdesk.domain.text import squeeze
from dxdesk.office import Office
from dxdesk.resources import resource
from tests.causes import NO_DOCUMENTS, SHARED

TOKUSHIMA = SHARED / "tokushima-r6.txt"
OITA = SHARED / "oita-2023.txt"
EXPECTED = SHARED / "tokushima-r6.expected.json"
SAMPLE = Path(__file__).resolve().parent.parent / "resources" / "sample" / "plan-r6.txt"

needs_documents = NO_DOCUMENTS.mark()

THREE_COLUMN = """\
みどり市情報化計画
取組実績（令和5年度）
自己評価\t\t取組項目数\t割合
A\t計画どおりに進んだ。\t2\t67%
B\t計画より遅れた。\t1\t33%
C\t計画を終了した。\t0\t0%
合計\t\t3\t100%

取組内容 目標\t取組実績\t改善・拡充策、課題等
取組方針1「窓口を変える」\t\t
1 書かない窓口（市民課、情報課）\t\t自己評価：A
<取組内容> (1) 窓口を改める。 (2) 申請をまとめる。 <目標> 待ち時間を減らす。 【待ち時間：10分】\t(1) 様式を減らした。（市民課） (2) 画面を作った。（情報課） 【待ち時間：12分】\t(1) 混む日がある。（市民課） (2) 端末が足りない。（情報課）
2 オンライン予約（健康課）\t\t自己評価：B
<取組内容> 健診の予約を電子にする。 <目標> 電話を減らす。 【予約の割合：42.0%】\t・画面を直した。 ・案内を配った。 【予約の割合：38.5%】\t高齢の方には電話が要る。
取組方針2「庁内を変える」\t\t
3 会議の電子化（情報課）\t\t自己評価：A
<取組内容> 紙をやめる。 <目標> 用紙を減らす。\t端末を配った。\t特になし。
"""

WIDE = """\
わかば市デジタル計画2022-2024 個別施策評価結果一覧
評価\t内容\t施策数
A\t順調に進んでいる。\t2件
B\t遅れている。\t1件
C\t事業が終了した。\t0件

◆ 暮らし(1/2)

No.\t施策\tNo.\t個別施策【担当課】\t施策の概要【KPI】\tスケジュール(年度)\t\t\t2023(令和5)年度\t\t評価
\t\t\t\t\t2022\t2023\t2024以降\t実績【KPI達成状況】\t課題\t
1\t窓口\t1-1\t書かない窓口【市民課・情報課】\t窓口を改めます。 【KPI】 待ち時間 → 2024年度末:10分\t検討\t実施\t\t【市民課】 様式を減らした。 【情報課】 画面を作った。 【KPI達成状況】 待ち時間 → 2023年度末:12分\t混む日がある。\tA
\t\t1-2\t予約【健康課】\t電話を減らします。 【KPI】 予約の割合 → 2024年度末:42.0% 案内の回数 → 毎年度2回以上\t\t実施\t\t画面を直した。 【KPI達成状況】 予約の割合 → 38.5% 案内の回数 → 計3回\t高齢の方には電話が要る。 【評価に関する補足】 電話も数えた。\tB
◆ 暮らし(2/2)

No.\t施策\tNo.\t個別施策【担当課】\t施策の概要【KPI】\tスケジュール(年度)\t\t\t2023(令和5)年度\t\t評価
\t\t\t\t\t2022\t2023\t2024以降\t実績【KPI達成状況】\t課題\t
2\t会議\t2-1\t紙をやめる【情報課】\t用紙を減らします。\t\t\t実施\t端末を配った。\t特に無し。\tA
"""


def directed(plan: Plan, *less: str) -> Plan:
    """The plan whose office has said of every KPI that it was asked for that more is better.

    Of those with these names it has said that less is.
    """
    return with_directions(
        plan,
        {
            one.field: Direction.LESS if one.kpi.name in less else Direction.MORE
            for one in questions(plan)
        },
    )


def answer_directions(office: Office) -> None:
    """Say of the sample plan's KPIs which way is better."""
    office.set_directions(office.directions_in(resource("sample", "directions.tsv")))


def write(path: Path, text: str) -> Path:
    """Write a document as it is, line ends too, and return where."""
    path.write_bytes(text.encode())
    return path


def unaccounted(reading: Reading, source: str) -> tuple[Counter[str], Counter[str]]:
    """Visible characters of the source that went nowhere, and those that came from nowhere."""
    added = (note.text for note in reading.report if note.noted is Noted.ADDED)
    there = Counter(squeeze(source)) + Counter(squeeze("".join(added)))
    kept = Counter("".join(squeeze(text) for text in texts_of(reading)))
    # The reader's own safety net must have nothing to catch.
    notes = [note for note in reading.report if note.noted not in (Noted.UNPLACED, Noted.ADDED)]
    noted = Counter("".join(squeeze(note.text) for note in notes))
    return there - (kept + noted), (kept + noted) - there
