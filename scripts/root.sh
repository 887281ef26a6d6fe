# Minimal Debian systems in a folder, for scripts that must not depend on what
# this machine has been prepared with. Sourced:
#
#   root_check                       ends with a sentence where roots are forbidden
#   root_create SUITE DIR            bookworm, trixie …: debootstrap's smallest system,
#                                    reaching registries the way this machine does
#   root_install DIR PACKAGE…        Debian packages, without recommended ones
#   root_run DIR COMMAND…            as root, in a clean environment
#   root_run_as USER DIR COMMAND…    as a user of the root, in that user's home
#   root_stop                        ends what such a command has started, for traps
#   root_remove DIR                  after that
#
# ROOT_BINDS lists folders of this machine to be seen in the root: OUTSIDE:INSIDE
# or OUTSIDE:INSIDE:ro. Whatever is mounted lives in a mount and a process
# namespace of the one command: when it ends, or is killed, or the script that sourced
# this is, so do its mounts and all that it started (a wine server, say: wait for it
# inside). That holds in the script's own shell, not in its pipes. Nothing is ever
# mounted in a root as this machine sees it, so removing one removes no other file.
#
# What is fetched is kept in $ROOT_CACHE: bases by the hash of what they are made
# from, Debian packages (apt compares their hashes), wheels (scripts/setup.sh does),
# pip's cache. No address is
# written here: sources are those of this machine's apt.

. "$(dirname "${BASH_SOURCE[0]}")/again.sh"

ROOT_CACHE=${XDG_CACHE_HOME:-~/.cache}/dxdesk
ROOT_BINDS=()

_root_job=

_root_say() { printf 'root: %s\n' "$*" >&2; }
_root_die() { _root_say "$*"; exit 1; }

root_check() {
    [ "$(id -u)" -eq 0 ] || _root_die "Debian roots need chroot and mount: run this as root"
    command -v debootstrap >/dev/null ||
        _root_die "debootstrap is not installed: apt-get install debootstrap"
    unshare --mount --propagation private --pid --fork --kill-child \
        sh -c 'mount -t tmpfs none /mnt && mount -t proc none /proc && chroot / true' 2>/dev/null ||
        _root_die "this machine forbids chroot or mount, so nothing can be proved in a Debian root here"
}

# Runs a command as the first process of its own mounts and processes. In the background,
# since bash hears no signal while it waits in the foreground, where background commands
# of bash would be deaf to Ctrl-C and read nothing; and it dies with a shell that is killed.
_root_apart() { # COMMAND…
    local status=0
    env --default-signal=INT,QUIT setpriv --pdeathsig KILL \
        unshare --mount --propagation private --pid --fork --kill-child "$@" <&0 &
    _root_job=$!
    wait "$_root_job" || status=$?
    _root_job=
    return "$status"
}

root_stop() {
    [ -n "$_root_job" ] || return 0
    kill -KILL "$_root_job" 2>/dev/null || true
    wait "$_root_job" 2>/dev/null || true
    _root_job=
}

# "URI SUITE COMPONENT" of this machine's Debian sources, as they would be for another
# suite. apt itself is asked, so that every format and place of its sources is read.
_root_sources() {
    local suite=$1 here
    here=$(. /etc/os-release && printf '%s' "$VERSION_CODENAME")
    apt-get indextargets --format '$(ORIGIN) $(CODENAME) $(REPO_URI) $(COMPONENT)' \
        'Created-By: Packages' |
        sed -nE "s/^Debian $here(|-updates|-security) (\S+) (\S+)\$/\2 $suite\1 \3/p" | sort -u
}

# What this machine's apt was told about reaching a registry. Its hooks and its other
# settings belong to this machine, and another suite's apt has its own defaults.
_root_apt_settings() {
    apt-config dump --no-empty --format '%f "%v";%n' Acquire | grep -E \
        '^Acquire::(http|https|ftp|Check-|Max-|Min-|Retries|ForceIPv|Allow|By-Hash|Queue-)' || true
    printf 'Acquire::Retries "5";\nAcquire::Languages "none";\n'
}

# Variables that say how a registry is reached, as NAME=VALUE.
_root_environment() {
    env | grep -E '^(https?_proxy|ftp_proxy|all_proxy|no_proxy|HTTPS?_PROXY|FTP_PROXY|ALL_PROXY|NO_PROXY|PIP_[A-Z_]+|npm_config_\w+|SSL_CERT_(FILE|DIR)|REQUESTS_CA_BUNDLE|CURL_CA_BUNDLE|NODE_EXTRA_CA_CERTS)=' ||
        true
}

