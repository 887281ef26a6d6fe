"""What is still open in a year: told before it is closed, and no hindrance to closing it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dxdesk.domain.asking import Stage
from dxdesk.domain.checks import Finding
from dxdesk.domain.findings import weighs
from dxdesk.domain.merging import Outcome
from dxdesk.domain.summary import Summary
from dxdesk.office.standing import Standing

_DONE = frozenset({Stage.ACCEPTED, Stage.NOT_CONCERNED})


@dataclass(frozen=True, slots=True)
class OpenPoints:
    """Departments that are not accepted, and counts of findings, collisions and unrated items."""

    departments: tuple[str, ...]
    findings: int
    collisions: int
    unrated: int

    @property
    def none(self) -> bool:
        """Whether nothing is open."""
        return not (self.departments or self.findings or self.collisions or self.unrated)


def open_points(
    standings: Sequence[Standing],
    findings: Sequence[Finding],
    collisions: Mapping[str, Outcome],
    summary: Summary,
) -> OpenPoints:
    """Count what is open; hints and findings that were answered are not.

    Of a year that was read from a document, where nobody was asked, no department is open.
    """
    asked = any(one.stage is not Stage.NOT_SENT for one in standings)
    read = not asked and summary.unrated < summary.total
    waiting = () if read else (one.department for one in standings if one.stage not in _DONE)
    return OpenPoints(
        tuple(waiting),
        sum(weighs(finding) for finding in findings),
        len(collisions),
        summary.unrated,
    )
