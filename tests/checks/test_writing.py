"""Writing: what is found, and that each fix puts right its own defect and nothing else."""

from __future__ import annotations

import re
import time
import unicodedata
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxdesk.domain.checks import Finding, Material, Severity, writing
from dxdesk.domain.checks.view import ItemView
from dxdesk.domain.numbering import CIRCLED, check_numbering
from dxdesk.domain.plan import Column, Item, Kpi, Plan, Slot
from dxdesk.domain.rulebook import Rulebook, Signs
from dxdesk.domain.signs import EQUALS, GETA, repertoire
from dxdesk.domain.writing import (
    CONTROL,
    FULL_DIGITS,
    HALF_DIGIT,
    full_width_kana,
    without_controls,
    without_leading_spaces,
)
from dxdesk.finding_words import finding_sentence

ALL = ("市民課", "企画課", "デジタル推進課", "社会教育課（市史編さん室）", "消防局予防課", "図書館")
ALL += ("議会事務局庶務課・議事調査課", "子育て支援課", "農業委員会事務局")


def found(
    text: str = "",
    *,
    issues: str = "",
    content: str = "",
    target: str = "",
    actual: str = "",
    rulebook: Rulebook | None = None,
    departments: tuple[str, ...] = (),
    own: tuple[str, ...] = (),
) -> list[Finding]:
    """The findings of one item whose result is `text`."""
    slots = (Slot("result-1", Column.RESULT, departments=own), Slot("issues-1", Column.ISSUES))
    kpis = (Kpi("k1", "割合", target),) if target or actual else ()
    item = Item("i001", "1", "取組", ("企画課", "市民課"), None, content, kpis=kpis, slots=slots)
    plan = Plan("plan", "計画", "みどり市", 2024, items=(item,), rulebook=rulebook or Rulebook())
    answers = {"i001/result-1": text, "i001/issues-1": issues, "i001/k1": actual}
    return list(writing.check(ItemView(Material(plan, answers, None, departments), item)))


def fixed(findings: Iterable[Finding], code: str) -> str | None:
    """What the fix of a rule makes of the text; None where the rule finds nothing."""
    fixes = [finding.fix.text for finding in findings if finding.code == code and finding.fix]
    assert len(fixes) < 2
    return fixes[0] if fixes else None


