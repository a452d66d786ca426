package qasr.resume;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import qasr.output.ChunkJson;
import qasr.transcript.ChunkResult;
import qasr.transcript.Confidence;
import qasr.transcript.Outcome;
import qasr.transcript.Place;
import qasr.transcript.ScoredToken;
import qasr.transcript.TimeSpan;
import qasr.transcript.Utterance;
import qasr.transcript.Warning;
import qasr.transcript.Wording;

final class JournalMemoryTest {
    private static final TimeSpan SPAN = new TimeSpan(Duration.ofSeconds(1), Duration.ofSeconds(2));
    private static final ChunkResult RESULT = new ChunkResult(
            List.of(new Utterance(SPAN.start(), SPAN.end(), "English", "One.", -1, -1, Utterance.Status.OK)),
            List.of(Warning.at(Warning.Kind.TRUNCATED, SPAN, "a warning")));

    @Test
    void storedChunksAreRecalled() {
        assertEquals(Optional.of(RESULT), JournalMemory.decode(ChunkJson.write(RESULT)));
    }

    @Test
    void nothingIsRoundedAndNoLineIsBroken() {
        Utterance plain = new Utterance(Duration.ZERO, Duration.ofMillis(1500), "", "", Double.NaN, Double.NaN, false);
        Utterance full = new Utterance(
                Place.detected(Duration.ofMillis(62), Duration.ofMillis(63)),
                Wording.of("Chinese", "你好\n\"<b>\" \uD83D\uDE00\u2028"),
                Confidence.of(List.of(
                        new ScoredToken(0, "\"\u2028", -0.1f),
                        new ScoredToken(99, "", -3.4028235e38f),
                        new ScoredToken(151_935, "\n\uD83D\uDE00", Float.NEGATIVE_INFINITY))),
                Outcome.of(Utterance.Status.RETRIED).flagged("loop_cut"));
        ChunkResult result =
                new ChunkResult(List.of(plain, full), List.of(Warning.of(Warning.Kind.FAILED, "a\nwarning")));
        String text = ChunkJson.write(result);
        assertEquals(-1, text.indexOf('\n'), text);
        assertEquals(Optional.of(result), JournalMemory.decode(text));
    }

    /** A record in the format of another version is ignored: the chunk is decoded again. */
    @Test
    void recordsInAnotherFormatAreIgnored() {
        String text = ChunkJson.write(RESULT);
        for (String other : List.of(
                "",
                "null",
                "[]",
                "{}",
                "{\"segments\":7}",
                "{\"utterances\":[],\"warnings\":[]}",
                text.substring(0, text.length() / 2),
                text.replace("\"end\":2.000", "\"end\":\"two\""),
                text.replace("\"end\":2.000", "\"end\":-2.000"),
                text.replaceFirst("\"warnings\":.*", "\"warnings\":null}"))) {
            assertEquals(Optional.empty(), JournalMemory.decode(other), other);
        }
    }

    @Test
    void unknownKeysAreIgnored() {
        String text = ChunkJson.write(RESULT).replace("{\"start\":", "{\"later\":{\"a\":[1]},\"start\":");
        assertEquals(Optional.of(RESULT), JournalMemory.decode(text));
    }
}
