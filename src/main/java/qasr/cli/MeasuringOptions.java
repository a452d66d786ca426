package qasr.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import picocli.CommandLine.Option;

/** For the benchmark, which help does not speak of. */
final class MeasuringOptions {
    @Changes(Changes.Effect.WORDS)
    @Option(names = "--forced-tokens", paramLabel = "RATE", hidden = true)
    private Double forcedTokens;

    @Changes(Changes.Effect.NOTHING)
    @Option(names = "--stage-times", paramLabel = "FILE", hidden = true)
    private Path stageTimes;

    @Changes(Changes.Effect.NOTHING)
    @Option(names = "--profile", paramLabel = "FILE", hidden = true)
    private Path profile;

    /**
     * Returns how many tokens every chunk says a second, no more and no less, if that is wanted: random weights never
     * stop.
     */
    OptionalDouble forcedRate() {
        return forcedTokens == null ? OptionalDouble.empty() : OptionalDouble.of(forcedTokens);
    }

    /** Returns the file to write to which operator takes how much of the time of one chunk. */
    Optional<Path> profile() {
        return Optional.ofNullable(profile);
    }

    /** Returns the file to write to where the time went. */
    Optional<Path> stageTimes() {
        return Optional.ofNullable(stageTimes);
    }
}
