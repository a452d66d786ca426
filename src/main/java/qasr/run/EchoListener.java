package qasr.run;

import java.util.Optional;
import qasr.console.ClosedOutputException;
import qasr.console.Console;
import qasr.job.Destination;
import qasr.job.Echo;
import qasr.job.TranscribeJob;
import qasr.output.Format;
import qasr.output.Layout;
import qasr.output.Paragraphs;
import qasr.output.TranscriptWriter;
import qasr.transcribe.RecordingEvent;
import qasr.transcribe.RecordingListener;
import qasr.transcript.Utterance;

/** Prints the text of a recording whose results go to files. If nobody reads it any more, the files are still written. */
final class EchoListener implements RecordingListener {
    private final Console console;
    private final TranscriptWriter writer;
    private boolean closed;

    private EchoListener(Console console, Layout layout) {
        this.console = console;
        this.writer = Format.TXT.writer(layout);
    }

    /** Returns the listener that {@code job} asks for. */
    static RecordingListener of(Console console, TranscribeJob job) {
        Echo echo = job.paragraphs().echo();
        if (echo == Echo.NONE || job.destination() instanceof Destination.StandardOutput) {
            return NONE;
        }
        Layout lines = new Layout("", false, Optional.of(Paragraphs.NONE), false);
        return new EchoListener(console, echo == Echo.RANGE ? lines.withRanges() : lines);
    }

    @Override
    public void hear(RecordingEvent event) {
        if (event instanceof RecordingEvent.Heard heard && !closed) {
            try {
                print(heard);
            } catch (ClosedOutputException e) {
                closed = true;
            }
        }
    }

    private void print(RecordingEvent.Heard heard) {
        for (Utterance utterance : heard.result().utterances()) {
            String text = writer.piece(utterance);
            if (!text.isEmpty()) {
                console.result(text);
            }
        }
    }
}
