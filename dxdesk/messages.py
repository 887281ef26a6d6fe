"""Every Japanese sentence of the core, keyed by enum; those of findings are in `finding_words`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from dxdesk.domain.asking import Remark, Submission
from dxdesk.domain.became import Moved
from dxdesk.domain.comparing import Trend
from dxdesk.domain.direction_questions import Speaks
from dxdesk.domain.fields import DIRECTION, direction_name, split_field, split_name
from dxdesk.domain.figures import Direction
from dxdesk.domain.open_questions import OpenQuestion, Question
from dxdesk.domain.plan import Item
from dxdesk.domain.plan_faults import Fault, Flaw
from dxdesk.domain.reading import Note, Noted
from dxdesk.domain.rulebook import Severity
from dxdesk.domain.scale import Standing
from dxdesk.domain.unplaced import Stray, Unplaced
from dxdesk.domain.usual_scales import Proposal
from dxdesk.errors import DxdeskError, Trouble

_TROUBLES = {
    Trouble.FILE_MISSING: "「{file}」が見つかりません。場所と名前を確かめてください。",
    Trouble.FILE_UNREADABLE: "「{file}」を読めません。開く権限があるか確かめてください。",
    Trouble.FILE_TOO_LARGE: "「{file}」は大きすぎるか、展開すると大きくなりすぎるため開きません。送り主に確かめてください。",
    Trouble.FILE_DAMAGED: "「{file}」は壊れています。もう一度受け取り直してください。",
    Trouble.FILE_NEWER: "「{file}」は新しい版のdxdeskで作られています。dxdeskを新しくしてから開いてください。",
    Trouble.FILE_EXISTS: "「{file}」は既にあります。別の名前にしてください。",
    Trouble.FILE_LOCKED: "「{file}」は{who}（{where}、{since}から）が開いています。閉じてもらってから開いてください。",
    Trouble.WRONG_KIND: "「{file}」は、ここで開く種類のファイルではありません。ファイルを選び直してください。",
    Trouble.NOT_XLSX: "「{file}」は.xlsxではない形式のブックです。Excelで開き、「Excelブック（.xlsx）」として保存し直してください。",
    Trouble.FORM_NOT_XLSX: "「{file}」は照会ファイルを.xlsxでない形式で保存したものです。担当課に「Excelブック（.xlsx）」として保存し直してもらってください。",
    Trouble.HAS_PASSWORD: "「{file}」は開くのにパスワードが要ります。パスワードを外して保存し直してもらってください。",
    Trouble.NOT_TEXT: "「{file}」の文字を読めません。UTF-8かShift_JISのテキストで保存し直してください。",
    Trouble.NO_TABLE: "「{file}」に計画の一覧表が見つかりません。見出し（取組実績、課題など）のある表を選んでください。",
    Trouble.TWO_PLANS: "「{file}」には形の違う表が混ざっています。表を一つずつ読み込んでください。",
    Trouble.NO_YEAR: "「{file}」に年度が書かれていません。年度を指定して読み込んでください。",
    Trouble.WRITE_FAILED: "「{file}」に書き込めません。別の保存先を選んでください。",
    Trouble.DISK_FULL: "空き容量が足りないため「{file}」を保存できません。空きを作るか、別の保存先を選んでください。",
    Trouble.READ_ONLY: "「{file}」に書き込む権限がありません。別の保存先を選んでください。",
    Trouble.UNREACHABLE: "「{file}」に届きません。ネットワークやドライブにつながっているか、共有フォルダーを開けるかを確かめてください。",
    Trouble.IN_USE: "「{file}」はほかのプログラム（Excelなど）で開かれています。閉じてから、もう一度実行してください。",
    Trouble.NAME_TOO_LONG: "「{file}」は、フォルダーまで含めた名前が長すぎます。短い名前にするか、浅いところのフォルダーを使ってください。",
    Trouble.BAD_NAME: '「{file}」は、ファイルやフォルダーの名前にできません。使えない文字（\\ / : * ? " < > |）や語（CON、NULなど）を避けてください。',
    Trouble.OTHER_PLAN: "「{file}」は別の計画のファイルです。この計画のファイルを選んでください。",
    Trouble.OTHER_YEAR: "「{file}」は別の年度のファイルです。年度を確かめてください。",
    Trouble.OTHER_DEPARTMENT: "「{file}」は別の課のファイルです。課を確かめてください。",
    Trouble.UNKNOWN_REQUEST: "「{file}」に対応する照会がこの台帳にありません。この台帳から配布した照会への回答か確かめてください。",
    Trouble.ALTERED: "「{file}」は提出した後に書き換えられています。担当課にもう一度提出してもらってください。",
    Trouble.NOT_A_SUBMISSION: "「{file}」は提出ファイルではありません。担当課から届いた提出ファイルを選んでください。",
    Trouble.NOTHING_PLACED: "「{file}」に書かれた文は、どの欄のものか分かりません。文は下の一覧に残しました。印を付けた照会ファイルを作り、担当課に直してもらってください。",
    Trouble.UNKNOWN_FORM: "「{file}」は、どの課への照会の回答か分かりません。文は下の一覧に残しました。担当課に、元の照会ファイルに書いて出し直してもらってください。",
    Trouble.NOTHING_TO_MARK: "「{file}」には、直してもらうところがありません。",
    Trouble.UNKNOWN_YEAR: "{year}年度はこの台帳にありません。年度を確かめてください。",
    Trouble.UNKNOWN_DEPARTMENT: "「{department}」という課はこの計画にありません。課名を確かめてください。",
    Trouble.UNKNOWN_ITEM: "取組項目「{item}」はありません。番号を確かめてください。",
    Trouble.UNKNOWN_KPI: "取組項目{item}に「{kpi}」という指標はありません。指標名を確かめてください。",
    Trouble.UNKNOWN_PART: "取組項目{item}に「{part}」の欄はありません。枝番を確かめてください。",
    Trouble.UNKNOWN_FIELD: "「{field}」という欄はありません。",
    Trouble.NOT_ASKED: "取組項目{item}のこの欄は「{department}」には照会されていません。",
    Trouble.CLOSED_FIELD: "この欄は今回の照会では書き換えられません。",
    Trouble.UNCLEAR_PLACE: "取組項目{item}は枝番ごとに欄があります。枝番（{parts}）を付けて書いてください。",
    Trouble.BAD_ANSWERS: "「{file}」は回答のJSONとして読めません。書き方を確かめてください。",
    Trouble.BAD_REMARKS: "「{file}」は差戻しの所見として読めません。書き方を確かめてください。",
    Trouble.ANSWERED_TWICE: "取組項目{item}の同じ欄に違う回答が二つあります。一つにしてください。",
    Trouble.NAME_MISSING: "提出者の名前を入れてください。",
    Trouble.NOTHING_TO_PUBLISH: "この様式は取組項目ごとのシートだけでできていて、計画に取組項目がありません。",
    Trouble.NOTHING_TO_UNDO: "取り消せるものはありません。",
    Trouble.NOT_HANDED_IN: "「{department}」からの提出がまだありません。提出を取り込んでから受理してください。",
    Trouble.NOTHING_TO_PRINT: "印刷する確認票がありません。取組項目に担当課があるか確かめてください。",
    Trouble.NOBODY_ASKED: "送り状を出す課がありません。照会ファイルを作ってから印刷してください。",
    Trouble.NOBODY_OWES: "督促する課がありません。照会した課からの回答は、すべて届いています。",
    Trouble.YEAR_EXISTS: "{year}年度は既にあります。",
    Trouble.YEAR_CLOSED: "{year}年度は締め切られています。直すときは「年度」で締切りを解いてください。",
    Trouble.YEAR_OPEN: "{year}年度は締め切られていません。年度を確かめてください。",
    Trouble.REOPEN_REASON_MISSING: "締切りを解く理由を書いてください。台帳の記録に残ります。",
    Trouble.REOPEN_REASON_TOO_LONG: "締切りを解く理由は{most}字以内にしてください。",
    Trouble.NOTE_TOO_LONG: "記録のメモは{most}字以内にしてください。",
    Trouble.DEADLINE_TOO_LONG: "期限は{most}字以内にしてください。",
    Trouble.REMARK_TOO_LONG: "所見は、一つの欄に{most}字以内で書いてください。",
    Trouble.SAME_YEAR: "{year}年度どうしは比べられません。違う年度を選んでください。",
    Trouble.PLAN_FAULT: "計画を保存できません（{fault}）。直してからもう一度保存してください。",
    Trouble.BAD_PLAN: "「{file}」は計画のJSONとして読めません。dxdesk plan --json で書き出したものの書き方に合わせてください。",
    Trouble.ALREADY_ASKED: "「{department}」には今年度の照会をしています。課の名前は次の年度で変えてください。",
    Trouble.NOTHING_TO_EXTEND: "「{department}」にはまだ照会していません。照会ファイルを作るときに期限を決めてください。",
    Trouble.READ_ONLY_OPEN: "「{file}」は読取り専用で開いているため、変更できません。書き込めるように開き直してください。",
    Trouble.NOT_A_COPY: "「{file}」はこの台帳の写しではありません。写しを作った台帳を開いてから取り込んでください。",
    Trouble.COPY_ALTERED: "「{file}」はdxdeskの外で書き換えられています。写しを作り直してもらってください。",
    Trouble.UNKNOWN_STAGE: "「{stage}」という段階で書くところは、この計画にありません。計画の「評価の段階」を確かめてください。",
    Trouble.YEAR_BEFORE: "{year}年度には繰り越せません。{last}年度より後の年度にしてください。",
    Trouble.NO_SUCH_LAYOUT: "「{layout}」という様式はありません。{known} か、様式ファイル（.toml）を選んでください。",
    Trouble.BAD_LAYOUT: "様式ファイル「{file}」に正しくないところがあります。\n{faults}。",
    Trouble.NOT_SET_UP: "「{file}」には計画がまだ入っていません。公表済みの一覧表を読み込んでください。",
    Trouble.NO_PAINTER: "確認票などのPDFを作るには画面の部分が要ります。dxdesk の本体から実行してください。",
    Trouble.REASON_MISSING: "確認の理由を書いてください。",
    Trouble.REASON_TOO_LONG: "確認の理由は{most}字以内、確認者の名前は{most_name}字以内にしてください。",
    Trouble.NOT_CONFIRMABLE: "この指摘（{code}）は理由を書いて済ませることができません。記入を直してください。",
    Trouble.NO_SUCH_FINDING: "項目{item}に指摘「{code}」はありません。項目と指摘の名前を確かめてください。",
    Trouble.SEVERAL_FINDINGS: "項目{item}に指摘「{code}」が{count}件あります。欄（{fields}）か指標の名前も指定してください。",
    Trouble.UNKNOWN_RULE: "「{code}」という指摘はありません。dxdesk explain で一覧を確かめてください。",
    Trouble.UNKNOWN_RATING: "「{code}」という評価はこの計画の評価の区分にありません。",
    Trouble.BAD_SETTING: "設定「{name}」の値が正しくありません。{allowed}にしてください。",
    Trouble.WRONG_SUFFIX: "「{file}」の形式では書き出せません。名前の終わりを{allowed}にしてください。",
    Trouble.FOLDER_MISSING: "「{file}」を保存するフォルダー「{folder}」が見つかりません。保存先を選び直してください。",
    Trouble.BAD_DIRECTIONS: "「{file}」に、項目番号、指標、よい向きの書かれた行がありません。dxdesk directions が出す表に書き込んだものにしてください。",
    Trouble.DIRECTION_UNCLEAR: "「{file}」の{place}のよい向きが分かりません。増、減、維持のどれかを書いてください。何も設定しませんでした。",
    Trouble.DIRECTION_OF_NOTHING: "「{file}」の{place}の指標は、この計画にありません。項目番号と指標名を確かめてください。何も設定しませんでした。",
    Trouble.DIRECTION_OF_SEVERAL: "「{file}」の{place}に当たる指標が、この計画に二つ以上あります。dxdesk directions が出す「欄」の列も残してください。何も設定しませんでした。",
    Trouble.DIRECTION_TWICE: "「{file}」の{place}の指標には、違う向きが前の行に書かれています。一つにしてください。何も設定しませんでした。",
    Trouble.PASTE_TOO_LONG: "貼り付ける文が長すぎます（{most}字まで）。必要なところだけをコピーし直してください。",
}

_NOTES = {
    Noted.FRONT: "表の外の文です。計画には入れず、ここに残しました。",
    Noted.SCALE: "評価の集計表です。評価の区分だけを読み取りました。件数は一覧から数えます。",
    Noted.HEADER: "表の見出しです。",
    Noted.MARK: "かっこ、矢印などの記号です。",
    Noted.MARKUP: "文字の飾りを表す記号（タグ）を取り除きました。",
    Noted.PAGE_MARK: "ページの番号を取り除きました。",
    Noted.REPEAT: "前と同じ内容が繰り返されていたので、一つにしました。",
    Noted.DISPLACED: "項目{about}と同じ内容が項目{item}の行にありました。項目{about}のものとしました。",
    Noted.SHIFTED: "列が{about}ずれていたので直しました。スケジュールの年度を確かめてください。",
    Noted.JOINED: "前の行の続きとしてつなぎました。",
    Noted.RATING_MOVED: "評価「{about}」が別の欄にあったので、評価として読み取りました。",
    Noted.RATING_MISSING: "評価がありません。空欄のままにしました。",
    Noted.RATING_UNKNOWN: "評価「{about}」は評価の区分にありません。そのまま残しました。",
    Noted.KPI_MOVED: "指標の実績が別の欄にあったので、実績として読み取りました。",
    Noted.KPI_MATCHED: "名前が少し違う指標を同じものとしました（{about}）。",
    Noted.KPI_WITHOUT_ACTUAL: "指標「{about}」の実績値が見つかりません。空欄のままにしました。",
    Noted.KPI_LEFT_IN_TEXT: "「{about}」に当たる指標がないので、文のまま残しました。",
    Noted.DEPARTMENT_DOUBTFUL: "担当課の読み取りを確かめてください（{about}）。",
    Noted.DEPARTMENT_MISSING: "担当課が書かれていません。",
    Noted.WRITER_UNKNOWN: "どの課が書いたか分からない文があります。取りまとめ課のものとしました。",
    Noted.NUMBER_TWICE: "同じ番号の項目が二つあります。",
    Noted.COUNTS_DIFFER: "表紙の件数と一覧が合いません（{about}）。一覧の数を使います。",
    Noted.SCALE_MISSING: "評価の区分の表がありません。一覧にある評価から作りました。",
    Noted.UNPLACED: "読み取れなかった文字があります。元の表と見比べてください。",
    Noted.YEAR_GUESSED: "どの年度の実績か書かれていないので、計画の最後の{about}年度としました。違うときは年度を書き足して読み込み直してください。",
    Noted.ITEM_DOUBTFUL: "評価のある行に項目の番号が見つからないので、項目{item}の続きとしました。原本を確かめてください。",
    Noted.FOOTNOTE: "この行の脚注です。計画には入れず、ここに残しました。",
    Noted.COMMENT: "セルのメモか図形の文です。計画には入れず、ここに残しました。",
    Noted.AUTO_NUMBERS: "Wordが自動で振った番号や記号を読み取れませんでした。要るものは書き足してください。",
    Noted.NESTED_TABLE: "セルの中に表がありました。一行ずつの文として読み取りました。",
    Noted.KPI_HALVES: "指標「{about}」の期ごとの値を、別々の指標としました。足し合わせてはいません。",
    Noted.KPI_RATED: "指標「{about}」だけの評価です。項目の評価にはせず、ここに残しました。",
    Noted.NUMBER_MISSING: "番号のない項目です。上から数えて{about}としました。",
    Noted.ADDED: "表では一度だけ書かれている文字を、指標の名前や値に補いました。",
    Noted.COLUMN_ASIDE: "「{about}」の列は計画に置き場所がないので、読み取りの記録に残しました。",
    Noted.ASIDE: "「{about}」の列の文です。計画には入れず、ここに残しました。",
    Noted.ORDER_NOT_SAID: "評価の区分のどれがよい評価かが書かれていません。区分の並びを確かめてください。",
    Noted.OTHER_YEAR: "シート「{about}」は別の年度の表なので、読み込みませんでした。",
    Noted.AGAIN_DIFFERS: "再掲とありますが、項目{about}と内容が違うので、別の項目としました。",
    Noted.STRUCK: "取消線を引いた文字か、変更履歴で削除された文字です。計画には入れず、ここに残しました。",
    Noted.SHOWN_DIFFERS: "{about}です。表示のとおりに読み取りました。どちらの値か確かめてください。",
    Noted.COLUMN_ROUNDED: "{about}は、表示より細かい値です。表示のとおりに読み取りました。値は読み取りの記録に残しました。",
    Noted.ROUNDED: "{about}です。表示のとおりに読み取りました。",
    Noted.ZEROS_HIDDEN: "{about}には0が入っていますが、表示されていません。空欄と読みました。",
    Noted.NO_VALUE: "{about}の式に計算した値がないので、空欄と読みました。Excelで開いて保存し直すと読み取れます。",
    Noted.ERROR_VALUE: "Excelのエラー値です。空欄としました。",
    Noted.ZERO: "「0」とだけあります。空のセルを参照したものと見て、空欄としました。",
    Noted.LINKED_ZERO: "{about}の0は、ほかのセルを参照した式の値です。もとのセルが空かもしれません。",
    Noted.MADE_DATE: "{about}は、番号や数値をExcelが日付に変えたものかもしれません。原本を確かめてください。",
    Noted.SYMBOL: "記号用の書体の文字を読み取れないので、〓としました。原本を確かめてください。",
    Noted.OUTSIDE: "置き場所の分からない文です。計画には入れず、ここに残しました。",
}


class Blank(dict[str, object]):
    """Facts a sentence misses print as a dash, so that telling of one error never raises another."""

    def __missing__(self, key: str) -> str:
        return "―"


_LOCKED_BY_SOMEBODY = "「{file}」はほかで開かれています。閉じてから、もう一度開いてください。"
_LEFT_LOCKED = "「{file}」は{who}（{where}、{since}から）が開いたままになっています。そのパソコンで開いていないことを確かめてください。開いていなければ、引き継いで開けます。"


def sentence(error: DxdeskError) -> str:
    """Say in one sentence what is wrong and what to do."""
    if error.trouble is Trouble.FILE_LOCKED:
        return _locked(error.facts)
    return _TROUBLES[error.trouble].format_map(Blank(error.facts))


def _locked(facts: Mapping[str, object]) -> str:
    since = str(facts.get("since", "")).replace("-", "/").replace("T", " ")[:16]
    told = Blank({**facts, "since": since})
    if facts.get("left"):
        return _LEFT_LOCKED.format_map(told)
    known = _TROUBLES[Trouble.FILE_LOCKED] if facts.get("who") else _LOCKED_BY_SOMEBODY
    return known.format_map(told)


def note_sentence(note: Note) -> str:
    """Say what was doubtful in a published table, and what was done."""
    return _NOTES[note.noted].format_map(Blank({"item": note.item, "about": note.about}))


_QUESTIONS = {
    Question.SCALE: "評価{about}が目標に対してよいのか悪いのか、書かれていないか、読み取れません。決めるまで、その評価は指標と比べません。",
    Question.DIRECTIONS: "増減のどちらがよいか分からない指標が{about}件あります。決めるまで、目標に届いたかも達成率も出しません。",
}


def question_sentence(asked: OpenQuestion) -> str:
    """Say what the office has to decide, and what waits for it."""
    return _QUESTIONS[asked.question].format(about=asked.about)


def proposal_words(proposal: Proposal) -> str:
    """Name a proposal for a scale's wordings: its codes, the best in front."""
    if not proposal.ladder:
        return "区分の言葉のとおり"
    return f"{'＞'.join(proposal.ladder)}（{proposal.met}が目標どおり）"


