#!/usr/bin/env bash
# Writes requirements.txt, requirements-build.txt and requirements-dev.txt from the .in files: exact
# versions with the hashes of every file of each release, so that the lock also
# serves other Pythons and Windows. No address and no path is written.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

tools=build/lock-venv
if [ ! -x "$tools/bin/pip-compile" ]; then
    "${PYTHON:-python3}" -m venv "$tools"
    "$tools/bin/pip" install -qq --disable-pip-version-check pip-tools
fi

for name in requirements requirements-build requirements-dev; do
    "$tools/bin/pip-compile" --quiet --generate-hashes --allow-unsafe --strip-extras \
        --no-header --no-annotate --no-emit-index-url --no-emit-find-links \
        --no-emit-trusted-host --no-emit-options "$@" \
        --output-file "$name.txt" "$name.in"
done

# pip-compile drops requirements of other platforms, so they are named without
# a marker in the .in file and get it here.
sed -i -E '/^(colorama|pefile|pywin32-ctypes)==/ s/ \\$/ ; sys_platform == "win32" \\/' requirements-dev.txt
