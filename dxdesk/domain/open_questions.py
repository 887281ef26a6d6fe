"""What only the office can say of its plan, and has not: asked in plain sight, never assumed.

Each question is a row of `_OPEN`; its sentence stands in `messages`, the button that leads to its
answer in `ui/office/open_questions.py` (and the panel in `rules_page.py`), and the command that
answers it in `cli/open_questions.py`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from dxdesk.domain.direction_questions import asked_kpis
from dxdesk.domain.plan import Grade, Order, Plan
from dxdesk.domain.scale import Standing

# Of more than these only the number is told.
_NAMED = 5


class Question(Enum):
    """What is asked of the whole plan; the value is its name in JSON."""

    SCALE = "scale"
    DIRECTIONS = "directions"


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A question that waits for its answer; `about` names what the sentence speaks of."""

    question: Question
    about: str


def open_questions(plan: Plan) -> tuple[OpenQuestion, ...]:
    """The questions that a plan leaves open, in the order in which they are asked."""
    found = ((question, about(plan)) for question, about in _OPEN.items())
    return tuple(OpenQuestion(question, about) for question, about in found if about)


def unexplained(plan: Plan) -> tuple[Grade, ...]:
    """The grades of which nothing says how they stand to the target.

    None where the office has said that its codes have no order, or of each that it means nothing of
    the kind.
    """
    if plan.order is Order.NONE:
        return ()
    return tuple(
        grade for grade in plan.scale if grade.standing is None and grade.says is Standing.NOT_SAID
    )


def _scale(plan: Plan) -> str:
    codes = [f"「{grade.code}」" for grade in unexplained(plan)]
    more = f"ほか{len(codes) - _NAMED}区分" if len(codes) > _NAMED else ""
    return "".join(codes[:_NAMED]) + more


def _directions(plan: Plan) -> str:
    return str(sum(1 for _ in asked_kpis(plan)) or "")


_OPEN: dict[Question, Callable[[Plan], str]] = {
    Question.SCALE: _scale,
    Question.DIRECTIONS: _directions,
}
