set -g __qasr_paths @PATHS@

# Prints the command that is typed, such as 'models pull'; without one, a file means that transcribe does. With options alone,
# prints 'either': a command may follow, and transcribe knows them.
function __qasr_path
    set -l path ''
    set -l seen
    set -l options
    string match -q -- '-*' (commandline -ct); and set options yes
    for word in (commandline -opc)[2..]
        if string match -q -- '-*' $word
            set options yes
            continue
        end
        set -l next (string trim -- "$path $word")
        if contains -- $next $__qasr_paths
            set path $next
        else if test -n "$path"
            break
        else
            set seen yes
        end
    end
    if test -z "$path"
        set -q seen[1]; and set path transcribe; or set -q options[1]; and set path either
    end
    echo $path
end

function __qasr_at
    set -l path (__qasr_path)
    test "$path" = $argv[1]; and return
    test "$path" = either; and contains -- $argv[1] '' transcribe
end

# Prints what is typed of a value: of --format=txt,s and of -ftxt,s the end.
function __qasr_value
    commandline -ct | string replace -r -- '^(--[^=]*=|-[A-Za-z])' ''
end

# Prints the words that may come next in a list that is joined by commas.
function __qasr_list
    set -l listed (__qasr_value | string match -r -- '^.*,')
    set -q listed[1]; or set listed ''
    for word in $argv
        string match -q -- "*,$word,*" ",$listed"; or echo $listed$word
    end
end

function __qasr_folders
    __fish_complete_directories (__qasr_value) ''
end

function __qasr_models
    set -l data $XDG_DATA_HOME
    test -n "$data"; or set data $HOME/.local/share
    for file in $data/qasr/models/*/config.json
        basename (dirname $file)
    end
end

# @ and a file; any other text is the user's own.
function __qasr_at_file
    set -l value (__qasr_value)
    string match -q -- '@*' "$value"; or return
    for file in (complete -C"__qasr_no_command "(string sub -s 2 -- $value | string escape))
        echo @(string split -m 1 \t -- $file)[1]
    end
end

# The words after help name a command; those below it come next.
function __qasr_help
    set -l typed
    for word in (commandline -opc)[3..]
        string match -q -- '-*' $word; or set -a typed $word
    end
    set -l before "$typed "
    test -n "$typed"; or set before ''
    for path in $__qasr_paths
        set -l rest (string replace -- "$before" '' $path)
        test "$before$rest" = "$path"; and not string match -q -- '* *' $rest; and echo $rest
    end
end
