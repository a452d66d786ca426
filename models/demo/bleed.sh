#!/usr/bin/env bash
# Measures how --channels split removes one side's voice from the other channel: bleed.sh
#
# Prints a table for made calls of the recordings in this repository. It needs no model and no network, and takes two to
# four minutes.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
# Each time, because the sources may have changed.
(cd "$root" && mvn -B -q process-classes dependency:build-classpath -DincludeScope=runtime -Dmdep.outputFile=target/train-classpath)
nice java -Xmx1g -cp "$root/target/train-classes:$root/target/classes:$(cat "$root/target/train-classpath")" \
    qasr.train.BleedTable "$root"
