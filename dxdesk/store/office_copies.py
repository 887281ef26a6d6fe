"""Making a copy of the office's file to work on, and merging it back.

What was done is facts with the lines of the journal that brought them. So a copy is merged by
adding the facts that it has since both parted; each gets a line of its own here, by whom and when
it was done there, and all are taken back together.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from sqlalchemy.orm import Session

from dxdesk.store.office_acts import Act, Into
from dxdesk.store.office_copy_answers import Genuine, requests, submissions
from dxdesk.store.office_copy_plans import plans, years
from dxdesk.store.office_copy_progress import checks, closings, confirmations, drafts, states
from dxdesk.store.office_copy_texts import texts
from dxdesk.store.office_forks import Parted, keep_lineage
from dxdesk.store.office_journal import log
from dxdesk.store.office_tables import MergeRow
from dxdesk.store.values import EventKind


def acts(parted: Parted, genuine: Genuine) -> list[Act]:
    """Everything that a copy brings, in the order in which it can be done."""
    return list(
        chain(
            years(parted),
            plans(parted),
            requests(parted),
            submissions(parted, genuine),
            texts(parted),
            confirmations(parted),
            states(parted),
            checks(parted),
            drafts(parted),
            closings(parted),
        )
    )


def record(
    session: Session, parted: Parted, brought: Sequence[Act], author: str, at: str, by: str
) -> int:
    """Do what a copy brings as one merge; return its number."""
    doing = [act for act in brought if act.do is not None]
    touched = sorted({act.told.year for act in doing})
    event = log(
        session,
        at,
        by,
        EventKind.COPY_MERGED,
        author=author,
        fork=parted.fork,
        origin=parted.origin,
        years=touched,
    )
    merge = MergeRow(event=event, last=event + len(doing))
    session.add(merge)
    session.flush()
    assert merge.id is not None
    for act in doing:
        line = log(session, act.at or at, act.by or by, act.kind, **act.detail)
        assert act.do is not None
        act.do(Into(session, merge.id, line))
        session.flush()
    keep_lineage(session, parted)
    return merge.id
