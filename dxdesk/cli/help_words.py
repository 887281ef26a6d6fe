"""What `--help` says: of each command, of its paths and of its options, in both languages.

Declarations have none of it; `Commands` takes it from here by the names. An option that means the
same everywhere stands in COMMON alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from dxdesk.cli.language import Words

ABOUT = Words(
    "計画の毎年の実績を、照会し、回答し、取りまとめ、公表資料にします。"
    "コマンドなしで、またはファイルだけを指定すると、窓を開きます。",
    "Yearly reports of a city's plan: ask, answer, merge, export. "
    "Alone or with a file it opens the window.",
)
COMMANDS = Words("コマンド", "commands")
COMMON = {
    "-h": Words("この説明を表示する", "show this help message and exit"),
    "--version": Words("版を表示する", "show the version and exit"),
    "--json": Words("結果をJSONで出す", "print JSON"),
    "--year": Words("年度（指定しなければ最も新しい年度）", "the fiscal year (the newest)"),
    "--out": Words("書き出す先", "where to write it"),
    "--carrier": Words(
        "ファイルの種類（native: dxdesk用、xlsx: Excel用）", "the kind of file that travels"
    ),
    "--department": Words("担当課の名前", "the name of a department"),
    "--item": Words("取組項目の番号", "the number of an item"),
    "--code": Words("規則の記号", "the code of a rule"),
    "office": Words("台帳", "the office's file"),
    "file": Words("台帳、または担当課のファイル", "the office's file or a clerk's"),
    "desk": Words("担当課のファイル", "a clerk's file"),
}


@dataclass(frozen=True, slots=True)
class CommandWords:
    """Of one command: what it does, and what its own arguments mean."""

    about: Words
    arguments: Mapping[str, Words] = field(default_factory=dict[str, Words])


_WHOLE_YEAR = Words("年度", "the fiscal year")

HELP = {
    "import": CommandWords(
        Words(
            "公表済みの表を読み取り、新しい台帳を作る",
            "read a published table into a new office file",
        ),
        {
            "source": Words("公表済みの表（.xlsx またはテキスト）", "the published table"),
            "office": Words("新しく作る台帳", "the new office file"),
            "--report": Words("読み取りの報告をすべて書き出す先", "write the whole report here"),
            "--year": Words(
                "年度（表に書かれていないとき）", "the fiscal year, where the document has none"
            ),
        },
    ),
    "dump": CommandWords(Words("一年度の内容をすべてJSONで出す", "everything of a year as JSON")),
    "demo": CommandWords(
        Words(
            "見本の計画で一年の流れをたどり、ファイルを残す",
            "one whole year on the sample plan; its files are left",
        ),
        {"dir": Words("ファイルを置くフォルダー", "the folder for its files")},
    ),
    "begin": CommandWords(
        Words("計画が空の、新しい台帳を作る", "a new office file with an empty plan"),
        {
            "office": Words("新しく作る台帳", "the new office file"),
            "--title": Words("計画の名前", "the plan's title"),
            "--municipality": Words("自治体の名前", "the municipality"),
            "--year": _WHOLE_YEAR,
        },
    ),
    "plan": CommandWords(
        Words("一年度の計画を表示する、または変える", "print a year's plan, or change it"),
        {"--set": Words("計画をこのJSONのとおりにする", "take what such a JSON says of the plan")},
    ),
    "reorganise": CommandWords(
        Words(
            "この年度から変わる担当課を記録する", "departments that are others from this year on"
        ),
        {
            "--from": Words("これまでの担当課", "the departments as they were"),
            "--to": Words("これからの担当課", "the departments that they become"),
        },
    ),
    "check": CommandWords(
        Words(
            "指摘を、根拠と回答とともに表示する", "findings, with their evidence and their answers"
        ),
        {
            "--family": Words("この種類の指摘だけ", "only findings of this family"),
            "--severity": Words("この重さの指摘だけ", "only findings of this severity"),
            "--department": Words("この担当課に示す指摘", "what this department is told"),
            "--code": Words("この規則の指摘だけ", "only findings of this rule"),
            "--out": Words(".csv または .xlsx に書き出す", "write them as .csv or .xlsx"),
        },
    ),
    "confirm": CommandWords(
        Words("指摘に理由を答える", "answer a finding with a reason"),
        {
            "--item": Words("取組項目の番号（空なら一覧そのもの）", "empty: of the list itself"),
            "--field": Words(
                "欄（同じ指摘がいくつもあるとき）", "where the item has several such findings"
            ),
            "--kpi": Words("指標の名前", "the name of a KPI"),
            "--reason": Words("理由", "the reason"),
            "--withdraw": Words("答えを取り消す", "take the answer back"),
            "--by": Words("答える人（指定しなければ使用者）", "who answers (the user)"),
        },
    ),
    "fix": CommandWords(
        Words("直せる指摘をまとめて直す", "put right what the findings can put right"),
        {"--dry-run": Words("表示するだけで直さない", "show it and change nothing")},
    ),
    "rules": CommandWords(
        Words("計画の点検の設定を表示する、または変える", "what a plan sets about its checks"),
        {
            "--set": Words("規則の重さ", "the severity of a rule"),
            "--reason-for": Words("理由を求める評価", "ratings that need a reason"),
            "--far-below": Words("大きく下回ると見る達成率（％）", "per cent of a target"),
            "--percent-decimals": Words("割合の小数の桁数", "decimals of percentages"),
            "--percent-to-100": Words(
                "割合の合計を100にするか", "whether percentages add up to 100"
            ),
            "--signs": Words("庁内で表示できる文字", "what the city's machines can show"),
            "--signs-allowed": Words("ほかに表示できる文字", "signs that they show besides"),
            "--direction": Words(
                "指標は多いほどよいか（more）、少ないほどよいか（less）、維持か（keep）",
                "whether more or less of a KPI is better, or to keep it",
            ),
            "--standing": Words("評価と目標との関係", "how a rating stands to the target"),
            "--meaning": Words("評価の文言", "the wording of a rating"),
            "--order": Words(
                "評価の区分の並び（best-first: 初めの区分が最もよい、none: 順序はない）",
                "how the scale is ordered (none: its codes are no better or worse)",
            ),
            "--accept-scale-proposal": Words(
                "評価の文言を案のとおりにする（案は rules が示す。向きの違う案があるときは番号を付ける）",
                "take the usual wordings that `rules` proposes; with its number where they differ "
                "about which end is the best",
            ),
            "--guidance": Words(
                "欄の書き方の説明（whole, result, kpi, issues, rating, rating_note。空なら消す）",
                "how to write a kind of field (whole, result, kpi, issues, rating, rating_note); "
                "no text takes one away",
            ),
            "--stamps": Words(
                "確認票の押印欄（なしにもできる）", "boxes of the review sheet; may be none"
            ),
        },
    ),
    "directions": CommandWords(
        Words(
            "よい向きの分からない指標を、手掛かりとともに表示する、または決める",
            "KPIs of which nobody knows whether more or less is better; or settle it",
        ),
        {
            "--set": Words(
                "この表（TSV、CSV、JSON）のよい向き（増、減、維持）にする",
                "take the directions (more, less, keep) that this TSV, CSV or JSON says",
            ),
            "--accept-proposals": Words("提案をすべて採る", "take every proposal"),
        },
    ),
    "explain": CommandWords(
        Words(
            "規則の意味、または規則の一覧を表示する", "what a rule means, or a list of all rules"
        ),
        {"code": Words("規則の記号", "the code of a rule")},
    ),
    "request": CommandWords(
        Words("担当課ごとの照会ファイルを作る", "write one request per department"),
        {
            "--year": _WHOLE_YEAR,
            "--department": Words("この担当課だけ", "only this department"),
            "--deadline": Words("期限（指定しなければ計画のもの）", "by when (the plan's)"),
            "--folders": Words("担当課ごとのフォルダーに分ける", "a folder for each department"),
            "--zip": Words("一つのzipにまとめる", "all in one zip"),
            "--covering": Words("送付状を付ける", "with a covering sheet for each"),
            "--ask-directions": Words(
                "よい向きの分からない指標について、課の考えを尋ねる",
                "ask which way of a KPI is better, where nobody knows",
            ),
        },
    ),
    "merge": CommandWords(
        Words("提出ファイルを取り込み、一件ずつ結果を出す", "take submissions in, a line for each"),
        {
            "files": Words("提出ファイル、またはそのフォルダー", "submissions, or their folder"),
            "--marked": Words(
                "置く欄の分からない文がある提出に、印を付けた照会ファイルを作る",
                "write a form with marks for each that has texts without a field",
            ),
            "--list": Words("結果を表に書き出す", "write the lines as a table"),
        },
    ),
    "undo": CommandWords(Words("最後の取込みを取り消す", "take the last merge back")),
    "return": CommandWords(
        Words("意見を付けて差し戻す", "send an answer back with remarks"),
        {"--remarks": Words("意見のファイル", "the file with the remarks")},
    ),
    "accept": CommandWords(
        Words("担当課の提出を受理する", "accept a department's answer"),
        {
            "--all-without-findings": Words(
                "提出済みで、未対応の指摘も競合もない課をすべて受理する",
                "every department that has handed in and has no open finding and no collision",
            )
        },
    ),
    "rate": CommandWords(
        Words("後の段階の評価を付ける", "rate an item in a later stage"),
        {
            "--stage": Words("段階の記号または名前", "the stage's id or its name"),
            "--rating": Words("評価（空なら取り消す）", "empty to take it back"),
            "--note": Words(
                "理由（指定しなければ今のまま）", "the reason; what stands there stays without"
            ),
        },
    ),
    "comment": CommandWords(
        Words("後の段階の意見を書く", "write a later stage's comment on an item"),
        {
            "--stage": Words("段階の記号または名前", "the stage's id or its name"),
            "--text": Words("意見", "the comment"),
            "--response": Words("意見への対応", "what became of it"),
        },
    ),
    "status": CommandWords(Words("担当課の進み具合を表示する", "who stands where")),
    "mark": CommandWords(
        Words("口頭などで聞いた状況を記録する", "set a stage by hand, as for what was told"),
        {
            "--stage": Words("状況", "the stage"),
            "--note": Words("どのように分かったか", "how it came to be known"),
        },
    ),
    "unmark": CommandWords(
        Words("手で記録した状況を取り消す", "take a stage that was set by hand back")
    ),
    "extend": CommandWords(
        Words(
            "一つの課の期限を変える（空なら元に戻す）",
            "give one department another deadline; an empty one gives its own back",
        ),
        {"--deadline": Words("期限", "by when")},
    ),
    "waiting": CommandWords(
        Words(
            "フォルダーにある、取り込める提出を調べる（取り込みはしない）",
            "what lies in a folder and can be taken in; nothing is taken",
        ),
        {"folder": Words("調べるフォルダー", "the folder")},
    ),
    "layouts": CommandWords(
        Words(
            "公表資料の様式の一覧、または様式ファイルの点検",
            "list the layouts, or check a layout file",
        ),
        {"file": Words("様式ファイル", "a layout file")},
    ),
    "export": CommandWords(
        Words(
            "公表資料をExcelファイルかPDFに書き出す",
            "write a year's document as a workbook or a PDF",
        ),
        {
            "--year": _WHOLE_YEAR,
            "--layout": Words(
                "layouts が示す名前、または .toml ファイル",
                "a name that `layouts` lists, or a .toml file",
            ),
        },
    ),
    "data": CommandWords(
        Words("オープンデータに書き出す", "write a year as open data"),
        {
            "--year": _WHOLE_YEAR,
            "--license": Words("JSONに書く利用条件", "the terms of use, in the JSON"),
        },
    ),
    "sheets": CommandWords(Words("確認票をPDFにする", "review sheets as a PDF")),
    "letters": CommandWords(
        Words("担当課への文書をPDFにする", "letters to the departments as a PDF"),
        {
            "--kind": Words(
                "cover: 照会した全課への送付状、reminder: 未提出の課への督促、"
                "board: 全課の一覧、reminders: 未提出の課の一覧",
                "cover: to all that were asked; reminder: to those that owe an answer; "
                "board, reminders: a list of all departments, or of those that owe",
            ),
            "--department": Words("この担当課だけ", "only this department"),
            "--date": Words("文書の日付（指定しなければ今日）", "the letters' day (today)"),
        },
    ),
    "rollover": CommandWords(
        Words("次の年度を始める", "begin the next year"),
        {"--to": Words("次の年度", "the next year")},
    ),
    "close": CommandWords(
        Words("一年度を締め切り、変えられなくする", "let nothing of a year change any more"),
        {"--year": _WHOLE_YEAR},
    ),
    "reopen-year": CommandWords(
        Words("締め切った年度を変えられるようにする", "let a closed year change again"),
        {"--year": _WHOLE_YEAR, "--reason": Words("理由", "the reason")},
    ),
    "compare": CommandWords(
        Words("二つの年度を項目ごとに比べる", "two years, item by item"),
        {
            "--year": _WHOLE_YEAR,
            "--with": Words("比べる年度", "the year to compare it with"),
            "--out": Words("表に書き出す", "write it as a table for people"),
        },
    ),
    "open": CommandWords(
        Words(
            "照会ファイルから担当課のファイルを作る、または続ける",
            "begin or go on with a clerk's file",
        ),
        {
            "request": Words("照会ファイル", "the request"),
            "--to": Words("担当課のファイル", "the clerk's file"),
        },
    ),
    "answer": CommandWords(
        Words("回答を書き込む", "type answers as a clerk would"),
        {"answers": Words("回答のJSON", "the answers as JSON")},
    ),
    "submit": CommandWords(
        Words("提出ファイルを作る", "hand in: write the submission file"),
        {"--by": Words("提出する人", "who hands in")},
    ),
    "reopen": CommandWords(
        Words("提出した回答を、また書けるようにする", "open a form again that was handed in")
    ),
    "copy": CommandWords(
        Words(
            "ほかで作業するための写しを作る（誰が開いていても作れる）",
            "make a copy to work on elsewhere, whoever has the file open",
        ),
        {"out": Words("写し", "the copy")},
    ),
    "rejoin": CommandWords(
        Words("写しを台帳に戻し、一件ずつ結果を出す", "merge a copy back: a line each"),
        {"copy": Words("写し", "the copy")},
    ),
}

NO_YEAR = Words("年度ではありません: {}", "not a year: {}")
NO_DAY = Words("日付ではありません: {}", "not a day: {}")
NO_PAIR = Words("名前={}の形ではありません: {}", "not NAME={}: {}")
NO_GUIDANCE = Words("{}=説明 の形ではありません: {}", "not {}=TEXT: {}")


def help_of(command: str, argument: str) -> Words:
    """What an argument of a command means, by its longest option or its name.

    Raises:
        KeyError: nobody wrote it down.
    """
    if command and argument in HELP[command].arguments:
        return HELP[command].arguments[argument]
    return COMMON[argument]
