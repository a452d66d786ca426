#!/bin/sh
# find-xargs.sh DIR OUT: transcribes all recordings below DIR that changed in the last seven days into OUT.
# File names may contain blanks and line ends. xargs passes many files to one process, so the model is loaded once.
# Exit status 123: some inputs failed; standard error names them.
set -eu
[ -d "$1" ] || { echo "find-xargs.sh: $1: no such folder" >&2; exit 2; }
dir=$1 out=$2
set -- -name ''
for ending in 3g2 3ga 3gp aac ac3 aif aifc aiff amr ape asf au avi caf dss flac flv m2ts m4a m4b m4v mka mkv mov mp2 mp3 mp4 \
    mpeg mpg mts oga ogg ogv opus rm spx ts wav weba webm wma wmv wv; do
    set -- "$@" -o -iname "*.$ending"
done
find "$dir" -type f \( "$@" \) -mtime -7 -print0 | xargs -0 -r qasr transcribe -q -f txt,srt -d "$out"
