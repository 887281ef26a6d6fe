"""A plan of two years in which everything fits together, in as many notations as plans have."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from dxdesk.domain.asking import LastYear
from dxdesk.domain.checks import Material
from dxdesk.domain.fields import field_of
from dxdesk.files.published import read_published
from tests.plans import directed


@dataclass(frozen=True)
class Row:
    """An item with what it says in 2023 and in 2024."""

    title: str
    content: str
    goal: str
    result: tuple[str, str]
    issues: tuple[str, str]
    rating: tuple[str, str]


ROWS = (
    Row(
        "書かない窓口（市民課、情報課）",
        "(1) 窓口の様式を減らす。 (2) 申請の画面を整える。",
        "待ち時間を減らす。 【待ち時間：10分以内】",
        (
            "(1) 様式を十種類に絞った。（市民課） (2) 画面の案を作り、試した。（情報課） 【待ち時間：9分】",
            "(1) 様式の記入欄を半分にし、記入例を台に置いた。（市民課） (2) 画面を三つの窓口で使い始めた。（情報課） 【待ち時間：8分】",
        ),
        (
            "(1) 様式の言葉を分かりやすくする。（市民課） (2) 画面を窓口で使い始める。（情報課）",
            "(1) 混む時期の人の配置を考える。（市民課） (2) 端末を足す時期を決める。（情報課）",
        ),
        ("A", "A"),
    ),
    Row(
        "健診のオンライン予約（健康課）",
        "健診の予約を電子にする。",
        "電話を減らす。 【予約の割合：42.0%】 【電話の件数：1,200件以下】",
        (
            "・予約の画面を直した。 ・案内を配った。 【予約の割合：42.5%】 【電話の件数：1,180件】",
            "・予約の締切りを延ばした。 ・案内の葉書に二次元の印を付けた。 【予約の割合：45.3%】 【電話の件数：1,052件】",
        ),
        (
            "予約の締切りが早いとの声がある。",
            "予約の画面を使いにくいとの声があり、文字を大きくする。",
        ),
        ("A", "A"),
    ),
    Row(
        "講習会の開催（生涯学習課）",
        "高齢の方に操作を学ぶ場を設ける。",
        "参加を広げる。 【受講者数：2024年度末：累計 1,500人】 【講習会の回数：毎年度12回以上】",
        (
            "市内の六つの会場で開いた。 【受講者数：累計1,120人】 【講習会の回数：14回】",
            "会場を九つに増やし、夜の回も設けた。 【受講者数：累計1,620人】 【講習会の回数：18回】",
        ),
        ("会場が中心部に偏っている。", "教える人が足りないため、受講した方に手伝いを頼む。"),
        ("A", "A"),
    ),
    Row(
        "会議の電子化（情報課）",
        "紙をやめる。",
        "用紙を減らす。 【用紙の削減率：20%】",
        (
            "①端末を配った。 ②操作の手引を作った。 【用紙の削減率：12%】",
            "①会議室に画面を置いた。 ②資料の作り方を改めた。 ③議会の資料も電子にした。 【用紙の削減率：31%】",
        ),
        ("用紙を使う会議が残っており、資料の作り方を改める。", "画面のない会議室では用紙が要る。"),
        ("B", "S"),
    ),
    Row(
        "公開データの充実（情報課）",
        "市の持つ情報を使える形で出す。",
        "使う人を増やす。 【公開データ数：200件】",
        (
            "各課へ登録を頼んだ。 【公開データ数：150件】",
            "登録の様式を一つにした。 【公開データ数：160件】",
        ),
        (
            "登録の様式が幾つもあり、公開データ数が伸びない。",
            "公開データ数が伸び悩んでおり、課ごとに登録を助ける。",
        ),
        ("B", "B"),
    ),
    Row(
        "遠隔の相談（福祉課）",
        "画面越しの相談を始める。",
        "来庁の負担を減らす。 【遠隔相談の件数：300件】",
        (
            "機器を三つの窓口に置いた。 【遠隔相談の件数：180件】",
            "相談の窓口の移転に伴い、機器を使えない期間が続いた。 【遠隔相談の件数：96件】",
        ),
        (
            "機器の置き場所が分かりにくく、相談の件数が伸びない。",
            "相談の件数を戻すため、新しい窓口の案内を急ぐ。",
        ),
        ("B", "C"),
    ),
    Row(
        "無線の整備（防災課）",
        "避難所に無線を置く。",
        "災害のときの通信を保つ。 【整備した避難所の割合：90％】 【通信の障害：0件】",
        (
            "二十の避難所に置いた。 【整備した避難所の割合：91％】 【通信の障害：0件】",
            "残る避難所のうち八つに置いた。 【整備した避難所の割合：95％】 【通信の障害：0件】",
        ),
        (
            "残る避難所は配線の工事が要る。",
            "古い避難所では、置く場所を施設の管理者と決める必要がある。",
        ),
        ("A", "A"),
    ),
    Row(
        "税の電子納付（納税課）",
        "納付の手段を増やす。",
        "便利にする。 【電子納付の額：12億円以上】 【窓口の納付の増減：▲5.0％】",
        (
            "手段を二つ足した。 【電子納付の額：12.4億円】 【窓口の納付の増減：▲5.2％】",
            "納付書の案内を大きくした。 【電子納付の額：13.1億円】 【窓口の納付の増減：▲6.1％】",
        ),
        ("納付書の案内が目立たない。", "電子納付の手数料の扱いを、金融機関と話し合う。"),
        ("A", "A"),
    ),
    Row(
        "電子図書館（図書課）",
        "来館しなくても借りられるようにする。",
        "利用を広げる。 【電子書籍の公開：2024年度運用開始】",
        (
            "仕様をまとめた。 【電子書籍の公開：準備中】",
            "秋から貸出しを始めた。 【電子書籍の公開：2024年度運用開始】",
        ),
        ("仕様に合う業者が少ない。", "読める本の種類を増やす。"),
        ("A", "A"),
    ),
    Row(
        "案内板の更新（観光課）",
        "駅前の案内板を改める。",
        "迷わず歩けるまちにする。",
        ("設置する場所を決めた。", "案内板を三か所に立て、古いものを外した。"),
        ("案内板の言葉を増やす。", "立てた案内板の傷みを定期に見る。"),
        ("A", "A"),
    ),
    Row(
        "古い台帳の保管（総務課）",
        "紙の台帳を写真に撮る。",
        "傷みを防ぐ。",
        ("全ての撮影を終えた。", "終了"),
        ("写真の置き場所を移す。", "該当なし"),
        ("D", "D"),
    ),
)

_FRONT = """\
みどり市情報化計画
取組実績（{era}）
令和4年度から令和7年度までを計画の期間とする。
自己評価\t\t取組項目数\t割合
S\t目標や計画を上回る状況であった。\t{S}\t{pS}%
A\t目標や計画どおりの状況であった。\t{A}\t{pA}%
B\t目標や計画を下回る状況であった。\t{B}\t{pB}%
C\t目標や計画を大幅に下回る状況であった（未実施を含む。）。\t{C}\t{pC}%
D\t事業が終了した。\t{D}\t{pD}%
合計\t\t{total}\t100%

