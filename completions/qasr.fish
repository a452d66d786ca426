# Completes the command line of qasr in fish. Made from the program's options.

set -g __qasr_paths 'transcribe' 'segment' 'detect-lang' 'render' 'view' 'retry' 'align' 'diff' 'score' 'lint' 'models' 'models list' 'models path' 'models verify' 'models pull' 'models import' 'models quantize' 'models rm' 'config' 'completion' 'doctor' 'clean' 'help'

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

complete -c qasr -n '__qasr_at \'\'' -f -a transcribe -d 'Turn recordings into text.'
complete -c qasr -n '__qasr_at \'\'' -f -a segment -d 'List where recordings would be split into chunks.'
complete -c qasr -n '__qasr_at \'\'' -f -a detect-lang -d 'Detect the languages spoken in recordings.'
complete -c qasr -n '__qasr_at \'\'' -f -a render -d 'Convert JSON results into other formats.'
complete -c qasr -n '__qasr_at \'\'' -f -a view -d 'Write a page to read, listen and correct in a browser.'
complete -c qasr -n '__qasr_at \'\'' -f -a retry -d 'Transcribe some segments of a result again.'
complete -c qasr -n '__qasr_at \'\'' -f -a align -d 'Find when each word of a text is spoken in a recording.'
complete -c qasr -n '__qasr_at \'\'' -f -a diff -d 'Show what was changed in the model\'s text.'
complete -c qasr -n '__qasr_at \'\'' -f -a score -d 'Count the word and character errors of texts.'
complete -c qasr -n '__qasr_at \'\'' -f -a lint -d 'Check subtitles, and list the rules that they break.'
complete -c qasr -n '__qasr_at \'\'' -f -a models -d 'Install, list, check and remove models.'
complete -c qasr -n '__qasr_at \'\'' -f -a config -d 'Show each option, its value, and where the value was set.'
complete -c qasr -n '__qasr_at \'\'' -f -a completion -d 'Print a completion script for bash, zsh or fish.'
complete -c qasr -n '__qasr_at \'\'' -f -a doctor -d 'Check that qasr works on this machine.'
complete -c qasr -n '__qasr_at \'\'' -f -a clean -d 'Remove the caches and journals that qasr has written.'
complete -c qasr -n '__qasr_at \'\'' -f -a help -d 'Explain a command.'
complete -c qasr -n '__qasr_at \'\'; and test -n (commandline -ct)' -F
complete -c qasr -n '__qasr_at \'\'' -s q -l quiet -d 'Print only errors and recordings with missing words.'
complete -c qasr -n '__qasr_at \'\'' -s v -l verbose -d 'Print more messages: model, device, time taken.'
complete -c qasr -n '__qasr_at \'\'' -l config -r -F -d 'Read default options from FILE (key=value lines).'
complete -c qasr -n '__qasr_at \'\'' -s h -l help -d 'Print help (-h: the most used options, --help: all).'
complete -c qasr -n '__qasr_at \'\'' -s V -l version -d 'Print the version.'
complete -c qasr -n '__qasr_at \'\'' -l progress -x -a 'auto bar plain json none' -d 'Show progress as auto, bar, plain, json, none (default: auto).'
complete -c qasr -n '__qasr_at \'\'' -l color -x -a 'auto always never' -d 'Use colours: auto, always, never (default: auto).'
complete -c qasr -n '__qasr_at \'\'' -l log-file -r -F -d 'Append all messages to FILE, with the time.'

