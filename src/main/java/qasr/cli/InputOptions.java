package qasr.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What to read. */
final class InputOptions {
    @Parameters(
            paramLabel = "INPUT",
            arity = "1..*",
            description =
                    "A recording or a video with sound, in any usual container and codec, or - for standard input.")
    private List<String> names = new ArrayList<>();

    @Option(
            names = "--audio-track",
            paramLabel = "N",
            description = "Take audio track N of each input, 1 for the first; otherwise the one its container prefers.")
    private Integer audioTrack;

    /**
     * Returns the inputs in the order given.
     *
     * @throws CommandException if standard input is named twice: it can be read only once
     */
    List<Input> inputs() throws CommandException {
        if (names.stream().filter(Input.STANDARD_INPUT::equals).count() > 1) {
            throw Usage.error(Input.STANDARD_INPUT, "standard input can be read only once");
        }
        return names.stream().map(Input::new).toList();
    }

    /**
     * Returns the track asked for.
     *
     * @throws CommandException if it is not a track's number
     */
    OptionalInt audioTrack() throws CommandException {
        if (audioTrack == null) {
            return OptionalInt.empty();
        }
        return OptionalInt.of((int) Usage.within("--audio-track", audioTrack, 1, Integer.MAX_VALUE, ""));
    }
}
