"""What is wrong with a plan: faults that its file could not bear, and others that are told.

A plan comes out of a document, out of the office's hands, or out of a JSON file. Whatever the
other modules rely on (one identity a thing, groups in the order of a tree, names of one line, sizes)
is looked at here.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from enum import Enum, auto

from dxdesk.domain.asking import Carrier
from dxdesk.domain.fields import all_fields, split_field
from dxdesk.domain.plan import Guided, Item, Plan, are_stamps
from dxdesk.domain.plan_ids import ANY_ID, KPI_ID, SLOT_IDS, STAGE_ID

MOST_LEVELS = 10
FIRST_YEAR, LAST_YEAR = 1950, 2199


class Flaw(Enum):
    """A kind of fault; `dxdesk.messages` has the sentence of each."""

    BAD_ID = auto()
    ID_TWICE = auto()
    GROUP_UNKNOWN = auto()
    GROUP_CIRCLE = auto()
    GROUP_LEVEL = auto()
    GRADE_BLANK = auto()
    GRADE_TWICE = auto()
    GRADE_USED = auto()
    STAGE_BLANK = auto()
    AGAIN_UNKNOWN = auto()
    DEPARTMENT_BLANK = auto()
    DEPARTMENT_TWICE = auto()
    TARGET_TWICE = auto()
    TOO_LONG = auto()
    TOO_MANY = auto()
    LINE_BREAK = auto()
    BAD_SIGN = auto()
    BAD_YEAR = auto()
    BAD_SETTING = auto()
    OTHER_PLAN = auto()
    ANSWERED = auto()
    TITLE_BLANK = auto()
    NO_ITEMS = auto()
    NO_SCALE = auto()
    NUMBER_BLANK = auto()
    NUMBER_TWICE = auto()
    NAME_BLANK = auto()
    NAME_TWICE = auto()
    NO_DEPARTMENT = auto()
    SLOT_OF_NOBODY = auto()
    KPI_OF_NOBODY = auto()
    KPI_BLANK = auto()
    GROUP_BLANK = auto()
    STAGE_IDLE = auto()
    SUCCESSION_UNKNOWN = auto()
    CARRIER_OF_NOBODY = auto()

    @property
    def breaks(self) -> bool:
        """Whether a plan with it cannot be kept; the others are told only."""
        return self not in _TOLD


_TOLD = frozenset(
    (
        *(Flaw.TITLE_BLANK, Flaw.NO_ITEMS, Flaw.NO_SCALE, Flaw.NUMBER_BLANK, Flaw.NUMBER_TWICE),
        *(Flaw.NAME_BLANK, Flaw.NAME_TWICE, Flaw.NO_DEPARTMENT, Flaw.SLOT_OF_NOBODY),
        *(Flaw.KPI_OF_NOBODY, Flaw.KPI_BLANK, Flaw.GROUP_BLANK, Flaw.STAGE_IDLE),
        *(Flaw.SUCCESSION_UNKNOWN, Flaw.CARRIER_OF_NOBODY),
    )
)


class Most:
    """The most characters of a text, and the most pieces of a list."""

    TITLE = 300
    NAME = 100
    DEPARTMENT = 60
    NUMBER = 40
    ITEM_TITLE = 1_000
    PROSE = 50_000
    SHORT = 2_000
    CODE = 20
    ITEMS = 20_000
    GROUPS = 5_000
    YEARS = 60
    GRADES = 40
    STAGES = 8
    DEPARTMENTS = 200
    KPIS = 300
    SLOTS = 999
    SUCCESSIONS = 1_000


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault. `place` is the item's, the group's or the stage's id, or the department; else empty.

    `name` is how people know the place, or what it is about; `most` the limit that is passed, and
    `count` how many answers it concerns.
    """

    flaw: Flaw
    place: str = ""
    name: str = ""
    most: int = 0
    count: int = 0


def item_faults(item: Item) -> tuple[Fault, ...]:
    """What is wrong with an item by itself, wherever it stands."""
    return tuple(fault for look in _ITEM_LOOKS for fault in look(item))


