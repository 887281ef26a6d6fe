"""The office's door: everything that a screen or a script may do with a whole plan.

`door` puts it together: `planning` (with `editing`, the gate of the plan), `asking` (with `packing`
and `sending`, the way out of requests), `chasing` (with `letters`), `watching` (with `arrivals`),
`taking_in`, `checking`, `reviewing`, `rating`, `overviewing`, `publishing` (with `layouts`), `years`
and `rejoining`, each a
stage of the office's year. `look` is what is known of a year.
"""

from dxdesk.domain.reading import Reading
from dxdesk.domain.unplaced import Unplaced
from dxdesk.files.carriers import Carrier
from dxdesk.intake import Taken, Verdict
from dxdesk.office.arrivals import Arrival, Expected, Lookout, Refused, Stamp, Waiting, files_in
from dxdesk.office.closing import OpenPoints, open_points
from dxdesk.office.door import Office
from dxdesk.office.layouts import LayoutChoice
from dxdesk.office.packing import Covering, Packing
from dxdesk.office.reviewing import Acceptance, Left
from dxdesk.office.standing import Glance, Standing
from dxdesk.store.office_progress import MARKS
from dxdesk.store.values import (
    Brought,
    Change,
    Closing,
    Contact,
    CopyOf,
    Delivered,
    Event,
    EventKind,
    Fate,
    KeptNote,
    Mark,
    MergeRecord,
    Rejoined,
    RejoinLine,
    SubmissionRecord,
    Touch,
    Why,
)

__all__ = [
    "MARKS",
    "Acceptance",
    "Arrival",
    "Brought",
    "Carrier",
    "Change",
    "Closing",
    "Contact",
    "CopyOf",
    "Covering",
    "Delivered",
    "Event",
    "EventKind",
    "Expected",
    "Fate",
    "Glance",
    "KeptNote",
    "LayoutChoice",
    "Left",
    "Lookout",
    "Mark",
    "MergeRecord",
    "Office",
    "OpenPoints",
    "Packing",
    "Reading",
    "Refused",
    "RejoinLine",
    "Rejoined",
    "Stamp",
    "Standing",
    "SubmissionRecord",
    "Taken",
    "Touch",
    "Unplaced",
    "Verdict",
    "Waiting",
    "Why",
    "files_in",
    "open_points",
]
