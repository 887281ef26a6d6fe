"""Writing: signs and spellings that come back from the printer, each with the text put right."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from dxdesk.domain.checks.finding import Evidence, Finding, Rule
from dxdesk.domain.checks.view import ItemView
from dxdesk.domain.checks.writing_rules import (
    CIRCLED_GAP,
    CONTROL_CHARACTERS,
    FULL_WIDTH_DIGITS,
    HALF_WIDTH,
    LEADING_SPACE,
    PERCENT_MIXED,
    RULES,
    UNKNOWN_DEPARTMENT,
    UNKNOWN_SIGN,
)
from dxdesk.domain.fields import RATING_NOTE
from dxdesk.domain.numbering import CIRCLED, Break, check_numbering, numbers_in
from dxdesk.domain.plan import Kpi, Slot
from dxdesk.domain.rulebook import Rulebook, Signs
from dxdesk.domain.signs import (
    HALF_WIDTH_KANA,
    Repertoire,
    any_of,
    merged,
    name_of,
    outside,
    repertoire,
    spans_of,
)
from dxdesk.domain.writers import departments
from dxdesk.domain.writing import (
    CONTROL,
    FULL_DIGITS,
    HALF_DIGIT,
    KANA,
    LEADING,
    full_width_kana,
    half_width_digits,
    percent_sign,
    without_controls,
    without_leading_spaces,
)

__all__ = ["RULES", "check"]

_MOST_SHOWN = 10
_OTHER_PERCENT = {"％": "%", "%": "％"}
_DIGITS = frozenset("０１２３４５６７８９")
_CIRCLED = frozenset(CIRCLED)
_BRACKETS = frozenset(")）")
_NOTABLE = frozenset("％\n") | _DIGITS | _CIRCLED | _BRACKETS


@dataclass(frozen=True, slots=True)
class _Glance:
    """How to pass a text by quickly: `ordinary` matches one in which nothing can be found.

    `notable` finds the signs by which to tell what may be found in another; those that are
    not `harmless` are no signs of the machines' at all, or half-width kana.
    """

    ordinary: re.Pattern[str]
    notable: re.Pattern[str]
    harmless: frozenset[str]


@lru_cache(maxsize=16)
def _glance(signs: Signs, allowed: str) -> _Glance:
    shown = repertoire(signs, allowed)
    notable = merged(outside(shown.known), HALF_WIDTH_KANA, spans_of(_NOTABLE))
    plain = any_of(outside(notable))
    return _Glance(
        re.compile(rf"(?![ 　【])(?:{plain}++|\n(?![ 　【])|[)）](?![ \t　]*(?:\n|\Z)))*+\Z"),
        re.compile(any_of(notable)),
        _NOTABLE.difference(shown.strangers("".join(_NOTABLE))),
    )


def prepare(rulebook: Rulebook) -> None:
    """Build the patterns of a plan's characters, which the first check would wait for."""
    _glance(rulebook.signs, rulebook.signs_allowed)


@dataclass(frozen=True, slots=True)
class _Field:
    """A text and its place: a slot, a KPI's actual, or else the reason for the rating."""

    view: ItemView
    text: str
    slot: Slot | None = None
    kpi: Kpi | None = None

    @property
    def repertoire(self) -> Repertoire:
        return repertoire(self.view.rulebook.signs, self.view.rulebook.signs_allowed)

    def finding(self, rule: Rule, evidence: Evidence, fix: str, *, weak: bool = False) -> Finding:
        if self.slot:
            return self.view.slot_finding(rule, self.slot, evidence, weak=weak, fix=fix)
        name, kpi = (self.kpi.id, self.kpi.name) if self.kpi else (RATING_NOTE, "")
        return self.view.finding(rule, name, evidence, kpi=kpi, weak=weak, fix=fix)


def check(view: ItemView) -> Iterable[Finding]:
    """Look at every text of one item."""
    glance = _glance(view.rulebook.signs, view.rulebook.signs_allowed)
    note, kpis = view.text(RATING_NOTE), view.item.kpis
    actuals = [view.text(kpi.id) for kpi in kpis]
    together = "\n".join([*(text for _, text in view.slots), note, *actuals])
    full_width = any("％" in kpi.target for kpi in kpis)
    if not full_width and glance.ordinary.match(together):
        return ()
    places = [*((text, slot, None) for slot, text in view.slots), (note, None, None)]
    places += [(text, None, kpi) for kpi, text in zip(kpis, actuals, strict=True)]
    found: list[Finding] = []
    for text, slot, kpi in places:
        if (full_width and kpi) or not glance.ordinary.match(text):
            found += _look(_Field(view, text, slot, kpi), glance)
    return found


def _look(field: _Field, glance: _Glance) -> Iterator[Finding]:
    signs = frozenset(glance.notable.findall(field.text))
    if signs - glance.harmless:
        yield from _half_width_kana(field)
        yield from _unknown_signs(field)
        yield from _control_characters(field)
    if field.kpi:
        yield from _percent_of_actual(field, field.kpi)
    else:
        yield from _look_at_prose(field, signs)


