package qasr.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import qasr.transcribe.ChunkMemory;
import qasr.transcript.Utterance;

final class JournalMemoryTest {
    private static final ChunkMemory.Memory MEMORY = new ChunkMemory.Memory(
            List.of(new Utterance(
                    Duration.ofSeconds(1), Duration.ofSeconds(2), "English", "One.", -1, -1, Utterance.Status.OK)),
            List.of("a warning"));

    @Test
    void whatIsKeptComesBack() {
        assertEquals(Optional.of(MEMORY), JournalMemory.decode(JournalMemory.encode(MEMORY)));
    }

    /** As another version of the program may have written it: the chunk is heard again. */
    @Test
    void whatIsInAnotherFormIsNotRemembered() {
        String text = JournalMemory.encode(MEMORY);
        for (String other : List.of(
                "",
                "null",
                "[]",
                "{}",
                "{\"utterances\":7}",
                text.substring(0, text.length() / 2),
                text.replace("PT2S", "two"),
                text.replace("PT2S", "PT-2S"),
                text.replace("[\"a warning\"]", "null"))) {
            assertEquals(Optional.empty(), JournalMemory.decode(other), other);
        }
    }
}
