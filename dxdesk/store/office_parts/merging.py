"""Submissions that were taken in, merge by merge."""

from __future__ import annotations

from collections.abc import Sequence

from dxdesk.domain.sealing import is_seal
from dxdesk.errors import DxdeskError, Trouble
from dxdesk.store import office_copy_plans, office_merging, office_submissions
from dxdesk.store.base import Store
from dxdesk.store.values import Delivered, MergeRecord, Received, SubmissionRecord


class Merging(Store):
    """Submissions and merges."""

    def known_submissions(self) -> frozenset[str]:
        """The identities of every submission that counts."""
        with self._database.read() as session:
            return office_submissions.known(session)

    def submissions(self, year: int, *, with_undone: bool = False) -> tuple[SubmissionRecord, ...]:
        """The submissions of a year, in the order in which they were merged."""
        with self._database.read() as session:
            known = office_submissions.of_year(session, year, with_undone=with_undone)
        if not all(is_seal(one.seal) for one in known):
            raise DxdeskError(Trouble.FILE_DAMAGED, file=self.path.name)
        return known

    def record_merge(self, received: Sequence[Received], *, at: str, by: str) -> int:
        """Take submissions in, all or none, and return the merge's number.

        Those that count already are left out; when none is left nothing happens, and the
        number is 0. The file is copied first. UNKNOWN_REQUEST when one answers a request
        that this file did not cut.
        """
        with self._database.read() as session:
            fresh = office_merging.news(session, received)
        if not fresh:
            return 0
        if not self.read_only:
            self._database.backup()
        with self._database.write() as session:
            return office_merging.record(session, fresh, at, by)

    def undo_last_merge(self, *, at: str, by: str) -> MergeRecord | None:
        """Take back the newest merge that counts; None when there is none."""
        with self._database.write() as session:
            undone = office_merging.undo_last(session, at, by)
            if undone is not None:
                office_copy_plans.take_back(session, undone.id, self.path.name)
            return undone

    def merges(self) -> tuple[MergeRecord, ...]:
        """Every merge, oldest first, undone or not."""
        with self._database.read() as session:
            return office_merging.merges(session)

    def brought(self, merge: int) -> tuple[Delivered, ...]:
        """What came with a merge, undone or not, in the order in which it was taken in."""
        with self._database.read() as session:
            return office_submissions.brought(session, merge)
