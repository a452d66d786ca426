#!/usr/bin/env bash
# Fetches the recordings that training and its test sets use: training/fetch.sh WORK unpacks them into WORK/unpacked.
# Needs a Debian system with apt-get and dpkg-deb, and espeak-ng for the synthetic sentences; no rights of root.
set -euo pipefail

work=$1
command -v espeak-ng > /dev/null || { echo "fetch.sh: espeak-ng is not installed: apt-get install espeak-ng" >&2; exit 3; }
[ ! -d "$work/unpacked" ] || exit 0
mkdir -p "$work/packages"
(cd "$work/packages" && apt-get download \
    asterisk-core-sounds-{en,es,fr,it,ru} asterisk-core-sounds-{en,es,fr,it,ru}-g722 \
    pocketsphinx-testdata asterisk-prompt-es-co asterisk-prompt-fr-armelle asterisk-prompt-it-menardi-wav)
rm -rf "$work/unpacked.part"
for package in "$work"/packages/*.deb; do
    dpkg-deb -x "$package" "$work/unpacked.part"
done
mv "$work/unpacked.part" "$work/unpacked"