_STRAYS = {
    Stray.BESIDE: "回答欄でないところに書かれています。",
    Stray.NO_ROW: "欄番号のない行に書かれています。",
    Stray.OUTSIDE: "記入の表の外に書かれています。",
    Stray.TWO_ROWS: "行の左右で欄番号が食い違っています。並べ替えか貼付けで、ずれたようです。",
    Stray.TWICE: "同じ欄に、違う文が二つあります。",
    Stray.MERGED: "いくつかの欄を結合したセルに書かれています。",
    Stray.TORN: "いくつかの行に分かれた文の、一部の行がありません。",
    Stray.OTHER_FORM: "ほかの照会ファイルの行に書かれています。",
    Stray.STRUCK: "取消線が引かれた文字です。回答に入れていません。",
    Stray.NOT_SHOWN: "セルに表示されていない値です。取り込んでいません。",
    Stray.NO_VALUE: "式に計算した値がありません。取り込んでいません。",
    Stray.ERROR_VALUE: "Excelのエラー値です。取り込んでいません。",
    Stray.ZERO: "「0」とだけあります。空のセルを参照したものと見て、取り込んでいません。",
    Stray.SHOWN_OTHERWISE: "表示と中の値が違います。表示のとおりに取り込みました。",
    Stray.MADE_DATE: "番号や数値をExcelが日付に変えたものかもしれません。表示のとおりに取り込みました。",
    Stray.LINKED_ZERO: "ほかのセルを参照した式の0です。もとのセルが空かもしれません。0と取り込みました。",
}
_WHAT_TO_DO = {
    Stray.TWICE: "どちらの文にするか決めて、{place}の回答欄に書いてください。",
    Stray.MERGED: "結合した欄のうち、{place}に当たる文を、それぞれの回答欄に書いてください。",
    Stray.TORN: "{place}の回答欄に、文の全体を書き直してください。",
    Stray.STRUCK: "要る文字であれば、取消線のない文字で{place}の回答欄に書き直してください。",
    **dict.fromkeys(
        (Stray.NOT_SHOWN, Stray.NO_VALUE, Stray.ERROR_VALUE, Stray.ZERO),
        "{place}の回答欄に、値か文を書いてください。ないときは空にしてください。",
    ),
    **dict.fromkeys(
        (Stray.SHOWN_OTHERWISE, Stray.MADE_DATE, Stray.LINKED_ZERO),
        "{place}の回答欄を確かめ、違うときは正しい値を書いてください。",
    ),
}
_PUT_IT_THERE = (
    "{place}の文であれば、その回答欄に書いてください。違うときは、当たる欄に書いてください。"
)
_FIND_A_PLACE = (
    "回答に要る文であれば、当たる回答欄に書いてください。要らなければ、そのままでかまいません。"
)


