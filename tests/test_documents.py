"""What the documents say of files is what the program does, and every link of theirs leads somewhere."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote

import pytest

from dxdesk.store.aside import aside_path
from dxdesk.store.lock import lock_path
from scripts import licences
from scripts.components import ROOT

DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), *ROOT.glob("*/README.md")])
FOR_THE_IT_SECTION = ROOT / "docs" / "情報担当の方へ.md"
_LINK = re.compile(r"\]\(([^)\s]+)\)")


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_links_lead_somewhere(document: Path) -> None:
    targets = [link.partition("#")[0] for link in _LINK.findall(document.read_text("utf-8"))]
    inner = [unquote(one) for one in targets if one and not one.startswith(("http:", "https:"))]
    assert [one for one in inner if not (document.parent / one).exists()] == []


def test_the_it_section_is_told_of_every_file() -> None:
    told = FOR_THE_IT_SECTION.read_text("utf-8")
    file = Path("….dxdesk")
    names = [lock_path(file).name, aside_path(file).name, "….dxdesk-bak-", "….dxdesk-journal"]
    names += ["dxdesk.ini", "DXDESK_LOG_DIR", "session-", licences.INDEX, licences.FOLDER]
    for kind in ("request", "submission", "desk"):
        assert (ROOT / "resources" / "icons" / f"{kind}.ico").is_file()
        names += [f"dxdesk.{kind}", f"{kind}.ico"]
    assert [name for name in names if name not in told] == []
