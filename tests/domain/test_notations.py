"""Figures as cities write them: what each is judged as, and that nothing is read by half.

The notations are those of published plans; the names and amounts are made up.
"""

from __future__ import annotations

import pytest

from dxdesk.domain.figure_reading import read_figure
from dxdesk.domain.figures import Direction, Doubt, Kind
from dxdesk.domain.judging import Verdict, judge
from dxdesk.domain.plan import Kpi

MORE, LESS, UNSET = Direction.MORE, Direction.LESS, Direction.NOT_SAID
MET, MISSED, OPEN = "met", "missed", "open"
VERDICTS = {
    Verdict.ABOVE: MET,
    Verdict.MET: MET,
    Verdict.MISSED: MISSED,
    Verdict.UNKNOWN: OPEN,
}

# Target, actual, what the office has set, what comes of it.
NOTATIONS = [
    # Shares of a count.
    ("80%", "12/15課", MORE, MET),
    ("15課", "12/15課", MORE, MISSED),
    ("12/15課", "13課", MORE, MET),
    ("100%", "10校中10校", MORE, MET),
    ("100%", "10校中9校", MORE, MISSED),
    ("1/2", "1/3", MORE, MISSED),
    ("3分の2", "70%", MORE, MET),
    ("50%", "15/12課", MORE, OPEN),
    ("全17施設", "16施設", UNSET, MISSED),
    ("全17施設", "全17施設", UNSET, MET),
    ("1:1", "2:1", MORE, OPEN),
    ("50%", "50％（10/20）", MORE, MET),
    ("50%", "20件中9件(45%)", MORE, MISSED),
    ("50%", "9件／20件", MORE, MISSED),
    ("全3校", "2校/3校", UNSET, MISSED),
    ("80点", "78点/100点", MORE, MISSED),
    ("７割５分", "74%", MORE, MISSED),
    # Bounds.
    ("最低3回", "2回", UNSET, MISSED),
    ("少なくとも3回", "3回", UNSET, MET),
    ("95％以上100％以下", "103％", UNSET, MISSED),
    ("10件以上20件未満", "20件", UNSET, MISSED),
    ("10件以上20件未満", "19件", UNSET, MET),
    ("3～5件", "6件", MORE, OPEN),
    ("3～5件", "2件", MORE, MISSED),
    ("3～5日", "2日", UNSET, OPEN),
    ("5～10万人", "6万人", UNSET, MET),
    ("18～22℃", "23℃", UNSET, OPEN),
    ("±5%以内", "3%", UNSET, OPEN),
    ("△5%以内", "△3%", UNSET, OPEN),
    ("95%を上回る", "95%", UNSET, MISSED),
    ("10分を下回る", "10分", UNSET, MISSED),
    ("前年度（45%）より増加", "52%", UNSET, MET),
    ("前年度実績（320件）以上", "315件", UNSET, MISSED),
    ("前年度(30件)より減少", "30件", UNSET, MISSED),
    ("前年度以下", "12,300千円", UNSET, OPEN),
    ("年度内に3回以上開催", "2回開催", UNSET, MISSED),
    ("4.5以上（5点満点）", "4.6", UNSET, MET),
    ("「満足」「やや満足」の割合80%以上", "78.4%", UNSET, MISSED),
    ("30日以内の処理率100%", "97.3%", MORE, MISSED),
    ("3位以内", "5位", UNSET, MISSED),
    ("第3位", "第2位", LESS, MET),
    ("50人に増やす", "48人", UNSET, MISSED),
    ("50件まで減らす", "48件", UNSET, MET),
    # From one to the other.
    ("10日→7日", "7日", UNSET, MET),
    ("30分→10分", "12分", UNSET, MISSED),
    ("500件→300件以下", "320件", UNSET, MISSED),
    ("10→15か所", "12か所", UNSET, MISSED),
    ("10日→7日", "10日→8日", UNSET, MISSED),
    ("10日から7日に短縮", "8日", UNSET, MISSED),
    ("10件から20件へ", "25件", UNSET, MET),
    ("現状80件→目標100件", "95件", UNSET, MISSED),
    ("5件を超えない", "6件", UNSET, MISSED),
    ("5件を下回らない", "5件", UNSET, MET),
    ("≧5件", "4件", UNSET, MISSED),
    ("<5件", "5件", UNSET, MISSED),
    ("ゼロを維持", "3件", UNSET, MISSED),
    # Changes.
    ("100件", "▲5件", MORE, OPEN),
    ("100千円", "▲5千円", MORE, MISSED),
    ("30%以上削減", "25%削減", UNSET, MISSED),
    ("30％以上の削減", "32％の削減", UNSET, MET),
    ("5%以内の増加", "4%増", UNSET, MET),
    ("3.5%ポイント向上", "3.2pt向上", UNSET, MISSED),
    ("10人増", "520人", UNSET, OPEN),
    ("100件", "95件（+10件）", MORE, MISSED),
    ("基準値から10%減", "8%減", UNSET, MISSED),
    ("2013年度比46%削減", "23.5%削減", UNSET, MISSED),
    ("R5比5ポイント向上", "2.1ポイント向上", UNSET, MISSED),
    ("対前年度比10%削減", "対前年度比5%増", UNSET, MISSED),
    ("半減", "40%減", UNSET, MISSED),
    ("倍増", "120%増", UNSET, MET),
    ("20%減", "▲22%", UNSET, MET),
    ("前年度比△10%", "△12%", LESS, MET),
    ("▲ 10％", "▲ 8.5％", LESS, MISSED),
    ("前年度比+3ポイント", "▲5.2ポイント", MORE, MISSED),
    ("+5%", "▲2%", MORE, MISSED),
    ("+5%", "▲2%", UNSET, OPEN),
    ("3%増", "5%増", LESS, MISSED),
    ("20%減", "18%", LESS, OPEN),
    ("1,000人", "+50人", MORE, OPEN),
    # Units and scales.
    ("500万円", "4,800千円", MORE, MISSED),
    ("1億2,000万円", "1億1,500万円", MORE, MISSED),
    ("2百万円", "1,900,000円", MORE, MISSED),
    ("¥1,000", "900円", MORE, MISSED),
    ("1,234千円", "1,300 千円", MORE, MET),
    ("1,200件", "1.2千件", MORE, MET),
    ("11万人", "10万6千人", MORE, MISSED),
    ("８割", "75%", MORE, MISSED),
    ("60分以内", "1時間10分", UNSET, MISSED),
    ("2時間30分以内", "140分", UNSET, MET),
    ("6か月以内", "半年", UNSET, MET),
    ("18ヶ月以内", "1年6か月", UNSET, MET),
    ("10,000PV/月", "125,000PV/年", MORE, MET),
    ("10回/年", "8回", MORE, MISSED),
    ("月1回", "10回", MORE, OPEN),
    ("100,000kWh以下", "98.5MWh", UNSET, MET),
    ("12,000t-CO2以下", "12,500t-CO2", UNSET, MISSED),
    ("1,500円/人以下", "1.6千円/人", UNSET, MISSED),
    ("1人当たり3冊", "2.9冊/人", MORE, MISSED),
    ("5,000㎡", "0.4ha", MORE, MISSED),
    ("300㎥以下", "320m3", UNSET, MISSED),
    ("26.0℃以下", "28.5℃", UNSET, MISSED),
    ("100", "120件", MORE, OPEN),
    ("4.0", "80%", MORE, OPEN),
    ("60%", "0.62", MORE, OPEN),
    ("3億5千万円", "3.4億円", MORE, MISSED),
    ("2千億円", "1,900億円", MORE, MISSED),
    ("500万円", "6,200", MORE, OPEN),
    ("ゼロ", "3件", LESS, MISSED),
    ("月平均100件", "月平均95件", MORE, MISSED),
    ("1日平均50人", "48人/日", MORE, MISSED),
    ("年12回", "毎月1回", MORE, MET),
    ("50人/k㎡", "52人/km2", MORE, MET),
    # Of another full mark, or a rate of something else.
    ("80点", "3.8点（5点満点）", MORE, OPEN),
    ("4.0（5点満点）", "80", MORE, OPEN),
    ("100点満点中80点", "78点", MORE, MISSED),
    ("80%", "達成率95%", MORE, OPEN),
    ("80%", "前年度比95%", MORE, OPEN),
    ("80%", "75%（目標比94%）", MORE, MISSED),
    # As near as it is meant.
    ("100件", "100件足らず", MORE, MISSED),
    ("100件", "100件近く", MORE, MISSED),
    ("100件", "100余件", MORE, MET),
    ("100件", "100件ほど", MORE, OPEN),
    ("15回", "15回に届かず", MORE, MISSED),
    ("1,000件", "約1,200件", MORE, MET),
    ("1,000件", "約1,000件", MORE, OPEN),
    ("1,000人", "1,000人弱", MORE, MISSED),
    ("1,000人", "1,000人強", MORE, MET),
    ("1,000人", "ほぼ1,000人", MORE, OPEN),
    ("1,000人", "1,000人超", MORE, MET),
    ("1,000人", "1,000人未満", MORE, MISSED),
    ("1,000人", "950～1,050人", MORE, OPEN),
    ("1,000人", "1,100～1,200人", MORE, MET),
    ("1,000人以上", "1,000人以上", UNSET, MET),
    # Notes beside the figure.
    ("500件", "512件（うち窓口 300件）", MORE, MET),
    ("500件", "512件（前年度 600件）", MORE, MET),
    ("500件", "512件（速報値）", MORE, MET),
    ("500件", "512件※年度途中から", MORE, MET),
    ("1,000人", "105%（1,050人）", MORE, MET),
    ("4回（四半期ごと）", "3回（第4四半期は中止）", MORE, MISSED),
    ("平均10日", "平均12日", LESS, MISSED),
    ("15回", "14回（対面8回、オンライン6回）", MORE, MISSED),
    ("15回", "14回 (注1)", MORE, MISSED),
    ("2回", "2回（6月、11月）", MORE, MET),
    ("2回", "1回（1月）", MORE, MISSED),
    ("100件", "①120件", MORE, OPEN),
    # What is not done yet.
    ("15回", "15回予定", MORE, OPEN),
    ("15回", "15回（予定）", MORE, OPEN),
    ("15回", "15回を目指す", MORE, OPEN),
    # Sums of years, and parts of one.
    ("累計15回", "4回（累計16回）", MORE, MET),
    ("累計15回", "4回", MORE, OPEN),
    ("累計15回", "16回", MORE, MET),
    ("15回", "4回（累計16回）", MORE, OPEN),
    ("延べ30人", "12名（延べ34名）", MORE, MET),
    ("延べ30人", "28人", MORE, MISSED),
    ("100件", "95件（上半期実績）", MORE, OPEN),
    ("100件", "105件（12月末現在）", MORE, MET),
    ("100件", "95件（4月～12月）", MORE, OPEN),
    ("100件", "95件（R7.1.31現在）", MORE, OPEN),
    ("100件", "95件（4月～3月）", MORE, MISSED),
    ("100件", "95件（10月～3月）", MORE, OPEN),
    ("100件", "95件（1/31現在）", MORE, OPEN),
    ("100件", "95件（速報値、2月末時点）", MORE, OPEN),
    ("100件", "95件【12月末現在】", MORE, OPEN),
    ("100件", "95件【速報値】", MORE, MISSED),
    ("100件", "95件 ※2月末まで", MORE, OPEN),
    ("100件", "95件※上半期のみ", MORE, OPEN),
    ("100件", "95件 ※R5実績", MORE, OPEN),
    ("100件", "120件 ※R4～R6の累計", MORE, OPEN),
    ("100件", "120件*目標値", MORE, OPEN),
    ("100件", "95件 ※1回は台風で中止", MORE, MISSED),
    ("100件", "令和6年4月～令和7年3月：95件", MORE, MISSED),
    ("100件（R2～R6累計）", "95件", MORE, OPEN),
    ("令和2年度から令和6年度までに100件", "95件", MORE, OPEN),
    # Years.
    ("100件", "120件（3年間）", MORE, OPEN),
    ("100件", "120件（昨年度）", MORE, OPEN),
    ("100件", "昨年度は120件", MORE, OPEN),
    ("100件", "120件（5年度）", MORE, OPEN),
    ("1,000件", "1,050件（令和7年3月末）", MORE, MET),
    ("500件", "令和5年度実績:480件 令和6年度実績:510件", MORE, MET),
    ("500件", "R5：510件\nR6：480件", MORE, MISSED),
    ("500件", "前年度 600件、今年度 480件", MORE, MISSED),
    ("500件", "令和5年度：480件", MORE, OPEN),
    ("500件(R6)", "480件", MORE, MISSED),
    ("1,000件", "令和7年3月末現在 1,050件", MORE, MET),
    ("1,000件", "1,050件(R7.3.31現在)", MORE, MET),
    ("3年間で累計300人", "累計180人", MORE, OPEN),
    ("30件", "5年間で100件", MORE, OPEN),
    ("1,000件", "1,050件（R5:980件）", MORE, MET),
    ("100件（R4:80件）", "95件", MORE, MISSED),
    ("100件", "98件（R5）→105件（R6）", MORE, MET),
    ("80件（R4）→100件（R6）", "95件", MORE, MISSED),
    ("年間100件", "累計1,200件", MORE, OPEN),
    ("単年度100件", "95件", MORE, MISSED),
    ("100件", "累計1,200件（単年95件）", MORE, OPEN),
    # What is nobody's figure.
    ("9時～17時", "9時～16時", UNSET, OPEN),
    ("増加", "1,234件", MORE, OPEN),
    ("20件", "10数件", MORE, OPEN),
    ("20件", "数十件", MORE, OPEN),
    ("100", "一部達成", MORE, OPEN),
    ("80%", "集計中", MORE, OPEN),
    ("50%以上（工事）", "工事 48%、委託 61%", MORE, OPEN),
]


