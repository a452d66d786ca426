package qasr.output;

import qasr.transcript.Transcript;
import qasr.transcript.Utterance;

/** Writes one recording's transcript, as far as its format can while the recording is still being heard. */
public sealed interface TranscriptWriter
        permits TextWriter,
                SrtWriter,
                VttWriter,
                AssWriter,
                LrcWriter,
                Table,
                JsonLinesWriter,
                TranscriptJson,
                MarkdownWriter {
    /** Returns what to write as soon as {@code utterance} is known; "" where the format needs to see the rest first. */
    String piece(Utterance utterance);

    /** Returns what is still to write when the recording has ended; all its utterances have been pieces before. */
    String rest(Transcript transcript);

    /** Returns the whole of {@code transcript} in {@code format}, laid out as suits it. */
    static String write(Transcript transcript, Format format) {
        return write(transcript, format, Layout.of(transcript.source().path()));
    }

    /** Returns the whole of {@code transcript} in {@code format}. */
    static String write(Transcript transcript, Format format, Layout layout) {
        TranscriptWriter writer = format.writer(layout);
        StringBuilder text = new StringBuilder();
        for (Utterance utterance : transcript.utterances()) {
            text.append(writer.piece(utterance));
        }
        return text.append(writer.rest(transcript)).toString();
    }
}
