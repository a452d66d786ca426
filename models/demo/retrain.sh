#!/usr/bin/env bash
# Fetches the recordings and trains the built-in model again, or goes on training the one in this directory.
#
#   models/demo/retrain.sh [--continue] WORK
#
# WORK gets the packages, the clips and checkpoints; run it again to resume. Needs a Debian system with apt-get, dpkg-deb
# and espeak-ng, a JDK 17 and Maven. --continue starts from this directory's weights instead of random ones. WORK/schedule.txt
# may be edited while it runs; `touch WORK/run/stop` ends it after the present step.
set -euo pipefail

continue=
schedule=schedule.txt
if [ "${1:-}" = --continue ]; then
    continue=yes
    schedule=continue.txt
    shift
fi
[ $# = 1 ] || { sed -n '2,9p' "$0" >&2; exit 2; }
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
mkdir -p "$1/run"
work=$(cd "$1" && pwd)
rm -f "$work/run/stop"
"$here/training/fetch.sh" "$work"
[ -e "$work/schedule.txt" ] || cp "$here/training/$schedule" "$work/schedule.txt"
(cd "$root" && mvn -B -q process-classes dependency:build-classpath -DincludeScope=runtime -Dmdep.outputFile=target/train-classpath)

# Blocks of memory are kept instead of given back to the system after each operation: a quarter faster.
export MALLOC_MMAP_THRESHOLD_=4294967296 MALLOC_TRIM_THRESHOLD_=4294967296 MALLOC_TOP_PAD_=67108864
exec nice java -Xmx5g ${continue:+-Dfrom="$here"} \
    -cp "$root/target/train-classes:$root/target/classes:$(cat "$root/target/train-classpath")" \
    qasr.train.Train "$work" "$work/run" "$work/schedule.txt"
