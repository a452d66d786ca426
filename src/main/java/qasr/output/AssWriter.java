package qasr.output;

import java.util.Locale;
import java.util.stream.Collectors;
import qasr.transcript.Transcript;
import qasr.transcript.Utterance;

/** Advanced SubStation Alpha subtitles in one plain style, with the same cues as SubRip. */
final class AssWriter implements TranscriptWriter {
    private static final String HEAD = """
            [Script Info]
            ScriptType: v4.00+
            WrapStyle: 2
            PlayResX: 1920
            PlayResY: 1080
            ScaledBorderAndShadow: yes

            [V4+ Styles]
            Format: Name, Fontname, Fontsize, PrimaryColour, OutlineColour, Bold, BorderStyle, Outline, Shadow, \
            Alignment, MarginL, MarginR, MarginV, Encoding
            Style: Default,Arial,60,&H00FFFFFF,&H00000000,0,1,3,0,2,80,80,60,1

            [Events]
            Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
            """;

    private final CueLayout layout = new CueLayout(CueRules.DEFAULT);

    @Override
    public String piece(Utterance utterance) {
        return "";
    }

    @Override
    public String rest(Transcript transcript) {
        StringBuilder text = new StringBuilder(HEAD);
        for (Cue cue : layout.cues(transcript.utterances(), transcript.duration())) {
            text.append("Dialogue: 0,").append(stamp(cue.start())).append(',').append(stamp(cue.end()));
            text.append(",Default,,0,0,0,,");
            text.append(cue.lines().stream().map(AssWriter::escaped).collect(Collectors.joining("\\N")));
            text.append('\n');
        }
        return text.toString();
    }

    /**
     * Returns a time in hundredths of a second. Start and end are both rounded down, so cues do not start to overlap.
     */
    private static String stamp(long millis) {
        return String.format(
                Locale.ROOT,
                "%d:%02d:%02d.%02d",
                millis / 3_600_000,
                millis / 60_000 % 60,
                millis / 1000 % 60,
                millis % 1000 / 10);
    }

    /** Escapes braces, which are commands. A backslash cannot be escaped, so it gets a word joiner after it. */
    private static String escaped(String line) {
        return line.replace("\\", "\\\u2060").replace("{", "\\{").replace("}", "\\}");
    }
}
