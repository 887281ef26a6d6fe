"""Rating: what the stages behind the departments' own say of items, written by their numbers."""

from __future__ import annotations

from dxdesk.domain.fields import COMMENT, RATING, RATING_NOTE, RESPONSE, stage_field
from dxdesk.domain.plan import Plan, RatingStage
from dxdesk.errors import DxdeskError, Trouble
from dxdesk.office.taking_in import TakingIn


class Rating(TakingIn):
    """What the office writes for itself, or for a committee; each text has its history."""

    def rate(
        self, stage: str, item: str, rating: str, note: str | None = None, year: int | None = None
    ) -> None:
        """Rate an item in a stage; an empty code takes the rating back, no note leaves the reason.

        Raises:
            DxdeskError: UNKNOWN_STAGE, also where it does not rate; UNKNOWN_ITEM, UNKNOWN_RATING.
        """
        plan = self.plan(year)
        at = _stage(plan, stage)
        if not at.rates:
            raise DxdeskError(Trouble.UNKNOWN_STAGE, stage=stage)
        if rating and rating not in {grade.code for grade in plan.scale_of(at)}:
            raise DxdeskError(Trouble.UNKNOWN_RATING, code=rating)
        self._write_stage(plan, at, item, {RATING: rating, RATING_NOTE: note})

    def comment(
        self,
        stage: str,
        item: str,
        comment: str | None = None,
        response: str | None = None,
        year: int | None = None,
    ) -> None:
        """Write what a stage says about an item, and what became of it; None leaves a text.

        Raises:
            DxdeskError: UNKNOWN_STAGE, also where it does not comment; UNKNOWN_ITEM.
        """
        plan = self.plan(year)
        at = _stage(plan, stage)
        if not at.comments:
            raise DxdeskError(Trouble.UNKNOWN_STAGE, stage=stage)
        self._write_stage(plan, at, item, {COMMENT: comment, RESPONSE: response})

    def _write_stage(
        self, plan: Plan, stage: RatingStage, no: str, texts: dict[str, str | None]
    ) -> None:
        item = plan.by_no.get(no)
        if item is None or item.again:
            raise DxdeskError(Trouble.UNKNOWN_ITEM, item=no)
        said = {stage_field(item, n, stage.id): t for n, t in texts.items() if t is not None}
        self.write_all(said, plan.year)


def _stage(plan: Plan, wanted: str) -> RatingStage:
    """A stage by its id or its name."""
    found = next((one for one in plan.stages if wanted in (one.id, one.name)), None)
    if found is None:
        raise DxdeskError(Trouble.UNKNOWN_STAGE, stage=wanted)
    return found