REPAIRS = {
    "half-width-kana": {
        "ﾃﾞｰﾀをﾊﾟｿｺﾝで見る": "データをパソコンで見る",
        "ｱﾝｹｰﾄ｡｢案内｣･表示": "アンケート。「案内」・表示",
        "かﾞｱﾟ": "か゛ア゜",
        "①ﾃﾚﾋﾞ㈱ＡＢ１": "①テレビ㈱ＡＢ１",
        "データを見る": None,
    },
    "full-width-digits": {
        "１２件と3件": "12件と3件",
        "１，２３４．５件、3％": "1,234.5件、3％",
        "３，４年生の2学級": "3，4年生の2学級",
        "ＡＩを３回、RPAを2回": "ＡＩを3回、RPAを2回",
        "１２件と３件": None,
        "12件と3件、第①回": None,
    },
    "leading-space": {
        "　案内した。\n 　配った。": "案内した。\n配った。",
        "案内した。\n　配った。": "案内した。\n配った。",
        "案内した。 配った。　": None,
        "案内した。\n　\n配った。": None,
        "　": None,
        "案内した。\n\n配った。\n": None,
    },
    "percent-mixed": {
        "5％、6％、7%": "5％、6％、7％",
        "5％、6%、7%": "5%、6%、7%",
        "5％と7%": "5%と7%",
        "5％と7％": None,
    },
    "circled-gap": {
        "①案内\n③窓口": "①案内\n②窓口",
        "次のこと。 ①案内 ②窓口 ④費用 ⑥研修": "次のこと。 ①案内 ②窓口 ③費用 ④研修",
        "①案内 ①窓口 ②費用": "①案内 ②窓口 ③費用",
        "①案内。②窓口。②費用。③研修": "①案内。②窓口。③費用。④研修",
        "①案内 ②窓口\n(2) ①研修 ③費用": "①案内 ②窓口\n(2) ①研修 ②費用",
        "②案内\n③窓口": "①案内\n②窓口",
        "①案内、③窓口": "①案内、②窓口",
        "①案内\n②窓口\n⑤研修\n②については続ける。": "①案内\n②窓口\n③研修\n②については続ける。",
        "①案内 ④窓口 ③費用 ⑥研修": "①案内 ②窓口 ③費用 ④研修",
        "①とくしまの案内\n③窓口": "①とくしまの案内\n②窓口",
        "①案内 ②窓口 ③費用": None,
        "①案内 ②窓口 ①研修 ②費用": None,
        "①案内\n②窓口\n②については次年度に行う。": None,
        "①案内\n②窓口\n③費用\n②は続ける。": None,
        "①と③の両方を行った。": None,
        "①、③について遅れがある。": None,
        "課題のうち①と③を先に進めた。": None,
        "①案内②窓口③費用": None,
        "①案内②窓口 ③費用": None,
        "②予算が足りない。": None,
        "③の課題が残る。": None,
        "①案内 ③窓口 ②費用": None,
        "①案内した。次に、①窓口 ②費用": None,
        "【窓口】①案内 【庁内】①研修": None,
        "①受付（市民課） ①会議（企画課）": None,
        "①②③の順に進めた。": None,
        "①案内(①②を除く)\n②窓口": None,
    },
    "unknown-sign": {
        "⾒守り、⻑寿、⿊部": "見守り、長寿、黒部",
        "か\u3099くせい": "がくせい",
        "café 5㎥ 2022–2024": "cafe 5m3 2022-2024",
        "令和6年\u00a0度": "令和6年 度",
        "𠮷田、鷗外、頰": "吉田、鴎外、頬",
        "髙橋、﨑、德、濵、神、㈱、①、㎡": None,
        "😀と👍🏽": "〓と〓",
        "葛\U000e0100城、神\ufe00社": "葛城、神社",
        "・\u2022\ue000": "・・〓",
        "㋿6年、\u00c5、50µm": "令和6年、\u212b、50μm",
        "〜～−－—―‖∥¢£¬“”‘’…‐\\~¥ｱ": None,
        "表の・■◆→※々〆ゞ℃\u212b№℡": None,
    },
    "control-characters": {
        "案内\tの\u200b画面\ufeff": "案内 の画面",
        "一\u2028二\x0b三\x85四": "一\n二\n三\n四",
        "名\ufffd前\x00": "名〓前",
        "一\u202e二\u2066三\u00ad": "一二三",
        "一\n二": None,
    },
}


@pytest.mark.parametrize(
    ("code", "text", "after"),
    [(code, text, after) for code, table in REPAIRS.items() for text, after in table.items()],
)
def test_each_rule_repairs_its_defect(code: str, text: str, after: str | None) -> None:
    assert fixed(found(text), code) == after
    if after is not None:
        assert fixed(found(after), code) is None


@pytest.mark.parametrize(
    ("signs", "allowed", "text", "after"),
    [
        (Signs.JIS_X_0208, "", "①㈱髙﨑ⅠⅡ", "1)(株)高崎III"),
        (Signs.JIS_X_0208, "髙", "髙橋と﨑", "髙橋と崎"),
        (Signs.JIS_X_0208, "", "漢字〜～−―“”", None),
        (Signs.WINDOWS_31J, "𠮷\ue000", "𠮷野家\ue000", None),
        (Signs.JIS_X_0213, "", "鷗と€と㉑", None),
        (Signs.JIS_X_0213, "", "⾒", "見"),
        (Signs.ANY, "", "⾒る😀é", None),
        (Signs.ANY, "", "\ue000", GETA),
    ],
)
def test_what_the_machines_show_is_set_by_the_plan(
    signs: Signs, allowed: str, text: str, after: str | None
) -> None:
    rulebook = Rulebook(signs=signs, signs_allowed=allowed)
    assert fixed(found(text, rulebook=rulebook), "unknown-sign") == after


