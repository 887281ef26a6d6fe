"""How each stage of a department looks; the word is the stage's own."""

from __future__ import annotations

from PySide6.QtGui import QIcon, QPalette

from dxdesk.domain.asking import Stage
from ui.marks import Mark
from ui.office.tables import cell_icon
from ui.theme import Tone

LOOKS = {
    Stage.NOT_SENT: (Mark.UNTOUCHED, Tone.QUIET),
    Stage.SENT: (Mark.FILE, Tone.HINT),
    Stage.FILLING: (Mark.STARTED, Tone.HINT),
    Stage.SUBMITTED: (Mark.NOTE, Tone.WARNING),
    Stage.RETURNED: (Mark.RETURNED, Tone.HINT),
    Stage.RESUBMITTED: (Mark.NOTE, Tone.WARNING),
    Stage.ACCEPTED: (Mark.DONE, Tone.GOOD),
    Stage.NOT_CONCERNED: (Mark.DONE, Tone.QUIET),
}


def stage_icon(stage: Stage, palette: QPalette) -> QIcon:
    """The mark of a stage in the colours of a palette."""
    mark, tone = LOOKS[stage]
    return cell_icon(mark, tone, palette)
