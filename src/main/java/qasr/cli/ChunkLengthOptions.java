package qasr.cli;

import java.util.OptionalLong;
import picocli.CommandLine.Option;
import qasr.audio.Waveform;
import qasr.console.CommandException;
import qasr.console.Usage;

/** The option that limits the length of a chunk. */
@HelpHeading("Speech detection")
final class ChunkLengthOptions {
    private static final int MIN_CHUNK_SECONDS = 1;
    /** The longest input of the reference code, twenty minutes. */
    private static final int MAX_CHUNK_SECONDS = 1200;

    @Changes(Changes.Effect.WORDS)
    @Option(
            names = "--max-chunk",
            paramLabel = "SECONDS",
            description = {
                "Split speech into chunks of at most SECONDS, from 1 to 1200 (default: 30).",
                "If the model's config.json names a length, that is the default. Longer chunks give the model more context and need more memory.",
                "Each chunk gets one language: shorter chunks, such as 10, suit speakers who change it often."
            })
    private Double maxChunkSeconds;

    /**
     * Returns the longest chunk in samples, if the user has set it.
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
