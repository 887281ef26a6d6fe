#!/usr/bin/env bash
# Proves the README on a bare machine: bare.sh 12|13 [COMMIT]
#
# Makes a minimal Debian of that number, puts in what the README says is needed
# beforehand, copies a commit in (HEAD; nothing untracked), runs the README's two
# commands and nothing else, and starts the window once. Debian 12 is tried as
# root, Debian 13 as a user with sudo.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. scripts/root.sh
. scripts/steps.sh

commit=${2:-HEAD}
case ${1:-} in
    12) suite=bookworm user=root ;;
    13) suite=trixie user=clerk ;;
    *) printf 'usage: bare.sh 12|13 [COMMIT]\n' >&2 && exit 2 ;;
esac

# The section of the README that this proves: its first paragraph names, in back
# quotes, what is needed beforehand, its first block holds the two commands.
section=$(git show "$commit:README.md" | sed -n '/^## Two commands$/,/^## /p')
mapfile -t needed < <(awk '/^    /{exit} /^#/{next} {print}' <<<"$section" | grep -o '`[^`]*`' | tr -d '`')
mapfile -t commands < <(sed -nE 's/^    (make [^#]*[^# ]) *(#.*)?$/\1/p' <<<"$section")
if [ "$user" = root ]; then
    mapfile -t needed < <(printf '%s\n' "${needed[@]}" | grep -vx sudo)
fi
[ "${#needed[@]}" -ge 1 ] && [ "${#commands[@]}" -eq 2 ] ||
    { printf 'bare: the README no longer names its two commands\n' >&2 && exit 1; }

place=$(mktemp -d /var/tmp/dxdesk-bare.XXXXXX)
root=$place/$suite
ended() {
    steps_table
    root_remove "$place"
}
trap ended EXIT
trap 'exit 1' HUP INT TERM

prepare() {
    printf 'needed beforehand: %s\n' "${needed[*]}"
    root_install "$root" "${needed[@]}"
    if [ "$user" != root ]; then
        root_run "$root" useradd --create-home --shell /bin/bash "$user"
        printf '%s ALL=(ALL) NOPASSWD: ALL\n' "$user" >"$root/etc/sudoers.d/$user"
    fi
    root_run_as "$user" "$root" tar -x < <(git archive --prefix=dxdesk/ "$commit")
}

in_checkout() {
    root_run_as "$user" "$root" env --chdir=dxdesk "$@"
}

# The real window on a virtual screen: seen by its title, alive after that, and without a word
# of complaint. It ends with the root's processes.
window() {
    in_checkout timeout 180 xvfb-run -a bash -euo pipefail -c '
        make run >window.log 2>&1 &
        timeout 120 xdotool search --sync --onlyvisible --name dxdesk >windows.txt
        sleep 3
        xdotool search --onlyvisible --name dxdesk | while read -r id; do
            printf "window: %s\n" "$(xdotool getwindowname "$id")"
        done
        kill -0 $!
        ! grep -E "Traceback|qt\.|setup:" window.log' </dev/null
}

step "smallest Debian $1" root_create "$suite" "$root"
step "what is needed beforehand" prepare
for command in "${commands[@]}"; do step "$command" in_checkout bash -c "$command" </dev/null; done
step "the window" window
