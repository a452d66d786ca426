package qasr.cli;

import java.util.Optional;
import picocli.CommandLine.Option;
import qasr.batch.Shard;
import qasr.console.CommandException;
import qasr.console.Usage;
import qasr.job.ShardBy;

/** Options that divide the inputs among several machines. */
@HelpHeading("Input")
final class ShardOptions {
    @Changes(Changes.Effect.NOTHING)
    @Option(
            names = "--shard",
            paramLabel = "I/N",
            description = {
                "Process only shard I of N of the inputs, such as 3/8.",
                "N runs with the shards 1/N to N/N process every input once, on one machine or several. Give each the same inputs, and the same output directory if they can share one. The shard of a recording depends on its path below the input directory; for an input that is not in such a directory, on its name as written. The path is hashed: SHA-256 and jump consistent hashing. More files move no other file to another shard. One more shard moves about 1/(N+1) of the files."
            })
    private String shard;

    @Changes(Changes.Effect.NOTHING)
    @Option(
            names = "--shard-by",
            paramLabel = "WHAT",
            description = {
                "Divide the inputs by: ${COMPLETION-CANDIDATES} (default: path).",
                "duration gives each shard about the same length of sound: at most 1.09 times the mean, if no recording is longer than a twentieth of that. The lengths are read from the headers of all inputs; a recording without one counts by its size, 16,000 bytes as a second. A few recordings move if files are added, so all shards must start with the same files."
            })
    private ShardBy by;

    /**
     * Returns the shard that was asked for.
     *
     * @throws CommandException if it is no shard, or there is a rule for shards without one
     */
    Optional<Shard> shard() throws CommandException {
        if (shard == null && by != null) {
            throw Usage.error("--shard-by", "needs a shard: add --shard I/N, such as --shard 1/8");
        }
        try {
            return Optional.ofNullable(shard).map(Shard::parse);
        } catch (IllegalArgumentException e) {
            throw Usage.error("--shard", e.getMessage());
        }
    }

    ShardBy by() {
        return by == null ? ShardBy.PATH : by;
    }
}
