"""Taking in: submissions come in, collide, are decided on, and are taken back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from dxdesk.domain.fields import has_field, kept_text
from dxdesk.domain.merging import Decision, Facts, Outcome
from dxdesk.errors import DxdeskError, Trouble
from dxdesk.files.carriers import write_marked
from dxdesk.intake import Known, Step, Taken, take_in
from dxdesk.office.file import OfficeFile
from dxdesk.office.packing import marked_path
from dxdesk.store.values import Change, Delivered, MergeRecord
from dxdesk.there import disk_errors


class TakingIn(OfficeFile):
    """What the office does with what comes back."""

    def merge(self, files: Sequence[Path], progress: Step | None = None) -> list[Taken]:
        """Take submissions in: one line of outcome for each file, in the order given.

        Files that cannot be taken are refused one by one; the others are recorded together. A
        workbook with the forms of several departments gives a line for each of them.
        `progress(done, total)` may return False to stop; then nothing is recorded.
        """

        def known(year: int) -> Known:
            look = self._look(year)
            return Known(look.facts, look.reasons)

        return take_in(self._store, self.plan, known, files, progress, at=self._now, by=self.by)

    def write_marked(self, line: Taken, folder: Path) -> Path:
        """Write a form with what a department wrote, marked where it has to place something.

        The file gets a name of its own in `folder`, which is made when it is missing.

        Raises:
            DxdeskError: NOTHING_TO_MARK; UNKNOWN_FORM where it is not known whose form it was.
        """
        said = line.submission
        if not line.unplaced:
            raise DxdeskError(Trouble.NOTHING_TO_MARK, file=line.path.name)
        sent = self._store.requests(said.year) if said else ()
        asked = next((one for one in sent if said and one.id == said.request), None)
        if said is None or asked is None:
            raise DxdeskError(Trouble.UNKNOWN_FORM, file=line.path.name)
        with disk_errors(folder):
            folder.mkdir(parents=True, exist_ok=True)
        path = marked_path(asked, folder)
        write_marked(asked, said, line.unplaced, path)
        return path

    def undo_merge(self) -> MergeRecord:
        """Take the last merge back, exactly; what the office decided since stays."""
        undone = self._store.undo_last_merge(at=self._now, by=self.by)
        if undone is None:
            raise DxdeskError(Trouble.NOTHING_TO_UNDO)
        return undone

    def asked_by(self, merge: MergeRecord) -> tuple[str, ...]:
        """The departments that a copy had asked, or returned to, which came with a merge.

        While it is undone their answers to those requests are of no request that is known here.
        """
        return self._store.asked_by(merge.id)

    def merges(self) -> tuple[MergeRecord, ...]:
        """The journal of merges, oldest first."""
        return self._store.merges()

    def brought(self, merge: MergeRecord) -> tuple[Delivered, ...]:
        """What came with a merge, undone or not, in the order in which it was taken in."""
        return self._store.brought(merge.id)

    def collisions(self, year: int | None = None) -> dict[str, Outcome]:
        """The fields where texts collide and a person has to choose."""
        return dict(self._look(year).collisions)

    def write(self, field: str, text: str, year: int | None = None) -> None:
        """Decide what a field says: a choice between colliding texts, or a correction."""
        self.write_all({field: text}, year)

    def write_all(self, texts: Mapping[str, str], year: int | None = None) -> None:
        """Decide what several fields say, all or none.

        Raises:
            DxdeskError: UNKNOWN_FIELD.
        """
        look = self._look(year)
        unknown = [field for field in texts if not has_field(look.plan, field)]
        if unknown:
            raise DxdeskError(Trouble.UNKNOWN_FIELD, field=min(unknown))
        decisions = {field: _decision(look.facts, field, text) for field, text in texts.items()}
        self._store.decide_all(look.plan.year, decisions, at=self._now, by=self.by)

    def withdraw(self, field: str, year: int | None = None) -> None:
        """Take the newest decision on a field back; what collided before collides again."""
        if not self.withdraw_all((field,), year):
            raise DxdeskError(Trouble.NOTHING_TO_UNDO)

    def withdraw_all(self, fields: Iterable[str], year: int | None = None) -> int:
        """Take the newest decisions on several fields back, all or none; return how many."""
        year = self.year if year is None else year
        return self._store.withdraw_decisions(year, fields, at=self._now, by=self.by)

    def history(self, field: str, year: int | None = None) -> tuple[Change, ...]:
        """Every text that a field had: who, when, and from which submission."""
        return self._store.history(self.year if year is None else year, field)


def _decision(facts: Facts, field: str, text: str) -> Decision:
    """What the office decides, knowing every text that a field had so far."""
    claims = facts.claims.get(field, ())
    seen = {facts.base.get(field, "")} | {t for c in claims for t in (c.base, c.text)}
    seen |= {colleague.text for colleague in facts.colleagues.get(field, ())}
    clean = kept_text(field, text)
    return Decision(clean, frozenset(seen - {clean}))
