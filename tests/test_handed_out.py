"""What is handed out: its licences, its bill of materials, what Windows shows of it."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT7

import dxdesk
from scripts import licences, sbom
from scripts.components import (
    COMPONENTS,
    ROOT,
    TEXTS,
    UnknownPartError,
    component_of,
    component_of_module,
    parts_of,
)
from scripts.version_resource import PROGRAMS, numbers, strings

SCHEMAS = Path(__file__).with_name("cyclonedx-1.6.json")
# A frozen folder in small: files of both systems, by their component.
FILES = {
    "dxdesk": "dxdesk",
    "dxdesk.exe": "dxdesk",
    "dxdesk-cli.exe": "dxdesk",
    "_internal/resources/layouts/wide.toml": "dxdesk",
    "_internal/PySide6/Qt/lib/libicudata.so.73": "ICU",
    "_internal/PySide6/Qt/lib/libQt6Core.so.6": "Qt",
    "_internal/PySide6/Qt/plugins/platforms/libqxcb.so": "Qt",
    "_internal/PySide6/Qt6Core.dll": "Qt",
    "_internal/PySide6/plugins/platforms/qwindows.dll": "Qt",
    "_internal/PySide6/translations/qtbase_ja.qm": "Qt",
    "_internal/PySide6/QtCore.abi3.so": "pyside6-essentials",
    "_internal/PySide6/QtCore.pyd": "pyside6-essentials",
    "_internal/PySide6/pyside6.abi3.dll": "pyside6-essentials",
    "_internal/PySide6/MSVCP140.dll": "Microsoft Visual C++ runtime",
    "_internal/VCRUNTIME140.dll": "Microsoft Visual C++ runtime",
    "_internal/shiboken6/Shiboken.pyd": "shiboken6",
    "_internal/sqlalchemy/util/_collections_cy.cp311-win_amd64.pyd": "sqlalchemy",
    "_internal/pydantic_core/_pydantic_core.cp311-win_amd64.pyd": "pydantic-core",
    "_internal/_socket.pyd": "Python",
    "_internal/python311.dll": "Python",
    "_internal/python3.11/lib-dynload/math.cpython-311-x86_64-linux-gnu.so": "Python",
    "_internal/base_library.zip": "Python",
    "_internal/sqlite3.dll": "SQLite",
    "_internal/libffi-8.dll": "libffi",
}
MODULES = {
    "dxdesk.cli": "dxdesk",
    "PySide6": "pyside6-essentials",
    "json.decoder": "Python",
    "_sysconfigdata__linux_x86_64-linux-gnu": "Python",
    "pyimod01_archive": "pyinstaller",
    "typing_extensions": "typing-extensions",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A made-up frozen folder with its licences."""
    target = tmp_path / "dxdesk"
    for name in FILES:
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        (target / name).write_bytes(name.encode())
    licences.write(target, parts_of({name: target / name for name in FILES}, MODULES))
    return target


@pytest.mark.parametrize(("file", "name"), FILES.items())
def test_a_file_has_its_component(file: str, name: str) -> None:
    row = component_of(file)
    assert row
    assert row.name == name


@pytest.mark.parametrize(("module", "name"), MODULES.items())
def test_a_module_has_its_component(module: str, name: str) -> None:
    row = component_of_module(module)
    assert row
    assert row.name == name


@pytest.mark.parametrize(
    "file",
    [
        "_internal/greenlet/_greenlet.cp311-win_amd64.pyd",
        "_internal/PySide/QtCore.pyd",
        "_internal/libcups.so.2",
        "readme.txt",
        "more/dxdesk.exe",
    ],
)
def test_a_file_that_nobody_named_has_none(file: str) -> None:
    assert component_of(file) is None


def test_every_locked_package_has_a_component() -> None:
    locked = re.findall(r"^([\w.-]+)==", (ROOT / "requirements.txt").read_text("utf-8"), re.M)
    known = {row.name for row in COMPONENTS}
    assert locked
    assert {name.lower().replace("_", "-") for name in locked} <= known


def test_no_text_is_left_over() -> None:
    named = {text for row in COMPONENTS for text in row.texts}
    assert {path.name for path in TEXTS.iterdir()} == {name for name in named if "/" not in name}


def test_what_belongs_to_nobody_ends_the_build(tmp_path: Path) -> None:
    stray = tmp_path / "libstray.so.1"
    stray.write_bytes(b"")
    with pytest.raises(UnknownPartError) as told:
        parts_of({"_internal/libstray.so.1": stray}, ["strange.module", "json"])
    assert "_internal/libstray.so.1" in str(told.value)
    assert "module strange" in str(told.value)
    assert "json" not in str(told.value)


def test_a_whole_folder_has_no_fault(folder: Path) -> None:
    assert list(licences.faults(folder, MODULES)) == []
    index = (folder / "licences" / "一覧.txt").read_text("utf-8-sig")
    for name in {*FILES.values(), *MODULES.values()}:
        assert f"\n{name} " in index
    for row in licences.read(folder):
        assert row["texts"], row["name"]
        assert all((folder / "licences" / text).stat().st_size for text in row["texts"])


