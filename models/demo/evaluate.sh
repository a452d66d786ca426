#!/usr/bin/env bash
# Prints the error rates of the model in this directory on test sets: evaluate.sh [--align] WORK SET...
#
#   models/demo/evaluate.sh WORK prompts joined phone speakers speakers-digits
#   models/demo/evaluate.sh --align WORK prompts speakers
#
# --align prints the errors of word times instead, at the ends of recordings of the set that are joined with known pauses.
# Fetches the recordings into WORK and writes the sets to WORK/sets when they are not there yet. VERBOSE=1 also prints every
# mistake, MODEL=DIR scores another model directory.
set -euo pipefail

align=
if [ "${1:-}" = --align ]; then
    align=yes
    shift
fi
[ $# -ge 2 ] || { sed -n '2,10p' "$0" >&2; exit 2; }
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
mkdir -p "$1"
work=$(cd "$1" && pwd)
shift
"$here/training/fetch.sh" "$work"
# Each time, because the sources may have changed.
(cd "$root" && mvn -B -q process-classes dependency:build-classpath -DincludeScope=runtime -Dmdep.outputFile=target/train-classpath)
run() {
    java -Xmx5g -cp "$root/target/train-classes:$root/target/classes:$(cat "$root/target/train-classpath")" "$@"
}

[ -e "$work/sets/speakers-digits/set.tsv" ] || run qasr.train.EvaluationSets "$work" "$work/sets" >&2
if [ -n "$align" ]; then
    run qasr.train.AlignmentTable "${MODEL:-$here}" "${@/#/$work/sets/}"
else
    run qasr.train.Evaluate ${VERBOSE:+-v} "${MODEL:-$here}" "${@/#/$work/sets/}"
fi
