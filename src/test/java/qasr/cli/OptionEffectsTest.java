package qasr.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import qasr.transcribe.ChunkMemory.Memory;
import qasr.transcript.Confidence;
import qasr.transcript.Outcome;
import qasr.transcript.Place;
import qasr.transcript.Utterance;
import qasr.transcript.Wording;

/** What an output depends on, and what a journal holds. */
final class OptionEffectsTest {
    @Test
    void everyOptionOfTranscribeIsKnownToChangeTheTextOrNot() {
        List<String> unknown =
                QasrCommand.parser().getSubcommands().get("transcribe").getCommandSpec().options().stream()
                        .filter(option -> OptionEffects.of(option).isEmpty())
                        .map(option -> option.longestName())
                        .toList();
        assertEquals(List.of(), unknown, "say in OptionEffects what it changes");
    }

    @Test
    void aJournalGivesBackWhatItWasGiven() {
        Utterance plain = new Utterance(Duration.ZERO, Duration.ofMillis(1500), "", "", Double.NaN, Double.NaN, false);
        Utterance full = new Utterance(
                Place.detected(Duration.ofMillis(62), Duration.ofMillis(63)),
                Wording.of("Chinese", "你好\n\"<b>\" \uD83D\uDE00\u2028"),
                Confidence.of(new float[] {-0.1f, -3.4028235e38f}),
                Outcome.of(Utterance.Status.RETRIED).flagged("loop_cut"));
        Memory memory = new Memory(List.of(plain, full), List.of("0:00:01.0: a warning"));
        String text = JournalMemory.encode(memory);
        assertEquals(-1, text.indexOf('\n'), text);
        assertEquals(Optional.of(memory), JournalMemory.decode(text));
    }
}
