#!/bin/sh
# Checks the .deb and the archive of -Pinstaller as a user has them: check-deb.sh DEB ARCHIVE FOLDER
# In a fresh Debian without Java: installs, transcribes as root and as nobody, purges, and compares the files before and after.
# Then runs the unpacked archive in an empty environment. Needs root and debootstrap.
set -eu

deb=$1
archive=$2
folder=$3
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
started=$(date +%s)
in_debian 0 apt-get install -y --no-install-recommends /tmp/qasr.deb > "$folder/install.log" 2>&1 || fail "$(tail "$folder/install.log")"
installed=$(date +%s)
[ -s "$root/usr/lib/qasr/lib/native/start/prepared" ] || fail 'not prepared'
said=$(cat "$root/usr/lib/qasr/examples/welcome.txt")
for user in 0 65534; do
    text=$(in_debian "$user" qasr transcribe -q /usr/lib/qasr/examples/welcome.m4a)
    [ "$text" = "$said" ] || fail "user $user: $text"
    printf 'user %s: %s\n' "$user" "$text"
done
printf 'installed in %s s, two texts after %s s; %s MB\n' "$((installed - started))" "$(($(date +%s) - started))" \
    "$(du -sm "$root/usr/lib/qasr" | cut -f 1)"
in_debian 0 dpkg --verify qasr
in_debian 0 apt-get purge -y qasr > "$folder/purge.log" 2>&1 || fail "$(tail "$folder/purge.log")"
files > "$folder/after"
diff "$folder/before" "$folder/after" || fail 'these files are left'

rm -rf "$folder/unpacked"
mkdir "$folder/unpacked"
started=$(date +%s)
tar xzf "$archive" -C "$folder/unpacked"
home=$(echo "$folder"/unpacked/*)
[ "$(env -i "$home/bin/qasr" transcribe -q "$home/examples/welcome.m4a")" = "$said" ] || fail 'the archive: another text'
printf 'archive: text after %s s\n' "$(($(date +%s) - started))"
rm -rf "$folder/unpacked"
