#!/bin/sh
# parallel.sh OUT FILE...: transcribes FILEs into the folder OUT with several processes at once (needs GNU parallel).
# Each process uses two threads. One process can use all cores too, so this is faster only with more than twelve cores.
set -eu
[ $# -gt 1 ] || { echo 'usage: parallel.sh OUT FILE...' >&2; exit 2; }
OUT=$1
export OUT
shift
# shellcheck disable=SC2016 # parallel's shell expands $OUT
printf '%s\0' "$@" | parallel -0 -j 50% --halt never 'qasr transcribe -q -t 2 -d "$OUT" -- {}'
