package qasr.job;

import java.util.Set;

/** The names that outputs of earlier runs have. A watch keeps them in any order of the recordings. */
@FunctionalInterface
public interface GivenNames {
    /** No names: the inputs of the run alone decide. */
    GivenNames NONE = input -> Set.of();

    /** Returns the paths of the known outputs of a recording, below the output folder, with slashes. */
    Set<String> of(Input input);
}
