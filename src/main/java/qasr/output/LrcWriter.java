package qasr.output;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import qasr.subtitle.Cue;
import qasr.subtitle.SpeakerLabel;
import qasr.subtitle.Subtitles;
import qasr.subtitle.TimedWord;
import qasr.transcript.Transcript;
import qasr.transcript.Utterance;

/**
 * LRC lyrics with times: {@code [01:02.34]words}, one line per subtitle, for music players. A known speaker comes first:
 * {@code [01:02.34]Ada: words}. To highlight words, each has
 * a time in angle brackets, and so has the end of the last one (enhanced LRC).
 */
final class LrcWriter implements TranscriptWriter {
    private static final String WORD_JOINER = "\u2060";
    private static final Pattern BEFORE_TIME = Pattern.compile("<(?=\\d)");

    private final Subtitles subtitles;

    LrcWriter(Subtitles subtitles) {
        this.subtitles = subtitles;
    }

    @Override
    public String piece(Utterance utterance) {
        return "";
    }

    @Override
    public String rest(Transcript transcript) {
        StringBuilder text = new StringBuilder();
        for (Cue cue : subtitles.cues(transcript)) {
            // Several people who speak at the same time have a line with a time each.
            if (cue.isShared()) {
                for (Cue.Line line : cue.lines()) {
                    Cue.Line alone = new Cue.Line(line.text(), "", line.words());
                    append(text, cue, line.speaker().orElseThrow(), List.of(alone));
                }
            } else {
                append(text, cue, cue.label(), cue.lines());
            }
        }
        return text.toString();
    }

    private void append(StringBuilder text, Cue cue, SpeakerLabel speaker, List<Cue.Line> lines) {
        text.append('[').append(stamp(lines.get(0).words().get(0).start())).append(']');
        String name = speaker.name();
        String label = name.isEmpty() ? "" : escaped(name) + ": ";
        String words = subtitles.highlight()
                ? enhanced(cue, lines)
                : lines.stream().map(line -> line.blank() + line.text()).collect(Collectors.joining());
        text.append(label)
                .append(label.isEmpty() && !subtitles.highlight() ? escaped(words) : words)
                .append('\n');
    }

    private static String enhanced(Cue cue, List<Cue.Line> lines) {
        StringBuilder text = new StringBuilder();
        long last = 0;
        for (Cue.Line line : lines) {
            text.append(line.blank());
            for (TimedWord word : line.words()) {
                last = Math.max(last, word.start());
                text.append('<').append(stamp(last)).append('>').append(timeless(word.text()));
            }
        }
        return text.append('<').append(stamp(cue.end())).append('>').toString();
    }

    /** An angle bracket before a digit would begin the time of a word. */
    private static String timeless(String word) {
        return BEFORE_TIME.matcher(word).replaceAll("<" + WORD_JOINER);
    }

    /** A bracket at the start of a line would begin a time or a tag. */
    private static String escaped(String line) {
        return line.startsWith("[") ? WORD_JOINER + line : line;
    }

    private static String stamp(long millis) {
        return String.format(Locale.ROOT, "%02d:%02d.%02d", millis / 60_000, millis / 1000 % 60, millis % 1000 / 10);
    }
}
