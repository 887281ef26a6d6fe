"""What the commands say of questions that a plan leaves open, each with the command that answers it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from dxdesk.domain.open_questions import Question, open_questions
from dxdesk.messages import question_sentence

if TYPE_CHECKING:
    from dxdesk.domain.plan import Plan

_COMMANDS = {
    Question.SCALE: "dxdesk rules {} --accept-scale-proposal",
    Question.DIRECTIONS: "dxdesk directions {}",
}


def open_lines(plan: Plan, office: Path | None) -> Iterator[str]:
    """A line for each open question; the command is named where there is an office's file."""
    for asked in open_questions(plan):
        command = f"（{_COMMANDS[asked.question].format(office)}）" if office else ""
        yield question_sentence(asked) + command
