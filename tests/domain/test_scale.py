"""What the wordings of rating scales say."""

from __future__ import annotations

import pytest

from dxdesk.domain.scale import Standing, read_standing


@pytest.mark.parametrize(
    ("meaning", "standing"),
    [
        ("目標や計画を上回る状況であった。", Standing.ABOVE),
        ("計画以上に進んでいる", Standing.ABOVE),
        ("予定より早く進んでいる", Standing.ABOVE),
        ("計画どおりに進んだ。", Standing.MET),
        ("年度の計画のとおり順調に進んでいる。", Standing.MET),
        ("概ね計画どおり", Standing.MET),
        ("おおむね達成", Standing.MET),
        ("達成できた", Standing.MET),
        ("完了", Standing.MET),
        ("目標や計画を下回る状況であった。", Standing.BELOW),
        ("計画に若干の遅れがある。", Standing.BELOW),
        ("達成できなかった", Standing.BELOW),
        ("達成していない", Standing.BELOW),
        ("計画どおりに進まなかった", Standing.BELOW),
        ("一部未達成", Standing.BELOW),
        ("一部達成", Standing.BELOW),
        ("目標に届かなかった", Standing.BELOW),
        ("目標や計画を大幅に下回る状況であった（又は未実施）。", Standing.FAR_BELOW),
        ("大きく遅れている", Standing.FAR_BELOW),
        ("未着手", Standing.FAR_BELOW),
        ("ほとんど進んでいない", Standing.FAR_BELOW),
        ("事業が終了した。", Standing.ENDED),
        ("廃止", Standing.ENDED),
        ("評価できない", Standing.NOT_RATED),
        ("対象外", Standing.NOT_RATED),
        ("目標年度の前で、評価が困難なもの", Standing.NOT_RATED),
        ("評価困難", Standing.NOT_RATED),
        ("着手していない", Standing.FAR_BELOW),
        ("着手できなかった", Standing.FAR_BELOW),
        ("取組に着手している", Standing.NOT_SAID),
        ("着手したが、成果はこれから", Standing.NOT_SAID),
        ("実施を見送った", Standing.ENDED),
        ("継続", Standing.NOT_SAID),
        ("順調である", Standing.MET),
        ("順調でない", Standing.BELOW),
        ("順調とはいえない", Standing.BELOW),
        ("順調に進んでいない", Standing.BELOW),
        ("遅れはない", Standing.NOT_SAID),
        ("遅れなく計画どおり進んだ", Standing.MET),
        ("目標を上回ることができなかった", Standing.BELOW),
        ("下回らなかった", Standing.NOT_SAID),
        ("未完了", Standing.BELOW),
        ("達成が困難", Standing.BELOW),
        ("目標に及ばなかった", Standing.BELOW),
        ("目標に届いていない", Standing.BELOW),
        ("達成率100％以上", Standing.MET),
        ("達成率120％以上", Standing.ABOVE),
        ("達成率が100％を超えた", Standing.ABOVE),
        ("達成率100％以上120％未満", Standing.MET),
        ("達成率80％以上100％未満", Standing.BELOW),
        ("達成率80％未満", Standing.BELOW),
        ("目標の8割に満たない", Standing.BELOW),
        ("目標達成（100％）", Standing.MET),
        ("100%以上", Standing.MET),
        ("80%未満", Standing.BELOW),
        ("目標の8割以上を達成", Standing.NOT_SAID),
        ("達成率80％～100％", Standing.NOT_SAID),
        ("費用の増が5％未満", Standing.NOT_SAID),
        ("順調（費用の増は5％未満）", Standing.MET),
        ("目標の8割以上に達したが、目標に届かなかった", Standing.BELOW),
        ("", Standing.NOT_SAID),
        ("A", Standing.NOT_SAID),
    ],
)
def test_wordings(meaning: str, standing: Standing) -> None:
    assert read_standing(meaning) is standing


def test_only_what_can_be_compared_has_a_height() -> None:
    ordered = sorted((s for s in Standing if s.height is not None), key=lambda s: s.height or 0)
    assert ordered == [Standing.FAR_BELOW, Standing.BELOW, Standing.MET, Standing.ABOVE]
    assert [s.achieved for s in ordered] == [False, False, True, True]