def unplaced_label(unplaced: Iterable[Unplaced]) -> str:
    """Call what has to be told of a form by its kinds: texts without a field, doubtful values."""
    kinds = {one.why.is_taken for one in unplaced}
    words = ((False, "置く欄の分からない文"), (True, "確かめる値"))
    return "・".join(word for is_taken, word in words if is_taken in kinds)


def stray_sentence(why: Stray) -> str:
    """Say where a text of a form stands that it has no field, or what is doubtful in it."""
    return _STRAYS[why]


def stray_advice(why: Stray, places: Sequence[str]) -> str:
    """Say what a department is to do with such a text; `places` name the fields that it may be for."""
    if not places:
        return _FIND_A_PLACE
    return _WHAT_TO_DO.get(why, _PUT_IT_THERE).format(place="か、".join(places))


def field_label(name: str) -> str:
    """The Japanese word for a kind of field, by the name inside the item."""
    if name.startswith("result"):
        return "取組実績"
    if name.startswith("issues"):
        return "改善・拡充策、課題等"
    if split_name(name)[1] == DIRECTION:
        return "指標のよい向き"
    return _FIELDS.get(name, "指標の実績")


def stage_field_label(name: str, stage: str) -> str:
    """The same for a field of a stage behind the departments' own, which is called `stage`."""
    return _STAGE_FIELDS[name].format(stage=stage)


