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