def test_equal_signs_are_worth_their_place() -> None:
    """Every one is for a sign that the oldest machines lack, and gives one that they have."""
    oldest = repertoire(Signs.JIS_X_0208)
    assert [sign for sign in EQUALS if not oldest.strangers(sign)] == []
    assert [sign for sign, equal in EQUALS.items() if oldest.strangers(equal)] == []


def test_the_evidence_names_the_signs() -> None:
    (finding,) = found("é\u00a0か\u3099😀")
    assert finding.evidence["signs"] == "é（U+00E9）、U+00A0、U+3099、😀（U+1F600）"
    many = found("".join(chr(0x1F600 + i) for i in range(30)))[0]
    assert str(many.evidence["signs"]).count("U+") == 10
    assert many.evidence["count"] == 30


@pytest.mark.parametrize(
    ("target", "actual", "after"),
    [
        ("50%", "60％", "60%"),
        ("50％", "60%", "60％"),
        ("50%", "60%", None),
        ("50％", "60％", None),
        ("50件", "60％", None),
    ],
)
def test_an_actual_is_spelled_like_its_target(target: str, actual: str, after: str | None) -> None:
    findings = found(target=target, actual=actual)
    assert fixed(findings, "percent-mixed") == after
    assert all(finding.kpi == "割合" for finding in findings)


def test_a_tie_is_settled_by_the_targets() -> None:
    assert fixed(found("5％と7%", target="50％"), "percent-mixed") == "5％と7％"


def test_an_actual_stays_one_line() -> None:
    findings = found(target="50件", actual="60件\u2028\tﾃﾞｰﾀ")
    assert fixed(findings, "control-characters") == "60件  ﾃﾞｰﾀ"
    assert fixed(findings, "half-width-kana") == "60件\u2028\tデータ"


@pytest.mark.parametrize(
    ("content", "issues", "severity"),
    [
        ("", "", Severity.WARNING),
        ("①調査 ②設計 ③工事", "", Severity.HINT),
        ("", "②が遅れた。", Severity.HINT),
    ],
)
def test_a_number_that_stands_elsewhere_is_only_asked_for(
    content: str, issues: str, severity: Severity
) -> None:
    (finding,) = found("①調査\n③工事", content=content, issues=issues)
    assert (finding.code, finding.severity) == ("circled-gap", severity)


def test_a_list_goes_on_from_another_text() -> None:
    assert found("③工事\n④検査", content="①調査\n②設計") == []


def test_a_gap_is_told_in_words() -> None:
    (finding,) = found("①調査\n③工事\n③検査")
    assert finding.evidence["said"] == "①の次が③、③が二つ"


@pytest.mark.parametrize(
    ("mark", "after"),
    [
        ("（デジタル推進室）", "（デジタル推進課）"),
        ("（市民課、デジタル推新課）", "（市民課、デジタル推進課）"),
        ("（財政課）", "（市民課）"),
        ("（デジタル推進室・市民課）", "（デジタル推進課・市民課）"),
        ("（議会事務局庶務課・議事調整課）", "（議会事務局庶務課・市民課）"),
        ("（企画課）", None),
        ("（ 企画課 、市民課 ）", None),
        ("（議会事務局庶務課・議事調査課）", None),
        ("（議事調査課）", None),
        ("（社会教育課（市史編さん室））", None),
        ("（市史編さん室）", None),
        ("（総務部市民課）", None),
        ("（市民課窓口センター）", None),
        ("（ﾃﾞｼﾞﾀﾙ推進課）", None),
        *((mark, None) for mark in ("（関係課）", "（各課）", "（庁内各課）", "（担当課）")),
        *(
            (mark, None)
            for mark in ("（所管課）", "（主管課）", "（他課）", "（全課）", "（12課）")
        ),
        *((mark, None) for mark in ("（希望する課）", "（市内3か所）", "（会議室）", "（一部）")),
        *((mark, None) for mark in ("（農業委員会）", "（子育て支援センター）", "（中央図書館）")),
        *(
            (mark, None)
            for mark in ("（県デジタル課）", "（総務省地域政策課）", "（わかば市企画課）")
        ),
        *((mark, None) for mark in ("（参加者12人、財政課）", "（課題）", "（令和6年度）", "（）")),
    ],
)
def test_writers_are_departments_of_the_plan(mark: str, after: str | None) -> None:
    for text, place in (
        (f"案内した。{mark}", "{}"),
        (f"案内した。{mark} \n配った。", "{} \n配った。"),
    ):
        findings = found(text, departments=ALL, own=("市民課",))
        right = after and "案内した。" + place.format(after)
        assert fixed(findings, "unknown-department") == right
    head = f"【{mark[1:-1]}】案内した。"
    right = after and f"【{after[1:-1]}】案内した。"
    if mark != "（社会教育課（市史編さん室））":
        findings = found(head, departments=ALL, own=("市民課",))
        assert fixed(findings, "unknown-department") == right