complete -c qasr -n '__qasr_at \'transcribe\'' -F
complete -c qasr -n '__qasr_at \'transcribe\'' -s f -l format -x -a '(__qasr_list txt srt vtt json jsonl tsv csv lrc ass md html textgrid)' -d 'Write these formats: txt, srt, vtt, json, jsonl, tsv, csv, lrc, ass, md, html, textgrid (default: that of -o FILE, or txt).'
complete -c qasr -n '__qasr_at \'transcribe\'' -s o -l output -r -F -d 'Write the result to FILE instead of standard output.'
complete -c qasr -n '__qasr_at \'transcribe\'' -s d -l output-dir -x -a '(__qasr_folders)' -d 'Write one file for each recording and format into DIR, such as DIR/talk.txt for talk.m4a.'
complete -c qasr -n '__qasr_at \'transcribe\'' -l name-template -x -d 'Name the files in DIR by TEMPLATE (default: {dir}/{stem}.{ext}).'
complete -c qasr -n '__qasr_at \'transcribe\'' -l bom -d 'Start each file with a byte order mark, so that Excel and Notepad recognise UTF-8.'
complete -c qasr -n '__qasr_at \'transcribe\'' -l crlf -d 'End lines with CR LF, as Windows does.'
complete -c qasr -n '__qasr_at \'transcribe\'' -l on-exists -x -a 'update skip overwrite fail' -d 'Choose what to do if an output exists: update, skip, overwrite, fail (default: update).'
complete -c qasr -n '__qasr_at \'transcribe\'' -l backup -d 'Replace existing outputs, and keep each old file as NAME.~1~, NAME.~2~ and so on.'
complete -c qasr -n '__qasr_at \'transcribe\'' -l paragraphs -x -a 'none pause turn' -d 'Join the text of txt and md into paragraphs: none, pause, turn (default: none in txt, pause in md).'
complete -c qasr -n '__qasr_at \'transcribe\'' -l timestamps -x -a 'none segment word' -d 'Show the time of each segment or word: none, segment, word (default: word in subtitles, none elsewhere).'
complete -c qasr -n '__qasr_at \'transcribe\'' -s m -l model -x -a '(__qasr_models; __qasr_folders)' -d 'Use the installed model NAME, or the model in DIR (default: the first installed model).'
complete -c qasr -n '__qasr_at \'transcribe\'' -s t -l threads -x -d 'Compute with N threads (default: one per processor).'
complete -c qasr -n '__qasr_at \'transcribe\'' -l device -x -a 'auto cpu cuda' -d 'Compute on auto, cpu, cuda or cuda:N (default: auto, a GPU if there is one).'
complete -c qasr -n '__qasr_at \'transcribe\'' -l dtype -x -a 'auto fp32 bf16 fp16 int8' -d 'Compute in this precision: auto, fp32, bf16, fp16, int8 (default: auto).'
complete -c qasr -n '__qasr_at \'transcribe\'' -l aligner -x -a '(__qasr_models; __qasr_folders)' -d 'Find the times of words with this aligner (default: the model\'s own, or the first installed one).'
complete -c qasr -n '__qasr_at \'transcribe\'' -l batch-size -x -a 'auto' -d 'Decode up to N chunks at once in each thread (default: auto).'
complete -c qasr -n '__qasr_at \'transcribe\'' -s l -l language -x -a 'auto Chinese English Cantonese Arabic German French Spanish Portuguese Indonesian Italian Korean Russian Thai Vietnamese Japanese Turkish Hindi Malay Dutch Swedish Danish Finnish Polish Czech Filipino Persian Greek Romanian Hungarian Macedonian zh en yue ar de fr es pt id it ko ru th vi ja tr hi ms nl sv da fi pl cs fil fa el ro hu mk' -d 'Set the spoken language, such as English or en (default: auto).'
complete -c qasr -n '__qasr_at \'transcribe\'' -l context -x -a '(__qasr_at_file)' -d 'Tell the model which names and terms to expect: TEXT, or a UTF-8 file.'
complete -c qasr -n '__qasr_at \'transcribe\'' -l glossary -r -F -d 'Read terms from FILE, one per line: \'term\' or \'wrong|wrong -> term\'.'
complete -c qasr -n '__qasr_at \'transcribe\'' -l glossary-mode -x -a '(__qasr_list bias replace)' -d 'Show the terms to the model (bias), replace wrong forms in the text (replace), or both (default: bias,replace).'
complete -c qasr -n '__qasr_at \'transcribe\'' -l zh-script -x -a 'keep hans hant hant-tw hant-hk' -d 'Write Chinese in this script: keep, hans, hant, hant-tw, hant-hk (default: keep).'
complete -c qasr -n '__qasr_at \'transcribe\'' -l itn -l no-itn -d 'Write Chinese and English numbers, dates and amounts in digits (default: no).'
complete -c qasr -n '__qasr_at \'transcribe\'' -l punctuation -x -a 'keep strip' -d 'Keep or remove punctuation: keep, strip (default: keep).'
complete -c qasr -n '__qasr_at \'transcribe\'' -l verbatim -d 'Write the text of the model unchanged, without replacements or repairs.'
complete -c qasr -n '__qasr_at \'transcribe\'' -l subtitle-profile -x -a 'auto netflix bbc none' -d 'Use the limits of this style guide: auto, netflix, bbc, none (default: auto).'
complete -c qasr -n '__qasr_at \'transcribe\'' -l max-line-width -x -d 'Break lines at N characters.'
complete -c qasr -n '__qasr_at \'transcribe\'' -l max-lines -x -d 'Show at most N lines at once.'
complete -c qasr -n '__qasr_at \'transcribe\'' -l max-cps -x -d 'Show at most N characters per second, if possible.'
complete -c qasr -n '__qasr_at \'transcribe\'' -l min-cue -x -d 'Show each subtitle for at least S seconds, if there is room.'
complete -c qasr -n '__qasr_at \'transcribe\'' -l max-cue -x -d 'Show each subtitle for at most S seconds, unless a single word is longer.'
complete -c qasr -n '__qasr_at \'transcribe\'' -l min-gap -x -d 'Leave at least MS milliseconds between two subtitles, if there is room.'
complete -c qasr -n '__qasr_at \'transcribe\'' -l highlight -x -a 'word' -d 'Highlight each word while it is spoken: word.'
complete -c qasr -n '__qasr_at \'transcribe\'' -l lint -d 'Check the subtitles, and list the rules that they break on standard error.'
complete -c qasr -n '__qasr_at \'transcribe\'' -s r -l recursive -d 'Also read recordings in subdirectories.'
complete -c qasr -n '__qasr_at \'transcribe\'' -l files-from -r -F -d 'Read the names of more inputs from FILE, one per line (-: standard input).'
complete -c qasr -n '__qasr_at \'transcribe\'' -l include -x -d 'Read only the files of a directory that match GLOB, such as \'*.m4a\'.'
complete -c qasr -n '__qasr_at \'transcribe\'' -l exclude -x -d 'Skip files and subdirectories that match GLOB.'
complete -c qasr -n '__qasr_at \'transcribe\'' -l start -x -d 'Start at TIME: seconds or [h:]mm:ss.'
complete -c qasr -n '__qasr_at \'transcribe\'' -l end -x -d 'Stop at TIME: seconds or [h:]mm:ss.'
complete -c qasr -n '__qasr_at \'transcribe\'' -l audio-track -x -d 'Use audio track N, counted from 1 (default: the main track).'
complete -c qasr -n '__qasr_at \'transcribe\'' -l raw -x -d 'Read sound without a header, such as s16le,16000,1.'
complete -c qasr -n '__qasr_at \'transcribe\'' -l max-chunk -x -d 'Split speech into chunks of at most SECONDS, from 1 to 1200 (default: 30).'
complete -c qasr -n '__qasr_at \'transcribe\'' -l no-vad -d 'Transcribe everything, even if it does not sound like speech.'
complete -c qasr -n '__qasr_at \'transcribe\'' -l vad-threshold -x -d 'Count sound as speech if its probability reaches P, from 0 to 1 (default: 0.5).'
complete -c qasr -n '__qasr_at \'transcribe\'' -l min-speech -x -d 'Ignore speech shorter than MS milliseconds (default: 250).'
complete -c qasr -n '__qasr_at \'transcribe\'' -l min-silence -x -d 'End a stretch of speech after MS milliseconds of silence (default: 100).'
complete -c qasr -n '__qasr_at \'transcribe\'' -l speech-pad -x -d 'Keep MS milliseconds before and after speech (default: 30).'
complete -c qasr -n '__qasr_at \'transcribe\'' -l segments -r -F -d 'Use the segments in FILE instead of speech detection; each one becomes a chunk.'
complete -c qasr -n '__qasr_at \'transcribe\'' -l no-guard -x -a '(__qasr_list numbers loop recital silence truncation language)' -d 'Turn off these checks: numbers, loop, recital, silence, truncation, language.'
complete -c qasr -n '__qasr_at \'transcribe\'' -l retries -x -d 'Retry a suspicious passage up to N times, each time with another strategy (default: 2).'
complete -c qasr -n '__qasr_at \'transcribe\'' -l languages -x -a '(__qasr_list Chinese English Cantonese Arabic German French Spanish Portuguese Indonesian Italian Korean Russian Thai Vietnamese Japanese Turkish Hindi Malay Dutch Swedish Danish Finnish Polish Czech Filipino Persian Greek Romanian Hungarian Macedonian zh en yue ar de fr es pt id it ko ru th vi ja tr hi ms nl sv da fi pl cs fil fa el ro hu mk)' -d 'Detect only these languages, such as zh,yue,en (default: all).'
complete -c qasr -n '__qasr_at \'transcribe\'' -l language-per -x -a 'chunk file' -d 'Detect one language for each chunk, or one for the whole file: chunk, file (default: chunk).'
complete -c qasr -n '__qasr_at \'transcribe\'' -l max-new-tokens -x -d 'Limit the text of a chunk to N tokens (default: depends on its length).'
complete -c qasr -n '__qasr_at \'transcribe\'' -l strict -d 'Exit with status 8 if any speech or sound is missing from the transcript.'
complete -c qasr -n '__qasr_at \'transcribe\'' -l min-coverage -x -d 'Exit with status 8 if less than PCT percent of the speech in a recording has text.'
complete -c qasr -n '__qasr_at \'transcribe\'' -l review -r -F -d 'List the segments to review in FILE, worst first.'
complete -c qasr -n '__qasr_at \'transcribe\'' -l resume -l no-resume -d 'Continue a run that was interrupted (default: yes).'
complete -c qasr -n '__qasr_at \'transcribe\'' -l no-trace -d 'Keep no journal, so that only the outputs contain spoken words.'
complete -c qasr -n '__qasr_at \'transcribe\'' -l report -r -F -d 'Write a JSON report on all recordings to FILE (-: standard output).'
complete -c qasr -n '__qasr_at \'transcribe\'' -l fail-fast -d 'Stop at the first recording that fails.'
complete -c qasr -n '__qasr_at \'transcribe\'' -s q -l quiet -d 'Print only errors and recordings with missing words.'
complete -c qasr -n '__qasr_at \'transcribe\'' -s v -l verbose -d 'Print more messages: model, device, time taken.'
complete -c qasr -n '__qasr_at \'transcribe\'' -l config -r -F -d 'Read default options from FILE (key=value lines).'
complete -c qasr -n '__qasr_at \'transcribe\'' -s h -l help -d 'Print help (-h: the most used options, --help: all).'
complete -c qasr -n '__qasr_at \'transcribe\'' -s V -l version -d 'Print the version.'
complete -c qasr -n '__qasr_at \'transcribe\'' -l progress -x -a 'auto bar plain json none' -d 'Show progress as auto, bar, plain, json, none (default: auto).'
complete -c qasr -n '__qasr_at \'transcribe\'' -l color -x -a 'auto always never' -d 'Use colours: auto, always, never (default: auto).'
complete -c qasr -n '__qasr_at \'transcribe\'' -l log-file -r -F -d 'Append all messages to FILE, with the time.'

complete -c qasr -n '__qasr_at \'segment\'' -F
complete -c qasr -n '__qasr_at \'segment\'' -s f -l format -x -a '(__qasr_list tsv json rttm audacity srt)' -d 'Write these formats: tsv, json, rttm, audacity, srt (default: the extension of the -o file, or tsv).'
complete -c qasr -n '__qasr_at \'segment\'' -s o -l output -r -F -d 'Write the result to FILE instead of standard output.'
complete -c qasr -n '__qasr_at \'segment\'' -s d -l output-dir -x -a '(__qasr_folders)' -d 'Write one file for each recording and format into DIR, such as DIR/talk.txt for talk.m4a.'
complete -c qasr -n '__qasr_at \'segment\'' -l name-template -x -d 'Name the files in DIR by TEMPLATE (default: {dir}/{stem}.{ext}).'
complete -c qasr -n '__qasr_at \'segment\'' -l bom -d 'Start each file with a byte order mark, so that Excel and Notepad recognise UTF-8.'
complete -c qasr -n '__qasr_at \'segment\'' -l crlf -d 'End lines with CR LF, as Windows does.'
complete -c qasr -n '__qasr_at \'segment\'' -l on-exists -x -a 'update skip overwrite fail' -d 'Choose what to do if an output exists: update, skip, overwrite, fail (default: update).'
complete -c qasr -n '__qasr_at \'segment\'' -l backup -d 'Replace existing outputs, and keep each old file as NAME.~1~, NAME.~2~ and so on.'
complete -c qasr -n '__qasr_at \'segment\'' -l write-audio -x -a '(__qasr_folders)' -d 'Also write each chunk into DIR as a 16 kHz WAV file, such as talk.0001.wav.'
complete -c qasr -n '__qasr_at \'segment\'' -s r -l recursive -d 'Also read recordings in subdirectories.'
complete -c qasr -n '__qasr_at \'segment\'' -l files-from -r -F -d 'Read the names of more inputs from FILE, one per line (-: standard input).'
complete -c qasr -n '__qasr_at \'segment\'' -l include -x -d 'Read only the files of a directory that match GLOB, such as \'*.m4a\'.'
complete -c qasr -n '__qasr_at \'segment\'' -l exclude -x -d 'Skip files and subdirectories that match GLOB.'
complete -c qasr -n '__qasr_at \'segment\'' -l start -x -d 'Start at TIME: seconds or [h:]mm:ss.'
complete -c qasr -n '__qasr_at \'segment\'' -l end -x -d 'Stop at TIME: seconds or [h:]mm:ss.'
complete -c qasr -n '__qasr_at \'segment\'' -l audio-track -x -d 'Use audio track N, counted from 1 (default: the main track).'
complete -c qasr -n '__qasr_at \'segment\'' -l raw -x -d 'Read sound without a header, such as s16le,16000,1.'
complete -c qasr -n '__qasr_at \'segment\'' -l max-chunk -x -d 'Split speech into chunks of at most SECONDS, from 1 to 1200 (default: 30).'
complete -c qasr -n '__qasr_at \'segment\'' -l no-vad -d 'Transcribe everything, even if it does not sound like speech.'
complete -c qasr -n '__qasr_at \'segment\'' -l vad-threshold -x -d 'Count sound as speech if its probability reaches P, from 0 to 1 (default: 0.5).'
complete -c qasr -n '__qasr_at \'segment\'' -l min-speech -x -d 'Ignore speech shorter than MS milliseconds (default: 250).'
complete -c qasr -n '__qasr_at \'segment\'' -l min-silence -x -d 'End a stretch of speech after MS milliseconds of silence (default: 100).'
complete -c qasr -n '__qasr_at \'segment\'' -l speech-pad -x -d 'Keep MS milliseconds before and after speech (default: 30).'
complete -c qasr -n '__qasr_at \'segment\'' -l segments -r -F -d 'Use the segments in FILE instead of speech detection; each one becomes a chunk.'
complete -c qasr -n '__qasr_at \'segment\'' -s q -l quiet -d 'Print only errors and recordings with missing words.'
complete -c qasr -n '__qasr_at \'segment\'' -s v -l verbose -d 'Print more messages: model, device, time taken.'
complete -c qasr -n '__qasr_at \'segment\'' -l config -r -F -d 'Read default options from FILE (key=value lines).'
complete -c qasr -n '__qasr_at \'segment\'' -s h -l help -d 'Print help (-h: the most used options, --help: all).'
complete -c qasr -n '__qasr_at \'segment\'' -s V -l version -d 'Print the version.'
complete -c qasr -n '__qasr_at \'segment\'' -l progress -x -a 'auto bar plain json none' -d 'Show progress as auto, bar, plain, json, none (default: auto).'
complete -c qasr -n '__qasr_at \'segment\'' -l color -x -a 'auto always never' -d 'Use colours: auto, always, never (default: auto).'
complete -c qasr -n '__qasr_at \'segment\'' -l log-file -r -F -d 'Append all messages to FILE, with the time.'

