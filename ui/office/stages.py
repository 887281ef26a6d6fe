"""How each stage of a department looks; the word is the stage's own."""

from __future__ import annotations

from dxdesk.domain.asking import Stage
from ui.marks import Mark
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
