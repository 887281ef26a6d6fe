"""The licences of a frozen folder: written when it is made, checked when it is handed out.

`python -m scripts.licences FOLDER` fails when a file or a module of the folder belongs to no
component, or a component has no licence text.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path, PurePath
from typing import Any

from scripts.components import INNER, Part

FOLDER = "licences"
COMPONENTS = "components.json"
INDEX = "一覧.txt"
PROGRAMS = ("dxdesk", "dxdesk.exe", "dxdesk-cli.exe")

# What must not be in, whoever it belongs to. icuuc.dll is Windows' own; one that lies in the folder
# is the stub that Wine needs.
FORBIDDEN = (
    *("icuuc.dll", "opengl32sw.dll", "d3dcompiler_47.dll", "libgtk-3", "libgdk-3", "libqgtk3"),
    *("libssl", "libcrypto", "libgnutls"),
)

# Windows Python needs it, and Wine has one of its own, so a program that lacks it would start there.
_C_RUNTIME = f"{INNER}vcruntime140.dll"

_HEAD = """\
dxdesk に入っているものと、その使用許諾
========================================

dxdesk は MIT License で配布しています。次のものを含み、それぞれの使用許諾に従います。
文書は名前ごとのフォルダーに、いくつかに共通のものは common にあります。
フォント（書体）は入っていません。

Qt と PySide6 は LGPL-3.0 です。ソースコードの入手先と差し替えかたは、
common フォルダーの qt-source.txt にあります。

"""


def write(target: Path, parts: Sequence[Part]) -> None:
    """Write licences/ into a frozen folder: a folder a component, an index, the list for machines."""
    folder = target / FOLDER
    for part in parts:
        for name, text in part.texts.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(text)
    (folder / INDEX).write_bytes(b"\xef\xbb\xbf" + _index(parts).encode().replace(b"\n", b"\r\n"))
    rows = [
        {name: getattr(part, name) for name in ("name", "version", "purl", "licence")}
        | {"files": part.files, "modules": part.modules, "crates": part.crates}
        | {"texts": sorted(part.texts)}
        for part in parts
    ]
    listed = json.dumps(rows, ensure_ascii=False, indent=1, sort_keys=True)
    (folder / COMPONENTS).write_bytes(listed.encode() + b"\n")


def read(target: Path) -> list[dict[str, Any]]:
    """The components of a frozen folder as they were written."""
    return json.loads((target / FOLDER / COMPONENTS).read_text(encoding="utf-8"))


def _index(parts: Sequence[Part]) -> str:
    lines = [f"{part.name} {part.version}\n    {_shown(part.licence)}\n" for part in parts]
    for part in parts:
        if part.crates:
            lines.append(f"\n{part.name} に組み込まれているもの\n")
            lines += [
                f"    {one['name']} {one['version']}  {one['licence']}\n" for one in part.crates
            ]
    return _HEAD + "".join(lines)


def _shown(licence: str) -> str:
    return "copyright.txt のとおり" if licence.startswith("LicenseRef-Debian-") else licence


def faults(target: Path, modules: Iterable[str]) -> Iterator[str]:
    """What is wrong with a frozen folder that has these modules packed, a line each."""
    rows = read(target)
    known = {file for row in rows for file in row["files"]}
    known_modules = {module for row in rows for module in row["modules"]}
    for path in sorted(target.rglob("*")):
        name = path.relative_to(target).as_posix()
        if path.is_dir() or name.startswith(f"{FOLDER}/"):
            continue
        if path.name.lower().startswith(FORBIDDEN):
            yield f"{name}: must not be handed out"
        elif name not in known:
            yield f"{name}: belongs to no component"
    for name in sorted(known):
        if not (target / name).is_file():
            yield f"{name}: is listed and is not there"
    is_windows = any(name.endswith(".exe") for name in known)
    if is_windows and _C_RUNTIME not in {name.lower() for name in known}:
        yield f"{_C_RUNTIME}: is missing"
    for module in sorted({name.partition(".")[0] for name in modules} - known_modules):
        yield f"module {module}: belongs to no component"
    for row in rows:
        texts = [target / FOLDER / text for text in row["texts"]]
        if not any(text.is_file() and text.stat().st_size for text in texts):
            yield f"{row['name']}: has no licence text"
        yield from (
            f"{text.name} of {row['name']} is missing" for text in texts if not text.is_file()
        )


def packed_modules(program: Path) -> list[str]:
    """The modules inside an executable, of whatever system it is."""
    from PyInstaller.archive.readers import CArchiveReader

    archive = CArchiveReader(str(program))
    scripts = [name for name, entry in archive.toc.items() if entry[-1] in "sm"]
    return [*archive.open_embedded_archive("PYZ.pyz").toc, *scripts]


def inner(target: str) -> str:
    """A file's name in the folder, given where PyInstaller puts it."""
    return INNER + PurePath(target).as_posix()


def main(words: Sequence[str]) -> int:
    """Check a folder; returns the exit status."""
    target = Path(words[0])
    programs = [path for name in PROGRAMS if (path := target / name).is_file()]
    modules = [module for program in programs for module in packed_modules(program)]
    found = list(faults(target, modules))
    for line in found:
        print(f"licences: {line}", file=sys.stderr)
    if not found:
        rows = read(target)
        print(f"licences: {len(rows)} components, each with its texts; every file belongs to one")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
