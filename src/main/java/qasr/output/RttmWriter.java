package qasr.output;

import java.time.Duration;
import qasr.transcript.Transcript;
import qasr.transcript.Utterance;

/**
 * RTTM: one row for each utterance with words, with its start, its length and its speaker. Utterances of unknown speakers are
 * those of one speaker {@code speech}. The channel is the utterance's, and 1 for a mix of all channels.
 */
final class RttmWriter implements TranscriptWriter {
    private final String source;

    /**
     * Creates a writer.
     *
     * @param source the name of the recording, in general its {@link #stem}
     */
    RttmWriter(String source) {
        this.source = source;
    }

    @Override
    public String piece(Utterance utterance) {
        return utterance.hasWords()
                ? row(
                        source,
                        utterance.place().channel(),
                        utterance.start(),
                        utterance.end(),
                        utterance.place().speaker())
                : "";
    }

    @Override
    public String rest(Transcript transcript) {
        return "";
    }

    /**
     * Returns a file's name without folders and extension. References name recordings so, and md-eval.pl compares the names
     * letter by letter.
     */
    static String stem(String source) {
        String file = Layout.of(source).title();
        int dot = file.lastIndexOf('.');
        String stem = dot > 0 ? file.substring(0, dot) : file;
        return stem.isBlank() ? "recording" : stem;
    }

    /** Returns a row, in which names have underscores instead of blanks. */
    static String row(String source, String channel, Duration start, Duration end, String speaker) {
        return beginning(source) + (channel.isBlank() ? "1" : joined(channel)) + " "
                + JsonText.seconds(start) + " " + JsonText.seconds(end.minus(start))
                + " <NA> <NA> " + (speaker.isBlank() ? "speech" : joined(speaker)) + " <NA> <NA>\n";
    }

    /** Returns the first two fields of the rows of {@code source}, and the blank after them. */
    static String beginning(String source) {
        return "SPEAKER " + joined(source) + " ";
    }

    /** Fields end at blanks, and an empty one would shift those behind it. */
    private static String joined(String text) {
        return Table.line(text).replaceAll("(?U)\\s", "_");
    }
}
