#!/bin/sh
# find-xargs.sh DIR OUT: transcribes every recording below DIR that has changed within a week, whatever its name.
# One process takes many files: the model is opened once. Exit status 123: some input failed, stderr says which.
set -eu
find "$1" -type f \( -name '*.m4a' -o -name '*.mp3' -o -name '*.wav' -o -name '*.mp4' \) -mtime -7 -print0 |
    xargs -0 -r qasr transcribe -q -f txt,srt -d "$2"