complete -c qasr -n '__qasr_at \'detect-lang\'' -F
complete -c qasr -n '__qasr_at \'detect-lang\'' -s f -l format -x -a '(__qasr_list tsv json)' -d 'Write these formats: tsv, json (default: the extension of the -o file, or tsv).'
complete -c qasr -n '__qasr_at \'detect-lang\'' -l per -x -a 'file segment' -d 'Give one answer for each: file, segment (default: file).'
complete -c qasr -n '__qasr_at \'detect-lang\'' -l top -x -d 'Show the N most probable languages (default: 3).'
complete -c qasr -n '__qasr_at \'detect-lang\'' -l max-audio -x -d 'With --per file, use only the first SECONDS of speech (default: 60).'
complete -c qasr -n '__qasr_at \'detect-lang\'' -s o -l output -r -F -d 'Write the result to FILE instead of standard output.'
complete -c qasr -n '__qasr_at \'detect-lang\'' -s d -l output-dir -x -a '(__qasr_folders)' -d 'Write one file for each recording and format into DIR, such as DIR/talk.txt for talk.m4a.'
complete -c qasr -n '__qasr_at \'detect-lang\'' -l name-template -x -d 'Name the files in DIR by TEMPLATE (default: {dir}/{stem}.{ext}).'
complete -c qasr -n '__qasr_at \'detect-lang\'' -l bom -d 'Start each file with a byte order mark, so that Excel and Notepad recognise UTF-8.'
complete -c qasr -n '__qasr_at \'detect-lang\'' -l crlf -d 'End lines with CR LF, as Windows does.'
complete -c qasr -n '__qasr_at \'detect-lang\'' -l on-exists -x -a 'update skip overwrite fail' -d 'Choose what to do if an output exists: update, skip, overwrite, fail (default: update).'
complete -c qasr -n '__qasr_at \'detect-lang\'' -l backup -d 'Replace existing outputs, and keep each old file as NAME.~1~, NAME.~2~ and so on.'
complete -c qasr -n '__qasr_at \'detect-lang\'' -s m -l model -x -a '(__qasr_models; __qasr_folders)' -d 'Use the installed model NAME, or the model in DIR (default: the first installed model).'
complete -c qasr -n '__qasr_at \'detect-lang\'' -s t -l threads -x -d 'Compute with N threads (default: one per processor).'
complete -c qasr -n '__qasr_at \'detect-lang\'' -l device -x -a 'auto cpu cuda' -d 'Compute on auto, cpu, cuda or cuda:N (default: auto, a GPU if there is one).'
complete -c qasr -n '__qasr_at \'detect-lang\'' -l dtype -x -a 'auto fp32 bf16 fp16 int8' -d 'Compute in this precision: auto, fp32, bf16, fp16, int8 (default: auto).'
complete -c qasr -n '__qasr_at \'detect-lang\'' -s r -l recursive -d 'Also read recordings in subdirectories.'
complete -c qasr -n '__qasr_at \'detect-lang\'' -l files-from -r -F -d 'Read the names of more inputs from FILE, one per line (-: standard input).'
complete -c qasr -n '__qasr_at \'detect-lang\'' -l include -x -d 'Read only the files of a directory that match GLOB, such as \'*.m4a\'.'
complete -c qasr -n '__qasr_at \'detect-lang\'' -l exclude -x -d 'Skip files and subdirectories that match GLOB.'
complete -c qasr -n '__qasr_at \'detect-lang\'' -l start -x -d 'Start at TIME: seconds or [h:]mm:ss.'
complete -c qasr -n '__qasr_at \'detect-lang\'' -l end -x -d 'Stop at TIME: seconds or [h:]mm:ss.'
complete -c qasr -n '__qasr_at \'detect-lang\'' -l audio-track -x -d 'Use audio track N, counted from 1 (default: the main track).'
complete -c qasr -n '__qasr_at \'detect-lang\'' -l raw -x -d 'Read sound without a header, such as s16le,16000,1.'
complete -c qasr -n '__qasr_at \'detect-lang\'' -l max-chunk -x -d 'Split speech into chunks of at most SECONDS, from 1 to 1200 (default: 30).'
complete -c qasr -n '__qasr_at \'detect-lang\'' -l no-vad -d 'Transcribe everything, even if it does not sound like speech.'
complete -c qasr -n '__qasr_at \'detect-lang\'' -l vad-threshold -x -d 'Count sound as speech if its probability reaches P, from 0 to 1 (default: 0.5).'
complete -c qasr -n '__qasr_at \'detect-lang\'' -l min-speech -x -d 'Ignore speech shorter than MS milliseconds (default: 250).'
complete -c qasr -n '__qasr_at \'detect-lang\'' -l min-silence -x -d 'End a stretch of speech after MS milliseconds of silence (default: 100).'
complete -c qasr -n '__qasr_at \'detect-lang\'' -l speech-pad -x -d 'Keep MS milliseconds before and after speech (default: 30).'
complete -c qasr -n '__qasr_at \'detect-lang\'' -s q -l quiet -d 'Print only errors and recordings with missing words.'
complete -c qasr -n '__qasr_at \'detect-lang\'' -s v -l verbose -d 'Print more messages: model, device, time taken.'
complete -c qasr -n '__qasr_at \'detect-lang\'' -l config -r -F -d 'Read default options from FILE (key=value lines).'
complete -c qasr -n '__qasr_at \'detect-lang\'' -s h -l help -d 'Print help (-h: the most used options, --help: all).'
complete -c qasr -n '__qasr_at \'detect-lang\'' -s V -l version -d 'Print the version.'
complete -c qasr -n '__qasr_at \'detect-lang\'' -l progress -x -a 'auto bar plain json none' -d 'Show progress as auto, bar, plain, json, none (default: auto).'
complete -c qasr -n '__qasr_at \'detect-lang\'' -l color -x -a 'auto always never' -d 'Use colours: auto, always, never (default: auto).'
complete -c qasr -n '__qasr_at \'detect-lang\'' -l log-file -r -F -d 'Append all messages to FILE, with the time.'

