# Prints, for each line of standard input, what zsh offers at its end: "> LINE", then an offer a line. $1 is the script. A zsh
# with a terminal of its own completes, and tells what is added through a pipe.
emulate -L zsh
zmodload zsh/zpty || exit 3
pipe=$PWD/.zsh-pipe
mkfifo $pipe
exec 3<>$pipe
zpty shell zsh -f -i
setup="PROMPT= RPROMPT=; unsetopt beep; stty -echo; autoload -Uz compinit; compinit -u -D; . ${(q)1}
compadd() {
    local -a hits
    if [[ \${(M)#@:#-[OAD]*} -gt 0 ]]; then builtin compadd \"\$@\"; return; fi
    builtin compadd -A hits \"\$@\"
    (( \$#hits )) && print -rl -- \$hits > ${(q)pipe}
    builtin compadd \"\$@\"
}
told() { print -r -- '<end>' > ${(q)pipe} }
zle -N told; bindkey '^X' told; bindkey '^U' kill-whole-line; zstyle ':completion:*' list-prompt ''
LISTMAX=10000; KEYTIMEOUT=1; told"
zpty -w shell $setup
hear() { local hit; while IFS= read -r -u 3 hit && [[ $hit != '<end>' ]]; do print -r -- $hit; done }
hear
while IFS= read -r line; do
    print -r -- "> $line"
    zpty -w -n shell $'\x15'"$line"$'\t\x18'
    hear
done
zpty -d shell
rm -f $pipe
