"""The rules of writing, declared; `writing` finds what they say."""

from __future__ import annotations

from dxdesk.domain.checks.finding import Example, Family, Rule
from dxdesk.domain.rulebook import Severity

_BOTH = ("デジタル推進課", "企画課")

HALF_WIDTH = Rule(
    "half-width-kana",
    Family.WRITING,
    Severity.WARNING,
    "半角カタカナがあります（{typed}）。全角にしてください。",
    "文の中に半角のカタカナ、句読点、かぎかっこがあります。直すと、その部分だけを全角にします。"
    "濁点と半濁点は前の字と一つにします。",
    Example(result="ﾃﾞｰﾀの一覧を作り、窓口に置いた。"),
    Example(result="データの一覧を作り、窓口に置いた。"),
)
FULL_WIDTH_DIGITS = Rule(
    "full-width-digits",
    Family.WRITING,
    Severity.HINT,
    "全角の数字（{typed}）が半角の数字と混ざっています。半角にそろえてください。",
    "一つの欄に全角の数字と半角の数字があります。全角だけの欄は指摘しません。直すと数字を半角に"
    "します。数の中のコンマと小数点も半角にします。",
    Example(result="窓口を１２か所に増やし、案内を3回配った。"),
    Example(result="窓口を12か所に増やし、案内を3回配った。"),
)
LEADING_SPACE = Rule(
    "leading-space",
    Family.WRITING,
    Severity.HINT,
    "行の初めに空白があります（{lines}行）。",
    "行が空白で始まっています。印刷すると行の初めがそろいません。直すと行の初めの空白を取ります。"
    "行の途中の空白と空行には触れません。",
    Example(result="案内の画面を作った。\n　窓口に置いた。"),
    Example(result="案内の画面を作った。\n窓口に置いた。"),
)
PERCENT_MIXED = Rule(
    "percent-mixed",
    Family.WRITING,
    Severity.HINT,
    "「{typed}」があります。「{wanted}」にそろえてください。",
    "一つの欄に「％」と「%」があるか、実績値の書き方が目標値と違います。直すと、文は多い方に"
    "（同じ数なら目標値の書き方に）、実績値は目標値の書き方にそろえます。",
    Example(target="50%", actual="60％"),
    Example(target="50%", actual="60%"),
)
CIRCLED_GAP = Rule(
    "circled-gap",
    Family.WRITING,
    Severity.WARNING,
    "丸数字の番号が続いていません（{said}）。",
    "①②③と番号を付けた並びに、抜けた番号か重なった番号があります。行の初めか空白の後にある丸数字を"
    "番号と見ます。「②については」のように文の中で指すもの、①から始め直した別の並びは指摘しません。"
    "抜けた番号がその項目のほかの欄にあるときは参考にします。直すと番号を順に付け直します。",
    Example(result="次のことを行った。\n①案内の配布\n③窓口の増設"),
    Example(result="次のことを行った。\n①案内の配布\n②窓口の増設\n②については次年度も続ける。"),
)
UNKNOWN_SIGN = Rule(
    "unknown-sign",
    Family.WRITING,
    Severity.WARNING,
    "市の機械で表せない文字があります（{signs}）。",
    "計画で決めた文字の範囲（JIS第1・第2水準、Windowsの標準、JIS第4水準まで、制限なし）にない文字です。"
    "PDFから写した部首の字、絵文字、欧文のアクセント、改行しない空白、分かれた濁点などがあります。"
    "直すと同じ意味の文字に替えます。なければ「〓」にしますので、書き直してください。",
    Example(result="⾒守りの画面を作り、窓口に置いた。"),
    Example(result="見守りの画面を～作り、髙橋①に渡した。"),
)
UNKNOWN_DEPARTMENT = Rule(
    "unknown-department",
    Family.WRITING,
    Severity.WARNING,
    "「{name}」という課はこの計画にありません（「{nearest}」ではありませんか）。",
    "行の終わりの（課名）か行の初めの【課名】が、計画にない課名です。関係課、担当課などの言い方と、"
    "課名でないものは指摘しません。計画の課名が全部は分からない様式では、よく似た課名があるときだけ"
    "指摘します。直すと最も似た課名に、似たものがなければその欄の課名にします。",
    Example(result="案内の画面を作った。（デジタル推進室）", departments=_BOTH),
    Example(
        result="案内の画面を作った。（関係課）\n窓口に置いた。（市内3か所）", departments=_BOTH
    ),
)
CONTROL_CHARACTERS = Rule(
    "control-characters",
    Family.WRITING,
    Severity.WARNING,
    "目に見えない制御文字があります（{signs}）。",
    "タブ、幅のない空白、文字の向きの指定など、形のない文字です。印刷や検索の妨げになります。直すと"
    "取り除きます。タブは空白に、行を分けるものは改行に、失われた文字（U+FFFD）は「〓」にします。",
    Example(result="案内の\u200b画面を作り、窓口に置いた。"),
    Example(result="案内の画面を作り、\n窓口に置いた。"),
)

RULES = (
    HALF_WIDTH,
    FULL_WIDTH_DIGITS,
    LEADING_SPACE,
    PERCENT_MIXED,
    CIRCLED_GAP,
    UNKNOWN_SIGN,
    UNKNOWN_DEPARTMENT,
    CONTROL_CHARACTERS,
)
