"""What the commands say of questions that a plan leaves open, each with the command that answers it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from dxdesk.domain.open_questions import Question, open_questions
from dxdesk.domain.usual_scales import agree, proposals
from dxdesk.messages import question_sentence

if TYPE_CHECKING:
    from dxdesk.domain.plan import Plan


def _of_scale(plan: Plan) -> str:
    found = proposals(plan)
    if not found:
        return "rules {} --meaning CODE=TEXT, --standing CODE=STANDING"
    number = "" if agree(found) else " N"
    return f"rules {{}} --accept-scale-proposal{number}"


# The command that answers each.
_COMMANDS: dict[Question, Callable[[Plan], str]] = {
    Question.SCALE: _of_scale,
    Question.DIRECTIONS: lambda _: "directions {}",
}


def open_lines(plan: Plan, office: Path | None) -> Iterator[str]:
    """A line for each open question; the command is named where there is an office's file."""
    for asked in open_questions(plan):
        command = _COMMANDS[asked.question](plan).format(office)
        yield question_sentence(asked) + (f"（dxdesk {command}）" if office else "")
