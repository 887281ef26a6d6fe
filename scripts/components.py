"""What the frozen folder is made of: the one table that licences, check and bill of materials use.

A component has the files and modules that are named in its row. On Linux, libraries that no row
names are asked of Debian's package manager. What belongs to nobody ends the build: a part that is
handed out without its licence is found before it is handed out.
"""

from __future__ import annotations

import re
import subprocess
import sys
import sysconfig
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from importlib import metadata
from pathlib import Path, PurePosixPath

import dxdesk

ROOT = Path(__file__).resolve().parent.parent
TEXTS = ROOT / "scripts" / "licences"
# Where everything but the executables lies in the folder.
INNER = "_internal/"
_COMMON = Path("/usr/share/common-licenses")
# Where texts are that several components have.
_SHARED = "common"
_LICENCE_NAME = re.compile(r"(licen[cs]e|copying|notice|authors)", re.IGNORECASE)


class UnknownPartError(Exception):
    """A file or module that no component names, or a component without a licence text."""


@dataclass(frozen=True, slots=True)
class Component:
    """A row of the table. `licence` is an SPDX expression, or the name of one that SPDX lacks."""

    name: str
    licence: str
    # Package URL without version; a Python package's texts and version come with its metadata.
    purl: str
    files: tuple[str, ...] = ()
    modules: tuple[str, ...] = ()
    # Files of scripts/licences/ or, with a slash before, of the checkout.
    texts: tuple[str, ...] = ()
    version: str = ""
    # The Python package that has the same version.
    version_of: str = ""


def _package(
    name: str,
    licence: str,
    *modules: str,
    files: tuple[str, ...] = (),
    texts: tuple[str, ...] = (),
) -> Component:
    return Component(name, licence, f"pkg:pypi/{name}", files, modules, texts)


_QT_LICENCE = "LGPL-3.0-only"
_QT_TEXTS = ("LGPL-3.0.txt", "GPL-3.0.txt", "qt-source.txt")

# The first row that names a file has it. Names are those within the folder, in small letters,
# without `_internal/`; a pattern ending in `/*` has all that lies below.
COMPONENTS = (
    Component(
        "dxdesk",
        "MIT",
        "pkg:generic/dxdesk",
        files=("resources/*", "dxdesk", "dxdesk.exe", "dxdesk-cli.exe"),
        modules=("dxdesk", "ui", "frozen_entry", "resources"),
        texts=("/LICENSE",),
        version=dxdesk.__version__,
    ),
    Component(
        "ICU",
        "Unicode-3.0",
        "pkg:generic/icu",
        files=("pyside6/qt/lib/libicu*", "libicu*"),
        texts=("Unicode-3.0.txt",),
        version="73",
    ),
    Component(
        "Qt",
        _QT_LICENCE,
        "pkg:generic/qt",
        files=(
            *("pyside6/qt/*", "pyside6/plugins/*", "pyside6/translations/*", "pyside6/qt6*.dll"),
            *("libqt6*", "pyside6/qt.conf"),
        ),
        texts=(*_QT_TEXTS, "qt-third-party.txt"),
        version_of="PySide6-Essentials",
    ),
    Component(
        "Microsoft Visual C++ runtime",
        "LicenseRef-Microsoft-Visual-Studio-Distributable-Code",
        "pkg:generic/microsoft-visual-cpp-runtime",
        files=(
            *("vcruntime140*.dll", "msvcp140*.dll", "ucrtbase.dll", "api-ms-win-*.dll"),
            *("pyside6/vcruntime140*.dll", "pyside6/msvcp140*.dll", "pyside6/concrt140.dll"),
            *("shiboken6/vcruntime140*.dll", "shiboken6/msvcp140*.dll"),
        ),
        texts=("microsoft-runtime.txt",),
        version="14",
    ),
    _package(
        *("pyside6-essentials", _QT_LICENCE, "PySide6"),
        files=("pyside6/*", "libpyside6*"),
        texts=_QT_TEXTS,
    ),
    _package(
        *("shiboken6", _QT_LICENCE, "shiboken6", "shibokensupport"),
        files=("shiboken6/*", "libshiboken6*"),
        texts=_QT_TEXTS,
    ),
    _package("sqlmodel", "MIT", "sqlmodel"),
    _package("sqlalchemy", "MIT", "sqlalchemy", files=("sqlalchemy/*",)),
    _package("pydantic", "MIT", "pydantic"),
    _package(
        *("pydantic-core", "MIT", "pydantic_core"),
        files=("pydantic_core/*",),
        texts=("MIT.txt", "Apache-2.0.txt", "Unicode-3.0.txt", "Zlib.txt"),
    ),
    _package("annotated-types", "MIT", "annotated_types"),
    _package("typing-inspection", "MIT", "typing_inspection"),
    _package("typing-extensions", "PSF-2.0", "typing_extensions"),
    _package("openpyxl", "MIT", "openpyxl"),
    _package("et-xmlfile", "MIT", "et_xmlfile"),
    _package(
        *("pyinstaller", "GPL-2.0-or-later WITH Bootloader-exception"),
        *("pyi*", "_pyi_*", "_pyinstaller_hooks_contrib"),
    ),
    Component(
        "SQLite",
        "blessing",
        "pkg:generic/sqlite",
        files=("sqlite3.dll",),
        texts=("python-parts.txt",),
    ),
    Component(
        "libffi",
        "MIT",
        "pkg:generic/libffi",
        files=("libffi-*.dll",),
        texts=("python-parts.txt",),
        version="3.4",
    ),
    Component(
        "Python",
        "PSF-2.0",
        "pkg:generic/python",
        files=("base_library.zip", "libpython3*", "python3*.dll", "python3*/*", "*.pyd"),
        modules=(*sys.stdlib_module_names, "_sysconfigdata_*", "struct"),
        texts=("python-parts.txt",),
        version=".".join(map(str, sys.version_info[:3])),
    ),
)