complete -c qasr -n '__qasr_at \'render\'' -F
complete -c qasr -n '__qasr_at \'render\'' -l corrected -r -F -d 'Copy the corrections in FILE into RESULT.json.'
complete -c qasr -n '__qasr_at \'render\'' -l edits -r -F -d 'Copy the corrections in FILE into RESULT.json.'
complete -c qasr -n '__qasr_at \'render\'' -s f -l format -x -a '(__qasr_list txt srt vtt json jsonl tsv csv lrc ass md html textgrid)' -d 'Write these formats: txt, srt, vtt, json, jsonl, tsv, csv, lrc, ass, md, html, textgrid (default: that of -o FILE, or txt).'
complete -c qasr -n '__qasr_at \'render\'' -l paragraphs -x -a 'none pause turn' -d 'Join the text of txt and md into paragraphs: none, pause, turn (default: none in txt, pause in md).'
complete -c qasr -n '__qasr_at \'render\'' -l timestamps -x -a 'none segment word' -d 'Show the time of each segment or word: none, segment, word (default: word in subtitles, none elsewhere).'
complete -c qasr -n '__qasr_at \'render\'' -l subtitle-profile -x -a 'auto netflix bbc none' -d 'Use the limits of this style guide: auto, netflix, bbc, none (default: auto).'
complete -c qasr -n '__qasr_at \'render\'' -l max-line-width -x -d 'Break lines at N characters.'
complete -c qasr -n '__qasr_at \'render\'' -l max-lines -x -d 'Show at most N lines at once.'
complete -c qasr -n '__qasr_at \'render\'' -l max-cps -x -d 'Show at most N characters per second, if possible.'
complete -c qasr -n '__qasr_at \'render\'' -l min-cue -x -d 'Show each subtitle for at least S seconds, if there is room.'
complete -c qasr -n '__qasr_at \'render\'' -l max-cue -x -d 'Show each subtitle for at most S seconds, unless a single word is longer.'
complete -c qasr -n '__qasr_at \'render\'' -l min-gap -x -d 'Leave at least MS milliseconds between two subtitles, if there is room.'
complete -c qasr -n '__qasr_at \'render\'' -l highlight -x -a 'word' -d 'Highlight each word while it is spoken: word.'
complete -c qasr -n '__qasr_at \'render\'' -l lint -d 'Check the subtitles, and list the rules that they break on standard error.'
complete -c qasr -n '__qasr_at \'render\'' -l strict -d 'With --lint, exit with status 8 if the subtitles break a rule.'
complete -c qasr -n '__qasr_at \'render\'' -s o -l output -r -F -d 'Write the result to FILE instead of standard output.'
complete -c qasr -n '__qasr_at \'render\'' -s d -l output-dir -x -a '(__qasr_folders)' -d 'Write one file for each recording and format into DIR, such as DIR/talk.txt for talk.m4a.'
complete -c qasr -n '__qasr_at \'render\'' -l name-template -x -d 'Name the files in DIR by TEMPLATE (default: {dir}/{stem}.{ext}).'
complete -c qasr -n '__qasr_at \'render\'' -l bom -d 'Start each file with a byte order mark, so that Excel and Notepad recognise UTF-8.'
complete -c qasr -n '__qasr_at \'render\'' -l crlf -d 'End lines with CR LF, as Windows does.'
complete -c qasr -n '__qasr_at \'render\'' -l on-exists -x -a 'update skip overwrite fail' -d 'Choose what to do if an output exists: update, skip, overwrite, fail (default: update).'
complete -c qasr -n '__qasr_at \'render\'' -l backup -d 'Replace existing outputs, and keep each old file as NAME.~1~, NAME.~2~ and so on.'
complete -c qasr -n '__qasr_at \'render\'' -s q -l quiet -d 'Print only errors and recordings with missing words.'
complete -c qasr -n '__qasr_at \'render\'' -s v -l verbose -d 'Print more messages: model, device, time taken.'
complete -c qasr -n '__qasr_at \'render\'' -l config -r -F -d 'Read default options from FILE (key=value lines).'
complete -c qasr -n '__qasr_at \'render\'' -s h -l help -d 'Print help (-h: the most used options, --help: all).'
complete -c qasr -n '__qasr_at \'render\'' -s V -l version -d 'Print the version.'
complete -c qasr -n '__qasr_at \'render\'' -l progress -x -a 'auto bar plain json none' -d 'Show progress as auto, bar, plain, json, none (default: auto).'
complete -c qasr -n '__qasr_at \'render\'' -l color -x -a 'auto always never' -d 'Use colours: auto, always, never (default: auto).'
complete -c qasr -n '__qasr_at \'render\'' -l log-file -r -F -d 'Append all messages to FILE, with the time.'

complete -c qasr -n '__qasr_at \'view\'' -F
complete -c qasr -n '__qasr_at \'view\'' -s o -l output -r -F -d 'Write the page to FILE. - is standard output.'
complete -c qasr -n '__qasr_at \'view\'' -s d -l output-dir -x -a '(__qasr_folders)' -d 'Write the pages into DIR instead of beside each RESULT.json.'
complete -c qasr -n '__qasr_at \'view\'' -l recording -r -F -d 'Play FILE, if the recording was moved. Needs a single RESULT.json.'
complete -c qasr -n '__qasr_at \'view\'' -l on-exists -x -a 'update skip overwrite fail' -d 'Choose what to do if a page exists: update, skip, overwrite, fail (default: update).'
complete -c qasr -n '__qasr_at \'view\'' -l backup -d 'Replace existing pages, and keep each old file as NAME.~1~, NAME.~2~ and so on.'
complete -c qasr -n '__qasr_at \'view\'' -s q -l quiet -d 'Print only errors and recordings with missing words.'
complete -c qasr -n '__qasr_at \'view\'' -s v -l verbose -d 'Print more messages: model, device, time taken.'
complete -c qasr -n '__qasr_at \'view\'' -l config -r -F -d 'Read default options from FILE (key=value lines).'
complete -c qasr -n '__qasr_at \'view\'' -s h -l help -d 'Print help (-h: the most used options, --help: all).'
complete -c qasr -n '__qasr_at \'view\'' -s V -l version -d 'Print the version.'
complete -c qasr -n '__qasr_at \'view\'' -l progress -x -a 'auto bar plain json none' -d 'Show progress as auto, bar, plain, json, none (default: auto).'
complete -c qasr -n '__qasr_at \'view\'' -l color -x -a 'auto always never' -d 'Use colours: auto, always, never (default: auto).'
complete -c qasr -n '__qasr_at \'view\'' -l log-file -r -F -d 'Append all messages to FILE, with the time.'

complete -c qasr -n '__qasr_at \'retry\'' -F
complete -c qasr -n '__qasr_at \'retry\'' -l segments -x -d 'Retry the segments with these numbers, such as 7,12-14.'
complete -c qasr -n '__qasr_at \'retry\'' -l flagged -d 'Retry the segments that failed, were truncated or are flagged.'
complete -c qasr -n '__qasr_at \'retry\'' -l fresh -d 'Do not use the options of the first run.'
complete -c qasr -n '__qasr_at \'retry\'' -l recording -r -F -d 'Read the recording from FILE, if it was moved.'
complete -c qasr -n '__qasr_at \'retry\'' -l raw -x -d 'Read sound without a header, such as s16le,16000,1.'
complete -c qasr -n '__qasr_at \'retry\'' -l audio-track -x -d 'Use audio track N, counted from 1 (default: the main track).'
complete -c qasr -n '__qasr_at \'retry\'' -s m -l model -x -a '(__qasr_models; __qasr_folders)' -d 'Use the installed model NAME, or the model in DIR (default: the first installed model).'
complete -c qasr -n '__qasr_at \'retry\'' -s t -l threads -x -d 'Compute with N threads (default: one per processor).'
complete -c qasr -n '__qasr_at \'retry\'' -l device -x -a 'auto cpu cuda' -d 'Compute on auto, cpu, cuda or cuda:N (default: auto, a GPU if there is one).'
complete -c qasr -n '__qasr_at \'retry\'' -l dtype -x -a 'auto fp32 bf16 fp16 int8' -d 'Compute in this precision: auto, fp32, bf16, fp16, int8 (default: auto).'
complete -c qasr -n '__qasr_at \'retry\'' -l aligner -x -a '(__qasr_models; __qasr_folders)' -d 'Find the times of words with this aligner (default: the model\'s own, or the first installed one).'
complete -c qasr -n '__qasr_at \'retry\'' -s l -l language -x -a 'auto Chinese English Cantonese Arabic German French Spanish Portuguese Indonesian Italian Korean Russian Thai Vietnamese Japanese Turkish Hindi Malay Dutch Swedish Danish Finnish Polish Czech Filipino Persian Greek Romanian Hungarian Macedonian zh en yue ar de fr es pt id it ko ru th vi ja tr hi ms nl sv da fi pl cs fil fa el ro hu mk' -d 'Set the spoken language, such as English or en (default: auto).'
complete -c qasr -n '__qasr_at \'retry\'' -l context -x -a '(__qasr_at_file)' -d 'Tell the model which names and terms to expect: TEXT, or a UTF-8 file.'
complete -c qasr -n '__qasr_at \'retry\'' -l glossary -r -F -d 'Read terms from FILE, one per line: \'term\' or \'wrong|wrong -> term\'.'
complete -c qasr -n '__qasr_at \'retry\'' -l glossary-mode -x -a '(__qasr_list bias replace)' -d 'Show the terms to the model (bias), replace wrong forms in the text (replace), or both (default: bias,replace).'
complete -c qasr -n '__qasr_at \'retry\'' -l zh-script -x -a 'keep hans hant hant-tw hant-hk' -d 'Write Chinese in this script: keep, hans, hant, hant-tw, hant-hk (default: keep).'
complete -c qasr -n '__qasr_at \'retry\'' -l itn -l no-itn -d 'Write Chinese and English numbers, dates and amounts in digits (default: no).'
complete -c qasr -n '__qasr_at \'retry\'' -l punctuation -x -a 'keep strip' -d 'Keep or remove punctuation: keep, strip (default: keep).'
complete -c qasr -n '__qasr_at \'retry\'' -l verbatim -d 'Write the text of the model unchanged, without replacements or repairs.'
complete -c qasr -n '__qasr_at \'retry\'' -l max-chunk -x -d 'Split speech into chunks of at most SECONDS, from 1 to 1200 (default: 30).'
complete -c qasr -n '__qasr_at \'retry\'' -l no-guard -x -a '(__qasr_list numbers loop recital silence truncation language)' -d 'Turn off these checks: numbers, loop, recital, silence, truncation, language.'
complete -c qasr -n '__qasr_at \'retry\'' -l retries -x -d 'Retry a suspicious passage up to N times, each time with another strategy (default: 2).'
complete -c qasr -n '__qasr_at \'retry\'' -l languages -x -a '(__qasr_list Chinese English Cantonese Arabic German French Spanish Portuguese Indonesian Italian Korean Russian Thai Vietnamese Japanese Turkish Hindi Malay Dutch Swedish Danish Finnish Polish Czech Filipino Persian Greek Romanian Hungarian Macedonian zh en yue ar de fr es pt id it ko ru th vi ja tr hi ms nl sv da fi pl cs fil fa el ro hu mk)' -d 'Detect only these languages, such as zh,yue,en (default: all).'
complete -c qasr -n '__qasr_at \'retry\'' -l language-per -x -a 'chunk file' -d 'Detect one language for each chunk, or one for the whole file: chunk, file (default: chunk).'
complete -c qasr -n '__qasr_at \'retry\'' -l max-new-tokens -x -d 'Limit the text of a chunk to N tokens (default: depends on its length).'
complete -c qasr -n '__qasr_at \'retry\'' -l strict -d 'Exit with status 8 if any speech or sound is missing from the transcript.'
complete -c qasr -n '__qasr_at \'retry\'' -l min-coverage -x -d 'Exit with status 8 if less than PCT percent of the speech in a recording has text.'
complete -c qasr -n '__qasr_at \'retry\'' -l review -r -F -d 'List the segments to review in FILE, worst first.'
complete -c qasr -n '__qasr_at \'retry\'' -s q -l quiet -d 'Print only errors and recordings with missing words.'
complete -c qasr -n '__qasr_at \'retry\'' -s v -l verbose -d 'Print more messages: model, device, time taken.'
complete -c qasr -n '__qasr_at \'retry\'' -l config -r -F -d 'Read default options from FILE (key=value lines).'
complete -c qasr -n '__qasr_at \'retry\'' -s h -l help -d 'Print help (-h: the most used options, --help: all).'
complete -c qasr -n '__qasr_at \'retry\'' -s V -l version -d 'Print the version.'
complete -c qasr -n '__qasr_at \'retry\'' -l progress -x -a 'auto bar plain json none' -d 'Show progress as auto, bar, plain, json, none (default: auto).'
complete -c qasr -n '__qasr_at \'retry\'' -l color -x -a 'auto always never' -d 'Use colours: auto, always, never (default: auto).'
complete -c qasr -n '__qasr_at \'retry\'' -l log-file -r -F -d 'Append all messages to FILE, with the time.'

