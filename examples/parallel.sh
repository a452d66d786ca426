#!/bin/sh
# parallel.sh OUT FILE...: several processes at once, for a machine with many cores (GNU parallel). Each takes two
# threads; a single process uses all cores too, so this pays only beyond a dozen of them.
set -eu
OUT=$1
export OUT
shift
printf '%s\0' "$@" | parallel -0 -j 50% --halt never 'qasr transcribe -q -t 2 -d "$OUT" {}'
