# Whether the words before the cursor are options of the program itself, a command, or nothing yet; an option begun is not.
_qasr_is_own() {
    local word
    for word in "${(@)words[2,CURRENT-1]}"; do
        (( ${names[(Ie)$word]} )) && return 0
        [[ $word != -* ]] || (( ${own[(Ie)${word%%=*}]} )) || return 1
    done
    [[ $words[CURRENT] != -* ]]
}

# @ and a file; any other text is the user's own.
_qasr_at_file() {
    compset -P '@' && _files
}

# An installed model, or a directory.
_qasr_model() {
    local -a models
    models=(${XDG_DATA_HOME:-$HOME/.local/share}/qasr/models/*/config.json(N:h:t))
    _alternative 'models:model:compadd -a models' 'directories:directory:_files -/'
}

if [ "$funcstack[1]" = "_qasr" ]; then
    _qasr "$@"
else
    compdef _qasr qasr
fi
