"""The command that looks into a folder for submissions."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dxdesk.cli.commands import Commands, print_json
from dxdesk.errors import DxdeskError, Trouble
from dxdesk.messages import sentence

if TYPE_CHECKING:
    from dxdesk.office import Waiting


def declare(commands: Commands) -> None:
    """Declare waiting."""
    sub = commands.add("waiting", _waiting, "office", "folder")
    sub.add_argument("--json", action="store_true")


def _waiting(args: argparse.Namespace) -> int:
    from dxdesk.office import Office

    folder = Path(args.folder)
    with Office.open(args.office, read_only=True) as office:
        waiting = office.waiting_in(folder)
    if waiting.is_missing:
        raise DxdeskError(Trouble.FILE_MISSING, file=folder.name)
    if args.json:
        print_json(_json(waiting))
        return 0
    for one in waiting.arrivals:
        print(f"waiting {one.path}: {'、'.join(one.departments) or '課は取り込むと分かります'}")
    for one in waiting.refused:
        print(f"refused {one.path}: {sentence(one.error)}")
    for path in waiting.unsettled:
        print(f"unsettled {path}: 書き込み中か、ほかで開かれています。")
    if waiting.left_out:
        print("ファイルが多すぎるため、一部を調べていません。")
    return 0


def _json(waiting: Waiting) -> dict[str, Any]:
    return {
        "format": 1,
        "folder": str(waiting.folder),
        "waiting": [
            {"file": str(one.path), "departments": list(one.departments)}
            for one in waiting.arrivals
        ],
        "refused": [
            {"file": str(one.path), "message": sentence(one.error)} for one in waiting.refused
        ],
        "unsettled": [str(path) for path in waiting.unsettled],
        "left_out": waiting.left_out,
    }
