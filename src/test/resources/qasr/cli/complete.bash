# Prints, for each line of standard input, what bash replies at its end: "> LINE", then a reply a line. $1 is the script.
. "$1"
while IFS= read -r line; do
    printf '> %s\n' "$line"
    # The words as bash parts them: at blanks that have no backslash before them, then around = and :, unless quoted.
    COMP_WORDS=() word='' rest=$line
    end() { [[ -z $word && -z $1 ]] || COMP_WORDS+=("$word"); word=''; }
    quote=
    while [[ -n $rest ]]; do
        c=${rest:0:1} rest=${rest:1}
        case $quote$c in
            \\) word+=$c${rest:0:1} rest=${rest:1} ;;
            ' ') [[ -z $word ]] || end ;;
            [=:]) end; word=$c; end ;;
            [\"\']) quote=$c word+=$c ;;
            \"\" | \'\') quote='' word+=$c ;;
            *) word+=$c ;;
        esac
    done
    case $line in
        *[=:]) [[ -z $quote ]] || end yes ;;
        *) end yes ;;
    esac
    COMP_CWORD=$((${#COMP_WORDS[@]} - 1)) COMP_LINE=$line COMP_POINT=${#line} COMPREPLY=()
    _qasr
    [[ ${#COMPREPLY[@]} -eq 0 ]] || printf '%s\n' "${COMPREPLY[@]}"
done
