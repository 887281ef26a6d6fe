"""The office's door: everything that a screen or a script may do with a whole plan.

`door` puts it together: `planning`, `asking` (with `sending`, the way out of requests),
`chasing`, `taking_in`, `checking`, `reviewing`, `publishing` (with `layouts`) and `years`, each a
stage of the office's year. `look` is what is known of a year.
"""

from dxdesk.domain.reading import Reading
from dxdesk.domain.unplaced import Unplaced
from dxdesk.files.carriers import Carrier
from dxdesk.intake import Taken, Verdict
from dxdesk.office.door import Office
from dxdesk.office.layouts import LayoutChoice
from dxdesk.office.look import Glance, Standing
from dxdesk.store.values import Change, Closing, KeptNote, Mark, MergeRecord, SubmissionRecord

__all__ = [
    "Carrier",
    "Change",
    "Closing",
    "Glance",
    "KeptNote",
    "LayoutChoice",
    "Mark",
    "MergeRecord",
    "Office",
    "Reading",
    "Standing",
    "SubmissionRecord",
    "Taken",
    "Unplaced",
    "Verdict",
]
