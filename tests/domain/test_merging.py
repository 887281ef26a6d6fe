"""The laws of merging: idempotent, free of order, undone exactly."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxdesk.domain.merging import Claim, Colleague, Decision, Facts, settle

BASE = "元"


def claim(
    department: str,
    text: str,
    *,
    base: str = BASE,
    rank: tuple[int, int] = (1, 1),
    name: str = "",
    request: str = "",
) -> Claim:
    return Claim(name or f"{department}{rank}{text}", department, rank, base, text, request)


@pytest.mark.parametrize(
    ("said", "claims", "decision", "text", "rivals"),
    [
        ("nobody changed it", [claim("甲", BASE), claim("乙", BASE)], None, BASE, []),
        ("one changed it", [claim("甲", "新"), claim("乙", BASE)], None, "新", []),
        ("both say the same", [claim("甲", "新"), claim("乙", "新")], None, "新", []),
        ("they collide", [claim("甲", "新"), claim("乙", "別")], None, BASE, ["新", "別"]),
        (
            "of one department the later counts",
            [claim("甲", "新", rank=(1, 2)), claim("甲", "古", rank=(1, 1))],
            None,
            "新",
            [],
        ),
        (
            "taking it back counts too",
            [claim("甲", "新", rank=(1, 1)), claim("甲", BASE, rank=(1, 2))],
            None,
            BASE,
            [],
        ),
        (
            "two copies of one desk collide",
            [claim("甲", "新", name="a"), claim("甲", "別", name="b")],
            None,
            BASE,
            ["新", "別"],
        ),
        (
            "numbers of two requests do not compare",
            [claim("甲", "古", rank=(1, 2)), claim("甲", "新", rank=(1, 1), request="再")],
            None,
            BASE,
            ["古", "新"],
        ),
        (
            "a request cut anew showed the text that it replaces",
            [claim("甲", "古", rank=(1, 2)), claim("甲", "新", base="古", request="再")],
            None,
            "新",
            [],
        ),
        ("the office chose", [claim("甲", "新"), claim("乙", "別")], ("別", "新"), "別", []),
        ("the office corrected", [claim("甲", "新")], ("直", "新"), "直", []),
        ("a late file meets a correction", [claim("乙", "別")], ("直", "新"), "直", ["直", "別"]),
        (
            "the next round starts from the correction",
            [claim("甲", "新"), claim("甲", "二", base="直", rank=(2, 1))],
            ("直", "新"),
            "二",
            [],
        ),
        (
            "the next round may go back to what the office had replaced",
            [claim("甲", "新"), claim("甲", "新", base="直", rank=(2, 1))],
            ("直", "新"),
            "新",
            [],
        ),
        (
            "a second round that leaves the first round's text alone keeps it",
            [claim("甲", "新"), claim("甲", "新", base="新", rank=(2, 1))],
            None,
            "新",
            [],
        ),
        (
            "a round that saw the other's text replaces it",
            [claim("甲", "新"), claim("乙", "二", base="新", rank=(2, 1))],
            None,
            "二",
            [],
        ),
    ],
)
def test_settling(
    said: str,
    claims: list[Claim],
    decision: tuple[str, str] | None,
    text: str,
    rivals: list[str],
) -> None:
    made = Decision(decision[0], frozenset({BASE, decision[1]})) if decision else None
    outcome = settle(BASE, claims, made)
    assert (outcome.text, sorted(r.text for r in outcome.rivals)) == (text, sorted(rivals)), said


TEXTS = st.sampled_from(["", "あ", "い", "う"])
CLAIMS = st.lists(
    st.builds(
        lambda department, request, round_, number, base, text: claim(
            department,
            text,
            base=base,
            rank=(round_, number),
            name=f"{department}{request}{round_}{number}{base}→{text}",
            request=request,
        ),
        st.sampled_from(["甲", "乙", "丙"]),
        st.sampled_from(["初", "再"]),
        st.integers(1, 2),
        st.integers(1, 2),
        TEXTS,
        TEXTS,
    ),
    max_size=6,
)
DECISIONS = st.none() | st.builds(Decision, TEXTS, st.frozensets(TEXTS))


@given(TEXTS, CLAIMS, DECISIONS, st.randoms())
def test_order_and_repetition_do_not_matter(
    base: str, claims: list[Claim], decision: Decision | None, random: object
) -> None:
    expected = settle(base, claims, decision)
    shuffled = claims * 2
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # hypothesis gives a random.Random
    assert settle(base, shuffled, decision) == expected


@given(TEXTS, CLAIMS, CLAIMS, DECISIONS)
def test_taking_claims_away_again_restores_the_text(
    base: str, kept: list[Claim], merged: list[Claim], decision: Decision | None
) -> None:
    decisions = {"f": decision} if decision else {}
    before = Facts({"f": base}, {"f": tuple(kept)}, decisions)
    after = Facts({"f": base}, {"f": (*kept, *merged)}, decisions)
    names = {claim.submission for claim in kept}
    undone = tuple(c for c in after.claims["f"] if c.submission in names)
    assert Facts({"f": base}, {"f": undone}, decisions).answers() == before.answers()


@given(TEXTS, CLAIMS)
def test_no_text_comes_from_nowhere(base: str, claims: list[Claim]) -> None:
    outcome = settle(base, claims)
    assert outcome.text in {base, *(c.text for c in claims)}
    assert len({rival.text for rival in outcome.rivals}) != 1


def colleague(copy: str, text: str, *, fork: int = 0, line: int = 9, seen: str = "") -> Colleague:
    return Colleague(copy, copy, BASE, text, frozenset(seen.split()), fork, line)


@pytest.mark.parametrize(
    ("said", "claims", "decision", "colleagues", "text", "rivals"),
    [
        ("one copy", [], None, [colleague("佐藤", "新")], "新", []),
        (
            "two copies",
            [],
            None,
            [colleague("佐藤", "新"), colleague("鈴木", "別")],
            BASE,
            ["別", "新"],
        ),
        (
            "a copy made after the other came in knew it",
            [],
            None,
            [colleague("佐藤", "新", line=4), colleague("鈴木", "別", fork=5)],
            "別",
            [],
        ),
        (
            "the office had decided before",
            [],
            Decision("前", line=2),
            [colleague("佐藤", "新", fork=3)],
            "新",
            [],
        ),
        (
            "the office decided meanwhile",
            [],
            Decision("此", line=5),
            [colleague("佐藤", "新", fork=3)],
            "此",
            ["新", "此"],
        ),
        (
            "the office decided knowing it",
            [],
            Decision("後", line=12),
            [colleague("佐藤", "新", fork=3)],
            "後",
            [],
        ),
        (
            "a department's text that was known there",
            [claim("甲", "答")],
            None,
            [colleague("佐藤", "新", seen=f"{BASE} 答")],
            "新",
            [],
        ),
        (
            "a department's text that came in here meanwhile",
            [claim("甲", "答")],
            None,
            [colleague("佐藤", "新", seen=BASE)],
            BASE,
            ["新", "答"],
        ),
        (
            "a department that was shown the copy's text",
            [claim("甲", "答", base="新", rank=(2, 1))],
            None,
            [colleague("佐藤", "新", seen=BASE)],
            "答",
            [],
        ),
    ],
)
def test_what_colleagues_wrote_in_copies(
    said: str,
    claims: list[Claim],
    decision: Decision | None,
    colleagues: list[Colleague],
    text: str,
    rivals: list[str],
) -> None:
    for order in (colleagues, colleagues[::-1]):
        outcome = settle(BASE, claims, decision, order)
        assert (outcome.text, sorted(r.text for r in outcome.rivals)) == (text, sorted(rivals)), (
            said
        )


@pytest.mark.parametrize(
    ("said", "claims", "decision", "colleagues", "base"),
    [
        ("both began with the first text", [claim("甲", "新"), claim("乙", "別")], None, [], BASE),
        (
            "a return carried the office's correction, and the office wrote again",
            [claim("甲", "課", base="正", rank=(2, 1))],
            Decision("再", frozenset({BASE, "正"})),
            [],
            "正",
        ),
        (
            "they began with different texts",
            [claim("甲", "新", base="正", rank=(2, 1)), claim("乙", "別")],
            None,
            [],
            BASE,
        ),
        (
            "a copy was made of a later text",
            [],
            Decision("此", line=3),
            [Colleague("鈴木", "写し", "分", "彼", frozenset({"分"}), 1, 4)],
            "分",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_collision_shows_what_its_authors_saw(
    said: str,
    claims: list[Claim],
    decision: Decision | None,
    colleagues: list[Colleague],
    base: str,
) -> None:
    outcome = settle(BASE, claims, decision, colleagues)
    assert outcome.collides
    assert outcome.base == base