取組内容 目標\t取組実績\t改善・拡充策、課題等
取組方針1「暮らしと市役所を変える」\t\t
"""


def document(year: int) -> str:
    """The published text of 0 (2023) or 1 (2024)."""
    given = [row.rating[year] for row in ROWS]
    counts = {code: given.count(code) for code in "SABCD"}
    total = len(given)
    shares = {f"p{code}": (200 * n + total) // (2 * total) for code, n in counts.items()}
    era = ("令和5年度", "令和6年度")[year]
    text = _FRONT.format(era=era, total=total, **counts, **shares)
    for number, row in enumerate(ROWS, 1):
        text += f"{number} {row.title}\t\t自己評価：{row.rating[year]}\n"
        question = f"<取組内容> {row.content} <目標> {row.goal}"
        text += f"{question}\t{row.result[year]}\t{row.issues[year]}\n"
    return text


def material(folder: Path) -> Material:
    """Both years, as they are read from their documents."""
    readings = []
    for year in (0, 1):
        file = folder / f"{year}.txt"
        file.write_text(document(year), encoding="utf-8")
        readings.append(read_published(file, plan_id="consistent"))
    before, now = readings
    names = {field_of(item, kpi.id): kpi.name for item in before.plan.items for kpi in item.kpis}
    plan = directed(now.plan, "通信の障害", "窓口の納付の増減")
    return Material(plan, now.answers, LastYear(before.plan.year, before.answers, names))
