# Sourced: says of each step how long it took, and of all of them at the end.
#
#   step NAME COMMAND…   runs it and prints its time; a script with `set -e` ends where it fails
#   steps_table          the times of all steps so far, for the script's EXIT trap
#
# A step runs in the script's own shell, which would hear no signal while it waits for another.

_steps_done=()
_step_name= _step_began=

step() {
    _step_name=$1 _step_began=$SECONDS
    shift
    printf '\n=== %s ===\n' "$_step_name"
    # No condition around it: bash would go on after what fails within.
    "$@"
    _step_ended ''
}

_step_ended() { # OUTCOME
    local line
    printf -v line '%5d s  %s%s' "$((SECONDS - _step_began))" "$_step_name" "$1"
    _steps_done+=("$line")
    _step_name=
    printf '=== %s ===\n' "$line"
}

steps_table() {
    local status=$?
    [ -z "$_step_name" ] || _step_ended "  FAILED (exit status $status)"
    printf '\ntimes\n'
    printf '%s\n' ${_steps_done[@]+"${_steps_done[@]}"} "$(printf '%5d s  in all' "$SECONDS")"
}
