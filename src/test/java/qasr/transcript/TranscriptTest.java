package qasr.transcript;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import qasr.testing.Property;
import qasr.testing.RandomTranscripts;

final class TranscriptTest {
    /** A change of one part of a transcript must not lose any other part. */
    @Test
    void aChangeOfOnePartKeepsAllOthers() {
        Property.forAll(100, random -> {
            Transcript one = RandomTranscripts.transcript(random);
            Transcript other = RandomTranscripts.transcript(random);
            Transcript back = other.with(one.source()).with(one.making()).with(one.utterances());
            assertEquals(one.source(), back.source());
            assertEquals(one.making(), back.making());
            assertEquals(one.utterances(), back.utterances());
            assertEquals(other.gaps(), back.gaps());
            assertEquals(other.warnings(), back.warnings());

            Transcript.Source summed = one.source().withSha256("1f");
            assertEquals("1f", summed.sha256());
            assertEquals(one.source(), summed.withSha256(one.source().sha256()));

            Transcript.Engine engine = one.making().engine();
            Transcript.Engine known = engine.withModelSha256("2e");
            assertEquals("2e", known.choice().modelSha256());
            assertEquals(engine, known.withModelSha256(engine.choice().modelSha256()));

            Transcript.Making making = one.making().with(Transcript.Options.AUTO);
            assertEquals(Transcript.Options.AUTO, making.options());
            assertEquals(one.making(), making.with(one.making().options()));
        });
    }

    @Test
    void retriesAreKeptInTheirOrder() {
        Transcript.Engine engine = new Transcript.Engine("1", "demo", "cpu", "fp32");
        Transcript.Retry first = new Transcript.Retry(engine, Transcript.Options.AUTO, List.of(span(0, 1)));
        Transcript.Retry second = new Transcript.Retry(engine, Transcript.Options.AUTO, List.of(span(2, 3)));
        Transcript.Timing timing = new Transcript.Timing(Duration.ZERO, Duration.ZERO);
        Transcript.Making making = new Transcript.Making(engine, Transcript.Options.AUTO, timing);
        assertEquals(
                new Transcript.Making(engine, Transcript.Options.AUTO, timing, List.of(first, second)),
                making.after(first).after(second));
    }

    @Test
    void aTranscriptHasWordsIfAnyUtteranceHas() {
        Property.forAll(100, random -> {
            Transcript transcript = RandomTranscripts.transcript(random);
            String all = String.join(
                    "", transcript.utterances().stream().map(Utterance::text).toList());
            assertEquals(!all.isBlank(), transcript.hasWords());
        });
    }

    @Test
    void aRecordingIsHeardFromBeginningToEndUnlessAWindowIsGiven() {
        var source = new Transcript.Source(
                "a.wav", "", new Transcript.SourceFormat("pcm_s16le", 16_000, 1), Duration.ofMillis(1500));
        assertEquals(new TimeSpan(Duration.ZERO, Duration.ofMillis(1500)), source.window());
    }

    @Test
    void timesAreRoundedToWholeMillisecondsHalfUp() {
        TimeSpan span = new TimeSpan(Duration.ofNanos(1_499_999), Duration.ofNanos(2_500_000));
        assertEquals(Duration.ofMillis(1), span.start());
        assertEquals(Duration.ofMillis(3), span.end());
        assertEquals(Duration.ofMillis(2), span.length());
        assertEquals(new TimeSpan(Duration.ofMillis(1), Duration.ofMillis(3)), span);
    }

    @Test
    void anOptionThatTakesOneValueHasOne() {
        assertEquals(List.of("2"), OptionValue.of("2").values());
        assertFalse(OptionValue.of("2").several());
        assertTrue(OptionValue.of(List.of("2")).several());
        assertThrows(IllegalArgumentException.class, () -> new OptionValue(List.of(), false));
        assertThrows(IllegalArgumentException.class, () -> new OptionValue(List.of("1", "2"), false));
    }

    private static TimeSpan span(int start, int end) {
        return new TimeSpan(Duration.ofSeconds(start), Duration.ofSeconds(end));
    }
}
