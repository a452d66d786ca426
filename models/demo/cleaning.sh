#!/usr/bin/env bash
# Measures --normalize, --highpass and --denoise with the model in this directory: cleaning.sh WORK [detector]
#
# Prints a table of word error rate, missed speech and false alarms for speech with noise, hum, babble, reverberation and phone
# codecs. With "detector", it prints missed speech and false alarms of other filters and thresholds. Fetches the recordings into
# WORK if they are not there yet. Each number is kept in WORK/cleaning*.tsv and not measured again, so a stopped run resumes.
# SENTENCES=N sets the number of sentences of each language (default: 2), SEED=N selects others. MODEL=DIR measures with another
# model directory.
set -euo pipefail

[ $# -ge 1 ] || { sed -n '2,9p' "$0" >&2; exit 2; }
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
mkdir -p "$1"
work=$(cd "$1" && pwd)
kind=${2:-}
"$here/training/fetch.sh" "$work"
# Each time, because the sources may have changed.
(cd "$root" && mvn -B -q process-classes dependency:build-classpath -DincludeScope=runtime -Dmdep.outputFile=target/train-classpath)
nice java -Xmx2g -Dsentences="${SENTENCES:-2}" -Dseed="${SEED:-20}" \
    -cp "$root/target/train-classes:$root/target/classes:$(cat "$root/target/train-classpath")" \
    qasr.train.CleaningTable "${MODEL:-$here}" "$work" "$work/cleaning${kind:+-$kind}.tsv" ${kind:+"$kind"}