@pytest.mark.parametrize(
    "text",
    [
        "案内した（財政課）後に配った。",
        "庁内の課（財政課）\u3000に伝えた。",
        "【財政課】",
    ],
)
def test_brackets_in_a_sentence_are_no_marks(text: str) -> None:
    codes = {finding.code for finding in found(text, departments=ALL)}
    assert codes == ({"unknown-department"} if text.startswith("【") else set())


def test_where_not_all_departments_are_known_only_near_misses_count() -> None:
    assert found("案内した。（財政課）") == []
    near = found("案内した。（消防局予坊課）", own=("消防局予防課",))
    assert near == []
    request = found("案内した。（企画課企画室）")
    assert request == []


def test_the_sentences_are_whole() -> None:
    text = "　ﾃﾞｰﾀ１2％%é\u200b（財政課）\n①案内\n③窓口"
    findings = found(text, departments=ALL)
    assert {finding.code for finding in findings} == {rule.code for rule in writing.RULES}
    assert not [s for s in map(finding_sentence, findings) if "―" in s]


# Signs that the rules are about, and such as stand beside them.
NASTY = (
    "ｱｶﾞﾟ｡１９0３，．　 \n％%①②③④㊿⑳）（【】課室企画市民、・。とはについて：がか\u3099\u309aé\u0301"
)
NASTY += "⾒𠮷😀\u200b\u2028\t\ufffd\ufeff\u00a0\ufe0f\U000e0100\ue000神髙"
TEXTS = st.one_of(st.text(st.sampled_from(NASTY), max_size=40), st.text(max_size=30))
LISTS = st.lists(
    st.tuples(
        st.sampled_from(["", " ", "\n", "、", "。", "か"]),
        st.sampled_from(CIRCLED[:6]),
        st.sampled_from(["案", "案内", "は続ける", "とく", "）", "案内。次"]),
    ),
    max_size=12,
).map(lambda parts: "".join("".join(part) for part in parts))
RULEBOOKS = st.sampled_from([Rulebook(signs=signs) for signs in Signs])
MARKS = st.lists(
    st.sampled_from([*ALL, "企画室", "財政課", "各課", "デジタル推進室", "会議室"]), min_size=1
).map(lambda names: "案内した。（" + "・".join(names[:4]) + "）")


@given(TEXTS | LISTS | MARKS, RULEBOOKS)
def test_one_fix_is_enough(text: str, rulebook: Rulebook) -> None:
    """After the fix of a rule the rule finds nothing more, and a fix always changes something."""
    for finding in found(text, rulebook=rulebook, departments=ALL):
        after = fixed([finding], finding.code)
        assert after is not None
        assert after != text
        again = found(after, rulebook=rulebook, departments=ALL)
        assert fixed(again, finding.code) is None


@given(TEXTS | LISTS, RULEBOOKS)
def test_fixing_one_after_the_other_comes_to_an_end(text: str, rulebook: Rulebook) -> None:
    for _ in range(20):
        findings = found(text, rulebook=rulebook, departments=ALL)
        if not findings:
            return
        text = fixed(findings[:1], findings[0].code) or ""
    pytest.fail("fixes make one another necessary")


