package qasr.output;

import qasr.transcript.Transcript;
import qasr.transcript.Utterance;

/** Writes the transcript of one recording. Formats that allow it are written utterance by utterance. */
public sealed interface TranscriptWriter
        permits TextWriter,
                SrtWriter,
                VttWriter,
                AssWriter,
                LrcWriter,
                Table,
                JsonLinesWriter,
                TranscriptJson,
                MarkdownWriter,
                HtmlWriter,
                TextGridWriter,
                RttmWriter {
    /** Returns the text to write when {@code utterance} is known; "" if the format needs the whole transcript. */
    String piece(Utterance utterance);

    /**
     * Returns the text to write at the end of the recording, after all utterances have been passed to {@link #piece}.
     */
    String rest(Transcript transcript);

    /** Returns {@code transcript} in {@code format} with the default layout. */
    static String write(Transcript transcript, Format format) {
        return write(transcript, format, Layout.of(transcript.source().path()));
    }

    /** Returns {@code transcript} in {@code format}. */
    static String write(Transcript transcript, Format format, Layout layout) {
        TranscriptWriter writer = format.writer(layout.withSpeakers(layout.speakers() || transcript.hasSpeakers()));
        StringBuilder text = new StringBuilder();
        for (Utterance utterance : transcript.utterances()) {
            text.append(writer.piece(utterance));
        }
        return text.append(writer.rest(transcript)).toString();
    }
}
