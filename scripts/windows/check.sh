#!/usr/bin/env bash
# Runs what dist/windows holds, and the tests on Windows' own Pythons, in the Windows of wine.sh:
#
#   check.sh                         all that `make windows-check` does
#   check.sh build                   the build alone, step by step (check_build.py)
#   check.sh tests VERSION PART      PART of the tests on a Python: core or window
#
# Every part prints its time. What was drawn stands in build/windows-pictures/, and which tests
# did not run, by cause, in build/windows-check/.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

here=scripts/windows
told=build/windows-check
pictures=build/windows-pictures

say() { printf 'windows-check: %s\n' "$*"; }

part() { # WHAT COMMAND…
    local what=$1 started=$SECONDS
    shift
    "$@" || { say "$what: failed after $((SECONDS - started)) s" && exit 1; }
    say "$what: $((SECONDS - started)) s"
}

self_test() { # VERSION
    "$here/wine.sh" --new "windows-python$1" -B -m dxdesk --self-test
}

tests() { # VERSION PART
    local version=$1 part=$2 status=0 report=$1-$2.xml args=() where=()
    case $part in
        core) args=(-p no:pytest-qt -p tests.no_qt) ;;
        window) where=(tests/ui) ;;
        *) say "no such part: $part" && exit 2 ;;
    esac
    mkdir -p "$told"
    # What tests write lies in memory. The published documents are no part of the checkout.
    "$here/wine.sh" --new bash -c '
        report=$1 version=$2
        shift 2
        temp=$WINEPREFIX/drive_c/users/$USER/AppData/Local/Temp
        rm -rf "$temp" && ln -s /dev/shm "$temp"
        # Wine passes on what begins with QT_ in this way alone. The offscreen platform looks
        # for fonts in a folder, and falls over where there are none.
        export WINEQT_QPA_PLATFORM=offscreen
        export WINEQT_QPA_FONTDIR="Z:\\usr\\share\\fonts\\truetype\\bizud-gothic"
        "windows-python$version" -m pytest -n 2 --dist worksteal -p no:cacheprovider \
            -o tmp_path_retention_count=1 --junitxml="C:\\$report" "$@" >/tmp/said 2>/dev/null
        status=$?
        # Out of a file: what wine leaves running in the background would hold a pipe open.
        iconv -c -f cp932 -t utf-8 /tmp/said
        exit "$status"' _ "$report" "$version" "${args[@]}" "${where[@]}" || status=$?
    cp "build/windows/wine/drive_c/$report" "$told/" || status=1
    return "$status"
}

# What ran of a Python's tests, and which did not.
told() { # VERSION
    python3 -m scripts.windows.check_report "$told/$1"-*.xml
}

build() {
    local status=0
    "$here/wine.sh" --new python3 -u -m scripts.windows.check_build /mnt/dist || status=$?
    rm -rf "$pictures"
    cp -rT build/windows/source/pictures "$pictures" 2>/dev/null || true
    return "$status"
}

case ${1:-} in
    build) build ;;
    tests) shift && tests "$@" ;;
    "")
        rm -rf "$told"
        part "the build" build
        for version in 3.11 3.13; do
            part "self-test on Windows Python $version" self_test "$version"
            part "core tests on Windows Python $version" tests "$version" core
            part "window tests on Windows Python $version" tests "$version" window
            part "what was run of them" told "$version"
        done
        ;;
    *) sed -n '2,/^set /s/^# \{0,1\}//p' "$0" && exit 2 ;;
esac
