package qasr.output;

import java.util.Locale;
import java.util.stream.Collectors;
import qasr.subtitle.Cue;
import qasr.subtitle.Subtitles;
import qasr.subtitle.TimedWord;
import qasr.transcript.Transcript;
import qasr.transcript.Utterance;

/**
 * Advanced SubStation Alpha subtitles in one plain style, with the same cues as SubRip; the field Name has the speaker. To highlight words, each has its
 * length (karaoke).
 */
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

    private final Subtitles subtitles;

    AssWriter(Subtitles subtitles) {
        this.subtitles = subtitles;
    }

    @Override
    public String piece(Utterance utterance) {
        return "";
    }

    @Override
    public String rest(Transcript transcript) {
        StringBuilder text = new StringBuilder(HEAD);
        long last = 0;
        for (Cue cue : subtitles.cues(transcript)) {
            // Both rounded up: a cue does not end before its last word, and the gap stays.
            long start = Math.max(last, (cue.start() + 9) / 10);
            long end = Math.max(start + 1, (cue.end() + 9) / 10);
            text.append("Dialogue: 0,").append(stamp(start)).append(',').append(stamp(end));
            text.append(",Default,").append(name(cue)).append(",0,0,0,,");
            text.append(subtitles.highlight() ? karaoke(cue, start) : plain(cue));
            text.append('\n');
            last = end;
        }
        return text.toString();
    }

    /** A field ends at the first comma, and cannot escape it. */
    private static String name(Cue cue) {
        return cue.label().name().replace(',', '\u201a');
    }

    private static String plain(Cue cue) {
        return cue.texts().stream().map(AssWriter::escaped).collect(Collectors.joining("\\N"));
    }

    /** Each word has its length in hundredths of a second before it, each pause has a length without text. */
    private static String karaoke(Cue cue, long start) {
        StringBuilder text = new StringBuilder();
        long at = start;
        for (Cue.Line line : cue.lines()) {
            text.append(text.isEmpty() ? "" : "\\N");
            for (TimedWord word : line.words()) {
                long from = Math.max(at, word.start() / 10);
                long to = Math.max(from, word.end() / 10);
                if (from > at) {
                    text.append("{\\k").append(from - at).append('}');
                }
                text.append("{\\k").append(to - from).append('}').append(escaped(word.text()));
                at = to;
            }
        }
        return text.toString();
    }

    /** Returns a time in hundredths of a second. */
    private static String stamp(long hundredths) {
        return String.format(
                Locale.ROOT,
                "%d:%02d:%02d.%02d",
                hundredths / 360_000,
                hundredths / 6000 % 60,
                hundredths / 100 % 60,
                hundredths % 100);
    }

    /** Escapes braces, which are commands. A backslash cannot be escaped, so it gets a word joiner after it. */
    private static String escaped(String line) {
        return line.replace("\\", "\\\u2060").replace("{", "\\{").replace("}", "\\}");
    }
}
