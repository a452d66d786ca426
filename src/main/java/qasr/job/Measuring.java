package qasr.job;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The options for benchmarks.
 *
 * @param forcedRate the exact number of tokens per second in every chunk, because random weights never stop
 * @param stageTimes the file for the time of each stage
 * @param profile the file for the time of each operator in one chunk
 */
public record Measuring(OptionalDouble forcedRate, Optional<Path> stageTimes, Optional<Path> profile) {
    /** Returns the file of the stage times. */
    public Optional<SideFile> stageTimesFile() {
        return stageTimes.map(file -> new SideFile(SideFile.Kind.STAGE_TIMES, file));
    }

    /** Returns the file of the profile. */
    public Optional<SideFile> profileFile() {
        return profile.map(file -> new SideFile(SideFile.Kind.PROFILE, file));
    }
}