@dataclass(slots=True)
class Part:
    """A component as it is in one folder: its version, texts and files."""

    name: str
    version: str
    purl: str
    licence: str
    files: list[str] = field(default_factory=list[str])
    modules: list[str] = field(default_factory=list[str])
    # What was built into it by others, where its own bill of materials says so.
    crates: list[dict[str, str]] = field(default_factory=list[dict[str, str]])
    # By their place in the folder of licences.
    texts: dict[str, bytes] = field(default_factory=dict[str, bytes])


def component_of(file: str) -> Component | None:
    """The row that names a file of the folder."""
    name = file.removeprefix(INNER).lower()
    rows = (row for row in COMPONENTS if any(_matches(name, one) for one in row.files))
    return next(rows, None)


def _matches(name: str, pattern: str) -> bool:
    as_deep = pattern.endswith("/*") or name.count("/") == pattern.count("/")
    return as_deep and fnmatchcase(name, pattern)


def component_of_module(module: str) -> Component | None:
    """The row that names a module."""
    top = module.partition(".")[0]
    rows = (row for row in COMPONENTS if any(fnmatchcase(top, one) for one in row.modules))
    return next(rows, None)


def parts_of(files: Mapping[str, Path], modules: Iterable[str]) -> list[Part]:
    """The parts of a folder whose files came from these places, with these modules packed.

    Raises:
        UnknownPartError: what belongs to nobody, all of it named; a part without a licence.
    """
    parts: dict[str, Part] = {}
    unknown: list[str] = []
    for file, source in sorted(files.items()):
        if row := component_of(file):
            part = parts.setdefault(row.name, Part(*_identity(row)))
        elif package := _debian_package(source):
            part = parts.setdefault(package, _debian_part(package))
        else:
            unknown.append(file)
            continue
        part.files.append(file)
    for module in sorted({name.partition(".")[0] for name in modules}):
        if row := component_of_module(module):
            parts.setdefault(row.name, Part(*_identity(row))).modules.append(module)
        else:
            unknown.append(f"module {module}")
    for row in COMPONENTS:
        if part := parts.get(row.name):
            part.texts |= _texts(row)
            part.crates = _crates(row)
    unknown += [f"{part.name}: no licence text" for part in parts.values() if not part.texts]
    if unknown:
        raise UnknownPartError(
            "the folder has parts that scripts/components.py does not know:\n  "
            + "\n  ".join(unknown)
        )
    return [parts[name] for name in sorted(parts, key=str.lower)]


def _identity(row: Component) -> tuple[str, str, str, str]:
    version = row.version
    if package := row.name if row.purl.startswith("pkg:pypi/") else row.version_of:
        version = metadata.version(package)
    elif row.name == "SQLite":
        import sqlite3

        version = sqlite3.sqlite_version
    return row.name, version, f"{row.purl}@{version}", row.licence