# pip's and npm's files: this machine's, and those of whoever runs this.
_root_client_files() {
    local config=${XDG_CONFIG_HOME:-~/.config}
    printf '%s\n' /etc/pip.conf /etc/xdg/pip/pip.conf /etc/npmrc "${PIP_CONFIG_FILE:-}" \
        "$config/pip/pip.conf" ~/.pip/pip.conf ~/.npmrc |
        while read -r file; do if [ -f "$file" ]; then printf '%s\n' "$file"; fi; done
}

# Paths of this machine that those files, variables and settings name.
_root_named_paths() {
    {
        _root_apt_settings
        _root_environment
        _root_client_files | xargs -r -d '\n' cat
    } | grep -oE '(^|[ ="]|file://)/[^] "'\'';,]+' | sed -E 's,^[ ="]|^file://,,' | sort -u
}

# Folders out of which pip installs on this machine. An index's files lie beside it.
_root_local_indexes() {
    local path
    {
        _root_environment
        _root_client_files | xargs -r -d '\n' cat
    } | grep -iE '^ *(PIP_)?(find[-_]links|(extra[-_])?index[-_]url) *=' |
        grep -oE '(file://|[ =])/[^ ]+' | sed -E 's,^(file://|[ =]),,; s,/simple/?$,,' | sort -u |
        while read -r path; do if [ -d "$path" ]; then printf '%s\n' "$path"; fi; done
}

_root_copy() { # FILE ROOT
    install -D -m 644 "$1" "$2$1"
}

