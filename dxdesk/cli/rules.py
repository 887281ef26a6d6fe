"""Commands for the rules: what they mean, and what a plan sets about them."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from dxdesk.cli.commands import Commands, add_year, print_json
from dxdesk.cli.help_words import NO_GUIDANCE, NO_PAIR
from dxdesk.errors import DxdeskError, Trouble
from dxdesk.finding_words import FAMILY_WORDS, example_text
from dxdesk.messages import DIRECTION_WORDS, SEVERITY_WORDS, STANDING_WORDS, proposal_words

if TYPE_CHECKING:
    from dxdesk.domain.checks import Rule
    from dxdesk.domain.plan import Grade, Order, Plan
    from dxdesk.domain.rulebook import Rulebook, Severity
    from dxdesk.domain.settings import Settings
    from dxdesk.domain.usual_scales import Proposal

_SEVERITIES = ("off", "hint", "warning", "error", "default")
_SIGNS = ("jis-x-0208", "windows-31j", "jis-x-0213", "any")
_DIRECTIONS = ("more", "less", "keep", "unsaid")
_STANDINGS = ("above", "met", "below", "far-below", "ended", "not-rated", "unsaid")
_YES_NO = ("yes", "no")
_ORDERS = ("best-first", "best-last", "none", "not-said")
_GUIDED = ("whole", "result", "kpi", "issues", "rating", "rating_note")


def declare(commands: Commands) -> None:
    """Declare rules and explain."""
    sub = commands.add("rules", _rules, "office")
    sub.add_argument("--json", action="store_true")
    add_year(sub)
    sub.add_argument("--set", action="append", type=_pair(_SEVERITIES), metavar="CODE=SEVERITY")
    sub.add_argument("--reason-for", metavar="CODE[,CODE]")
    sub.add_argument("--far-below", type=int, metavar="N")
    sub.add_argument("--percent-decimals", type=int, metavar="N")
    sub.add_argument("--percent-to-100", choices=_YES_NO)
    sub.add_argument("--signs", choices=_SIGNS)
    sub.add_argument("--signs-allowed", metavar="TEXT")
    sub.add_argument(
        "--direction", action="append", type=_pair(_DIRECTIONS), metavar="ITEM:KPI=DIRECTION"
    )
    sub.add_argument("--standing", action="append", type=_pair(_STANDINGS), metavar="CODE=STANDING")
    sub.add_argument("--meaning", action="append", type=_meaning, metavar="CODE=TEXT")
    sub.add_argument("--order", choices=_ORDERS)
    sub.add_argument("--accept-scale-proposal", type=int, nargs="?", const=0, metavar="N")
    sub.add_argument("--guidance", action="append", type=_guidance, metavar="FIELD=TEXT")
    sub.add_argument("--stamps", type=_names, metavar="NAME[,NAME]")
    sub = commands.add("explain", _explain)
    sub.add_argument("code", nargs="?", metavar="CODE")


def _pair(values: tuple[str, ...]) -> Callable[[str], tuple[str, str]]:
    def read(text: str) -> tuple[str, str]:
        name, _, value = text.rpartition("=")
        if not name or value not in values:
            raise argparse.ArgumentTypeError(str(NO_PAIR).format("|".join(values), text))
        return name, value

    return read


def _meaning(text: str) -> tuple[str, str]:
    code, sign, said = text.partition("=")
    if not sign or not code:
        raise argparse.ArgumentTypeError(str(NO_PAIR).format("TEXT", text))
    return code, said


def _guidance(text: str) -> tuple[str, str]:
    kind, sign, said = text.partition("=")
    if not sign or kind not in _GUIDED:
        raise argparse.ArgumentTypeError(str(NO_GUIDANCE).format("|".join(_GUIDED), text))
    return kind, said


def _names(text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in text.split(",")) if text.strip() else ()


def _rules(args: argparse.Namespace) -> int:
    from dxdesk.domain.settings import Settings
    from dxdesk.office import Office

    with Office.open(args.office, read_only=not _changes(args)) as office:
        settings = _settings(office.plan(args.year), args)
        if settings != Settings():
            office.change_settings(settings, args.year)
        plan = office.plan(args.year)
    if args.json:
        print_json(_as_json(plan))
    else:
        for line in _lines(plan):
            print(line)
    return 0


def _changes(args: argparse.Namespace) -> bool:
    shown = ("json", "year", "office", "run", "painter")
    return any(value is not None for name, value in vars(args).items() if name not in shown)


def _settings(plan: Plan, args: argparse.Namespace) -> Settings:
    from dxdesk.domain.figures import Direction
    from dxdesk.domain.scale import Standing
    from dxdesk.domain.settings import Settings

    directions = {
        _kpi_field(plan, place): Direction("" if value == "unsaid" else value)
        for place, value in args.direction or ()
    }
    standings = {
        code: None if value == "unsaid" else Standing(value) for code, value in args.standing or ()
    }
    rulebook = _rulebook(plan.rulebook, args)
    changed = None if rulebook == plan.rulebook else rulebook
    grades, order = _scale(plan, args)
    return Settings(
        changed, directions, standings, dict(args.guidance or ()), args.stamps, grades, order
    )


def _scale(plan: Plan, args: argparse.Namespace) -> tuple[tuple[Grade, ...], Order | None]:
    """The grades that are said to mean something else, and how the scale is ordered.

    Raises:
        DxdeskError: UNKNOWN_RATING; BAD_SETTING for a proposal that there is not, or where several
            do not agree about which end is the best and none was named.
    """
    from dxdesk.domain.plan import Order

    grades, order = dict(plan.grades), None if args.order is None else Order(args.order)
    if args.accept_scale_proposal is not None:
        taken = _proposal(plan, args.accept_scale_proposal)
        grades |= {grade.code: grade for grade in taken.grades}
        order = order or taken.order
    for code, meaning in args.meaning or ():
        if code not in grades:
            raise DxdeskError(Trouble.UNKNOWN_RATING, code=code)
        grades[code] = grades[code].restated(meaning, grades[code].standing)
    changed = tuple(g for g in grades.values() if g != plan.grades[g.code])
    return changed, None if order is plan.order else order


def _proposal(plan: Plan, number: int) -> Proposal:
    from dxdesk.domain.usual_scales import agree, proposals

    found = proposals(plan)
    if 1 <= number <= len(found):
        return found[number - 1]
    if number == 0 and found and agree(found):
        return found[0]
    allowed = f"1から{len(found)}までの案の番号" if found else "この計画に案はないので、--meaning"
    raise DxdeskError(Trouble.BAD_SETTING, name="accept-scale-proposal", allowed=allowed)


def _rulebook(before: Rulebook, args: argparse.Namespace) -> Rulebook:
    from dxdesk.domain.rulebook import Signs

    codes: str | None = args.reason_for
    reason_for = None
    if codes is not None:
        reason_for = tuple(code.strip() for code in codes.split(",") if code.strip())
    said: dict[str, Any] = {
        "reason_for": reason_for,
        "far_below": args.far_below,
        "percent_decimals": args.percent_decimals,
        "percent_to_100": None if args.percent_to_100 is None else args.percent_to_100 == "yes",
        "signs": None if args.signs is None else Signs(args.signs),
        "signs_allowed": args.signs_allowed,
    }
    changed = {name: value for name, value in said.items() if value is not None}
    return replace(before, levels=_levels(before.levels, args.set or ()), **changed)


def _levels(
    before: Mapping[str, Severity | None], said: Iterable[tuple[str, str]]
) -> dict[str, Severity | None]:
    """The levels with the changes; one that is as the rule declares it is not kept."""
    from dxdesk.domain.checks import RULES, Severity

    levels = dict(before)
    for code, word in said:
        if code not in RULES:
            raise DxdeskError(Trouble.UNKNOWN_RULE, code=code)
        if word in ("default", RULES[code].severity.value):
            levels.pop(code, None)
        else:
            levels[code] = None if word == "off" else Severity(word)
    return levels


def _kpi_field(plan: Plan, place: str) -> str:
    """The field of ITEM:KPI; the number of an item has no colon."""
    from dxdesk.domain.fields import field_of
    from dxdesk.domain.text import likeness

    no, _, name = place.partition(":")
    item = plan.by_no.get(no)
    if item is None:
        raise DxdeskError(Trouble.UNKNOWN_ITEM, item=no)
    for kpi in item.kpis:
        if likeness(kpi.name, name) == 1.0:
            return field_of(item, kpi.id)
    raise DxdeskError(Trouble.UNKNOWN_KPI, item=no, kpi=name)


def _as_json(plan: Plan) -> dict[str, Any]:
    from dxdesk.domain.checks import RULES
    from dxdesk.domain.usual_scales import proposals

    book = plan.rulebook
    return {
        "format": 1,
        "year": plan.year,
        "rules": [
            {
                "code": rule.code,
                "family": rule.family.value,
                "severity": _level(book, rule),
                "default": rule.severity.value,
            }
            for rule in RULES.values()
        ],
        "reason_for": list(book.reason_for),
        "far_below": book.far_below,
        "percent_decimals": book.percent_decimals,
        "percent_to_100": book.percent_to_100,
        "signs": book.signs.value,
        "signs_allowed": book.signs_allowed,
        "standings": [
            {
                "code": grade.code,
                "meaning": grade.meaning,
                "standing": grade.says.value,
                "set": grade.standing is not None,
            }
            for grade in plan.scale
        ],
        "order": plan.order.value,
        "scale_proposals": [
            {
                "ladder": list(one.ladder),
                "order": one.order.value,
                "grades": [{"code": g.code, "meaning": g.meaning} for g in one.grades],
            }
            for one in proposals(plan)
        ],
        "directions": [
            {"item": item.no, "kpi": kpi.name, "direction": kpi.direction.value}
            for item in plan.items
            for kpi in item.kpis
            if kpi.direction.value
        ],
        "guidance": dict(plan.guidance),
        "stamps": list(plan.stamps),
    }


def _level(book: Rulebook, rule: Rule) -> str:
    level = book.levels.get(rule.code, rule.severity)
    return level.value if level else "off"


def _lines(plan: Plan) -> Iterator[str]:
    from dxdesk.domain.checks import RULES
    from dxdesk.domain.usual_scales import proposals

    book = plan.rulebook
    for rule in RULES.values():
        level = book.levels.get(rule.code, rule.severity)
        word = SEVERITY_WORDS[level] if level else "使わない"
        changed = "（変更）" if rule.code in book.levels else ""
        yield f"{rule.code}\t{FAMILY_WORDS[rule.family]}\t{word}{changed}"
    yield f"理由を求める評価: {'、'.join(book.reason_for) or 'なし'}"
    yield f"大きく下回ると見る達成率: {book.far_below}%未満"
    whole = "合計を100にする" if book.percent_to_100 else "四捨五入のまま"
    yield f"割合: 小数{book.percent_decimals}桁、{whole}"
    yield f"表示できる文字: {book.signs.value}、ほかに「{book.signs_allowed}」"
    yield f"確認票の押印欄: {'、'.join(plan.stamps) or 'なし'}"
    for grade in plan.scale:
        said = "（指定）" if grade.standing else ""
        yield f"評価「{grade.code}」{grade.meaning}: {STANDING_WORDS[grade.says]}{said}"
    for number, one in enumerate(proposals(plan), 1):
        said = "、".join(f"{grade.code} {grade.meaning}" for grade in one.grades)
        yield f"評価の文言の案{number}　{proposal_words(one)}: {said}"
    for item in plan.items:
        for kpi in item.kpis:
            if kpi.direction.value:
                yield f"項目{item.no} {kpi.name}: {DIRECTION_WORDS[kpi.direction]}"


def _explain(args: argparse.Namespace) -> int:
    from dxdesk.domain.checks import RULES

    if args.code is None:
        for rule in RULES.values():
            family, severity = FAMILY_WORDS[rule.family], SEVERITY_WORDS[rule.severity]
            print(f"{rule.code}\t{family}\t{severity}\t{rule.wording}")
        return 0
    rule = RULES.get(args.code)
    if rule is None:
        raise DxdeskError(Trouble.UNKNOWN_RULE, code=args.code)
    print(f"{rule.code}（{FAMILY_WORDS[rule.family]}、{SEVERITY_WORDS[rule.severity]}）")
    print(rule.meaning)
    print(f"文言: {rule.wording}")
    print(f"指摘になる例: {example_text(rule.triggers)}")
    print(f"ならない例: {example_text(rule.passes)}")
    if not rule.confirmable:
        print("理由を書いて済ませることはできません。")
    return 0
