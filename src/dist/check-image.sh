#!/bin/sh
# Checks target/qasr-image.tar without a container engine: check-image.sh TAR FOLDER
# Its layout is read from the tar; then the program runs in the unpacked layers, under a root that is mounted read-only, with
# only /tmp to write to, as the image's user and as another, and without any place to write to. Needs root and jq.
set -eu

tar=$1
folder=$2

fail() {
    printf 'check-image.sh: %s\n' "$1" >&2
    exit 1
}

rm -rf "$folder"
mkdir -p "$folder/parts" "$folder/root"
tar xf "$tar" -C "$folder/parts"
config=$folder/parts/$(jq -r '.[0].Config' "$folder/parts/manifest.json")
get() { jq -r "$1" "$config"; }
[ "$(get .architecture)/$(get .os)" = amd64/linux ] || fail 'not for linux/amd64'
[ "$(get .config.User)" = 65532:65532 ] || fail "the user is '$(get .config.User)'"
[ "$(get '.config.Entrypoint|join(" ")')" = /usr/lib/qasr/bin/qasr ] || fail 'another entry point'
[ "$(get .config.WorkingDir)" = /work ] || fail 'another working directory'

layers=$(jq -r '.[0].Layers[]' "$folder/parts/manifest.json")
number=0
for layer in $layers; do
    number=$((number + 1))
    sum=$(gzip -dc "$folder/parts/$layer" | sha256sum)
    [ "sha256:${sum%% *}" = "$(get ".rootfs.diff_ids[$((number - 1))]")" ] || fail "$layer: another checksum"
    printf 'layer %s: %s bytes, %s files\n' "$number" "$(wc -c < "$folder/parts/$layer")" "$(tar --warning=no-unknown-keyword -tzf "$folder/parts/$layer" | grep -vc '/$')"
    tar --warning=no-unknown-keyword -xzf "$folder/parts/$layer" -C "$folder/root"
done
rm -rf "$folder/parts/"*.tar.gz
[ ! -e "$folder/root/jib" ] || fail 'the image has files of Jib'
[ -z "$(find "$folder/root" -type f -perm /6000)" ] || fail 'a program changes its user'
[ -z "$(find "$folder/root" -type f -perm /022)" ] || fail 'others may write to a file'
[ -z "$(find "$folder/root" -name 'kernels-*')" ] || fail 'test results of the processor of the build'
for file in bin/qasr lib/runtime/bin/java lib/runtime/lib/jspawnhelper; do
    [ -x "$folder/root/usr/lib/qasr/$file" ] || fail "$file: cannot be run"
done
[ -s "$(echo "$folder"/root/usr/lib/qasr/lib/native/start/classes-*.[ja][so][at])" ] || fail 'there is no archive of classes'

# As an engine does it: the image's environment, nothing of this machine's. $1: the user, $2: what /tmp is; then the command.
in_image() {
    user=$1
    place=$2
    shift 2
    jq -r '.config.Env[]' "$config" > "$folder/environment"
    # shellcheck disable=SC2016 # for the inner shell
    unshare -m -p -f sh -ec '
        root=$1 user=$2 place=$3 environment=$4
        shift 4
        mount --bind "$root" "$root"
        mkdir -p "$root/proc" "$root/dev"
        mount -t proc proc "$root/proc"
        mount -t tmpfs tmpfs "$root/dev"
        : > "$root/dev/null"
        mount --bind /dev/null "$root/dev/null"
        [ "$place" = none ] || mount -t tmpfs -o mode=1777 tmpfs "$root/tmp"
        mount -o remount,bind,ro "$root"
        while IFS= read -r setting; do set -- "$setting" "$@"; done < "$environment"
        exec chroot --userspec="$user:$user" "$root" /bin/env -i "$@"
    ' sh "$folder/root" "$user" "$place" "$folder/environment" "$@"
}

said=$(cat "$folder/root/usr/lib/qasr/examples/welcome.txt")
for user in 65532 10001; do
    for place in tmpfs none; do
        text=$(in_image "$user" "$place" /usr/lib/qasr/bin/qasr transcribe -q /usr/lib/qasr/examples/welcome.m4a) || fail "status $? as user $user, /tmp: $place"
        [ "$text" = "$said" ] || fail "as user $user, /tmp: $place: $text"
        printf 'user %s, /tmp: %s: %s\n' "$user" "$place" "$text"
    done
done
in_image 65532 tmpfs /usr/lib/qasr/bin/qasr doctor | grep -E 'natives|java'

# A baked-in model is listed, and the first one is used without being named, by a user whose only right is to read it.
baked=$(find "$folder/root/data/qasr/models" -mindepth 2 -maxdepth 2 -name config.json 2> /dev/null | LC_ALL=C sort)
for description in $baked; do
    model=${description#"$folder/root"}
    model=${model%/config.json}
    in_image 65532 tmpfs /usr/lib/qasr/bin/qasr models list | grep -F "	$model" || fail "$model: not listed"
done
if [ -n "$baked" ]; then
    text=$(in_image 10001 none /usr/lib/qasr/bin/qasr transcribe /usr/lib/qasr/examples/welcome.m4a 2>&1) || fail "status $? with the baked-in model: $text"
    printf '%s\n' "$text" | grep -F 'using the installed model /data/qasr/models/' || fail "the baked-in model is not used: $text"
fi