_FIELDS = {"rating": "自己評価", "rating_note": "評価に関する補足"}
_STAGE_FIELDS = {
    "rating": "{stage}",
    "rating_note": "{stage}の理由",
    "comment": "{stage}の意見",
    "response": "{stage}の意見への対応状況",
}


def remark_lines(item: Item, remarks: Iterable[Remark]) -> Iterator[str]:
    """What the office says of an item, each with its place."""
    for remark in remarks:
        if remark.place == item.id:
            yield remark.text
        elif remark.place.startswith(f"{item.id}/"):
            yield f"{place_label(item, remark.place)}：{remark.text}"


def place_label(item: Item, field: str) -> str:
    """A field of an item in words: the column with its part, or the KPI."""
    name = split_field(field)[1]
    words = {slot.id: f"{field_label(slot.id)} {slot.part}".strip() for slot in item.slots}
    words |= {kpi.id: f"指標「{kpi.name}」" for kpi in item.kpis}
    words |= {direction_name(kpi): f"指標「{kpi.name}」のよい向き" for kpi in item.kpis}
    return words.get(name, field_label(name))


def older_words(submission: Submission) -> str:
    """Say that a newer submission counts instead of this one."""
    return f"古い提出（第{submission.round}回 {submission.number}号）です。新しい提出が既にあります"