@pytest.mark.parametrize(("target", "actual", "direction", "verdict"), NOTATIONS)
def test_a_notation_is_judged_or_left_alone(
    target: str, actual: str, direction: Direction, verdict: str
) -> None:
    judged = judge(Kpi("k1", "数", target, direction=direction), actual, 2024)
    assert VERDICTS[judged.verdict] == verdict
    assert not judged.later


@pytest.mark.parametrize(
    "target",
    [
        "第2期計画期間（R6～R10）で500件",
        "500件（令和10年度）",
        "R10 500件",
        "令和10年度末までに500件",
        "500件(令10)",
        "500件(R10目標)",
        "10年度末500件",
        "80件（R4）→500件（R10）",
    ],
)
def test_a_target_of_a_later_year_is_not_due(target: str) -> None:
    judged = judge(Kpi("k1", "数", target, direction=MORE), "120件", 2024)
    assert judged.later
    assert not judged.missed


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        ("1、050人", Doubt.TORN),
        ("1 050人", Doubt.TORN),
        ("1.050人", Doubt.GROUPING),
        ("12.500件", Doubt.GROUPING),
        ("+50人（1,050人）", Doubt.CHANGE_AND_VALUE),
        ("5%増（105%）", Doubt.CHANGE_AND_VALUE),
        ("八十五％", Doubt.KANJI_DIGITS),
    ],
)
def test_what_could_be_several_figures_is_none(text: str, doubt: Doubt) -> None:
    figure = read_figure(text)
    assert (figure.kind, figure.measures, figure.doubts) == (Kind.WORDS, (), (doubt,))


@pytest.mark.parametrize("text", ["1.050t", "0.125人", "4.500", "1,050.5円", "2.125%"])
def test_decimals_that_mean_what_they_say_are_no_doubt(text: str) -> None:
    assert read_figure(text).doubts == ()
