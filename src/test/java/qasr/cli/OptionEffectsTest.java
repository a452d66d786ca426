package qasr.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What an output depends on. */
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
}
