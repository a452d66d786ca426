package qasr.job;

import java.nio.file.Path;
import java.util.List;

/**
 * The job of {@code clean}: what to remove.
 *
 * @param folders that results were written to
 * @param recursive whether the folders in these count too
 * @param models directories or names of models that have packed weights beside them
 * @param keepCaches whether only the folders are meant
 * @param dryRun whether only to say it
 */
public record CleanJob(List<Path> folders, boolean recursive, List<Path> models, boolean keepCaches, boolean dryRun) {
    public CleanJob {
        folders = List.copyOf(folders);
        models = List.copyOf(models);
    }
}
