"""What is handed out for Windows, from the frozen folder: the same folder, the same bytes.

python -m scripts.windows.pack zip FOLDER OUT      a portable copy, one folder in it
python -m scripts.windows.pack list FOLDER OUT     sha256, size and path of every file
python -m scripts.windows.pack nsis FOLDER OUT     the files as setup.nsi lays and removes them,
                                                   and beside OUT the picture that it shows
python -m scripts.windows.pack sums OUT FILE…      SHA256SUMS, as `sha256sum -c` reads it
python -m scripts.windows.pack compare LIST LIST   what differs between two lists

SOURCE_DATE_EPOCH dates the entries of the zip. Only the standard library is used, since
this also runs where nothing is installed.
"""

import hashlib
import os
import struct
import sys
import zipfile
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath, PureWindowsPath

# Stand-ins and libraries that must not be handed out, lower case: wine's stub of ICU
# (icuuc.c) and a software OpenGL of 20 MB that nothing here draws with.
NEVER_HANDED_OUT = ("icuuc", "icuin", "icudt", "opengl32sw")
# What the installer adds beside the program's files.
UNINSTALLER = "uninstall.exe"


def files_of(folder: Path) -> list[PurePosixPath]:
    """Every file of the frozen folder, relative and in an order that is the same everywhere.

    Raises:
        SystemExit: A file is there that must not be handed out, or would be the uninstaller.
    """
    files = sorted(
        PurePosixPath(path.relative_to(folder).as_posix())
        for path in folder.rglob("*")
        if path.is_file()
    )
    refused = [
        str(path)
        for path in files
        if path.name.lower().startswith(NEVER_HANDED_OUT) or str(path).lower() == UNINSTALLER
    ]
    if refused or not files:
        sys.exit(f"not to be handed out: {', '.join(refused) or 'an empty folder'}")
    return files


def sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write_zip(folder: Path, out: Path) -> None:
    """Equal folders give equal bytes, as long as zlib is the same."""
    seconds = int(os.environ.get("SOURCE_DATE_EPOCH", "0"))
    # A zip knows no time before 1980.
    moment = max(datetime.fromtimestamp(seconds, UTC), datetime(1980, 1, 1, tzinfo=UTC))
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for path in files_of(folder):
            entry = zipfile.ZipInfo(f"{folder.name}/{path}", moment.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            archive.writestr(entry, (folder / path).read_bytes())


def write_list(folder: Path, out: Path) -> None:
    lines = (
        f"{sha256(folder / path)} {(folder / path).stat().st_size:>9} {path}\n"
        for path in files_of(folder)
    )
    out.write_text("".join(lines), encoding="utf-8", newline="\n")


def write_nsis(folder: Path, out: Path) -> None:
    """Two macros with a line for each file, so that exactly these are removed again.

    A folder goes only when it is empty: somebody may keep files in it.
    """
    files = files_of(folder)
    folders = sorted({parent for path in files for parent in path.parents if parent.name})
    lay: list[str] = []
    for parent in [PurePosixPath(), *folders]:
        lay.append(f'SetOutPath "{_installed(parent)}"')
        lay += [f'File "${{FOLDER}}/{path}"' for path in files if path.parent == parent]
    remove = [f'Delete "{_installed(path)}"' for path in files]
    remove += [f'RMDir "{_installed(path)}"' for path in reversed(folders)]
    size = sum((folder / path).stat().st_size for path in files)
    text = [
        f"!define INSTALLED_KILOBYTES {-(-size // 1024)}",
        f'!define SIDE_PICTURE "{_write_side_picture(out.with_name("side.bmp")).resolve()}"',
        "!macro LAY_FILES", *(f"  {line}" for line in lay), "!macroend",
        "!macro REMOVE_FILES", *(f"  {line}" for line in remove), "!macroend",
    ]  # fmt: skip
    # With a mark, which tells makensis that it is UTF-8.
    out.write_text("\n".join(text) + "\n", encoding="utf-8-sig", newline="\n")


def _write_side_picture(out: Path) -> Path:
    """The colour of dxdesk's icon, where NSIS would show its own picture of long ago."""
    width, height, line = 164, 314, 24
    palette = bytes.fromhex("a85f1f00") * 2
    head = struct.pack("<2sIII", b"BM", 62 + line * height, 0, 62)
    info = struct.pack("<IiiHHIIiiII", 40, width, height, 1, 1, 0, line * height, 0, 0, 2, 2)
    out.write_bytes(head + info + palette + bytes(line * height))
    return out


def _quoted(path: PurePosixPath) -> str:
    """A path inside a quoted string of NSIS, where a dollar begins a variable."""
    return str(path).replace("$", "$$").replace('"', '$\\"')


def _installed(path: PurePosixPath) -> str:
    inside = str(PureWindowsPath(_quoted(path))) if path.name else ""
    return "\\".join(filter(None, ("$INSTDIR", inside)))


def write_sums(out: Path, *files: Path) -> None:
    lines = (f"{sha256(file)}  {file.name}\n" for file in sorted(files))
    out.write_text("".join(lines), encoding="utf-8", newline="\n")


def compare(one: Path, other: Path) -> None:
    """Prints the files that are not the same; ends with 1 when there are any."""
    here, there = _read_list(one), _read_list(other)
    paths = here.keys() | there.keys()
    differing = sorted(path for path in paths if here.get(path) != there.get(path))
    for path in differing:
        print(f"{path}: {here.get(path, 'absent')} / {there.get(path, 'absent')}")
    print(f"{len(paths) - len(differing)} files are equal")
    sys.exit(1 if differing else 0)


def _read_list(file: Path) -> dict[str, str]:
    lines = (line.split(maxsplit=2) for line in file.read_text(encoding="utf-8").splitlines())
    return {path: f"{size} bytes, {digest}" for digest, size, path in lines}


COMMANDS = {
    "zip": write_zip,
    "list": write_list,
    "nsis": write_nsis,
    "sums": write_sums,
    "compare": compare,
}

if __name__ == "__main__":
    COMMANDS[sys.argv[1]](*map(Path, sys.argv[2:]))
