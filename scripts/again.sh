# Sourced: again COMMAND… runs what asks a registry, and tries again after a pause when
# it fails, so that a busy network is not told as a fault. Its exit status is the last one.

AGAIN_PAUSES=(10 30 60 120)

again() {
    local pause status
    for pause in "${AGAIN_PAUSES[@]}" end; do
        "$@" && return 0 || status=$?
        [ "$pause" != end ] || break
        printf 'no answer (exit status %s), again in %s seconds: %s\n' "$status" "$pause" "$*" >&2
        sleep "$pause"
    done
    return "$status"
}
