"""Whether a text speaks of what a KPI counts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxdesk.domain.topics import touches

RPA = ("RPAを適用した業務数",)
SCHOOL = ("小・中学校の電子黒板の整備率", "小・中学校のICT支援員の配置率")


@pytest.mark.parametrize(
    ("text", "name", "title", "others", "spoken_of"),
    [
        # What is counted, in other words than the whole name.
        ("アプリの登録を案内する。", "子育て支援アプリ新規登録者数", "子育て支援", (), True),
        ("投稿の頻度を上げる。", "公式SNSへの投稿件数", "SNSの活用", (), True),
        ("待ちの列が長い。", "窓口の待ち時間", "窓口の改革", (), True),
        ("研修を増やす。", "研修の実施回数", "人材の育成", (), True),
        (
            "民間企業との競争が激しく、経験のある人が集まらない。",
            "民間企業等職務経験者の採用者数",
            "人材",
            (),
            True,
        ),
        # One word that the item's title or another KPI has as well says nothing of this one.
        ("RPAの費用が高い。", "RPA研修の実施回数", "RPAの活用推進", (), False),
        ("RPAの費用が高い。", "RPA研修の実施回数", "業務の改革", RPA, False),
        ("ICT支援員を増やす。", "教員のICT活用指導力の達成率", "ICT環境の整備", SCHOOL, False),
        ("窓口の案内板が古い。", "窓口の待ち時間", "窓口の改革", (), False),
        ("研修室の空調が古い。", "研修の参加者数", "人材の育成", (), False),
        ("オンラインの会議が増えた。", "オンライン申請の受付件数", "オンライン化", (), False),
        ("メールを送る。Mailの件名を改める。", "AI相談の受付件数", "相談の改革", (), False),
        # Where the name has no word of its own, any of its words is enough.
        ("RPAの費用が高い。", "RPA導入業務数", "RPAの導入", (), True),
        ("費用が高い。", "RPA導入業務数", "RPAの導入", (), False),
        # Spellings.
        ("ＲＰＡ研修を開く。", "RPA研修の実施回数", "RPAの活用", (), True),
        ("ｱﾌﾟﾘの案内を増やす。", "アプリの利用者数", "子育て", (), True),
        # Nothing but words of every report: then the name itself.
        ("利用件数を増やす。", "利用件数", "窓口", (), True),
        ("利用を増やす。", "利用件数", "窓口", (), False),
        ("", "利用件数", "窓口", (), False),
    ],
)
def test_touches(
    text: str, name: str, title: str, others: tuple[str, ...], spoken_of: bool
) -> None:
    assert touches(text, name, title, others) is spoken_of


@given(st.text(max_size=30), st.text(max_size=30), st.lists(st.text(max_size=30), max_size=3))
def test_a_text_that_has_the_name_touches_it(name: str, title: str, others: list[str]) -> None:
    """Also where nothing of the name is its own; and no text makes it raise."""
    touches(title, name, title, tuple(others))
    if name.isprintable():
        assert touches(f"今後も{name}を増やす。", name, title, tuple(others))
