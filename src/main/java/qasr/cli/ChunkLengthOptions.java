package qasr.cli;

import java.util.OptionalLong;
import picocli.CommandLine.Option;
import qasr.audio.Waveform;
import qasr.console.CommandException;
import qasr.console.Usage;

/** How much the model hears at once. */
@HelpHeading("Where speech is")
final class ChunkLengthOptions {
    private static final int MIN_CHUNK_SECONDS = 1;
    /** The reference code hears at most twenty minutes at once. */
    private static final int MAX_CHUNK_SECONDS = 1200;

    @Changes(Changes.Effect.WORDS)
    @Option(
            names = "--max-chunk",
            paramLabel = "SECONDS",
            description = "Hand the model at most this much at once, from 1 to 1200 (default: 30, or what the model's"
                    + " config.json says). Longer chunks give it more context and take more memory.")
    private Double maxChunkSeconds;

    /**
     * Returns the longest chunk in samples, if it was said.
     *
     * @throws CommandException if the number is out of range
     */
    OptionalLong maxChunkSamples() throws CommandException {
        if (maxChunkSeconds == null) {
            return OptionalLong.empty();
        }
        Usage.within("--max-chunk", maxChunkSeconds, MIN_CHUNK_SECONDS, MAX_CHUNK_SECONDS, "seconds");
        return OptionalLong.of(Math.round(maxChunkSeconds * Waveform.SAMPLE_RATE));
    }
}
