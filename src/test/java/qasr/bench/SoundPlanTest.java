package qasr.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SoundPlanTest {
    @Test
    void aLengthIsOneRecording() {
        assertEquals(List.of(20.0), SoundPlan.of("20s").lengths());
        assertEquals(List.of(120.0), SoundPlan.of("2m").lengths());
        assertEquals(List.of(30.0), SoundPlan.of("0.5m").lengths());
    }

    @Test
    void aLongRecordingIsCutIntoPiecesOfThirtySeconds() {
        assertEquals(List.of(20.0), SoundPlan.of("20s").pieces());
        assertEquals(List.of(30.0), SoundPlan.of("30s").pieces());
        assertEquals(List.of(30.0, 30.0, 15.0), SoundPlan.of("75s").pieces());
        assertEquals(20, SoundPlan.of("10m").pieces().size());
    }

    @Test
    void notesAreShortAndAlwaysTheSame() {
        SoundPlan notes = SoundPlan.of("40notes");
        assertEquals(40, notes.lengths().size());
        assertEquals(notes, SoundPlan.of("40notes"));
        notes.lengths().forEach(length -> assertTrue(length >= 5 && length <= 25, "" + length));
        assertTrue(notes.lengths().stream().distinct().count() > 30, notes.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "20", "s", "0s", "-3s", "2h", "20 s"})
    void whatIsNoRecordingIsSaid(String word) {
        assertThrows(IllegalArgumentException.class, () -> SoundPlan.of(word));
    }
}
