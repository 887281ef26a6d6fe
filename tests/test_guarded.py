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
# What changes or reads a file by its path, and what catches a refusal.
DOING = frozenset(
    {
        *(
            "unlink",
            "mkdir",
            "rmdir",
            "rmtree",
            "rename",
            "touch",
            "chmod",
            "symlink_to",
            "readlink",
        ),
        *("write_text", "write_bytes", "read_text", "fsync", "makedirs", "copyfileobj"),
    }
)
OPENING = frozenset({"path.open", "part.open", "file.open", "os.open", "os.remove", "os.truncate"})
GUARDS = ("disk_errors(", "suppress(OSError")
UNGUARDED = {
    # Of the program's own folder, and of nothing that is anybody's.
    ("dxdesk/demo.py", "resource('sample', 'answers-r7.json').read_text"),
    ("dxdesk/cli/__init__.py", "os.open"),
    # Whoever enters it does so under `disk_errors`.
    ("dxdesk/disk.py", "os.open"),
    ("dxdesk/disk.py", "os.fsync"),
}
# What is not asked of the disk, or not for others: the module and the words of the line.
ALLOWED = {
    # A condition in SQL.
    ("dxdesk/store/office_journal.py", "taken_back.exists"),
    # Of the program's own folder, before it is known what it is to do.
    ("dxdesk/__main__.py", "INSTALLED.is_dir"),
    ("dxdesk/resources.py", "INSTALLED.is_dir"),
    # Nobody else is to read what is made to be read here and now.
    ("dxdesk/store/database.py", "TemporaryDirectory"),
    ("dxdesk/selftest.py", "tempfile.TemporaryDirectory"),
    # Of a file that was just written there, before anybody else knows of it.
    ("dxdesk/selftest.py", "book.stat"),
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
    """The core waits as it was told to (`wait_by`); a sleep elsewhere could stop a window."""
    sleeping = {module for module, _, words, _ in calls(folder) if words.endswith("sleep")}
    # On a thread that draws no window; and a second start, before it has one.
    assert sleeping <= {"ui/pausing.py", "ui/second_start.py"}


def unguarded(node: ast.AST, guarded: bool = False) -> Iterator[ast.Call]:
    """The calls that change or read a file where nothing catches what the system may say."""
    if isinstance(node, ast.FunctionDef):
        guarded = False
    if isinstance(node, ast.With):
        words = " ".join(ast.unparse(one.context_expr) for one in node.items)
        guarded = guarded or any(guard in words for guard in GUARDS)
    children = list(ast.iter_child_nodes(node))
    if isinstance(node, ast.Try):
        caught = " ".join(ast.unparse(one.type) for one in node.handlers if one.type)
        for part in node.body:
            yield from unguarded(part, guarded or "OSError" in caught)
        children = [*node.handlers, *node.orelse, *node.finalbody]
    if isinstance(node, ast.Call) and not guarded:
        words = ast.unparse(node.func)
        if words.rpartition(".")[2] in DOING or words in OPENING:
            yield node
    for child in children:
        yield from unguarded(child, guarded)


@pytest.mark.parametrize("folder", ["dxdesk", "ui"])
def test_whatever_touches_a_file_is_ready_for_a_refusal(folder: str) -> None:
    naked: list[str] = []
    for path in sorted((ROOT / folder).rglob("*.py")):
        module = path.relative_to(ROOT).as_posix()
        for call in unguarded(ast.parse(path.read_text(encoding="utf-8"))):
            words = ast.unparse(call.func)
            if (module, words) not in UNGUARDED:
                naked.append(f"{module}:{call.lineno}: {words}")
    assert naked == []


def test_what_is_allowed_is_still_there() -> None:
    known = {(module, words) for module, _, words, _ in calls("dxdesk")}
    assert known >= ALLOWED
