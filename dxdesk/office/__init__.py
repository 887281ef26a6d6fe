"""The office's door: everything that a screen or a script may do with a whole plan.

`door` has the door itself, `look` what is known of a year, `asking` the way out of requests,
`publishing` the way to layouts.
"""

from dxdesk.domain.reading import Reading
from dxdesk.domain.unplaced import Unplaced
from dxdesk.files.carriers import Carrier
from dxdesk.intake import Taken, Verdict
from dxdesk.office.door import Office
from dxdesk.office.look import Standing
from dxdesk.office.publishing import LayoutChoice
from dxdesk.store.values import Change, MergeRecord, SubmissionRecord

__all__ = [
    "Carrier",
    "Change",
    "LayoutChoice",
    "MergeRecord",
    "Office",
    "Reading",
    "Standing",
    "SubmissionRecord",
    "Taken",
    "Unplaced",
    "Verdict",
]
