"""Which codes of the rating scales answers use: those stay in the plan while they do.

A code cannot go along with its answers when it is renamed: what a department handed in is signed
and kept as it was, and a form that is still out brings the old code again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace

from dxdesk.domain.fields import RATING, field_of, stage_field
from dxdesk.domain.merging import Facts
from dxdesk.domain.plan import Plan
from dxdesk.domain.plan_faults import Fault, Flaw
from dxdesk.domain.plan_merging import MergedPlan

# A rating's stage, empty for the departments' own, and a code of its scale.
Code = tuple[str, str]


def codes_lost(before: Plan, after: Plan) -> frozenset[Code]:
    """The codes that a changed plan has no more; a stage that is gone is not looked at."""
    now = dict(_scales(after))
    return frozenset(
        (stage, code)
        for stage, codes in _scales(before)
        if stage in now
        for code in codes - now[stage]
    )


def code_faults(before: Plan, after: Plan, facts: Facts) -> tuple[Fault, ...]:
    """What a changed plan cannot be kept for: codes that it has no more, and that answers use."""
    lost = codes_lost(before, after)
    if not lost:
        return ()
    uses = _uses(before, facts)
    return tuple(
        Fault(Flaw.GRADE_USED, stage, code, count=uses[stage, code])
        for stage, code in sorted(lost)
        if uses[stage, code]
    )


def with_codes_kept(merged: MergedPlan, ours: Plan, facts: Facts) -> MergedPlan:
    """The merged plan with our scales where it would take a code away that our answers use."""
    faults = code_faults(ours, merged.plan, facts)
    if any(fault.place == "" for fault in faults):
        merged = _with_our_scale(merged, ours)
        faults = code_faults(ours, merged.plan, facts)
    if faults:
        stages = replace(merged.plan, stages=ours.stages)
        merged = replace(merged, plan=stages, settings=_with("stages", merged))
        # A stage without a scale of its own rates by that of the departments.
        if code_faults(ours, merged.plan, facts):
            merged = _with_our_scale(merged, ours)
    return merged


def _with_our_scale(merged: MergedPlan, ours: Plan) -> MergedPlan:
    # A reason is asked for under codes of the scale.
    book = replace(merged.plan.rulebook, reason_for=ours.rulebook.reason_for)
    plan = replace(merged.plan, scale=ours.scale, rulebook=book)
    return replace(merged, plan=plan, settings=_with("scale", merged))


def _with(setting: str, merged: MergedPlan) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*merged.settings, setting)))


def _scales(plan: Plan) -> Iterator[tuple[str, frozenset[str]]]:
    yield "", frozenset(plan.codes)
    for stage in plan.stages:
        if stage.rates:
            yield stage.id, frozenset(grade.code for grade in plan.scale_of(stage))


def _uses(plan: Plan, facts: Facts) -> Mapping[Code, int]:
    """How many answers have each code; where texts collide, each of them."""
    found = Counter[Code]()
    for item in plan.own_items:
        found.update(("", text) for text in facts.standing(field_of(item, RATING)))
        for stage in plan.stages:
            place = stage_field(item, RATING, stage.id)
            found.update((stage.id, text) for text in facts.standing(place))
    return found
