"""What an office may set about a plan's checks; each change gives the changed plan."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from dxdesk.domain.checks import RULES
from dxdesk.domain.fields import field_of, split_field
from dxdesk.domain.figures import Direction
from dxdesk.domain.plan import (
    LONGEST_STAMP,
    MOST_STAMPS,
    Grade,
    Guided,
    Item,
    Order,
    Plan,
    are_stamps,
)
from dxdesk.domain.plan_faults import Most
from dxdesk.domain.rulebook import Rulebook
from dxdesk.domain.scale import Standing
from dxdesk.domain.text import typed, typed_line
from dxdesk.errors import DxdeskError, Trouble

MOST_DECIMALS = 3
MOST_SIGNS = 10_000
MOST_GUIDANCE = 2_000


@dataclass(frozen=True, slots=True)
class Settings:
    """Some settings to change.

    `directions` are by field, `standings` by code of the scale, `guidance` by `Guided.value`;
    an empty guidance takes one away. `stamps` are the boxes of the review sheet; there may be none.
    `grades` are those of the scale, by their codes, as they are to be, and `order` is how it is ordered.
    """

    rulebook: Rulebook | None = None
    directions: Mapping[str, Direction] = field(default_factory=dict[str, Direction])
    standings: Mapping[str, Standing | None] = field(default_factory=dict[str, Standing | None])
    guidance: Mapping[str, str] = field(default_factory=dict[str, str])
    stamps: tuple[str, ...] | None = None
    grades: tuple[Grade, ...] = ()
    order: Order | None = None


def with_settings(plan: Plan, settings: Settings) -> Plan:
    """The plan with all of them changed.

    Raises:
        DxdeskError: as the functions for each.
    """
    if settings.rulebook is not None:
        plan = with_rulebook(plan, settings.rulebook)
    if settings.directions:
        plan = with_directions(plan, settings.directions)
    plan = with_grades(plan, settings.grades)
    if settings.order is not None:
        plan = replace(plan, order=settings.order)
    for code, standing in settings.standings.items():
        plan = with_standing(plan, code, standing)
    for key, text in settings.guidance.items():
        plan = with_guidance(plan, key, text)
    if settings.stamps is not None:
        plan = with_stamps(plan, settings.stamps)
    return plan


def with_rulebook(plan: Plan, rulebook: Rulebook) -> Plan:
    """The plan with other settings of its rules.

    Raises:
        DxdeskError: UNKNOWN_RULE, UNKNOWN_RATING, or BAD_SETTING for a figure out of its range.
    """
    for code in rulebook.levels:
        # What a newer program has set stays, though no rule here reads it.
        if code not in RULES and code not in plan.rulebook.levels:
            raise DxdeskError(Trouble.UNKNOWN_RULE, code=code)
    for code in rulebook.reason_for:
        _known_code(plan, code)
    _within("far-below", rulebook.far_below, 0, 100)
    _within("percent-decimals", rulebook.percent_decimals, 0, MOST_DECIMALS)
    if len(rulebook.signs_allowed) > MOST_SIGNS:
        allowed = f"{MOST_SIGNS}字以内"
        raise DxdeskError(Trouble.BAD_SETTING, name="signs-allowed", allowed=allowed)
    return replace(plan, rulebook=rulebook)


def with_grades(plan: Plan, grades: Iterable[Grade]) -> Plan:
    """The plan whose scale has these grades in the place of those with their codes.

    Raises:
        DxdeskError: UNKNOWN_RATING; BAD_SETTING for a wording that is too long.
    """
    said = {grade.code: replace(grade, meaning=typed_line(grade.meaning)) for grade in grades}
    for code, grade in said.items():
        _known_code(plan, code)
        if len(grade.meaning) > Most.SHORT:
            raise DxdeskError(Trouble.BAD_SETTING, name=code, allowed=f"{Most.SHORT}字以内")
    return replace(plan, scale=tuple(said.get(grade.code, grade) for grade in plan.scale))


def with_standing(plan: Plan, code: str, standing: Standing | None) -> Plan:
    """The plan whose scale says where one code stands; None leaves it to the code's wording.

    Raises:
        DxdeskError: UNKNOWN_RATING.
    """
    _known_code(plan, code)
    grade = plan.grades[code]
    return with_grades(plan, [grade.restated(grade.meaning, standing)])


def with_directions(plan: Plan, directions: Mapping[str, Direction]) -> Plan:
    """The plan that says of KPIs, named by their fields, whether more or less is better.

    Raises:
        DxdeskError: UNKNOWN_FIELD.
    """
    before = directions_of(plan)
    for place in directions:
        if place not in before:
            raise DxdeskError(Trouble.UNKNOWN_FIELD, field=place)
    touched = {split_field(place)[0] for place in directions}
    items = (_directed(one, directions) if one.id in touched else one for one in plan.items)
    return replace(plan, items=tuple(items))


def directions_of(plan: Plan) -> dict[str, Direction]:
    """What is set of every KPI, by its field; NOT_SAID where nothing is."""
    return {field_of(item, kpi.id): kpi.direction for item in plan.items for kpi in item.kpis}


def with_guidance(plan: Plan, key: str, text: str) -> Plan:
    """The plan with other guidance for one kind of field.

    Raises:
        DxdeskError: BAD_SETTING for an unknown key or a text that is too long.
    """
    keys = [guided.value for guided in Guided]
    if key not in keys:
        raise DxdeskError(Trouble.BAD_SETTING, name=key, allowed="、".join(keys))
    if len(text) > MOST_GUIDANCE:
        raise DxdeskError(Trouble.BAD_SETTING, name=key, allowed=f"{MOST_GUIDANCE}字以内")
    others = {known: said for known, said in plan.guidance.items() if known != key}
    said = typed(text).strip()
    return replace(plan, guidance={**others, key: said} if said else others)


def with_stamps(plan: Plan, names: Iterable[str]) -> Plan:
    """The plan whose review sheets have these boxes for stamps, from the left.

    Raises:
        DxdeskError: BAD_SETTING for too many, or a name that is blank or too long.
    """
    stamps = tuple(typed_line(name).strip() for name in names)
    if not are_stamps(stamps):
        allowed = f"{MOST_STAMPS}欄まで、それぞれ1から{LONGEST_STAMP}字"
        raise DxdeskError(Trouble.BAD_SETTING, name="stamps", allowed=allowed)
    return replace(plan, stamps=stamps)


def _directed(item: Item, directions: Mapping[str, Direction]) -> Item:
    kpis = (
        replace(kpi, direction=directions.get(field_of(item, kpi.id), kpi.direction))
        for kpi in item.kpis
    )
    return replace(item, kpis=tuple(kpis))


def _known_code(plan: Plan, code: str) -> None:
    if code not in plan.grades:
        raise DxdeskError(Trouble.UNKNOWN_RATING, code=code)


def _within(name: str, value: int, least: int, most: int) -> None:
    if not least <= value <= most:
        raise DxdeskError(Trouble.BAD_SETTING, name=name, allowed=f"{least}から{most}まで")
