"""Ratings in tables as people type them: one grade however it is spelt, and none that is lost."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from dxdesk.domain.fields import RATING
from dxdesk.domain.reading import Noted, Reading
from dxdesk.files.published import read_published
from tests.plans import unaccounted, write

HEAD = "令和6年度 事業評価一覧\n番号,事業名,担当課,事業概要,取組実績,課題,評価\n"
LEGEND = "評価区分,内容\nA,計画どおりに進んだ\nB,計画に遅れが出た\nC,着手していない\n\n"
SIGNS = "評価区分,内容\n○,計画どおりに進んだ\n△,計画に遅れが出た\n\n"


def read(folder: Path, ratings: Iterable[str], legend: str = "") -> Reading:
    rows = (
        f"{no},第{no}の事業,市民課,窓口を改める,改めた,広げる,{rating}\n"
        for no, rating in enumerate(ratings, 1)
    )
    source = (legend + HEAD + "".join(rows)).replace(",", "\t")
    reading = read_published(write(folder / "表.txt", source), plan_id="p")
    assert not any(unaccounted(reading, source))
    return reading


def rated(reading: Reading) -> list[str]:
    return [reading.answers.get(f"{item.id}/{RATING}", "") for item in reading.plan.items]


def noted(reading: Reading, noted: Noted) -> list[str]:
    return [note.item for note in reading.report if note.noted is noted]


@pytest.mark.parametrize(
    ("legend", "printed", "codes"),
    [
        ("", ("A", "B", "Ｂ", "Ａ"), "ABBA"),
        ("", ("A", "B", "Ｂ：順調", "A評価", "「A」"), "ABBAA"),
        ("", ("〇", "△", "◯"), "◯△◯"),
        ("", ("a", "A", "b", "B"), "AABB"),
        ("", ("ａ", "Ａ", "Ｂ"), "ＡＡＢ"),
        (LEGEND, ("Ａ", "a", "「A」", "A評価"), "AAAA"),
        (LEGEND, ("A：計画どおりに進んだ", "A 計画どおり", "Ａ（計画通りに進んだ）"), "AAA"),
        (LEGEND, ("計画どおりに進んだ", "計画に遅れが出た", "着手していない（C）"), "ABC"),
        (SIGNS, ("◯", "〇", "○：計画どおりに進んだ", "△"), "○○○△"),
    ],
)
def test_a_code_is_read_however_it_is_spelt(
    tmp_path: Path, legend: str, printed: tuple[str, ...], codes: str
) -> None:
    reading = read(tmp_path, printed, legend)
    assert rated(reading) == list(codes)
    assert set(rated(reading)) <= set(reading.plan.codes)
    assert not noted(reading, Noted.RATING_UNKNOWN)


def test_words_beside_a_code_are_told_where_no_legend_is(tmp_path: Path) -> None:
    reading = read(tmp_path, ("A", "Ａ：計画どおり", "B"))
    assert [note.text for note in reading.report if note.noted is Noted.OUTSIDE] == ["：計画どおり"]


def test_words_beside_a_code_are_kept_unless_they_are_its_wording(tmp_path: Path) -> None:
    reading = read(tmp_path, ("A：計画どおりに進んだ", "A：図書館の開館は秋になった"), LEGEND)
    assert rated(reading) == ["A", "A"]
    assert noted(reading, Noted.OUTSIDE) == ["2"]


THREE = "海市DX計画（令和5年度）\n{}取組内容\t取組実績\t課題\n"
WIDE = "No.\t事業名【担当課】\t概要\t年次計画\t\t2023(令和5)年度\t\t評価\n"
YEARS = "\t\t\t2022\t2023\t実績\t課題\t\n"
COUNTED = "評価\t内容\t件数\nA\t計画どおりに進んだ\t2\nB\t計画に遅れが出た\t0\n"


@pytest.mark.parametrize(
    "printed", ["A", "Ａ", "「A」", "A評価", "A：計画どおりに進んだ", "Ａ（計画どおりに進んだ）"]
)
@pytest.mark.parametrize("shape", ["three columns", "wide"])
def test_every_shape_of_table_reads_it(tmp_path: Path, shape: str, printed: str) -> None:
    if shape == "wide":
        rows = (
            f"{no}\t第{no}の事業【市民課】\t改める\t実施\t\t改めた\tなし\t{printed}\n"
            for no in "12"
        )
        source = COUNTED + WIDE + YEARS + "".join(rows)
    else:
        rows = (
            f"{no} 第{no}の事業（市民課）\t\t自己評価：{printed}\n改める\t改めた\tなし\n"
            for no in "12"
        )
        source = THREE.format(COUNTED) + "".join(rows)
    reading = read_published(write(tmp_path / "表.txt", source), plan_id="p")
    assert not any(unaccounted(reading, source))
    assert reading.plan.codes == ("A", "B")
    assert rated(reading) == ["A", "A"]


@pytest.mark.parametrize("printed", ["A・B", "AまたはB", "A→B", "A：計画に遅れが出た"])
def test_of_two_codes_none_is_chosen(tmp_path: Path, printed: str) -> None:
    reading = read(tmp_path, ("A", printed), LEGEND)
    assert rated(reading) == ["A", printed]
    assert noted(reading, Noted.RATING_UNKNOWN) == ["2"]


def test_a_dash_is_a_grade_where_no_legend_says_otherwise(tmp_path: Path) -> None:
    reading = read(tmp_path, ("B", "－", "完了", "A"))
    assert rated(reading) == ["B", "－", "完了", "A"]
    assert reading.plan.codes == ("A", "B", "完了", "－")
    assert rated(read(tmp_path, ("B", "－"), LEGEND)) == ["B", ""]


@pytest.mark.parametrize("head", ["前回評価", "前年度の評価", "昨年度評価結果"])
def test_last_years_rating_is_no_rating_of_this_year(tmp_path: Path, head: str) -> None:
    table = f"番号,事業名,担当課,事業概要,{head},総合評価\n"
    rows = "1,予約,市民課,改める,B,A\n2,台帳,公園課,移す,R7新規,－\n3,照明,道路課,替える,B,完了\n"
    source = ("令和7年度 事業評価一覧\n" + table + rows).replace(",", "\t")
    reading = read_published(write(tmp_path / "表.txt", source), plan_id="p")
    assert not any(unaccounted(reading, source))
    assert rated(reading) == ["A", "－", "完了"]
    assert noted(reading, Noted.COLUMN_ASIDE)


@pytest.mark.parametrize(
    ("heads", "cells", "codes"),
    [
        ("達成度", ("3", "2"), ["3", "2"]),
        ("評価,達成度", ("A,95%", "B,80%"), ["A", "B"]),
        ("目標値,実績値,達成度,評価", ("10件,9件,90%,A", "10件,8件,80%,B"), ["A", "B"]),
    ],
)
def test_a_degree_is_the_rating_where_there_is_no_other(
    tmp_path: Path, heads: str, cells: tuple[str, str], codes: list[str]
) -> None:
    rows = (
        f"{no},第{no}の事業,市民課,改める,改めた,ない,{cell}\n" for no, cell in enumerate(cells, 1)
    )
    table = "令和6年度 施策評価\nNo,施策名,所管課,取組内容,実績,課題," + heads + "\n"
    source = (table + "".join(rows)).replace(",", "\t")
    reading = read_published(write(tmp_path / "表.txt", source), plan_id="p")
    assert not any(unaccounted(reading, source))
    assert rated(reading) == codes


WORDS = (
    "１　現状維持",
    "２　改革改善（縮小・統合含む）",
    "３　終了・廃止・休止",
    "要改善（事業の進め方等に改善が必要）",
    "目標をおおむね達成した",
)


def test_ratings_in_long_words_are_kept(tmp_path: Path) -> None:
    reading = read(tmp_path, WORDS)
    assert rated(reading) == [word.replace("　", "") for word in WORDS]
    assert set(rated(reading)) == set(reading.plan.codes)
    assert not noted(reading, Noted.RATING_MISSING)


def test_a_sentence_in_the_place_of_a_rating_is_told_once_and_not_as_none(tmp_path: Path) -> None:
    said = "窓口の予約は計画どおり始められたが、広報に遅れがあり、来年度も続ける。"
    reading = read(tmp_path, ("A", said))
    assert noted(reading, Noted.OUTSIDE) == ["2"]
    assert not noted(reading, Noted.RATING_MISSING)
