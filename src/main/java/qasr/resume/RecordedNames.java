package qasr.resume;

import java.io.IOException;
import java.util.Map;
import java.util.Set;
import qasr.batch.StateFolders;
import qasr.job.Destination;
import qasr.job.GivenNames;
import qasr.job.Input;
import qasr.job.Origin;

/** The names in the record of outputs that is beside the outputs. */
public final class RecordedNames implements GivenNames {
    private final Map<String, Set<String>> paths;

    private RecordedNames(Map<String, Set<String>> paths) {
        this.paths = paths;
    }

    /** Returns the names of the outputs at {@code destination}. None are known of a folder that is not there (yet). */
    public static GivenNames at(Destination destination, StateFolders states) {
        if (!(destination instanceof Destination.Folder folder)) {
            return NONE;
        }
        try {
            return new RecordedNames(states.in(folder.path()).pathsByPlace());
        } catch (IOException e) {
            return NONE; // the run that follows reads the same record and reports the error
        }
    }

    @Override
    public Set<String> of(Input input) {
        return input.isExpressible() ? paths.getOrDefault(Origin.place(input.path()), Set.of()) : Set.of();
    }
}