def days_words(left: int) -> str:
    """How many days there are to a deadline: あと3日, 本日, 2日超過."""
    if left < 0:
        return f"{-left}日超過"
    return f"あと{left}日" if left else "本日"


SEVERITY_WORDS = {
    Severity.ERROR: "要入力",
    Severity.WARNING: "要確認",
    Severity.HINT: "参考",
}
STANDING_WORDS = {
    Standing.ABOVE: "目標や計画を上回る",
    Standing.MET: "目標や計画のとおり",
    Standing.BELOW: "目標や計画を下回る",
    Standing.FAR_BELOW: "大きく下回る、又は未実施",
    Standing.ENDED: "終了",
    Standing.NOT_RATED: "評価の対象外",
    Standing.NOT_SAID: "目標との関係を述べていない",
}


DIRECTION_WORDS = {
    Direction.MORE: "多いほどよい",
    Direction.LESS: "少ないほどよい",
    Direction.KEEP: "維持",
}
SPEAKS_WORDS = {
    Speaks.NAME: "指標名",
    Speaks.UNIT: "単位",
    Speaks.SIGN: "目標の符号",
    Speaks.BASELINE: "基準値",
    Speaks.TARGETS: "目標",
    Speaks.ACTUAL: "実績",
    Speaks.DEPARTMENT: "担当課の回答",
}

