# shellcheck shell=sh
# Source this file: . examples/meeting.sh
# meeting FILE [NAMES]: writes the transcript beside the recording and prints its name. The file NAMES lists names
# and terms that occur in the meeting, so that they are spelled correctly.
meeting() {
    if [ ! -r "${1:-}" ]; then
        echo 'usage: meeting FILE [NAMES]' >&2
        return 2
    fi
    case ${1##*/} in
        ?*.*) set -- "$1" "${2:-}" "${1%.*}.txt" ;;
        *) set -- "$1" "${2:-}" "$1.txt" ;; # no extension
    esac
    if [ -n "$2" ]; then
        qasr transcribe --context "@$2" -o "$3" -- "$1" || return
    else
        qasr transcribe -o "$3" -- "$1" || return
    fi
    echo "$3"
}