complete -c qasr -n '__qasr_at \'align\'' -f
complete -c qasr -n '__qasr_at \'align\'' -s f -l format -x -a '(__qasr_list txt srt vtt json jsonl tsv csv lrc ass md html textgrid)' -d 'Write these formats: txt, srt, vtt, json, jsonl, tsv, csv, lrc, ass, md, html, textgrid (default: that of -o FILE or TEXT).'
complete -c qasr -n '__qasr_at \'align\'' -s o -l output -r -F -d 'Write the result to FILE instead of standard output.'
complete -c qasr -n '__qasr_at \'align\'' -s d -l output-dir -x -a '(__qasr_folders)' -d 'Write one file for each recording and format into DIR, such as DIR/talk.txt for talk.m4a.'
complete -c qasr -n '__qasr_at \'align\'' -l name-template -x -d 'Name the files in DIR by TEMPLATE (default: {dir}/{stem}.{ext}).'
complete -c qasr -n '__qasr_at \'align\'' -l bom -d 'Start each file with a byte order mark, so that Excel and Notepad recognise UTF-8.'
complete -c qasr -n '__qasr_at \'align\'' -l crlf -d 'End lines with CR LF, as Windows does.'
complete -c qasr -n '__qasr_at \'align\'' -l on-exists -x -a 'update skip overwrite fail' -d 'Choose what to do if an output exists: update, skip, overwrite, fail (default: update).'
complete -c qasr -n '__qasr_at \'align\'' -l backup -d 'Replace existing outputs, and keep each old file as NAME.~1~, NAME.~2~ and so on.'
complete -c qasr -n '__qasr_at \'align\'' -s m -l model -x -a '(__qasr_models; __qasr_folders)' -d 'Use the installed model NAME, or the model in DIR (default: the first installed model).'
complete -c qasr -n '__qasr_at \'align\'' -s t -l threads -x -d 'Compute with N threads (default: one per processor).'
complete -c qasr -n '__qasr_at \'align\'' -l device -x -a 'auto cpu cuda' -d 'Compute on auto, cpu, cuda or cuda:N (default: auto, a GPU if there is one).'
complete -c qasr -n '__qasr_at \'align\'' -l dtype -x -a 'auto fp32 bf16 fp16 int8' -d 'Compute in this precision: auto, fp32, bf16, fp16, int8 (default: auto).'
complete -c qasr -n '__qasr_at \'align\'' -l aligner -x -a '(__qasr_models; __qasr_folders)' -d 'Find the times of words with this aligner (default: the model\'s own, or the first installed one).'
complete -c qasr -n '__qasr_at \'align\'' -s l -l language -x -a 'auto Chinese English Cantonese Arabic German French Spanish Portuguese Indonesian Italian Korean Russian Thai Vietnamese Japanese Turkish Hindi Malay Dutch Swedish Danish Finnish Polish Czech Filipino Persian Greek Romanian Hungarian Macedonian zh en yue ar de fr es pt id it ko ru th vi ja tr hi ms nl sv da fi pl cs fil fa el ro hu mk' -d 'Set the spoken language, such as English or en (default: auto).'
complete -c qasr -n '__qasr_at \'align\'' -l context -x -a '(__qasr_at_file)' -d 'Tell the model which names and terms to expect: TEXT, or a UTF-8 file.'
complete -c qasr -n '__qasr_at \'align\'' -l glossary -r -F -d 'Read terms from FILE, one per line: \'term\' or \'wrong|wrong -> term\'.'
complete -c qasr -n '__qasr_at \'align\'' -l glossary-mode -x -a '(__qasr_list bias replace)' -d 'Show the terms to the model (bias), replace wrong forms in the text (replace), or both (default: bias,replace).'
complete -c qasr -n '__qasr_at \'align\'' -l zh-script -x -a 'keep hans hant hant-tw hant-hk' -d 'Write Chinese in this script: keep, hans, hant, hant-tw, hant-hk (default: keep).'
complete -c qasr -n '__qasr_at \'align\'' -l itn -l no-itn -d 'Write Chinese and English numbers, dates and amounts in digits (default: no).'
complete -c qasr -n '__qasr_at \'align\'' -l punctuation -x -a 'keep strip' -d 'Keep or remove punctuation: keep, strip (default: keep).'
complete -c qasr -n '__qasr_at \'align\'' -l verbatim -d 'Write the text of the model unchanged, without replacements or repairs.'
complete -c qasr -n '__qasr_at \'align\'' -l audio-track -x -d 'Use audio track N, counted from 1 (default: the main track).'
complete -c qasr -n '__qasr_at \'align\'' -l raw -x -d 'Read sound without a header, such as s16le,16000,1.'
complete -c qasr -n '__qasr_at \'align\'' -l max-chunk -x -d 'Split speech into chunks of at most SECONDS, from 1 to 1200 (default: 30).'
complete -c qasr -n '__qasr_at \'align\'' -l no-vad -d 'Transcribe everything, even if it does not sound like speech.'
complete -c qasr -n '__qasr_at \'align\'' -l vad-threshold -x -d 'Count sound as speech if its probability reaches P, from 0 to 1 (default: 0.5).'
complete -c qasr -n '__qasr_at \'align\'' -l min-speech -x -d 'Ignore speech shorter than MS milliseconds (default: 250).'
complete -c qasr -n '__qasr_at \'align\'' -l min-silence -x -d 'End a stretch of speech after MS milliseconds of silence (default: 100).'
complete -c qasr -n '__qasr_at \'align\'' -l speech-pad -x -d 'Keep MS milliseconds before and after speech (default: 30).'
complete -c qasr -n '__qasr_at \'align\'' -l no-guard -x -a '(__qasr_list numbers loop recital silence truncation language)' -d 'Turn off these checks: numbers, loop, recital, silence, truncation, language.'
complete -c qasr -n '__qasr_at \'align\'' -l retries -x -d 'Retry a suspicious passage up to N times, each time with another strategy (default: 2).'
complete -c qasr -n '__qasr_at \'align\'' -l languages -x -a '(__qasr_list Chinese English Cantonese Arabic German French Spanish Portuguese Indonesian Italian Korean Russian Thai Vietnamese Japanese Turkish Hindi Malay Dutch Swedish Danish Finnish Polish Czech Filipino Persian Greek Romanian Hungarian Macedonian zh en yue ar de fr es pt id it ko ru th vi ja tr hi ms nl sv da fi pl cs fil fa el ro hu mk)' -d 'Detect only these languages, such as zh,yue,en (default: all).'
complete -c qasr -n '__qasr_at \'align\'' -l language-per -x -a 'chunk file' -d 'Detect one language for each chunk, or one for the whole file: chunk, file (default: chunk).'
complete -c qasr -n '__qasr_at \'align\'' -l strict -d 'Exit with status 8 if any speech or sound is missing from the transcript.'
complete -c qasr -n '__qasr_at \'align\'' -l min-coverage -x -d 'Exit with status 8 if less than PCT percent of the speech in a recording has text.'
complete -c qasr -n '__qasr_at \'align\'' -l review -r -F -d 'List the segments to review in FILE, worst first.'
complete -c qasr -n '__qasr_at \'align\'' -s q -l quiet -d 'Print only errors and recordings with missing words.'
complete -c qasr -n '__qasr_at \'align\'' -s v -l verbose -d 'Print more messages: model, device, time taken.'
complete -c qasr -n '__qasr_at \'align\'' -l config -r -F -d 'Read default options from FILE (key=value lines).'
complete -c qasr -n '__qasr_at \'align\'' -s h -l help -d 'Print help (-h: the most used options, --help: all).'
complete -c qasr -n '__qasr_at \'align\'' -s V -l version -d 'Print the version.'
complete -c qasr -n '__qasr_at \'align\'' -l progress -x -a 'auto bar plain json none' -d 'Show progress as auto, bar, plain, json, none (default: auto).'
complete -c qasr -n '__qasr_at \'align\'' -l color -x -a 'auto always never' -d 'Use colours: auto, always, never (default: auto).'
complete -c qasr -n '__qasr_at \'align\'' -l log-file -r -F -d 'Append all messages to FILE, with the time.'

