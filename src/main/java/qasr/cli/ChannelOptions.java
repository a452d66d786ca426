package qasr.cli;

import java.util.List;
import picocli.CommandLine.Option;
import qasr.audio.Channels;
import qasr.console.CommandException;
import qasr.console.Usage;
import qasr.engine.ChannelChoice;

/** The option that chooses the channels of recordings. */
@HelpHeading("Input")
final class ChannelOptions {
    static final String NAME = "--channels";

    @Changes(Changes.Effect.WORDS)
    @Often
    @Option(
            names = NAME,
            paramLabel = "CHANNELS",
            defaultValue = "mix",
            description = {
                "Use these channels: mix, left, right, a number, or split for each on its own (default: mix).",
                "With split, each channel has its own loudness and speech detection, and its name is the speaker in JSON: left and right, or channel N if there are more than two. The TSV of segment then has a line of names, and a column for the speaker. Speech that one channel picks up from another is transcribed once, unless speech detection is off or segments are given. Numbers count from 1, in the order in which FFmpeg decodes the channels (5.1: left, right, centre, low tones, two surround channels). In a mix, the centre of a film is louder than the other channels."
            })
    private String channels = "mix";

    /**
     * Returns what was asked for.
     *
     * @throws CommandException if it is no choice of channels
     */
    ChannelChoice choice() throws CommandException {
        try {
            return new ChannelChoice(Channels.parse(channels), List.of());
        } catch (IllegalArgumentException e) {
            throw Usage.error(NAME, e.getMessage());
        }
    }
}
