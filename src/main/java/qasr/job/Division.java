package qasr.job;

import java.util.List;
import java.util.Optional;
import qasr.batch.Shard;

/**
 * The inputs of a run, and those of its shard.
 *
 * @param all every input that was named, in order
 * @param own those that this run processes, in the same order
 * @param shard the shard, if there is one; without it, all inputs are this run's own, or a watch takes them as they arrive
 * @param given the names that the outputs of inputs have already and keep
 */
public record Division(List<Input> all, List<Input> own, Optional<Shard> shard, GivenNames given) {
    public Division {
        all = List.copyOf(all);
        own = List.copyOf(own);
    }

    /** Creates a division whose outputs get their names from the inputs alone. */
    public Division(List<Input> all, List<Input> own, Optional<Shard> shard) {
        this(all, own, shard, GivenNames.NONE);
    }

    /** Returns the division of a run that has no shard. */
    public static Division whole(List<Input> inputs) {
        return new Division(inputs, inputs, Optional.empty());
    }

    /** Returns the division of a watch that takes {@code own} now. */
    public static Division arrived(List<Input> all, List<Input> own, GivenNames given) {
        return new Division(all, own, Optional.empty(), given);
    }

    /** Returns {@code destination} with the names and headings that a run of all inputs gives to the same results. */
    public Destination of(Destination destination) {
        return (own.equals(all) ? destination : destination.among(all)).keeping(given);
    }
}