def _texts(row: Component) -> dict[str, bytes]:
    texts: dict[str, bytes] = {}
    if row.purl.startswith("pkg:pypi/"):
        for file in metadata.files(row.name) or ():
            inner = PurePosixPath(file)
            if ".dist-info" in inner.parts[0] and _LICENCE_NAME.match(inner.name):
                texts[f"{row.name}/{inner.name}"] = Path(str(file.locate())).read_bytes()
    if row.name == "Python":
        texts[f"{row.name}/LICENSE.txt"] = _python_licence()
    for name in row.texts:
        source = ROOT / name[1:] if name.startswith("/") else TEXTS / name
        is_shared = sum(name in other.texts for other in COMPONENTS) > 1
        texts[f"{_SHARED if is_shared else row.name}/{source.name}"] = source.read_bytes()
    return texts


def _python_licence() -> bytes:
    """Python's licence: beside its library, beside its executable, or Debian's."""
    version = sysconfig.get_python_version()
    for place in (
        Path(sysconfig.get_path("stdlib")) / "LICENSE.txt",
        Path(sys.base_prefix) / "LICENSE.txt",
        Path(f"/usr/share/doc/python{version}/copyright"),
        Path(f"/usr/share/doc/libpython{version}-minimal/copyright"),
    ):
        if place.is_file():
            return place.read_bytes()
    raise UnknownPartError("Python's licence text is nowhere beside it")


def _crates(row: Component) -> list[dict[str, str]]:
    """What a package's own bill of materials lists: of all its targets, so some may not be in."""
    import json

    if not row.purl.startswith("pkg:pypi/"):
        return []
    found: list[dict[str, str]] = []
    for file in metadata.files(row.name) or ():
        if not PurePosixPath(file).name.endswith(".cyclonedx.json"):
            continue
        listed = json.loads(Path(str(file.locate())).read_text(encoding="utf-8"))
        for crate in listed["components"]:
            expression = " AND ".join(
                one.get("expression") or one["license"].get("id") or one["license"]["name"]
                for one in crate.get("licenses", ())
            )
            purl = f"pkg:cargo/{crate['name']}@{crate['version'].replace('+', '%2B')}"
            found.append(
                {"name": crate["name"], "version": crate["version"], "purl": purl}
                | {"licence": expression}
            )
    return sorted(found, key=lambda crate: crate["purl"])


def _debian_package(source: Path) -> str | None:
    """The Debian package that a library was taken from; None where there is none to ask."""
    if not source.is_absolute() or not Path("/usr/bin/dpkg-query").exists():
        return None
    real = source.resolve()
    # A library has two names where /lib is a link to /usr/lib.
    names = {str(source), str(real), str(real).removeprefix("/usr")}
    asked = subprocess.run(
        ["dpkg-query", "--search", *sorted(names)], capture_output=True, text=True, check=False
    )
    for line in asked.stdout.splitlines():
        package, found, _ = line.partition(": ")
        if found and not package.startswith("diversion"):
            return package.partition(",")[0]
    return None


def _debian_part(package: str) -> Part:
    asked = ["dpkg-query", "--show", "--showformat", "${Package}\n${Version}\n${Architecture}"]
    shown = subprocess.run([*asked, package], capture_output=True, text=True, check=True)
    name, version, architecture = shown.stdout.splitlines()
    copyright_file = Path("/usr/share/doc") / name / "copyright"
    texts: dict[str, bytes] = {}
    if copyright_file.is_file():
        text = copyright_file.read_bytes()
        texts[f"{name}/copyright.txt"] = text
        texts |= dict(_common_texts(text.decode("utf-8", "replace")))
    purl = f"pkg:deb/debian/{name}@{version.replace('+', '%2B')}?arch={architecture}"
    return Part(name, version, purl, f"LicenseRef-Debian-{name}", texts=texts)


def _common_texts(text: str) -> Iterator[tuple[str, bytes]]:
    """The licences that Debian keeps in one place and a copyright file refers to."""
    for name in sorted(set(re.findall(r"/usr/share/common-licenses/([\w.+-]*[\w+-])", text))):
        place = _COMMON / name
        if place.is_file():
            yield f"{_SHARED}/debian-{name}.txt", place.read_bytes()
