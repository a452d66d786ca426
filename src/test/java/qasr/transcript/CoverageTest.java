package qasr.transcript;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import qasr.transcript.Utterance.Status;

final class CoverageTest {
    @Test
    void everySecondOfSpeechEndsInOnePlace() {
        Coverage coverage = Coverage.of(
                List.of(
                        utterance(0, 4, Status.OK),
                        utterance(4, 6, Status.RETRIED),
                        utterance(6, 7, Status.TRUNCATED),
                        utterance(8, 9, Status.FAILED),
                        utterance(9, 19, Status.NO_SPEECH)),
                List.of());
        assertEquals(Duration.ofSeconds(8), coverage.speech());
        assertEquals(Duration.ofSeconds(6), coverage.transcribed());
        assertEquals(Duration.ofSeconds(2), coverage.retried());
        assertEquals(Duration.ofSeconds(10), coverage.wordless());
        assertEquals(0.75, coverage.ratio());
        assertFalse(coverage.complete());
    }

    @Test
    void aRecordingWithoutSpeechIsCovered() {
        Coverage coverage = Coverage.of(List.of(utterance(0, 5, Status.NO_SPEECH)), List.of());
        assertEquals(1, coverage.ratio());
        assertTrue(coverage.complete());
    }

    private static Utterance utterance(int start, int end, Status status) {
        return new Utterance(Duration.ofSeconds(start), Duration.ofSeconds(end), "", "", -1, -1, status);
    }
}
