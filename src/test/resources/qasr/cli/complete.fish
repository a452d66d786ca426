# Prints, for each line of standard input, what fish offers at its end: "> LINE", then an offer a line. $argv[1] is the script.
source $argv[1]
while read -l line
    echo "> $line"
    complete -C "$line" | string replace -r -- '\t.*' ''
end
