"""What F1 says in the clerk's window; the plan's own guidance comes first."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QKeySequence

from dxdesk.domain.fields import RATING, RATING_NOTE, is_line, split_field
from dxdesk.domain.plan import Guided
from ui.department.desk_model import DeskModel
from ui.department.last_year import key_name
from ui.theme import Keys
from ui.widgets.desk_page import Help

_COLUMNS = {
    Guided.RESULT: (
        "取組実績",
        "その年度にしたことを、事実と数で書きます。左に昨年度の文と、昨年度に約束したことがあります。"
        "約束したことがどうなったかに触れてください。書くことがないときは空欄にせず、"
        "「該当なし」「未実施」などを選びます。",
    ),
    Guided.KPI: (
        "指標の実績",
        "数と単位を書きます（152件、42.0%、１，２３４など、書き方は問いません）。"
        "読み取った値と目標に対する達成率が欄の下に出ます。数がないときは空欄や0にせず、"
        "「把握できない」「未実施」などを選びます。0は「数えたら0だった」という意味です。",
    ),
    Guided.ISSUES: (
        "改善・拡充策、課題等",
        "残った課題と、翌年度に何をするかを書きます。ここに書いたことは、来年度「約束したこと」として"
        "左に出ます。目標に届かなかった指標には必ず触れてください。",
    ),
    Guided.RATING: (
        "自己評価",
        "区分の文言を読んで一つ選びます。区分の文字（S、Aなど）を押しても選べます。"
        "指標の達成状況と合わないときは、理由を補足に書きます。",
    ),
    Guided.RATING_NOTE: (
        "評価に関する補足",
        "評価の理由が数や文から分かりにくいとき、昨年度から評価が変わったときに書きます。",
    ),
}

_KEYS: Sequence[tuple[QKeySequence, str]] = (
    (Keys.NEXT_FINDING, "次の、書いていない・確かめる欄へ（Shift+F8で前へ）"),
    (Keys.NEXT_ITEM, "次の項目へ（Ctrl+↑で前の項目へ）"),
    (
        QKeySequence("Tab"),
        "次の欄へ（Shift+Tabで前の欄へ。1行の欄は↑↓とEnter、選ぶ欄はEnterでも動く）",
    ),
    (Keys.SWITCH_PANE, "一覧と記入欄を行き来する"),
    (Keys.SEARCH, "項目を番号や言葉で探す"),
    (Keys.COPY_LAST, "昨年度の文を写す"),
    (Keys.COPY_PROMISE, "昨年度に約束したことを写す"),
    (Keys.NUMBER_LINES, "行に①②③を付ける・外す（①の行でEnterを押すと②が続く）"),
    (Keys.EMPTY, "書くこと・数がない理由を選ぶ"),
    (Keys.FIX, "指摘を直す（直した形は「直す…」で先に見られる）"),
    (Keys.CONFIRM, "指摘に理由を書いて確認済みにする"),
    (Keys.HISTORY, "欄の履歴を見る・前の文に戻す"),
    (Keys.UNDO, "元に戻す（欄や項目をまたいで。Ctrl+Yでやり直す）"),
    (Keys.HAND_IN, "提出の画面へ"),
    (Keys.PRINT, "確認票を印刷する（PDFにもできます）"),
)


def form_help(model: DeskModel, field: str) -> Help:
    """Help for the form; the kind of the field that the cursor is in comes first."""
    here = kind_of(field) if field else None
    kinds = sorted(_COLUMNS, key=lambda kind: kind is not here)
    sections = [_section(model, kind, here=kind is here) for kind in kinds]
    if whole := model.guidance(Guided.WHOLE):
        sections.insert(0 if here is None else 1, ("DX推進担当からのお願い", whole))
    keys = "\n".join(f"{key_name(keys)}　{words}" for keys, words in _KEYS)
    return Help("入力のしかた", (*sections, ("キー操作", keys)))


def hand_in_help(model: DeskModel) -> Help:
    """Help for the hand-in page."""
    sections = [
        (
            "提出できるようになるまで",
            "空欄と、確かめていない指摘が残っている間は提出できません。一覧の行を選ぶとその欄に移ります。"
            "書けない欄は「把握できない」などを選び、直さない指摘は理由を書いて確認済みにします。",
        ),
        (
            "提出ファイル",
            "名前とファイルの種類と保存先を決めて書き出します。ふつうは .dxsub を選びます。"
            "ほかの形式を送れないときだけ Excelファイルにします。できたファイルをDX推進担当へ送ってください。",
        ),
        (
            "確認票",
            "提出した後に確認票を印刷し、課内の決裁を受けます。確認票の照合コードは提出ファイルと同じです。",
        ),
        (
            "提出した後に直すとき",
            "「回答を直す（再開）」で開き直し、もう一度提出します。提出の番号が1つ進みます。",
        ),
    ]
    if whole := model.guidance(Guided.WHOLE):
        sections.insert(0, ("DX推進担当からのお願い", whole))
    return Help("提出のしかた", tuple(sections))


def kind_of(field: str) -> Guided:
    """Which kind of field it is."""
    name = split_field(field)[1]
    if name == RATING:
        return Guided.RATING
    if name == RATING_NOTE:
        return Guided.RATING_NOTE
    if is_line(field):
        return Guided.KPI
    return Guided.RESULT if name.startswith(Guided.RESULT.value) else Guided.ISSUES


def _section(model: DeskModel, kind: Guided, *, here: bool) -> tuple[str, str]:
    heading, text = _COLUMNS[kind]
    if own := model.guidance(kind):
        text = f"{own}\n\n{text}"
    return (f"{heading}（今の欄）" if here else heading), text