complete -c qasr -n '__qasr_at \'diff\'' -F
complete -c qasr -n '__qasr_at \'diff\'' -s q -l quiet -d 'Print only errors and recordings with missing words.'
complete -c qasr -n '__qasr_at \'diff\'' -s v -l verbose -d 'Print more messages: model, device, time taken.'
complete -c qasr -n '__qasr_at \'diff\'' -l config -r -F -d 'Read default options from FILE (key=value lines).'
complete -c qasr -n '__qasr_at \'diff\'' -s h -l help -d 'Print help (-h: the most used options, --help: all).'
complete -c qasr -n '__qasr_at \'diff\'' -s V -l version -d 'Print the version.'
complete -c qasr -n '__qasr_at \'diff\'' -l progress -x -a 'auto bar plain json none' -d 'Show progress as auto, bar, plain, json, none (default: auto).'
complete -c qasr -n '__qasr_at \'diff\'' -l color -x -a 'auto always never' -d 'Use colours: auto, always, never (default: auto).'
complete -c qasr -n '__qasr_at \'diff\'' -l log-file -r -F -d 'Append all messages to FILE, with the time.'

complete -c qasr -n '__qasr_at \'score\'' -F
complete -c qasr -n '__qasr_at \'score\'' -l json -d 'Write one JSON object with all counts and errors.'
complete -c qasr -n '__qasr_at \'score\'' -l diff -d 'Show reference and text side by side where they differ.'
complete -c qasr -n '__qasr_at \'score\'' -l numbers -d 'Compare numbers by value: twenty equals 20.'
complete -c qasr -n '__qasr_at \'score\'' -s q -l quiet -d 'Print only errors and recordings with missing words.'
complete -c qasr -n '__qasr_at \'score\'' -s v -l verbose -d 'Print more messages: model, device, time taken.'
complete -c qasr -n '__qasr_at \'score\'' -l config -r -F -d 'Read default options from FILE (key=value lines).'
complete -c qasr -n '__qasr_at \'score\'' -s h -l help -d 'Print help (-h: the most used options, --help: all).'
complete -c qasr -n '__qasr_at \'score\'' -s V -l version -d 'Print the version.'
complete -c qasr -n '__qasr_at \'score\'' -l progress -x -a 'auto bar plain json none' -d 'Show progress as auto, bar, plain, json, none (default: auto).'
complete -c qasr -n '__qasr_at \'score\'' -l color -x -a 'auto always never' -d 'Use colours: auto, always, never (default: auto).'
complete -c qasr -n '__qasr_at \'score\'' -l log-file -r -F -d 'Append all messages to FILE, with the time.'

complete -c qasr -n '__qasr_at \'lint\'' -F
complete -c qasr -n '__qasr_at \'lint\'' -l strict -d 'Exit with status 8 if any subtitle breaks a rule.'
complete -c qasr -n '__qasr_at \'lint\'' -s l -l language -x -a 'Chinese English Cantonese Arabic German French Spanish Portuguese Indonesian Italian Korean Russian Thai Vietnamese Japanese Turkish Hindi Malay Dutch Swedish Danish Finnish Polish Czech Filipino Persian Greek Romanian Hungarian Macedonian zh en yue ar de fr es pt id it ko ru th vi ja tr hi ms nl sv da fi pl cs fil fa el ro hu mk' -d 'Set the language of srt, vtt and ass files, such as English or en.'
complete -c qasr -n '__qasr_at \'lint\'' -l subtitle-profile -x -a 'auto netflix bbc none' -d 'Use the limits of this style guide: auto, netflix, bbc, none (default: auto).'
complete -c qasr -n '__qasr_at \'lint\'' -l max-line-width -x -d 'Break lines at N characters.'
complete -c qasr -n '__qasr_at \'lint\'' -l max-lines -x -d 'Show at most N lines at once.'
complete -c qasr -n '__qasr_at \'lint\'' -l max-cps -x -d 'Show at most N characters per second, if possible.'
complete -c qasr -n '__qasr_at \'lint\'' -l min-cue -x -d 'Show each subtitle for at least S seconds, if there is room.'
complete -c qasr -n '__qasr_at \'lint\'' -l max-cue -x -d 'Show each subtitle for at most S seconds, unless a single word is longer.'
complete -c qasr -n '__qasr_at \'lint\'' -l min-gap -x -d 'Leave at least MS milliseconds between two subtitles, if there is room.'
complete -c qasr -n '__qasr_at \'lint\'' -s q -l quiet -d 'Print only errors and recordings with missing words.'
complete -c qasr -n '__qasr_at \'lint\'' -s v -l verbose -d 'Print more messages: model, device, time taken.'
complete -c qasr -n '__qasr_at \'lint\'' -l config -r -F -d 'Read default options from FILE (key=value lines).'
complete -c qasr -n '__qasr_at \'lint\'' -s h -l help -d 'Print help (-h: the most used options, --help: all).'
complete -c qasr -n '__qasr_at \'lint\'' -s V -l version -d 'Print the version.'
complete -c qasr -n '__qasr_at \'lint\'' -l progress -x -a 'auto bar plain json none' -d 'Show progress as auto, bar, plain, json, none (default: auto).'
complete -c qasr -n '__qasr_at \'lint\'' -l color -x -a 'auto always never' -d 'Use colours: auto, always, never (default: auto).'
complete -c qasr -n '__qasr_at \'lint\'' -l log-file -r -F -d 'Append all messages to FILE, with the time.'

complete -c qasr -n '__qasr_at \'models\'' -f -a list -d 'List the installed models.'
complete -c qasr -n '__qasr_at \'models\'' -f -a path -d 'Print the directory of a model.'
complete -c qasr -n '__qasr_at \'models\'' -f -a verify -d 'Check the files of a model, and that it works.'
complete -c qasr -n '__qasr_at \'models\'' -f -a pull -d 'Download and install a model.'
complete -c qasr -n '__qasr_at \'models\'' -f -a import -d 'Install a model that is already on this machine.'
complete -c qasr -n '__qasr_at \'models\'' -f -a quantize -d 'Prepare a model for 8-bit computing (--dtype int8).'
complete -c qasr -n '__qasr_at \'models\'' -f -a rm -d 'Remove an installed model.'
complete -c qasr -n '__qasr_at \'models\'' -s q -l quiet -d 'Print only errors and recordings with missing words.'
complete -c qasr -n '__qasr_at \'models\'' -s v -l verbose -d 'Print more messages: model, device, time taken.'
complete -c qasr -n '__qasr_at \'models\'' -l config -r -F -d 'Read default options from FILE (key=value lines).'
complete -c qasr -n '__qasr_at \'models\'' -s h -l help -d 'Print help (-h: the most used options, --help: all).'
complete -c qasr -n '__qasr_at \'models\'' -s V -l version -d 'Print the version.'
complete -c qasr -n '__qasr_at \'models\'' -l progress -x -a 'auto bar plain json none' -d 'Show progress as auto, bar, plain, json, none (default: auto).'
complete -c qasr -n '__qasr_at \'models\'' -l color -x -a 'auto always never' -d 'Use colours: auto, always, never (default: auto).'
complete -c qasr -n '__qasr_at \'models\'' -l log-file -r -F -d 'Append all messages to FILE, with the time.'

