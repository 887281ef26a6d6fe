# Sourced: says of each step how long it took, and of all of them at the end.
#
#   step NAME COMMAND…   runs it in a subshell and prints its time; its exit status is the command's
#   steps_table          the times of all steps so far

_steps_done=()

step() {
    local name=$1 began=$SECONDS status line
    shift
    printf '\n=== %s ===\n' "$name"
    # No condition around it: bash would go on after what fails within.
    set +e
    (
        set -e
        "$@"
    )
    status=$?
    set -e
    printf -v line '%5d s  %s' "$((SECONDS - began))" "$name"
    [ "$status" -eq 0 ] || line+="  FAILED (exit status $status)"
    _steps_done+=("$line")
    printf '=== %s ===\n' "$line"
    return "$status"
}

steps_table() {
    printf '\ntimes\n'
    printf '%s\n' ${_steps_done[@]+"${_steps_done[@]}"} "$(printf '%5d s  in all' "$SECONDS")"
}
