"""The disk is asked in one place: nobody else uses what raises or lies where a share is gone."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
GUARD = "dxdesk/there.py"
# Of paths, folders' entries and `os.path`.
ASKING = frozenset(
    {
        *("exists", "lexists", "is_file", "isfile", "is_dir", "isdir", "is_mount", "ismount"),
        *(
            "is_symlink",
            "islink",
            "is_junction",
            "stat",
            "lstat",
            "getsize",
            "getmtime",
            "getctime",
        ),
        *("glob", "rglob", "iglob", "iterdir", "listdir", "scandir", "samefile", "same_file"),
        *("access", "walk", "fwalk"),
    }
)
# Narrow rights: what is made so is for its maker alone, wherever it is moved to.
FOR_ONESELF = frozenset({"mkdtemp", "mkstemp", "TemporaryDirectory", "NamedTemporaryFile"})
# What is not asked of the disk, or not for others: the module and the words of the line.
ALLOWED = {
    # A condition in SQL.
    ("dxdesk/store/office_journal.py", "taken_back.exists"),
    # Nobody else is to read what is made to be read here and now.
    ("dxdesk/store/database.py", "TemporaryDirectory"),
    ("dxdesk/selftest.py", "tempfile.TemporaryDirectory"),
    # Of a file that was just written there, before anybody else knows of it.
    ("dxdesk/selftest.py", "book.stat"),
    # Under `disk_errors`: whether a link is put back as a link.
    ("dxdesk/disk.py", "path.lstat"),
}


def calls(folder: str) -> Iterator[tuple[str, str, str, int]]:
    """Every call below a folder: module, called name, the words before its brackets, line."""
    for path in sorted((ROOT / folder).rglob("*.py")):
        module = path.relative_to(ROOT).as_posix()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                words = ast.unparse(node.func)
                yield module, words.rpartition(".")[2], words, node.lineno


@pytest.mark.parametrize("folder", ["dxdesk", "ui"])
def test_nobody_else_asks_the_disk(folder: str) -> None:
    naked = [
        f"{module}:{line}: {words}"
        for module, name, words, line in calls(folder)
        if name in ASKING and module != GUARD and (module, words) not in ALLOWED
    ]
    assert naked == []


@pytest.mark.parametrize("folder", ["dxdesk", "ui"])
def test_nothing_that_others_read_is_made_with_narrow_rights(folder: str) -> None:
    narrow = [
        f"{module}:{line}: {words}"
        for module, name, words, line in calls(folder)
        if name in FOR_ONESELF and (module, words) not in ALLOWED
    ]
    assert narrow == []


@pytest.mark.parametrize("folder", ["dxdesk", "ui"])
def test_nobody_else_sleeps(folder: str) -> None:
    """`replace_file` bounds its pauses by the thread; a sleep elsewhere could stop a window."""
    sleeping = {module for module, _, words, _ in calls(folder) if words.endswith("sleep")}
    assert sleeping <= {"dxdesk/disk.py"}


def test_what_is_allowed_is_still_there() -> None:
    known = {(module, words) for module, _, words, _ in calls("dxdesk")}
    assert known >= ALLOWED