_FAULTS = {
    Flaw.BAD_ID: "「{name}」は識別子に使えません",
    Flaw.ID_TWICE: "識別子「{name}」が二つあります",
    Flaw.GROUP_UNKNOWN: "「{name}」の上位の区分がありません",
    Flaw.GROUP_CIRCLE: "区分「{name}」が、上位の区分より前にあるか、自分の下に入っています",
    Flaw.GROUP_LEVEL: "区分「{name}」の階層が、上位の区分と合いません",
    Flaw.GRADE_BLANK: "評価の区分に、記号のないものがあります",
    Flaw.GRADE_TWICE: "評価の区分「{name}」が二つあります",
    Flaw.GRADE_USED: "評価の区分「{name}」は{count}件の回答で使われているので、記号を変えたり削除したりできません",
    Flaw.STAGE_BLANK: "評価の段階に、名前のないものがあります",
    Flaw.AGAIN_UNKNOWN: "再掲の項目{name}の元の項目がありません",
    Flaw.DEPARTMENT_BLANK: "項目{name}に、名前のない担当課があります",
    Flaw.DEPARTMENT_TWICE: "項目{name}に、同じ担当課が二つあります",
    Flaw.TARGET_TWICE: "項目{name}の指標に、同じ年度の目標値が二つあります",
    Flaw.TOO_LONG: "「{name}」に、{most}字を超える文があります",
    Flaw.TOO_MANY: "「{name}」の数が、{most}を超えています",
    Flaw.LINE_BREAK: "「{name}」の名前などに、改行が入っています",
    Flaw.BAD_SIGN: "「{name}」に、文字として扱えないものが入っています",
    Flaw.BAD_YEAR: "「{name}」の年度が正しくありません",
    Flaw.BAD_SETTING: "「{name}」の設定（案内、押印欄、ファイルの種類）が正しくありません",
    Flaw.OTHER_PLAN: "別の計画のものです",
    Flaw.ANSWERED: "項目{name}に、行き場のなくなる回答があります",
    Flaw.TITLE_BLANK: "計画の名前がありません",
    Flaw.NO_ITEMS: "取組項目がまだありません",
    Flaw.NO_SCALE: "評価の区分がまだありません",
    Flaw.NUMBER_BLANK: "項目{name}に番号がありません",
    Flaw.NUMBER_TWICE: "番号{name}の項目が二つ以上あります",
    Flaw.NAME_BLANK: "項目{name}に名前がありません",
    Flaw.NAME_TWICE: "項目{name}と同じ名前の項目があります",
    Flaw.NO_DEPARTMENT: "項目{name}に担当課がありません",
    Flaw.SLOT_OF_NOBODY: "項目{name}に、担当課でない課の欄が残っています",
    Flaw.KPI_OF_NOBODY: "項目{name}に、担当課でない課が報告する指標があります",
    Flaw.KPI_BLANK: "項目{name}に、名前のない指標があります",
    Flaw.GROUP_BLANK: "名前のない区分があります",
    Flaw.STAGE_IDLE: "評価の段階「{name}」は、評価もコメントもしません",
    Flaw.SUCCESSION_UNKNOWN: "組織改編の前の課「{name}」は、前の年度の計画にありません",
    Flaw.CARRIER_OF_NOBODY: "ファイルの種類を決めた課「{name}」は、担当課ではありません",
}


def fault_sentence(fault: Fault) -> str:
    """Say what is wrong with a plan, without a full stop."""
    name = fault.name or "計画"
    most, count = f"{fault.most:,}", f"{fault.count:,}"
    return _FAULTS[fault.flaw].format(name=name, most=most, count=count)


MOVED_WORDS = {
    Moved.NEW: "新規",
    Moved.ENDED: "終了",
    Moved.MISSING: "今回の計画にない",
    Moved.GONE_INTO: "統合（なくなった）",
    Moved.MERGED: "統合",
    Moved.SPLIT: "分割",
    Moved.RENUMBERED: "番号の変更",
    Moved.RENAMED: "名称の変更",
    Moved.REGROUPED: "施策の変更",
    Moved.REASSIGNED: "担当課の変更",
}
TREND_WORDS = {
    Trend.UP: "上がった",
    Trend.DOWN: "下がった",
    Trend.SAME: "同じ",
    Trend.OTHER: "変わった（上下は比べられない）",
    Trend.NO_PAIR: "比べる評価がない",
}
