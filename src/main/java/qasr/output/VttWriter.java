package qasr.output;

import java.util.regex.Pattern;
import qasr.subtitle.Cue;
import qasr.subtitle.SpeakerLabel;
import qasr.subtitle.Subtitles;
import qasr.subtitle.TimedWord;
import qasr.transcript.Transcript;
import qasr.transcript.Utterance;

/**
 * WebVTT subtitles, with the same cues as SubRip. A known speaker is a voice span. If word times are wanted, each word has a
 * timestamp inside the cue.
 */
final class VttWriter implements TranscriptWriter {
    /** FFmpeg would take {@code \N} for the end of a line. */
    private static final Pattern LINE_END = Pattern.compile("(?<=\\\\)(?=[Nnh{}])");

    private final Subtitles subtitles;

    VttWriter(Subtitles subtitles) {
        this.subtitles = subtitles;
    }

    @Override
    public String piece(Utterance utterance) {
        return "";
    }

    @Override
    public String rest(Transcript transcript) {
        boolean timed = subtitles.highlight() || subtitles.wordTimes();
        StringBuilder text = new StringBuilder("WEBVTT\n\n");
        for (Cue cue : subtitles.cues(transcript)) {
            text.append(stamp(cue.start())).append(" --> ").append(stamp(cue.end()));
            long last = cue.start();
            String before = "\n" + voice(cue.label());
            for (Cue.Line line : cue.lines()) {
                text.append(before).append(voice(line));
                before = "\n";
                // In the whole line: one may begin in one word and go on in the next, also behind a timestamp.
                WordJoiners lineEnds = lineEnds(line.text());
                int at = 0;
                for (TimedWord word : line.words()) {
                    // The standard wants them after the start and before the end, each later than the one before.
                    if (timed && word.start() > last && word.start() < cue.end()) {
                        text.append('<').append(stamp(word.start())).append('>');
                        last = word.start();
                    }
                    text.append(escaped(word.text(), at, lineEnds));
                    at += word.text().length();
                }
                text.append(line.speaker()
                        .filter(label -> !label.isEmpty())
                        .map(label -> "</v>")
                        .orElse(""));
            }
            text.append("\n\n");
        }
        return text.toString();
    }

    /** A voice span lasts to the end of the subtitle, so that it needs no end tag. Its name ends at the first {@code >}. */
    private static String voice(SpeakerLabel label) {
        return label.isEmpty() ? "" : "<v " + escaped(label.name(), 0, lineEnds(label.name())) + ">";
    }

    private static String voice(Cue.Line line) {
        return line.speaker()
                .map(label -> label.isEmpty() ? Cue.DASH : voice(label))
                .orElse("");
    }

    private static String stamp(long millis) {
        return SrtTimestamp.of(millis).replace(',', '.');
    }

    private static WordJoiners lineEnds(String line) {
        return new WordJoiners(LINE_END, line);
    }

    /**
     * Returns a part of a line from {@code from} on, with word joiners before the chars {@code lineEnds} of the line. The three
     * reserved characters, and with them the arrow, are escaped.
     */
    private static String escaped(String part, int from, WordJoiners lineEnds) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < part.length(); i++) {
            switch (part.charAt(i)) {
                case '&' -> text.append("&amp;");
                case '<' -> text.append("&lt;");
                case '>' -> text.append("&gt;");
                default -> text.append(part.charAt(i));
            }
            text.append(lineEnds.before(from + i + 1));
        }
        return text.toString();
    }
}
