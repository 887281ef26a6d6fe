#!/usr/bin/env bash
# Builds what is handed out for Windows, on Debian, into dist/windows/:
#
#   dxdesk/                        the frozen folder
#   dxdesk-VERSION-windows.zip     the same, to be unpacked anywhere
#   dxdesk-VERSION-setup.exe       installs it for one user
#   dxdesk-VERSION-files.txt       SHA-256, size and path of every file of the folder
#   dxdesk-VERSION-sbom.cdx.json   what it is made of
#   SHA256SUMS
#
# DXDESK_SIGN names a command that signs a program in place; it gets the file as its last
# argument, once for each of dxdesk.exe and dxdesk-cli.exe, the uninstaller and setup.exe.
# Unset, nothing is signed. The same commit gives the same bytes, as long as the Debian
# packages of the root and the signatures are the same.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

here=scripts/windows
out=dist/windows
version=$(sed -n 's/^version = "\([0-9.]*\)"$/\1/p' pyproject.toml)
name=dxdesk-$version
epoch=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct)}

step=
started=$SECONDS
begin() { # WHAT
    [ -z "$step" ] || printf 'windows: %4d s  %s\n' "$((SECONDS - started))" "$step" >&2
    step=$1
    started=$SECONDS
}

wine=("$here/wine.sh" env "SOURCE_DATE_EPOCH=$epoch" PYTHONHASHSEED=0)
pack() { "${wine[@]}" python3 -B -m scripts.windows.pack "$@"; }
sign() { if [ -n "${DXDESK_SIGN:-}" ]; then $DXDESK_SIGN "$1"; fi; }
setup() { # DEFINE…
    "${wine[@]}" makensis -V2 -INPUTCHARSET UTF8 "-DVERSION=$version" -DFOLDER=/mnt/dist/dxdesk \
        -DFILES=/opt/wine/files.nsh "-DOUT=/mnt/dist/$name-setup.exe" "$@" "$here/setup.nsi"
}

[ -n "$version" ] || { echo "pyproject.toml names no version of numbers alone" >&2; exit 1; }
rm -rf "$out"

begin "Windows set up"
"$here/wine.sh" --new true

begin "frozen"
"${wine[@]}" windows-python3.11 -B -m PyInstaller --noconfirm --clean --log-level WARN \
    --distpath 'E:\' --workpath 'C:\work' build.spec

begin "tried: the folder's self-test"
"${wine[@]}" wine 'E:\dxdesk\dxdesk-cli.exe' --self-test

begin "packed"
sign "$out/dxdesk/dxdesk.exe"
sign "$out/dxdesk/dxdesk-cli.exe"
pack zip /mnt/dist/dxdesk "/mnt/dist/$name-windows.zip"
pack list /mnt/dist/dxdesk "/mnt/dist/$name-files.txt"
pack nsis /mnt/dist/dxdesk /opt/wine/files.nsh

begin "installer made"
uninstaller=()
if [ -n "${DXDESK_SIGN:-}" ]; then
    # Installers write their uninstaller at the user's, so it is taken out and signed first.
    setup -DEXPORT_UNINSTALLER=/opt/wine/uninstall.exe
    sign build/windows/wine/uninstall.exe
    uninstaller=(-DUNINSTALLER=/opt/wine/uninstall.exe)
fi
setup "${uninstaller[@]}"
sign "$out/$name-setup.exe"

begin "described"
"${wine[@]}" python3 -B -m scripts.sbom /mnt/dist/dxdesk "/mnt/dist/$name-sbom.cdx.json"
files=("$name-windows.zip" "$name-setup.exe" "$name-files.txt" "$name-sbom.cdx.json")
(cd "$out" && sha256sum "${files[@]}" >SHA256SUMS)
begin ""

(cd "$out" && ls -l "${files[@]}" && cat SHA256SUMS &&
    printf '%s files, %s\n' "$(find dxdesk -type f | wc -l)" "$(du -sh dxdesk | cut -f 1)")
