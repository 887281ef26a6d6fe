#!/usr/bin/env bash
# Puts the frozen program (dist/dxdesk/, made by `make freeze`) where a Linux desktop finds it:
# program, menu entry, kinds of files and icons.
#
#   scripts/install.sh            install it below PREFIX (~/.local)
#   scripts/install.sh --remove   take exactly that away again
#
# PREFIX    /usr/local or the like, for everybody on the machine
# DESTDIR   put before each path that is written, for packages
# FROZEN    the folder to install (dist/dxdesk)
set -euo pipefail

here=$(cd "$(dirname "$0")/.." && pwd)
prefix=${PREFIX:-$HOME/.local}
case $prefix in
    /*) ;;
    *) echo "install: PREFIX has to be an absolute path: $prefix" >&2; exit 1 ;;
esac
# What is written into the menu entry is a path as people write it, and folders are compared.
while [[ $prefix = */ ]]; do prefix=${prefix%/}; done
root=${DESTDIR:-}$prefix
frozen=${FROZEN:-$here/dist/dxdesk}
program=$root/lib/dxdesk
launcher=$root/bin/dxdesk
target=../lib/dxdesk/dxdesk
share=$root/share
icons=$share/icons/hicolor

# What is installed beside the program's folder: source, and place below share/.
declare -A files=(
    [resources/linux/dxdesk.desktop]=applications/dxdesk.desktop
    [resources/linux/dxdesk-mime.xml]=mime/packages/dxdesk.xml
    [resources/icons/dxdesk.svg]=icons/hicolor/scalable/apps/dxdesk.svg
    [resources/icons/dxdesk.png]=icons/hicolor/48x48/apps/dxdesk.png
)
for kind in request submission desk; do
    name=application-x-dxdesk-$kind
    files[resources/icons/$kind.svg]=icons/hicolor/scalable/mimetypes/$name.svg
    files[resources/icons/$kind.png]=icons/hicolor/48x48/mimetypes/$name.png
done

# Tells the desktop of what came or went. A package does that itself when it is unpacked, and a
# desktop without these tools looks by itself.
refresh() {
    [ -z "${DESTDIR:-}" ] || return 0
    if command -v update-mime-database >/dev/null && [ -d "$share/mime/packages" ]; then
        update-mime-database "$share/mime"
    fi
    if command -v update-desktop-database >/dev/null && [ -d "$share/applications" ]; then
        update-desktop-database "$share/applications"
    fi
    if command -v gtk-update-icon-cache >/dev/null && [ -f "$icons/icon-theme.cache" ]; then
        gtk-update-icon-cache -q -t -f "$icons"
    fi
}

# What this script did not make is somebody else's.
refuse_others_folder() {
    if [ -e "$program" ] && [ ! -x "$program/dxdesk" ]; then refuse "$program"; fi
}

launcher_is_ours() { [ "$(readlink "$launcher")" = "$target" ]; }

refuse() {
    echo "install: $1 is not dxdesk's" >&2
    exit 1
}

install_all() {
    local source entry
    if [ ! -x "$frozen/dxdesk" ]; then
        echo "install: $frozen is not there yet; make it with: make freeze" >&2
        exit 1
    fi
    refuse_others_folder
    # pip, say, puts a program of that name there.
    if [ -e "$launcher" ] || [ -L "$launcher" ]; then launcher_is_ours || refuse "$launcher"; fi
    mkdir -p "$root/lib" "$root/bin"
    # The new one is whole before the old one goes.
    rm -rf "$program.new"
    cp -R "$frozen" "$program.new"
    rm -rf "$program"
    mv "$program.new" "$program"
    ln -sfn "$target" "$launcher"
    for source in "${!files[@]}"; do
        install -D -m 644 "$here/$source" "$share/${files[$source]}"
    done
    # A desktop's menu does not know what a shell's PATH says.
    entry=$share/${files[resources/linux/dxdesk.desktop]}
    sed -i "s|^Exec=dxdesk |Exec=\"$(escaped "$prefix")/bin/dxdesk\" |" "$entry"
    refresh
    echo "install: dxdesk is in $launcher"
}

# A path as a quoted argument of an Exec line (Desktop Entry Specification), in a sed replacement.
escaped() {
    printf '%s' "$1" | sed -e 's/[\\"`$]/\\\\&/g' -e 's/%/%%/g' -e 's/[\\&|]/\\&/g'
}

remove_all() {
    local place folder
    refuse_others_folder
    rm -rf "$program"
    if launcher_is_ours; then rm -f "$launcher"; fi
    for place in "${files[@]}"; do
        rm -f "$share/$place"
    done
    refresh
    # Folders that are empty now go as well, up to the prefix.
    for place in "${files[@]}"; do
        folder=$(dirname "$share/$place")
        while [ "$folder" != "$root" ] && rmdir "$folder" 2>/dev/null; do
            folder=$(dirname "$folder")
        done
    done
    rmdir "$root/lib" "$root/bin" 2>/dev/null || true
    echo "install: dxdesk is taken away from $root"
}

case ${1:-} in
    '') install_all ;;
    --remove) remove_all ;;
    *) echo "usage: scripts/install.sh [--remove]" >&2; exit 2 ;;
esac
