# Takes the quotes of the command line from TEXT.
_qasr_plain() {
    case $1 in
        \'*) plain=${1#\'} ;;
        \"*) plain=${1#\"} ;;
        *) plain=${1//\\/} ;;
    esac
}

# Adds each line of LINES as a reply.
_qasr_add() {
    local line
    while IFS= read -r line; do
        [[ -z $line ]] || COMPREPLY+=("$1$line")
    done <<< "$2"
}

# Replies with the values of $kind that begin with VALUE, each after PREFIX.
_qasr_values() {
    local value=$1 prefix=$2 word listed
    case $kind in
        words) _qasr_add "$prefix" "$(compgen -W "$words" -- "$value")" ;;
        list)
            listed=
            [[ $value != *,* ]] || listed=${value%,*},
            for word in $(compgen -W "$words" -- "${value##*,}"); do
                [[ ,$listed == *,"$word",* ]] || COMPREPLY+=("$prefix$listed$word")
            done
            ;;
        file | folder)
            compopt -o filenames 2> /dev/null
            word=-f
            [[ $kind == file ]] || word=-d
            _qasr_add "$prefix" "$(compgen $word -- "$value")"
            ;;
        at_file)
            if [[ $value == @* ]]; then
                compopt -o filenames 2> /dev/null
                _qasr_add "$prefix@" "$(compgen -f -- "${value#@}")"
            fi
            ;;
        model)
            compopt -o filenames 2> /dev/null
            for word in "${XDG_DATA_HOME:-$HOME/.local/share}"/qasr/models/*/config.json; do
                word=${word%/config.json}
                word=${word##*/}
                [[ $word == '*' || $word != "$value"* ]] || COMPREPLY+=("$prefix$word")
            done
            _qasr_add "$prefix" "$(compgen -d -- "$value")"
            ;;
    esac
}

_qasr() {
    local options commands kind words plain piece rest=$COMP_LINE stripped last='' glued i cur skip
    local -a typed=()
    # bash parts words at = and :, unless they are quoted; blanks tell which parts belong together.
    for ((i = 0; i <= COMP_CWORD; i++)); do
        piece=${COMP_WORDS[i]}
        glued=
        if [[ -n $COMP_LINE ]]; then
            stripped=${rest#"${rest%%[![:space:]]*}"}
            [[ $stripped != "$rest" || -z $rest ]] || glued=yes
            rest=${stripped#"$piece"}
        elif [[ $piece == [=:]* || $last == *[=:] ]]; then
            glued=yes
        fi
        if [[ -n $glued && i -gt 1 ]]; then
            typed[${#typed[@]} - 1]+=$piece
        else
            typed+=("$piece")
        fi
        last=$piece
    done
    cur=${typed[${#typed[@]} - 1]}
    skip=${cur%"$last"}
    [[ $last != [=:] ]] || skip=$cur
    _qasr_plain "$skip"
    skip=$plain
    _qasr_plain "$cur"
    cur=$plain

    # Which command is it, and does the last word before this one want a value?
    local command=qasr option='' ended='' seen='' helped=''
    for ((i = 1; i < ${#typed[@]} - 1; i++)); do
        piece=${typed[i]}
        if [[ -n $option ]]; then
            option=
        elif [[ $piece == -- ]]; then
            ended=yes
        elif [[ -z $ended && $piece == -?* ]]; then
            _qasr_describe "$command" "${piece%%=*}"
            if [[ $kind == unknown && $command == qasr ]]; then
                command='qasr transcribe' # as the program does
                _qasr_describe "$command" "${piece%%=*}"
            fi
            if [[ $kind == unknown && $piece == -[!-]?* ]]; then
                piece=-${piece: -1} # several short options in one word
                _qasr_describe "$command" "$piece"
            fi
            [[ $kind == flag || $kind == unknown || $piece == *=* ]] || option=$piece
        else
            _qasr_describe "$command" ''
            if [[ " $commands " == *" $piece "* ]]; then
                command+=" $piece"
            elif [[ $kind == command ]]; then
                helped+=" $piece"
            elif [[ $command == qasr ]]; then
                command='qasr transcribe'
            fi
            seen=yes
        fi
    done

    COMPREPLY=()
    if [[ -n $option ]]; then
        _qasr_describe "$command" "$option"
        _qasr_values "$cur" ''
    elif [[ -z $ended && $cur == --*=* ]]; then
        _qasr_describe "$command" "${cur%%=*}"
        [[ $kind != unknown || $command != qasr ]] || _qasr_describe 'qasr transcribe' "${cur%%=*}"
        _qasr_values "${cur#*=}" "${cur%%=*}="
    elif [[ -z $ended && $cur == -* ]]; then
        _qasr_describe "$command" ''
        words=$options
        if [[ $command == qasr ]]; then
            _qasr_describe 'qasr transcribe' '' # without a command, that is meant
            words+=" $options"
        fi
        _qasr_add '' "$(compgen -W "$words" -- "$cur" | sort -u)"
        [[ $cur != - ]] || _qasr_values "$cur" ''
    else
        _qasr_describe "$command" ''
        if [[ $kind == command ]]; then
            _qasr_describe "qasr$helped" ''
            kind=none
        fi
        _qasr_add '' "$(compgen -W "$commands" -- "$cur")"
        if [[ $command == qasr && -z $helped && ${#COMPREPLY[@]} -eq 0 && -n $cur ]]; then
            kind=file # 'qasr talk.m4a' transcribes
        fi
        _qasr_values "$cur" ''
    fi
    for i in "${!COMPREPLY[@]}"; do
        COMPREPLY[i]=${COMPREPLY[i]#"$skip"}
    done
}

complete -F _qasr qasr
