#!/usr/bin/env bash
# Installs what a make target needs: setup.sh [run|test|long|freeze]
#   run     the program: Qt's system libraries, fonts, .venv with hashed packages
#   test    run + test and check tools, a virtual screen, poppler, which reads what is printed
#   long    test + LibreOffice, which looks at what was exported
#   freeze  test + what PyInstaller reads libraries with
# Asks the network for nothing when nothing is missing. Packages of Python are kept in the
# user's cache and are taken from there when their hashes are right. PYTHON names the
# interpreter to use; by default the first one that is 3.11 or newer.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

level=${1:-run}
venv=.venv
wheels=${XDG_CACHE_HOME:-~/.cache}/dxdesk/wheels

. scripts/again.sh
AGAIN_PAUSES=(5 20)

say() { printf 'setup: %s\n' "$*" >&2; }
die() { say "$*"; exit 1; }

run_packages=(
    libgl1 libegl1 libxkbcommon0 libglib2.0-0 libfontconfig1 libfreetype6 libdbus-1-3 libcups2
    libxkbcommon-x11-0 libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1
    libxcb-randr0 libxcb-render-util0 libxcb-shape0 libxcb-xinerama0 libxcb-xkb1
    fonts-morisawa-bizud-gothic fonts-noto-cjk
)
test_packages=(xvfb xauth xdotool x11-utils poppler-utils)
long_packages=(libreoffice-calc-nogui)
freeze_packages=(binutils)

packages=("${run_packages[@]}")
requirements=(requirements-build.txt requirements.txt)
if [ "$level" != run ]; then
    packages+=("${test_packages[@]}")
    requirements+=(requirements-dev.txt)
fi
case $level in
    run | test) ;;
    long) packages+=("${long_packages[@]}") ;;
    freeze) packages+=("${freeze_packages[@]}") ;;
    *) die "usage: setup.sh [run|test|long|freeze]" ;;
esac

has_apt() { command -v apt-get >/dev/null && command -v dpkg-query >/dev/null; }

# Prints those of its arguments that are not installed. A package also counts
# when another provides it (libglib2.0-0t64 on newer Debian).
missing_packages() {
    local installed
    installed=" $(dpkg-query -W -f '${db:Status-Status} ${Package} ${Provides}\n' |
        sed -n 's/^installed //p' | sed 's/([^)]*)//g; s/,/ /g' | tr '\n' ' ') "
    for name in "$@"; do
        [[ $installed == *" $name "* ]] || printf '%s\n' "$name"
    done
}

# How a registry is reached from here; sudo would forget it.
reaching=()
for name in {http,https,ftp,all,no}_proxy {HTTP,HTTPS,FTP,ALL,NO}_PROXY; do
    [ -z "${!name:-}" ] || reaching+=("$name=${!name}")
done

apt_install() {
    local as_root=() apt=(env DEBIAN_FRONTEND=noninteractive "${reaching[@]}"
        apt-get -y -q -o Dpkg::Use-Pty=0)
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null ||
            die "these Debian packages are needed; install them as root, then run this again: $*"
        as_root=(sudo)
    fi
    say "installing Debian packages: $*"
    apt_fetch() {
        "${as_root[@]}" "${apt[@]}" update >/dev/null &&
            "${as_root[@]}" "${apt[@]}" install --no-install-recommends --download-only "$@" >/dev/null
    }
    again apt_fetch "$@" || die "apt did not get the packages. Behind a proxy set http_proxy and" \
        "https_proxy, or Acquire::http::Proxy in /etc/apt/apt.conf.d; a certificate of your own" \
        "network goes to /usr/local/share/ca-certificates/NAME.crt, then run update-ca-certificates."
    "${as_root[@]}" "${apt[@]}" install --no-install-recommends "$@" >/dev/null
}

install_system() {
    local missing
    if ! has_apt; then
        # Without Debian's package manager nobody can say what is there, so
        # this is said once per level and the rest goes on.
        [ -e "$venv/.told-$level" ] ||
            say "not a Debian system; see that these are installed (Debian names): $*"
        return
    fi
    mapfile -t missing < <(missing_packages "$@")
    [ "${#missing[@]}" -eq 0 ] || apt_install "${missing[@]}"
}

# A shim can be on the path and still not start, so each candidate is run.
find_python() {
    local candidate
    for candidate in "${PYTHON:-}" python3 python3.11 python3.12 python3.13; do
        [ -n "$candidate" ] || continue
        if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            command -v "$candidate"
            return
        fi
    done
    return 1
}

make_venv() {
    local python version
    if ! python=$(find_python); then
        has_apt || die "Python 3.11 or newer is needed"
        apt_install python3 python3-venv
        python=$(find_python) || die "Python 3.11 or newer is needed; this system has an older one"
    fi
    if ! "$python" -c 'import ensurepip' 2>/dev/null; then
        has_apt || die "$python has no ensurepip; install Python's venv module"
        version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
        apt_install "python$version-venv"
    fi
    say "making $venv with $("$python" --version)"
    "$python" -m venv --clear "$venv"
    pwd >"$venv/.place"
}

# An environment that was copied or moved keeps scripts that point to where it
# was made, so it is made anew.
venv_works() {
    [ "$(cat "$venv/.place" 2>/dev/null)" = "$PWD" ] &&
        "$venv/bin/python" -c 'import pip' 2>/dev/null
}

# What the environment was made from, given its requirement files.
fingerprint() {
    { "$venv/bin/python" --version; cat pyproject.toml "$@"; } | sha256sum | cut -d ' ' -f 1
}

# By install_python's pip and args.
from_cache() {
    "${pip[@]}" install --no-index --find-links "$wheels" --require-hashes --only-binary :all: "${args[@]}"
}
fetched() {
    mkdir -p "$wheels" &&
        "${pip[@]}" download --require-hashes --only-binary :all: --dest "$wheels" "${args[@]}"
}

install_python() {
    local last=${requirements[-1]} pip args=() covered=() file
    venv_works || make_venv
    [ "$(cat "$venv/.installed-$last" 2>/dev/null)" != "$(fingerprint "${requirements[@]}")" ] ||
        return 0
    say "installing ${requirements[*]}"
    for file in "${requirements[@]}"; do args+=(-r "$file"); done
    pip=("$venv/bin/python" -m pip -qq --disable-pip-version-check)
    if ! from_cache 2>/dev/null; then
        again fetched || die "pip did not get the packages. Behind a proxy set https_proxy; for a" \
            "certificate of your own network set PIP_CERT to its file; for an index of your own" \
            "set PIP_INDEX_URL."
        from_cache
    fi
    "${pip[@]}" install --no-deps --no-build-isolation --editable .
    for file in "${requirements[@]}"; do
        covered+=("$file")
        fingerprint "${covered[@]}" >"$venv/.installed-$file"
    done
}

# Debian's Python is linked without its shared library, which a frozen program
# starts from; other builds bring their own.
install_shared_python() {
    local real
    real=$(readlink -f "$venv/bin/python")
    if has_apt && [[ $real == /usr/bin/* ]]; then install_system "lib${real##*/}"; fi
}

install_system "${packages[@]}"
install_python
if [ "$level" = freeze ]; then install_shared_python; fi
has_apt || touch "$venv/.told-$level"