# The smallest system of a suite, unpacked; made by debootstrap once a month.
_root_base() { # SUITE DIR
    local suite=$1 dir=$2 uri archive packages=ca-certificates,adduser proxy=
    uri=$(_root_sources "$suite" | sed -n "s/ $suite main\$//p" | head -n 1)
    archive=$ROOT_CACHE/base/$suite-$({
        printf '%s\n' "$packages"
        _root_sources "$suite"
    } | sha256sum | cut -c 1-16).tar.gz
    if [ -z "$(find "$archive" -mtime -30 2>/dev/null)" ]; then
        _root_say "making the smallest $suite"
        eval "$(apt-config shell proxy Acquire::http::Proxy)"
        [ -z "$proxy" ] || [ "$proxy" = DIRECT ] || local -x http_proxy=$proxy
        _root_debootstrap() {
            rm -rf --one-file-system "$dir" && mkdir -p "$dir" || return
            _root_apart debootstrap --variant=minbase --include="$packages" "$suite" "$dir" "$uri" \
                >"$dir.log" || { tail -n 3 "$dir.log" >&2; return 1; }
        }
        again _root_debootstrap || _root_die "debootstrap could not make $suite"
        rm -f "$dir.log" "$dir"/var/cache/apt/archives/*.deb "$dir/etc/apt/sources.list"
        mkdir -p "$ROOT_CACHE/base"
        tar --one-file-system --numeric-owner -C "$dir" -czf "$archive.new.$$" .
        mv "$archive.new.$$" "$archive"
    else
        mkdir -p "$dir"
        tar --numeric-owner -C "$dir" -xzf "$archive"
    fi
}

root_create() {
    local suite=$1 dir=$2 file home
    root_check
    [ -n "$(_root_sources "$suite")" ] || again apt-get update -qq >/dev/null || true
    [ -n "$(_root_sources "$suite")" ] ||
        _root_die "apt names no Debian source on this machine, so none is known for $suite"
    _root_base "$suite" "$dir"
    _root_sources "$suite" | sed 's/^/deb /' >"$dir/etc/apt/sources.list"
    _root_apt_settings >"$dir/etc/apt/apt.conf.d/99carried"
    # A root outlives no power cut, so nothing is waited for until it is on the disk.
    printf 'force-unsafe-io\n' >"$dir/etc/dpkg/dpkg.cfg.d/root"
    cp -aT /etc/apt/auth.conf.d "$dir/etc/apt/auth.conf.d" 2>/dev/null || true
    cp -a /etc/apt/auth.conf "$dir/etc/apt/" 2>/dev/null || true
    for file in /etc/hosts /etc/resolv.conf; do
        rm -f "$dir$file"
        if [ -e "$file" ]; then _root_copy "$file" "$dir"; fi
    done
    # A city's own certificate: what was added here is made known there, too.
    if [ -d /usr/local/share/ca-certificates ]; then
        cp -r /usr/local/share/ca-certificates "$dir/usr/local/share/"
    fi
    _root_named_paths | while read -r file; do
        if [ -f "$file" ]; then _root_copy "$file" "$dir"; fi
    done
    _root_copy /etc/ssl/certs/ca-certificates.crt "$dir"
    # For root, and for whoever becomes a user there.
    for home in "$dir/root" "$dir/etc/skel"; do
        _root_client_files | while read -r file; do
            case $file in
                /etc/*) _root_copy "$file" "$dir" ;;
                *pip.conf) install -D -m 600 "$file" "$home/.config/pip/pip.conf" ;;
                *) install -m 600 "$file" "$home/" ;;
            esac
        done
    done
    again root_run "$dir" apt-get update -qq -o APT::Update::Error-Mode=any ||
        _root_die "apt cannot reach its sources for $suite"
}

root_install() {
    local dir=$1
    shift
    local install=(env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq
        --no-install-recommends -o Dpkg::Use-Pty=0)
    # Only what asks a registry is tried again.
    again root_run "$dir" "${install[@]}" --download-only "$@" >/dev/null &&
        root_run "$dir" "${install[@]}" "$@" >/dev/null ||
        _root_die "Debian packages could not be installed in the root: $*"
}

# Debian packages go to and from the root by hard link, not by a shared folder:
# two roots may install at once.
_root_take_packages() { # FROM TO
    find "$1" -maxdepth 1 -name '*.deb' -print0 | xargs -0r cp -ln -t "$2" 2>/dev/null ||
        find "$1" -maxdepth 1 -name '*.deb' -print0 | xargs -0r cp -n -t "$2"
}

# Runs as the first process of its namespaces.
_root_inside() { # ROOT USER [BIND…] -- COMMAND…
    local root=$1 user=$2 bind outside inside mode home
    shift 2
    # A mount of its own, so that roots can be made in this one, too.
    mount --bind "$root" "$root"
    mount -t proc proc "$root/proc"
    mount --rbind /dev "$root/dev"
    mount -t tmpfs -o mode=1777 tmpfs "$root/dev/shm"
    while [ "$1" != -- ]; do
        IFS=: read -r outside inside mode <<<"$1"
        mkdir -p "$root$inside"
        mount --bind "$outside" "$root$inside"
        [ "$mode" != ro ] || mount -o remount,bind,ro "$root$inside"
        shift
    done
    shift
    home=$(awk -F : -v user="$user" '$1 == user { print $6 }' "$root/etc/passwd")
    mapfile -t carried < <(_root_environment)
    # Not by exec: a shell as the first process takes in what others leave behind.
    chroot "$root" env -i "${carried[@]}" HOME="$home" USER="$user" LOGNAME="$user" \
        PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
        runuser -u "$user" -- env --chdir="$home" "$@"
}

root_run_as() {
    local user=$1 dir=$2 status=0 home folder binds=()
    shift 2
    home=$(awk -F : -v user="$user" '$1 == user { print $6 }' "$dir/etc/passwd")
    # Written by root and by users of several roots, in turn.
    mkdir -p "$ROOT_CACHE"/{apt,pip,wheels} && chmod -R a+rwX "$ROOT_CACHE"/{pip,wheels}
    if [ ! -d "$dir$home/.cache/pip" ]; then
        mkdir -p "$dir$home/.cache/"{pip,dxdesk/wheels}
        chroot "$dir" chown -R "$user:" "$home/.cache"
    fi
    binds+=("$ROOT_CACHE/pip:$home/.cache/pip" "$ROOT_CACHE/wheels:$home/.cache/dxdesk/wheels")
    while read -r folder; do binds+=("$folder:$folder:ro"); done < <(_root_local_indexes)
    _root_take_packages "$ROOT_CACHE/apt" "$dir/var/cache/apt/archives"
    _root_apart bash -c "
        $(declare -f _root_environment _root_inside)
        set -euo pipefail
        _root_inside \"\$@\"" root "$dir" "$user" "${binds[@]}" "${ROOT_BINDS[@]}" -- "$@" || status=$?
    _root_take_packages "$dir/var/cache/apt/archives" "$ROOT_CACHE/apt"
    return "$status"
}

root_run() { root_run_as root "$@"; }

root_remove() {
    local dir
    root_stop
    dir=$(readlink -f "$1")
    # By this library nothing is; by somebody's hand it may be, and would be emptied.
    if grep -qF " $dir/" /proc/self/mounts; then _root_die "not removed, something is mounted in $dir"; fi
    rm -rf --one-file-system "$dir"
}
