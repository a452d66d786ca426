#!/bin/sh
# Checks the .deb and the archives of -Pinstaller as a user has them: check-deb.sh DEB TARBALL FOLDER [ZIP]
# In a fresh Debian without Java: installs, transcribes as two users at a time, also under the name of another program, installs
# over an older version, removes and purges, and compares the files before and after. Then runs each unpacked archive in an
# empty environment, from a folder with blanks in its name that is read-only for its user, and from a PATH that names a link to
# its folder. Needs root and debootstrap, and unzip for the ZIP.
set -eu

deb=$1
tarball=$2
folder=$3
zip=${4:-}
root=$folder/debian

fail() {
    printf 'check-deb.sh: %s\n' "$1" >&2
    exit 1
}

in_debian() {
    user=$1
    shift
    chroot --userspec="$user:$user" "$root" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/nonexistent \
        DEBIAN_FRONTEND=noninteractive "$@"
}

# Not what apt itself keeps.
files() {
    (cd "$root" && find . -xdev \( -path ./proc -o -path ./dev -o -path ./tmp -o -path ./var/log -o -path ./var/lib/apt \
        -o -path ./var/cache/apt \) -prune -o -print | LC_ALL=C sort)
}

mkdir -p "$folder"
[ -d "$root/usr" ] || debootstrap --variant=minbase bookworm "$root" > "$folder/debootstrap.log"
mount -t proc proc "$root/proc"
mount --bind /dev "$root/dev"
trap 'umount "$root/dev" "$root/proc"' EXIT
if in_debian 0 sh -c 'command -v java'; then fail 'there is a Java'; fi
cp "$deb" "$root/tmp/qasr.deb"
files > "$folder/before"

# $1: name of another program, $2: its options: transcribes as nobody under that name, and compares with the text $3.
other_name() {
    rm -rf "$root/tmp/other"
    mkdir -p "$root/tmp/other/bin"
    ln -s /usr/bin/qasr "$root/tmp/other/bin/$1"
    chmod 777 "$root/tmp/other"
    in_debian 65534 sh -c "cd /tmp/other && QASR_MODEL=/usr/lib/qasr/models/demo bin/$1 $2 /usr/lib/qasr/examples/welcome.m4a" \
        > "$folder/other.log" 2>&1 || fail "$1: $(tail "$folder/other.log")"
    grep -qF "$3" "$root/tmp/other/"*.srt || fail "$1: no text in $(ls "$root/tmp/other")"
}
started=$(date +%s)
in_debian 0 apt-get install -y --no-install-recommends /tmp/qasr.deb > "$folder/install.log" 2>&1 || fail "$(tail "$folder/install.log")"
installed=$(date +%s)
[ -s "$root/usr/lib/qasr/lib/native/start/prepared" ] || fail 'not prepared'
said=$(cat "$root/usr/lib/qasr/examples/welcome.txt")
for user in 0 65534; do
    in_debian "$user" qasr transcribe -q -m /usr/lib/qasr/models/demo /usr/lib/qasr/examples/welcome.m4a > "$folder/text-$user" 2>&1 || : &
done
wait
for user in 0 65534; do
    text=$(cat "$folder/text-$user")
    [ "$text" = "$said" ] || fail "user $user: $text"
    printf 'user %s: %s\n' "$user" "$text"
done
printf 'installed in %s s, two texts after %s s; %s MB\n' "$((installed - started))" "$(($(date +%s) - started))" \
    "$(du -sm "$root/usr/lib/qasr" | cut -f 1)"
in_debian 0 dpkg --verify qasr
other_name whisper '--language en --output_format srt' Comedian
other_name whisper-ctranslate2 '--language en --output_format srt' Comedian
other_name whisper-cli '-l en -osrt -of talk -f' Comedian
for page in man/man1/qasr-transcribe.1 bash-completion/completions/qasr zsh/vendor-completions/_qasr \
    fish/vendor_completions.d/qasr.fish doc/qasr/examples/qasr-weekly.timer doc/qasr/copyright doc/qasr/qasr.cdx.json; do
    [ -s "$root/usr/share/$page" ] || fail "no $page"
done

