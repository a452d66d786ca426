package qasr.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;
import qasr.console.CommandException;
import qasr.console.Usage;
import qasr.engine.AudioSelection;

/** The option that names the speakers on channels. */
@HelpHeading("Input")
final class ChannelNameOptions {
    private static final String NAME = "--names";

    @Changes(Changes.Effect.WORDS)
    @Option(
            names = NAME,
            paramLabel = "NAME",
            split = ",",
            description = {
                "With --channels split, name the speaker on each channel, such as Agent,Caller.",
                "Channels without a name keep the name of the channel."
            })
    private List<String> names = new ArrayList<>();

    /**
     * Returns {@code selection} with the names.
     *
     * @throws CommandException if a name is empty, or the channels are not split
     */
    AudioSelection named(AudioSelection selection) throws CommandException {
        if (names.isEmpty()) {
            return selection;
        }
        if (!selection.channels().areSplit()) {
            throw Usage.error(NAME, "needs " + ChannelOptions.NAME + " split: other recordings have no named channels");
        }
        List<String> stripped = names.stream().map(String::strip).toList();
        if (stripped.contains("")) {
            throw Usage.error(NAME, "'" + String.join(",", names) + "' has an empty name");
        }
        return selection.named(stripped);
    }
}
