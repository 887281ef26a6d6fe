"""Overviewing: a year counted, for screen, paper and scripts alike."""

from __future__ import annotations

from dxdesk.domain.fields import split_field
from dxdesk.domain.findings import weighs
from dxdesk.domain.overview import By, Overview
from dxdesk.domain.overview_topics import Overviews, Topic, Year
from dxdesk.office.file import OfficeFile


class Overviewing(OfficeFile):
    """What the office sees at a glance."""

    def overview(self, topic: Topic, by: By, year: int | None = None, stage: str = "") -> Overview:
        """Count a year by ratings, KPIs or progress, against the year before in this file."""
        look = self._look(year)
        earlier = [known for known in self.years if known < look.plan.year]
        before = self._look(earlier[-1]) if earlier else None
        waiting = {split_field(f.field)[0] for f in look.findings if weighs(f)}
        stages = {one.department: one.stage for one in look.standings}
        now = Year(look.plan, look.answers, frozenset(waiting), stages)
        then = Year(before.plan, before.answers) if before else None
        return Overviews(now, then).at(topic, by, stage)
