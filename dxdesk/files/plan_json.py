"""A plan as JSON: written whole, and read as a change of the plan that is there."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, cast

from dxdesk.codec import canonical, decode, plain
from dxdesk.domain.plan import Plan
from dxdesk.errors import DxdeskError, Trouble
from dxdesk.files.archive import MB
from dxdesk.files.gate import read_bytes
from dxdesk.files.typed_json import each_key_once

FORMAT = 1
LARGEST_PLAN = 64 * MB


def plan_as_json(plan: Plan) -> dict[str, Any]:
    """Everything of a plan as JSON values."""
    return {"format": FORMAT, "plan": plain(plan)}


def read_plan(path: Path, now: Plan) -> Plan:
    """The plan `now` with what a file says of it; parts that the file leaves out stay as they are.

    Whether the plan is sound is not looked at here.

    Raises:
        DxdeskError: FILE_MISSING, FILE_UNREADABLE, FILE_TOO_LARGE; OTHER_YEAR; BAD_PLAN for what is no
            such JSON, or names something that plans do not have.
    """
    data = read_bytes(path, LARGEST_PLAN)
    given = _given(data, path.name)
    try:
        plan = decode(Plan, canonical({**plain(now), **given}), path.name)
    except DxdeskError:
        raise DxdeskError(Trouble.BAD_PLAN, file=path.name) from None
    if plan.year != now.year:
        raise DxdeskError(Trouble.OTHER_YEAR, file=path.name)
    # What is misspelt would be left out without a word.
    if _has_unknown(given, plain(plan)):
        raise DxdeskError(Trouble.BAD_PLAN, file=path.name)
    return plan


def _given(data: bytes, name: str) -> dict[str, Any]:
    try:
        read: object = json.loads(data.decode("utf-8-sig"), object_pairs_hook=each_key_once)
        # Half of a surrogate pair, which JSON can write and no file can hold.
        json.dumps(read, ensure_ascii=False).encode("utf-8")
    except (ValueError, RecursionError):
        raise DxdeskError(Trouble.BAD_PLAN, file=name) from None
    if not isinstance(read, dict):
        raise DxdeskError(Trouble.BAD_PLAN, file=name)
    document = cast("dict[str, Any]", read)
    given: object = document.get("plan")
    if document.get("format") != FORMAT or not isinstance(given, dict):
        raise DxdeskError(Trouble.BAD_PLAN, file=name)
    return cast("dict[str, Any]", given)


def _has_unknown(given: object, known: object) -> bool:
    if isinstance(given, dict) and isinstance(known, dict):
        mine, theirs = cast("dict[str, object]", given), cast("dict[str, object]", known)
        return any(
            name not in theirs or _has_unknown(value, theirs[name]) for name, value in mine.items()
        )
    if isinstance(given, list) and isinstance(known, list):
        pairs = zip(cast("list[object]", given), cast("list[object]", known), strict=False)
        return any(_has_unknown(one, other) for one, other in pairs)
    return False
