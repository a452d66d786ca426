#!/bin/sh
# summarise.sh TRANSCRIPT...: prints a summary of each text, made by a local language model: llama.cpp (set
# LLAMA_MODEL=FILE.gguf) or else ollama (OLLAMA_MODEL, default llama3.2). Nothing leaves this computer, and no model is
# downloaded. A text of more than PART_BYTES is split at paragraphs; the summaries of the parts are summarised again.
set -u
LLAMA_MODEL=${LLAMA_MODEL:-} OLLAMA_MODEL=${OLLAMA_MODEL:-llama3.2}
export OLLAMA_HOST="127.0.0.1:${OLLAMA_PORT:-11434}" LLAMA_OFFLINE=1
unset LLAMA_ARG_MODEL_URL LLAMA_ARG_HF_REPO LLAMA_ARG_HF_FILE http_proxy https_proxy HTTP_PROXY HTTPS_PROXY
tmp=$(mktemp -d) || exit
trap 'rm -rf "$tmp"' EXIT
trap 'exit 130' INT TERM
die() { echo "summarise.sh: $1" >&2; exit "${2:-1}"; }

llama=$(command -v llama-completion || command -v llama-cli) || llama=
if [ -n "$llama" ] && [ -n "$LLAMA_MODEL" ]; then
    [ -f "$LLAMA_MODEL" ] || die "$LLAMA_MODEL: no such model"
    model() { "$llama" -m "$LLAMA_MODEL" -c 4096 -n 512 -no-cnv --no-display-prompt -f "$1" < /dev/null; }
elif command -v ollama > /dev/null; then
    case $OLLAMA_MODEL in *cloud*) die "$OLLAMA_MODEL: this model runs on another computer" ;; esac
    ollama show "$OLLAMA_MODEL" > /dev/null || die "ollama is not running, or has no model $OLLAMA_MODEL"
    model() { ollama run "$OLLAMA_MODEL" < "$1"; }
else
    die 'no language model: install llama.cpp and set LLAMA_MODEL=FILE.gguf, or install ollama'
fi

# Summarises the file $1. The log of the model is shown only if it fails.
ask() {
    { printf 'Summarise this transcript in its own language, in at most ten sentences:\n\n' && cat "$1"; } > "$tmp/prompt"
    model "$tmp/prompt" > "$tmp/answer" 2> "$tmp/log" || { cat "$tmp/log" >&2; die 'the language model failed'; }
    grep -q '[^[:space:]]' "$tmp/answer" || die 'the language model wrote nothing'
    sed 's/ *\[end of text\]//' "$tmp/answer"
}

# Splits the file $1 into $tmp/part.000 and so on, each of at most PART_BYTES: at an empty line if the second half of a part
# has one, or else at a line end; a longer line at a blank or between two characters of UTF-8.
parts() {
    rm -f "$tmp"/part.*
    LC_ALL=C awk -v most="${PART_BYTES:-6000}" -v to="$tmp/part." '
        function write(text) { file = to sprintf("%03d", n++); printf "%s", text > file; close(file) }
        function flush() { if (text != "") write(text); text = ""; gap = 0 }
        function add(line) {
            if (length(text) + length(line) > most && gap > most / 2) {
                rest = substr(text, gap + 1); text = substr(text, 1, gap); flush(); text = rest
            }
            if (length(text) + length(line) > most) flush()
            text = text line
            if (line == "\n") gap = length(text)
        }
        { line = $0 "\n"
          while (length(line) > most) {
              for (cut = most; cut > most / 2 && substr(line, cut, 1) != " ";) cut--
              if (substr(line, cut, 1) != " ")
                  for (cut = most; cut > most - 4 && substr(line, cut + 1, 1) ~ /[\200-\277]/;) cut--
              add(substr(line, 1, cut)); line = substr(line, cut + 1)
          }
          add(line) }
        END { flush() }' "$1"
}

[ $# -gt 0 ] || die 'usage: summarise.sh TRANSCRIPT...' 2
for file; do
    cat -- "$file" > "$tmp/text" || exit
    grep -q '[^[:space:]]' "$tmp/text" || { echo "$file: no text in it" >&2; continue; }
    while parts "$tmp/text" && [ -e "$tmp/part.001" ]; do
        for part in "$tmp"/part.*; do ask "$part" && echo || exit; done > "$tmp/next"
        [ "$(wc -c < "$tmp/next")" -lt "$(wc -c < "$tmp/text")" ] || die "$file: the summaries do not become shorter"
        mv "$tmp/next" "$tmp/text"
    done
    [ $# -eq 1 ] || printf '==> %s <==\n' "$file"
    ask "$tmp/text"
done