complete -c qasr -n '__qasr_at \'models list\'' -f
complete -c qasr -n '__qasr_at \'models list\'' -l json -d 'Write a JSON list of name, bytes, path and kind (recogniser, aligner, speaker embeddings or speaker activity).'
complete -c qasr -n '__qasr_at \'models list\'' -s q -l quiet -d 'Print only errors and recordings with missing words.'
complete -c qasr -n '__qasr_at \'models list\'' -s v -l verbose -d 'Print more messages: model, device, time taken.'
complete -c qasr -n '__qasr_at \'models list\'' -l config -r -F -d 'Read default options from FILE (key=value lines).'
complete -c qasr -n '__qasr_at \'models list\'' -s h -l help -d 'Print help (-h: the most used options, --help: all).'
complete -c qasr -n '__qasr_at \'models list\'' -s V -l version -d 'Print the version.'
complete -c qasr -n '__qasr_at \'models list\'' -l progress -x -a 'auto bar plain json none' -d 'Show progress as auto, bar, plain, json, none (default: auto).'
complete -c qasr -n '__qasr_at \'models list\'' -l color -x -a 'auto always never' -d 'Use colours: auto, always, never (default: auto).'
complete -c qasr -n '__qasr_at \'models list\'' -l log-file -r -F -d 'Append all messages to FILE, with the time.'

complete -c qasr -n '__qasr_at \'models path\'' -f -a '(__qasr_models; __qasr_folders)'
complete -c qasr -n '__qasr_at \'models path\'' -s q -l quiet -d 'Print only errors and recordings with missing words.'
complete -c qasr -n '__qasr_at \'models path\'' -s v -l verbose -d 'Print more messages: model, device, time taken.'
complete -c qasr -n '__qasr_at \'models path\'' -l config -r -F -d 'Read default options from FILE (key=value lines).'
complete -c qasr -n '__qasr_at \'models path\'' -s h -l help -d 'Print help (-h: the most used options, --help: all).'
complete -c qasr -n '__qasr_at \'models path\'' -s V -l version -d 'Print the version.'
complete -c qasr -n '__qasr_at \'models path\'' -l progress -x -a 'auto bar plain json none' -d 'Show progress as auto, bar, plain, json, none (default: auto).'
complete -c qasr -n '__qasr_at \'models path\'' -l color -x -a 'auto always never' -d 'Use colours: auto, always, never (default: auto).'
complete -c qasr -n '__qasr_at \'models path\'' -l log-file -r -F -d 'Append all messages to FILE, with the time.'

complete -c qasr -n '__qasr_at \'models verify\'' -f -a '(__qasr_models; __qasr_folders)'
complete -c qasr -n '__qasr_at \'models verify\'' -l listen -d 'Also transcribe five short recordings and compare the words.'
complete -c qasr -n '__qasr_at \'models verify\'' -s t -l threads -x -d 'Compute with N threads (default: one per processor).'
complete -c qasr -n '__qasr_at \'models verify\'' -l device -x -a 'auto cpu cuda' -d 'Compute on auto, cpu, cuda or cuda:N (default: auto, a GPU if there is one).'
complete -c qasr -n '__qasr_at \'models verify\'' -l dtype -x -a 'auto fp32 bf16 fp16 int8' -d 'Compute in this precision: auto, fp32, bf16, fp16, int8 (default: auto).'
complete -c qasr -n '__qasr_at \'models verify\'' -s q -l quiet -d 'Print only errors and recordings with missing words.'
complete -c qasr -n '__qasr_at \'models verify\'' -s v -l verbose -d 'Print more messages: model, device, time taken.'
complete -c qasr -n '__qasr_at \'models verify\'' -l config -r -F -d 'Read default options from FILE (key=value lines).'
complete -c qasr -n '__qasr_at \'models verify\'' -s h -l help -d 'Print help (-h: the most used options, --help: all).'
complete -c qasr -n '__qasr_at \'models verify\'' -s V -l version -d 'Print the version.'
complete -c qasr -n '__qasr_at \'models verify\'' -l progress -x -a 'auto bar plain json none' -d 'Show progress as auto, bar, plain, json, none (default: auto).'
complete -c qasr -n '__qasr_at \'models verify\'' -l color -x -a 'auto always never' -d 'Use colours: auto, always, never (default: auto).'
complete -c qasr -n '__qasr_at \'models verify\'' -l log-file -r -F -d 'Append all messages to FILE, with the time.'

complete -c qasr -n '__qasr_at \'models pull\'' -f -a 'Qwen/Qwen3-ASR-0.6B Qwen/Qwen3-ASR-1.7B Qwen/Qwen3-ForcedAligner-0.6B campplus segmentation-3.0'
complete -c qasr -n '__qasr_at \'models pull\'' -l hub -x -a 'huggingface modelscope' -d 'Download from this hub: huggingface, modelscope (default: huggingface).'
complete -c qasr -n '__qasr_at \'models pull\'' -l mirror -x -d 'Download from URL instead of the hub itself.'
complete -c qasr -n '__qasr_at \'models pull\'' -l revision -x -d 'Download this branch, tag or commit (default: the latest).'
complete -c qasr -n '__qasr_at \'models pull\'' -l proxy -x -d 'Connect through this HTTP proxy (default: HTTPS_PROXY, ALL_PROXY and NO_PROXY).'
complete -c qasr -n '__qasr_at \'models pull\'' -l name -x -d 'Install the model as NAME (default: its name on the hub).'
complete -c qasr -n '__qasr_at \'models pull\'' -l no-listen -d 'Do not test the model with recordings after the download.'
complete -c qasr -n '__qasr_at \'models pull\'' -s t -l threads -x -d 'Compute with N threads (default: one per processor).'
complete -c qasr -n '__qasr_at \'models pull\'' -l device -x -a 'auto cpu cuda' -d 'Compute on auto, cpu, cuda or cuda:N (default: auto, a GPU if there is one).'
complete -c qasr -n '__qasr_at \'models pull\'' -l dtype -x -a 'auto fp32 bf16 fp16 int8' -d 'Compute in this precision: auto, fp32, bf16, fp16, int8 (default: auto).'
complete -c qasr -n '__qasr_at \'models pull\'' -s q -l quiet -d 'Print only errors and recordings with missing words.'
complete -c qasr -n '__qasr_at \'models pull\'' -s v -l verbose -d 'Print more messages: model, device, time taken.'
complete -c qasr -n '__qasr_at \'models pull\'' -l config -r -F -d 'Read default options from FILE (key=value lines).'
complete -c qasr -n '__qasr_at \'models pull\'' -s h -l help -d 'Print help (-h: the most used options, --help: all).'
complete -c qasr -n '__qasr_at \'models pull\'' -s V -l version -d 'Print the version.'
complete -c qasr -n '__qasr_at \'models pull\'' -l progress -x -a 'auto bar plain json none' -d 'Show progress as auto, bar, plain, json, none (default: auto).'
complete -c qasr -n '__qasr_at \'models pull\'' -l color -x -a 'auto always never' -d 'Use colours: auto, always, never (default: auto).'
complete -c qasr -n '__qasr_at \'models pull\'' -l log-file -r -F -d 'Append all messages to FILE, with the time.'

complete -c qasr -n '__qasr_at \'models import\'' -f -a '(__qasr_folders)'
complete -c qasr -n '__qasr_at \'models import\'' -l name -x -d 'Install the model as NAME (default: the name of DIR; for speaker models campplus or segmentation-3.0).'
complete -c qasr -n '__qasr_at \'models import\'' -l link -d 'Link to the files in DIR instead of copying them.'
complete -c qasr -n '__qasr_at \'models import\'' -s q -l quiet -d 'Print only errors and recordings with missing words.'
complete -c qasr -n '__qasr_at \'models import\'' -s v -l verbose -d 'Print more messages: model, device, time taken.'
complete -c qasr -n '__qasr_at \'models import\'' -l config -r -F -d 'Read default options from FILE (key=value lines).'
complete -c qasr -n '__qasr_at \'models import\'' -s h -l help -d 'Print help (-h: the most used options, --help: all).'
complete -c qasr -n '__qasr_at \'models import\'' -s V -l version -d 'Print the version.'
complete -c qasr -n '__qasr_at \'models import\'' -l progress -x -a 'auto bar plain json none' -d 'Show progress as auto, bar, plain, json, none (default: auto).'
complete -c qasr -n '__qasr_at \'models import\'' -l color -x -a 'auto always never' -d 'Use colours: auto, always, never (default: auto).'
complete -c qasr -n '__qasr_at \'models import\'' -l log-file -r -F -d 'Append all messages to FILE, with the time.'

complete -c qasr -n '__qasr_at \'models quantize\'' -F
complete -c qasr -n '__qasr_at \'models quantize\'' -s m -l model -x -a '(__qasr_models; __qasr_folders)' -d 'Use the installed model NAME, or the model in DIR (default: the first installed model).'
complete -c qasr -n '__qasr_at \'models quantize\'' -s t -l threads -x -d 'Compute with N threads (default: one per processor).'
complete -c qasr -n '__qasr_at \'models quantize\'' -s q -l quiet -d 'Print only errors and recordings with missing words.'
complete -c qasr -n '__qasr_at \'models quantize\'' -s v -l verbose -d 'Print more messages: model, device, time taken.'
complete -c qasr -n '__qasr_at \'models quantize\'' -l config -r -F -d 'Read default options from FILE (key=value lines).'
complete -c qasr -n '__qasr_at \'models quantize\'' -s h -l help -d 'Print help (-h: the most used options, --help: all).'
complete -c qasr -n '__qasr_at \'models quantize\'' -s V -l version -d 'Print the version.'
complete -c qasr -n '__qasr_at \'models quantize\'' -l progress -x -a 'auto bar plain json none' -d 'Show progress as auto, bar, plain, json, none (default: auto).'
complete -c qasr -n '__qasr_at \'models quantize\'' -l color -x -a 'auto always never' -d 'Use colours: auto, always, never (default: auto).'
complete -c qasr -n '__qasr_at \'models quantize\'' -l log-file -r -F -d 'Append all messages to FILE, with the time.'

