"""What a document says of its own list, beside the list."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from time import monotonic

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dxdesk.domain.checks import Example, Family, Finding, Material, check_list
from dxdesk.domain.plan import Grade, Group, Stated
from dxdesk.domain.summary import share
from dxdesk.files.published import read_published
from tests.checks.samples import findings, material
from tests.plans import OITA, THREE_COLUMN, TOKUSHIMA, needs_documents, write

THREE = Example(rating="S", other=Example(rating="A", other=Example(rating="A")))
# One of each: what the sentences below speak of.
SAB = Example(rating="S", other=Example(rating="A", other=Example(rating="B")))
WORDS = (
    Grade("順調", "計画どおり"),
    Grade("やや遅れ", "遅れた"),
    Grade("概ね順調", "概ね計画どおり"),
)
MARKS = (Grade("◎", "目標を上回った"), Grade("○", "目標どおり"), Grade("△", "下回った"))
NUMBERS = (Grade("5", "目標を上回った"), Grade("4", "目標どおり"), Grade("3", "下回った"))


def said(closing: str, example: Example = THREE, scale: tuple[Grade, ...] = ()) -> list[object]:
    """The differences that a 総括 has to a list; of another scale its codes stand for S, A, B."""
    one = material(example)
    codes = dict(zip("SAB", (grade.code for grade in scale), strict=False))
    answers = {field: codes.get(text, text) for field, text in one.answers.items()}
    groups = (Group("g1", 0, "取組方針", "1", "窓口"),)
    plan = replace(
        one.plan, stated=Stated(closing=closing), groups=groups, scale=scale or one.plan.scale
    )
    found = check_list(replace(one, plan=plan, answers=answers))
    return [f.evidence["claim"] for f in found if f.code == "closing-differs"]


@pytest.mark.parametrize(
    ("closing", "differences"),
    [
        ("全3の取組項目のうち、S評価は1項目である。", []),
        ("全4項目のうち、S評価は1項目である。", ["全4項目"]),
        ("S評価又はA評価は合わせて3項目である。", []),
        ("「Ａ評価」の１項目については、続ける。", ["「A評価」の1項目"]),
        ("約7割に当たる2項目がA評価であった。", []),
        ("約9割に当たる2項目がA評価であった。", ["約9割に当たる2項目がA評価"]),
        ("A評価は全体の67%である。", []),
        ("A評価は全体の50%である。", ["A評価は全体の50%"]),
        ("「S」が1項目（33%）、「A」が2項目（67%）であった。", []),
        ("「S」が2項目、「A」が2項目であった。", ["「S」が2項目"]),
        # Each claim of a sentence is compared with its own count.
        ("A評価の2項目とS評価の5項目がある。", ["S評価の5項目"]),
        # Which items are meant is not said.
        ("9の取組項目を重点として進めた。", []),
        ("「S」～「D」の5段階で、3項目を評価した。", []),
    ],
)
def test_the_closing_against_the_list(closing: str, differences: list[str]) -> None:
    assert said(closing) == differences


TRUE = """\
A評価以上は2項目（66.7%）であった。
S評価とA評価を合わせて2項目、全体の約7割となった。
S・A評価は3分の2に当たる2項目であった。
SとAで2項目となった。
S、A評価の合計は2項目で、割合は66.7％である。
A～Cは2項目であった。
B以下は1項目にとどまった。
S評価は1項目、A評価は1項目、B評価は1項目であった。
1項目がS評価、1項目がA評価、残りの1項目がB評価となった。
S評価が1項目（33.3%）、A評価が1項目（33.3%）であった。
Ｓ評価は１項目、Ａ評価は１項目であった。
全３項目のうち、Ｂ評価は１項目であった。
3項目中2項目がA評価以上であった。
A評価以上は3項目のうち2項目（66.6％）を占める。
A評価以上は三分の二に当たる二項目であった。
A評価以上は過半数を占め、B評価は半数に満たない。
A評価以上は7割弱、6割強、B評価は3割強であった。
A評価以上は66％であった。
概ね順調（A以上）な取組は66％であった。
目標を上回る（S評価）が1項目、計画どおり（A評価）が1項目であった。
S評価とA評価はそれぞれ1項目であった。
S評価、A評価ともに1項目であった。
S評価・A評価は1項目ずつであった。
C評価はなかった。
全3項目がA評価以上又はB評価であった。
取組を着実に進めた結果、S評価は1項目であった。
令和6年度の自己評価の結果は、S評価が1件、C評価が0件であった。
A評価以上は2項目であった。2項目中1項目がS評価であった。
情報化計画のA評価以上は全3項目中2項目で、割合は66.7％である。
Sが1項目で最も多く、A（計画どおり）1項目が続く。
C評価に該当する項目はなかった。
A評価以上が過半を占めた。
評価別では、Sが1項目、Aが1項目、Bが1項目となっている。"""
FALSE = """\
A評価以上は3項目（66.7%）であった。
A評価以上は2項目（80%）であった。
S評価とA評価を合わせて3項目であった。
S・A評価は3項目であった。
SとAで3項目となった。
A～Cは1項目であった。
B以下は2項目であった。
S評価は2項目、A評価は1項目であった。
1項目がS評価、2項目がA評価であった。
A評価が1項目で、2項目がB評価であった。
全4項目のうち、B評価は1項目にとどまった。
4項目中3項目がA評価以上であった。
3項目中3項目がA評価以上であった。
A評価以上は3項目中1項目である。
B評価は半数であった。
B評価が過半数を占めた。
A評価以上は三分の一であった。
A評価以上は約9割であった。
A評価以上は7割強であった。
A評価以上は8割弱であった。
A評価以上は8割以上となった。
A評価以上は7割を超えている。
A評価以上は70％であった。
概ね順調（A以上）な取組は80％であった。
Ｓ評価は２項目であった。
S評価は三項目であった。
S評価となった取組は2項目である。
S：2項目、A：1項目、B：1項目。
B評価はなかった。
全3項目がA評価以上であった。
全ての項目がA評価以上であった。
S評価とA評価はそれぞれ2項目であった。
令和6年度の自己評価の結果は、S評価が2件であった。
取組を着実に進めた結果、S評価は2項目であった。
情報化計画のA評価以上は全3項目中2項目で、割合は76.7％である。
Sが2項目で最も多く、A（計画どおり）1項目が続く。
Sは1項目で、A（計画どおり）2項目となった。
B評価に該当する項目はなかった。
B評価が過半を占めた。
評価別では、Sが2項目、Aが1項目となっている。
すべての取組項目でA評価以上となった。
S評価を得た項目は2項目ある。"""
LEFT_ALONE = """\
B評価が前年度の3項目から1項目に減少した。
B評価は3項目で、前年度より2項目増加した。
令和5年度はS評価が3項目であった。
令和五年度はS評価が3項目であった。
S評価を3項目に増やす。
S評価が3項目にとどまらず、全てとなるよう努める。
取組方針1では、S評価は3項目であった。
取組方針1は着実に進んだ。S評価は3項目であった。
「窓口」のS評価は3項目であった。
企画課ではS評価は3項目であった。
健康分野ではS評価が3項目であった。
指標の3項目がA評価であった。
駅前の3項目がA評価であった。
駅前については、A評価は3項目であった。
A評価の項目について見直した結果、3項目が完了した。
A評価のうち、3項目は国の補助を受けた。
A評価以上の2項目中、S評価は2項目であった。
このうち3項目がA評価であった。
S評価は3項目目の予約である。
S評価3項目以上を標準とする。
A評価は約3項目であった。
A評価は3事業者が受けた。
A評価は2項目から1項目になった。
A評価は、目標の3項目に対し1項目であった。
A評価の項目は大半を占め、3項目であった。
順調に進んだ3項目がある。
次年度は、A評価が3項目となる。
翌年度のA評価は3項目とする。
S評価は3項目へと改めたい。
S評価をこれまでに受けた項目は3項目である。
A評価とした3項目の見直しを行う。
A評価の3項目の中から1項目を選ぶ。
庁内のA評価は延べ3項目である。"""


@pytest.mark.parametrize("closing", TRUE.splitlines())
def test_what_is_true_of_the_list_is_no_finding(closing: str) -> None:
    assert said(closing, SAB) == []


@pytest.mark.parametrize("closing", FALSE.splitlines())
def test_what_is_false_is_one_finding(closing: str) -> None:
    assert len(said(closing, SAB)) == 1


@pytest.mark.parametrize("closing", LEFT_ALONE.splitlines())
def test_what_is_not_surely_understood_is_left_alone(closing: str) -> None:
    assert said(closing, SAB) == []


@pytest.mark.parametrize(
    ("scale", "closing", "differences"),
    [
        (WORDS, "順調は1項目、やや遅れは1項目、概ね順調は1項目であった。", []),
        (WORDS, "「順調」が2項目、「概ね順調」が1項目であった。", ["「順調」が2項目"]),
        (WORDS, "順調と概ね順調を合わせて3項目であった。", ["順調と概ね順調を合わせて3項目"]),
        (WORDS, "順調な取組は2項目であった。", ["順調な取組は2項目"]),
        (WORDS, "順調に進んだ2項目を広げる。", []),
        # Both mean that the plan was kept to: which is the higher is not said.
        (WORDS, "概ね順調以上は3項目であった。", []),
        (MARKS, "◎が1項目、○が1項目、△が1項目であった。", []),
        (MARKS, "◎と○を合わせて3項目であった。", ["◎と○を合わせて3項目"]),
        (MARKS, "○以上は3項目（67％）であった。", ["○以上は3項目(67%)"]),
        (MARKS, "○ 3項目を評価した。", []),
        (NUMBERS, "5評価は2項目、評価4は1項目であった。", ["5評価は2項目"]),
        (NUMBERS, "評価4以上は2項目、「3」は1項目であった。", []),
        (NUMBERS, "5項目が評価4であった。", ["5項目が評価4"]),
        (NUMBERS, "4は3項目に分かれる。", []),
        ((*WORDS[:2], Grade("Ａ", "達成"), Grade("A", "順調")), "A評価は3項目であった。", []),
    ],
)
def test_codes_of_other_scales(
    scale: tuple[Grade, ...], closing: str, differences: list[str]
) -> None:
    assert said(closing, SAB, scale) == differences


def test_a_line_that_names_a_part_heads_what_follows() -> None:
    assert said("取組方針1「窓口」\nS評価は3項目であった。", SAB) == []
    assert said("窓口は進んだ。また、全体ではS評価は3項目であった。", SAB) == ["S評価は3項目"]


CODES = ("S", "A", "B", "C")
# How a clause says of some grades that they are so many, or such a share.
FORMS = (
    "{names}は{count}項目（{percent}）",
    "{count}項目が{names}",
    "{percent}は{names}",
    "{names}の合計は{count}項目、全体の{percent}",
    "{names}となった取組項目は、全体の{percent}に当たる{count}項目",
    "全体の{percent}に当たる{count}項目が{names}",
    "{names}：{percent}",
)
BEGINNINGS = ("", "全{total}項目のうち、", "{total}項目中、", "自己評価の結果、", "令和6年度は、")
ENDS = ("であった", "となった", "であり、引き続き取り組む", "という結果であった")
clauses = st.tuples(
    st.lists(st.sampled_from(CODES), min_size=1, max_size=3, unique=True),
    st.sampled_from(("又は", "・", "と", "、")),
    st.sampled_from(FORMS),
)


@settings(deadline=None, max_examples=300)
@given(
    ratings=st.lists(st.sampled_from(CODES), min_size=1, max_size=40),
    said_of=st.lists(clauses, min_size=1, max_size=3),
    around=st.tuples(st.sampled_from(BEGINNINGS), st.sampled_from(ENDS)),
    wrong=st.booleans(),
)
def test_true_claims_are_no_finding_and_a_wrong_one_alone_is(
    ratings: list[str],
    said_of: list[tuple[list[str], str, str]],
    around: tuple[str, str],
    wrong: bool,
) -> None:
    example = Example(rating=ratings[0])
    for rating in ratings[1:]:
        example = Example(rating=rating, other=example)
    wrong = wrong and len(said_of) == 1 and "{count}" in said_of[0][2] and said_of[0][1] == "又は"
    parts: list[str] = []
    for chosen, join, form in said_of:
        count = sum(ratings.count(code) for code in chosen)
        names = join.join(f"{code}評価" for code in chosen)
        percent = f"{share(count, len(ratings), 1)}%"
        parts.append(form.format(names=names, count=count + wrong, percent=percent))
    closing = around[0].format(total=len(ratings)) + "、".join(parts) + around[1]
    assert len(said(closing + "。", example)) == wrong


words = st.sampled_from(
    [
        *"SABC3二の、（）「」。",
        "評価",
        "以上",
        "項目",
        "全",
        "中",
        "約",
        "割",
        "分の",
        "％",
        "半数",
        "は",
        "が",
    ]
)


@settings(deadline=None, max_examples=300)
@given(st.one_of(st.text(max_size=60), st.lists(words, max_size=25).map("".join)))
def test_no_sentence_makes_the_check_raise(closing: str) -> None:
    said(closing, SAB)
    said(closing, SAB, NUMBERS)


@pytest.mark.parametrize(
    "piece", ["やや", "取組項目", "全体の", "の数", "S、", "約", "で、", "項目のうち"]
)
def test_words_said_again_and_again_take_no_time(piece: str) -> None:
    """Where a run of words can be taken apart in two ways, a hundred of them must not be tried."""
    began = monotonic()
    for start in ("", "S評価", "S評価は1項目", "3項目"):
        said((start + piece * 400)[:399] + "。" + piece * 100_000, SAB)
    assert monotonic() - began < 5


def test_a_total_is_compared_as_well() -> None:
    one = material(THREE)
    stated = Stated({"S": 1, "A": 2}, {"S": "33%", "A": "67%"}, 4)
    found = check_list(replace(one, plan=replace(one.plan, stated=stated)))
    assert [(f.code, f.evidence["code"]) for f in found if f.family is Family.SUMMARY] == [
        ("stated-count-differs", "合計")
    ]


def test_shares_forced_to_100_are_accepted() -> None:
    example = replace(THREE, stated={"S": 1, "A": 2}, stated_percents={"S": "33.4%", "A": "66.7%"})
    codes = [f.evidence.get("code") for f in findings(example) if f.family is Family.SUMMARY]
    assert codes == ["S"]


def of_document(path: Path) -> list[Finding]:
    reading = read_published(path, plan_id="p")
    found = check_list(Material(reading.plan, reading.answers))
    return [finding for finding in found if finding.family is Family.SUMMARY]


def test_a_small_document_agrees_with_itself(tmp_path: Path) -> None:
    assert of_document(write(tmp_path / "plan.txt", THREE_COLUMN)) == []
    wrong = THREE_COLUMN.replace("\t2\t67%", "\t1\t33%").replace("\t3\t100%", "\t2\t100%")
    found = of_document(write(tmp_path / "wrong.txt", wrong))
    assert [(f.code, f.evidence["code"]) for f in found] == [
        ("stated-count-differs", "A"),
        ("stated-count-differs", "合計"),
        ("stated-percent-differs", "A"),
    ]


@needs_documents
def test_the_published_documents() -> None:
    """One says 6 B on its cover and shows 5, with one rating missing."""
    assert of_document(TOKUSHIMA) == []
    (finding,) = of_document(OITA)
    assert finding.code == "stated-count-differs"
    assert dict(finding.evidence) == {"code": "B", "stated": 6, "counted": 5, "unrated": 1}
