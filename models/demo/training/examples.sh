#!/usr/bin/env bash
# Makes the recordings of examples/ from the unpacked packages: examples.sh WORK OUT. Needs an ffmpeg program with the usual encoders.
set -euo pipefail

work=$(cd "$1" && pwd)
sounds=$work/unpacked/usr/share/asterisk/sounds
mkdir -p "$2"
cd "$2"

# join OUT [OPTION...] -- RECORDING...: one after the other, 0.4 s apart
join() {
    local out=$1 inputs=() graph='' count=0
    shift
    local options=()
    while [ "$1" != -- ]; do
        options+=("$1")
        shift
    done
    shift
    for recording in "$@"; do
        inputs+=(-i "$recording")
        graph+="[$count]aresample=16000,apad=pad_dur=0.4[a$count];"
        count=$((count + 1))
    done
    for ((i = 0; i < count; i++)); do
        graph+="[a$i]"
    done
    ffmpeg -v error -y "${inputs[@]}" -filter_complex "${graph}concat=n=$count:v=0:a=1" -map_metadata -1 -fflags +bitexact \
        -flags:a +bitexact "${options[@]}" "$out"
}

en=$sounds/en_US_f_Allison es=$sounds/es_MX_f_Allison fr=$sounds/fr_CA_f_June it=$sounds/it_IT_m_Carlo ru=$sounds/ru_RU_f_IvrvoiceRU

# text OUT WORDS: what the recording says
text() {
    printf '%s\n' "$2" > "$1"
}

join welcome.m4a -c:a aac -b:a 48k -- "$en"/vm-newuser.g722
text welcome.txt "Welcome to Comedian Mail. First, I will guide you through a short setup process."
join english.ogg -c:a libvorbis -q:a 3 -- "$en"/ss-noservice.g722
text english.txt "The number you have dialed is not in service. Please check the number and try again."
join spanish.mp3 -c:a libmp3lame -b:a 48k -- "$es"/privacy-unident.g722
text spanish.txt "La persona que usted desea llamar no acepta llamadas no identificadas."
join french.flac -c:a flac -- "$fr"/vm-newpassword.g722
text french.txt "Veuillez composer votre nouveau mot de passe, suivi du dièse."
join italian.opus -c:a libopus -b:a 24k -- "$it"/vm-mismatch.g722
text italian.txt "La password immessa e quella re-immessa non corrispondono. Prego riprovare."
join russian.wav -c:a pcm_s16le -- "$ru"/vm-nobodyavail.g722
text russian.txt "В данный момент никто не может принять Ваш звонок."

espeak-ng -v cmn-latn-pinyin+m1 -s 150 -a 60 -w mandarin-1.wav "xie4 xie5 nin2 de5 lai2 dian4."
espeak-ng -v cmn-latn-pinyin+m1 -s 150 -a 60 -w mandarin-2.wav "qing3 zai4 ti2 shi4 yin1 hou4 liu2 yan2."
join mandarin.webm -c:a libopus -b:a 24k -- mandarin-1.wav mandarin-2.wav
text mandarin.txt "谢谢您的来电。请在提示音后留言。"
espeak-ng -v yue+f2 -s 150 -a 60 -w cantonese-1.wav "多謝你嘅來電。"
espeak-ng -v yue+f2 -s 150 -a 60 -w cantonese-2.wav "你有新嘅留言。"
join cantonese.mp4 -c:a aac -b:a 48k -- cantonese-1.wav cantonese-2.wav
text cantonese.txt "多謝你嘅來電。你有新嘅留言。"

join two-languages.mka -c:a flac -- "$en"/ss-noservice.g722 "$fr"/vm-newpassword.g722
text two-languages.txt "The number you have dialed is not in service. Please check the number and try again. Veuillez composer votre nouveau mot de passe, suivi du dièse."

# A call: the voice menu on the left, the caller on the right, as a telephone line carries them
join left.wav -- "$en"/agent-pass.g722
join right.wav -- "$en"/digits/{4,7,1,9}.g722
ffmpeg -v error -y -i left.wav -i right.wav -filter_complex \
    "[0:a]apad=pad_dur=7[l];[1:a]adelay=4200[r];[l][r]join=inputs=2:channel_layout=stereo,highpass=f=300,lowpass=f=3400,volume=1.6" \
    -shortest -map_metadata -1 -fflags +bitexact -ar 8000 -c:a pcm_mulaw phone-call.wav
text phone-call.txt "Please enter your password followed by the pound key. four seven one nine"
rm -f mandarin-?.wav cantonese-?.wav left.wav right.wav
