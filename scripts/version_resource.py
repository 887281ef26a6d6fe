"""What Windows shows of the executables under 詳細 (build.spec)."""

from __future__ import annotations

import dxdesk

# By the executable's name: what the task manager calls it.
PROGRAMS = {
    "dxdesk": "dxdesk 計画の取組実績の照会と取りまとめ",
    "dxdesk-cli": "dxdesk コマンド",
}
_JAPANESE, _UTF_16 = 0x0411, 1200


def strings(name: str) -> dict[str, str]:
    """The resource's texts, by Windows' names for them."""
    return {
        "CompanyName": "dxdesk contributors",
        "FileDescription": PROGRAMS[name],
        "FileVersion": dxdesk.__version__,
        "InternalName": name,
        "LegalCopyright": "© dxdesk contributors. MIT License",
        "OriginalFilename": f"{name}.exe",
        "ProductName": "dxdesk",
        "ProductVersion": dxdesk.__version__,
    }


def numbers(version: str) -> tuple[int, int, int, int]:
    """The four numbers of a version as Windows compares them; what follows them is left out."""
    read: list[int] = []
    for part in version.split(".")[:4]:
        digits = part[: len(part) - len(part.lstrip("0123456789"))]
        if not digits:
            break
        read.append(int(digits))
    major, minor, patch, build = (*read, 0, 0, 0, 0)[:4]
    return major, minor, patch, build


def version_info(name: str) -> object:
    """The resource of an executable (PyInstaller's VSVersionInfo); can be made on Windows only."""
    # PyInstaller has the module's libraries on Windows alone.
    from PyInstaller.utils.win32 import versioninfo as windows

    four = numbers(dxdesk.__version__)
    table = windows.StringTable(
        f"{_JAPANESE:04x}{_UTF_16:04x}",
        [windows.StringStruct(key, text) for key, text in strings(name).items()],
    )
    return windows.VSVersionInfo(
        ffi=windows.FixedFileInfo(filevers=four, prodvers=four),
        kids=[
            windows.StringFileInfo([table]),
            windows.VarFileInfo([windows.VarStruct("Translation", [_JAPANESE, _UTF_16])]),
        ],
    )
