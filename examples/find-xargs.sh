#!/bin/sh
# find-xargs.sh DIR OUT: transcribes all recordings below DIR that changed in the last seven days into OUT.
# File names may contain blanks and line ends. xargs passes many files to one process, so the model is loaded once.
# Exit status 123: some inputs failed; standard error names them.
set -eu
[ -d "$1" ] || { echo "find-xargs.sh: $1: no such folder" >&2; exit 2; }
find "$1" -type f \( -name '*.m4a' -o -name '*.mp3' -o -name '*.wav' -o -name '*.mp4' \) -mtime -7 -print0 |
    xargs -0 -r qasr transcribe -q -f txt,srt -d "$2"
