#!/bin/sh
# Makes the folders of the layers of the image (-Pimage): image.sh ARCHIVE FOLDER [BASE]
#   FOLDER/base      what the launcher and Java need of a system: glibc, libstdc++, zlib, a shell and some tools, of Debian's packages
#   FOLDER/program   the unpacked ARCHIVE, in /usr/lib/qasr
#   FOLDER/prepared  the native libraries, unpacked here by the program itself in a chroot
#   FOLDER/start     the archive of classes, made in the same way; Java 17 makes another one of the same size each time, so that this
#                    layer is the only one whose bytes differ between two builds
# BASE is "scratch", or the name of an image that has what FOLDER/base has; that folder then stays empty. Of Debian's packages
# the newest of the release that this machine has are taken. Nothing but apt opens a network connection.
#
# image.sh --check [OS-RELEASE] only checks whether this machine has the release of Debian whose packages are named here.
set -eu

packages='libc6 libc-bin libgcc-s1 gcc-12-base libstdc++6 zlib1g dash coreutils grep sed findutils libselinux1 libacl1 libattr1 libpcre2-8-0 libgmp10'
tools='cat chmod cksum cp env head id ls mkdir mv readlink rm sleep stty tail touch tr wc grep sed find getconf iconv locale'

die() {
    printf 'image.sh: %s\n' "$1" >&2
    exit 1
}

# The next release has other names of packages, and files below usr/ only.
check() {
    release=$(
        # shellcheck disable=SC1090 # the system's own file
        . "$1"
        echo "${ID:-} ${VERSION_ID:-}"
    )
    [ "$release" = 'debian 12' ] || die "the image is made of packages of Debian 12, and this machine has '$release': build on Debian 12"
}

if [ "$1" = --check ]; then
    check "${2:-/etc/os-release}"
    exit
fi
check /etc/os-release
archive=$1
folder=$2
base=${3:-scratch}

# A root of its own needs no rights of an administrator where a user may make a name space.
if [ "$(id -u)" != 0 ] && [ -z "${IN_NAMESPACE:-}" ]; then
    command -v unshare > /dev/null || die 'unshare is not installed: run this as root'
    IN_NAMESPACE=yes exec unshare -r -m "$0" "$@"
fi

rm -rf "$folder"
mkdir -p "$folder/base" "$folder/program/usr/lib" "$folder/prepared" "$folder/model" "$folder/debs" "$folder/system"

# shellcheck disable=SC2086 # word by word
(cd "$folder/debs" && apt-get download -q $packages > apt.log 2>&1) || {
    cat "$folder/debs/apt.log" >&2
    die 'the packages of Debian cannot be downloaded'
}
for package in "$folder"/debs/*.deb; do
    dpkg-deb -x "$package" "$folder/system"
done

# No links: Jib follows them, and cannot follow those to folders.
put() {
    mkdir -p "$folder/base${2%/*}"
    cp -L "$1" "$folder/base$2"
}
(cd "$folder/system" && find lib usr/lib -path '*/x86_64-linux-gnu/*.so*' ! -path '*/gconv/*' ! -path '*/audit/*') > "$folder/libraries"
while IFS= read -r library; do
    put "$folder/system/$library" "/lib/x86_64-linux-gnu/${library##*/}"
done < "$folder/libraries"
put "$folder/system/lib/x86_64-linux-gnu/ld-linux-x86-64.so.2" /lib64/ld-linux-x86-64.so.2
put "$folder/system/bin/dash" /bin/sh
for tool in $tools; do
    for place in bin usr/bin; do
        if [ -f "$folder/system/$place/$tool" ]; then put "$folder/system/$place/$tool" "/bin/$tool"; fi
    done
    [ -x "$folder/base/bin/$tool" ] || die "$tool is in none of the packages"
done
cp -R "$folder/system/usr/lib/locale" "$folder/base/usr-lib-locale" 2>/dev/null && mkdir -p "$folder/base/usr/lib" &&
    mv "$folder/base/usr-lib-locale" "$folder/base/usr/lib/locale"
for notice in "$folder"/system/usr/share/doc/*/copyright; do
    if [ -f "$notice" ]; then put "$notice" "${notice#"$folder/system"}"; fi
done
mkdir -p "$folder/base/etc" "$folder/base/tmp" "$folder/base/data" "$folder/base/work"
printf 'root:x:0:0:root:/:/bin/sh\nqasr:x:65532:65532:qasr:/tmp:/bin/sh\n' > "$folder/base/etc/passwd"
printf 'root:x:0:\nqasr:x:65532:\n' > "$folder/base/etc/group"

# The times that Jib gives the files: an archive of classes fits jars of one time only.
tar xzf "$archive" -C "$folder/program/usr/lib"
mv "$folder/program/usr/lib"/qasr-* "$folder/program/usr/lib/qasr"
# Jib follows a link to a text of a licence, too.
find "$folder/program" -type l | while IFS= read -r link; do
    cp -L "$link" "$link.text" && mv -f "$link.text" "$link"
done
find "$folder/program" -exec touch -h -d @1 {} +

# A copy, since what runs in it leaves files. Its libraries are there under the path that they have in the image.
root=$folder/root
mkdir -p "$root/proc" "$root/dev"
cp -a "$folder/base/." "$folder/program/." "$root/"
: > "$root/dev/null"
mount -t proc proc "$root/proc" 2>/dev/null || mount --rbind /proc "$root/proc"
mount --bind /dev/null "$root/dev/null"
status=0
chroot "$root" /bin/env -i PATH=/bin HOME=/tmp /usr/lib/qasr/bin/qasr doctor --prepare > "$folder/prepare.log" 2>&1 </dev/null || status=$?
umount "$root/dev/null" "$root/proc"
[ "$status" = 0 ] || {
    cat "$folder/prepare.log" >&2
    die 'the program cannot be prepared in its image'
}
mkdir -p "$folder/prepared/usr/lib/qasr/lib"
mv "$root/usr/lib/qasr/lib/native" "$folder/prepared/usr/lib/qasr/lib/native"
# Test results of this machine's processor are of no use to another, which makes its own.
rm -f "$folder"/prepared/usr/lib/qasr/lib/native/start/kernels-*
mkdir -p "$folder/start/usr/lib/qasr/lib/native/start"
mv "$folder"/prepared/usr/lib/qasr/lib/native/start/classes-*.[ja][so][at] "$folder/start/usr/lib/qasr/lib/native/start" ||
    die 'there is no archive of classes'
rm -rf "$root" "$folder/system" "$folder/debs"
if [ "$base" != scratch ]; then
    rm -rf "$folder/base"
    mkdir -p "$folder/base/tmp" "$folder/base/data" "$folder/base/work"
fi
