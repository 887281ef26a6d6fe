"""The wording that is usual for the codes of rating scales: proposals, never taken unasked.

Letters are not ordered grades everywhere and of numbers either end may be the best, so a scale may
have several proposals. A code that stands in no row of `USUAL` gets none, unless it is a word that
says itself how it stands (順調).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dxdesk.domain.open_questions import unexplained
from dxdesk.domain.plan import Grade, Order, Plan
from dxdesk.domain.rating_reading import plain_code
from dxdesk.domain.scale import Standing, read_standing

_FAR_ABOVE = "目標を大きく上回った"
_ABOVE = "目標を上回った"
_MET = "目標どおり"
_NEARLY = "目標をやや下回った"
_BELOW = "目標を下回った"
_FAR_BELOW = "目標を大きく下回った、又は未実施"

_THREE = (_MET, _BELOW, _FAR_BELOW)
_FOUR = (_MET, _NEARLY, _BELOW, _FAR_BELOW)
_FOUR_FROM_ABOVE = (_ABOVE, _MET, _BELOW, _FAR_BELOW)
_FIVE = (_ABOVE, _MET, _NEARLY, _BELOW, _FAR_BELOW)
_FIVE_EVEN = (_FAR_ABOVE, _ABOVE, _MET, _BELOW, _FAR_BELOW)

# Codes from the best to the worst, and what each says. Shorter scales come first: a list need not
# use every code of its own.
USUAL: tuple[tuple[str, Sequence[str]], ...] = (
    ("ABC", _THREE),
    ("○△×", _THREE),
    ("321", _THREE),
    ("123", _THREE),
    ("SABC", _FOUR_FROM_ABOVE),
    ("ABCD", _FOUR),
    ("◎○△×", _FOUR_FROM_ABOVE),
    ("4321", _FOUR_FROM_ABOVE),
    ("1234", _FOUR_FROM_ABOVE),
    ("SABCD", _FIVE),
    ("SABCD", _FIVE_EVEN),
    ("ABCDE", _FIVE_EVEN),
    ("54321", _FIVE_EVEN),
    ("12345", _FIVE_EVEN),
)
# What says the same beside any scale.
_ALONE = {"-": "評価の対象外"}
_RUNGS = frozenset("".join(ladder for ladder, _ in USUAL))


@dataclass(frozen=True, slots=True)
class Proposal:
    """Usual wordings for the grades of a plan that say nothing yet.

    `ladder` are the codes that it was taken from, best first, and `met` is the one of them that says
    that the target was just met; both are empty where every code is a word that speaks for itself.
    `order` is that of the plan's scale, where that follows.
    """

    ladder: str
    met: str
    grades: tuple[Grade, ...]
    order: Order


def proposals(plan: Plan) -> tuple[Proposal, ...]:
    """Every usual wording that fits a plan's unexplained grades, the shortest scale first."""
    waiting = unexplained(plan)
    words = tuple(made for grade in waiting if (made := _alone(grade)))
    apart = {grade.code for grade in words if grade.says.height is None}
    rungs = tuple(grade for grade in waiting if plain_code(grade.code) in _RUNGS)
    found: dict[Proposal, None] = {}
    for ladder, wordings in USUAL:
        if rungs and all(plain_code(grade.code) in ladder for grade in rungs):
            at = [ladder.index(plain_code(grade.code)) for grade in rungs]
            made = (g.restated(wordings[n], None) for g, n in zip(rungs, at, strict=True))
            grades = (*made, *words)
            whole = all(grade in rungs or grade.code in apart for grade in plan.scale)
            order = _order(at) if whole and plan.order is Order.NOT_SAID else plan.order
            found[Proposal(ladder, ladder[wordings.index(_MET)], grades, order)] = None
    if words and not found:
        return (Proposal("", "", words, plan.order),)
    return tuple(found)


def agree(proposed: Sequence[Proposal]) -> bool:
    """Whether proposals have the same end for the best, so that the first may stand for all."""
    return len({_best_first(one) for one in proposed}) <= 1


def _alone(grade: Grade) -> Grade | None:
    """A grade that needs no scale to say what it means: a word, or a dash."""
    if usual := _ALONE.get(plain_code(grade.code)):
        return grade.restated(usual, None)
    says = read_standing(grade.code) if len(grade.code) > 1 and not grade.meaning else None
    return None if says in (None, Standing.NOT_SAID) else grade.restated(grade.code, None)


def _order(at: Sequence[int]) -> Order:
    if len(at) > 1 and list(at) == sorted(at):
        return Order.BEST_FIRST
    return (
        Order.BEST_LAST if len(at) > 1 and list(at) == sorted(at, reverse=True) else Order.NOT_SAID
    )


def _best_first(proposal: Proposal) -> bool | None:
    """Whether small numbers are the good ones; None where the codes are none."""
    ladder = proposal.ladder
    return ladder[0] < ladder[-1] if ladder.isdecimal() else None
