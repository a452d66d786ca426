package qasr.output;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import qasr.transcript.Transcript;
import qasr.transcript.Utterance;
import qasr.transcript.Warning;

/** Creates transcripts for tests. */
final class Transcripts {
    private Transcripts() {}

    /** Returns a transcript of {@code utterances}; its other parts are fixed. */
    static Transcript of(Duration duration, List<Utterance> utterances) {
        return new Transcript(
                new Transcript.Source(
                        "meetings/June 3.m4a", "", new Transcript.SourceFormat("aac", 44_100, 2), duration),
                new Transcript.Making(
                        new Transcript.Engine("0.1.0", "demo", "cpu", "fp32"),
                        Transcript.Options.AUTO,
                        new Transcript.Timing(Duration.ofMillis(412), Duration.ofMillis(2_500))),
                utterances,
                List.of(),
                utterances.isEmpty()
                        ? List.of(Warning.of(Warning.Kind.CORRUPT_PACKETS, "1 damaged packet was left out"))
                        : List.of());
    }

    /**
     * Reads a transcript from lines: the duration, then per utterance start, end, language, status, mean and least
     * log-probability and text with tabs between them.
     */
    static Transcript parse(List<String> lines) {
        List<Utterance> utterances = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] fields = line.split("\t", 7);
            utterances.add(new Utterance(
                    seconds(fields[0]),
                    seconds(fields[1]),
                    fields[2],
                    fields[6],
                    Double.parseDouble(fields[4]),
                    Double.parseDouble(fields[5]),
                    Utterance.Status.valueOf(fields[3])));
        }
        return of(seconds(lines.get(0)), utterances);
    }

    static Duration seconds(String text) {
        return Duration.ofNanos(new BigDecimal(text).movePointRight(9).longValueExact());
    }
}
