package qasr.job;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The options for benchmarks.
 *
 * @param forcedRate how many tokens every chunk says a second, no more and no less: random weights never stop
 * @param stageTimes the file to write to where the time went
 * @param profile the file to write to which operator takes how much of the time of one chunk
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