class KnownFaults:
    """`item_faults` of one plan after another: an item that stayed the same is not looked at again."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[Item, tuple[Fault, ...]]] = {}

    def __call__(self, item: Item) -> tuple[Fault, ...]:
        """The faults of an item by itself."""
        known = self._known.get(item.id)
        if known is None or known[0] is not item:
            known = self._known[item.id] = item, item_faults(item)
        return known[1]


def plan_faults(
    plan: Plan,
    before: Plan | None = None,
    of_item: Callable[[Item], Iterable[Fault]] = item_faults,
) -> tuple[Fault, ...]:
    """Everything that is wrong with a plan, what breaks it first, in the order of the plan.

    `before` is the plan of the year before, which successions are compared with.
    """
    found = [fault for look in _LOOKS for fault in look(plan)]
    found.extend(fault for item in plan.items for fault in of_item(item))
    if before is not None:
        found.extend(succession_faults(plan, before))
    return tuple(sorted(dict.fromkeys(found), key=lambda fault: not fault.flaw.breaks))


def new_faults(before: Plan, faults: Iterable[Fault]) -> tuple[Fault, ...]:
    """What a changed plan with these faults cannot be kept for: those that `before` had not."""
    broken = [fault for fault in faults if fault.flaw.breaks]
    known = set(plan_faults(before)) if broken else set[Fault]()
    return tuple(fault for fault in broken if fault not in known)


def lost_answers(before: Plan, after: Plan, written: Iterable[str]) -> tuple[Fault, ...]:
    """The places of texts that a changed plan would have no field for; `written` are fields."""
    if before.stages == after.stages:
        # Of a large plan few items change, and the others cannot lose anything.
        kept = {item.id: item for item in after.items}
        before = replace(
            before, items=tuple(one for one in before.items if kept.get(one.id) is not one)
        )
        after = replace(after, items=tuple(kept[one.id] for one in before.items if one.id in kept))
    fields = all_fields(before) - all_fields(after)
    lost = dict.fromkeys(split_field(field)[0] for field in written if field in fields)
    return tuple(Fault(Flaw.ANSWERED, item, name_of(before.by_id[item])) for item in lost)


def name_of(item: Item) -> str:
    """How people know an item: its number, else its title."""
    return item.no or (f"「{item.title[:20]}」" if item.title else item.id)


def _identities(plan: Plan) -> Iterator[Fault]:
    ids = (
        *(("", group.id, ANY_ID) for group in plan.groups),
        *((item.id, item.id, ANY_ID) for item in plan.items),
        *((stage.id, stage.id, STAGE_ID) for stage in plan.stages),
    )
    for place, identity, form in ids:
        if not form.fullmatch(identity):
            yield Fault(Flaw.BAD_ID, place, identity[:20])
    for each in (plan.groups, plan.items, plan.stages):
        for identity, count in Counter(one.id for one in each).items():
            if count > 1:
                yield Fault(Flaw.ID_TWICE, identity, identity[:20])


def _names(item: Item) -> Iterator[Fault]:
    names = [
        *((slot.id, SLOT_IDS[slot.column]) for slot in item.slots),
        *((kpi.id, KPI_ID) for kpi in item.kpis),
    ]
    for name, form in names:
        if not form.fullmatch(name):
            yield Fault(Flaw.BAD_ID, item.id, f"{name_of(item)} {name[:20]}")
    if len({name for name, _ in names}) < len(names):
        yield Fault(Flaw.ID_TWICE, item.id, name_of(item))


def _groups(plan: Plan) -> Iterator[Fault]:
    levels: dict[str, int] = {}
    for group in plan.groups:
        known = group.parent is None or group.parent in levels
        if not known:
            there = group.parent in plan.groups_by_id
            flaw = Flaw.GROUP_CIRCLE if there else Flaw.GROUP_UNKNOWN
            yield Fault(flaw, group.id, group.heading)
        least = levels[group.parent] + 1 if group.parent in levels and group.parent else 0
        if not least <= group.level < MOST_LEVELS:
            yield Fault(Flaw.GROUP_LEVEL, group.id, group.heading)
        levels[group.id] = group.level
        if not group.title.strip():
            yield Fault(Flaw.GROUP_BLANK, group.id, group.heading)
    for item in plan.items:
        if item.group is not None and item.group not in levels:
            yield Fault(Flaw.GROUP_UNKNOWN, item.id, name_of(item))


def _scale(plan: Plan) -> Iterator[Fault]:
    scales = (("", plan.scale), *((stage.id, stage.scale) for stage in plan.stages))
    for place, scale in scales:
        codes = [grade.code for grade in scale]
        if not all(code.strip() for code in codes):
            yield Fault(Flaw.GRADE_BLANK, place)
        for code, count in Counter(codes).items():
            if count > 1:
                yield Fault(Flaw.GRADE_TWICE, place, code)
    if not plan.scale:
        yield Fault(Flaw.NO_SCALE)
    if not plan.self_name.strip():
        yield Fault(Flaw.STAGE_BLANK)
    for stage in plan.stages:
        if not stage.name.strip():
            yield Fault(Flaw.STAGE_BLANK, stage.id)
        if not (stage.rates or stage.comments):
            yield Fault(Flaw.STAGE_IDLE, stage.id, stage.name)


def _items(plan: Plan) -> Iterator[Fault]:
    if not plan.items:
        yield Fault(Flaw.NO_ITEMS)
    numbers = Counter(item.no.strip() for item in plan.own_items)
    titles = Counter(item.title.strip() for item in plan.own_items)
    for item in plan.items:
        name, faults = name_of(item), list[Flaw]()
        if item.again:
            repeated = plan.by_id.get(item.again)
            if repeated is None or repeated.again:
                faults.append(Flaw.AGAIN_UNKNOWN)
        else:
            number, title = item.no.strip(), item.title.strip()
            faults += [Flaw.NUMBER_BLANK] if not number else []
            faults += [Flaw.NUMBER_TWICE] if number and numbers[number] > 1 else []
            faults += [Flaw.NAME_BLANK] if not title else []
            faults += [Flaw.NAME_TWICE] if title and titles[title] > 1 else []
            faults += [] if item.departments else [Flaw.NO_DEPARTMENT]
        yield from (Fault(flaw, item.id, name) for flaw in faults)


def _parts(item: Item) -> Iterator[Fault]:
    yield from (Fault(flaw, item.id, name_of(item)) for flaw in dict.fromkeys(_flaws(item)))


def _flaws(item: Item) -> Iterator[Flaw]:
    own = set(item.departments)
    if not all(name.strip() for name in item.departments):
        yield Flaw.DEPARTMENT_BLANK
    if len(own) < len(item.departments):
        yield Flaw.DEPARTMENT_TWICE
    if own and any(slot.departments and not own & set(slot.departments) for slot in item.slots):
        yield Flaw.SLOT_OF_NOBODY
    if own and any(kpi.departments and not own & set(kpi.departments) for kpi in item.kpis):
        yield Flaw.KPI_OF_NOBODY
    if not all(kpi.name.strip() for kpi in item.kpis):
        yield Flaw.KPI_BLANK
    for kpi in item.kpis:
        years = [target.year for target in kpi.targets]
        if len(set(years)) < len(years):
            yield Flaw.TARGET_TWICE
        if not all(map(is_year, years)):
            yield Flaw.BAD_YEAR


def is_year(year: int) -> bool:
    """Whether a number can be a fiscal year."""
    return FIRST_YEAR <= year <= LAST_YEAR


def _settings(plan: Plan) -> Iterator[Fault]:
    if not plan.title.strip():
        yield Fault(Flaw.TITLE_BLANK)
    if not all(map(is_year, (plan.year, *plan.years))):
        yield Fault(Flaw.BAD_YEAR)
    guided = {kind.value for kind in Guided}
    carriers = {carrier.value for carrier in Carrier}
    if not set(plan.guidance) <= guided or not are_stamps(plan.stamps):
        yield Fault(Flaw.BAD_SETTING)
    known = set(plan.departments)
    for department, carrier in plan.carriers.items():
        if carrier not in carriers:
            yield Fault(Flaw.BAD_SETTING, department, department)
        elif department not in known:
            yield Fault(Flaw.CARRIER_OF_NOBODY, department, department)


_Texts = Iterable[tuple[str, str, str, int, bool]]


def _plan_texts(plan: Plan) -> _Texts:
    """Place, name of the place, text, the most, and whether it is of one line; of all but items."""
    title, name = Most.TITLE, Most.NAME
    for text in (plan.title, plan.document_title):
        yield "", "", text, title, True
    for text in (plan.municipality, plan.office, plan.deadline, plan.self_name, plan.layout):
        yield "", "", text, name, True
    for text in (plan.id, *plan.schedule_years, *plan.ended):
        yield "", "", text, name, True
    for text in plan.guidance.values():
        yield "", "", text, Most.SHORT, False
    for text in plan.carriers:
        yield "", "", text, Most.DEPARTMENT, True
    for one in plan.successions:
        for text in (*one.before, *one.after):
            yield "", "", text, Most.DEPARTMENT, True
    for stage in plan.stages:
        yield stage.id, "", stage.name, name, True
    for grade in (*plan.scale, *(grade for stage in plan.stages for grade in stage.scale)):
        yield "", grade.code, grade.code, Most.CODE, True
        yield "", grade.code, grade.meaning, Most.SHORT, False
    for group in plan.groups:
        for text in (group.label, group.no):
            yield group.id, group.heading, text, Most.NUMBER, True
        yield group.id, group.heading, group.title, title, True


def _item_texts(item: Item) -> Iterator[tuple[str, int, bool]]:
    yield item.no, Most.NUMBER, True
    yield item.title, Most.ITEM_TITLE, True
    yield item.content, Most.PROSE, False
    yield item.goal, Most.PROSE, False
    for name in item.departments:
        yield name, Most.DEPARTMENT, True
    for kpi in item.kpis:
        others = (target.text for target in kpi.targets)
        for text in (kpi.name, kpi.target, kpi.lead_in, kpi.baseline, kpi.aim, *others):
            yield text, Most.SHORT, False
        for name in kpi.departments:
            yield name, Most.DEPARTMENT, True
    for phase in item.schedule:
        yield phase.year, Most.NAME, False
        yield phase.label, Most.SHORT, False
    for slot in item.slots:
        yield slot.part, Most.NAME, True
        yield slot.signature, Most.SHORT, False
        for name in slot.departments:
            yield name, Most.DEPARTMENT, True


# What neither SQLite nor a workbook can hold, and what no console shows.
_BAD = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


def _texts(plan: Plan) -> Iterator[Fault]:
    for place, name, text, most, line in _plan_texts(plan):
        if flaw := _flaw_of(text, most, line=line):
            yield Fault(flaw, place, name[:20], most if flaw is Flaw.TOO_LONG else 0)


def _texts_of(item: Item) -> Iterator[Fault]:
    for text, most, line in _item_texts(item):
        if flaw := _flaw_of(text, most, line=line):
            passed = most if flaw is Flaw.TOO_LONG else 0
            yield Fault(flaw, item.id, name_of(item)[:20], passed)


def _flaw_of(text: str, most: int, *, line: bool) -> Flaw | None:
    if not text or (text.isalnum() and len(text) <= most):
        return None
    if len(text) > most:
        return Flaw.TOO_LONG
    if line and "\n" in text:
        return Flaw.LINE_BREAK
    return Flaw.BAD_SIGN if _BAD.search(text) else None


def _counts(plan: Plan) -> Iterator[Fault]:
    whole = (
        (Most.ITEMS, len(plan.items)),
        (Most.GROUPS, len(plan.groups)),
        (Most.YEARS, max(len(plan.years), len(plan.schedule_years))),
        (Most.GRADES, max(len(plan.scale), *(len(stage.scale) for stage in plan.stages), 0)),
        (Most.STAGES, len(plan.stages)),
        (Most.SUCCESSIONS, max(len(plan.successions), len(plan.carriers))),
    )
    for limit, count in whole:
        if count > limit:
            yield Fault(Flaw.TOO_MANY, most=limit)


def _counts_of(item: Item) -> Iterator[Fault]:
    pieces = (
        (Most.DEPARTMENTS, len(item.departments)),
        (Most.KPIS, len(item.kpis)),
        (Most.SLOTS, len(item.slots)),
        (Most.YEARS, len(item.schedule)),
    )
    for limit, count in pieces:
        if count > limit:
            yield Fault(Flaw.TOO_MANY, item.id, name_of(item), limit)


def succession_faults(plan: Plan, before: Plan) -> Iterator[Fault]:
    """The departments that a plan says became others, and that the year before did not have."""
    known = set(before.departments)
    for one in plan.successions:
        for name in one.before:
            if name not in known:
                yield Fault(Flaw.SUCCESSION_UNKNOWN, name, name)
        known |= set(one.after)


_LOOKS: tuple[Callable[[Plan], Iterable[Fault]], ...] = (
    _identities,
    _groups,
    _scale,
    _items,
    _settings,
    _texts,
    _counts,
)
_ITEM_LOOKS: tuple[Callable[[Item], Iterable[Fault]], ...] = (
    _names,
    _parts,
    _texts_of,
    _counts_of,
)