# An older version, whose parts have other names, is replaced without a trace, and prepared again.
removed() {
    in_debian 0 apt-get "$1" -y qasr > "$folder/$1.log" 2>&1 || fail "$(tail "$folder/$1.log")"
    files > "$folder/after"
    # Until a purge, dpkg itself keeps the script for it.
    [ "$1" = purge ] || sed -i '\|/var/lib/dpkg/info/qasr\.|d' "$folder/after"
    diff "$folder/before" "$folder/after" || fail "$1: these files are left"
}
removed purge
rm -rf "$folder/older"
dpkg-deb -R "$deb" "$folder/older"
version=$(dpkg-deb -f "$deb" Version)
sed -i 's/^Version: .*/Version: 0.0.1/' "$folder/older/DEBIAN/control"
mv "$folder/older/usr/lib/qasr/lib/qasr-$version.jar" "$folder/older/usr/lib/qasr/lib/qasr-0.0.1.jar"
rm -f "$folder/older/DEBIAN/md5sums"
dpkg-deb -Znone -b "$folder/older" "$root/tmp/older.deb" > /dev/null
rm -rf "$folder/older"
in_debian 0 apt-get install -y --no-install-recommends /tmp/older.deb > "$folder/install.log" 2>&1 || fail "$(tail "$folder/install.log")"
rm "$root/tmp/older.deb"
[ "$(in_debian 65534 qasr transcribe -q -m /usr/lib/qasr/models/demo /usr/lib/qasr/examples/welcome.m4a)" = "$said" ] || fail 'older: another text'
in_debian 0 apt-get install -y --no-install-recommends /tmp/qasr.deb > "$folder/install.log" 2>&1 || fail "$(tail "$folder/install.log")"
[ -z "$(find "$root/usr/lib/qasr" -name '*-0.0.1*')" ] || fail 'files of the older version are left'
[ -s "$root/usr/lib/qasr/lib/native/start/prepared" ] || fail 'not prepared after the upgrade'
[ "$(in_debian 65534 qasr transcribe -q -m /usr/lib/qasr/models/demo /usr/lib/qasr/examples/welcome.m4a)" = "$said" ] || fail 'upgraded: another text'
in_debian 0 dpkg --verify qasr
echo 'upgraded from an older version'
removed remove
removed purge

# $1: the name of the archive, then the command that unpacks it here.
check_archive() {
    name=$1
    shift
    rm -rf "$folder/unpacked"
    mkdir "$folder/unpacked"
    started=$(date +%s)
    (cd "$folder/unpacked" && "$@")
    mv "$folder"/unpacked/qasr-* "$folder/unpacked/my programs"
    home="$folder/unpacked/my programs"
    [ -s "$home/share/doc/qasr/qasr.cdx.json" ] || fail "$name: no list of parts"
    [ "$(env -i "$home/bin/qasr" transcribe -q -m "$home/models/demo" "$home/examples/welcome.m4a")" = "$said" ] || fail "$name: another text"
    printf '%s: text after %s s\n' "$name" "$(($(date +%s) - started))"
    ln -s 'my programs/bin' "$folder/unpacked/link to bin"
    text=$(cd / && env -i PATH="$folder/unpacked/link to bin:/usr/bin:/bin" qasr transcribe -q -m "$home/models/demo" "$home/examples/welcome.m4a" 2>&1) ||
        fail "$name, by a link to its folder, status $?: $text"
    [ "$text" = "$said" ] || fail "$name, by a link to its folder: $text"
    rm -rf "$home/lib/native"
    ln -s 'my programs/bin/qasr' "$folder/unpacked/link to qasr"
    for user in 65534 65533; do
        as_user "$user" > "$folder/text-$user" 2>&1 || : &
    done
    wait
    for user in 65534 65533; do
        text=$(cat "$folder/text-$user")
        [ "$text" = "$said" ] || fail "$name, read-only, as user $user: $text"
        rm -rf "/tmp/qasr-$user"
    done
    [ ! -e "$home/lib/native" ] || fail "$name, read-only: files were written"
    printf '%s: the same by a link to its folder, and read-only as two users\n' "$name"
    rm -rf "$folder/unpacked"
}

# $1: a user who may not write to the unpacked archive.
as_user() {
    cd "$folder/unpacked" && env -i TMPDIR=/tmp setpriv --reuid="$1" --regid="$1" --clear-groups \
        "./link to qasr" transcribe -q -m "$home/models/demo" "$home/examples/welcome.m4a"
}

absolute() {
    printf '%s/%s' "$(cd "$(dirname "$1")" && pwd)" "${1##*/}"
}

folder=$(cd "$folder" && pwd)
check_archive "${tarball##*/}" tar xzf "$(absolute "$tarball")"
if [ -n "$zip" ]; then check_archive "${zip##*/}" unzip -q "$(absolute "$zip")"; fi