@pytest.mark.parametrize(
    ("file", "fault"),
    [
        ("_internal/PySide6/icuuc.dll", "must not be handed out"),
        ("_internal/PySide6/opengl32sw.dll", "must not be handed out"),
        ("_internal/PySide6/D3DCompiler_47.dll", "must not be handed out"),
        ("_internal/libgtk-3.so.0", "must not be handed out"),
        ("_internal/libcrypto-3.dll", "must not be handed out"),
        ("_internal/PySide6/Qt6Network.dll", "belongs to no component"),
        ("notes.txt", "belongs to no component"),
    ],
)
def test_a_file_too_many_is_a_fault(folder: Path, file: str, fault: str) -> None:
    (folder / file).write_bytes(b"x")
    assert list(licences.faults(folder, MODULES)) == [f"{file}: {fault}"]


def test_what_is_missing_is_a_fault(folder: Path) -> None:
    (folder / "_internal/base_library.zip").unlink()
    (folder / "licences/dxdesk/LICENSE").unlink()
    assert list(licences.faults(folder, [*MODULES, "strange.module"])) == [
        "_internal/base_library.zip: is listed and is not there",
        "module strange: belongs to no component",
        "dxdesk: has no licence text",
        "LICENSE of dxdesk is missing",
    ]


def test_python_on_windows_has_its_c_runtime(tmp_path: Path) -> None:
    # It lay beside other libraries alone once, and Wine's own hid that.
    target = tmp_path / "dxdesk"
    names = ["dxdesk.exe", "_internal/python311.dll", "_internal/shiboken6/VCRUNTIME140.dll"]
    for name in names:
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        (target / name).write_bytes(b"x")
    licences.write(target, parts_of({name: target / name for name in names}, ()))
    assert list(licences.faults(target, ())) == ["_internal/vcruntime140.dll: is missing"]


def test_the_bill_of_materials_is_what_cyclonedx_says(folder: Path) -> None:
    made = sbom.bill(folder, 1_700_000_000)
    assert [error.message for error in _judge().iter_errors(made)] == []
    named = {one["name"] for one in (*made["components"], made["metadata"]["component"])}
    assert named == {*FILES.values(), *MODULES.values()}
    assert made["metadata"]["timestamp"] == "2023-11-14T22:13:20Z"
    listed = {one["name"] for one in _files(made)}
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert listed == there
    assert _versions(made)["dxdesk"] == f"pkg:generic/dxdesk@{dxdesk.__version__}"
    # What Rust built into it is told, too.
    (core,) = [one for one in made["components"] if one["name"] == "pydantic-core"]
    assert "pyo3" in {one["name"] for one in core["components"]}


@pytest.mark.parametrize("key", ["bomFormat", "serialNumber", "components"])
def test_the_schema_sees_a_wrong_bill(folder: Path, key: str) -> None:
    assert list(_judge().iter_errors(sbom.bill(folder) | {key: "other"}))


def test_a_bill_needs_no_package(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # It is written on Debian for a folder of Windows, where nothing is installed.
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    out = tmp_path / "bill.json"
    command = [sys.executable, "-S", "-E", "-m", "scripts.sbom", str(folder), str(out)]
    subprocess.run(command, cwd=ROOT, check=True)
    assert json.loads(out.read_text("utf-8")) == sbom.bill(folder)


def test_the_same_folder_has_the_same_bill(folder: Path, tmp_path: Path) -> None:
    outs = [tmp_path / "first.json", tmp_path / "second.json"]
    for out in outs:
        sbom.write(folder, out, {})
    assert outs[0].read_bytes() == outs[1].read_bytes()
    assert b"timestamp" not in outs[0].read_bytes()
    (folder / "dxdesk").write_bytes(b"other")
    sbom.write(folder, outs[1], {})
    first, second = (json.loads(out.read_text("utf-8")) for out in outs)
    assert first["serialNumber"] != second["serialNumber"]


@pytest.mark.parametrize(
    ("version", "four"),
    [
        ("0.1.0", (0, 1, 0, 0)),
        ("1.2", (1, 2, 0, 0)),
        ("1.2.3.4.5", (1, 2, 3, 4)),
        ("2.0.1rc1", (2, 0, 1, 0)),
        ("2.0.dev3", (2, 0, 0, 0)),
    ],
)
def test_windows_compares_four_numbers(version: str, four: tuple[int, ...]) -> None:
    assert numbers(version) == four


@pytest.mark.parametrize("name", PROGRAMS)
def test_windows_shows_the_version(name: str) -> None:
    shown = strings(name)
    assert shown["FileVersion"] == shown["ProductVersion"] == dxdesk.__version__
    assert shown["OriginalFilename"] == f"{name}.exe"


def _judge() -> jsonschema.Draft7Validator:
    schemas: list[dict[str, Any]] = json.loads(SCHEMAS.read_text("utf-8"))
    known = [(one["$id"], Resource.from_contents(one, DRAFT7)) for one in schemas]
    registry: Registry[Any] = Registry().with_resources(known)
    return jsonschema.Draft7Validator(schemas[0], registry=registry)


def _files(made: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for one in (*made["components"], made["metadata"]["component"]):
        yield from (part for part in one["components"] if part["type"] == "file")


def _versions(made: dict[str, Any]) -> dict[str, str]:
    return {one["name"]: one["purl"] for one in (made["metadata"]["component"],)}