complete -c qasr -n '__qasr_at \'models rm\'' -f -a '(__qasr_models; __qasr_folders)'
complete -c qasr -n '__qasr_at \'models rm\'' -s q -l quiet -d 'Print only errors and recordings with missing words.'
complete -c qasr -n '__qasr_at \'models rm\'' -s v -l verbose -d 'Print more messages: model, device, time taken.'
complete -c qasr -n '__qasr_at \'models rm\'' -l config -r -F -d 'Read default options from FILE (key=value lines).'
complete -c qasr -n '__qasr_at \'models rm\'' -s h -l help -d 'Print help (-h: the most used options, --help: all).'
complete -c qasr -n '__qasr_at \'models rm\'' -s V -l version -d 'Print the version.'
complete -c qasr -n '__qasr_at \'models rm\'' -l progress -x -a 'auto bar plain json none' -d 'Show progress as auto, bar, plain, json, none (default: auto).'
complete -c qasr -n '__qasr_at \'models rm\'' -l color -x -a 'auto always never' -d 'Use colours: auto, always, never (default: auto).'
complete -c qasr -n '__qasr_at \'models rm\'' -l log-file -r -F -d 'Append all messages to FILE, with the time.'

complete -c qasr -n '__qasr_at \'config\'' -f
complete -c qasr -n '__qasr_at \'config\'' -l json -d 'Write JSON: the files read, and key, value and origin of each option.'
complete -c qasr -n '__qasr_at \'config\'' -s q -l quiet -d 'Print only errors and recordings with missing words.'
complete -c qasr -n '__qasr_at \'config\'' -s v -l verbose -d 'Print more messages: model, device, time taken.'
complete -c qasr -n '__qasr_at \'config\'' -l config -r -F -d 'Read default options from FILE (key=value lines).'
complete -c qasr -n '__qasr_at \'config\'' -s h -l help -d 'Print help (-h: the most used options, --help: all).'
complete -c qasr -n '__qasr_at \'config\'' -s V -l version -d 'Print the version.'
complete -c qasr -n '__qasr_at \'config\'' -l progress -x -a 'auto bar plain json none' -d 'Show progress as auto, bar, plain, json, none (default: auto).'
complete -c qasr -n '__qasr_at \'config\'' -l color -x -a 'auto always never' -d 'Use colours: auto, always, never (default: auto).'
complete -c qasr -n '__qasr_at \'config\'' -l log-file -r -F -d 'Append all messages to FILE, with the time.'

complete -c qasr -n '__qasr_at \'completion\'' -f -a 'bash zsh fish'
complete -c qasr -n '__qasr_at \'completion\'' -s q -l quiet -d 'Print only errors and recordings with missing words.'
complete -c qasr -n '__qasr_at \'completion\'' -s v -l verbose -d 'Print more messages: model, device, time taken.'
complete -c qasr -n '__qasr_at \'completion\'' -l config -r -F -d 'Read default options from FILE (key=value lines).'
complete -c qasr -n '__qasr_at \'completion\'' -s h -l help -d 'Print help (-h: the most used options, --help: all).'
complete -c qasr -n '__qasr_at \'completion\'' -s V -l version -d 'Print the version.'
complete -c qasr -n '__qasr_at \'completion\'' -l progress -x -a 'auto bar plain json none' -d 'Show progress as auto, bar, plain, json, none (default: auto).'
complete -c qasr -n '__qasr_at \'completion\'' -l color -x -a 'auto always never' -d 'Use colours: auto, always, never (default: auto).'
complete -c qasr -n '__qasr_at \'completion\'' -l log-file -r -F -d 'Append all messages to FILE, with the time.'

complete -c qasr -n '__qasr_at \'doctor\'' -f
complete -c qasr -n '__qasr_at \'doctor\'' -l json -d 'Write JSON: a list of name, ok and value.'
complete -c qasr -n '__qasr_at \'doctor\'' -l offline-proof -d 'Also transcribe without a network, and list all files that are written.'
complete -c qasr -n '__qasr_at \'doctor\'' -l prepare -d 'Also unpack the native libraries (470 MB) beside the program, for all users.'
complete -c qasr -n '__qasr_at \'doctor\'' -s m -l model -x -a '(__qasr_models; __qasr_folders)' -d 'Use the installed model NAME, or the model in DIR (default: the first installed model).'
complete -c qasr -n '__qasr_at \'doctor\'' -s t -l threads -x -d 'Compute with N threads (default: one per processor).'
complete -c qasr -n '__qasr_at \'doctor\'' -l device -x -a 'auto cpu cuda' -d 'Compute on auto, cpu, cuda or cuda:N (default: auto, a GPU if there is one).'
complete -c qasr -n '__qasr_at \'doctor\'' -l dtype -x -a 'auto fp32 bf16 fp16 int8' -d 'Compute in this precision: auto, fp32, bf16, fp16, int8 (default: auto).'
complete -c qasr -n '__qasr_at \'doctor\'' -s q -l quiet -d 'Print only errors and recordings with missing words.'
complete -c qasr -n '__qasr_at \'doctor\'' -s v -l verbose -d 'Print more messages: model, device, time taken.'
complete -c qasr -n '__qasr_at \'doctor\'' -l config -r -F -d 'Read default options from FILE (key=value lines).'
complete -c qasr -n '__qasr_at \'doctor\'' -s h -l help -d 'Print help (-h: the most used options, --help: all).'
complete -c qasr -n '__qasr_at \'doctor\'' -s V -l version -d 'Print the version.'
complete -c qasr -n '__qasr_at \'doctor\'' -l progress -x -a 'auto bar plain json none' -d 'Show progress as auto, bar, plain, json, none (default: auto).'
complete -c qasr -n '__qasr_at \'doctor\'' -l color -x -a 'auto always never' -d 'Use colours: auto, always, never (default: auto).'
complete -c qasr -n '__qasr_at \'doctor\'' -l log-file -r -F -d 'Append all messages to FILE, with the time.'

complete -c qasr -n '__qasr_at \'clean\'' -f -a '(__qasr_folders)'
complete -c qasr -n '__qasr_at \'clean\'' -s r -l recursive -d 'Clean the subfolders of each FOLDER too.'
complete -c qasr -n '__qasr_at \'clean\'' -s m -l model -x -a '(__qasr_models; __qasr_folders)' -d 'Also remove the packed weights of this model.'
complete -c qasr -n '__qasr_at \'clean\'' -l keep-caches -d 'Keep the unpacked libraries and packed weights (default with FOLDER).'
complete -c qasr -n '__qasr_at \'clean\'' -l dry-run -d 'Only print what would be removed.'
complete -c qasr -n '__qasr_at \'clean\'' -s q -l quiet -d 'Print only errors and recordings with missing words.'
complete -c qasr -n '__qasr_at \'clean\'' -s v -l verbose -d 'Print more messages: model, device, time taken.'
complete -c qasr -n '__qasr_at \'clean\'' -l config -r -F -d 'Read default options from FILE (key=value lines).'
complete -c qasr -n '__qasr_at \'clean\'' -s h -l help -d 'Print help (-h: the most used options, --help: all).'
complete -c qasr -n '__qasr_at \'clean\'' -s V -l version -d 'Print the version.'
complete -c qasr -n '__qasr_at \'clean\'' -l progress -x -a 'auto bar plain json none' -d 'Show progress as auto, bar, plain, json, none (default: auto).'
complete -c qasr -n '__qasr_at \'clean\'' -l color -x -a 'auto always never' -d 'Use colours: auto, always, never (default: auto).'
complete -c qasr -n '__qasr_at \'clean\'' -l log-file -r -F -d 'Append all messages to FILE, with the time.'

complete -c qasr -n '__qasr_at \'help\'' -f -a '(__qasr_help)'
complete -c qasr -n '__qasr_at \'help\'' -s q -l quiet -d 'Print only errors and recordings with missing words.'
complete -c qasr -n '__qasr_at \'help\'' -s v -l verbose -d 'Print more messages: model, device, time taken.'
complete -c qasr -n '__qasr_at \'help\'' -l config -r -F -d 'Read default options from FILE (key=value lines).'
complete -c qasr -n '__qasr_at \'help\'' -s h -l help -d 'Print help (-h: the most used options, --help: all).'
complete -c qasr -n '__qasr_at \'help\'' -s V -l version -d 'Print the version.'
complete -c qasr -n '__qasr_at \'help\'' -l progress -x -a 'auto bar plain json none' -d 'Show progress as auto, bar, plain, json, none (default: auto).'
complete -c qasr -n '__qasr_at \'help\'' -l color -x -a 'auto always never' -d 'Use colours: auto, always, never (default: auto).'
complete -c qasr -n '__qasr_at \'help\'' -l log-file -r -F -d 'Append all messages to FILE, with the time.'
