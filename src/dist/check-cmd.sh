#!/bin/sh
# Runs qasr.cmd in the cmd.exe of Wine, with a program in the place of java.exe that shows what it is given: check-cmd.sh FOLDER
# Needs wine and x86_64-w64-mingw32-gcc. Neither Java nor qasr itself runs here.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
folder=$1
home="$folder/Program Files/qasr 1"
mkdir -p "$home/bin" "$home/lib/runtime/bin"
sed 's/$/\r/' "$here/qasr.cmd" > "$home/bin/qasr.cmd"
cat > "$folder/java.c" <<'END'
#include <stdio.h>
#include <windows.h>
int wmain(int argc, wchar_t **words) {
    wchar_t line[32768];
    char text[65536];
    for (int i = 1; i < argc; i++) {
        WideCharToMultiByte(CP_UTF8, 0, words[i], -1, text, sizeof text, 0, 0);
        printf("%s\n", text);
    }
    line[0] = 0;
    GetEnvironmentVariableW(L"_QASR_ARGUMENTS", line, 32768);
    WideCharToMultiByte(CP_UTF8, 0, line, -1, text, sizeof text, 0, 0);
    printf("[%s]\n", text);
    return 7;
}
END
x86_64-w64-mingw32-gcc -municode -O1 -o "$home/lib/runtime/bin/java.exe" "$folder/java.c"
export WINEPREFIX="$folder/wine" WINEDEBUG=-all LC_ALL=C.UTF-8

# $1: what a line of the output must be, then the command line.
expect() {
    wanted=$1
    shift
    status=0
    # shellcheck disable=SC1003 # a backslash
    wine cmd /c "Z:$(printf '%s' "$home/bin/qasr.cmd" | tr / '\\')" "$@" 2>/dev/null | tr -d '\r' > "$folder/shown" || :
    grep -qxF -- "$wanted" "$folder/shown" || {
        cat "$folder/shown" >&2
        printf 'check-cmd.sh: no line "%s"\n' "$wanted" >&2
        exit 1
    }
}

# shellcheck disable=SC1003 # a backslash
windows="Z:$(printf '%s' "$home" | tr / '\\')"
expect "-Dqasr.home=$windows" --version
expect "$windows\\lib\\*" --version
expect "-XX:ErrorFile=NUL" --version
expect "-Dorg.bytedeco.javacpp.cachedir=$windows\\lib\\native" --version
expect '@environment:_QASR_ARGUMENTS' --version
expect '-Dqasr.called=qasr' --version
expect '[transcribe *.wav -o NUL 名前.wav a!b]' transcribe '*.wav' -o NUL 名前.wav 'a!b'
expect '[]'
QASR_CRASH_FILE='C:\crash file.txt' expect '-XX:ErrorFile=C:\crash file.txt' --version
QASR_JAVA_OPTS='-Xmx1g -Da=b' expect '-Da=b' --version
# Quoted words, in a batch file, since cmd.exe has rules of its own for quotes after /c.
printf '@"%s\\bin\\qasr.cmd" "two words.wav" --context "Ada & Qwen | x" b\r\n' "$windows" > "$folder/quoted.cmd"
# shellcheck disable=SC1003 # a backslash
wine cmd /c "Z:$(printf '%s' "$folder/quoted.cmd" | tr / '\\')" 2>/dev/null | tr -d '\r' |
    grep -qxF '["two words.wav" --context "Ada & Qwen | x" b]' || { echo 'check-cmd.sh: quoted words' >&2; exit 1; }
wine cmd /c "$windows\\bin\\qasr.cmd" > /dev/null 2>&1 && status=0 || status=$?
[ "$status" = 7 ] || { echo "check-cmd.sh: status $status, not 7" >&2; exit 1; }
cp "$home/bin/qasr.cmd" "$home/bin/whisper-cli.cmd"
wine cmd /c "$windows\\bin\\whisper-cli.cmd" -f talk.wav 2>/dev/null | tr -d '\r' > "$folder/shown" || :
for wanted in '-Dqasr.called=whisper-cli' "-Dqasr.home=$windows" '[-f talk.wav]'; do
    grep -qxF -- "$wanted" "$folder/shown" || { echo "check-cmd.sh: no line \"$wanted\" for a copy" >&2; exit 1; }
done
echo 'qasr.cmd: all as expected'
