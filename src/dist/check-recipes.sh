#!/bin/sh
# Checks the recipes that a build has made with the programs that read them: check-recipes.sh RECIPES FOLDER [SCHEMAS]
# SCHEMAS has the published schemas of winget (manifest.installer.1.9.0.json and so on) and of Scoop (schema.json). A program
# that is not installed is named and not used: ruby, rpmlint, rpmbuild, jq, python3 with jsonschema and yaml. rpmbuild makes the
# package if the archive is beside RECIPES.
set -eu

recipes=$1
folder=$2
schemas=${3:-}
mkdir -p "$folder"
folder=$(cd "$folder" && pwd)

fail() {
    printf 'check-recipes.sh: %s\n' "$1" >&2
    exit 1
}

# Whether the program $1 is there, and whether the recipe $2 is.
can() {
    [ -e "$recipes/$2" ] || { printf '%s: not made in this build\n' "$2"; return 1; }
    command -v "$1" > /dev/null || { printf '%s: not checked, because there is no %s\n' "$2" "$1"; return 1; }
}

# $1: a recipe in JSON or YAML, $2: its schema.
follows() {
    python3 - "$recipes/$1" "$schemas/$2" <<'END' || fail "$1: does not follow the schema $2"
import json, sys
import jsonschema, yaml
with open(sys.argv[1], encoding="utf-8") as recipe, open(sys.argv[2], encoding="utf-8-sig") as schema:
    jsonschema.validate(yaml.safe_load(recipe), json.load(schema))
END
    printf '%s: follows the schema %s\n' "$1" "$2"
}

for json in "$recipes"/scoop/*.json "$recipes"/sdkman/*.json; do
    name=${json#"$recipes/"}
    if can jq "$name"; then jq -e .version "$json" > /dev/null || fail "$name"; fi
done
if can ruby homebrew/qasr.rb; then ruby -c "$recipes/homebrew/qasr.rb" > /dev/null || fail homebrew; fi
if [ -n "$schemas" ]; then
    if can python3 scoop/qasr.json; then follows scoop/qasr.json schema.json; fi
    if can python3 winget/qasr.yaml; then
        follows winget/qasr.yaml manifest.version.1.9.0.json
        follows winget/qasr.installer.yaml manifest.installer.1.9.0.json
        follows winget/qasr.locale.en-US.yaml manifest.defaultLocale.1.9.0.json
    fi
fi
if can rpmlint rpm/qasr.spec; then
    rpmlint "$recipes/rpm/qasr.spec" > "$folder/rpmlint" 2>&1 || { cat "$folder/rpmlint"; fail rpmlint; }
    tail -n 1 "$folder/rpmlint"
fi
if can rpmbuild rpm/qasr.spec; then
    rpmspec -P "$recipes/rpm/qasr.spec" > /dev/null || fail 'rpm/qasr.spec'
    set -- "$recipes"/../qasr-*-linux-x86_64-java.tar.gz
    if [ -e "$1" ]; then
        mkdir -p "$folder/SOURCES"
        ln -sf "$(cd "${1%/*}" && pwd)/${1##*/}" "$folder/SOURCES"
        rpmbuild -bb --define "_topdir $folder" --define '_binary_payload w1.gzdio' "$recipes/rpm/qasr.spec" > "$folder/rpmbuild.log" 2>&1 ||
            { tail "$folder/rpmbuild.log"; fail rpmbuild; }
        rpm -qpl "$folder"/RPMS/x86_64/qasr-*.rpm > "$folder/files"
        for file in /usr/bin/qasr /usr/lib64/qasr/lib/runtime/bin/java /usr/share/man/man1/qasr-transcribe.1; do
            grep -qx "$file.*" "$folder/files" || fail "no $file in the rpm"
        done
        printf 'rpm: %s files, %s bytes\n' "$(wc -l < "$folder/files")" "$(cat "$folder"/RPMS/x86_64/*.rpm | wc -c)"
    fi
fi
echo 'recipes: all as expected'