def _without(characters: str, text: str) -> str:
    return re.sub(f"[{characters}]", "", text)


@given(TEXTS | LISTS)
def test_a_fix_changes_nothing_else(text: str) -> None:
    """What is left when the signs of the rule are taken away is the same before and after."""
    kept = {
        "half-width-kana": "｡-ﾟァ-ヷー。「」・゛゜",
        "full-width-digits": "0-9０-９，．,.",
        "leading-space": " 　",
        "percent-mixed": "%％",
        "circled-gap": CIRCLED,
    }
    for finding in found(text, departments=ALL):
        after = fixed([finding], finding.code) or ""
        if finding.code in kept:
            assert _without(kept[finding.code], after) == _without(kept[finding.code], text)
        if finding.code in ("full-width-digits", "percent-mixed", "circled-gap"):
            assert len(after) == len(text)


@given(TEXTS, RULEBOOKS)
def test_known_signs_stay(text: str, rulebook: Rulebook) -> None:
    """Line breaks too. A sign with an unknown mark behind it is joined, and so not asked."""
    signs = repertoire(rulebook.signs)
    after = signs.repaired(text)
    assert signs.strangers(after) == ()
    assert after.count("\n") == text.count("\n")
    if not any(unicodedata.category(sign).startswith("M") for sign in signs.strangers(text)):
        rest = iter(after)
        strangers = {*signs.strangers(text)}
        assert all(sign in rest for sign in text if sign not in strangers)


@given(TEXTS, st.booleans())
def test_controls_go_and_all_else_stays(text: str, line: bool) -> None:
    after = without_controls(text, line=line)
    assert CONTROL.sub("", after) == after
    kept = CONTROL.sub("", text).replace(GETA, "")
    assert kept.split() == after.replace(GETA, "").split() or CONTROL.search(text)
    assert "".join(kept.split()) == "".join(after.replace(GETA, "").split())


@given(TEXTS | LISTS | MARKS)
def test_nothing_is_passed_over_at_a_glance(text: str) -> None:
    """What the quick look lets through, the rules would let through."""
    codes = {finding.code for finding in found(text, departments=ALL)}
    expected = {
        "half-width-kana": full_width_kana(text) != text,
        "full-width-digits": bool(FULL_DIGITS.search(text) and HALF_DIGIT.search(text)),
        "leading-space": without_leading_spaces(text) != text,
        "percent-mixed": "%" in text and "％" in text,
        "circled-gap": bool(check_numbering(text, frozenset).breaks),
        "unknown-sign": bool(repertoire(Signs.WINDOWS_31J).strangers(text)),
        "control-characters": without_controls(text) != text,
    }
    assert codes - {"unknown-department"} == {code for code, there in expected.items() if there}


@given(st.text(st.characters(), max_size=50), RULEBOOKS)
def test_any_text_can_be_looked_at(text: str, rulebook: Rulebook) -> None:
    for finding in found(text, actual=text, target="50%", rulebook=rulebook, departments=ALL):
        assert finding.mark
        assert finding_sentence(finding)


@given(st.characters(categories=None), RULEBOOKS)
def test_a_sign_is_reported_by_one_rule(sign: str, rulebook: Rulebook) -> None:
    three = {"unknown-sign", "control-characters", "half-width-kana"}
    assert len(three & {finding.code for finding in found(f"案{sign}", rulebook=rulebook)}) < 2


@pytest.mark.long
@pytest.mark.parametrize(
    "unit",
    ["案内", "（", "（課）\n", "【課】\n", " ", "\n　", ") ", "①", " ①案", " ②案。次", "①案 ③内 ", "案 ②内", "か\u3099",
     "\u3099", "％%", "１1，", "\u200b", "𠮷", "ｶﾞ", "((市民果課)", "\r"],
)  # fmt: skip
def test_long_texts_take_no_more_than_their_length(unit: str) -> None:
    text = unit * (100_000 // len(unit))
    start = time.process_time()
    found(text, issues=text, departments=ALL)
    assert time.process_time() - start < 3
