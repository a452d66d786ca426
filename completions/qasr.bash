# Completes the command line of qasr in bash. Made from the program's options.

# What COMMAND knows, and which values its OPTION takes; without an option, its operands.
_qasr_describe() {
    options='' commands='' kind=none words=''
    case $1 in
        'qasr')
            options='-q --quiet -v --verbose --config -h --help -V --version --progress --color --log-file'
            commands='transcribe record check segment detect-lang render view retry rename align diff score lint report models config completion doctor clean help'
            case $2 in
                '') kind=none ;;
                -q | --quiet) kind=flag ;;
                -v | --verbose) kind=flag ;;
                --config) kind=file ;;
                -h | --help) kind=flag ;;
                -V | --version) kind=flag ;;
                --progress) kind=words words='auto bar plain json none' ;;
                --color) kind=words words='auto always never' ;;
                --log-file) kind=file ;;
                *) kind=unknown ;;
            esac
            ;;
        'qasr transcribe')
            options='-f --format -o --output -d --output-dir --name-template --bom --crlf --on-exists --backup --print --paragraphs --timestamps -m --model -t --threads --device --dtype --aligner --batch-size -l --language --context --glossary --glossary-mode --zh-script --itn --no-itn --punctuation --verbatim --subtitle-profile --max-line-width --max-lines --max-cps --min-cue --max-cue --min-gap --highlight --lint --diarize --speakers --voices -r --recursive --files-from --include --exclude --shard --shard-by --start --end --audio-track --channels --raw --normalize --highpass --denoise --phone --names --watch --idle-exit --settle --max-chunk --no-vad --vad-threshold --min-speech --min-silence --speech-pad --segments --no-guard --retries --languages --language-per --max-new-tokens --strict --min-coverage --review --resume --no-resume --no-trace --report --fail-fast -q --quiet -v --verbose --config -h --help -V --version --progress --color --log-file'
            case $2 in
                '') kind=file ;;
                -f | --format) kind=list words='txt srt vtt json jsonl tsv csv lrc ass md html textgrid rttm' ;;
                -o | --output) kind=file ;;
                -d | --output-dir) kind=folder ;;
                --name-template) kind=none ;;
                --bom) kind=flag ;;
                --crlf) kind=flag ;;
                --on-exists) kind=words words='update skip overwrite fail' ;;
                --backup) kind=flag ;;
                --print) kind=words words='none text range' ;;
                --paragraphs) kind=words words='none pause turn' ;;
                --timestamps) kind=words words='none segment range word' ;;
                -m | --model) kind=model ;;
                -t | --threads) kind=none ;;
                --device) kind=words words='auto cpu cuda' ;;
                --dtype) kind=words words='auto fp32 bf16 fp16 int8' ;;
                --aligner) kind=model ;;
                --batch-size) kind=words words='auto' ;;
                -l | --language) kind=words words='auto Chinese English Cantonese Arabic German French Spanish Portuguese Indonesian Italian Korean Russian Thai Vietnamese Japanese Turkish Hindi Malay Dutch Swedish Danish Finnish Polish Czech Filipino Persian Greek Romanian Hungarian Macedonian zh en yue ar de fr es pt id it ko ru th vi ja tr hi ms nl sv da fi pl cs fil fa el ro hu mk' ;;
                --context) kind=at_file ;;
                --glossary) kind=file ;;
                --glossary-mode) kind=list words='bias replace' ;;
                --zh-script) kind=words words='keep hans hant hant-tw hant-hk' ;;
                --itn | --no-itn) kind=flag ;;
                --punctuation) kind=words words='keep strip' ;;
                --verbatim) kind=flag ;;
                --subtitle-profile) kind=words words='auto netflix bbc none' ;;
                --max-line-width) kind=none ;;
                --max-lines) kind=none ;;
                --max-cps) kind=none ;;
                --min-cue) kind=none ;;
                --max-cue) kind=none ;;
                --min-gap) kind=none ;;
                --highlight) kind=words words='word' ;;
                --lint) kind=flag ;;
                --diarize) kind=flag ;;
                --speakers) kind=none ;;
                --voices) kind=folder ;;
                -r | --recursive) kind=flag ;;
                --files-from) kind=file ;;
                --include) kind=none ;;
                --exclude) kind=none ;;
                --shard) kind=none ;;
                --shard-by) kind=words words='path duration' ;;
                --start) kind=none ;;
                --end) kind=none ;;
                --audio-track) kind=none ;;
                --channels) kind=none ;;
                --raw) kind=none ;;
                --normalize) kind=flag ;;
                --highpass) kind=none ;;
                --denoise) kind=flag ;;
                --phone) kind=flag ;;
                --names) kind=none ;;
                --watch) kind=folder ;;
                --idle-exit) kind=none ;;
                --settle) kind=none ;;
                --max-chunk) kind=none ;;
                --no-vad) kind=flag ;;
                --vad-threshold) kind=none ;;
                --min-speech) kind=none ;;
                --min-silence) kind=none ;;
                --speech-pad) kind=none ;;
                --segments) kind=file ;;
                --no-guard) kind=list words='numbers loop recital silence truncation language' ;;
                --retries) kind=none ;;
                --languages) kind=list words='Chinese English Cantonese Arabic German French Spanish Portuguese Indonesian Italian Korean Russian Thai Vietnamese Japanese Turkish Hindi Malay Dutch Swedish Danish Finnish Polish Czech Filipino Persian Greek Romanian Hungarian Macedonian zh en yue ar de fr es pt id it ko ru th vi ja tr hi ms nl sv da fi pl cs fil fa el ro hu mk' ;;
                --language-per) kind=words words='chunk file' ;;
                --max-new-tokens) kind=none ;;
                --strict) kind=flag ;;
                --min-coverage) kind=none ;;
                --review) kind=file ;;
                --resume | --no-resume) kind=flag ;;
                --no-trace) kind=flag ;;
                --report) kind=file ;;
                --fail-fast) kind=flag ;;
                -q | --quiet) kind=flag ;;
                -v | --verbose) kind=flag ;;
                --config) kind=file ;;
                -h | --help) kind=flag ;;
                -V | --version) kind=flag ;;
                --progress) kind=words words='auto bar plain json none' ;;
                --color) kind=words words='auto always never' ;;
                --log-file) kind=file ;;
                *) kind=unknown ;;
            esac
            ;;
        'qasr record')
            options='-o --output --overwrite --max --microphone --list-devices --then-transcribe -q --quiet -v --verbose --config -h --help -V --version --progress --color --log-file'
            case $2 in
                '') kind=none ;;
                -o | --output) kind=file ;;
                --overwrite) kind=flag ;;
                --max) kind=none ;;
                --microphone) kind=none ;;
                --list-devices) kind=flag ;;
                --then-transcribe) kind=flag ;;
                -q | --quiet) kind=flag ;;
                -v | --verbose) kind=flag ;;
                --config) kind=file ;;
                -h | --help) kind=flag ;;
                -V | --version) kind=flag ;;
                --progress) kind=words words='auto bar plain json none' ;;
                --color) kind=words words='auto always never' ;;
                --log-file) kind=file ;;
                *) kind=unknown ;;
            esac
            ;;
        'qasr check')
            options='--json --no-text --strict -m --model -t --threads --device --dtype -r --recursive --files-from --include --exclude --shard --shard-by --start --end --audio-track --channels --raw --normalize --highpass --denoise --phone -q --quiet -v --verbose --config -h --help -V --version --progress --color --log-file'
            case $2 in
                '') kind=file ;;
                --json) kind=flag ;;
                --no-text) kind=flag ;;
                --strict) kind=flag ;;
                -m | --model) kind=model ;;
                -t | --threads) kind=none ;;
                --device) kind=words words='auto cpu cuda' ;;
                --dtype) kind=words words='auto fp32 bf16 fp16 int8' ;;
                -r | --recursive) kind=flag ;;
                --files-from) kind=file ;;
                --include) kind=none ;;
                --exclude) kind=none ;;
                --shard) kind=none ;;
                --shard-by) kind=words words='path duration' ;;
                --start) kind=none ;;
                --end) kind=none ;;
                --audio-track) kind=none ;;
                --channels) kind=none ;;
                --raw) kind=none ;;
                --normalize) kind=flag ;;
                --highpass) kind=none ;;
                --denoise) kind=flag ;;
                --phone) kind=flag ;;
                -q | --quiet) kind=flag ;;
                -v | --verbose) kind=flag ;;
                --config) kind=file ;;
                -h | --help) kind=flag ;;
                -V | --version) kind=flag ;;
                --progress) kind=words words='auto bar plain json none' ;;
                --color) kind=words words='auto always never' ;;
                --log-file) kind=file ;;
                *) kind=unknown ;;
            esac
            ;;
        'qasr segment')
            options='-f --format -o --output -d --output-dir --name-template --bom --crlf --on-exists --backup --write-audio --stats --diarize --speakers --voices -r --recursive --files-from --include --exclude --shard --shard-by --start --end --audio-track --channels --raw --normalize --highpass --denoise --phone --names --max-chunk --no-vad --vad-threshold --min-speech --min-silence --speech-pad --segments -q --quiet -v --verbose --config -h --help -V --version --progress --color --log-file'
            case $2 in
                '') kind=file ;;
                -f | --format) kind=list words='tsv json rttm audacity srt' ;;
                -o | --output) kind=file ;;
                -d | --output-dir) kind=folder ;;
                --name-template) kind=none ;;
                --bom) kind=flag ;;
                --crlf) kind=flag ;;
                --on-exists) kind=words words='update skip overwrite fail' ;;
                --backup) kind=flag ;;
                --write-audio) kind=folder ;;
                --stats) kind=flag ;;
                --diarize) kind=flag ;;
                --speakers) kind=none ;;
                --voices) kind=folder ;;
                -r | --recursive) kind=flag ;;
                --files-from) kind=file ;;
                --include) kind=none ;;
                --exclude) kind=none ;;
                --shard) kind=none ;;
                --shard-by) kind=words words='path duration' ;;
                --start) kind=none ;;
                --end) kind=none ;;
                --audio-track) kind=none ;;
                --channels) kind=none ;;
                --raw) kind=none ;;
                --normalize) kind=flag ;;
                --highpass) kind=none ;;
                --denoise) kind=flag ;;
                --phone) kind=flag ;;
                --names) kind=none ;;
                --max-chunk) kind=none ;;
                --no-vad) kind=flag ;;
                --vad-threshold) kind=none ;;
                --min-speech) kind=none ;;
                --min-silence) kind=none ;;
                --speech-pad) kind=none ;;
                --segments) kind=file ;;
                -q | --quiet) kind=flag ;;
                -v | --verbose) kind=flag ;;
                --config) kind=file ;;
                -h | --help) kind=flag ;;
                -V | --version) kind=flag ;;
                --progress) kind=words words='auto bar plain json none' ;;
                --color) kind=words words='auto always never' ;;
                --log-file) kind=file ;;
                *) kind=unknown ;;
            esac
            ;;
        'qasr detect-lang')
            options='-f --format --per --top --max-audio -o --output -d --output-dir --name-template --bom --crlf --on-exists --backup -m --model -t --threads --device --dtype -r --recursive --files-from --include --exclude --shard --shard-by --start --end --audio-track --channels --raw --normalize --highpass --denoise --phone --max-chunk --no-vad --vad-threshold --min-speech --min-silence --speech-pad -q --quiet -v --verbose --config -h --help -V --version --progress --color --log-file'
            case $2 in
                '') kind=file ;;
                -f | --format) kind=list words='tsv json' ;;
                --per) kind=words words='file segment' ;;
                --top) kind=none ;;
                --max-audio) kind=none ;;
                -o | --output) kind=file ;;
                -d | --output-dir) kind=folder ;;
                --name-template) kind=none ;;
                --bom) kind=flag ;;
                --crlf) kind=flag ;;
                --on-exists) kind=words words='update skip overwrite fail' ;;
                --backup) kind=flag ;;
                -m | --model) kind=model ;;
                -t | --threads) kind=none ;;
                --device) kind=words words='auto cpu cuda' ;;
                --dtype) kind=words words='auto fp32 bf16 fp16 int8' ;;
                -r | --recursive) kind=flag ;;
                --files-from) kind=file ;;
                --include) kind=none ;;
                --exclude) kind=none ;;
                --shard) kind=none ;;
                --shard-by) kind=words words='path duration' ;;
                --start) kind=none ;;
                --end) kind=none ;;
                --audio-track) kind=none ;;
                --channels) kind=none ;;
                --raw) kind=none ;;
                --normalize) kind=flag ;;
                --highpass) kind=none ;;
                --denoise) kind=flag ;;
                --phone) kind=flag ;;
                --max-chunk) kind=none ;;
                --no-vad) kind=flag ;;
                --vad-threshold) kind=none ;;
                --min-speech) kind=none ;;
                --min-silence) kind=none ;;
                --speech-pad) kind=none ;;
                -q | --quiet) kind=flag ;;
                -v | --verbose) kind=flag ;;
                --config) kind=file ;;
                -h | --help) kind=flag ;;
                -V | --version) kind=flag ;;
                --progress) kind=words words='auto bar plain json none' ;;
                --color) kind=words words='auto always never' ;;
                --log-file) kind=file ;;
                *) kind=unknown ;;
            esac
            ;;
        'qasr render')
            options='--corrected --edits -f --format --paragraphs --timestamps --subtitle-profile --max-line-width --max-lines --max-cps --min-cue --max-cue --min-gap --highlight --lint --strict -o --output -d --output-dir --name-template --bom --crlf --on-exists --backup -q --quiet -v --verbose --config -h --help -V --version --progress --color --log-file'
            case $2 in
                '') kind=file ;;
                --corrected) kind=file ;;
                --edits) kind=file ;;
                -f | --format) kind=list words='txt srt vtt json jsonl tsv csv lrc ass md html textgrid rttm' ;;
                --paragraphs) kind=words words='none pause turn' ;;
                --timestamps) kind=words words='none segment range word' ;;
                --subtitle-profile) kind=words words='auto netflix bbc none' ;;
                --max-line-width) kind=none ;;
                --max-lines) kind=none ;;
                --max-cps) kind=none ;;
                --min-cue) kind=none ;;
                --max-cue) kind=none ;;
                --min-gap) kind=none ;;
                --highlight) kind=words words='word' ;;
                --lint) kind=flag ;;
                --strict) kind=flag ;;
                -o | --output) kind=file ;;
                -d | --output-dir) kind=folder ;;
                --name-template) kind=none ;;
                --bom) kind=flag ;;
                --crlf) kind=flag ;;
                --on-exists) kind=words words='update skip overwrite fail' ;;
                --backup) kind=flag ;;
                -q | --quiet) kind=flag ;;
                -v | --verbose) kind=flag ;;
                --config) kind=file ;;
                -h | --help) kind=flag ;;
                -V | --version) kind=flag ;;
                --progress) kind=words words='auto bar plain json none' ;;
                --color) kind=words words='auto always never' ;;
                --log-file) kind=file ;;
                *) kind=unknown ;;
            esac
            ;;
        'qasr view')
            options='-o --output -d --output-dir --recording --on-exists --backup -q --quiet -v --verbose --config -h --help -V --version --progress --color --log-file'
            case $2 in
                '') kind=file ;;
                -o | --output) kind=file ;;
                -d | --output-dir) kind=folder ;;
                --recording) kind=file ;;
                --on-exists) kind=words words='update skip overwrite fail' ;;
                --backup) kind=flag ;;
                -q | --quiet) kind=flag ;;
                -v | --verbose) kind=flag ;;
                --config) kind=file ;;
                -h | --help) kind=flag ;;
                -V | --version) kind=flag ;;
                --progress) kind=words words='auto bar plain json none' ;;
                --color) kind=words words='auto always never' ;;
                --log-file) kind=file ;;
                *) kind=unknown ;;
            esac
            ;;
        'qasr retry')
            options='--segments --flagged --fresh --recording --raw --audio-track --normalize --highpass --denoise --phone -m --model -t --threads --device --dtype --aligner -l --language --context --glossary --glossary-mode --zh-script --itn --no-itn --punctuation --verbatim --max-chunk --no-guard --retries --languages --language-per --max-new-tokens --strict --min-coverage --review -q --quiet -v --verbose --config -h --help -V --version --progress --color --log-file'
            case $2 in
                '') kind=file ;;
                --segments) kind=none ;;
                --flagged) kind=flag ;;
                --fresh) kind=flag ;;
                --recording) kind=file ;;
                --raw) kind=none ;;
                --audio-track) kind=none ;;
                --normalize) kind=flag ;;
                --highpass) kind=none ;;
                --denoise) kind=flag ;;
                --phone) kind=flag ;;
                -m | --model) kind=model ;;
                -t | --threads) kind=none ;;
                --device) kind=words words='auto cpu cuda' ;;
                --dtype) kind=words words='auto fp32 bf16 fp16 int8' ;;
                --aligner) kind=model ;;
                -l | --language) kind=words words='auto Chinese English Cantonese Arabic German French Spanish Portuguese Indonesian Italian Korean Russian Thai Vietnamese Japanese Turkish Hindi Malay Dutch Swedish Danish Finnish Polish Czech Filipino Persian Greek Romanian Hungarian Macedonian zh en yue ar de fr es pt id it ko ru th vi ja tr hi ms nl sv da fi pl cs fil fa el ro hu mk' ;;
                --context) kind=at_file ;;
                --glossary) kind=file ;;
                --glossary-mode) kind=list words='bias replace' ;;
                --zh-script) kind=words words='keep hans hant hant-tw hant-hk' ;;
                --itn | --no-itn) kind=flag ;;
                --punctuation) kind=words words='keep strip' ;;
                --verbatim) kind=flag ;;
                --max-chunk) kind=none ;;
                --no-guard) kind=list words='numbers loop recital silence truncation language' ;;
                --retries) kind=none ;;
                --languages) kind=list words='Chinese English Cantonese Arabic German French Spanish Portuguese Indonesian Italian Korean Russian Thai Vietnamese Japanese Turkish Hindi Malay Dutch Swedish Danish Finnish Polish Czech Filipino Persian Greek Romanian Hungarian Macedonian zh en yue ar de fr es pt id it ko ru th vi ja tr hi ms nl sv da fi pl cs fil fa el ro hu mk' ;;
                --language-per) kind=words words='chunk file' ;;
                --max-new-tokens) kind=none ;;
                --strict) kind=flag ;;
                --min-coverage) kind=none ;;
                --review) kind=file ;;
                -q | --quiet) kind=flag ;;
                -v | --verbose) kind=flag ;;
                --config) kind=file ;;
                -h | --help) kind=flag ;;
                -V | --version) kind=flag ;;
                --progress) kind=words words='auto bar plain json none' ;;
                --color) kind=words words='auto always never' ;;
                --log-file) kind=file ;;
                *) kind=unknown ;;
            esac
            ;;
        'qasr rename')
            options='-q --quiet -v --verbose --config -h --help -V --version --progress --color --log-file'
            case $2 in
                '') kind=file ;;
                -q | --quiet) kind=flag ;;
                -v | --verbose) kind=flag ;;
                --config) kind=file ;;
                -h | --help) kind=flag ;;
                -V | --version) kind=flag ;;
                --progress) kind=words words='auto bar plain json none' ;;
                --color) kind=words words='auto always never' ;;
                --log-file) kind=file ;;
                *) kind=unknown ;;
            esac
            ;;
        'qasr align')
            options='-f --format -o --output -d --output-dir --name-template --bom --crlf --on-exists --backup -m --model -t --threads --device --dtype --aligner -l --language --context --glossary --glossary-mode --zh-script --itn --no-itn --punctuation --verbatim --audio-track --raw --channels --max-chunk --no-vad --vad-threshold --min-speech --min-silence --speech-pad --no-guard --retries --languages --language-per --strict --min-coverage --review -q --quiet -v --verbose --config -h --help -V --version --progress --color --log-file'
            case $2 in
                '') kind=none ;;
                -f | --format) kind=list words='txt srt vtt json jsonl tsv csv lrc ass md html textgrid rttm' ;;
                -o | --output) kind=file ;;
                -d | --output-dir) kind=folder ;;
                --name-template) kind=none ;;
                --bom) kind=flag ;;
                --crlf) kind=flag ;;
                --on-exists) kind=words words='update skip overwrite fail' ;;
                --backup) kind=flag ;;
                -m | --model) kind=model ;;
                -t | --threads) kind=none ;;
                --device) kind=words words='auto cpu cuda' ;;
                --dtype) kind=words words='auto fp32 bf16 fp16 int8' ;;
                --aligner) kind=model ;;
                -l | --language) kind=words words='auto Chinese English Cantonese Arabic German French Spanish Portuguese Indonesian Italian Korean Russian Thai Vietnamese Japanese Turkish Hindi Malay Dutch Swedish Danish Finnish Polish Czech Filipino Persian Greek Romanian Hungarian Macedonian zh en yue ar de fr es pt id it ko ru th vi ja tr hi ms nl sv da fi pl cs fil fa el ro hu mk' ;;
                --context) kind=at_file ;;
                --glossary) kind=file ;;
                --glossary-mode) kind=list words='bias replace' ;;
                --zh-script) kind=words words='keep hans hant hant-tw hant-hk' ;;
                --itn | --no-itn) kind=flag ;;
                --punctuation) kind=words words='keep strip' ;;
                --verbatim) kind=flag ;;
                --audio-track) kind=none ;;
                --raw) kind=none ;;
                --channels) kind=none ;;
                --max-chunk) kind=none ;;
                --no-vad) kind=flag ;;
                --vad-threshold) kind=none ;;
                --min-speech) kind=none ;;
                --min-silence) kind=none ;;
                --speech-pad) kind=none ;;
                --no-guard) kind=list words='numbers loop recital silence truncation language' ;;
                --retries) kind=none ;;
                --languages) kind=list words='Chinese English Cantonese Arabic German French Spanish Portuguese Indonesian Italian Korean Russian Thai Vietnamese Japanese Turkish Hindi Malay Dutch Swedish Danish Finnish Polish Czech Filipino Persian Greek Romanian Hungarian Macedonian zh en yue ar de fr es pt id it ko ru th vi ja tr hi ms nl sv da fi pl cs fil fa el ro hu mk' ;;
                --language-per) kind=words words='chunk file' ;;
                --strict) kind=flag ;;
                --min-coverage) kind=none ;;
                --review) kind=file ;;
                -q | --quiet) kind=flag ;;
                -v | --verbose) kind=flag ;;
                --config) kind=file ;;
                -h | --help) kind=flag ;;
                -V | --version) kind=flag ;;
                --progress) kind=words words='auto bar plain json none' ;;
                --color) kind=words words='auto always never' ;;
                --log-file) kind=file ;;
                *) kind=unknown ;;
            esac
            ;;
        'qasr diff')
            options='-q --quiet -v --verbose --config -h --help -V --version --progress --color --log-file'
            case $2 in
                '') kind=file ;;
                -q | --quiet) kind=flag ;;
                -v | --verbose) kind=flag ;;
                --config) kind=file ;;
                -h | --help) kind=flag ;;
                -V | --version) kind=flag ;;
                --progress) kind=words words='auto bar plain json none' ;;
                --color) kind=words words='auto always never' ;;
                --log-file) kind=file ;;
                *) kind=unknown ;;
            esac
            ;;
        'qasr score')
            options='--json --diff --numbers --rttm --collar --skip-overlap --uem -q --quiet -v --verbose --config -h --help -V --version --progress --color --log-file'
            case $2 in
                '') kind=file ;;
                --json) kind=flag ;;
                --diff) kind=flag ;;
                --numbers) kind=flag ;;
                --rttm) kind=flag ;;
                --collar) kind=none ;;
                --skip-overlap) kind=flag ;;
                --uem) kind=file ;;
                -q | --quiet) kind=flag ;;
                -v | --verbose) kind=flag ;;
                --config) kind=file ;;
                -h | --help) kind=flag ;;
                -V | --version) kind=flag ;;
                --progress) kind=words words='auto bar plain json none' ;;
                --color) kind=words words='auto always never' ;;
                --log-file) kind=file ;;
                *) kind=unknown ;;
            esac
            ;;
        'qasr lint')
            options='--strict -l --language --subtitle-profile --max-line-width --max-lines --max-cps --min-cue --max-cue --min-gap -q --quiet -v --verbose --config -h --help -V --version --progress --color --log-file'
            case $2 in
                '') kind=file ;;
                --strict) kind=flag ;;
                -l | --language) kind=words words='Chinese English Cantonese Arabic German French Spanish Portuguese Indonesian Italian Korean Russian Thai Vietnamese Japanese Turkish Hindi Malay Dutch Swedish Danish Finnish Polish Czech Filipino Persian Greek Romanian Hungarian Macedonian zh en yue ar de fr es pt id it ko ru th vi ja tr hi ms nl sv da fi pl cs fil fa el ro hu mk' ;;
                --subtitle-profile) kind=words words='auto netflix bbc none' ;;
                --max-line-width) kind=none ;;
                --max-lines) kind=none ;;
                --max-cps) kind=none ;;
                --min-cue) kind=none ;;
                --max-cue) kind=none ;;
                --min-gap) kind=none ;;
                -q | --quiet) kind=flag ;;
                -v | --verbose) kind=flag ;;
                --config) kind=file ;;
                -h | --help) kind=flag ;;
                -V | --version) kind=flag ;;
                --progress) kind=words words='auto bar plain json none' ;;
                --color) kind=words words='auto always never' ;;
                --log-file) kind=file ;;
                *) kind=unknown ;;
            esac
            ;;
        'qasr report')
            options='-q --quiet -v --verbose --config -h --help -V --version --progress --color --log-file'
            commands='merge'
            case $2 in
                '') kind=none ;;
                -q | --quiet) kind=flag ;;
                -v | --verbose) kind=flag ;;
                --config) kind=file ;;
                -h | --help) kind=flag ;;
                -V | --version) kind=flag ;;
                --progress) kind=words words='auto bar plain json none' ;;
                --color) kind=words words='auto always never' ;;
                --log-file) kind=file ;;
                *) kind=unknown ;;
            esac
            ;;
        'qasr report merge')
            options='-o --output -q --quiet -v --verbose --config -h --help -V --version --progress --color --log-file'
            case $2 in
                '') kind=none ;;
                -o | --output) kind=file ;;
                -q | --quiet) kind=flag ;;
                -v | --verbose) kind=flag ;;
                --config) kind=file ;;
                -h | --help) kind=flag ;;
                -V | --version) kind=flag ;;
                --progress) kind=words words='auto bar plain json none' ;;
                --color) kind=words words='auto always never' ;;
                --log-file) kind=file ;;
                *) kind=unknown ;;
            esac
            ;;
        'qasr models')
            options='-q --quiet -v --verbose --config -h --help -V --version --progress --color --log-file'
            commands='list path verify pull import quantize rm'
            case $2 in
                '') kind=none ;;
                -q | --quiet) kind=flag ;;
                -v | --verbose) kind=flag ;;
                --config) kind=file ;;
                -h | --help) kind=flag ;;
                -V | --version) kind=flag ;;
                --progress) kind=words words='auto bar plain json none' ;;
                --color) kind=words words='auto always never' ;;
                --log-file) kind=file ;;
                *) kind=unknown ;;
            esac
            ;;
        'qasr models list')
            options='--json -q --quiet -v --verbose --config -h --help -V --version --progress --color --log-file'
            case $2 in
                '') kind=none ;;
                --json) kind=flag ;;
                -q | --quiet) kind=flag ;;
                -v | --verbose) kind=flag ;;
                --config) kind=file ;;
                -h | --help) kind=flag ;;
                -V | --version) kind=flag ;;
                --progress) kind=words words='auto bar plain json none' ;;
                --color) kind=words words='auto always never' ;;
                --log-file) kind=file ;;
                *) kind=unknown ;;
            esac
            ;;
        'qasr models path')
            options='-q --quiet -v --verbose --config -h --help -V --version --progress --color --log-file'
            case $2 in
                '') kind=model ;;
                -q | --quiet) kind=flag ;;
                -v | --verbose) kind=flag ;;
                --config) kind=file ;;
                -h | --help) kind=flag ;;
                -V | --version) kind=flag ;;
                --progress) kind=words words='auto bar plain json none' ;;
                --color) kind=words words='auto always never' ;;
                --log-file) kind=file ;;
                *) kind=unknown ;;
            esac
            ;;
        'qasr models verify')
            options='--listen -t --threads --device --dtype -q --quiet -v --verbose --config -h --help -V --version --progress --color --log-file'
            case $2 in
                '') kind=model ;;
                --listen) kind=flag ;;
                -t | --threads) kind=none ;;
                --device) kind=words words='auto cpu cuda' ;;
                --dtype) kind=words words='auto fp32 bf16 fp16 int8' ;;
                -q | --quiet) kind=flag ;;
                -v | --verbose) kind=flag ;;
                --config) kind=file ;;
                -h | --help) kind=flag ;;
                -V | --version) kind=flag ;;
                --progress) kind=words words='auto bar plain json none' ;;
                --color) kind=words words='auto always never' ;;
                --log-file) kind=file ;;
                *) kind=unknown ;;
            esac
            ;;
        'qasr models pull')
            options='--hub --mirror --revision --proxy --name --no-listen -t --threads --device --dtype -q --quiet -v --verbose --config -h --help -V --version --progress --color --log-file'
            case $2 in
                '') kind=words words='Qwen/Qwen3-ASR-0.6B Qwen/Qwen3-ASR-1.7B Qwen/Qwen3-ForcedAligner-0.6B campplus segmentation-3.0' ;;
                --hub) kind=words words='huggingface modelscope' ;;
                --mirror) kind=none ;;
                --revision) kind=none ;;
                --proxy) kind=none ;;
                --name) kind=none ;;
                --no-listen) kind=flag ;;
                -t | --threads) kind=none ;;
                --device) kind=words words='auto cpu cuda' ;;
                --dtype) kind=words words='auto fp32 bf16 fp16 int8' ;;
                -q | --quiet) kind=flag ;;
                -v | --verbose) kind=flag ;;
                --config) kind=file ;;
                -h | --help) kind=flag ;;
                -V | --version) kind=flag ;;
                --progress) kind=words words='auto bar plain json none' ;;
                --color) kind=words words='auto always never' ;;
                --log-file) kind=file ;;
                *) kind=unknown ;;
            esac
            ;;
        'qasr models import')
            options='--name --link -q --quiet -v --verbose --config -h --help -V --version --progress --color --log-file'
            case $2 in
                '') kind=folder ;;
                --name) kind=none ;;
                --link) kind=flag ;;
                -q | --quiet) kind=flag ;;
                -v | --verbose) kind=flag ;;
                --config) kind=file ;;
                -h | --help) kind=flag ;;
                -V | --version) kind=flag ;;
                --progress) kind=words words='auto bar plain json none' ;;
                --color) kind=words words='auto always never' ;;
                --log-file) kind=file ;;
                *) kind=unknown ;;
            esac
            ;;
        'qasr models quantize')
            options='-m --model -t --threads -q --quiet -v --verbose --config -h --help -V --version --progress --color --log-file'
            case $2 in
                '') kind=file ;;
                -m | --model) kind=model ;;
                -t | --threads) kind=none ;;
                -q | --quiet) kind=flag ;;
                -v | --verbose) kind=flag ;;
                --config) kind=file ;;
                -h | --help) kind=flag ;;
                -V | --version) kind=flag ;;
                --progress) kind=words words='auto bar plain json none' ;;
                --color) kind=words words='auto always never' ;;
                --log-file) kind=file ;;
                *) kind=unknown ;;
            esac
            ;;
        'qasr models rm')
            options='-q --quiet -v --verbose --config -h --help -V --version --progress --color --log-file'
            case $2 in
                '') kind=model ;;
                -q | --quiet) kind=flag ;;
                -v | --verbose) kind=flag ;;
                --config) kind=file ;;
                -h | --help) kind=flag ;;
                -V | --version) kind=flag ;;
                --progress) kind=words words='auto bar plain json none' ;;
                --color) kind=words words='auto always never' ;;
                --log-file) kind=file ;;
                *) kind=unknown ;;
            esac
            ;;
        'qasr config')
            options='--json -q --quiet -v --verbose --config -h --help -V --version --progress --color --log-file'
            case $2 in
                '') kind=none ;;
                --json) kind=flag ;;
                -q | --quiet) kind=flag ;;
                -v | --verbose) kind=flag ;;
                --config) kind=file ;;
                -h | --help) kind=flag ;;
                -V | --version) kind=flag ;;
                --progress) kind=words words='auto bar plain json none' ;;
                --color) kind=words words='auto always never' ;;
                --log-file) kind=file ;;
                *) kind=unknown ;;
            esac
            ;;
        'qasr completion')
            options='-q --quiet -v --verbose --config -h --help -V --version --progress --color --log-file'
            case $2 in
                '') kind=words words='bash zsh fish' ;;
                -q | --quiet) kind=flag ;;
                -v | --verbose) kind=flag ;;
                --config) kind=file ;;
                -h | --help) kind=flag ;;
                -V | --version) kind=flag ;;
                --progress) kind=words words='auto bar plain json none' ;;
                --color) kind=words words='auto always never' ;;
                --log-file) kind=file ;;
                *) kind=unknown ;;
            esac
            ;;
        'qasr doctor')
            options='--json --offline-proof --prepare -m --model -t --threads --device --dtype -q --quiet -v --verbose --config -h --help -V --version --progress --color --log-file'
            case $2 in
                '') kind=none ;;
                --json) kind=flag ;;
                --offline-proof) kind=flag ;;
                --prepare) kind=flag ;;
                -m | --model) kind=model ;;
                -t | --threads) kind=none ;;
                --device) kind=words words='auto cpu cuda' ;;
                --dtype) kind=words words='auto fp32 bf16 fp16 int8' ;;
                -q | --quiet) kind=flag ;;
                -v | --verbose) kind=flag ;;
                --config) kind=file ;;
                -h | --help) kind=flag ;;
                -V | --version) kind=flag ;;
                --progress) kind=words words='auto bar plain json none' ;;
                --color) kind=words words='auto always never' ;;
                --log-file) kind=file ;;
                *) kind=unknown ;;
            esac
            ;;
        'qasr clean')
            options='-r --recursive -m --model --keep-caches --dry-run -q --quiet -v --verbose --config -h --help -V --version --progress --color --log-file'
            case $2 in
                '') kind=folder ;;
                -r | --recursive) kind=flag ;;
                -m | --model) kind=model ;;
                --keep-caches) kind=flag ;;
                --dry-run) kind=flag ;;
                -q | --quiet) kind=flag ;;
                -v | --verbose) kind=flag ;;
                --config) kind=file ;;
                -h | --help) kind=flag ;;
                -V | --version) kind=flag ;;
                --progress) kind=words words='auto bar plain json none' ;;
                --color) kind=words words='auto always never' ;;
                --log-file) kind=file ;;
                *) kind=unknown ;;
            esac
            ;;
        'qasr help')
            options='-q --quiet -v --verbose --config -h --help -V --version --progress --color --log-file'
            case $2 in
                '') kind=command ;;
                -q | --quiet) kind=flag ;;
                -v | --verbose) kind=flag ;;
                --config) kind=file ;;
                -h | --help) kind=flag ;;
                -V | --version) kind=flag ;;
                --progress) kind=words words='auto bar plain json none' ;;
                --color) kind=words words='auto always never' ;;
                --log-file) kind=file ;;
                *) kind=unknown ;;
            esac
            ;;
    esac
}

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