def _look_at_prose(field: _Field, signs: frozenset[str]) -> Iterator[Finding]:
    if signs & _DIGITS:
        yield from _full_width_digits(field)
    if "％" in signs:
        yield from _percent_in_prose(field)
    if signs & _CIRCLED:
        yield from _circled_gaps(field)
    if signs & _BRACKETS or "【" in field.text:
        yield from _unknown_departments(field)
    if "\n" in signs or field.text.startswith((" ", "　")):
        yield from _leading_spaces(field)


def _half_width_kana(field: _Field) -> Iterator[Finding]:
    if runs := KANA.findall(field.text):
        typed = {"typed": _some(runs), "count": len(runs)}
        yield field.finding(HALF_WIDTH, typed, full_width_kana(field.text))


def _full_width_digits(field: _Field) -> Iterator[Finding]:
    if (runs := FULL_DIGITS.findall(field.text)) and HALF_DIGIT.search(field.text):
        typed = {"typed": _some(runs), "count": len(runs)}
        yield field.finding(FULL_WIDTH_DIGITS, typed, half_width_digits(field.text))


def _leading_spaces(field: _Field) -> Iterator[Finding]:
    if lines := len(LEADING.findall(field.text)):
        yield field.finding(LEADING_SPACE, {"lines": lines}, without_leading_spaces(field.text))


def _percent_in_prose(field: _Field) -> Iterator[Finding]:
    if "％" in field.text and "%" in field.text:
        wanted = percent_sign(field.text) or _percent_sign_of(field.view)
        yield _percent(field, wanted)


def _percent_of_actual(field: _Field, kpi: Kpi) -> Iterator[Finding]:
    """An actual is spelled like its target."""
    wanted = percent_sign(kpi.target)
    if wanted and _OTHER_PERCENT[wanted] in field.text:
        yield _percent(field, wanted)


def _percent(field: _Field, wanted: str) -> Finding:
    other = _OTHER_PERCENT[wanted]
    evidence = {"typed": other, "wanted": wanted, "count": field.text.count(other)}
    return field.finding(PERCENT_MIXED, evidence, field.text.replace(other, wanted))


def _percent_sign_of(view: ItemView) -> str:
    """The spelling that the plan's targets have, those of the item first."""
    for item in (view.item, *view.plan.items):
        for kpi in item.kpis:
            if wanted := percent_sign(kpi.target):
                return wanted
    return "%"


def _circled_gaps(field: _Field) -> Iterator[Finding]:
    numbering = check_numbering(field.text, cache(lambda: _numbers_around(field)))
    if breaks := numbering.breaks:
        said = {"said": "、".join(map(_in_words, breaks[:_MOST_SHOWN])), "count": len(breaks)}
        weak = not any(each.sure for each in breaks)
        yield field.finding(CIRCLED_GAP, said, numbering.repaired, weak=weak)


def _numbers_around(field: _Field) -> frozenset[int]:
    item = field.view.item
    others = [text for slot, text in field.view.slots if slot is not field.slot]
    names = [text for kpi in item.kpis for text in (kpi.name, kpi.target)]
    return numbers_in("".join([item.content, item.goal, *others, *names]))


def _in_words(each: Break) -> str:
    found = CIRCLED[each.found - 1]
    if not each.after:
        return f"最初が{found}"
    if each.found == each.after:
        return f"{found}が二つ"
    return f"{CIRCLED[each.after - 1]}の次が{found}"


def _unknown_signs(field: _Field) -> Iterator[Finding]:
    if signs := field.repertoire.strangers(field.text):
        evidence = {"signs": _named(signs), "count": len(signs)}
        yield field.finding(UNKNOWN_SIGN, evidence, field.repertoire.repaired(field.text))


def _unknown_departments(field: _Field) -> Iterator[Finding]:
    view = field.view
    own = (field.slot.departments if field.slot else ()) or view.item.departments or ("",)
    known = departments(view.material.known_departments, bool(view.material.departments))
    fix, wrong = known.corrected(field.text, own[0])
    if wrong:
        evidence = {"name": "、".join(wrong), "nearest": "、".join(wrong.values())}
        yield field.finding(UNKNOWN_DEPARTMENT, evidence, fix)


def _control_characters(field: _Field) -> Iterator[Finding]:
    if found := CONTROL.findall(field.text):
        signs = tuple(dict.fromkeys(found))
        evidence = {"signs": _named(signs), "count": len(found)}
        fix = without_controls(field.text, line=field.kpi is not None)
        yield field.finding(CONTROL_CHARACTERS, evidence, fix)


def _some(texts: Sequence[str]) -> str:
    shown = "、".join(dict.fromkeys(texts[:_MOST_SHOWN]))
    return shown if len(texts) <= _MOST_SHOWN else f"{shown}ほか"


def _named(signs: Sequence[str]) -> str:
    return _some([name_of(sign) for sign in signs])
