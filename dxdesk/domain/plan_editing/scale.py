"""The scale, the stages of rating behind the departments' own, and departments as a whole."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from dxdesk.domain.lineage import reorganised
from dxdesk.domain.plan import Grade, Plan, RatingStage, Succession
from dxdesk.domain.plan_editing.order import changed, shifted, without
from dxdesk.domain.plan_ids import Kind, fresh_id, names_in


def add_grade(plan: Plan, grade: Grade, stage: str = "") -> Plan:
    """A code at the end of the scale, or of a stage's own."""
    return _with_scale(plan, stage, (*_scale(plan, stage), grade))


def change_grade(plan: Plan, at: int, grade: Grade, stage: str = "") -> Plan:
    """Another code, wording or meaning; a reason is asked for under the new code then."""
    old = _scale(plan, stage)[at]
    scale = tuple(grade if n == at else one for n, one in enumerate(_scale(plan, stage)))
    plan = _with_scale(plan, stage, scale)
    book = plan.rulebook
    if stage or old.code == grade.code or old.code not in book.reason_for:
        return plan
    codes = tuple(grade.code if code == old.code else code for code in book.reason_for)
    return replace(plan, rulebook=replace(book, reason_for=codes))


def remove_grade(plan: Plan, at: int, stage: str = "") -> Plan:
    """Take a code away, and what the rules say of it."""
    scale = _scale(plan, stage)
    plan = _with_scale(plan, stage, (*scale[:at], *scale[at + 1 :]))
    if stage or scale[at].code not in plan.rulebook.reason_for:
        return plan
    codes = without(plan.rulebook.reason_for, lambda code: code == scale[at].code)
    return replace(plan, rulebook=replace(plan.rulebook, reason_for=codes))


def shift_grade(plan: Plan, at: int, by: int, stage: str = "") -> Plan:
    """Put a code further up or down."""
    return _with_scale(plan, stage, shifted(_scale(plan, stage), at, by))


def add_stage(plan: Plan, stage: RatingStage, *, taken: Collection[str] = ()) -> Plan:
    """A stage behind the others; one without an id of its own, or with one that is there, gets one."""
    ids = {one.id for one in plan.stages}
    identity = stage.id
    if not identity or identity in ids:
        identity = fresh_id(Kind.STAGE, {*taken, *names_in(plan)})
    return replace(plan, stages=(*plan.stages, replace(stage, id=identity)))


def change_stage(plan: Plan, stage: RatingStage) -> Plan:
    """A stage as it is to be, in the place of the one with its id."""
    return replace(
        plan, stages=changed(plan.stages, lambda one: one.id == stage.id, lambda _: stage)
    )


def remove_stage(plan: Plan, stage: str) -> Plan:
    """Take a stage away."""
    return replace(plan, stages=without(plan.stages, lambda one: one.id == stage))


def with_carrier(plan: Plan, department: str, carrier: str) -> Plan:
    """The kind of file that a department gets; empty for the usual one."""
    others = {name: kind for name, kind in plan.carriers.items() if name != department}
    return replace(plan, carriers={**others, department: carrier} if carrier else others)


def rename_department(plan: Plan, old: str, new: str) -> Plan:
    """Put a name right that was misread or mistyped: the department is the same, and always was."""
    named = reorganised(plan, Succession((old,), (new,)))
    return replace(named, successions=plan.successions)


def _scale(plan: Plan, stage: str) -> tuple[Grade, ...]:
    return next((one.scale for one in plan.stages if one.id == stage), plan.scale)


def _with_scale(plan: Plan, stage: str, scale: tuple[Grade, ...]) -> Plan:
    if not stage:
        return replace(plan, scale=scale)
    return replace(
        plan,
        stages=changed(
            plan.stages, lambda one: one.id == stage, lambda one: replace(one, scale=scale)
        ),
    )
