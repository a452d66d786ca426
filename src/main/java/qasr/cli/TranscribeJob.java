package qasr.cli;

import java.util.List;
import java.util.OptionalInt;

/** What {@code transcribe} was asked to do, all of it checked. */
record TranscribeJob(
        List<Input> inputs,
        OptionalInt audioTrack,
        List<TranscriptFormat> formats,
        Destination destination,
        ModelRequest model,
        Expectation expectation,
        Cutting cutting,
        MeasuringOptions measuring) {
    TranscribeJob {
        inputs = List.copyOf(inputs);
        formats = List.copyOf(formats);
    }
}
