package qasr.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import picocli.CommandLine.Option;
import qasr.job.Measuring;

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

    /** Returns what was asked for. */
    Measuring measuring() {
        return new Measuring(
                forcedTokens == null ? OptionalDouble.empty() : OptionalDouble.of(forcedTokens),
                Optional.ofNullable(stageTimes),
                Optional.ofNullable(profile));
    }
}
